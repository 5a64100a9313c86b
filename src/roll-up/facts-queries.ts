// What stands beside the totals: the names of trades, how many counties there are, the plans of those directly below,
// and what changed last.
// One statement.
import { sql } from 'kysely'
import type { Context } from '../access/context.ts'
import type { Named } from '../base/schemas.ts'
import type { Names } from '../base/words.ts'
import type { PlanState } from '../plan/plans/rules.ts'
import { countedState } from '../plan/queries.ts'
import { among } from '../platform/database.ts'
import { hasPosted, lastChangeAmong, lastChangeOf } from '../totals/queries.ts'
import { held } from './borders.ts'
import { type CountedUnder, countedUnder, countiesUnder, countsOf } from './county-queries.ts'
import type { Layer, PlaceOf, Scope } from './scope.ts'

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
  const { place, layers, isByOwn, current } = scope
  // Of a period that has parts these are of the part that holds the month, and of the places that lie here in it.
  const counties = scope.children
    .filter((one) => one.tier === 'planning' && current && one.periodIds.includes(current.period.id))
    .map(({ id }) => id)
  const periodIds = layers.map(({ period }) => period.id)
  // On other borders than the period's own nothing stored is the place's total: it is that of the counties there then,
  // and changes with them and with which they are.
  const last = isByOwn
    ? lastChangeOf(place.id, periodIds)
    : sql`select * from (${sql.join(
        layers.map((layer) => {
          const among = lastChangeAmong(sql`select place.id ${countiesUnder(ctx, { place, ...layer })}`, [
            layer.period.id,
          ])
          return sql`(${among}) union all (${lastMoveOn(ctx, place, layer)})`
        }),
        sql` union all `,
      )}) as change order by at desc limit 1`
  const counted = current
    ? sql`select json_agg(counted) from (${countedUnder(ctx, { place, ...current })}) as counted`
    : sql`null`
  const { rows } = await sql<Omit<Facts, 'counties'> & { counted: CountedUnder[] }>`
    select
      coalesce((select json_agg(json_build_object('id', trade.id, 'names', trade.names) order by trade.code)
        from registry.trade), '[]') as trades,
      coalesce((select json_agg(json_build_object('placeId', plan.place_id, 'planId', plan.id, 'state', ${countedState}))
        from plan.plan where plan.period_id = ${current?.period.id ?? null} and plan.place_id ${among(counties)}), '[]') as plans,
      coalesce((${counted}), '[]') as counted,
      (select to_json(last) from (${last}) as last) as "lastChange"`.execute(ctx.db)
  const { counted: found, ...facts } = rows[0]
  return { ...facts, counties: current ? countsOf(place, found) : new Map() }
}

/** A query of the county that, by the borders asked for, came under the place or left it last with what it posted. */
const lastMoveOn = (ctx: Context, place: PlaceOf, { period, bordersOn: day }: Layer) => sql`
  select change.at, 'place.moved' as verb, null::text as month, place.names as place
  from registry.path_change as change join registry.place on place.id = change.place_id
  cross join lateral (
    select change.place_id,
      case when ${place.id} = any(change.line_after) then change.line_after else change.line_before end as line
  ) as path
  where change.from_on <= ${day}::date and change.to_on > ${day}::date
    and (${place.id} = any(change.line_before)) <> (${place.id} = any(change.line_after))
    and ${held(ctx, { day, own: period.bordersOn })} and ${hasPosted('change.place_id', [period.id])}
  order by change.at desc, change.id desc limit 1`
