// From the command to the first answer, and how much memory server and database hold then (Linux: shared pages once).
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
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
    return [
      figure('first start, empty, until it answers', first.seconds, 's', { budget: '≤ 2 s' }),
      figure('first start with the sample, until it answers', sample.seconds, 's', { budget: '≤ 5 s' }),
      figure('second start, until it answers', again.seconds, 's'),
      ...(again.megabytes === null
        ? []
        : [
            figure('memory of an empty server with its database', again.megabytes, 'MB', {
              budget: '≤ 180 MB',
            }),
          ]),
    ]
  } finally {
    for (const folder of [empty, filled]) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function started(
  folder: string,
  args: string[],
): Promise<{ seconds: number; megabytes: number | null }> {
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
    const seconds = (performance.now() - start) / 1000
    await fetch(`http://127.0.0.1:${port}/`)
    return { seconds, megabytes: child.pid ? memoryOf(child.pid) : null }
  } finally {
    child.kill('SIGTERM')
    await ended
  }
}

/** Megabytes of a process and all below it, each shared page counted once; null where the system does not tell. */
function memoryOf(pid: number): number | null {
  try {
    const parents = new Map<number, number>()
    for (const name of readdirSync('/proc').filter((one) => /^\d+$/.test(one))) {
      const stat = readOrEmpty(`/proc/${name}/stat`)
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]))
    }
    const family = [pid]
    for (const one of family) for (const [child, parent] of parents) if (parent === one) family.push(child)
    const kilobytes = family.map((one) =>
      Number(/^Pss:\s+(\d+)/m.exec(readOrEmpty(`/proc/${one}/smaps_rollup`))?.[1] ?? 0),
    )
    const sum = kilobytes.reduce((all, one) => all + one, 0)
    return sum > 0 ? sum / 1024 : null
  } catch {
    return null
  }
}

// A process may end while it is looked at.
function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
