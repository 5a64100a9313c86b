// Work that nobody waits for. Each job may run in several processes at once: it takes its own lock in the database.
import type { Room } from '../access/context.ts'
import type { Database } from '../platform/database.ts'
import { reserve, roomOn } from '../platform/disk.ts'
import { said } from '../platform/embedded/refusal.ts'
import { errorInLog } from '../platform/log.ts'
import { isDue, makeBackup } from './backup/backup.ts'
import { keepUp } from './retention/retention.ts'
import { rooms } from './rooms.ts'

type Place = { database: Database; dataFolder: string; databaseFolder?: string | null }
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
 * is tried again, and none is begun while the disk is nearly full, since PostgreSQL would stop altogether.
 */
export function runJobs(place: Place, jobs: readonly Job[] = all): () => Promise<void> {
  const stopping = new AbortController()
  const hasRoom = sayingRoom(place)
  const begun = hasRoom()
  const stops = jobs.map(({ what, every, work }) => {
    let running: Promise<unknown> | null = null
    const tell = sayingOnce()
    const turn = async () => {
      try {
        if (await hasRoom()) await work(place, stopping.signal)
        tell(null)
      } catch (error) {
        if (!stopping.signal.aborted) tell(`${what} failed; it is tried again: ${causeOf(error)}`)
      }
    }
    const timer = setInterval(() => {
      // One that takes longer than its turn is not begun twice.
      running ??= turn().finally(() => {
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
    await Promise.all([begun, ...stops.map((stop) => stop())])
  }
}

/** Says a line when it begins to be so, not each time that it is so still. */
function sayingOnce() {
  let before: string | null = null
  return (line: string | null) => {
    if (line && line !== before) console.error(line)
    before = line
  }
}

/** Whether there is room for what is written by itself; where not, whoever looks after the machine is told. */
function sayingRoom({ dataFolder, databaseFolder }: Place): () => Promise<boolean> {
  const hasRoom = roomOn([dataFolder, databaseFolder ?? dataFolder])
  const tell = sayingOnce()
  return async () => {
    const isRoom = await hasRoom()
    const params = { least: Math.round(reserve / 1024 / 1024), where: dataFolder }
    tell(
      isRoom
        ? null
        : said(
            'Less than {least} MB are left on the disk of {where}: nothing can be saved until there is room.',
            params,
          ),
    )
    return isRoom
  }
}

/** What went wrong, in a line where the system or the database says so; only a fault of the program has a stack. */
function causeOf(error: unknown): string {
  const { code, message, stack } = errorInLog(error)
  return String((code ? message || code : stack) || message)
}
