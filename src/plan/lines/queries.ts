// Lines of plans as other rooms see them: by the figure that stands, as reports are made against it; and as the thread
// names and links them. How the plan's own pages and actions know a line is in line.ts.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { scopes } from '../../access/rules.ts'
import type { Day } from '../../base/dates.ts'
import { notFound } from '../../base/problems.ts'
import { type Described, idsOf, type Link, type Ref } from '../../base/refs.ts'
import { type Names, nameIn } from '../../base/words.ts'
import {
  eachInCharge,
  findHeld,
  inCharge,
  isInCharge,
  isOneInCharge,
  isPathOn,
  type PathHeld,
} from '../../registry/queries.ts'
import { askedOf } from '../disaggregations/queries.ts'
import type { Asked } from '../disaggregations/rules.ts'
import type { Frequency } from '../frequency/rules.ts'
import type { BalancePart, Countable, IndicatorKind } from '../indicators/rules.ts'
import type { Period } from '../periods/queries.ts'
import type { Phasing } from '../phasing/rules.ts'
import { getPlan } from '../plans/queries.ts'
import type { PlanState } from '../plans/rules.ts'
import { planVisible } from '../queries.ts'
import { type Called, lineCalled } from '../titles/rules.ts'
import { describeCited, type Source } from './line.ts'
import type { Citation } from './rules.ts'

/** Who reports a line: a place below the one that plans it, or that one itself. */
export type LineReporter = {
  place: { id: string; names: Names }
  /** its part of the line's */
  baseline: number
  /** whose officers act on what it reports, beside those of the place that plans */
  inCharge: string[]
}

export type PlanLineRow = {
  id: string
  planId: string
  /** approved as long as an approved version holds the line, whatever is being revised */
  planState: PlanState
  /** since when it is reported against; null where it is not, or nobody knows */
  approvedOn: Day | null
  place: { id: string; code: string; names: Names }
  period: Pick<Period, 'id' | 'names' | 'fromOn' | 'toOn' | 'bordersOn' | 'yearFrom' | 'dueDay' | 'state'>
  indicator: {
    id: string
    code: string
    names: Names
    unit: string
    kind: IndicatorKind
    balance: BalancePart[] | null
    cumulative: boolean
    /** what it counts of a trade's organisation: reports against it say who left, or what lies dormant */
    counts: Countable | null
    frequency: Frequency
    disaggregations: Asked[]
  }
  trade: { id: string; code: string; names: Names } | null
  form: string | null
  baseline: number
  /** the figure that stands: the approved one, proposed before */
  target: number
  /** the monthly course of the figure that stands */
  phasing: Phasing
  /** places below that report it, as approved; none where the place that plans does */
  reporters: LineReporter[]
  illustrative: boolean
}

/** SQL: the places that report `line` of `period`, as approved, each with whoever is in charge of it. */
const reporters = (today: Day) => sql`coalesce((
      select json_agg(json_build_object('place', json_build_object('id', own.id, 'names', own.names),
        'baseline', named.standing_baseline, 'inCharge', ${inCharge(today)}) order by own.code, own.id)
      from plan.line_reporter as named join registry.place as own on own.id = named.place_id
      join registry.place_path as path on ${isPathOn('named.place_id', sql.ref('period.borders_on'))}
      where named.plan_line_id = line.id and named.standing_baseline is not null), '[]')`

/** SQL that holds where one of `scopes` is in charge of a place that reports `line`. Looked up line by line. */
const isReportedFrom = (scopes: readonly string[], today: Day) => sql<boolean>`coalesce((
    select bool_or(${eachInCharge(scopes, 'named.place_id', sql.ref('period.borders_on'), today)})
    from plan.line_reporter as named
    where named.plan_line_id = line.id and named.standing_baseline is not null), false)`

const lineRows = <T extends PlanLineRow>(today: Day, more = sql``) => sql<T>`
  select ${more} line.id, plan.id as "planId",
    case when line.standing_target is not null then 'approved' else plan.state end as "planState",
    line.standing_since as "approvedOn",
    jsonb_build_object('id', place.id, 'code', place.code, 'names', place.names) as place,
    jsonb_build_object('id', period.id, 'names', period.names, 'fromOn', period.from_on, 'toOn', period.to_on,
      'bordersOn', period.borders_on, 'yearFrom', programme.year_from, 'dueDay', programme.due_day,
      'state', period.state) as period,
    jsonb_build_object('id', indicator.id, 'code', indicator.code,
      'names', plan.words_in(indicator.id, period.from_on) -> 'names', 'unit', indicator.unit, 'kind', indicator.kind, 'balance', indicator.balance, 'cumulative', indicator.cumulative, 'counts', indicator.counts,
      'frequency', indicator.frequency, 'disaggregations', ${askedOf}) as indicator,
    case when trade.id is not null
      then jsonb_build_object('id', trade.id, 'code', trade.code, 'names', trade.names) end as trade,
    line.form, coalesce(line.standing_baseline, line.baseline) as baseline,
    coalesce(line.standing_target, line.target) as target, coalesce(line.standing_phasing, line.phasing) as phasing,
    ${reporters(today)} as reporters, plan.illustrative
  from plan.plan_line as line
  join plan.plan on plan.id = line.plan_id
  join plan.period on period.id = plan.period_id
  join convene.programme on programme.id = period.programme_id
  join plan.indicator on indicator.id = line.indicator_id
  join registry.place on place.id = plan.place_id
  join registry.place_path as path on ${isPathOn('plan.place_id', sql.ref('period.borders_on'))}
  left join plan.section on section.programme_id = period.programme_id and section.code = line.section
  left join registry.trade on trade.id = line.trade_id
  left join registry.form on form.code = line.form`

/** One line with what it belongs to, or 'not-found' where the actor sees neither its plan nor reports of it. */
export async function getPlanLine(ctx: Context, planLineId: string): Promise<LineWithPath> {
  const { rows } = await linesWithPath<LineWithPath>(ctx, sql`line.id = ${planLineId}`).execute(ctx.db)
  if (!rows[0]) throw notFound(planLineId)
  return rows[0]
}

/**
 * All lines that the actor may see in a period, or report from a place below, of one place if given: county by county,
 * in the plan's order.
 */
export async function listPlanLines(
  ctx: Context,
  where: { periodId: string; placeId?: string },
): Promise<PlanLineRow[]> {
  const readable = scopes(ctx.actor, 'plan.read')
  const { rows } = await sql<PlanLineRow>`${lineRows(ctx.today)}
    where (${isInCharge(readable, ctx.today)} or ${isReportedFrom(readable, ctx.today)}) and plan.period_id = ${where.periodId}
    ${where.placeId ? sql`and plan.place_id = ${where.placeId}` : sql``}
    order by place.code, section.position nulls last, trade.position, indicator.position, form.position, line.id`.execute(
    ctx.db,
  )
  return rows
}

/** Every citation with either end among the refs, of plans that the actor may see. */
export async function linksOf(ctx: Context, refs: Ref[]): Promise<Link[]> {
  const lines = idsOf(refs, 'plan_line')
  const sources = refs.filter(
    (ref) => ref.kind === 'clause' || ref.kind === 'case_step' || ref.kind === 'misconception',
  )
  if (lines.length === 0 && sources.length === 0) return []
  const { rows } = await sql<{ lineId: string; kind: Ref['kind']; refId: string }>`
    with found as materialized (
      select citation.plan_line_id, citation.kind, citation.ref_id, line.plan_id
      from (select * from plan.citation where plan_line_id = any(${lines}::uuid[])
        union select citation.* from plan.citation join unnest(
          ${sources.map((ref) => ref.kind)}::text[], ${sources.map((ref) => ref.id)}::uuid[]) as asked (kind, ref_id)
          using (kind, ref_id)) as citation
      join plan.plan_line as line on line.id = citation.plan_line_id
    )
    select plan_line_id as "lineId", kind, ref_id as "refId" from found
    where plan_id in (select plan.id from plan.plan join plan.period on period.id = plan.period_id
      where plan.id in (select plan_id from found) and ${planVisible(ctx)})
    order by plan_line_id, kind, ref_id`.execute(ctx.db)
  return rows.map((row) => ({
    from: { kind: row.kind, id: row.refId },
    to: { kind: 'plan_line', id: row.lineId },
  }))
}

/** All sources of a plan's lines. */
export async function readSources(ctx: Context, planId: string): Promise<{ sources: Source[] }> {
  await getPlan(ctx, planId)
  const { rows } = await sql<Citation>`
    select distinct citation.kind, citation.ref_id as id from plan.citation
    join plan.plan_line as line on line.id = citation.plan_line_id where line.plan_id = ${planId}`.execute(
    ctx.db,
  )
  return { sources: await describeCited(ctx, rows) }
}

type LineName = Called & { id: string; planId: string; place: Names; period: Names }

/** What `lineCalled` asks of a line, from tables called period, indicator, trade and form. */
export const calledBy = sql`
  jsonb_build_object('names', plan.words_in(indicator.id, period.from_on) -> 'names',
    'counts', indicator.counts) as indicator,
  case when trade.id is null then null else jsonb_build_object('names', trade.names) end as trade,
  case when form.code is null then null
    else jsonb_build_object('code', form.code, 'names', form.names, 'plural', form.plural) end as form`

/** A line as its reader knows it from everywhere else: the same on both sides, as the texts in it are the reader's. */
export function titleOfLine(ctx: Context, line: Called): Names {
  const nameOf = (names: Names) => nameIn(names, ctx.language)
  const title = lineCalled(line, { nameOf, say: ctx.say })
  return { zh: title, en: title }
}

/** Plan lines as a reader sees them; those that the actor may not see are left out. */
export async function describeRefs(ctx: Context, refs: Ref[]): Promise<Described[]> {
  const ids = idsOf(refs, 'plan_line')
  if (ids.length === 0) return []
  const { rows } = await sql<LineName>`
    select line.id, plan.id as "planId", ${calledBy}, place.names as place, period.names as period
    from plan.plan_line as line join plan.plan on plan.id = line.plan_id
    join plan.period on period.id = plan.period_id join plan.indicator on indicator.id = line.indicator_id
    join registry.place on place.id = plan.place_id left join registry.trade on trade.id = line.trade_id
    left join registry.form on form.code = line.form
    where ${planVisible(ctx)} and line.id = any(${ids}::uuid[])`.execute(ctx.db)
  return rows.map((row) => ({
    kind: 'plan_line',
    id: row.id,
    title: titleOfLine(ctx, row),
    of: { zh: `${row.place.zh} ${row.period.zh}`, en: `${row.place.en}, ${row.period.en}` },
    href: `/plan/${row.planId}/lines/${row.id}`,
  }))
}

/** A period as it is shown beside figures. */
export const shownPeriod = ({
  id,
  names,
  fromOn,
  toOn,
  bordersOn,
  yearFrom,
  dueDay,
  state,
}: Period): PlanLineRow['period'] => ({
  id,
  names,
  fromOn,
  toOn,
  bordersOn,
  yearFrom,
  dueDay,
  state,
})

/**
 * A line with what stands above its place by the borders of the period's last day, itself included, and who acts on it.
 */
export type LineWithPath = PlanLineRow & { path: readonly string[]; inCharge: string[] }
export type HeldLine = LineWithPath & { path: PathHeld }

const linesWithPath = <T extends LineWithPath>(ctx: Context, which: RawBuilder<unknown>, how = sql``) =>
  sql<T>`${lineRows(ctx.today, sql`path.line as path, ${inCharge(ctx.today)} as "inCharge",`)}
    where (${isOneInCharge(scopes(ctx.actor, 'plan.read'), ctx.today)}
      or ${isReportedFrom(scopes(ctx.actor, 'plan.read'), ctx.today)}) and ${which} ${how}`

const held = sql`for no key update of plan for share of period for share of path`

/**
 * The line, once nobody else reports against its plan or changes it; and until the transaction ends nobody does, nor
 * closes its period, nor moves its place: `path` is what figures are posted under. The plan waits for others first,
 * then the period, then the path, so that who moves places never waits for somebody who waits for the plan. What
 * reports say is read in statements after this one.
 */
export async function holdPlanLine(ctx: Context, planLineId: string): Promise<HeldLine> {
  const [line] = await findHeld(ctx.db, linesWithPath<HeldLine>(ctx, sql`line.id = ${planLineId}`, held))
  if (!line) throw notFound(planLineId)
  return line
}

/** As `holdPlanLine` of many lines of one plan, in the order in which they are named. */
export async function holdPlanLines(ctx: Context, planLineIds: readonly string[]): Promise<HeldLine[]> {
  const which = sql`line.id = any(${[...planLineIds]}::uuid[])`
  const lines = await findHeld(ctx.db, linesWithPath<HeldLine>(ctx, which, held))
  const byId = new Map(lines.map((line) => [line.id, line]))
  return planLineIds.map((id) => {
    const line = byId.get(id)
    if (!line) throw notFound(id)
    return line
  })
}
