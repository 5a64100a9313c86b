// Reading totals: stored plus not yet folded, exact at every moment.
import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'
import { type Measure, noForm, noMonth, noTrade } from './rules.ts'

export type TotalRow = {
  placeId: string
  indicatorId: string
  tradeId: string | null
  form: string | null
  measure: Measure
  status: string
  month: string | null
  amount: number
}

/** All totals of the places in a period. A place's total includes everything counted under it. One statement. */
export async function totalsOf(db: Db, placeIds: readonly string[], periodId: string): Promise<TotalRow[]> {
  const ids = [...placeIds]
  const { rows } = await sql<TotalRow>`
    select place_id as "placeId", indicator_id as "indicatorId", nullif(trade_id, ${noTrade}) as "tradeId",
      nullif(form, ${noForm}) as form, measure, status, nullif(month, ${noMonth}) as month,
      sum(amount)::bigint as amount
    from (
      select place_id, indicator_id, trade_id, form, measure, status, month, amount
      from totals.total where place_id = any(${ids}::uuid[]) and period_id = ${periodId}
      union all
      select above, indicator_id, trade_id, form, measure, status, month, amount
      from totals.delta, unnest(line) as above
      where line && ${ids}::uuid[] and above = any(${ids}::uuid[]) and period_id = ${periodId}
    ) as counted
    group by place_id, indicator_id, trade_id, form, measure, status, month
    having sum(amount) <> 0
    order by place_id, indicator_id, trade_id, form, measure, status, month`.execute(db)
  return rows
}

export type SumRow = Omit<TotalRow, 'placeId'>

/**
 * The sums over places that do not contain each other, e.g. all counties that lay under a district on some other day:
 * a total on borders of the reader's choice. One statement; `totalsOf` reads what is stored on the period's own borders.
 */
export async function sumsOver(db: Db, placeIds: readonly string[], periodId: string): Promise<SumRow[]> {
  const ids = [...placeIds]
  const { rows } = await sql<SumRow>`
    select indicator_id as "indicatorId", nullif(trade_id, ${noTrade}) as "tradeId", nullif(form, ${noForm}) as form,
      measure, status, nullif(month, ${noMonth}) as month, sum(amount)::bigint as amount
    from (
      select indicator_id, trade_id, form, measure, status, month, amount
      from totals.total where place_id = any(${ids}::uuid[]) and period_id = ${periodId}
      union all
      select indicator_id, trade_id, form, measure, status, month, amount
      from totals.delta where place_id = any(${ids}::uuid[]) and period_id = ${periodId}
    ) as counted
    group by indicator_id, trade_id, form, measure, status, month
    having sum(amount) <> 0
    order by indicator_id, trade_id, form, measure, status, month`.execute(db)
  return rows
}

export type PlaceSum = {
  placeId: string
  indicatorId: string
  measure: Measure
  status: string
  month: string | null
  amount: number
}

/** The totals of many places for a few indicators, all trades and forms together: rows of a grid. One statement. */
export async function sumsByPlace(
  db: Db,
  placeIds: readonly string[],
  periodId: string,
  indicatorIds: readonly string[],
): Promise<PlaceSum[]> {
  const [ids, wanted] = [[...placeIds], [...indicatorIds]]
  const { rows } = await sql<PlaceSum>`
    select place_id as "placeId", indicator_id as "indicatorId", measure, status, nullif(month, ${noMonth}) as month,
      sum(amount)::bigint as amount
    from (
      select place_id, indicator_id, measure, status, month, amount from totals.total
      where place_id = any(${ids}::uuid[]) and period_id = ${periodId} and indicator_id = any(${wanted}::uuid[])
      union all
      select above, indicator_id, measure, status, month, amount from totals.delta, unnest(line) as above
      where line && ${ids}::uuid[] and above = any(${ids}::uuid[]) and period_id = ${periodId}
        and indicator_id = any(${wanted}::uuid[])
    ) as counted
    group by place_id, indicator_id, measure, status, month
    having sum(amount) <> 0
    order by place_id, indicator_id, measure, status, month`.execute(db)
  return rows
}
