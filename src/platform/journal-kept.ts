// How long the journal is kept. The database itself holds to it: see migrations/2026-11-24-trail.sql.
import { sql } from 'kysely'
import type { Db } from './database.ts'
import { inPortions } from './portions.ts'

/** Removes entries older than `days`, which must be what stands in the settings; the database refuses anything else. */
export const forgetEntries = (db: Db, days: number): Promise<number> =>
  inPortions((most) =>
    sql`delete from platform.journal where id in (select id from platform.journal
      where at < now() - make_interval(days => ${days}) order by at limit ${most})`.execute(db),
  )
