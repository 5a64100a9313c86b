// What files that are being brought in say of a person: the rows that are certain to mean this one.
import { type RawBuilder, sql } from 'kysely'
import type { Erased } from '../../base/erased.ts'
import { phoneKey } from '../../base/spelling.ts'
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
  sql<boolean>`row.candidates @> any(${personIds.map((id) => JSON.stringify([{ id }]))}::jsonb[])`

/** The telephones in the cells of a row as they are compared, kept with the row whenever its cells are. */
export const phonesIn = (cells: readonly string[]): string[] => cells.flatMap((cell) => phoneKey(cell) ?? [])

/**
 * SQL that holds where `row` names the person by code, by name and telephone, or as the only one whom it may mean: what
 * is certain where files are judged (registry/people/import-rows.ts). What is asked of every row of every open file
 * costs next to nothing; names are compared in the few that have the telephone.
 */
export const meansPerson = (personIds: readonly string[]): RawBuilder<boolean> => {
  const are = sql`p.id = any(${[...personIds]}::uuid[])`
  const all = (what: RawBuilder<unknown>) =>
    sql`(select array_agg(${what}) from registry.person as p where ${are})`
  return sql<boolean>`(row.decision = any(${[...personIds]})
    or (${isCandidate(personIds)} and ${otherCandidates(personIds)} = '[]')
    or row.cells ?| ${all(sql`p.code`)}
    or (row.phones && ${all(sql`registry.phone_key(p.phone)`)} and exists (
      select 1 from registry.person as p, jsonb_array_elements_text(row.cells) as cell
      where ${are} and registry.phone_key(p.phone) = any(row.phones)
        and registry.name_key(cell) = registry.name_key(p.names->>'zh'))))`
}

/** SQL that holds where what stood before a file is of the person, or of what was entered of this person. */
export const isOfPerson = (personIds: readonly string[]) =>
  sql<boolean>`(record_id = any(${[...personIds]}::uuid[]) or before->>'person_id' = any(${[...personIds]}::text[]))`

/** These rows, in open previews of whoever made them: what stands in them, and in which file. */
export async function heldPreviews(db: Db, { personIds }: Erased, say: Say): Promise<Held[]> {
  const { rows } = await sql<Held['rows'][number]>`
    select import.kind, import.file_name, row.row_number, row.cells, import.made_at
    from exchange.import_row as row join exchange.import on import.id = row.import_id
    where ${meansPerson(personIds)} order by import.id, row.position`.execute(db)
  const { rows: before } = await sql<Held['rows'][number]>`
    select import.kind, import.file_name, c.before->'names' as names, c.before->>'phone' as phone, import.done_at
    from exchange.import_change as c join exchange.import on import.id = c.import_id
    where c.before is not null and ${isOfPerson(personIds)} order by import.id`.execute(db)
  return [
    { name: 'rows-in-files', title: say(msg('Rows of files being brought in')), rows },
    { name: 'before-files', title: say(msg('The entry before a file changed it')), rows: before },
  ]
}
