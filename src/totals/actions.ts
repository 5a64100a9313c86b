// Adding signed deltas in the caller's transaction, folding them later, and moving what a place has counted when the
// tree of places changes. Nothing here knows what is counted.
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../platform/database.ts'
import { lock } from '../platform/locks.ts'
import type { Part } from '../platform/together.ts'
import type { PathHeld, TreeHeld } from '../registry/queries.ts'
import { isAhead, latestFirst } from './queries.ts'
import { anyForm, anyTrade, type Delta, noForm, noIndicator, noMonth, noTrade } from './rules.ts'

const cells = ['period_id', 'indicator_id', 'trade_id', 'form', 'measure', 'status', 'month'] as const
const cell = sql.raw(cells.join(', '))

/** What changed the totals: the verb of the journal's entry, and the month that it was about. */
export type Cause = { at: Date; verb: string; month: string | null }

/**
 * Adds the deltas; every total above changes with the caller's commit. Zero amounts are left out. The tree is held
 * by an earlier statement of the transaction: no place moves while figures are counted under its path (registry
 * takes the same lock alone to move one), and the paths read here are those that whoever moved a place before has
 * committed. Asks nobody: figures follow what plans and reports have become.
 */
export async function addDeltas(
  db: Db,
  tree: TreeHeld,
  deltas: readonly Delta[],
  cause: Cause | null = null,
): Promise<void> {
  const rows = rowsOf(deltas)
  if (rows.length > 0) await postAll(db, tree, recordsOf(rows), cause)
}

/**
 * The same for deltas of one place whose path is held, as part of a statement that writes other things too; none where
 * nothing changes.
 */
export function deltaParts(path: PathHeld, deltas: readonly Delta[], cause: Cause | null = null): Part[] {
  const rows = rowsOf(deltas)
  if (rows.length === 0) return []
  return [
    sql`
    insert into totals.delta (${cell}, place_id, borders_on, amount, line, changed_at, cause, cause_month)
    select ${cell}, place_id, borders_on, amount, ${path}::uuid[], ${cause?.at ?? null}::timestamptz,
      ${cause?.verb ?? null}, ${cause?.month ?? null}
    from (${recordsOf(rows)}) as change`,
  ]
}

const rowsOf = (deltas: readonly Delta[]) =>
  deltas
    .filter((delta) => delta.amount !== 0)
    .map((delta) => ({
      place_id: delta.placeId,
      borders_on: delta.bordersOn,
      period_id: delta.periodId,
      indicator_id: delta.indicatorId ?? noIndicator,
      trade_id: delta.tradeId ?? noTrade,
      form: delta.form ?? noForm,
      measure: delta.measure,
      status: delta.status,
      month: delta.month ?? noMonth,
      amount: delta.amount,
    }))

const recordsOf = (rows: ReturnType<typeof rowsOf>) => sql`
  select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as change (place_id uuid, borders_on date,
    period_id uuid, indicator_id uuid, trade_id uuid, form text, measure text, status text, month text, amount bigint)`

/**
 * Posts whatever a query gives, set-based: rows of place_id, borders_on, the cell and the amount. Asks nobody:
 * figures follow what plans and reports have become.
 */
export async function postAll(
  db: Db,
  _tree: TreeHeld,
  changes: RawBuilder<unknown>,
  cause: Cause | null = null,
): Promise<void> {
  await sql`
    insert into totals.delta (${cell}, place_id, borders_on, amount, line, changed_at, cause, cause_month)
    select ${cell}, change.place_id, borders_on, amount, coalesce(path.line, '{}'), ${cause?.at ?? null}::timestamptz,
      ${cause?.verb ?? null}, ${cause?.month ?? null}
    from (${changes}) as change
    left join registry.place_path as path on path.place_id = change.place_id
      and path.from_on <= change.borders_on and path.to_on > change.borders_on`.execute(db)
}

/** So many deltas are folded in one statement: nobody waits long for the folder. */
const atOnce = 20_000

/**
 * Folds the oldest deltas into the stored totals, in one statement, so that no reader sees a delta twice or not at
 * all. Gives how many there were. Beside every cell of a trade and form, that of all trades and forms is stored,
 * which is what most readers ask for. Invariant: stored + unfolded is the same before and after. Asks nobody: a
 * total is the same folded or not.
 */
async function foldSome(db: Db): Promise<number> {
  // One folder at a time; a second waits and then finds nothing to do.
  await lock(db, 'folding')
  const { rows } = await sql<{ n: number }>`
    with taken as (
      delete from totals.delta
      where id <= (select max(id) from (select id from totals.delta order by id limit ${atOnce}) as oldest)
      returning *
    ),
    own as (
      insert into totals.posted (place_id, line, borders_on, ${cell}, amount)
      select place_id, max(line), max(borders_on), ${cell}, sum(amount) from taken group by place_id, ${cell}
      on conflict (place_id, ${cell}) do update set amount = posted.amount + excluded.amount
    ),
    above as (${addToTotals(sql`select above, ${cell}, amount from taken, unnest(line) as above`)}),
    last as (${putChanges(sql`
      select distinct on (above, period_id, above = place_id) above, period_id, above = place_id, place_id, borders_on,
        changed_at, cause, cause_month
      from taken, unnest(line) as above where cause is not null
      order by above, period_id, above = place_id, ${latestFirst()}, id desc`)})
    select count(*)::int as n from taken`.execute(db)
  return rows[0].n
}

/** What changed places last, as their own or of one below them: kept where it is later than what is known. */
const putChanges = (changes: RawBuilder<unknown>) => sql`
  insert into totals.change (place_id, period_id, is_own, of_place_id, borders_on, changed_at, cause, cause_month)
  ${changes}
  on conflict (place_id, period_id, is_own) do update set of_place_id = excluded.of_place_id,
    borders_on = excluded.borders_on, changed_at = excluded.changed_at, cause = excluded.cause,
    cause_month = excluded.cause_month
    where excluded.changed_at >= change.changed_at or ${isAhead('change.changed_at')}`

/** Adds amounts by `above` and cell to the stored totals, and once more to those of all trades and forms. */
const addToTotals = (changes: RawBuilder<unknown>) => sql`
  insert into totals.total (place_id, ${cell}, amount)
  select above, period_id, indicator_id, wide.trade_id, wide.form, measure, status, month, sum(amount)
  from (${changes}) as change, lateral (
    select change.trade_id, change.form
    union all
    select ${anyTrade}::uuid, ${anyForm} where change.trade_id <> ${anyTrade} and change.form <> ${anyForm}
      and change.indicator_id <> ${noIndicator}
  ) as wide
  group by above, period_id, indicator_id, wide.trade_id, wide.form, measure, status, month having sum(amount) <> 0
  on conflict (place_id, ${cell}) do update set amount = total.amount + excluded.amount`

/** Folds all there is. Asks nobody: a total is the same folded or not. */
export async function fold(db: Db): Promise<void> {
  while ((await foldSome(db)) >= atOnce);
}

/**
 * Folds, outside any transaction, once at least so many deltas are unfolded. Readers walk over all of them: what
 * was folded is swept away at once, where the database itself would come round a minute later. Asks nobody: a total
 * is the same folded or not.
 */
export async function foldFrom(db: Db, least: number): Promise<void> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (select 1 from totals.delta limit ${least}) as unfolded`.execute(db)
  if (rows[0].n < least) return
  let folded = 0
  do folded = await db.transaction().execute((tx) => foldSome(tx))
  while (folded >= atOnce)
  await sql`vacuum totals.delta`.execute(db)
}

/** SQL: what places have counted under other paths than the registry has for them now. */
const moved = (placeIds: readonly string[]) => sql`
  select posted.*, coalesce(path.line, '{}') as new_line from totals.posted
  left join registry.place_path as path on path.place_id = posted.place_id
    and path.from_on <= posted.borders_on and path.to_on > posted.borders_on
  where posted.place_id = any(${[...placeIds]}::uuid[]) and coalesce(path.line, '{}') <> posted.line`

/**
 * The periods of which `recount` would count anything elsewhere. Asks nobody: figures follow where the places stand.
 */
export async function listMoved(db: Db, placeIds: readonly string[]): Promise<string[]> {
  await fold(db)
  const { rows } = await sql<{ id: string }>`
    select distinct period_id as id from (${moved(placeIds)}) as moved`.execute(db)
  return rows.map(({ id }) => id)
}

/**
 * Counts what places have counted under the paths that the registry has for them now; of one that went into another, by
 * borders after that day, under that one. Called in the transaction that changed the tree, with the places whose paths
 * may have changed. Asks nobody: figures follow where the places stand.
 */
export async function recount(db: Db, placeIds: readonly string[], cause: Cause): Promise<void> {
  await fold(db)
  const { rows: moves } = await sql<Move>`
    with moved as (${moved(placeIds)}),
    now_under as (
      update totals.posted set line = moved.new_line from moved
      where (posted.place_id, posted.period_id, posted.indicator_id, posted.trade_id, posted.form, posted.measure,
             posted.status, posted.month)
          = (moved.place_id, moved.period_id, moved.indicator_id, moved.trade_id, moved.form, moved.measure,
             moved.status, moved.month)
    ),
    above as (${addToTotals(sql`
      select unnest(line) as above, ${cell}, -amount as amount from moved
      union all
      select unnest(new_line), ${cell}, amount from moved`)})
    select distinct place_id, period_id, borders_on, line, new_line from moved`.execute(db)
  if (moves.length === 0) return
  const around = [...new Set(moves.flatMap(({ line, new_line }) => [...line, ...new_line]))]
  await findLastChanges(db, around, cause)
  await noteMoves(db, moves, cause)
}

type Move = { place_id: string; period_id: string; borders_on: string; line: string[]; new_line: string[] }

/** A place that comes to lie elsewhere changes the totals that lose it or gain it. */
const noteMoves = (db: Db, moves: readonly Move[], { at, verb, month }: Cause) =>
  putChanges(sql`
    select distinct on (above, period_id, above = place_id) above, period_id, above = place_id, place_id, borders_on,
      ${at}::timestamptz, ${verb}, ${month}::text
    from jsonb_to_recordset(${JSON.stringify(moves)}::jsonb)
      as move (place_id uuid, period_id uuid, borders_on date, line uuid[], new_line uuid[])
    cross join unnest(line || new_line) as above
    where (above = any(line)) <> (above = any(new_line))
    order by above, period_id, above = place_id, place_id`).execute(db)

/**
 * What changed these places last, looked for anew among the places that are counted under them now. What came or went
 * has changed them whatever is there now.
 */
async function findLastChanges(db: Db, placeIds: readonly string[], { verb }: Cause): Promise<void> {
  const ids = sql`${[...placeIds]}::uuid[]`
  await sql`delete from totals.change where place_id = any(${ids}) and not is_own and cause <> ${verb}`.execute(
    db,
  )
  await putChanges(sql`
    select distinct on (above, own.period_id) above, own.period_id, false, own.place_id, own.borders_on, own.changed_at,
      own.cause, own.cause_month
    from totals.change as own
    join registry.place_path as path on path.place_id = own.place_id
      and path.from_on <= own.borders_on and path.to_on > own.borders_on
    cross join unnest(path.line) as above
    where own.is_own and above = any(${ids}) and above <> own.place_id
    order by above, own.period_id, ${latestFirst('own.changed_at')}, own.place_id`).execute(db)
}
