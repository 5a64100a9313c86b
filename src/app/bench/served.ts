// A server of its own for many clients, and what it and the database use of the processor meanwhile (Linux).
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Database } from '../../platform/database.ts'
import type { Bench } from './figure.ts'

/**
 * Milliseconds of the processor; of the database null where the system does not tell. `megabytes`: the most memory that
 * the server has taken so far.
 */
export type Used = { server: number; database: number | null; megabytes: number }
export type Served = Pick<Bench, 'address'> & { used(): Promise<Used> }

const program = new URL('./serve.ts', import.meta.url)

/** Runs the work against a server that stands beside this process, gone again whatever happens. */
export async function withServer<T>(
  { database }: Pick<Bench, 'database'>,
  work: (served: Served) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'hezuo-bench-'))
  const child = fork(program, [database.url, folder])
  const ended = once(child, 'exit')
  const answer = async <A>(): Promise<A> => (await Promise.race([once(child, 'message'), ended]))[0] as A
  try {
    const { address } = await answer<{ address: string }>()
    const master = await masterOf(database)
    const used = async () => {
      child.send('used')
      const { used, most } = await answer<{ used: NodeJS.CpuUsage; most: number }>()
      return {
        server: (used.user + used.system) / 1000,
        database: usedBy(master),
        megabytes: most / 1024,
      }
    }
    return await work({ address, used })
  } finally {
    if (child.connected) child.disconnect()
    await ended
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** The process that all others of the database come from; null where the system does not tell. */
async function masterOf(database: Database): Promise<number | null> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(database.kysely)
  const stat = statOf(rows[0].pid)
  return stat?.parent ?? null
}

/** Of the database's process, of all that it ended and of all that run. */
function usedBy(master: number | null): number | null {
  if (master === null) return null
  const ids = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []))
  const all = ids.flatMap((pid) => {
    const stat = statOf(pid)
    if (!stat || (pid !== master && stat.parent !== master)) return []
    return pid === master ? stat.own + stat.ended : stat.own
  })
  return all.reduce((sum, one) => sum + one, 0)
}

/** A tick of Linux is a hundredth of a second, whatever the machine. */
const tick = 10

function statOf(pid: number): { parent: number; own: number; ended: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // After the name, which may hold anything: state, parent, …; see proc(5).
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    return {
      parent: fields[1],
      own: (fields[11] + fields[12]) * tick,
      ended: (fields[13] + fields[14]) * tick,
    }
  } catch {
    return null
  }
}
