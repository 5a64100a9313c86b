// Work that nobody waits for. Each job may run in several processes at once: it takes its own lock in the database.
import { collect, forget, sendDue } from '../exchange/webhook-jobs.ts'
import type { Database } from '../platform/database.ts'
import { foldFrom } from '../totals/actions.ts'

type Job = { what: string; every: number; work: (database: Database) => Promise<unknown> }

const jobs: Job[] = [
  // A total is exact whether folded or not; every reader adds up what is not, so that much of it is folded soon.
  { what: 'folding totals', every: 30_000, work: ({ kysely }) => foldFrom(kysely, 1) },
  { what: 'folding many totals', every: 1000, work: ({ kysely }) => foldFrom(kysely, 2000) },
  {
    what: 'telling webhooks',
    every: 2_000,
    work: async (database) => {
      await collect(database)
      await sendDue(database)
    },
  },
  { what: 'forgetting what webhooks were told', every: 3_600_000, work: forget },
]

/** Starts the jobs; the function given back stops them and waits for those under way. A failed one is tried again. */
export function startJobs(database: Database): () => Promise<void> {
  const stops = jobs.map(({ what, every, work }) => {
    let running: Promise<unknown> | null = null
    const timer = setInterval(() => {
      // One that takes longer than its turn is not begun twice.
      running ??= work(database)
        .catch((error: unknown) => console.error(`${what} failed; it is tried again`, error))
        .finally(() => {
          running = null
        })
    }, every)
    return async () => {
      clearInterval(timer)
      await running
    }
  })
  return async () => void (await Promise.all(stops.map((stop) => stop())))
}
