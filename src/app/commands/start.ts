// `hezuo start`: everything from an empty folder to a server that answers, and back down again on Ctrl-C.
import { once } from 'node:events'
import { createServer, type Server as Listener } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { StartRefusal, said } from '../../platform/embedded/refusal.ts'
import { addressesOf, listenAlso, mostInLine } from '../../platform/listening.ts'
import { letRoomGrow } from '../../platform/memory.ts'
import { countOf, hoursOf, mostHours } from '../backup/rules.ts'
import { baseUrlOf, usualPort } from '../server/base-url.ts'
import { proxiesOf } from '../server/proxy.ts'
import { contactOf } from '../server/security-txt.ts'
import type { Server } from '../server/server.ts'
import { buildWeb } from '../server/web-build.ts'
import { type Command, WrongCall } from './command.ts'
import { type Instance, openInstance, refusalFrom } from './instance.ts'

export const startCommand: Command = {
  summary: () => said('start Hezuo and serve it'),
  help: () =>
    said(`Usage: npx hezuo start [--empty] [--port N] [--json]

Starts Hezuo and serves it at http://localhost:4754 until Ctrl-C. The first start makes the
database under ./data and loads the sample of Xuchang 1954; later starts keep what is there.

  --empty    on the first start: begin without sample data; a one-time link
             for the first administrator is printed
  --port N   serve at another port
  --json     print the line for people as {"address", "signIn"} for machines

Environment: PORT, HOST (localhost; 0.0.0.0 opens Hezuo to the network), HEZUO_DATA (./data),
DATABASE_URL (a PostgreSQL server instead of Hezuo’s own database; no sample is loaded there),
HEZUO_BASE_URL (the address as people reach it), HEZUO_OIDC_ISSUER, HEZUO_OIDC_CLIENT_ID,
HEZUO_OIDC_CLIENT_SECRET and HEZUO_OIDC_NAME (sign-in by an account elsewhere), HEZUO_TRUST_PROXY
(loopback, or the addresses of reverse proxies), HEZUO_SECURITY_CONTACT (whom to tell of a weakness),
HEZUO_BACKUP_FOLDER, _EVERY and _KEEP (see npx hezuo backup --help). docs/running.md tells how Hezuo
is run for good.`),
  options: { empty: { type: 'boolean' }, port: { type: 'string' }, json: { type: 'boolean' } },
  positionals: 0,
  async run({ empty, port: given, json }) {
    const stop = untilAskedToStop()
    const port = readPort(given as string | undefined)
    const host = process.env.HOST || 'localhost'
    const proxies = readProxies()
    const contact = readContact()
    refuseWrongSchedule()
    await refuseTakenPort(port, host)
    await buildWeb((line) => console.error(line))
    if (stop.asked) return
    // The rooms are loaded while the database comes up, which takes as long.
    const loading = import('./serve.ts')
    // Heard below, where the database is up and is closed again.
    loading.catch(() => {})
    const instance = await openInstance()
    let server: Server | null = null
    let beside: Listener[] = []
    let stopJobs = async () => {}
    try {
      const serving = await loading
      if (stop.asked) return
      const baseUrl = baseUrlOf(port)
      const asked = { baseUrl, proxies, securityContact: contact }
      server = await serving.openServer(instance, asked, empty === true)
      if (stop.asked) return
      beside = await listen(server, port, host)
      letRoomGrow()
      stopJobs = serving.runJobs(instance)
      const signIn = await serving.howToSignIn(instance, baseUrl)
      console.log(json ? JSON.stringify({ address: baseUrl, signIn: signIn.link ?? null }) : signIn.line)
      await serveUntil(stop.promise, instance)
    } catch (error) {
      throw refusalFrom(error, instance) ?? error
    } finally {
      if (server) await closeServer(server, beside)
      await stopJobs()
      await instance.close()
    }
  },
}

/** Listens for the first wish to stop and ignores all further ones: stopping is never cut short. */
function untilAskedToStop() {
  const stop = { asked: false, promise: Promise.resolve() }
  stop.promise = new Promise((done) => {
    const ask = () => {
      stop.asked = true
      done()
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, ask)
    // Under an older Node a small process stands before this one; if that is killed, this one ends cleanly.
    process.on('disconnect', ask)
    process.channel?.unref()
  })
  return stop
}

function readPort(given: string | undefined): number {
  const text = given ?? (process.env.PORT || String(usualPort))
  const port = Number(text)
  if (/^\d+$/.test(text) && port >= 1 && port <= 65535) return port
  throw new WrongCall(said('“{text}” is not a port: a number from 1 to 65535.', { text }))
}

function readProxies(): string[] {
  const text = process.env.HEZUO_TRUST_PROXY ?? ''
  const proxies = proxiesOf(text)
  if (proxies) return proxies
  throw new WrongCall(
    said('HEZUO_TRUST_PROXY names “{text}”: give “loopback”, addresses or nets such as 10.0.0.0/8.', {
      text,
    }),
  )
}

/** What can't be read would leave the schedule as it is kept, and whoever set it sure of another. */
function refuseWrongSchedule(): void {
  const { HEZUO_BACKUP_EVERY: every, HEZUO_BACKUP_KEEP: keep } = process.env
  if (every && hoursOf(every) === null)
    throw new WrongCall(
      said('HEZUO_BACKUP_EVERY is “{every}”: give a span such as 24h, 7d or off, of {most} hours at most.', {
        every,
        most: mostHours,
      }),
    )
  if (keep && countOf(keep) === null)
    throw new WrongCall(said('HEZUO_BACKUP_KEEP is “{keep}”: give a number from 1 to 999.', { keep }))
}

/** Whom to tell of a weakness; null where nobody is named. */
function readContact(): string | null {
  const text = process.env.HEZUO_SECURITY_CONTACT ?? ''
  if (text === '') return null
  const contact = contactOf(text)
  if (contact) return contact
  throw new WrongCall(
    said(
      'HEZUO_SECURITY_CONTACT names “{text}”: give an address of mail, or one that begins with https:// or tel:.',
      {
        text,
      },
    ),
  )
}

/** Tried before anything else, so that nothing is built or started in vain. */
function refuseTakenPort(port: number, host: string): Promise<void> {
  return new Promise((done, failed) => {
    const probe = createServer()
    probe.once('error', (error) => failed(portRefusal(error, port, host)))
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => done()))
  })
}

function portRefusal(error: unknown, port: number, host: string): unknown {
  const { code } = error as { code?: string }
  if (code === 'EADDRINUSE')
    return new StartRefusal(
      said('Port {port} is taken by another program: stop it, or choose another with PORT or --port.', {
        port,
      }),
    )
  if (code === 'EACCES')
    return new StartRefusal(said('No permission to serve at port {port}: choose one above 1023.', { port }))
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new StartRefusal(said('HOST names “{host}”, which is no address of this machine.', { host }))
  return error
}

/** Listens at every address of the host; gives what takes the lines of those beside the first. */
async function listen(server: Server, port: number, host: string): Promise<Listener[]> {
  const [first, ...further] = await addressesOf(host)
  try {
    await server.listen({ port, host: first, backlog: mostInLine })
  } catch (error) {
    throw portRefusal(error, port, host)
  }
  const beside = await Promise.all(further.map((one) => listenAlso(server.server, { host: one, port })))
  return beside.filter((one) => one !== null)
}

async function serveUntil(stop: Promise<void>, { embedded, dataFolder }: Instance): Promise<void> {
  const why = await Promise.race([stop, embedded?.ended.then(() => 'database') ?? stop])
  if (why === 'database')
    throw new StartRefusal(
      said('The database server ended by itself: {file} says why.', {
        file: join(dataFolder, 'postgres.log'),
      }),
    )
}

/**
 * What was taken in is finished and answered, for which a statement of the database may need half a minute. Whoever has
 * sent half a request, or does not take the answer, is cut off after five seconds.
 */
async function closeServer(server: Server, beside: readonly Listener[]): Promise<void> {
  const ended = beside.map((one) => once(one.close(), 'close'))
  const closed = Promise.all([server.close(), ...ended]).then(() => true)
  const begun = Date.now()
  let quietSince = begun
  while (!(await Promise.race([closed, wait(100, false)]))) {
    const now = Date.now()
    if (server.underWay.count > 0) quietSince = now
    // The last answer needs a moment on its way.
    const isQuiet = now - begun > 5000 && now - quietSince > 1000
    if (isQuiet || now - begun > 40_000) server.server.closeAllConnections()
  }
}
