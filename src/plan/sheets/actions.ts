// What a county does with its condition sheets: record and change the conditions of a trade.
import type { Context } from '../../access/context.ts'
import { must } from '../../access/rules.ts'
import type { Day } from '../../base/dates.ts'
import { newId } from '../../base/ids.ts'
import { finding, notFound, refuseIf, stale } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import { note, noteAll } from '../../platform/journal.ts'
import { lock } from '../../platform/locks.ts'
import { holdTiers } from '../../registry/levels/queries.ts'
import { countedForms, listTrades } from '../../registry/lists/queries.ts'
import { getPlace, inChargeOn } from '../../registry/places/queries.ts'
import { holdTree } from '../../registry/queries.ts'
import { addDeltas } from '../../totals/actions.ts'
import { mustPlan } from '../figures/counted.ts'
import { readLists } from '../lists/queries.ts'
import { getPeriod, holdPeriod } from '../periods/queries.ts'
import { holdPlan } from '../plans/queries.ts'
import { mustBeEditable, mustBeOpen } from '../plans/rules.ts'
import { tables } from '../queries.ts'
import { getSheet } from './queries.ts'
import { type SheetInput, sheetFindings } from './rules.ts'

type NewSheet = SheetInput & { tradeId: string }
type Where = { placeId: string; periodId: string }

/**
 * Records the conditions of a trade. Refuses figures without date or source, and figures that contradict each other.
 */
export async function makeSheet(
  ctx: Context,
  { placeId, periodId, ...sheet }: NewSheet & Where,
): Promise<{ id: string }> {
  const [id] = await makeSheets(ctx, { placeId, periodId }, [sheet])
  return { id }
}

/** The same for trades of one county, all of them or none; gives the ids. */
export async function makeSheets(
  ctx: Context,
  { placeId, periodId }: Where,
  sheets: readonly NewSheet[],
  { illustrative = false } = {},
): Promise<string[]> {
  const period = await getPeriod(ctx, periodId)
  await holdTiers(ctx.db)
  const place = await getPlace(ctx.db, placeId)
  const path = await inChargeOn(ctx.db, placeId, period.bordersOn, ctx.today)
  if (!ctx.actor.grants.some((grant) => path.includes(grant.placeId))) throw notFound(placeId)
  must(ctx.actor, 'plan.write', path)
  await mustPlan(ctx, { placeId, periodId }, period.bordersOn)
  await mustBeUndecided(ctx, placeId, periodId)
  const trades = await listTrades(ctx.db)
  // Two first sheets at the same moment: one of them makes the county's conditions known.
  await lock(ctx.db, 'sheets', placeId + periodId)
  const there = await tables(ctx.db)
    .selectFrom('plan.condition_sheet')
    .select('trade_id')
    .where('place_id', '=', placeId)
    .where('period_id', '=', periodId)
    .execute()
  const setting = { ...(await settingOf(ctx, period.programmeId)), standing: null }
  const described = new Set(there.map((one) => one.trade_id))
  for (const { tradeId, ...sheet } of sheets) {
    const isKnown = trades.some((trade) => trade.id === tradeId)
    refuseIf([
      ...(isKnown ? [] : [finding('/tradeId', 'unknown', msg('There is no such trade.'))]),
      ...(described.has(tradeId)
        ? [
            finding(
              '/tradeId',
              'twice',
              msg('There is a condition sheet for this trade already. Change that one.'),
            ),
          ]
        : []),
      ...(place.tier === 'planning'
        ? []
        : [finding('/placeId', 'no-county', msg('Places of this level do not draw up plans.'))]),
      ...sheetFindings(sheet, setting, ctx.today),
    ])
    described.add(tradeId)
  }
  if (there.length === 0) await markKnown(ctx, { placeId, periodId, bordersOn: period.bordersOn })
  return keepSheets(ctx, { placeId, periodId }, sheets, illustrative)
}

const settingOf = async (ctx: Context, programmeId: string) => ({
  forms: await countedForms(ctx.db),
  outlooks: (await readLists(ctx.db, programmeId)).outlooks,
})

async function keepSheets(
  ctx: Context,
  { placeId, periodId }: Where,
  sheets: readonly NewSheet[],
  illustrative: boolean,
): Promise<string[]> {
  const rows = sheets.map(({ tradeId, ...sheet }) => ({
    id: newId(),
    place_id: placeId,
    trade_id: tradeId,
    period_id: periodId,
    illustrative,
    ...columnsOf(ctx, sheet),
  }))
  const entries = rows.map(({ id, trade_id: tradeId }) => ({
    verb: 'condition-sheet.made',
    kind: 'condition_sheet',
    id,
    placeId,
    detail: { tradeId, periodId },
  }))
  await noteAll(ctx, entries, [tables(ctx.db).insertInto('plan.condition_sheet').values(rows)])
  return rows.map(({ id }) => id)
}

/** The first sheet of a county in a period makes its conditions known. */
async function markKnown(ctx: Context, where: Where & { bordersOn: Day }): Promise<void> {
  const whole = { indicatorId: null, tradeId: null, form: null, month: null, amount: 1 }
  const known = { ...where, measure: 'conditions', status: 'known' } as const
  const cause = { at: ctx.now, verb: 'condition-sheet.made', month: null }
  await addDeltas(ctx.db, await holdTree(ctx.db), [{ ...whole, ...known }], cause)
}

/** Changes a sheet from the version that the writer saw; otherwise 'stale' with what stands now. */
export async function changeSheet(
  ctx: Context,
  sheetId: string,
  { editVersion, ...sheet }: SheetInput & { editVersion: number },
): Promise<{ id: string }> {
  const current = await getSheet(ctx, sheetId, { lock: true })
  must(ctx.actor, 'plan.write', current.inCharge)
  await mustBeUndecided(ctx, current.sheet.place.id, current.sheet.periodId)
  if (current.sheet.editVersion !== editVersion) throw stale(current.sheet)
  const setting = await settingOf(ctx, current.period.programmeId)
  refuseIf(sheetFindings(sheet, { ...setting, standing: current.sheet.outlook }, ctx.today))
  await tables(ctx.db)
    .updateTable('plan.condition_sheet')
    .set({ ...columnsOf(ctx, sheet), edit_version: editVersion + 1 })
    .where('id', '=', sheetId)
    .execute()
  await note(ctx, {
    verb: 'condition-sheet.changed',
    kind: 'condition_sheet',
    id: sheetId,
    placeId: current.sheet.place.id,
  })
  return { id: sheetId }
}

/**
 * The ground does not move under a plan that the district is reading or has approved, nor in a period that is closed:
 * both stay as they are until the transaction ends.
 */
async function mustBeUndecided(ctx: Context, placeId: string, periodId: string): Promise<void> {
  const row = await tables(ctx.db)
    .selectFrom('plan.plan')
    .select('id')
    .where('place_id', '=', placeId)
    .where('period_id', '=', periodId)
    .executeTakeFirst()
  if (row) mustBeEditable(await holdPlan(ctx, { planId: row.id }))
  else mustBeOpen({ period: await holdPeriod(ctx, periodId, 'together') })
}

const columnsOf = (ctx: Context, sheet: SheetInput) => ({
  figures: sheet.figures,
  tools: sheet.tools,
  materials: sheet.materials,
  markets: sheet.markets,
  repairs: sheet.repairs,
  problems: sheet.problems,
  busy_months: [...sheet.busyMonths].sort((a, b) => a - b),
  outlook: sheet.outlook,
  outlook_reason: sheet.outlookReason,
  changed_on: ctx.today,
  changed_by: ctx.actor.accountId,
})
