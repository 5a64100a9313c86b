// Hezuo as strangers have it: packed, and installed into an empty folder away from the repository, with nothing of the
// repository's on the way to it.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { globSync, mkdirSync, realpathSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { freePort, newFolder } from '../hezuo.ts'

export const root = join(import.meta.dirname, '..', '..')

/** What the repository's own npm and Node said of themselves must not be heard elsewhere. */
const own = /^(npm_(config_local_prefix|package_|lifecycle_)|PORT$|HOST$|DATABASE_URL$|HEZUO_|NODE_)/
export function strangersEnv(more: Record<string, string> = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !own.test(name))
  const path = (process.env.PATH ?? '').split(delimiter).filter((one) => !one.startsWith(realpathSync(root)))
  return { ...Object.fromEntries(kept), LANG: 'C.UTF-8', LC_ALL: '', PATH: path.join(delimiter), ...more }
}

/** Runs a program to its end; what it printed. Anything but success throws, with what it said. */
export async function run(program: string, args: string[], cwd: string, more = {}): Promise<string> {
  const { stdout } = await promisify(execFile)(program, args, {
    cwd,
    env: strangersEnv(more),
    maxBuffer: 1e8,
  })
  return stdout
}

/** Packs this version into a new folder and installs it in another below, whose name is one that people give. */
export async function install(): Promise<string> {
  const folder = newFolder('release')
  const home = join(folder, '合作 try')
  mkdirSync(home, { mode: 0o711 })
  await run('npm', ['pack', '--pack-destination', folder], root)
  const [file] = globSync('hezuo-*.tgz', { cwd: folder })
  await run('npm', ['install', join('..', file), '--prefer-offline', '--no-audit', '--no-fund'], home)
  return home
}

export type Started = { address: string; signIn: string | null; seconds: number; stop(): Promise<void> }

/** `npx hezuo start` in a folder, until it answers; ended as a person does, by Ctrl-C at a terminal. */
export async function start(home: string, args: string[] = [], more = {}): Promise<Started> {
  const port = await freePort()
  const begun = performance.now()
  const child = spawn('npx', ['hezuo', 'start', '--json', ...args], {
    cwd: home,
    env: strangersEnv({ PORT: String(port), ...more }),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let [out, err] = ['', '']
  child.stdout.on('data', (text) => (out += text))
  child.stderr.on('data', (text) => (err += text))
  // The last of those that it started has closed its streams.
  const ended = new Promise<void>((done) => child.once('close', () => done()))
  running.add(child)
  while (!(await answers(port))) {
    if (child.exitCode !== null) throw new Error(`Hezuo ended before it was ready: ${err}`)
    await wait(20)
  }
  const seconds = (performance.now() - begun) / 1000
  while (!out.includes('\n')) await wait(20)
  const stop = async () => {
    if (child.pid) process.kill(-child.pid, 'SIGINT')
    await ended
    running.delete(child)
  }
  return { ...JSON.parse(out), seconds, stop }
}

const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const { pid } of running) if (pid) process.kill(-pid, 'SIGTERM')
})

const answers = (port: number) =>
  fetch(`http://localhost:${port}/api/health`).then(
    (reply) => reply.ok,
    () => false,
  )
