// The server put together: kernel, rooms, the browser's files, health and description.
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import etag from '@fastify/etag'
import files from '@fastify/static'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import type { OpenServe, Serve } from '../../access/context.ts'
import { homeOf } from '../../access/passkeys/actions.ts'
import { openProvider, type ProviderSettings } from '../../access/providers/context.ts'
import { wayRoutes } from '../../access/routes.ts'
import type { Actor } from '../../access/rules.ts'
import type { Call } from '../../base/call.ts'
import { kinds, notFound, Problem } from '../../base/problems.ts'
import { readWords } from '../../platform/catalogues.ts'
import { boundConnections } from '../../platform/connections.ts'
import type { Database } from '../../platform/database.ts'
import { watchDisks } from '../../platform/disk.ts'
import { openFiles } from '../../platform/files.ts'
import { askedLanguage, makeServe, newRequestId } from '../../platform/http.ts'
import { countedRefusal, type Limits, openCount, usualLimits } from '../../platform/limits.ts'
import { errorInLog } from '../../platform/log.ts'
import { withoutPorts } from '../../platform/network.ts'
import { answerProblem, answerUnread } from '../../platform/refusals.ts'
import { sayLevels } from '../../registry/levels/queries.ts'
import { holdingLinks } from '../../registry/links/queries.ts'
import { backupRoutes } from '../backup/routes.ts'
import { health } from '../contract.ts'
import { listeners, refusals, rooms } from '../rooms.ts'
import { house, routes as own } from '../routes.ts'
import { serveDescription } from './description.ts'
import { serveGuides } from './guide-page.ts'
import { showNothing } from './plain-page.ts'
import { serveSecurityTxt } from './security-txt.ts'
import { version } from './version.ts'
import { whoIs } from './who-is.ts'

export type ServerOptions = {
  database: Database
  /** As people reach it, without a slash at the end; decides whether cookies are marked secure. */
  baseUrl: string
  /** Where evidence files are kept. */
  dataFolder: string
  /** Where else the disk must not run full: the database of one's own, if it lies elsewhere. */
  databaseFolder?: string
  /** Reverse proxies whose word is taken for host, protocol and address; nobody's where not given. */
  proxies?: string[]
  /** Replies are held against their contract; tests and development. */
  checkReplies?: boolean
  /** Where people may have an account that lets them in here (OpenID Connect). */
  provider?: ProviderSettings | null
  /** Whom to tell of a weakness, as an address that a browser can open. */
  securityContact?: string | null
  log?: boolean | { write(line: string): void }
  limits?: Limits
}

/** `calls` lists every call that the server answers; `underWay` counts those being worked on. */
export type Server = FastifyInstance & { calls: Call[]; underWay: { count: number } }

const web = fileURLToPath(new URL('../../../dist/web', import.meta.url))
const assets = join(web, 'assets')

/** Builds the server, ready to listen or to be asked by `inject`. */
export async function buildServer(options: ServerOptions): Promise<Server> {
  const { database } = options
  const words = readWords()
  const limits = options.limits ?? usualLimits
  const count = openCount(limits)
  const refuse = (error: unknown, request: FastifyRequest, response: FastifyReply) => {
    const say = words.say(askedLanguage(request, words))
    const told = countedRefusal(count, request, error)
    return answerProblem(told, { request, response, say, constraints: refusals })
  }
  const nothingHere: Answer = (request, response) =>
    showNothing(request, response, words) ?? refuse(notFound(), request, response)
  const app = openHttp(options, refuse)
  boundConnections(app.server, limits.connections, options.proxies ?? [])
  app.addHook('onReady', () => sayLevels(database.kysely))
  await app.register(cookie)
  // Registered before packing, so that the same answer has the same tag however it travels.
  await app.register(etag, { weak: true })
  // Screens are packed when they are built; this is for replies and the page itself.
  await app.register(compress, { threshold: 1024, encodings: ['gzip', 'deflate', 'identity'] })
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  )
  const isSecure = options.baseUrl.startsWith('https:')
  sendHeaders(app, isSecure)
  receiveRequests(app, options.proxies ?? [])

  const calls: Call[] = []
  const underWay = { count: 0 }
  const kernel = makeServe<Actor | null>(
    app,
    {
      database,
      words,
      listeners,
      files: openFiles(options.dataFolder),
      constraints: refusals,
      accountOf: (actor) => actor?.accountId ?? null,
      count,
      mustHaveRoom: watchDisks([options.dataFolder, options.databaseFolder ?? options.dataFolder]),
      secureCookies: isSecure,
      underWay,
      checkReplies: options.checkReplies ?? false,
      whoIs,
    },
    calls,
  )
  const open = kernel as OpenServe
  // The kernel refuses nobody before a signed-in call runs, so that its actor is never null.
  const serve = kernel as unknown as Serve

  open(health, async (ctx) => {
    const { rows } = await sql<{
      version: string
    }>`select current_setting('server_version') as version`.execute(ctx.db)
    return { status: 'ok' as const, version, database: rows[0].version }
  })
  const { baseUrl } = options
  const provider = options.provider ? openProvider(options.provider, baseUrl) : null
  const ofRooms = rooms.flatMap(({ routes }) => routes ?? [])
  for (const routes of [
    ...ofRooms,
    ...own,
    wayRoutes(homeOf(baseUrl), provider, holdingLinks),
    backupRoutes(options),
  ])
    routes(serve, open)
  const { securityContact: contact } = options
  // What anybody reads counts by where it is asked from, as every call does.
  await app.register(async (read) => {
    read.addHook('onRequest', async (request) => count(request, null))
    serveGuides(read, words)
    if (contact) serveSecurityTxt(read, { contact, baseUrl, languages: words.languages })
    leadOn(read)
    describe(read, { calls, words, baseUrl })
  })
  await serveWeb(app, nothingHere)
  return Object.assign(app, { calls, underWay }) as unknown as Server
}

type Refuse = (error: unknown, request: FastifyRequest, response: FastifyReply) => FastifyReply
type Answer = (request: FastifyRequest, response: FastifyReply) => FastifyReply

function openHttp(options: ServerOptions, refuse: Refuse) {
  return Fastify({
    logger: options.log
      ? {
          level: 'warn',
          timestamp: () => `,"time":"${new Date().toISOString()}"`,
          redact: ['req.headers.cookie', 'req.headers.authorization'],
          serializers: { err: errorInLog },
          ...(typeof options.log === 'object' ? { stream: options.log } : {}),
        }
      : false,
    genReqId: newRequestId,
    // What comes in and goes out is held to its contract by the kernel: Fastify's own compilers are not even loaded.
    schemaController: { compilersFactory: { buildValidator: unused, buildSerializer: unused } },
    trustProxy: options.proxies?.length ? options.proxies : false,
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: 'idle',
    // What is refused before any call is reached, in the same form as everything else.
    frameworkErrors: (error, request, reply) => void refuse(error, request, reply),
    clientErrorHandler: answerUnread,
    // A sender that stops half-way, or never takes its answer, does not hold on to anything for ever.
    requestTimeout: 300_000,
    connectionTimeout: 180_000,
    http: { headersTimeout: 30_000, connectionsCheckingInterval: 5_000 },
  })
}

/** A browser asks one thing after the other on a line, and a proxy as well. */
const mostOnOneLine = 50

/** Cuts a line on which more is asked before an answer than anybody asks: all of it would be worked on at once. */
function boundLines() {
  const asked = new WeakMap<object, number>()
  return async (
    { raw: { socket } }: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply | undefined> => {
    const add = (n: number) => {
      asked.set(socket, (asked.get(socket) ?? 0) + n)
      return asked.get(socket) ?? 0
    }
    reply.raw.once('close', () => add(-1))
    if (add(1) <= mostOnOneLine) return undefined
    // What came in the same piece as what was too much is read all the same: nothing of it is begun.
    socket.destroy()
    return reply.hijack()
  }
}

/** Of every request, before anything is done: whose it is, for whom, and that none of it goes on for ever. */
function receiveRequests(app: FastifyInstance, proxies: readonly string[]): void {
  if (proxies.length > 0) app.addHook('onRequest', readForwarded)
  app.addHook('onRequest', boundLines())
  app.addHook('onRequest', mustNameOneHost)
  app.addHook('onResponse', async ({ raw }) => endSending(raw))
}

/** Before anybody asks for the address: with a port no proxy further in is known as one. */
async function readForwarded({ raw: { headers } }: FastifyRequest): Promise<void> {
  const said = headers['x-forwarded-for']
  if (said) headers['x-forwarded-for'] = withoutPorts(`${said}`)
}

/** Whom a request is for is said once (RFC 9112, 3.2): of two a proxy may have looked at the other. */
async function mustNameOneHost({ raw }: FastifyRequest): Promise<void> {
  const hosts = raw.rawHeaders.filter((text, at) => at % 2 === 0 && /^host$/i.test(text))
  if (hosts.length > 1) throw new Problem('malformed')
}

/** With every answer: what the browser may load, and that nobody else shows it. */
function sendHeaders(app: FastifyInstance, isSecure: boolean): void {
  app.addHook('onSend', async (_request, reply) => {
    reply.headers({
      'content-security-policy':
        "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; script-src 'self'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(self), geolocation=(), microphone=(), payment=(), usb=()',
      ...(isSecure ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
    })
  })
}

/** Addresses that lead to another. */
function leadOn(app: FastifyInstance): void {
  // What a problem's type leads to is read in the table of all kinds.
  app.get<{ Params: { kind: string } }>('/problems/:kind', async (request, reply) => {
    if (!Object.hasOwn(kinds, request.params.kind)) return reply.callNotFound()
    return reply.redirect(`/api/docs#problem-${request.params.kind}`)
  })
  // Where keepers of passwords look for the page on which one is changed.
  app.get('/.well-known/change-password', (_request, reply) => reply.redirect('/account'))
  // Where templates stood before: no description can tell such an address from those of an import by its id.
  app.get('/api/imports/templates/:kind', (request, reply) =>
    reply.redirect(request.url.replace('/imports/templates/', '/import-templates/'), 308),
  )
}

type Described = { calls: Call[]; words: ReturnType<typeof readWords>; baseUrl: string }

/** All calls, for programs and for people. */
function describe(app: FastifyInstance, { calls, words, baseUrl }: Described): void {
  serveDescription(app, async () => {
    const { openapi } = await import('../../platform/openapi.ts')
    return JSON.stringify(openapi([...rooms, house], calls, version))
  })
  const page = () => import('./api-page.ts')
  app.get('/api/docs.css', async (_request, reply) =>
    reply.type('text/css; charset=utf-8').send((await page()).apiStyle()),
  )
  const made = new Map<string, string>()
  app.get('/api/docs', async (request, reply) => {
    const { apiPage } = await page()
    const language = askedLanguage(request, words)
    const direction = words.directionOf(language)
    const text =
      made.get(language) ??
      apiPage({ calls, version, baseUrl, language, direction, say: words.say(language) })
    made.set(language, text)
    return reply.type('text/html; charset=utf-8').header('vary', 'accept-language, cookie').send(text)
  })
}

const unused = () => {
  throw new Error('no call is declared by a schema of Fastify’s')
}

/**
 * What is still coming of a request that is answered is read and dropped, so that who looks only after sending all of
 * it sees the answer; who goes on for longer than this is cut off.
 */
function endSending(request: FastifyRequest['raw']): void {
  if (request.complete) return
  const cut = setTimeout(() => request.destroy(), 10_000).unref()
  request.once('close', () => clearTimeout(cut))
}

/**
 * What is no screen, whatever stands there: calls, the meaning of problems, what the world looks for at known places,
 * and files, those of hidden folders among them. One that is not there is not found; the page would tell a program
 * that it is.
 */
const isNoScreen = (path: string): boolean =>
  /^\/(?:api|guide|problems|assets|\.well-known)(?:\/|$)/.test(path) || /\/\.|\.[a-z0-9]{1,10}$/i.test(path)

const isRead = ({ method }: FastifyRequest): boolean => method === 'GET' || method === 'HEAD'

/**
 * The built screens: hashed files for ever, the page itself never kept; unknown paths get the page (its router
 * decides). The files are told apart by one list: a route for each of a thousand costs more than all calls together.
 */
async function serveWeb(app: FastifyInstance, nothingHere: Answer): Promise<void> {
  // Nothing is taken in of what is sent to an address that leads nowhere.
  app.addHook('onRequest', async (request, reply) => {
    if (request.is404 && !isRead(request)) return nothingHere(request, reply)
  })
  if (!existsSync(join(web, 'index.html'))) {
    app.setNotFoundHandler(nothingHere)
    return
  }
  await app.register(files, {
    root: web,
    serve: false,
    index: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) =>
      void reply.header(
        'cache-control',
        path.startsWith(assets) ? 'public, max-age=31536000, immutable' : 'no-cache',
      ),
  })
  const there = new Set(globSync('**/*.*', { cwd: web }).map((file) => `/${file.replaceAll(sep, '/')}`))
  const page = readFileSync(join(web, 'index.html'))
  app.setNotFoundHandler((request, reply) => {
    const [path] = request.url.split('?')
    if (isRead(request) && there.has(path)) return reply.sendFile(path)
    if (!isRead(request) || isNoScreen(path)) return nothingHere(request, reply)
    return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(page)
  })
}
