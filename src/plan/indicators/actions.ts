// What a programme sets up before anybody plans: units of figures, indicators, periods.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { must, mustSomewhere } from '../../access/rules.ts'
import type { Day } from '../../base/dates.ts'
import { newId } from '../../base/ids.ts'
import { type Finding, finding, notFound, refuseIf } from '../../base/problems.ts'
import { msg, type Names } from '../../base/words.ts'
import { findProgramme } from '../../convene/programmes/queries.ts'
import type { Db } from '../../platform/database.ts'
import { note } from '../../platform/journal.ts'
import { lineOf } from '../../registry/queries.ts'
import { retiredOn } from '../../registry/rules.ts'
import { getPeriod, listIndicators, listUnits, tables } from '../queries.ts'
import { count, percent, persons } from '../rules.ts'
import { usedIndicators, usedUnits } from './queries.ts'
import {
  type IndicatorEntry,
  indicatorFindings,
  periodFindings,
  unitFindings,
  usedFindings,
} from './rules.ts'

/** The programme, for whoever sets it up. */
async function mustSetUp(ctx: Context, programmeId: string) {
  const programme = await findProgramme(ctx, programmeId)
  must(ctx.actor, 'period.change', await lineOf(ctx.db, programme.placeId, ctx.today))
  return programme
}

// Units

type UnitEntry = { names: Names; scale: number; scaledNames: Names | null }

const unitColumns = ({ names, scale, scaledNames }: UnitEntry) => ({
  names,
  scale,
  scaled_names: scale > 1 ? scaledNames : null,
})

/** Adds a unit of figures that all programmes share. */
export async function addUnit(ctx: Context, entry: UnitEntry & { code: string }): Promise<{ id: string }> {
  mustSomewhere(ctx.actor, 'period.change')
  refuseIf(unitFindings(entry))
  const id = newId()
  await tables(ctx.db)
    .insertInto('plan.unit')
    .values({
      id,
      code: entry.code,
      ...unitColumns(entry),
      position: sql<number>`(select coalesce(max(position) + 1, 0) from plan.unit)`,
      retired_on: null,
    })
    .execute()
  await note(ctx, { verb: 'unit.added', kind: 'unit', id })
  return { id }
}

/** Renames a unit. Of one in use the scale stays: people have learnt to type in it. */
export async function editUnit(
  ctx: Context,
  unitId: string,
  entry: UnitEntry & { retired: boolean },
): Promise<{ id: string }> {
  mustSomewhere(ctx.actor, 'period.change')
  const before = (await listUnits(ctx.db)).find((one) => one.id === unitId)
  if (!before) throw notFound(unitId)
  const isUsed = (await usedUnits(ctx.db)).has(before.code)
  refuseIf([
    ...unitFindings({ ...entry, code: before.code }),
    ...(isUsed && entry.scale !== before.scale
      ? [finding('/scale', 'used', msg('Figures are typed in this unit already, so its scale stays.'))]
      : []),
  ])
  await tables(ctx.db)
    .updateTable('plan.unit')
    .set({ ...unitColumns(entry), retired_on: retiredOn(ctx.today, entry.retired, before.retiredOn) })
    .where('id', '=', unitId)
    .execute()
  await note(ctx, {
    verb: 'unit.edited',
    kind: 'unit',
    id: unitId,
    detail: { before: before.names, after: entry.names, retired: entry.retired },
  })
  return { id: unitId }
}

/**
 * Puts back the units that the model itself knows, after everything was cleared: the first migration made them.
 * Asks nobody: whoever clears the sample has been asked.
 */
export async function restoreUnits(db: Db): Promise<void> {
  const known = [
    [count, { zh: '个', en: 'units' }],
    [persons, { zh: '人', en: 'persons' }],
    [percent, { zh: '%', en: 'per cent' }],
  ] as const
  await tables(db)
    .insertInto('plan.unit')
    .values(
      known.map(([code, names], position) => ({
        id: newId(),
        code,
        names,
        scale: 1,
        scaled_names: null,
        position,
        retired_on: null,
      })),
    )
    .execute()
}

// Indicators

const indicatorColumns = (entry: IndicatorEntry) => ({
  names: entry.names,
  definition: entry.definition,
  unit: entry.unit,
  kind: entry.numeratorId ? ('ratio' as const) : ('additive' as const),
  numerator_id: entry.numeratorId,
  denominator_id: entry.denominatorId,
  cumulative: entry.cumulative,
  by_trade: entry.byTrade,
  by_form: entry.byForm,
  needs_action: entry.needsAction,
  counts: entry.counts,
})

/** A quantity that plans of the programme may set targets for; a ratio names its two quantities. */
export async function addIndicator(
  ctx: Context,
  { programmeId, code, ...entry }: IndicatorEntry & { programmeId: string; code: string },
): Promise<{ id: string }> {
  const programme = await mustSetUp(ctx, programmeId)
  refuseIf(
    indicatorFindings({ ...entry, code }, await listUnits(ctx.db), await inProgramme(ctx, programmeId)),
  )
  const id = newId()
  await tables(ctx.db)
    .insertInto('plan.indicator')
    .values({
      id,
      programme_id: programmeId,
      place_id: programme.placeId,
      code,
      ...indicatorColumns(entry),
      position: sql<number>`(select coalesce(max(position) + 1, 0) from plan.indicator
        where programme_id = ${programmeId})`,
      retired_on: null,
    })
    .execute()
  await note(ctx, { verb: 'indicator.made', kind: 'indicator', id, placeId: programme.placeId })
  return { id }
}

const inProgramme = async (ctx: Context, programmeId: string) =>
  (await listIndicators(ctx)).filter((one) => one.programmeId === programmeId)

/** Changes an indicator; of one in use only what no figure rests on. */
export async function editIndicator(
  ctx: Context,
  indicatorId: string,
  { retired, ...entry }: IndicatorEntry & { retired: boolean },
): Promise<{ id: string }> {
  const before = (await listIndicators(ctx)).find((one) => one.id === indicatorId)
  if (!before) throw notFound(indicatorId)
  const programme = await mustSetUp(ctx, before.programmeId)
  const others = await inProgramme(ctx, before.programmeId)
  const isUsed = (await usedIndicators(ctx.db, programme.id)).has(indicatorId)
  refuseIf([
    ...indicatorFindings({ ...entry, code: before.code, id: indicatorId }, await listUnits(ctx.db), others),
    ...(isUsed ? usedFindings(before, entry) : []),
  ])
  await tables(ctx.db)
    .updateTable('plan.indicator')
    .set({ ...indicatorColumns(entry), retired_on: retiredOn(ctx.today, retired, before.retiredOn) })
    .where('id', '=', indicatorId)
    .execute()
  await note(ctx, {
    verb: 'indicator.edited',
    kind: 'indicator',
    id: indicatorId,
    placeId: programme.placeId,
    detail: { before: before.names, after: entry.names, retired },
  })
  return { id: indicatorId }
}

/** Puts the programme's indicators into the order of `ids`; those not named follow as they were. */
export async function orderIndicators(
  ctx: Context,
  programmeId: string,
  ids: string[],
): Promise<{ id: string }> {
  const programme = await mustSetUp(ctx, programmeId)
  await sql`update plan.indicator as entry set position = placed.at from (
    select id, row_number() over (order by array_position(${ids}::uuid[], id) nulls last, position, code) as at
    from plan.indicator where programme_id = ${programmeId}) as placed
    where placed.id = entry.id`.execute(ctx.db)
  await note(ctx, {
    verb: 'indicators.ordered',
    kind: 'programme',
    id: programmeId,
    placeId: programme.placeId,
  })
  return { id: programmeId }
}

// Periods

type PeriodBody = { names: Names; parentPeriodId: string | null; fromOn: Day; toOn: Day; plansDueOn: Day }

/** A new open period, published by the programme's place to everybody below it. */
export async function addPeriod(
  ctx: Context,
  { programmeId, code, ...entry }: PeriodBody & { programmeId: string; code: string },
): Promise<{ id: string }> {
  const programme = await mustSetUp(ctx, programmeId)
  refuseIf([...periodFindings({ ...entry, code }), ...(await parentFindings(ctx, entry))])
  const id = newId()
  await tables(ctx.db)
    .insertInto('plan.period')
    .values({ id, programme_id: programmeId, place_id: programme.placeId, code, ...periodColumns(entry) })
    .execute()
  await note(ctx, { verb: 'period.made', kind: 'period', id, placeId: programme.placeId })
  return { id }
}

/** A period lies within the one that it is a part of and is shorter, so that no circle can come about. */
async function parentFindings(
  ctx: Context,
  { parentPeriodId, fromOn, toOn }: PeriodBody,
): Promise<Finding[]> {
  if (!parentPeriodId) return []
  const parent = await getPeriod(ctx, parentPeriodId)
  const isWithin = parent.fromOn <= fromOn && toOn <= parent.toOn
  const isSame = parent.fromOn === fromOn && parent.toOn === toOn
  return isWithin && !isSame
    ? []
    : [finding('/parentPeriodId', 'outside', msg('A part lies within the longer period that it belongs to.'))]
}

const periodColumns = (entry: PeriodBody) => ({
  parent_id: entry.parentPeriodId,
  names: entry.names,
  from_on: entry.fromOn,
  to_on: entry.toOn,
  plans_due_on: entry.plansDueOn,
})

/** Changes a period. Once a county has described its conditions or planned for it, its days stay. */
export async function editPeriod(ctx: Context, periodId: string, entry: PeriodBody): Promise<{ id: string }> {
  const before = await getPeriod(ctx, periodId)
  must(ctx.actor, 'period.change', await lineOf(ctx.db, before.placeId, ctx.today))
  const { rows } = await sql<{ used: boolean }>`
    select exists (select 1 from plan.plan where period_id = ${periodId})
      or exists (select 1 from plan.condition_sheet where period_id = ${periodId}) as used`.execute(ctx.db)
  const text = msg('Counties plan for this period already, so its days stay.')
  refuseIf([
    ...periodFindings({ ...entry, code: before.code }),
    ...(['fromOn', 'toOn'] as const)
      .filter((key) => rows[0].used && entry[key] !== before[key])
      .map((key) => finding(`/${key}`, 'used', text)),
    ...(await parentFindings(ctx, entry)),
  ])
  await tables(ctx.db)
    .updateTable('plan.period')
    .set(periodColumns(entry))
    .where('id', '=', periodId)
    .execute()
  await note(ctx, {
    verb: 'period.edited',
    kind: 'period',
    id: periodId,
    placeId: before.placeId,
    detail: {
      before: { ...before.names, dueOn: before.plansDueOn },
      after: { ...entry.names, dueOn: entry.plansDueOn },
    },
  })
  return { id: periodId }
}

export async function setPeriodState(
  ctx: Context,
  periodId: string,
  state: 'open' | 'closed',
): Promise<{ id: string }> {
  const period = await getPeriod(ctx, periodId)
  must(ctx.actor, 'period.change', await lineOf(ctx.db, period.placeId, ctx.today))
  await tables(ctx.db).updateTable('plan.period').set({ state }).where('id', '=', periodId).execute()
  await note(ctx, { verb: `period.${state}`, kind: 'period', id: periodId, placeId: period.placeId })
  return { id: periodId }
}
