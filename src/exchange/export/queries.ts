// Reading what goes out: every table in one snapshot, a few thousand rows at a time, so that memory does not grow with
// the country and nobody's work waits.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { mustSomewhere, scopes } from '../../access/rules.ts'
import { finding, Problem } from '../../base/problems.ts'
import { msg, type Names } from '../../base/words.ts'
import type { Db } from '../../platform/database.ts'
import type { ExportTable, IsUnder } from '../../platform/exports.ts'
import { getPlace } from '../../registry/places/queries.ts'
import { isInCharge, within } from '../../registry/queries.ts'

/** Whose rows, on the borders of which day. */
export type Taken = { id: string; code: string; names: Names; day: string; scopes: readonly string[] }

/** The place whose data the actor may take out; refused for any other, whether it is there or not. */
export async function takenPlace(ctx: Context, placeId: string): Promise<Taken> {
  mustSomewhere(ctx.actor, 'export.make')
  const mine = within(scopes(ctx.actor, 'export.make'), 'place.id', ctx.today)
  const { rows } = await sql`select 1 from registry.place where place.id = ${placeId} and ${mine}`.execute(
    ctx.db,
  )
  if (rows.length === 0)
    throw new Problem('invalid', {
      errors: [finding('/placeId', 'unknown', msg('There is no such place among yours.'))],
    })
  return { ...(await getPlace(ctx.db, placeId)), day: ctx.today, scopes: scopes(ctx.actor, 'export.make') }
}

export type Row = Record<string, string | number | boolean | Date | null>
type Each = {
  /** A table begins; its rows follow. */
  table(table: ExportTable): void
  rows(rows: Row[]): void
}

/**
 * The statement for all rows of a table that belong to the place, and that whoever asks may see on those borders. What went
 * into it later belongs to itself, as in the totals: whoever answers for it takes that place out as well.
 */
function selectOf(table: ExportTable, { id, day, scopes }: Taken): RawBuilder<Row> {
  const isUnder: IsUnder = (place, column) => {
    const on = column ? sql.ref(column) : sql`${day}::date`
    const isThen = column === 'ever' ? sql`true` : sql`path.from_on <= ${on} and path.to_on > ${on}`
    return sql<boolean>`exists (select 1 from registry.place_path as path
      where path.place_id = ${sql.raw(place)} and ${id}::uuid = any(path.line) and ${isThen}
        and ${isInCharge(scopes, day)})`
  }
  const columns = table.columns
    .map((one) => `${one.sql.replaceAll(':day', `date '${day}'`)} as "${one.name}"`)
    .join(', ')
  return sql`select ${sql.raw(columns)} from ${sql.raw(table.from)}
    where ${table.within(isUnder)} order by ${sql.raw(table.order)}`
}

const rowsAtOnce = 2000

/** Reads the tables one after the other, all as they stood at the same moment. */
export async function readTables(
  db: Db,
  tables: readonly ExportTable[],
  taken: Taken,
  each: Each,
): Promise<void> {
  await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      for (const table of tables) {
        each.table(table)
        const select = selectOf(table, taken)
        await sql`declare taken no scroll cursor for ${select}`.execute(tx)
        for (;;) {
          const { rows } = await sql.raw<Row>(`fetch ${rowsAtOnce} from taken`).execute(tx)
          if (rows.length > 0) each.rows(rows)
          if (rows.length < rowsAtOnce) break
        }
        await sql`close taken`.execute(tx)
      }
    })
}
