// Reading condition sheets: one sheet, and the grid of who knows what about which trade.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { may, scopes } from '../../access/rules.ts'
import type { Day } from '../../base/dates.ts'
import { notFound } from '../../base/problems.ts'
import type { Coded, Named } from '../../base/schemas.ts'
import type { Db } from '../../platform/database.ts'
import { listTrades } from '../../registry/lists/queries.ts'
import { inChargeOn, standsOn } from '../../registry/places/queries.ts'
import { inCharge, within } from '../../registry/queries.ts'
import { listedPeriod, plannersIn } from '../board/queries.ts'
import { readLists } from '../lists/queries.ts'
import { getPeriod, type Period } from '../periods/queries.ts'
import { isEditable, type PlanState } from '../plans/rules.ts'
import type { SheetInput } from './rules.ts'

export type SheetRow = SheetInput & {
  id: string
  place: Coded
  trade: Coded
  periodId: string
  editVersion: number
  illustrative: boolean
  changedOn: Day
}

const sheetColumns = sql`sheet.id,
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

const sheetVisible = (ctx: Context) =>
  within(scopes(ctx.actor, 'plan.read'), 'sheet.place_id', sql.ref('period.borders_on'), ctx.today)

type SheetFound = {
  sheet: SheetRow
  inCharge: string[]
  period: Omit<Period, 'reopened'>
  planId: string | null
  planState: PlanState | null
}

/**
 * The sheet with its plan and whoever answers for its place, or 'not-found'. With `lock` it waits for other writers.
 */
export async function getSheet(ctx: Context, sheetId: string, { lock = false } = {}): Promise<SheetFound> {
  const { rows } = await sql<
    SheetRow & {
      inCharge: string[]
      period: Omit<Period, 'reopened'>
      planId: string | null
      planState: PlanState | null
    }
  >`
    select ${sheetColumns}, ${inCharge(ctx.today)} as "inCharge",
      jsonb_build_object('id', period.id, 'programmeId', period.programme_id, 'placeId', period.place_id,
        'parentId', period.parent_id, 'code', period.code, 'names', period.names, 'fromOn', period.from_on,
        'toOn', period.to_on, 'bordersOn', period.borders_on, 'plansDueOn', period.plans_due_on,
        'yearFrom', programme.year_from, 'dueDay', programme.due_day, 'state', period.state) as period,
      (select plan.id from plan.plan where plan.place_id = sheet.place_id and plan.period_id = sheet.period_id) as "planId",
      (select plan.state from plan.plan where plan.place_id = sheet.place_id and plan.period_id = sheet.period_id) as "planState"
    from plan.condition_sheet as sheet join plan.period on period.id = sheet.period_id
    join convene.programme on programme.id = period.programme_id
    join registry.place on place.id = sheet.place_id join registry.trade on trade.id = sheet.trade_id
    join registry.place_path as path on path.place_id = sheet.place_id
      and path.from_on <= period.borders_on and path.to_on > period.borders_on
    where sheet.id = ${sheetId} and ${sheetVisible(ctx)} ${lock ? sql`for update of sheet` : sql``}`.execute(
    ctx.db,
  )
  if (!rows[0]) throw notFound(sheetId)
  const { inCharge: by, period, planId, planState, ...sheet } = rows[0]
  return { sheet, inCharge: by, period, planId, planState }
}

export async function readSheet(ctx: Context, sheetId: string) {
  const { inCharge: by, period, ...found } = await getSheet(ctx, sheetId)
  const isOpen = period.state === 'open' && (found.planState === null || isEditable(found.planState))
  return {
    ...found,
    period: listedPeriod(period),
    outlooks: (await readLists(ctx.db, period.programmeId)).outlooks,
    mayEdit: isOpen && may(ctx.actor, 'plan.write', by),
  }
}

/**
 * The last sheet of the same place and trade in an earlier period of the programme, or null. A place that has ended
 * begins nothing, and none begins from the sheet of one that went into it.
 */
export async function readEarlier(
  ctx: Context,
  { placeId, tradeId, periodId }: { placeId: string; tradeId: string; periodId: string },
) {
  const { programmeId, fromOn, bordersOn } = await getPeriod(ctx, periodId)
  if (!may(ctx.actor, 'plan.read', await inChargeOn(ctx.db, placeId, bordersOn, ctx.today))) throw notFound()
  const { rows } = await sql<SheetRow & { of: Named }>`
    select ${sheetColumns}, jsonb_build_object('id', period.id, 'names', period.names) as of
    from plan.condition_sheet as sheet join plan.period on period.id = sheet.period_id
    join registry.place on place.id = sheet.place_id join registry.trade on trade.id = sheet.trade_id
    where sheet.place_id = ${placeId} and sheet.trade_id = ${tradeId} and ${standsOn(bordersOn)}
      and period.programme_id = ${programmeId} and period.from_on < ${fromOn}::date and ${sheetVisible(ctx)}
    order by period.from_on desc, period.to_on desc limit 1`.execute(ctx.db)
  if (!rows[0]) return { earlier: null }
  const { of: period, ...sheet } = rows[0]
  return { earlier: { sheet, period } }
}

type GridSheet = {
  id: string
  placeId: string
  tradeId: string
  outlook: string | null
  artisans: number
  unorganised: number
  estimates: number
  illustrative: boolean
}

export async function readGrid(ctx: Context, periodId: string) {
  const period = await getPeriod(ctx, periodId)
  const { counties } = await plannersIn(ctx, period)
  const { rows } = await sql<GridSheet>`
    select sheet.id, sheet.place_id as "placeId", sheet.trade_id as "tradeId", sheet.outlook,
      (sheet.figures->'artisans'->>'value')::bigint as artisans,
      (sheet.figures->'unorganised'->>'value')::bigint as unorganised,
      (select count(*)::int from jsonb_each(sheet.figures) as f where (f.value->>'estimate')::boolean) as estimates,
      sheet.illustrative
    from plan.condition_sheet as sheet join plan.period on period.id = sheet.period_id
    where sheet.period_id = ${periodId} and ${sheetVisible(ctx)}`.execute(ctx.db)
  return {
    period: listedPeriod(period),
    counties: counties.map(({ inCharge: by, mergedInto: _, ...place }) => ({
      place,
      mayWrite: may(ctx.actor, 'plan.write', by),
    })),
    trades: (await listTrades(ctx.db))
      .filter((trade) => trade.retiredOn === null || rows.some((sheet) => sheet.tradeId === trade.id))
      .map(({ id, code, names }) => ({ id, code, names })),
    sheets: rows,
    outlooks: (await readLists(ctx.db, period.programmeId)).outlooks,
    mayRead: scopes(ctx.actor, 'plan.read').length > 0,
  }
}
