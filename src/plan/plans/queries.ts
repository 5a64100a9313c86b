// Reading plans for their own screens and actions: one statement for the plan with its way, one for its lines, one for
// the conditions it stands on.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import type { Day } from '../../base/dates.ts'
import { notFound } from '../../base/problems.ts'
import type { Coded, Named } from '../../base/schemas.ts'
import type { Names } from '../../base/words.ts'
import type { Db } from '../../platform/database.ts'
import type { Gone } from '../../registry/places/contract.ts'
import { answering, findHeld, goneAs, type PathHeld, pathOn } from '../../registry/queries.ts'
import type { PlanFigures, StandingFigures } from '../figures/rules.ts'
import type { Indicator } from '../indicators/queries.ts'
import type { IndicatorRule } from '../indicators/rules.ts'
import type { ActionInput, Citation, Section } from '../lines/rules.ts'
import type { Period } from '../periods/queries.ts'
import type { Phasing } from '../phasing/rules.ts'
import { planVisible } from '../queries.ts'
import type { SheetInput } from '../sheets/rules.ts'
import type { PlanEventKind, PlanState } from './rules.ts'

export type PlanHead = {
  id: string
  state: PlanState
  version: number
  /** the approved version that stands, whatever is being revised; null before the first approval */
  standingVersion: number | null
  editVersion: number
  illustrative: boolean
  place: Coded
  /** the place's ancestors by the borders of the period's last day, itself included */
  path: string[]
  /** whose officers act on it: the path, and the counties that its place has gone into by today */
  answering: string[]
  period: Omit<Period, 'placeId' | 'parentId'>
}

const headOf = (
  ctx: Context,
) => sql`plan.id, plan.state, plan.version, plan.standing_version as "standingVersion", plan.edit_version as "editVersion", plan.illustrative,
  jsonb_build_object('id', place.id, 'code', place.code, 'names', place.names) as place, path.line as path,
  ${answering(ctx.today)} as answering,
  jsonb_build_object('id', period.id, 'programmeId', period.programme_id, 'code', period.code, 'names', period.names,
    'fromOn', period.from_on, 'toOn', period.to_on, 'bordersOn', period.borders_on,
    'plansDueOn', period.plans_due_on, 'state', period.state) as period`

/** SQL: where a plan stands with its period, its place and what is above it on the period's last day. */
const placed = sql`plan.plan join plan.period on period.id = plan.period_id
  join registry.place on place.id = plan.place_id
  join registry.place_path as path on ${pathOn('plan.place_id', sql.ref('period.borders_on'))}`

/**
 * The plan, or 'not-found'. With `lock` nobody else changes it until the transaction ends, nor closes its period: what is
 * read is what holds.
 */
export async function getPlan(ctx: Context, planId: string, { lock = false } = {}): Promise<PlanHead> {
  const { rows } = await sql<PlanHead>`
    select ${headOf(ctx)} from ${placed}
    where plan.id = ${planId} and ${planVisible(ctx)} ${lock ? sql`for update of plan for share of period` : sql``}`.execute(
    ctx.db,
  )
  if (!rows[0]) throw notFound(planId)
  return rows[0]
}

export type HeldHead = PlanHead & { path: PathHeld }

/**
 * The plan itself, or that of one of its lines: held until the transaction ends, so that nobody else changes it or
 * reports against it, nor closes its period, nor moves its place. Everything that decides on a plan begins with this. Who
 * moves places never waits for somebody who waits for the plan, since that is held first. What hangs on the plan is read in statements
 * after this one.
 */
export async function holdHead(
  ctx: Context,
  { planId, planLineId }: { planId: string; planLineId?: never } | { planLineId: string; planId?: never },
): Promise<HeldHead> {
  const id = planId ? sql`${planId}` : sql`(select plan_id from plan.plan_line where id = ${planLineId})`
  const held = sql<HeldHead>`select ${headOf(ctx)} from ${placed} where plan.id = ${id} and ${planVisible(ctx)}
    for no key update of plan for share of period for share of path`
  const plan = await findHeld(ctx.db, held)
  if (!plan) throw notFound(planId ?? planLineId)
  return plan
}

export type Event = {
  kind: PlanEventKind
  on: Day
  by: Names
  text: Names
  version: number
  /** what was said about comments that were open then */
  aboutOpen: Names | null
  isBySubmitter: boolean
}
export type VersionHead = {
  number: number
  kind: 'submitted' | 'approved'
  on: Day
  by: Names
  sha256: string
}

/** The plan with what happened to it and the versions kept of it, in one statement. */
export async function readWay(
  ctx: Context,
  planId: string,
): Promise<PlanHead & { events: Event[]; versions: VersionHead[]; gone: Gone | null }> {
  const { rows } = await sql<PlanHead & { events: Event[]; versions: VersionHead[]; gone: Gone | null }>`
    select ${headOf(ctx)}, ${goneAs('plan.place_id', ctx.today)} as gone,
      coalesce((select json_agg(json_build_object('kind', e.kind, 'on', e.on_day, 'by', a.names, 'text', e.text,
        'version', e.version, 'aboutOpen', e.about_open, 'isBySubmitter', e.kind = 'approved' and e.account_id = (select before.account_id
          from plan.plan_event as before where before.plan_id = e.plan_id and before.kind = 'submitted' and before.id < e.id
          order by before.id desc limit 1)) order by e.id)
        from plan.plan_event as e join access.account as a on a.id = e.account_id where e.plan_id = plan.id), '[]') as events,
      coalesce((select json_agg(json_build_object('number', v.number, 'kind', v.kind, 'on', v.on_day, 'by', a.names,
        'sha256', v.sha256) order by v.number)
        from plan.plan_version as v join access.account as a on a.id = v.made_by where v.plan_id = plan.id), '[]') as versions
    from ${placed} where plan.id = ${planId} and ${planVisible(ctx)}`.execute(ctx.db)
  if (!rows[0]) throw notFound(planId)
  return rows[0]
}

/** Whose account submitted the plan last. */
export async function submitterOf(ctx: Context, planId: string): Promise<string | null> {
  const { rows } = await sql<{ accountId: string }>`select account_id as "accountId" from plan.plan_event
    where plan_id = ${planId} and kind = 'submitted' order by id desc limit 1`.execute(ctx.db)
  return rows[0]?.accountId ?? null
}

export type ActionRow = ActionInput & { id: string }
export type CommentRow = {
  id: string
  text: Names
  by: Names
  on: Day
  resolvedOn: Day | null
  mine: boolean
}

export type LineRow = {
  id: string
  section: Section
  indicator: IndicatorRule & Pick<Indicator, 'code' | 'names'>
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
export async function readLines(db: Db, planId: string, accountId: string): Promise<LineRow[]> {
  const { rows } = await lines(accountId, sql`line.plan_id = ${planId}`).execute(db)
  return rows
}

/** One line in the same way; undefined where it is gone. Visibility is the caller's. */
export async function readLine(db: Db, lineId: string, accountId: string): Promise<LineRow | undefined> {
  const { rows } = await lines(accountId, sql`line.id = ${lineId}`).execute(db)
  return rows[0]
}

const standing = sql`case when line.standing_target is not null then jsonb_build_object('baseline', line.standing_baseline,
        'target', line.standing_target, 'phasing', line.standing_phasing) end`

const lines = (accountId: string, which: RawBuilder<unknown>) => sql<LineRow>`
    select line.id, line.section,
      jsonb_build_object('id', i.id, 'code', i.code, 'names', i.names, 'unit', i.unit, 'kind', i.kind,
        'cumulative', i.cumulative, 'byTrade', i.by_trade, 'byForm', i.by_form, 'needsAction', i.needs_action,
        'counts', i.counts) as indicator,
      case when t.id is not null then jsonb_build_object('id', t.id, 'code', t.code, 'names', t.names) end as trade,
      line.form, line.baseline, line.target, line.phasing, line.decided_target as "decidedTarget",
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
    order by line.section desc, t.position nulls last, i.position, form.position, line.id`

/** What of a plan counts in totals: its state and the figures of its lines. Every figure saved pays for this. */
export async function readFigures(
  db: Db,
  planId: string,
): Promise<Pick<PlanFigures, 'state' | 'standingVersion' | 'lines'>> {
  const { rows } = await sql<Pick<PlanFigures, 'state' | 'standingVersion' | 'lines'>>`
    select plan.state, plan.standing_version as "standingVersion", coalesce((select json_agg(json_build_object('indicatorId', line.indicator_id,
        'tradeId', line.trade_id, 'form', line.form, 'baseline', line.baseline, 'target', line.target,
        'phasing', line.phasing, 'standing', ${standing}))
      from plan.plan_line as line where line.plan_id = plan.id), '[]') as lines
    from plan.plan where plan.id = ${planId}`.execute(db)
  return rows[0]
}

export type SheetRow = SheetInput & {
  id: string
  place: Coded
  trade: Coded
  periodId: string
  editVersion: number
  illustrative: boolean
  changedOn: Day
}

export const sheetColumns = sql`sheet.id,
  jsonb_build_object('id', place.id, 'code', place.code, 'names', place.names) as place,
  jsonb_build_object('id', trade.id, 'code', trade.code, 'names', trade.names) as trade,
  sheet.period_id as "periodId", sheet.figures, sheet.tools, sheet.materials, sheet.markets, sheet.repairs,
  sheet.problems, sheet.busy_months as "busyMonths", sheet.outlook, sheet.outlook_reason as "outlookReason",
  sheet.edit_version as "editVersion", sheet.illustrative,
  sheet.changed_on as "changedOn"`

/** The condition sheets of a place in a period, by trade. Visibility is the caller's. */
export async function readSheets(db: Db, placeId: string, periodId: string): Promise<SheetRow[]> {
  const { rows } = await sql<SheetRow>`
    select ${sheetColumns} from plan.condition_sheet as sheet
    join registry.place on place.id = sheet.place_id join registry.trade on trade.id = sheet.trade_id
    where sheet.place_id = ${placeId} and sheet.period_id = ${periodId} order by trade.position, trade.code`.execute(
    db,
  )
  return rows
}
