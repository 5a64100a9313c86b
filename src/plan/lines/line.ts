// A line whole, as the plan's own pages and actions know it: with what was proposed, decided and said, its actions and
// sources. Read, held with its plan, judged when it is written, and what it changes in the totals.
// How other rooms see a line, by the figure that stands, is in queries.ts.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import type { Day } from '../../base/dates.ts'
import { finding, notFound, refuseIf } from '../../base/problems.ts'
import type { Described } from '../../base/refs.ts'
import type { Coded, Named } from '../../base/schemas.ts'
import { msg, type Names } from '../../base/words.ts'
import { describeRefs as describeSteps } from '../../cases/queries.ts'
import { describeRefs as describeMisconceptions } from '../../examine/queries.ts'
import type { Db } from '../../platform/database.ts'
import type { Part } from '../../platform/together.ts'
import { describeRefs as describeClauses } from '../../study/queries.ts'
import { deltaParts } from '../../totals/actions.ts'
import { difference } from '../../totals/rules.ts'
import { type FigureLine, figuresOf, type PlanFigures, type StandingFigures } from '../figures/rules.ts'
import type { Indicator } from '../indicators/queries.ts'
import type { IndicatorRule } from '../indicators/rules.ts'
import { published } from '../periods/queries.ts'
import type { Phasing } from '../phasing/rules.ts'
import { type HeldPlan, holdPlan, type PlanHead } from '../plans/queries.ts'
import { type ReporterRow, readNamed, reporters } from '../reporters/queries.ts'
import type { Reporter, ReportersKnown } from '../reporters/rules.ts'
import {
  type ActionInput,
  type Citation,
  type CitedKind,
  isIn,
  type LineInput,
  type LineSetting,
  lineFindings,
} from './rules.ts'

// Read

type ActionRow = ActionInput & { id: string }
type CommentRow = {
  id: string
  text: Names
  by: Names
  on: Day
  resolvedOn: Day | null
  mine: boolean
}

export type WholeLine = {
  id: string
  section: string | null
  indicator: IndicatorRule & Pick<Indicator, 'code' | 'names' | 'definition'>
  /** places below that report it; none where the place that plans does */
  reporters: ReporterRow[]
  trade: Coded | null
  form: string | null
  baseline: number
  target: number
  phasing: Phasing
  decidedTarget: number | null
  decidedPhasing: Phasing | null
  decidedReason: Names | null
  ownerPost: Named | null
  means: Names
  risk: Names
  note: Names
  binding: boolean
  standing: StandingFigures | null
  editVersion: number
  actions: ActionRow[]
  citations: Citation[]
  comments: CommentRow[]
  /** The same line's standing target in the last period before. */
  previousTarget: number | null
}

/** All lines of a plan in its order, each with actions, citations and comments. Visibility is the caller's. */
export async function readWholeLines(db: Db, planId: string, accountId: string): Promise<WholeLine[]> {
  const { rows } = await lines(accountId, sql`line.plan_id = ${planId}`).execute(db)
  return rows
}

/** One line in the same way; undefined where it is gone. Visibility is the caller's. */
async function readWholeLine(db: Db, lineId: string, accountId: string): Promise<WholeLine | undefined> {
  const { rows } = await lines(accountId, sql`line.id = ${lineId}`).execute(db)
  return rows[0]
}

const standing = sql`case when line.standing_target is not null then jsonb_build_object('baseline', line.standing_baseline,
        'target', line.standing_target, 'phasing', line.standing_phasing) end`

const lines = (accountId: string, which: RawBuilder<unknown>) => sql<WholeLine>`
    select line.id, line.section,
      plan.words_in(i.id, period.from_on) || jsonb_build_object('id', i.id, 'code', i.code, 'unit', i.unit, 'kind', i.kind,
        'cumulative', i.cumulative, 'byTrade', i.by_trade, 'byForm', i.by_form, 'needsAction', i.needs_action,
        'counts', i.counts, 'frequency', i.frequency) as indicator,
      case when t.id is not null then jsonb_build_object('id', t.id, 'code', t.code, 'names', t.names) end as trade,
      ${reporters} as reporters, line.form, line.baseline, line.target, line.phasing, line.decided_target as "decidedTarget",
      line.decided_phasing as "decidedPhasing", line.decided_reason as "decidedReason",
      case when post.id is not null then jsonb_build_object('id', post.id, 'names', post.names) end as "ownerPost",
      line.means, line.risk, line.note, line.binding, ${standing} as standing, line.edit_version as "editVersion",
      coalesce((select json_agg(json_build_object('id', a.id, 'what', a.what, 'where', a.at_place, 'who', a.who,
        'fromSaid', a.from_said, 'toSaid', a.to_said) order by a.position)
        from plan.action as a where a.plan_line_id = line.id), '[]') as actions,
      coalesce((select json_agg(json_build_object('kind', c.kind, 'id', c.ref_id) order by c.kind, c.ref_id)
        from plan.citation as c where c.plan_line_id = line.id), '[]') as citations,
      coalesce((select json_agg(json_build_object('id', m.id, 'text', m.text, 'by', who.names, 'on', m.on_day,
        'resolvedOn', m.resolved_on, 'mine', m.author_id = ${accountId}) order by m.id)
        from plan.line_comment as m join access.account as who on who.id = m.author_id
        where m.plan_line_id = line.id), '[]') as comments,
      before.target as "previousTarget"
    from plan.plan_line as line join plan.plan on plan.id = line.plan_id
    join plan.period on period.id = plan.period_id
    join plan.indicator as i on i.id = line.indicator_id
    left join plan.section on section.programme_id = period.programme_id and section.code = line.section
    left join registry.trade as t on t.id = line.trade_id
    left join registry.form on form.code = line.form
    left join registry.post on post.id = line.owner_post_id
    left join lateral (
      select coalesce(l.standing_target, l.target) as target
      from plan.plan_line as l join plan.plan as p on p.id = l.plan_id join plan.period as d on d.id = p.period_id
      where p.place_id = plan.place_id and d.programme_id = period.programme_id and d.to_on <= period.from_on
        and l.indicator_id = line.indicator_id and l.trade_id is not distinct from line.trade_id
        and l.form is not distinct from line.form
      order by d.to_on desc limit 1) as before on true
    where ${which}
    order by section.position nulls last, t.position nulls last, i.position, form.position, line.id`

/** The line with its plan, both held until the transaction ends. */
export async function holdWholeLine(
  ctx: Context,
  planLineId: string,
): Promise<{ plan: HeldPlan; before: WholeLine }> {
  const plan = await holdPlan(ctx, { planLineId })
  const before = await readWholeLine(ctx.db, planLineId, ctx.actor.accountId)
  // Somebody took the line out before the plan was held.
  if (!before) throw notFound()
  return { plan, before }
}

// What it is judged against

/** A line as it is to stand under its id; `before` is what stands of it in the plan. */
export type Written = { id: string; line: LineInput; before?: WholeLine }
type Setting = {
  indicator: (IndicatorRule & { retiredOn: Day | null }) | undefined
  sheets: LineSetting['sheets']
  lines: LineSetting['lines']
  sections: LineSetting['sections']
  hasPost: boolean
  hasForm: boolean
  isSummed: boolean
}

/** The settings of lines as they are written: of a held plan only what these lines ask for, in one statement. */
async function readSettings(
  ctx: Context,
  { id, place, period }: PlanHead,
  written: readonly Written[],
): Promise<(LineSetting & Pick<Setting, 'indicator'>)[]> {
  const of = <T>(what: (line: LineInput) => T) => written.map(({ line }) => what(line))
  const { rows } = await sql<Setting>`select
    (select jsonb_build_object('id', indicator.id, 'unit', indicator.unit, 'kind', indicator.kind,
        'cumulative', indicator.cumulative, 'byTrade', indicator.by_trade, 'byForm', indicator.by_form,
        'needsAction', indicator.needs_action, 'counts', indicator.counts, 'frequency', indicator.frequency,
        'retiredOn', indicator.retired_on)
      from plan.indicator where indicator.id = asked.indicator_id and indicator.programme_id = ${period.programmeId}
        and ${published(ctx, 'indicator')}) as indicator,
    coalesce((select json_agg(json_build_object('tradeId', own.trade_id, 'barsGrowth', coalesce(outlook.bars_growth, false)))
      from plan.condition_sheet as own left join plan.outlook
        on outlook.programme_id = ${period.programmeId} and outlook.code = own.outlook
      where own.place_id = ${place.id} and own.period_id = ${period.id} and own.trade_id = asked.trade_id), '[]') as sheets,
    coalesce((select json_agg(json_build_object('id', own.id, 'indicatorId', own.indicator_id, 'tradeId', own.trade_id,
        'form', own.form))
      from plan.plan_line as own where own.plan_id = ${id} and own.indicator_id = asked.indicator_id
        and own.trade_id is not distinct from asked.trade_id and own.form is not distinct from asked.form), '[]') as lines,
    coalesce((select json_agg(json_build_object('code', section.code, 'retiredOn', section.retired_on))
      from plan.section where section.programme_id = ${period.programmeId}), '[]') as sections,
    exists (select 1 from registry.post where id = asked.post_id) as "hasPost",
    exists (select 1 from registry.form where code = asked.form and counted) as "hasForm",
    not exists (select 1 from plan.indicator join plan.unit on unit.code = indicator.unit and unit.is_share
      where indicator.id = asked.indicator_id) as "isSummed"
    from unnest(${of((line) => line.indicatorId)}::uuid[], ${of((line) => line.tradeId)}::uuid[],
        ${of((line) => line.form)}::text[], ${of((line) => line.ownerPostId)}::uuid[])
      with ordinality as asked (indicator_id, trade_id, form, post_id, at) order by asked.at`.execute(ctx.db)
  const named = written.flatMap(({ line, before }) =>
    saidReporters(line, before).map(({ placeId }) => placeId),
  )
  const places = await readNamed(ctx.db, { place, period }, named)
  return rows.map(({ hasPost, hasForm, isSummed, indicator, ...found }, at) => ({
    lineId: written[at].id,
    period,
    ...found,
    standing: written[at].before?.section ?? null,
    indicator: indicator ?? undefined,
    reporters: { ...reportersKnown(written[at].before), places, isSummed },
    hasPost: () => hasPost,
    hasForm: () => hasForm,
  }))
}

/** Those that an approved version of the line holds, and what is known of those that it names. */
export const reportersKnown = (line: WholeLine | undefined): ReportersKnown => ({
  places: (line?.reporters ?? []).map(({ place, level, isInside }) => ({ id: place.id, level, isInside })),
  standing: (line?.reporters ?? []).flatMap(({ place, standing }) =>
    standing === null ? [] : { placeId: place.id, baseline: standing },
  ),
  isBinding: line?.binding ?? false,
  // As it was when the line was written.
  isSummed: true,
})

/** The reporters of a line as they are sent; of one that says nothing of them those that it has. */
export const saidReporters = (line: Pick<LineInput, 'reporters'>, before?: WholeLine): Reporter[] =>
  line.reporters ?? (before?.reporters ?? []).map(({ place, baseline }) => ({ placeId: place.id, baseline }))

export type Source = Described & { kind: CitedKind }

/** The cited things in words, at most one for each; what the reader may not see is left out. */
export async function describeCited(ctx: Context, citations: readonly Citation[]): Promise<Source[]> {
  const refs = [...citations]
  const found = [
    ...(await describeClauses(ctx, refs)),
    ...(await describeSteps(ctx, refs)),
    ...(await describeMisconceptions(ctx, refs)),
  ]
  return found as Source[]
}

/**
 * Refuses a line that breaks a rule, or cites what the writer cannot see. Of several each is judged beside those before
 * it.
 */
export async function refuseLines(ctx: Context, plan: HeldPlan, written: readonly Written[]): Promise<void> {
  const settings = await readSettings(ctx, plan, written)
  const seen = await describeCited(ctx, written.flatMap(newlyCited))
  for (const [at, one] of written.entries()) {
    const { before } = one
    const line = { ...one.line, reporters: saidReporters(one.line, before) }
    const { indicator, lines, ...setting } = settings[at]
    const others = written.slice(0, at).map((other) => ({ ...other.line, id: other.id }))
    // What was planned with it before goes on: only new lines do without.
    const isGone = indicator?.retiredOn && indicator.id !== before?.indicator.id
    refuseIf([
      ...(isGone ? [finding('/indicatorId', 'retired', msg('This indicator is no longer offered.'))] : []),
      ...lineFindings(line, { ...setting, indicator, lines: [...lines, ...others] }),
      ...citationFindings(one, seen),
    ])
  }
}

const newlyCited = ({ line, before }: Written) =>
  line.citations.filter((one) => !isIn(before?.citations ?? [], one))

/** What is newly cited must be there for the writer to see. */
const citationFindings = ({ line, before }: Written, seen: readonly Source[]) =>
  line.citations.flatMap((one, at) =>
    isIn(before?.citations ?? [], one) || isIn(seen, one)
      ? []
      : [finding(`/citations/${at}/id`, 'unknown', msg('What is cited here cannot be found.'))],
  )

// What it counts

/** The figures of a line as it is read. */
export const figuresOfLine = ({ indicator, trade, reporters, ...line }: WholeLine): FigureLine => ({
  ...line,
  reportedBy: reporters.filter(({ standing }) => standing !== null).length,
  indicatorId: indicator.id,
  tradeId: trade?.id ?? null,
})

/** A line before and after it is written: null before it is put in or after it is taken out. */
type Change = { before: WholeLine | null; after: LineInput | null }

/**
 * What lines of a held plan change in the totals, as part of the statement that writes them. Once a version was
 * approved that one counts, and a revision changes nothing before it is approved in turn.
 */
export function lineParts(plan: HeldPlan, changes: readonly Change[]): Part[] {
  if (plan.standingVersion !== null) return []
  const figures = (line: FigureLine | null) => figuresOf({ ...plan, lines: line ? [line] : [] })
  return deltaParts(
    plan.path,
    changes.flatMap(({ before, after }) =>
      difference(figures(before && figuresOfLine(before)), figures(after && { ...after, standing: null })),
    ),
  )
}

/** What of a plan counts in totals: its state and the figures of its lines, as they stand now. */
export async function readFigures(
  db: Db,
  planId: string,
): Promise<Pick<PlanFigures, 'state' | 'standingVersion' | 'lines'>> {
  const { rows } = await sql<Pick<PlanFigures, 'state' | 'standingVersion' | 'lines'>>`
    select plan.state, plan.standing_version as "standingVersion", coalesce((select json_agg(json_build_object('indicatorId', line.indicator_id,
        'tradeId', line.trade_id, 'form', line.form, 'baseline', line.baseline, 'target', line.target,
        'phasing', line.phasing, 'standing', ${standing}, 'reportedBy', (select count(*) from plan.line_reporter as named
          where named.plan_line_id = line.id and named.standing_baseline is not null)))
      from plan.plan_line as line where line.plan_id = plan.id), '[]') as lines
    from plan.plan where plan.id = ${planId}`.execute(db)
  return rows[0]
}
