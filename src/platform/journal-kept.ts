// How long the journal is kept. The database itself holds to it: see migrations/2026-11-24-trail.sql.
import { sql } from 'kysely'
import type { Db } from './database.ts'

/** Never less than this, whatever is set. */
export const shortestJournalDays = 365

/** Removes entries older than `days`, which must be what stands in the settings; the database refuses anything else. */
export async function forgetEntries(db: Db, days: number): Promise<number> {
  const gone = await sql`delete from platform.journal
    where at < now() - make_interval(days => ${Math.max(days, shortestJournalDays)})`.execute(db)
  return Number(gone.numAffectedRows ?? 0)
}
