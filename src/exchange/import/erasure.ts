// Takes an erased person out of previews of files that are being brought in: the rows that are certain to mean this
// person. What has gone in is kept in no second place.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import type { Erased } from '../../base/erased.ts'
import { countStates } from './evaluate.ts'
import { isCandidate, meansPerson, otherCandidates } from './person-data.ts'
import type { RowState } from './rules.ts'

/**
 * Before the registry forgets by what it knew the person. Asks nobody: whoever erases a person is asked once, for all
 * rooms together.
 */
export async function erasePerson({ db }: Context, { personIds }: Erased): Promise<void> {
  const { rows } = await sql<{ importId: string }>`
    delete from exchange.import_row as row where ${meansPerson(personIds)} returning row.import_id as "importId"`.execute(
    db,
  )
  await sql`update exchange.import_row as row set candidates = ${otherCandidates(personIds)}
    where ${isCandidate(personIds)}`.execute(db)
  for (const importId of new Set(rows.map((row) => row.importId))) await recount(db, importId)
}

async function recount(db: Context['db'], importId: string): Promise<void> {
  const { rows } = await sql<{ state: RowState }>`
    select state from exchange.import_row where import_id = ${importId}`.execute(db)
  await sql`update exchange.import set counts = ${JSON.stringify(countStates(rows))}::jsonb
    where id = ${importId}`.execute(db)
}
