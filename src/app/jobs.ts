// Work that nobody waits for. Each job may run in several processes at once: it takes its own lock in the database.
import type { Database } from '../platform/database.ts'
import { fold } from '../totals/actions.ts'

const foldEvery = 30_000

/** Starts the jobs; the function given back stops them and waits for the one under way. */
export function startJobs(database: Database): () => Promise<void> {
  let running: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    // A total is exact whether folded or not; a failed fold is simply tried again.
    running = database.kysely
      .transaction()
      .execute((tx) => fold(tx))
      .catch((error: unknown) => console.error('folding totals failed; it is tried again', error))
  }, foldEvery)
  return async () => {
    clearInterval(timer)
    await running
  }
}
