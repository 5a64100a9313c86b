// Everything that somebody with full access to a database can read: every row of every table with its place on the disk
// (ctid) and the transaction that wrote it (xmin), as text.
import { sql } from 'kysely'
import type { Database } from '../src/platform/database.ts'

export type DumpedRow = {
  table: string
  ctid: string
  xmin: string
  text: string
  row: Record<string, unknown>
}

export async function dump(database: Database): Promise<DumpedRow[]> {
  const tables = await sql<{ name: string }>`
    select format('%I.%I', n.nspname, c.relname) as name from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema') order by 1`.execute(
    database.kysely,
  )
  const rows: DumpedRow[] = []
  for (const { name } of tables.rows) {
    const found = await sql<{ ctid: string; xmin: string; row: Record<string, unknown> }>`
      select ctid::text, xmin::text, to_jsonb(t) as row from ${sql.raw(name)} as t order by ctid`.execute(
      database.kysely,
    )
    for (const { ctid, xmin, row } of found.rows)
      rows.push({ table: name, ctid, xmin, row, text: JSON.stringify(row) })
  }
  return rows
}
