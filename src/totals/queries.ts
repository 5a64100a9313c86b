// Reading totals: stored plus not yet folded, exact at every moment. `offset 0` keeps the few places asked for outside
// and the search by the key inside: the planner, who knows nothing of how few they are, would read all totals instead.
import { sql } from 'kysely'
import { type Db, plannedAnew } from '../platform/database.ts'
import { anyForm, anyTrade, noForm, noIndicator, noMonth, noTrade, type SumRow } from './rules.ts'

/**
 * A stored total that is part of what is asked for. On the period's own borders a place's total is its own and nothing
 * else; on others the counties that came are added and those that left are taken away.
 */
export type Part = { of: string; placeId: string; sign: 1 | -1 }

export type TotalRow = SumRow & { placeId: string }

/** The totals of these places alone. */
export const whole = (placeIds: readonly string[]): Part[] =>
  placeIds.map((placeId) => ({ of: placeId, placeId, sign: 1 }))

const partsOf = (parts: readonly Part[]) =>
  sql`unnest(${parts.map((one) => one.of)}::uuid[], ${parts.map((one) => one.placeId)}::uuid[],
    ${parts.map((one) => one.sign)}::int[]) as part (of_id, place_id, sign)`

/**
 * What is not folded yet, once for each part that it counts in. How many deltas wait just now the planner knows only
 * when it is asked anew, and how many of them are of a period not even then: it would expect one, and go through all
 * parts again for each. That it can't tell makes it expect half of them, and hash. For a few parts going through them is
 * quicker than taking every line apart.
 */
const unfolded = (parts: readonly Part[], periodId: string) =>
  parts.length <= 4
    ? sql`totals.delta join ${partsOf(parts)} on part.place_id = any(line)
        and coalesce(period_id = ${periodId}, false)`
    : sql`totals.delta cross join unnest(line) as above join ${partsOf(parts)} on part.place_id = above
        and coalesce(period_id = ${periodId}, false)`

/**
 * All totals in a period, by trade and form. With `upTo`, the months before it come as one, under the last of them, and
 * later ones not at all. One statement.
 */
export async function totalsOf(
  db: Db,
  parts: readonly Part[],
  periodId: string,
  { upTo = null }: { upTo?: string | null } = {},
): Promise<TotalRow[]> {
  const { rows } = await sql<TotalRow>`${plannedAnew}
    select of_id as "placeId", nullif(indicator_id, ${noIndicator}) as "indicatorId", nullif(trade_id, ${noTrade}) as "tradeId",
      nullif(form, ${noForm}) as form, measure, status, nullif(max(month), ${noMonth}) as month,
      sum(amount * sign)::bigint as amount
    from (
      select of_id, sign, indicator_id, trade_id, form, measure, status, month, amount
      from ${partsOf(parts)} cross join lateral (
        select * from totals.total where total.place_id = part.place_id and period_id = ${periodId} offset 0
      ) as stored
      where not (trade_id = ${anyTrade} and form = ${anyForm} and measure <> 'counties')
      union all
      select of_id, sign, indicator_id, trade_id, form, measure, status, month, amount
      from ${unfolded(parts, periodId)}
    ) as counted
    where ${upTo}::text is null or month <= ${upTo}
    group by of_id, indicator_id, trade_id, form, measure, status,
      case when ${upTo}::text is null or month in (${noMonth}, ${upTo}) then month else 'before' end
    having sum(amount * sign) <> 0`.execute(db)
  return rows
}

export type PlaceSum = Omit<TotalRow, 'tradeId' | 'form'>

/**
 * What a grid shows of many places: one indicator's targets, actuals, lines and reports, all trades and forms together,
 * and their plans. One statement.
 */
export async function sumsByPlace(
  db: Db,
  parts: readonly Part[],
  periodId: string,
  indicatorId: string,
): Promise<PlaceSum[]> {
  const { rows } = await sql<PlaceSum>`${plannedAnew}
    select of_id as "placeId", nullif(indicator_id, ${noIndicator}) as "indicatorId", measure, status,
      nullif(month, ${noMonth}) as month, sum(amount * sign)::bigint as amount
    from (
      select of_id, sign, indicator_id, measure, status, month, amount
      from ${partsOf(parts)} cross join (
        values (${indicatorId}::uuid, ${anyTrade}::uuid, ${anyForm}), (${noIndicator}, ${noTrade}, ${noForm})
      ) as wanted (indicator, trade, of_form) cross join lateral (
        select * from totals.total where total.place_id = part.place_id and period_id = ${periodId}
          and indicator_id = indicator and trade_id = trade and form = of_form offset 0
      ) as stored
      union all
      select of_id, sign, indicator_id, measure, status, month, amount
      from ${unfolded(parts, periodId)}
      where coalesce(indicator_id in (${indicatorId}, ${noIndicator}), false)
    ) as counted
    where measure in ('target', 'actual', 'lines', 'reports', 'plans')
    group by of_id, indicator_id, measure, status, month
    having sum(amount * sign) <> 0`.execute(db)
  return rows
}

/** A query of what changed the totals of these places last: at most one row of at, verb, month and place. */
export function lastChangeOf(placeIds: readonly string[], periodId: string) {
  const ids = sql`${[...placeIds]}::uuid[]`
  return sql`
    select changed_at as at, cause as verb, cause_month as month, place.names as place
    from (
      select changed_at, cause, cause_month, of_place_id, 0 as id from totals.change
      where place_id = any(${ids}) and period_id = ${periodId}
      union all
      select changed_at, cause, cause_month, place_id, id from totals.delta
      where period_id = ${periodId} and cause is not null and line && ${ids}
    ) as known join registry.place on place.id = known.of_place_id
    order by changed_at desc, known.id desc limit 1`
}
