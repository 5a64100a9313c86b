// Rounds after a restore. A backup holds nothing of an open phase, neither who took a ballot nor a paper, and never a key:
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
  await sql`update examine.round set stage = 'draft', public_key = null where stage = 'before_open'`.execute(
    db,
  )
  await sql`update examine.round set stage = case stage when 'after_open' then 'before_closed' else 'after_closed' end
    where stage in ('after_open', 'later_open')`.execute(db)
  // Ballots already given are good for the phases to come. By whom they were taken is not known any more, only how many
  // are out at the least: as many as answered before. Nobody is given one again, so there is nothing to sign with.
  await sql`insert into examine.ballot_box (round_id, private_key, taken)
    select figures.round_id, '', coalesce((select jsonb_object_agg('answered-' || n, '')
      from generate_series(1, figures.answered) as n), '{}')
    from examine.figures as figures join examine.round as r on r.id = figures.round_id
    where figures.phase = 'before' and r.stage in ('before_closed', 'after_closed')`.execute(db)
}
