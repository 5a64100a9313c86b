// What a programme sets up before anybody plans: units of figures, indicators, periods.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { must } from '../../access/rules.ts'
import type { Day } from '../../base/dates.ts'
import { newId } from '../../base/ids.ts'
import { type Finding, refuseIf } from '../../base/problems.ts'
import { getProgramme } from '../../convene/programmes/queries.ts'
import { note } from '../../platform/journal.ts'
import { atEnd, positionsBy } from '../../platform/order.ts'
import { retiredOn } from '../../registry/lists/rules.ts'
import { pathOf } from '../../registry/places/queries.ts'
import { isTold, plannedOf } from '../definitions/queries.ts'
import { definedFindings, isOtherwise } from '../definitions/rules.ts'
import { holdPeriods } from '../periods/queries.ts'
import { tables } from '../queries.ts'
import { listUnits } from '../units/queries.ts'
import { closedFindings, countedInFindings } from './counted-in.ts'
import { indicatorFindings, kindFindings, shareFindings, usedFindings } from './findings.ts'
import { frequencyFindings } from './frequency.ts'
import { apartFindings, keepDisaggregations } from './parts.ts'
import { getIndicator, type Indicator, listIndicators, usedIndicators } from './queries.ts'
import { type IndicatorEntry, kindOf, type Term, thousandths } from './rules.ts'

/**
 * The programme, for whoever sets it up: nobody else does until the transaction ends, so that what is made of others is
 * held against what these stay.
 */
export async function mustSetUp(ctx: Context, programmeId: string) {
  const programme = await getProgramme(ctx, programmeId)
  must(ctx.actor, 'period.change', await pathOf(ctx.db, programme.placeId, ctx.today))
  await sql`select 1 from convene.programme where id = ${programmeId} for no key update`.execute(ctx.db)
  return programme
}

// Indicators

const storedTerms = (terms: readonly Term[]) =>
  JSON.stringify(terms.map(({ indicatorId, weight }) => ({ indicatorId, weight: thousandths(weight) })))

const indicatorColumns = (entry: IndicatorEntry) => ({
  names: entry.names,
  definition: entry.definition,
  unit: entry.unit,
  kind: kindOf(entry),
  numerator_id: entry.numeratorId,
  denominator_id: entry.denominatorId,
  terms: entry.terms ? storedTerms(entry.terms) : null,
  balance: entry.balance?.length ? JSON.stringify(entry.balance) : null,
  cumulative: entry.cumulative,
  by_trade: entry.byTrade,
  by_form: entry.byForm,
  needs_action: entry.needsAction,
  counts: entry.counts,
  counted_in: entry.countedIn,
  frequency: entry.frequency,
})

/**
 * A quantity that plans of the programme may set targets for; a ratio names its two quantities, a formula what it
 * weighs.
 */
export async function addIndicator(
  ctx: Context,
  { programmeId, code, ...entry }: IndicatorEntry & { programmeId: string; code: string },
): Promise<{ id: string }> {
  const programme = await mustSetUp(ctx, programmeId)
  const units = await listUnits(ctx.db)
  const others = await inProgramme(ctx, programmeId)
  const own = { programmeId, has: [] }
  refuseIf([
    ...indicatorFindings({ ...entry, code }, units, others),
    ...frequencyFindings({ ...entry, frequency: entry.frequency ?? 'month' }, others),
    ...shareFindings(entry, units),
    ...countedInFindings(entry),
    ...(await apartFindings(ctx, own, entry, units)),
  ])
  const id = newId()
  await tables(ctx.db)
    .insertInto('plan.indicator')
    .values({
      id,
      programme_id: programmeId,
      place_id: programme.placeId,
      code,
      ...indicatorColumns(entry),
      position: atEnd('plan.indicator', sql`programme_id = ${programmeId}`),
      retired_on: null,
    })
    .execute()
  await keepDisaggregations(ctx, id, own, entry)
  await note(ctx, { verb: 'indicator.made', kind: 'indicator', id, placeId: programme.placeId })
  return { id }
}

const inProgramme = async (ctx: Context, programmeId: string) =>
  (await listIndicators(ctx)).filter((one) => one.programmeId === programmeId)

/** Whether a period that has parts is closed; none of the programme is closed or opened until the transaction ends. */
async function isWholeClosed(ctx: Context, programmeId: string): Promise<boolean> {
  const { rows } = await sql<{ isWhole: boolean }>`
    select state = 'closed' and exists (select 1 from plan.period as part where part.parent_id = period.id) as "isWhole"
    from plan.period where programme_id = ${programmeId} order by id for share`.execute(ctx.db)
  return rows.some(({ isWhole }) => isWhole)
}

type Otherwise = IndicatorEntry & { fromPeriodId?: string | null }

/**
 * From when on what an indicator says otherwise holds: null of a correction, and where no plan rests on it, so that
 * nobody is asked. No period is closed or opened until the transaction ends.
 */
async function definedFrom(
  ctx: Context,
  before: Indicator,
  { fromPeriodId, ...entry }: Otherwise,
  others: readonly Indicator[],
): Promise<{ fromOn: Day | null; findings: Finding[] }> {
  const after = { ...entry, terms: entry.terms ?? null }
  const { programmeId, earlier } = before
  const hasOther = earlier.length > 0 || isTold(before, others, await plannedOf(ctx.db, programmeId))
  if (!hasOther || !isOtherwise(before, after)) return { fromOn: null, findings: [] }
  const periods = await holdPeriods(ctx, programmeId)
  return {
    fromOn: periods.find(({ id }) => id === fromPeriodId)?.fromOn ?? null,
    findings: definedFindings(before, after, fromPeriodId, periods),
  }
}

/** Changes an indicator; of one in use only what no figure rests on, and of what it says from when on. */
export async function changeIndicator(
  ctx: Context,
  indicatorId: string,
  { retired, ...entry }: Otherwise & { retired: boolean },
): Promise<{ id: string }> {
  const known = await getIndicator(ctx, indicatorId)
  const programme = await mustSetUp(ctx, known.programmeId)
  const others = await inProgramme(ctx, known.programmeId)
  const before = others.find((one) => one.id === indicatorId) ?? known
  await sql`select 1 from plan.indicator where id = ${indicatorId} for update`.execute(ctx.db)
  const isUsed = (await usedIndicators(ctx.db, programme.id)).has(indicatorId)
  const units = await listUnits(ctx.db)
  // One that was set up before this was refused can still be renamed and retired.
  const isAsBefore = before.unit === entry.unit && before.kind === kindOf(entry)
  const own = { programmeId: programme.id, has: before.disaggregations.map(({ id }) => id) }
  const isMoved = entry.countedIn !== undefined && entry.countedIn !== before.countedIn
  const defined = await definedFrom(ctx, before, entry, others)
  refuseIf([
    ...indicatorFindings({ ...entry, code: before.code, id: indicatorId }, units, others),
    ...(isAsBefore ? [] : shareFindings(entry, units)),
    ...frequencyFindings({ ...entry, frequency: entry.frequency ?? before.frequency }, others),
    ...(isUsed ? usedFindings(before, entry) : []),
    ...kindFindings(before, entry),
    ...defined.findings,
    ...countedInFindings(entry),
    ...(await apartFindings(ctx, own, entry, units)),
    ...closedFindings(isUsed && isMoved && (await isWholeClosed(ctx, programme.id))),
  ])
  if (defined.fromOn) await keepEarlier(ctx, before, defined.fromOn)
  await tables(ctx.db)
    .updateTable('plan.indicator')
    .set({ ...indicatorColumns(entry), retired_on: retiredOn(ctx.today, retired, before.retiredOn) })
    .where('id', '=', indicatorId)
    .execute()
  await keepDisaggregations(ctx, indicatorId, own, entry)
  await note(ctx, {
    verb: defined.fromOn ? 'indicator.defined' : 'indicator.edited',
    kind: 'indicator',
    id: indicatorId,
    placeId: programme.placeId,
    detail: { before: before.names, after: entry.names, retired, fromOn: defined.fromOn },
  })
  return { id: indicatorId }
}

/** Keeps what an indicator says for the periods that begin before a day. */
const keepEarlier = (ctx: Context, { id, names, definition, terms }: Indicator, untilOn: Day) =>
  tables(ctx.db)
    .insertInto('plan.indicator_version')
    .values({
      id: newId(),
      indicator_id: id,
      until_on: untilOn,
      names,
      definition,
      terms: terms && storedTerms(terms),
      account_id: ctx.actor.accountId,
      on_day: ctx.today,
    })
    .execute()

/** Puts the programme's indicators into the order of `ids`; those not named follow as they were. */
export async function orderIndicators(
  ctx: Context,
  programmeId: string,
  ids: string[],
): Promise<{ id: string }> {
  const programme = await mustSetUp(ctx, programmeId)
  await sql`update plan.indicator as entry set position = placed.at from (
    select id, ${positionsBy(ids)} as at
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
