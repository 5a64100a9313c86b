// Checks after a restore. A backup holds nothing of an open check without names, neither its key nor who took a ballot
// nor a paper: it is a draft again, and is opened with another key. A named one goes on where it was.
import { sql } from 'kysely'
import type { Db } from '../../platform/database.ts'

/** Asks nobody: whoever restores has the machine. */
export async function beginAnew(db: Db): Promise<void> {
  // Those of a version that still put them into its backups.
  await sql`delete from study.ballot_box`.execute(db)
  await sql`update study.check
    set state = 'draft', public_key = null, roster_size = null, floor = null, closes_at = null
    where state = 'open' and not named`.execute(db)
}
