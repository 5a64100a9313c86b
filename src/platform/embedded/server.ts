// One run of the database server: launched on a port, waited for until it answers, or refused with the cause.
import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { failure, runningIn, stopLeftover } from './cluster.ts'
import type { Home } from './home.ts'

export type Run = { server: ChildProcess; port: number }
export type RunOptions = { home: Home; bin: string; log: string; port?: number; throwaway: boolean }

/** Starts the server; where no port is given, at any free one. Throws the refusal that says why it does not start. */
export async function runServer({ home, bin, log, port: given, throwaway }: RunOptions): Promise<Run> {
  if (existsSync(log) && statSync(log).size > 5_000_000) renameSync(log, `${log}.old`)
  for (let attempt = 1; ; attempt++) {
    const port = given ?? (await freePort())
    const since = existsSync(log) ? statSync(log).size : 0
    const server = launch(home, bin, log, port, throwaway)
    if (await isReady(server, home)) return { server, port }
    const written = readFileSync(log).subarray(since).toString()
    // The free port may be taken by somebody else in the moment between; another one is as good.
    if (/Address already in use/.test(written) && given === undefined && attempt < 5) continue
    // The helpers of a killed server need a moment to notice that it is gone; and one that a killed Hezuo was just
    // starting may have come up in between.
    if (/still in use|postmaster\.pid" already exists/.test(written) && attempt < 60) {
      await stopLeftover(home)
      await wait(250)
      continue
    }
    throw failure(written, home.folder)
  }
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
    // What is refused holds what people wrote: the log says which rule refused it, and not which values.
    log_error_verbosity: 'terse',
    log_parameter_max_length_on_error: 0,
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

/** A port of the local address that nobody listens at now. */
export function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer()
    server.once('error', failed)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
