// What stands in the way of closing a period, as far as plans know it: places without a plan, plans that are not
// approved, comments that nobody settled. Rooms after this one add what they know (src/app/periods/periods.ts).
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { msg, type Names } from '../../base/words.ts'
import type { Db } from '../../platform/database.ts'
import type { ClosingPeriod, Lack } from '../../platform/room.ts'
import { standsOn } from '../../registry/places/queries.ts'
import type { PlanState } from '../plans/rules.ts'
import { openParts } from './rules.ts'

/** What a list of missing things names before it says how many more there are. */
const mostNamed = 20

type Planner = {
  id: string
  names: Names
  planId: string | null
  state: PlanState | null
  standingVersion: number | null
  isDiscussed: boolean
}

/** The places that plan under the period's by the borders of its last day, and those that have a plan in it. */
async function listPlanners(
  ctx: Context,
  { id, placeId, bordersOn: day }: ClosingPeriod,
): Promise<Planner[]> {
  const { rows } = await sql<Planner>`
    select place.id, place.names, plan.id as "planId", plan.state, plan.standing_version as "standingVersion",
      exists (select 1 from plan.plan_line as line
        join plan.line_comment as c on c.plan_line_id = line.id and c.resolved_on is null
        where line.plan_id = plan.id) as "isDiscussed"
    from registry.place_path as path join registry.place on place.id = path.place_id and place.tier = 'planning'
    left join plan.plan on plan.place_id = place.id and plan.period_id = ${id}
    where path.from_on <= ${day}::date and path.to_on > ${day}::date and path.line @> array[${placeId}]::uuid[]
      and (plan.id is not null or ${standsOn(day)})
    order by place.code`.execute(ctx.db)
  return rows
}

/** The parts of a period, and those of its parts, that are open, in order of time. */
export async function listOpenParts(db: Db, periodId: string): Promise<{ id: string; names: Names }[]> {
  const { rows } = await sql<{ id: string; names: Names }>`
    with recursive part as (
      select id, names, from_on, state from plan.period where parent_id = ${periodId}
      union
      select below.id, below.names, below.from_on, below.state from part
      join plan.period as below on below.parent_id = part.id
    )
    select id, names from part where state = 'open' order by from_on, id`.execute(db)
  return rows
}

/** Whoever asks has asked who may. */
export async function listLacks(ctx: Context, period: ClosingPeriod): Promise<Lack[]> {
  const planners = await listPlanners(ctx, period)
  const parts = await listOpenParts(ctx.db, period.id)
  const href = `/plan?period=${period.id}`
  const lack = (code: string, text: string, isMeant: (one: Planner) => boolean): Lack => ({
    code,
    text: ctx.say(text),
    href,
    places: planners
      .filter(isMeant)
      .map(({ id, names, planId }) => ({ id, names, href: planId ? `/plan/${planId}` : href })),
  })
  const isNever = (state: PlanState | null) => (one: Planner) =>
    one.state === state && one.standingVersion === null
  return [
    {
      code: openParts,
      text: ctx.say(msg('Parts of the period, still open')),
      href: '/plan/set-up',
      places: parts.map(({ id, names }) => ({ id, names, href: `/plan?period=${id}` })),
    },
    lack('no-plan', msg('No plan'), (one) => period.plansDueOn !== null && isNever(null)(one)),
    lack('draft', msg('Plan in draft, not submitted'), isNever('draft')),
    lack('submitted', msg('Plan submitted, not decided'), isNever('submitted')),
    lack('returned', msg('Plan returned, not submitted again'), isNever('returned')),
    lack(
      'revised',
      msg('Revision of an approved plan, not approved'),
      ({ state, standingVersion }) => standingVersion !== null && state !== 'approved',
    ),
    lack('comments', msg('Comments at lines, not settled'), ({ isDiscussed }) => isDiscussed),
  ]
}

/** As it is told and kept: the first places of each kind, and how many more there are. */
export const shownLacks = (all: readonly Lack[]) =>
  all
    .filter(({ places }) => places.length > 0)
    .map(({ places, ...lack }) => ({
      ...lack,
      places: places.slice(0, mostNamed),
      more: Math.max(0, places.length - mostNamed),
    }))
