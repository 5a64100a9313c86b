// What stands beside the totals: the names of trades, the plans of the counties directly below, and what changed last.
// One statement.
import { sql } from 'kysely'
import type { Context } from '../access/context.ts'
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
  }[]
  lastChange: { at: string; verb: string; place: Names; month: string | null } | null
}

export async function readFacts(ctx: Context, { period, parts, children }: Scope): Promise<Facts> {
  const counties = children.filter((one) => one.level === 'county').map(({ id }) => id)
  const counted = parts.filter((one) => one.sign === 1).map((one) => one.placeId)
  const { rows } = await sql<Facts>`
    select
      coalesce((select json_agg(json_build_object('id', trade.id, 'names', trade.names) order by trade.code)
        from registry.trade), '[]') as trades,
      coalesce((select json_agg(json_build_object('placeId', plan.place_id, 'planId', plan.id, 'state', ${countedState}))
        from plan.plan where plan.period_id = ${period.id} and plan.place_id = any(${counties}::uuid[])), '[]') as plans,
      (select to_json(last) from (${lastChangeOf(counted, period.id)}) as last) as "lastChange"`.execute(
    ctx.db,
  )
  return rows[0]
}
