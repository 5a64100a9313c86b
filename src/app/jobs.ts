// Work that nobody waits for. Each job may run in several processes at once: it takes its own lock in the database.
import type { Room } from '../access/context.ts'
import type { Database } from '../platform/database.ts'
import { isDue, makeBackup } from './backup/backup.ts'
import { keepUp } from './retention/retention.ts'
import { rooms } from './rooms.ts'

type Place = { database: Database; dataFolder: string }
type Job = { what: string; every: number; work: (place: Place, signal: AbortSignal) => Promise<unknown> }

/** What these rooms do by themselves. */
export const jobsOf = (rooms: readonly Room[]): Job[] =>
  rooms.flatMap(({ jobs = [] }) =>
    jobs.map((job) => ({ ...job, work: ({ database }: Place) => job.work(database) })),
  )

const all: Job[] = [
  ...jobsOf(rooms),
  {
    what: 'removing what is not kept any longer',
    every: 3_600_000,
    work: ({ database }) => keepUp(database),
  },
  {
    what: 'the backup',
    every: 60_000,
    work: (place, signal) => makeBackup({ ...place, signal }, (settings) => isDue(settings, new Date())),
  },
]

/**
 * Starts the jobs; the function given back stops them and waits for those under way, long ones cut short. A failed one
 * is tried again.
 */
export function runJobs(place: Place, jobs: readonly Job[] = all): () => Promise<void> {
  const stopping = new AbortController()
  const stops = jobs.map(({ what, every, work }) => {
    let running: Promise<unknown> | null = null
    const timer = setInterval(() => {
      // One that takes longer than its turn is not begun twice.
      running ??= work(place, stopping.signal)
        .catch((error: unknown) => {
          if (!stopping.signal.aborted) console.error(`${what} failed; it is tried again`, error)
        })
        .finally(() => {
          running = null
        })
    }, every)
    return async () => {
      clearInterval(timer)
      await running
    }
  })
  return async () => {
    stopping.abort()
    await Promise.all(stops.map((stop) => stop()))
  }
}
