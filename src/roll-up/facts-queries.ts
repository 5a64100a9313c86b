// What stands beside the totals: the names of trades, how many counties there are, the plans of those directly below,
// and what changed last.
// One statement.
import { sql } from 'kysely'
import type { Context } from '../access/context.ts'
import type { Named } from '../base/schemas.ts'
import type { Names } from '../base/words.ts'
import type { PlanState } from '../plan/plans/rules.ts'
import { countedState } from '../plan/queries.ts'
import { lastChangeAmong, lastChangeOf } from '../totals/queries.ts'
import { type CountedUnder, countedUnder, countiesUnder, countsOf } from './county-queries.ts'
import type { Scope } from './scope.ts'

export type Facts = {
  trades: Named[]
  plans: {
    placeId: string
    planId: string
    state: PlanState
  }[]
  /** how many counties lie in each place directly below */
  counties: Map<string, number>
  lastChange: { at: string; verb: string; place: Names; month: string | null } | null
}

export async function readFacts(ctx: Context, scope: Scope): Promise<Facts> {
  const { place, period, bordersOn, children } = scope
  const counties = children.filter((one) => one.level === 'county').map(({ id }) => id)
  // On other borders than the period's own nothing stored is the place's total: it is that of the counties there then.
  const last =
    bordersOn === period.bordersOn
      ? lastChangeOf(place.id, period.id)
      : lastChangeAmong(sql`select place.id ${countiesUnder(ctx, scope)}`, period.id)
  const { rows } = await sql<Omit<Facts, 'counties'> & { counted: CountedUnder[] }>`
    select
      coalesce((select json_agg(json_build_object('id', trade.id, 'names', trade.names) order by trade.code)
        from registry.trade), '[]') as trades,
      coalesce((select json_agg(json_build_object('placeId', plan.place_id, 'planId', plan.id, 'state', ${countedState}))
        from plan.plan where plan.period_id = ${period.id} and plan.place_id = any(${counties}::uuid[])), '[]') as plans,
      coalesce((select json_agg(counted) from (${countedUnder(ctx, scope)}) as counted), '[]') as counted,
      (select to_json(last) from (${last}) as last) as "lastChange"`.execute(ctx.db)
  const { counted, ...facts } = rows[0]
  return { ...facts, counties: countsOf(scope, counted) }
}
