// Rounds after a restore. A backup holds nothing of an open phase, neither who took a ballot nor a paper, and never a
// key:
// the phase begins anew, as if it had not been opened. Answers of a closed phase are in it until they are erased.
import { sql } from 'kysely'
import type { Db } from '../../platform/database.ts'

/** SQL: the piles that no backup holds. */
export const openPiles = `exists (select 1 from examine.round as r
  where r.id = pile.round_id and r.stage = pile.phase || '_open')`

/** Asks nobody: whoever restores has the machine. */
export async function beginAnew(db: Db): Promise<void> {
  // Those of a version that still put them into its backups.
  await sql`delete from examine.pile as pile where ${sql.raw(openPiles)}`.execute(db)
  await sql`delete from examine.ballot_box`.execute(db)
  await sql`update examine.round
    set stage = 'draft', public_key = null, roster_size = null, floor = null, closes_at = null
    where stage = 'before_open'`.execute(db)
  await sql`update examine.round set stage = case stage when 'after_open' then 'before_closed' else 'after_closed' end
    where stage in ('after_open', 'later_open')`.execute(db)
}
