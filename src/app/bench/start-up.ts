// From the command to the first page, and how much memory server and database hold once nothing happens (Linux: shared
// pages once).
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '../../platform/embedded/server.ts'
import { type Bench, type Figure, figure } from './figure.ts'

/** The very command that measures, started once more. */
const command = process.argv[1]

export async function startUp(bench: Bench): Promise<Figure[]> {
  bench.tell('starting up')
  const empty = mkdtempSync(join(tmpdir(), 'hezuo-bench-'))
  const filled = mkdtempSync(join(tmpdir(), 'hezuo-bench-'))
  try {
    const first = await started(empty, ['--empty'])
    const again = await started(empty, [])
    const sample = await started(filled, [])
    const quick = { budget: '≤ 2 s' }
    return [
      figure('first start, empty, until its first page', first.seconds, 's', quick),
      figure('first start with the sample, until its first page', sample.seconds, 's', {
        budget: '≤ 5 s',
      }),
      figure('second start, until its first page', again.seconds, 's', quick),
      ...(again.memory
        ? [
            figure('memory of an empty server, idle', again.memory.server, 'MB', { budget: '≤ 120 MB' }),
            figure('memory of its database', again.memory.database, 'MB', { budget: '≤ 60 MB' }),
          ]
        : []),
    ]
  } finally {
    for (const folder of [empty, filled]) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** What only the start needed is given back meanwhile, in milliseconds. */
const idle = 10_000

type Memory = { server: number; database: number }

async function started(folder: string, args: string[]): Promise<{ seconds: number; memory: Memory | null }> {
  const port = await freePort()
  const { DATABASE_URL: _, ...env } = process.env
  const start = performance.now()
  const child = spawn(process.execPath, [command, 'start', '--port', String(port), ...args], {
    env: { ...env, HEZUO_DATA: folder, HOST: '127.0.0.1' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (text: Buffer) => (said += text))
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  try {
    for (;;) {
      if (child.exitCode !== null) throw new Error(`the server did not start: ${said}`)
      const answer = await fetch(`http://127.0.0.1:${port}/api/health`).catch(() => null)
      if (answer?.ok) break
      await wait(20)
    }
    await (await fetch(`http://127.0.0.1:${port}/`)).text()
    const seconds = (performance.now() - start) / 1000
    await wait(idle)
    return { seconds, memory: child.pid ? memoryOf(child.pid) : null }
  } finally {
    child.kill('SIGTERM')
    await ended
  }
}

/**
 * Megabytes of the server's process and of those below it, which are the database's; null where the system does not
 * tell.
 */
function memoryOf(server: number): Memory | null {
  const below = (pid: number): number[] =>
    (readOrEmpty(`/proc/${pid}/task/${pid}/children`).match(/\d+/g) ?? []).flatMap((child) => [
      Number(child),
      ...below(Number(child)),
    ])
  const megabytes = (pids: number[]) =>
    pids
      .map((pid) => /^Pss:\s+(\d+)/m.exec(readOrEmpty(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0)
      .reduce((sum: number, kilobytes) => sum + Number(kilobytes) / 1024, 0)
  const memory = { server: megabytes([server]), database: megabytes(below(server)) }
  return memory.server > 0 ? memory : null
}

// A process may end while it is looked at.
function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
