// The database that Hezuo brings along: real PostgreSQL on a data folder, started and stopped with the server.
import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { findBinaries } from './embedded/binaries.ts'
import { failure, passwordOf, prepareCluster, roleName, runningIn, stopLeftover } from './embedded/cluster.ts'
import { findHome, type Home, makeDataFolder } from './embedded/home.ts'
import { takeLock } from './embedded/lock.ts'
import { causeOf, StartRefusal, said } from './embedded/refusal.ts'

export { StartRefusal, said } from './embedded/refusal.ts'

const databaseName = 'hezuo'

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
  /** Ends the server cleanly and frees the folder; may be called again. */
  stop(): Promise<void>
  /** Settles when the server has ended, wanted or not. */
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
          '合作自带的数据库需要 Linux 或 macOS：在 Windows 上请使用 WSL，或用 DATABASE_URL 指定服务器。',
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

async function start(dataFolder: string, options: EmbeddedOptions, release: () => void): Promise<Embedded> {
  const home = findHome(dataFolder)
  const { folder, copied } = findBinaries(home.user)
  const bin = join(folder, 'bin')
  if (home.elsewhere || copied) options.say?.(whereItIs(home, folder, dataFolder))
  const passwordFile = join(dataFolder, 'postgres.password')
  await prepareCluster(home, bin, passwordFile)
  await stopLeftover(home, bin)
  const password = passwordOf(home, bin, passwordFile)
  const log = join(dataFolder, 'postgres.log')
  if (existsSync(log) && statSync(log).size > 5_000_000) renameSync(log, `${log}.old`)
  for (let attempt = 1; ; attempt++) {
    const port = options.port ?? (await freePort())
    const since = existsSync(log) ? statSync(log).size : 0
    const server = launch(home, bin, log, port, options.throwaway ?? false)
    if (await isReady(server, home)) {
      const url = `postgres://${roleName}:${password}@127.0.0.1:${port}`
      return running(server, url, release)
    }
    const written = readFileSync(log).subarray(since).toString()
    // The free port may be taken by somebody else in the moment between; another one is as good.
    if (/Address already in use/.test(written) && options.port === undefined && attempt < 5) continue
    // The helpers of a killed server need a moment to notice that it is gone.
    if (/still in use/.test(written) && attempt < 20) {
      await wait(250)
      continue
    }
    throw failure(written, home.folder)
  }
}

function whereItIs(home: Home, binaries: string, dataFolder: string): string {
  const { name } = home.user ?? { name: '' }
  return home.elsewhere
    ? said(
        `The user “${name}” can’t enter ${dataFolder}, so the database is kept in ${home.folder}.`,
        `用户 ${name} 无法进入 ${dataFolder}，因此数据库存放在 ${home.folder}。`,
      )
    : said(
        `The user “${name}” can’t reach node_modules, so PostgreSQL runs from a copy in ${binaries}.`,
        `用户 ${name} 无法读取 node_modules，因此 PostgreSQL 从 ${binaries} 的副本运行。`,
      )
}

function launch(home: Home, bin: string, log: string, port: number, throwaway: boolean): ChildProcess {
  const settings: Record<string, string | number> = {
    listen_addresses: '127.0.0.1',
    port,
    // No socket: its path may be too long, and a password on the local address is safe on a shared machine.
    unix_socket_directories: '',
    max_connections: throwaway ? 400 : 100,
    shared_buffers: '128MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] ',
    ...(throwaway ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  }
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const out = openSync(log, 'a', 0o600)
  try {
    // In a session of its own: Ctrl-C at the terminal must reach Hezuo, which stops its server first, not PostgreSQL.
    return spawn(join(bin, 'postgres'), ['-D', home.cluster, ...args], {
      ...runningIn(home, home.cluster),
      stdio: ['ignore', out, out],
      detached: true,
    })
  } finally {
    closeSync(out)
  }
}

/** Waits as long as the server lives: after a power cut it may first have much to replay. */
async function isReady(server: ChildProcess, home: Home): Promise<boolean> {
  let gone = false
  server.once('exit', () => (gone = true))
  server.once('error', () => (gone = true))
  while (!gone) {
    try {
      const lines = readFileSync(join(home.cluster, 'postmaster.pid'), 'utf8').split('\n')
      if (Number(lines[0]) === server.pid && lines[7]?.trim() === 'ready') return true
    } catch {
      // Not written yet.
    }
    await wait(15)
  }
  return false
}

async function running(server: ChildProcess, url: string, release: () => void): Promise<Embedded> {
  const ended = new Promise<void>((done) => {
    if (server.exitCode !== null || server.signalCode !== null) done()
    server.once('exit', () => done())
  })
  // Whatever ends Hezuo, the database is told to end too; it finishes by itself.
  const atExit = () => server.kill('SIGINT')
  process.once('exit', atExit)
  let stopping: Promise<void> | null = null
  const stop = () => {
    stopping ??= (async () => {
      server.ref()
      server.kill('SIGINT')
      const patience = wait(60_000, 'late' as const, { ref: false })
      // Without its last checkpoint the server recovers at the next start: slower, and nothing saved is lost.
      if ((await Promise.race([ended, patience])) === 'late') server.kill('SIGQUIT')
      await ended
      process.off('exit', atExit)
      release()
    })()
    return stopping
  }
  server.unref()
  try {
    await createDatabase(`${url}/postgres`)
  } catch (error) {
    await stop()
    throw error
  }
  return { url: `${url}/${databaseName}`, stop, ended }
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

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer()
    server.once('error', failed)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
