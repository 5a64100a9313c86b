// Reading plans for their own screens and actions: one statement for the plan with its way, one for the conditions it
// stands on; its lines are read in lines/line.ts.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import type { Day } from '../../base/dates.ts'
import { notFound } from '../../base/problems.ts'
import type { Coded } from '../../base/schemas.ts'
import type { Names } from '../../base/words.ts'
import type { Db } from '../../platform/database.ts'
import type { Gone } from '../../registry/places/contract.ts'
import { goneAs } from '../../registry/queries.ts'
import type { PlanFigures } from '../figures/rules.ts'
import { headOf, type PlanHead, placed, standing } from '../lines/line.ts'
import { planVisible } from '../queries.ts'
import type { SheetInput } from '../sheets/rules.ts'
import type { PlanEventKind } from './rules.ts'

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

export type Event = {
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
