// The database files: made once, checked at each start, and freed from a server that a killed Hezuo left behind.
import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { giveTo, type Home } from './home.ts'
import { beganAt } from './lock.ts'
import { causeOf, refuse, StartRefusal, said } from './refusal.ts'

export const roleName = 'hezuo'
const major = '18'

/** How every program of PostgreSQL is run: as its user, in English and free of settings meant for another server. */
export const runningIn = (home: Home, cwd: string) => ({
  cwd,
  env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
  ...(home.user ? { uid: home.user.uid, gid: home.user.gid } : {}),
})

/** Makes the files where there are none; a first start that was cut short is begun again. */
export async function prepareCluster(home: Home, bin: string, passwordFile: string): Promise<void> {
  if (existsSync(home.cluster)) return checkVersion(home)
  const half = `${home.cluster}.new`
  const given = join(home.folder, 'postgres.password.new')
  rmSync(half, { recursive: true, force: true })
  rmSync(given, { force: true })
  mkdirSync(half)
  giveTo(home.user, half)
  const password = newPassword()
  writeFileSync(given, password, { mode: 0o600 })
  giveTo(home.user, given)
  try {
    // The built-in locale sorts by code point and knows the letters of every script, whatever this machine has
    // installed; only trigram search still asks the machine's own locale, so that is taken where there is one.
    const args = ['-D', half, '-U', roleName, `--pwfile=${given}`, '--auth=scram-sha-256', '--encoding=UTF8']
    args.push('--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8')
    // All files in one go instead of a thousand times one; Linux alone can.
    if (process.platform === 'linux') args.push('--sync-method=syncfs')
    let made = await run(join(bin, 'initdb'), [...args, '--lc-ctype=C.UTF-8'], home)
    if (/invalid locale name/.test(made.output)) made = await run(join(bin, 'initdb'), args, home)
    if (made.code !== 0) throw failure(made.output, home.folder)
    writeFileSync(passwordFile, password, { mode: 0o600, flush: true })
    renameSync(half, home.cluster)
  } catch (error) {
    rmSync(half, { recursive: true, force: true })
    throw error
  } finally {
    rmSync(given, { force: true })
  }
}

function run(program: string, args: string[], home: Home): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...runningIn(home, '/'), stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, output }))
  })
}

/** One sentence from what PostgreSQL wrote. */
export function failure(output: string, where: string): StartRefusal {
  const known = causeOf(output, where)
  if (known) return known
  const lines = output.split('\n').filter((line) => /FATAL|PANIC|error:|ERROR/.test(line))
  const last = (lines.at(-1) ?? output.trim().split('\n').at(-1) ?? '').replace(
    /^.*?(FATAL|PANIC|error|ERROR):\s*/,
    '',
  )
  return new StartRefusal(said('The database could not be started: {last}.', { last }))
}

function checkVersion(home: Home): void {
  let found: string
  try {
    found = readFileSync(join(home.cluster, 'PG_VERSION'), 'utf8').trim()
  } catch (error) {
    if (!['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
    refuse(
      '{cluster} holds no PostgreSQL database: move it away, or choose another folder with HEZUO_DATA.',
      { cluster: home.cluster },
    )
  }
  if (found !== major)
    refuse(
      'The data in {cluster} are of PostgreSQL {found}, and this Hezuo brings PostgreSQL {major}: start the Hezuo that made them, or choose another folder with HEZUO_DATA.',
      { cluster: home.cluster, found, major },
    )
}

/** How a leftover server is asked to end, each way for so many seconds: cleanly, at once, without being asked. */
const ways: [NodeJS.Signals, number][] = [
  ['SIGINT', 60],
  ['SIGQUIT', 20],
  ['SIGKILL', 20],
]

/**
 * Ends a server that outlived its Hezuo; only called by the holder of the lock, so that nobody else is using it. Where
 * it does not end cleanly it is cut off: what it had acknowledged is in its log, and the next start recovers it.
 */
export async function stopLeftover(home: Home): Promise<void> {
  for (const [signal, seconds] of ways) {
    const until = Date.now() + seconds * 1000
    for (let asked = 0; ; await wait(50)) {
      const pid = leftover(home)
      if (pid === null) return
      if (Date.now() > until) break
      // A start that was under way may only now have written its number.
      if (pid !== asked) process.kill(pid, signal)
      asked = pid
    }
  }
  refuse(
    'A database server left by an earlier run (process {leftover}) does not stop: end it, then start again.',
    { leftover: String(leftover(home)) },
  )
}

/** The number of the server that runs on the files, if one does. */
function leftover(home: Home): number | null {
  const file = join(home.cluster, 'postmaster.pid')
  const pid = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : 0
  return pid && beganAt(pid) !== null && isPostgres(pid) ? pid : null
}

function isPostgres(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' })
  if (stdout) return stdout.includes('postgres')
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').includes('postgres')
  } catch {
    return false
  }
}

/** As Hezuo writes one. */
const passwordShape = /^[A-Za-z0-9_-]{32}$/
const newPassword = (): string => randomBytes(24).toString('base64url')

/** The password that is kept; null where the file is lost, or a power cut left something else in it. */
export function keptPassword(passwordFile: string): string | null {
  const kept = existsSync(passwordFile) ? readFileSync(passwordFile, 'utf8').trim() : ''
  return passwordShape.test(kept) ? kept : null
}

/** Gives the database's own role a new password, while no server runs on the files. */
export function setPassword(home: Home, bin: string, passwordFile: string): string {
  const password = newPassword()
  const done = spawnSync(join(bin, 'postgres'), ['--single', '-D', home.cluster, 'postgres'], {
    ...runningIn(home, home.cluster),
    input: `alter role ${roleName} password '${password}'\n`,
    encoding: 'utf8',
  })
  if (done.status !== 0) throw failure(`${done.stderr}`, home.folder)
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600, flush: true })
  return password
}
