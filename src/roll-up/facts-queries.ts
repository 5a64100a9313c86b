// What stands beside the totals: the names of trades, the plans of the counties directly below, and what changed last.
// One statement.
import { sql } from 'kysely'
import type { Context } from '../access/context.ts'
import type { Day } from '../base/dates.ts'
import type { Named } from '../base/schemas.ts'
import type { Names } from '../base/words.ts'
import type { PlanState } from '../plan/plans/rules.ts'
import { countedState } from '../plan/queries.ts'
import { lastChangeOf } from '../totals/queries.ts'
import type { Scope } from './place-queries.ts'

export type Facts = {
  trades: Named[]
  plans: {
    placeId: string
    planId: string
    state: PlanState
    /** how many lines of the indicator that is drawn were approved on which day */
    approved: { approvedOn: Day | null; expected: number }[]
  }[]
  lastChange: { at: string; verb: string; place: Names; month: string | null } | null
}

export async function readFacts(
  ctx: Context,
  { period, parts, children }: Scope,
  drawnId: string | null,
): Promise<Facts> {
  const counties = children.filter((one) => one.level === 'county').map(({ id }) => id)
  const counted = parts.filter((one) => one.sign === 1).map((one) => one.placeId)
  const { rows } = await sql<Facts>`
    select
      coalesce((select json_agg(json_build_object('id', trade.id, 'names', trade.names) order by trade.code)
        from registry.trade), '[]') as trades,
      coalesce((select json_agg(json_build_object('placeId', plan.place_id, 'planId', plan.id, 'state', ${countedState}, 'approved',
          coalesce((select json_agg(day) from (
            select standing_since as "approvedOn", count(*)::int as expected from plan.plan_line as line
            where line.plan_id = plan.id and line.indicator_id = ${drawnId} and line.binding
            group by standing_since) as day), '[]')))
        from plan.plan where plan.period_id = ${period.id} and plan.place_id = any(${counties}::uuid[])), '[]') as plans,
      (select to_json(last) from (${lastChangeOf(counted, period.id)}) as last) as "lastChange"`.execute(
    ctx.db,
  )
  return rows[0]
}
