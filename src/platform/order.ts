// Entries that stand in an order of people's own: where a new one comes, and how they are put anew.
import { type RawBuilder, sql } from 'kysely'

/** SQL: the position after the last of a table such as 'plan.unit', of those that `among` holds for. */
export const atEnd = (table: string, among = sql<boolean>`true`): RawBuilder<number> =>
  sql`(select coalesce(max(position) + 1, 0) from ${sql.table(table)} where ${among})`

/** SQL: where each row comes by the order of `ids`; those that are not named follow in the order that they had. */
export const positionsBy = (ids: readonly string[]): RawBuilder<number> =>
  sql`row_number() over (order by array_position(${ids}::uuid[], id) nulls last, position, code)`
