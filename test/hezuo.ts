// Hezuo as it really runs, for tests: `bin/hezuo.mjs start` in a process of its own, asked over HTTP, killed at will.
import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Call, CallInput, CallReply } from '../src/base/call.ts'
import { findHome } from '../src/platform/embedded/home.ts'
import { addressOf } from './town.ts'

const program = join(import.meta.dirname, '..', 'bin', 'hezuo.mjs')

export type Running = {
  child: ChildProcess
  address: string
  /** The one-time link of the first administrator, while there is one. */
  signIn: string | null
  /** All that it printed on its error stream so far. */
  printed(): string
  /** Its exit code, or null where a signal ended it. */
  ended: Promise<number | null>
}

/** A folder that root's PostgreSQL, which runs as another user, may enter. */
export function newFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `hezuo-${name}-`))
  chmodSync(folder, 0o711)
  return folder
}

/** Removes a data folder, and the database where that had to lie elsewhere. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}

export function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, 'localhost', () => {
      const { port } = server.address() as { port: number }
      server.close(() => done(port))
    })
  })
}

export type Setting = Record<string, string | undefined>

/** Runs a command of the command line as a person would; `first` is what their shell does before, such as a limit. */
export function hezuo(args: string[], env: Setting, first?: string): ChildProcess {
  const [command, ...given] = [process.execPath, program, ...args]
  const [shell, ...asked] = first ? ['sh', '-c', `${first}; exec "$0" "$@"`, command] : [command]
  return spawn(shell, [...asked, ...given], {
    env: { ...process.env, LANG: 'C.UTF-8', LC_ALL: '', DATABASE_URL: undefined, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

export type Outcome = { code: number | null; out: string; err: string }

/** Runs a command to its end. */
export function finished(args: string[], env: Setting, first?: string): Promise<Outcome> {
  const child = hezuo(args, env, first)
  let [out, err] = ['', '']
  child.stdout?.on('data', (text) => (out += text))
  child.stderr?.on('data', (text) => (err += text))
  return new Promise((done) => child.on('close', (code) => done({ code, out, err })))
}

/** Starts the server and waits until it says that it is ready. */
export async function startHezuo(env: Setting, ...args: string[]): Promise<Running> {
  const port = env.PORT ?? String(await freePort())
  const child = hezuo(['start', '--json', ...args], { ...env, PORT: port })
  let printed = ''
  child.stderr?.on('data', (text) => (printed += text))
  const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)))
  const { address, signIn } = await new Promise<{ address: string; signIn: string | null }>(
    (done, failed) => {
      child.stdout?.once('data', (line) => done(JSON.parse(String(line))))
      ended.then((code) => failed(new Error(`Hezuo ended with ${code} before it was ready: ${printed}`)))
    },
  )
  return { child, address, signIn, printed: () => printed, ended }
}

/** The process that runs the embedded database of a folder, and the address of its database. */
export function databaseOf(dataFolder: string): { pid: number; url: string } {
  const lines = readFileSync(join(findHome(dataFolder).cluster, 'postmaster.pid'), 'utf8').split('\n')
  const password = readFileSync(join(dataFolder, 'postgres.password'), 'utf8').trim()
  return { pid: Number(lines[0]), url: `postgres://hezuo:${password}@127.0.0.1:${lines[3]}/hezuo` }
}

export type Reply<C extends Call> = { status: number; body: CallReply<C>; problem: Record<string, unknown> }

/** Somebody with a browser: sends calls over HTTP; a lost connection throws. */
export type Client = <C extends Call>(call: C, input: CallInput<C>, signal?: AbortSignal) => Promise<Reply<C>>

export const clientOf =
  (address: string, cookie = ''): Client =>
  async (call, input, signal = AbortSignal.timeout(30_000)) => {
    const { body } = input as { body?: unknown }
    const isFile = call.raw === true
    const reply = await fetch(`${address}${addressOf(call, input)}`, {
      method: call.method,
      headers: {
        'accept-language': 'en',
        cookie,
        ...(body === undefined
          ? {}
          : { 'content-type': isFile ? 'application/octet-stream' : 'application/json' }),
      },
      body: isFile ? (body as BodyInit) : body === undefined ? undefined : JSON.stringify(body),
      signal,
    })
    const content = call.file ? await reply.arrayBuffer() : await reply.json()
    return { status: reply.status, body: content as never, problem: content as never }
  }
