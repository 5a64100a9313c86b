// What the database knows of its tables, by which it chooses its ways through them.
import { sql } from 'kysely'
import type { Db } from './database.ts'

/**
 * Has the database look at the tables that were filled at once, a seed or a long import: by itself it finds out a
 * minute later, and until then takes them for empty or small. Outside of the transaction that filled them; who is
 * looking at one already is not waited for. Asks nobody: it changes nothing.
 */
export async function analyzeGrown(db: Db): Promise<void> {
  const { rows } = await sql<{ schema: string; name: string }>`
    select space.nspname as schema, grown.relname as name
    from pg_class as grown join pg_namespace as space on space.oid = grown.relnamespace
    where grown.relkind = 'r' and grown.relpersistence = 'p' and pg_relation_size(grown.oid) > 0
      and space.nspname <> 'information_schema' and space.nspname not like 'pg\\_%'
      and (grown.reltuples < 0 or pg_relation_size(grown.oid) > 1.2 * 8192 * grown.relpages)
    order by 1, 2`.execute(db)
  if (rows.length === 0) return
  const tables = sql.join(rows.map(({ schema, name }) => sql.table(`${schema}.${name}`)))
  await sql`analyze (skip_locked) ${tables}`.execute(db)
}
