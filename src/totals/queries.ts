// Reading totals: stored plus not yet folded, exact at every moment. `offset 0` keeps the few places asked for outside
// and the search by the key inside: the planner, who knows nothing of how few they are, would read all totals instead.
import { type RawBuilder, sql } from 'kysely'
import { among, type Db, plannedAnew } from '../platform/database.ts'
import {
  anyForm,
  anyTrade,
  type Counted,
  noForm,
  noIndicator,
  noMonth,
  noTrade,
  type SumRow,
} from './rules.ts'

/**
 * A stored total that is part of what is asked for. On the period's own borders a place's total is its own and nothing
 * else; on others the counties that came are added and those that left are taken away. Of a longer period those of its
 * parts come too, each by itself: what of them is added up follows from the indicator, and is not known here.
 */
export type Part = { of: string; placeId: string; periodId: string; sign: 1 | -1 }

export type TotalRow = SumRow & { placeId: string; periodId: string }

/** The totals of these places alone. */
export const whole = (placeIds: readonly string[], periodId: string): Part[] =>
  placeIds.map((placeId) => ({ of: placeId, placeId, periodId, sign: 1 }))

const partsOf = (parts: readonly Part[]) =>
  sql`unnest(${parts.map((one) => one.of)}::uuid[], ${parts.map((one) => one.placeId)}::uuid[],
    ${parts.map((one) => one.periodId)}::uuid[], ${parts.map((one) => one.sign)}::int[])
    as part (of_id, place_id, in_period, sign)`

const periodsOf = (parts: readonly Part[]): string[] => [...new Set(parts.map((one) => one.periodId))]

/** SQL that holds for what waits of any of these periods, of which the planner is not to guess how much that is. */
const isOfPeriods = (parts: readonly Part[]) => sql`coalesce(period_id ${among(periodsOf(parts))}, false)`

/** Of so few parts what waits is gone through the same way however much it is: there is nothing to plan anew. */
const areFew = (parts: readonly Part[]): boolean => parts.length <= 4
const anewForMany = (parts: readonly Part[]) => (areFew(parts) ? sql`` : plannedAnew)

/**
 * What is not folded yet, for each part that it counts in. How many deltas wait just now the planner knows only when it
 * is asked anew, and how many of them are of a period not even then: it would expect one, and go through all parts
 * again for each. That it can't tell makes it expect half of them, and hash. For each of a few parts all are gone
 * through and added up at once; for many, taking every line apart is quicker.
 */
const unfolded = (parts: readonly Part[]) =>
  areFew(parts)
    ? sql`${partsOf(parts)} cross join lateral (
        select indicator_id, trade_id, form, measure, status, month, sum(amount)::bigint as amount from totals.delta
        where part.place_id = any(line) and coalesce(period_id = part.in_period, false)
        group by indicator_id, trade_id, form, measure, status, month
      ) as waiting`
    : sql`totals.delta cross join unnest(line) as above join ${partsOf(parts)} on part.place_id = above
        and part.in_period = period_id and ${isOfPeriods(parts)}`

/**
 * All totals, by period, trade and form. With `upTo`, the months before it come as one, under the last of them, but for
 * those that are asked for `apart`; and later ones not at all. One statement.
 */
export async function totalsOf(
  db: Db,
  parts: readonly Part[],
  { upTo = null, apart = [] }: { upTo?: string | null; apart?: readonly string[] } = {},
): Promise<TotalRow[]> {
  const { rows } = await sql<TotalRow>`${anewForMany(parts)}
    select of_id as "placeId", in_period as "periodId", nullif(indicator_id, ${noIndicator}) as "indicatorId",
      nullif(trade_id, ${noTrade}) as "tradeId", nullif(form, ${noForm}) as form, measure, status,
      nullif(max(month), ${noMonth}) as month, sum(amount * sign)::bigint as amount
    from (
      select of_id, in_period, sign, indicator_id, trade_id, form, measure, status, month, amount
      from ${partsOf(parts)} cross join lateral (
        select * from totals.total where total.place_id = part.place_id and period_id = part.in_period offset 0
      ) as stored
      where not (trade_id = ${anyTrade} and form = ${anyForm} and measure <> 'counties')
      union all
      select of_id, in_period, sign, indicator_id, trade_id, form, measure, status, month, amount
      from ${unfolded(parts)}
    ) as counted
    where ${upTo}::text is null or month <= ${upTo}
    group by of_id, in_period, indicator_id, trade_id, form, measure, status,
      case when ${upTo}::text is null or month in (${noMonth}, ${upTo})
        or month = any(${[...apart]}::text[]) then month else 'before' end
    having sum(amount * sign) <> 0`.execute(db)
  return rows
}

/** What a place itself has posted in a period, folded or not: nothing of those that count under it. */
export async function postedOf(db: Db, placeId: string, periodId: string): Promise<SumRow[]> {
  const { rows } = await sql<SumRow>`
    select nullif(indicator_id, ${noIndicator}) as "indicatorId", nullif(trade_id, ${noTrade}) as "tradeId",
      nullif(form, ${noForm}) as form, measure, status, nullif(month, ${noMonth}) as month, sum(amount)::bigint as amount
    from (
      select indicator_id, trade_id, form, measure, status, month, amount from totals.posted
      where place_id = ${placeId} and period_id = ${periodId}
      union all
      select indicator_id, trade_id, form, measure, status, month, amount from totals.delta
      where place_id = ${placeId} and period_id = ${periodId}
    ) as own
    group by indicator_id, trade_id, form, measure, status, month
    having sum(amount) <> 0`.execute(db)
  return rows
}

export type PlaceSum = Pick<TotalRow, 'placeId' | 'periodId' | 'measure' | 'month' | 'amount'>

const isCounted = (counted: Counted) =>
  sql.join(
    Object.entries(counted).map(([measure, statuses]) =>
      statuses
        ? sql`measure = ${measure} and status = any(${[...statuses]}::text[])`
        : sql`measure = ${measure}`,
    ),
    sql` or `,
  )

/**
 * What a grid shows of many places: one indicator's figures by month, and what is counted of no indicator, over all
 * trades, forms and states that count. One statement. What waits is added up by the places that it counts under first:
 * it is most often many figures of few counties.
 */
export async function sumsByPlace(
  db: Db,
  parts: readonly Part[],
  { indicatorId, counted }: { indicatorId: string; counted: Counted },
): Promise<PlaceSum[]> {
  const { rows } = await sql<PlaceSum>`${anewForMany(parts)}
    select of_id as "placeId", in_period as "periodId", measure, nullif(month, ${noMonth}) as month,
      sum(amount * sign)::bigint as amount
    from (
      select of_id, in_period, sign, measure, month, amount
      from ${partsOf(parts)} cross join (
        values (${indicatorId}::uuid, ${anyTrade}::uuid, ${anyForm}), (${noIndicator}, ${noTrade}, ${noForm})
      ) as wanted (indicator, trade, of_form) cross join lateral (
        select measure, month, amount from totals.total where total.place_id = part.place_id
          and period_id = part.in_period and indicator_id = indicator and trade_id = trade and form = of_form and (${isCounted(counted)}) offset 0
      ) as stored
      union all
      select of_id, in_period, sign, measure, month, amount
      from (
        select line, period_id, measure, month, sum(amount)::bigint as amount from totals.delta
        where ${isOfPeriods(parts)} and indicator_id in (${indicatorId}, ${noIndicator}) and (${isCounted(counted)})
        group by line, period_id, measure, month
      ) as waiting cross join unnest(line) as above join ${partsOf(parts)} on part.place_id = above
        and part.in_period = period_id
    ) as counted
    group by of_id, in_period, measure, month
    having sum(amount * sign) <> 0`.execute(db)
  return rows
}

/** SQL that holds where the place of a column has posted anything in one of the periods, folded or not. */
export const hasPosted = (placeColumn: string, periodIds: readonly string[]): RawBuilder<boolean> =>
  sql<boolean>`(exists (select 1 from totals.posted
      where posted.place_id = ${sql.ref(placeColumn)} and posted.period_id ${among(periodIds)}
        and posted.amount <> 0)
    or exists (select 1 from totals.delta
      where delta.place_id = ${sql.ref(placeColumn)} and delta.period_id ${among(periodIds)}))`

/**
 * SQL, to stand behind "order by": what changed last comes first. What was done under a clock that ran ahead gives way
 * to all that was done since it was put right.
 */
export const latestFirst = (changedAt = 'changed_at'): RawBuilder<unknown> =>
  sql`${isAhead(changedAt)}, ${sql.ref(changedAt)} desc`

/** SQL that holds where a moment has not come yet; machines agree about now to within a minute. */
export const isAhead = (moment: string): RawBuilder<boolean> =>
  sql<boolean>`(${sql.ref(moment)} > now() + interval '1 minute')`

/** A query of what changed the stored totals of a place last: at most one row of at, verb, month and place. */
export const lastChangeOf = (placeId: string, periodIds: readonly string[]) =>
  lastChange(periodIds, {
    stored: sql`place_id = ${placeId}`,
    waiting: sql`line @> array[${placeId}]::uuid[]`,
  })

/** The same of a sum over places that no stored total holds; `places` is a query of their ids. */
export const lastChangeAmong = (places: RawBuilder<unknown>, periodIds: readonly string[]) =>
  lastChange(periodIds, {
    stored: sql`place_id in (${places}) and is_own`,
    waiting: sql`place_id in (${places})`,
  })

const lastChange = (
  periodIds: readonly string[],
  { stored, waiting }: Record<'stored' | 'waiting', RawBuilder<unknown>>,
) => sql`
  select changed_at as at, cause as verb, cause_month as month, place.names as place
  from (
    select * from (
      select changed_at, cause, cause_month, of_place_id, 0 as id from totals.change
      where ${stored} and period_id ${among(periodIds)}
      union all
      select changed_at, cause, cause_month, place_id, id from totals.delta
      where period_id ${among(periodIds)} and cause is not null and ${waiting}
    ) as known order by ${latestFirst()}, id desc limit 1
  ) as last join registry.place on place.id = last.of_place_id`
