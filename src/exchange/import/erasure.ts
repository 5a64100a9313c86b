// Takes an erased person out of previews of files that are being brought in: the rows that are certain to mean this
// person. Of what has gone in it takes out how the person was entered before, and what was entered of this person.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import type { Erased } from '../../base/erased.ts'
import { countStates } from './evaluate.ts'
import { isCandidate, isOfPerson, meansPerson, otherCandidates } from './person-data.ts'
import { listRows } from './queries.ts'
import { tallyOf } from './tally.ts'

/**
 * Before the registry forgets by what it knew the person. Asks nobody: whoever erases a person is asked once, for all
 * rooms together.
 */
export async function erasePerson(ctx: Context, { personIds }: Erased): Promise<void> {
  const { db } = ctx
  // What went in before an erasure is not taken back: the entry is not what it was.
  await sql`update exchange.import_change set before = '{}' where before is not null
    and ${isOfPerson(personIds)}`.execute(db)
  const removed = await sql<{ importId: string }>`
    delete from exchange.import_row as row where ${meansPerson(personIds)} returning row.import_id as "importId"`.execute(
    db,
  )
  const changed = await sql<{ importId: string }>`
    update exchange.import_row as row set candidates = ${otherCandidates(personIds)}
    where ${isCandidate(personIds)} returning row.import_id as "importId"`.execute(db)
  const importIds = new Set([...removed.rows, ...changed.rows].map((row) => row.importId))
  for (const importId of importIds) await recount(ctx, importId)
}

async function recount(ctx: Context, importId: string): Promise<void> {
  const rows = await listRows(ctx, importId)
  const [counts, tally] = [countStates(rows), await tallyOf(rows)]
  await sql`update exchange.import set counts = ${JSON.stringify(counts)}::jsonb,
    tally = ${JSON.stringify(tally)}::jsonb where id = ${importId}`.execute(ctx.db)
}
