// What a measurement says, and how it is taken: times in milliseconds, the machine's own yardstick in the same run.
import { performance } from 'node:perf_hooks'
import type { Database } from '../../platform/database.ts'
import type { Server } from '../server/server.ts'
import type { Client } from './client.ts'

export type Figure = {
  name: string
  value: number
  unit: string
  /** What it was held against in the same run, in words; null where there is nothing to hold it against. */
  yardstick: string | null
  /** value ÷ yardstick, both in the same unit; a rate of 0.8 is four fifths of the yardstick's. */
  ratio: number | null
  /** What DESIGN asks for, in words that begin '≤ 20' or '≥ 0.85 of the yardstick'; null where it asks for nothing. */
  budget: string | null
  /** whether the value, or the ratio where it is of the yardstick, keeps the budget */
  met: boolean | null
}

/** Where a group measures: a database that is fsynced, with the sample in it, and the server that listens in front. */
export type Bench = {
  database: Database
  server: Server
  /** 'http://127.0.0.1:port' */
  address: string
  /** The cookie of somebody of the sample's cast. */
  cookieOf(login: string): Promise<string>
  /** Tells a person who waits what is being measured. */
  tell(line: string): void
}

export type Group = (bench: Bench) => Promise<Figure[]>

export const figure = (name: string, value: number, unit: string, more: Partial<Figure> = {}): Figure => ({
  name,
  value: rounded(value),
  unit,
  yardstick: more.yardstick ?? null,
  ratio: more.ratio == null ? null : rounded(more.ratio),
  budget: more.budget ?? null,
  met: more.budget ? isMet(more.budget, value, more.ratio ?? null) : null,
})

/** Holds the value, or its ratio, against a budget in words. */
function isMet(budget: string, value: number, ratio: number | null): boolean {
  const [, sign, most, isRatio] = /^([≤≥]) ([\d.,]+)( of the yardstick)?/.exec(budget) ?? []
  const held = isRatio ? ratio : value
  if (!sign || held === null) throw new RangeError(`not a budget: ${budget}`)
  const bound = Number(most.replace(/,/g, ''))
  return sign === '≤' ? held <= bound : held >= bound
}

const rounded = (value: number): number => Number(value.toPrecision(3))

/** The value that the share `q` of all values does not exceed. */
export function quantile(values: readonly number[], q: number): number {
  if (values.length === 0) throw new RangeError('no values')
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)]
}

/** How long each of `n` runs took, one after the other, after `warmUp` that are not counted. */
export async function times(
  n: number,
  work: (at: number) => Promise<unknown>,
  warmUp = 3,
): Promise<number[]> {
  const taken: number[] = []
  for (let at = -warmUp; at < n; at++) {
    const start = performance.now()
    await work(at + warmUp)
    if (at >= 0) taken.push(performance.now() - start)
  }
  return taken
}

/** How many pieces of work a second `workers` finish that each begin the next as soon as one is done. */
export async function rate(
  workers: number,
  seconds: number,
  work: (worker: number) => Promise<unknown>,
): Promise<number> {
  const start = performance.now()
  const end = start + seconds * 1000
  let done = 0
  await Promise.all(
    Array.from({ length: workers }, async (_, worker) => {
      while (performance.now() < end) {
        await work(worker)
        done++
      }
    }),
  )
  return done / ((performance.now() - start) / 1000)
}

/** What is sent again and again, and the bare rows of it that it is held against. */
export type Sending = {
  name: string
  /** how many figures or marks one request holds */
  each: number
  budgets: { [clients: number]: number }
  /** milliseconds of server and database together that one may cost */
  cpu: number | null
  send(client: Client, worker: number): Promise<unknown>
  /** Inserts the same rows straight into the database, committed by themselves. */
  insert(worker: number): Promise<unknown>
}
