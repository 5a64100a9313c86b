// A PostgreSQL server of the machine's own, for `npm test -- --server`: what is installed there, or Debian's package,
// on data that nobody will miss. Hezuo's role there owns its databases and nothing more, as on a server of one's own.
import { execFileSync, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import pg from 'pg'
import { runningIn } from '../src/platform/embedded/cluster.ts'
import { giveTo, type Home } from '../src/platform/embedded/home.ts'
import { runServer } from '../src/platform/embedded/server.ts'
import { chooseUser } from '../src/platform/embedded/user.ts'
import { guardFolder } from './guard.ts'

const least = 15
const places = [
  '/usr/lib/postgresql/*/bin',
  '/usr/pgsql-*/bin',
  '/opt/homebrew/opt/postgresql@*/bin',
  '/usr/local/opt/postgresql@*/bin',
]
const howTo = `No PostgreSQL ${least} or later on this machine: install one (Debian: sudo apt-get install postgresql; macOS: brew install postgresql@18).`

/** The folder of its programs, the newest where there are several; installed where root may do that. */
function findServer(): string {
  const found = present()
  if (found) return found
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('Installing a PostgreSQL server for the tests (once) …')
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    for (const args of [
      ['update', '-qq'],
      ['install', '-y', '-qq', '--no-install-recommends', 'postgresql'],
    ])
      spawnSync('/usr/bin/apt-get', args, { env, timeout: 300_000, stdio: 'ignore' })
    const installed = present()
    if (installed) return installed
  }
  throw new Error(howTo)
}

function present(): string | undefined {
  const onPath = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  return [...globSync(places), ...onPath]
    .filter((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))
    .map((folder) => ({ folder, version: versionOf(folder) }))
    .filter(({ version }) => version >= least)
    .sort((a, b) => b.version - a.version)[0]?.folder
}

function versionOf(folder: string): number {
  const { stdout } = spawnSync(join(folder, 'postgres'), ['--version'], { encoding: 'utf8' })
  return Number(/(\d+)/.exec(stdout ?? '')?.[1] ?? 0)
}

export type Server = { url: string; version: number; stop(): Promise<void> }

export async function startServer(): Promise<Server> {
  const bin = findServer()
  const folder = mkdtempSync(join(tmpdir(), 'hezuo-server-'))
  chmodSync(folder, 0o711)
  const cluster = join(folder, 'postgres')
  const home: Home = { folder, cluster, user: chooseUser(cluster), elsewhere: false }
  mkdirSync(cluster)
  giveTo(home.user, cluster)
  const password = randomBytes(16).toString('hex')
  const file = join(folder, 'password')
  writeFileSync(file, password)
  giveTo(home.user, file)
  const settings = ['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync']
  execFileSync(join(bin, 'initdb'), ['-D', cluster, '-U', 'postgres', `--pwfile=${file}`, ...settings], {
    ...runningIn(home, '/'),
    stdio: 'pipe',
  })
  const log = join(folder, 'postgres.log')
  const { server, port } = await runServer({ home, bin, log, throwaway: true })
  const guard = guardFolder(folder)
  const client = new pg.Client(`postgres://postgres:${password}@127.0.0.1:${port}/postgres`)
  await client.connect()
  await client.query(`create role hezuo login createdb password '${password}'`)
  await client.query('create database hezuo owner hezuo')
  await client.end()
  server.unref()
  const gone = new Promise((done) => server.once('exit', done))
  return {
    url: `postgres://hezuo:${password}@127.0.0.1:${port}/hezuo`,
    version: versionOf(bin),
    stop: async () => {
      server.ref()
      server.kill('SIGINT')
      await gone
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
      guard.stdin.end()
    },
  }
}
