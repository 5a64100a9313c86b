// Statements that travel as one, where none needs what another answers. Each part is written where its table is owned;
// here they are only put side by side. All of it stands or falls together, and no part sees what the others write.
import { type Expression, type OperationNodeSource, sql } from 'kysely'
import type { Db } from './database.ts'

/** One insert, update or delete. */
export type Part = Expression<unknown> | OperationNodeSource

/** Runs the parts as one statement. */
export async function together(db: Db, parts: readonly Part[]): Promise<void> {
  const [last, ...others] = [...parts].reverse()
  if (last === undefined) return
  const named = others.map((part, at) => sql`${sql.raw(`part_${at}`)} as (${part})`)
  await sql`${named.length > 0 ? sql`with ${sql.join(named)} ` : sql``}${last}`.execute(db)
}
