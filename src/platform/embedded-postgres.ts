// The database that Hezuo brings along: real PostgreSQL on a data folder, started and stopped with the server, and
// brought up again where something else ends it.
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { findBinaries } from './embedded/binaries.ts'
import { keptPassword, prepareCluster, roleName, setPassword, stopLeftover } from './embedded/cluster.ts'
import { findHome, type Home, makeDataFolder } from './embedded/home.ts'
import { isHeld, takeLock } from './embedded/lock.ts'
import { causeOf, DiskFull, StartRefusal, said } from './embedded/refusal.ts'
import { type Run, type RunOptions, runServer } from './embedded/server.ts'

const databaseName = 'hezuo'
const passwordName = 'postgres.password'

export type EmbeddedOptions = {
  /** Belongs to one process at a time; created where missing. */
  dataFolder: string
  /** Any free one where not given. */
  port?: number
  /** Data that need not survive a power cut: tests. */
  throwaway?: boolean
  /** Hears, in one line, what the person should know, such as that the data lie elsewhere. */
  say?: (line: string) => void
}

export type Embedded = {
  url: string
  /** Where the database files lie: the data folder, or elsewhere where their user can't enter that. */
  folder: string
  /** Ends the server cleanly and frees the folder; may be called again. */
  stop(): Promise<void>
  /** Settles when the server has ended for good: stopped, or not to be brought up again. */
  ended: Promise<void>
}

/** Starts the database or refuses with one sentence: in use, another version, full, read-only or closed folder. */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const dataFolder = resolve(options.dataFolder)
  let release = () => {}
  try {
    if (process.platform === 'win32')
      throw new StartRefusal(
        said(
          'Hezuo’s own database needs Linux or macOS: on Windows use WSL, or name a server with DATABASE_URL.',
        ),
      )
    makeDataFolder(dataFolder)
    release = takeLock(dataFolder)
    return await start(dataFolder, options, release)
  } catch (error) {
    release()
    if (error instanceof StartRefusal) throw error
    throw causeOf(error, dataFolder) ?? error
  }
}

/** The database that another process runs on the folder just now; null where none does. */
export function findRunning(dataFolder: string): { url: string; folder: string } | null {
  const folder = resolve(dataFolder)
  if (!isHeld(folder)) return null
  try {
    const home = findHome(folder)
    const lines = readFileSync(join(home.cluster, 'postmaster.pid'), 'utf8').split('\n')
    if (lines[7]?.trim() !== 'ready') return null
    const password = keptPassword(join(folder, passwordName))
    if (password === null) throw wrongPassword(folder)
    const url = `postgres://${roleName}:${password}@127.0.0.1:${lines[3]}/${databaseName}`
    return { url, folder: home.folder }
  } catch (error) {
    if (error instanceof StartRefusal) throw error
    return null
  }
}

/** Of one's own database that runs: only its next start can give it another. */
export const wrongPassword = (dataFolder: string): StartRefusal =>
  new StartRefusal(
    said(
      'The password in {file} is not the database’s: stop the Hezuo that runs on {folder} and start it again, which sets a new one.',
      {
        file: join(dataFolder, passwordName),
        folder: dataFolder,
      },
    ),
  )

export const isWrongPassword = (error: unknown): boolean => (error as { code?: string }).code === '28P01'

async function start(dataFolder: string, options: EmbeddedOptions, release: () => void): Promise<Embedded> {
  const say = options.say ?? (() => {})
  const home = findHome(dataFolder)
  const { folder, copied } = findBinaries(home.user)
  const bin = join(folder, 'bin')
  if (home.elsewhere || copied) say(whereItIs(home, folder, dataFolder))
  const passwordFile = join(dataFolder, passwordName)
  await prepareCluster(home, bin, passwordFile)
  await stopLeftover(home)
  const log = join(dataFolder, 'postgres.log')
  const wanted = { home, bin, log, port: options.port, throwaway: options.throwaway ?? false }
  const running = async (password: string) => {
    const run = await runServer(wanted)
    const { stop, ended } = keepRunning(run, { ...wanted, port: run.port }, say)
    const url = `postgres://${roleName}:${password}@127.0.0.1:${run.port}`
    try {
      await createDatabase(`${url}/postgres`)
    } catch (error) {
      await stop()
      throw error
    }
    const stopAndRelease = () => stop().then(release)
    return { url: `${url}/${databaseName}`, folder: home.folder, stop: stopAndRelease, ended }
  }
  const anew = () => running(setPassword(home, bin, passwordFile))
  const kept = keptPassword(passwordFile)
  if (kept === null) return anew()
  // A file from elsewhere, or of another time, is as good as lost.
  return running(kept).catch((error) => {
    if (!isWrongPassword(error)) throw error
    return anew()
  })
}

function whereItIs(home: Home, binaries: string, dataFolder: string): string {
  const { name } = home.user ?? { name: '' }
  return home.elsewhere
    ? said('The user “{name}” can’t enter {dataFolder}, so the database is kept in {folder}.', {
        name,
        dataFolder,
        folder: home.folder,
      })
    : said('The user “{name}” can’t reach node_modules, so PostgreSQL runs from a copy in {binaries}.', {
        name,
        binaries,
      })
}

/** How long bringing the server up again is tried; where the disk is full, until there is room. */
const patience = 120_000

/** Watches the server: at the same port a new one takes the place of one that something else ended. */
function keepRunning(first: Run, options: RunOptions, say: (line: string) => void) {
  let { server } = first
  let isStopping = false
  const goneOf = ({ server: one }: Run) =>
    new Promise<void>((done) => {
      if (one.exitCode !== null || one.signalCode !== null) done()
      one.once('exit', () => done())
    })
  // Whatever ends Hezuo, the database is told to end too; it finishes by itself.
  const atExit = () => server.kill('SIGINT')
  process.once('exit', atExit)
  server.unref()

  const watch = async (): Promise<void> => {
    let gone = goneOf(first)
    for (;;) {
      await gone
      if (isStopping) return
      say(said('The database server ended; it is started again …'))
      const next = await runAgain(options, () => isStopping)
      if (!next) return
      server = next.server
      server.unref()
      gone = goneOf(next)
      if (isStopping) server.kill('SIGINT')
      else say(said('The database server is running again.'))
    }
  }
  const ended = watch()
  let stopping: Promise<void> | null = null
  const stop = () => {
    stopping ??= (async () => {
      isStopping = true
      server.ref()
      server.kill('SIGINT')
      const late = wait(60_000, 'late' as const, { ref: false })
      // Without its last checkpoint the server recovers at the next start: slower, and nothing saved is lost.
      if ((await Promise.race([ended, late])) === 'late') server.kill('SIGQUIT')
      await ended
      process.off('exit', atExit)
    })()
    return stopping
  }
  return { stop, ended }
}

/** Null where it could not be brought up in time, or is no longer wanted. */
async function runAgain(options: RunOptions, isUnwanted: () => boolean): Promise<Run | null> {
  const since = Date.now()
  for (let pause = 100; ; pause = Math.min(pause * 2, 5000)) {
    try {
      return await runServer(options)
    } catch (error) {
      if (!(error instanceof DiskFull) && Date.now() - since > patience) return null
      await wait(pause)
      if (isUnwanted()) return null
    }
  }
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    const { rows } = await client.query('select 1 from pg_database where datname = $1', [databaseName])
    if (rows.length === 0) await client.query(`create database ${databaseName}`)
  } finally {
    await client.end()
  }
}
