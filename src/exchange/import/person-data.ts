// What files that are being brought in say of a person: the rows that are certain to mean this one.
import { type RawBuilder, sql } from 'kysely'
import type { Erased } from '../../base/erased.ts'
import { msg } from '../../base/words.ts'
import type { Say } from '../../platform/catalogues.ts'
import type { Db } from '../../platform/database.ts'
import type { Held } from '../../platform/room.ts'

const isOne = (personIds: readonly string[]) => sql<boolean>`one->>'id' = any(${[...personIds]})`

/** The candidates of `row` without the person. */
export const otherCandidates = (
  personIds: readonly string[],
) => sql`(select coalesce(jsonb_agg(one order by at), '[]')
  from jsonb_array_elements(row.candidates) with ordinality as c(one, at) where not ${isOne(personIds)})`

/** SQL that holds where `row` may mean the person, and nobody has said so yet. */
export const isCandidate = (personIds: readonly string[]) =>
  sql<boolean>`exists (select 1 from jsonb_array_elements(row.candidates) as one where ${isOne(personIds)})`

/**
 * SQL that holds where `row` names the person by code, by name and telephone, or as the only one whom it may mean: what
 * is certain where files are judged (registry/people/import-rows.ts).
 */
export const meansPerson = (personIds: readonly string[]): RawBuilder<boolean> => {
  const says = (what: RawBuilder<unknown>, key: RawBuilder<unknown>) => sql`exists (
    select 1 from jsonb_array_elements_text(row.cells) as cell where ${key}(cell) = ${key}(${what}))`
  return sql<boolean>`(row.decision = any(${[...personIds]})
    or (${isCandidate(personIds)} and ${otherCandidates(personIds)} = '[]')
    or exists (select 1 from registry.person as p where p.id = any(${[...personIds]}::uuid[]) and (row.cells ? p.code
      or (${says(sql`p.names->>'zh'`, sql`registry.name_key`)} and ${says(sql`p.phone`, sql`registry.phone_key`)}))))`
}

/** These rows, in open previews of whoever made them: what stands in them, and in which file. */
export async function heldPreviews(db: Db, { personIds }: Erased, say: Say): Promise<Held[]> {
  const { rows } = await sql<Held['rows'][number]>`
    select import.kind, import.file_name, row.row_number, row.cells, import.made_at
    from exchange.import_row as row join exchange.import on import.id = row.import_id
    where ${meansPerson(personIds)} order by import.id, row.position`.execute(db)
  return [{ name: 'rows-in-files', title: say(msg('Rows of files being brought in')), rows }]
}
