// Takes an erased person out of previews of files that are being brought in: the rows that are known to mean this
// person. What has gone in is kept in no second place.
import { sql } from 'kysely'
import type { Context } from '../access/context.ts'
import type { Erased } from '../base/erased.ts'
import { countStates } from './import-evaluate.ts'
import type { RowState } from './import-rules.ts'

/**
 * Rows that name the person by code, by name and telephone, or as the only one whom they may mean: what is certain
 * where files are judged. Before the registry forgets by what it knew the person.
 */
export async function erasePerson({ db }: Context, { personIds }: Erased): Promise<void> {
  const isOne = sql`one->>'id' = any(${personIds})`
  const others = sql`(select coalesce(jsonb_agg(one order by at), '[]')
    from jsonb_array_elements(row.candidates) with ordinality as c(one, at) where not ${isOne})`
  const named = sql`exists (select 1 from jsonb_array_elements(row.candidates) as one where ${isOne})`
  const { rows } = await sql<{ importId: string }>`
    delete from exchange.import_row as row where row.decision = any(${personIds})
      or (${named} and ${others} = '[]')
      or exists (select 1 from registry.person as p where p.id = any(${personIds}::uuid[]) and (row.cells ? p.code
        or (exists (select 1 from jsonb_array_elements_text(row.cells) as cell
            where registry.name_key(cell) = registry.name_key(p.names->>'zh'))
          and exists (select 1 from jsonb_array_elements_text(row.cells) as cell
            where registry.phone_key(cell) = registry.phone_key(p.phone)))))
    returning row.import_id as "importId"`.execute(db)
  await sql`update exchange.import_row as row set candidates = ${others} where ${named}`.execute(db)
  for (const importId of new Set(rows.map((row) => row.importId))) await recount({ db, importId })
}

async function recount({ db, importId }: { db: Context['db']; importId: string }): Promise<void> {
  const { rows } = await sql<{ state: RowState }>`
    select state from exchange.import_row where import_id = ${importId}`.execute(db)
  await sql`update exchange.import set counts = ${JSON.stringify(countStates(rows))}::jsonb
    where id = ${importId}`.execute(db)
}
