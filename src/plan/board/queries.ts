// The board: every county (city) that the reader may see plans of, with the state of its plan in a period.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { may, scopes } from '../../access/rules.ts'
import type { Day } from '../../base/dates.ts'
import type { Named } from '../../base/schemas.ts'
import type { Names } from '../../base/words.ts'
import { listPosts, listTrades } from '../../registry/lists/queries.ts'
import { offered } from '../../registry/lists/rules.ts'
import { pathOf } from '../../registry/places/queries.ts'
import { inCharge, isInCharge, mergedInto } from '../../registry/queries.ts'
import { listIndicators } from '../indicators/queries.ts'
import { listPeriods, type Period, pickCurrent, pickDue } from '../periods/queries.ts'
import type { PlanState } from '../plans/rules.ts'
import { plansIn } from '../queries.ts'

/** One board shows a district or a province's worth of counties; a whole country is looked at by roll-up. */
const mostCounties = 400

export type Planner = {
  id: string
  code: string
  names: Names
  inCharge: string[]
  mergedInto: Named | null
}

/**
 * The counties (cities) of a period under the reader's places by the borders of its last day; one that went into
 * another is there as long as it has something in the period, also for whoever answers for that one.
 */
export async function plannersIn(
  ctx: Context,
  { id: periodId, bordersOn: day }: Pick<Period, 'id' | 'bordersOn'>,
): Promise<{ counties: Planner[]; more: number }> {
  const { rows } = await sql<Planner & { all: number }>`
    select place.id, place.code, place.names, ${inCharge(ctx.today)} as "inCharge", ${mergedInto('place.id', ctx.today)} as "mergedInto",
      count(*) over ()::int as all
    from registry.place_path as path join registry.place on place.id = path.place_id
    where path.from_on <= ${day}::date and path.to_on > ${day}::date and place.tier = 'planning'
      and ${isInCharge(scopes(ctx.actor, 'plan.read'), ctx.today)} and ${plansIn(periodId, day)}
    order by path.line[1:cardinality(path.line) - 1], place.code limit ${mostCounties}`.execute(ctx.db)
  const more = Math.max(0, (rows[0]?.all ?? 0) - mostCounties)
  return { counties: rows.map(({ all: _, ...county }) => county), more }
}

type PlanSummary = {
  placeId: string
  planId: string | null
  state: PlanState | null
  version: number
  standingVersion: number | null
  illustrative: boolean
  lines: number
  decisions: number
  openComments: number
  sheets: number
  submittedOn: Day | null
  decidedOn: Day | null
}

/**
 * What the board says of each county's plan. Until a revision is approved what was decided is that of the version that
 * stands, and the day on which a plan was opened for revision is not one on which it was decided. Of what waits for its
 * decision there is no such day. Open comments are counted by the line: an answer is part of what it answers.
 */
async function summaries(
  ctx: Context,
  periodId: string,
  placeIds: string[],
): Promise<Map<string, PlanSummary>> {
  const { rows } = await sql<PlanSummary>`
    with shown as materialized (
      select place.id as place_id, plan.id, plan.state, plan.version, plan.standing_version, plan.illustrative
      from unnest(${placeIds}::uuid[]) as place (id)
      left join plan.plan on plan.place_id = place.id and plan.period_id = ${periodId}
    ), said as (
      select line.plan_id, count(distinct line.id)::int as comments
      from plan.plan_line as line join plan.line_comment as c on c.plan_line_id = line.id and c.resolved_on is null
      where line.plan_id in (select id from shown) group by line.plan_id
    )
    select shown.place_id as "placeId", shown.id as "planId", shown.state, coalesce(shown.version, 0) as version,
      shown.standing_version as "standingVersion",
      coalesce(shown.illustrative, false) as illustrative,
      coalesce(l.lines, 0) as lines, coalesce(standing.decisions, l.decisions, 0) as decisions,
      coalesce(said.comments, 0) as "openComments",
      (select count(*)::int from plan.condition_sheet as sheet
        where sheet.place_id = shown.place_id and sheet.period_id = ${periodId}) as sheets,
      e.submitted as "submittedOn", case when shown.state <> 'submitted' then e.decided end as "decidedOn"
    from shown left join said on said.plan_id = shown.id
    left join lateral (select count(*)::int as lines,
        count(*) filter (where line.decided_target <> line.target)::int as decisions
      from plan.plan_line as line where line.plan_id = shown.id) as l on true
    left join lateral (select count(*) filter (where line ->> 'decidedTarget' <> line ->> 'target')::int as decisions
      from plan.plan_version as v, jsonb_array_elements(v.content::jsonb -> 'lines') as each (line)
      where v.plan_id = shown.id and v.number = shown.standing_version
    ) as standing on shown.state <> 'approved' and shown.standing_version is not null
    left join lateral (select max(on_day) filter (where kind = 'submitted') as submitted,
        max(on_day) filter (where kind = 'approved' or kind = 'returned' and not exists (select from plan.plan_event as on_it
          where on_it.plan_id = shown.id and on_it.kind = 'approved' and on_it.version = step.version)) as decided
      from plan.plan_event as step where plan_id = shown.id) as e on true`.execute(ctx.db)
  return new Map(rows.map((row) => [row.placeId, row]))
}

export async function readBoard(ctx: Context, query: { periodId?: string }) {
  const periods = await listPeriods(ctx)
  const period = periods.find((one) => one.id === query.periodId) ?? pickDue(periods, ctx.today)
  const reads = scopes(ctx.actor, 'plan.read').length > 0
  const base = { periods: periods.map(listedPeriod), periodId: period?.id ?? null, today: ctx.today }
  if (!period) return { ...base, counties: [], more: 0, mayRead: reads, mayReview: false, mayClose: false }
  const { counties, more } = await plannersIn(ctx, period)
  const known = await summaries(
    ctx,
    period.id,
    counties.map((county) => county.id),
  )
  const isDue = period.plansDueOn !== null && ctx.today > period.plansDueOn
  return {
    ...base,
    counties: counties.map(({ inCharge: by, mergedInto: into, ...place }) => {
      const plan = known.get(place.id)
      const { placeId: _, ...shown } = plan as PlanSummary
      return {
        place,
        mergedInto: into,
        ...shown,
        late: isDue && shown.state !== 'submitted' && shown.standingVersion === null,
        mayWrite: may(ctx.actor, 'plan.write', by),
      }
    }),
    more,
    mayRead: reads,
    mayReview: counties.some((one) => may(ctx.actor, 'plan.review', one.inCharge)),
    mayClose: may(ctx.actor, 'period.change', await pathOf(ctx.db, period.placeId, ctx.today)),
  }
}

/** Plans and condition sheets of anybody, or of one place and all that ever lay under it: what rests on what it is. */
export async function countPlans(ctx: Context, of?: { id: string }): Promise<number> {
  const own = of
    ? sql`place_id in (select place_id from registry.place_path where line @> array[${of.id}]::uuid[])`
    : sql`true`
  const { rows } = await sql<{ n: number }>`
    select (select count(*) from plan.plan where ${own})::int
      + (select count(*) from plan.condition_sheet where ${own})::int as n`.execute(ctx.db)
  return rows[0].n
}

/** The approved plans of the counties that plan, for whoever sees more than one. */
export async function countApproved(ctx: Context): Promise<{ n: number; of: number } | null> {
  const { counties } = await readBoard(ctx, {})
  if (counties.length < 2) return null
  return { n: counties.filter((one) => one.standingVersion !== null).length, of: counties.length }
}

/** A period as plans list it; who published it is not told. */
export const listedPeriod = <P extends { placeId: string }>({ placeId: _, ...period }: P) => period

export async function readPeriods(ctx: Context) {
  const periods = await listPeriods(ctx)
  return {
    periods: periods.map(listedPeriod),
    currentId: pickCurrent(periods, ctx.today)?.id ?? null,
    dueId: pickDue(periods, ctx.today)?.id ?? null,
  }
}

/** What a line can be made of: the same for every plan of a programme. */
export async function readChoices(ctx: Context) {
  const posts = await listPosts(ctx.db)
  return {
    indicators: (await listIndicators(ctx)).map(({ programmeId: _, ...one }) => one),
    trades: offered(await listTrades(ctx.db)).map(({ id, code, names }) => ({ id, code, names })),
    posts: offered(posts).map(({ id, names }) => ({ id, names })),
  }
}
