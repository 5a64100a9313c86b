// Posting signed deltas in the caller's transaction, folding them later, and moving what a place has posted when the
// tree of places changes. Nothing here knows what is counted.
import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'
import { holdTree } from '../registry/queries.ts'
import { type Delta, noForm, noMonth, noTrade } from './rules.ts'
import type { TotalsTables } from './tables.ts'

const tables = (db: Db) => db.withTables<TotalsTables>()

const cells = ['period_id', 'indicator_id', 'trade_id', 'form', 'measure', 'status', 'month'] as const
const cell = sql.raw(cells.join(', '))

/** Adds the deltas; every total above changes with the caller's commit. Zero amounts are left out. */
export async function post(db: Db, deltas: readonly Delta[]): Promise<void> {
  const rows = deltas
    .filter((delta) => delta.amount !== 0)
    .map((delta) => ({
      place_id: delta.placeId,
      borders_on: delta.bordersOn,
      period_id: delta.periodId,
      indicator_id: delta.indicatorId,
      trade_id: delta.tradeId ?? noTrade,
      form: delta.form ?? noForm,
      measure: delta.measure,
      status: delta.status,
      month: delta.month ?? noMonth,
      amount: delta.amount,
    }))
  if (rows.length === 0) return
  // No place moves while figures are posted under its line (registry takes the same lock alone to move one). The lines
  // are read in a statement after this one, which sees what whoever moved a place before has committed.
  await holdTree(db)
  await tables(db)
    .insertInto('totals.delta')
    .columns([...cells, 'place_id', 'borders_on', 'amount', 'line'])
    .expression(
      sql`select ${cell}, place_id, borders_on, amount, coalesce(path.line, '{}')
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as change (place_id uuid, borders_on date,
          period_id uuid, indicator_id uuid, trade_id uuid, form text, measure text, status text, month text,
          amount bigint)
        left join lateral (select place_path.line from registry.place_path where place_path.place_id = change.place_id
          and from_on <= change.borders_on and to_on > change.borders_on) as path on true`,
    )
    .execute()
}

/**
 * Folds all deltas into the stored totals, in one statement, so that no reader sees a delta twice or not at all.
 * Invariant: stored + unfolded is the same before and after.
 */
export async function fold(db: Db): Promise<void> {
  // One folder at a time; a second waits and then finds nothing to do.
  await sql`select pg_advisory_xact_lock(4755)`.execute(db)
  await sql`
    with taken as (delete from totals.delta returning *),
    own as (
      insert into totals.posted (place_id, line, borders_on, ${cell}, amount)
      select place_id, max(line), max(borders_on), ${cell}, sum(amount) from taken group by place_id, ${cell}
      on conflict (place_id, ${cell}) do update set amount = posted.amount + excluded.amount
    )
    insert into totals.total (place_id, ${cell}, amount)
    select above, ${cell}, sum(amount) from taken, unnest(line) as above group by above, ${cell}
    on conflict (place_id, ${cell}) do update set amount = total.amount + excluded.amount`.execute(db)
}

/**
 * Counts what places have posted under the lines that the registry has for them now. Called in the transaction that
 * changed the tree, with the places whose lines may have changed.
 */
export async function recount(db: Db, placeIds: readonly string[]): Promise<void> {
  await fold(db)
  await sql`
    with moved as (
      select posted.*, path.line as new_line from totals.posted
      join registry.place_path as path on path.place_id = posted.place_id
        and path.from_on <= posted.borders_on and path.to_on > posted.borders_on
      where posted.place_id = any(${[...placeIds]}::uuid[]) and path.line <> posted.line
    ),
    now_under as (
      update totals.posted set line = moved.new_line from moved
      where (posted.place_id, posted.period_id, posted.indicator_id, posted.trade_id, posted.form, posted.measure,
             posted.status, posted.month)
          = (moved.place_id, moved.period_id, moved.indicator_id, moved.trade_id, moved.form, moved.measure,
             moved.status, moved.month)
    ),
    changes as (
      select unnest(line) as above, ${cell}, -amount as amount from moved
      union all
      select unnest(new_line), ${cell}, amount from moved
    )
    insert into totals.total (place_id, ${cell}, amount)
    select above, ${cell}, sum(amount) from changes group by above, ${cell} having sum(amount) <> 0
    on conflict (place_id, ${cell}) do update set amount = total.amount + excluded.amount`.execute(db)
}
