// The head of a plan: read, held for whatever changes it, and read with its way. Its lines are in lines/line.ts, the
// conditions that it stands on in sheets/queries.ts.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { scopes } from '../../access/rules.ts'
import type { Day } from '../../base/dates.ts'
import { notFound } from '../../base/problems.ts'
import type { Coded } from '../../base/schemas.ts'
import type { Names } from '../../base/words.ts'
import type { Gone } from '../../registry/places/contract.ts'
import { findHeld, goneAs, inCharge, isOneInCharge, isPathOn, type PathHeld } from '../../registry/queries.ts'
import type { Confirmed } from '../figures/rules.ts'
import { type Period, type Reopened, reopened } from '../periods/queries.ts'
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
  inCharge: string[]
  period: Omit<Period, 'placeId' | 'parentId' | 'reopened'>
}

const headOf = (
  ctx: Context,
) => sql`plan.id, plan.state, plan.version, plan.standing_version as "standingVersion", plan.edit_version as "editVersion", plan.illustrative,
  jsonb_build_object('id', place.id, 'code', place.code, 'names', place.names) as place, path.line as path,
  ${inCharge(ctx.today)} as "inCharge",
  jsonb_build_object('id', period.id, 'programmeId', period.programme_id, 'code', period.code, 'names', period.names,
    'fromOn', period.from_on, 'toOn', period.to_on, 'bordersOn', period.borders_on,
    'plansDueOn', period.plans_due_on, 'yearFrom', programme.year_from, 'dueDay', programme.due_day,
    'state', period.state) as period`

/** SQL: where a plan stands with its period, its place and what is above it on the period's last day. */
const planAndPath = sql`plan.plan join plan.period on period.id = plan.period_id
  join convene.programme on programme.id = period.programme_id
  join registry.place on place.id = plan.place_id
  join registry.place_path as path on ${isPathOn('plan.place_id', sql.ref('period.borders_on'))}`

/** SQL: of one plan of `planAndPath`, what `planVisible` says of many. */
const isOneVisible = (ctx: Context) => isOneInCharge(scopes(ctx.actor, 'plan.read'), ctx.today)

/** The plan, or 'not-found'. */
export async function getPlan(ctx: Context, planId: string): Promise<PlanHead> {
  const { rows } = await sql<PlanHead>`
    select ${headOf(ctx)} from ${planAndPath} where plan.id = ${planId} and ${isOneVisible(ctx)}`.execute(
    ctx.db,
  )
  if (!rows[0]) throw notFound(planId)
  return rows[0]
}

export type HeldPlan = PlanHead & { path: PathHeld }

/**
 * The plan itself, or that of one of its lines: held until the transaction ends, so that nobody else changes it or
 * reports against it, nor closes its period, nor moves its place. Everything that decides on a plan begins with this.
 * Who moves places never waits for somebody who waits for the plan, since that is held first. What hangs on the plan is
 * read in statements after this one. Of the programme, held first of all, the calendar stays meanwhile
 * (frequency/actions.ts); all else of it may be set up beside it.
 */
export async function holdPlan(
  ctx: Context,
  { planId, planLineId }: { planId: string; planLineId?: never } | { planLineId: string; planId?: never },
): Promise<HeldPlan> {
  const id = planId ? sql`${planId}` : sql`(select plan_id from plan.plan_line where id = ${planLineId})`
  const held = sql<HeldPlan>`select ${headOf(ctx)} from ${planAndPath} where plan.id = ${id} and ${isOneVisible(ctx)}
    for key share of programme for no key update of plan for share of period for share of path`
  const [plan] = await findHeld(ctx.db, held)
  if (!plan) throw notFound(planId ?? planLineId)
  return plan
}

type Event = {
  kind: PlanEventKind
  on: Day
  by: Names
  text: Names
  version: number
  /** what was said about comments that were open then */
  aboutOpen: Names | null
  isBySubmitter: boolean
  submittedByOpened: Names | null
}
type VersionHead = {
  number: number
  kind: 'submitted' | 'approved'
  on: Day
  by: Names
  sha256: string
}

/** SQL: what was confirmed with the version of the plan `plan` that stands, when it was submitted. */
const confirmed = sql`coalesce((select sent.confirmed from plan.plan_event as step
  join plan.plan_event as sent on sent.plan_id = step.plan_id and sent.kind = 'submitted' and sent.id < step.id
  where step.plan_id = plan.id and step.kind = 'approved' and step.version = plan.standing_version
  order by sent.id desc limit 1), '[]')`

type Way = PlanHead & {
  reopened: Reopened | null
  events: Event[]
  versions: VersionHead[]
  gone: Gone | null
  confirmed: Confirmed[]
}

/** The plan with what happened to it and the versions kept of it, in one statement. */
export async function readWay(ctx: Context, planId: string): Promise<Way> {
  const { rows } = await sql<Way>`
    select ${headOf(ctx)}, ${goneAs('plan.place_id', ctx.today)} as gone, ${confirmed} as confirmed,
      ${reopened} as reopened,
      coalesce((select json_agg(json_build_object('kind', e.kind, 'on', e.on_day, 'by', a.names, 'text', e.text,
        'version', e.version, 'aboutOpen', e.about_open, 'isBySubmitter', e.kind = 'approved' and e.account_id = sent.id,
        'submittedByOpened', case when e.kind = 'approved' and sent.person_id is null and sent.opened_by = e.account_id
          then sent.names end) order by e.id)
        from plan.plan_event as e join access.account as a on a.id = e.account_id
        left join access.account as sent on sent.id = (select before.account_id from plan.plan_event as before
          where before.plan_id = e.plan_id and before.kind = 'submitted' and before.id < e.id order by before.id desc limit 1)
        where e.plan_id = plan.id), '[]') as events,
      coalesce((select json_agg(json_build_object('number', v.number, 'kind', v.kind, 'on', v.on_day, 'by', a.names,
        'sha256', v.sha256) order by v.number)
        from plan.plan_version as v join access.account as a on a.id = v.made_by where v.plan_id = plan.id), '[]') as versions
    from ${planAndPath} where plan.id = ${planId} and ${isOneVisible(ctx)}`.execute(ctx.db)
  if (!rows[0]) throw notFound(planId)
  return rows[0]
}

/** What was confirmed with the version that stands. */
export async function readConfirmed(ctx: Context, planId: string): Promise<Confirmed[]> {
  const { rows } = await sql<{ confirmed: Confirmed[] }>`
    select ${confirmed} as confirmed from plan.plan where id = ${planId}`.execute(ctx.db)
  return rows[0].confirmed
}

/** Whose account submitted the plan last. */
export async function submitterOf(ctx: Context, planId: string): Promise<string | null> {
  const { rows } = await sql<{ accountId: string }>`select account_id as "accountId" from plan.plan_event
    where plan_id = ${planId} and kind = 'submitted' order by id desc limit 1`.execute(ctx.db)
  return rows[0]?.accountId ?? null
}
