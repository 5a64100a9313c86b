// Reading what goes out: every table in one snapshot, a few hundred rows at a time, so that memory does not grow with
// the country and nobody's work waits.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { mustSomewhere, scopes } from '../../access/rules.ts'
import { finding, Problem } from '../../base/problems.ts'
import { msg, type Names } from '../../base/words.ts'
import type { Db } from '../../platform/database.ts'
import type { Column, ExportTable, IsUnder } from '../../platform/exports.ts'
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
/** Where the rows of a table come from. */
type Source = Pick<ExportTable, 'from' | 'within' | 'order'>

/** What follows `from`, with the condition that a row belongs to the place and that whoever asks may see it. */
function sourceOf(table: Source, { id, day, scopes }: Taken): RawBuilder<unknown> {
  const isUnder: IsUnder = (place, column) => {
    const on = column ? sql.ref(column) : sql`${day}::date`
    const isThen = column === 'ever' ? sql`true` : sql`path.from_on <= ${on} and path.to_on > ${on}`
    return sql<boolean>`exists (select 1 from registry.place_path as path
      where path.place_id = ${sql.raw(place)} and ${id}::uuid = any(path.line) and ${isThen}
        and ${isInCharge(scopes, day)})`
  }
  return sql`${sql.raw(table.from)} where ${table.within(isUnder)}`
}

/** Does the work on all tables as they stand at one moment. */
export const inSnapshot = <T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> =>
  db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      // It may wait for whoever takes it, which has a bound of its own: src/platform/outgoing.ts
      await sql`set local idle_in_transaction_session_timeout = 0`.execute(tx)
      return work(tx)
    })

/** The tables without the columns that nobody here is asked for. */
export async function asAsked(tx: Db, tables: readonly ExportTable[]): Promise<ExportTable[]> {
  const empty = new Set<string>()
  for (const table of new Set(tables.flatMap(({ columns }) => columns.flatMap(({ ifAny }) => ifAny ?? [])))) {
    const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(tx)
    if (rows.length === 0) empty.add(table)
  }
  return tables.map((table) => ({
    ...table,
    columns: table.columns.filter(({ ifAny }) => !ifAny || !empty.has(ifAny)),
  }))
}

const rowsAtOnce = 500

/**
 * All rows of a table that belong to the place, some at a time, on the borders of its day. What went into it later
 * belongs to itself, as in the totals: whoever answers for it takes that place out as well. One table at a time, in a
 * snapshot.
 */
export async function* rowsOf(
  tx: Db,
  table: Source,
  taken: Taken,
  columns: readonly Pick<Column, 'name' | 'sql'>[],
): AsyncGenerator<Row[]> {
  const selected = columns.map(
    (one) => `${one.sql.replaceAll(':day', `date '${taken.day}'`)} as "${one.name}"`,
  )
  await sql`declare taken no scroll cursor for select ${sql.raw(selected.join(', '))}
    from ${sourceOf(table, taken)} order by ${sql.raw(table.order)}`.execute(tx)
  for (;;) {
    const { rows } = await sql.raw<Row>(`fetch ${rowsAtOnce} from taken`).execute(tx)
    if (rows.length > 0) yield rows
    if (rows.length < rowsAtOnce) break
  }
  await sql`close taken`.execute(tx)
}

/** Whether the tables hold more rows of the place than so many. */
export async function isMoreThan(
  tx: Db,
  tables: readonly Source[],
  taken: Taken,
  most: number,
): Promise<boolean> {
  let left = most
  for (const table of tables) {
    const { rows } = await sql<{ n: number }>`select count(*) as n from
      (select 1 from ${sourceOf(table, taken)} limit ${left + 1}) as found`.execute(tx)
    left -= rows[0].n
    if (left < 0) return true
  }
  return false
}
