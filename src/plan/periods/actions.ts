// What people do with plan periods: make, change, close and open them again.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { must } from '../../access/rules.ts'
import type { Day } from '../../base/dates.ts'
import { newId } from '../../base/ids.ts'
import { type Finding, finding, Problem, refuseIf, wrongStage } from '../../base/problems.ts'
import { isEmptyText, msg, type Names } from '../../base/words.ts'
import { note } from '../../platform/journal.ts'
import type { ClosingPeriod, Lack } from '../../platform/room.ts'
import { pathOf } from '../../registry/places/queries.ts'
import { holdTree } from '../../registry/queries.ts'
import { mustSetUp } from '../indicators/actions.ts'
import { tables } from '../queries.ts'
import { listOpenParts, shownLacks } from './closing.ts'
import { type NestEntry, nestFindings } from './nesting.ts'
import { holdPeriod, listPeriods, type Period } from './queries.ts'
import { periodFindings } from './rules.ts'

// Periods

type PeriodBody = {
  names: Names
  parentPeriodId: string | null
  fromOn: Day
  toOn: Day
  plansDueOn: Day | null
}

/** A new open period, published by the programme's place to everybody below it. */
export async function addPeriod(
  ctx: Context,
  { programmeId, code, ...entry }: PeriodBody & { programmeId: string; code: string },
): Promise<{ id: string }> {
  const programme = await mustSetUp(ctx, programmeId)
  refuseIf([
    ...periodFindings({ ...entry, code }),
    ...(await placeFindings(ctx, { ...entry, id: null, programmeId }, null)),
  ])
  const id = newId()
  await tables(ctx.db)
    .insertInto('plan.period')
    .values({ id, programme_id: programmeId, place_id: programme.placeId, code, ...periodColumns(entry) })
    .execute()
  await note(ctx, { verb: 'period.made', kind: 'period', id, placeId: programme.placeId })
  return { id }
}

type Part = Omit<PeriodBody, 'parentPeriodId'> & { code: string }

/** A longer period with its parts, all of them or none; what is wrong with one is told at it. */
export async function addYear(
  ctx: Context,
  { programmeId, whole, parts }: { programmeId: string; whole: Part; parts: readonly Part[] },
): Promise<{ id: string }> {
  const programme = await mustSetUp(ctx, programmeId)
  refuseIf(
    await codesTaken(ctx, programme.id, [
      ['/whole', whole],
      ...parts.map((one, at) => [`/parts/${at}`, one] as const),
    ]),
  )
  const add = (pointer: string, part: Part, parentPeriodId: string | null) =>
    refusedAt(pointer, () => addPeriod(ctx, { ...part, programmeId: programme.id, parentPeriodId }))
  const { id } = await add('/whole', whole, null)
  for (const [at, part] of parts.entries()) await add(`/parts/${at}`, part, id)
  return { id }
}

/** Which codes are those of other periods of the programme, or named twice. */
async function codesTaken(
  ctx: Context,
  programmeId: string,
  all: readonly (readonly [pointer: string, part: Part])[],
): Promise<Finding[]> {
  const { rows } = await sql<{
    code: string
  }>`select code from plan.period where programme_id = ${programmeId}
    and code = any(${all.map(([, { code }]) => code)}::text[])`.execute(ctx.db)
  const isTaken = (code: string, at: number) =>
    rows.some((one) => one.code === code) || all.findIndex(([, one]) => one.code === code) < at
  const text = msg('The code “{code}” is taken.')
  return all.flatMap(([pointer, { code }], at) =>
    isTaken(code, at) ? [finding(`${pointer}/code`, 'taken', text, { code })] : [],
  )
}

async function refusedAt<T>(pointer: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Problem) || !error.details.errors) throw error
    const errors = error.details.errors.map((one) => ({ ...one, pointer: pointer + one.pointer }))
    throw new Problem(error.kind, { ...error.details, errors })
  }
}

/**
 * Whether a period may be where it is put among the others. The longer ones that gain it and lose it are held, so that
 * nobody else puts a part beside it meanwhile, nor closes them.
 */
async function placeFindings(ctx: Context, entry: NestEntry, before: Period | null): Promise<Finding[]> {
  const around = [before?.parentId, entry.parentPeriodId].flatMap((id) => id ?? [])
  const held: Period[] = []
  for (const id of [...new Set(around)].sort()) held.push(await holdPeriod(ctx, id, 'alone'))
  const all = await listPeriods(ctx)
  const isClosed = held.some(({ state }) => state === 'closed')
  const text = msg('The longer period is closed, and its parts stay as they are. Open it again first.')
  return [
    ...nestFindings(entry, all),
    ...(isClosed ? [finding('/parentPeriodId', 'closed-period', text)] : []),
  ]
}

/** A definition that began with a period goes on beginning with one. */
async function definedFindings(ctx: Context, { id, programmeId, fromOn }: Period): Promise<Finding[]> {
  const { rows } = await sql<{ names: Names }>`
    select indicator.names from plan.indicator_version as version
    join plan.indicator on indicator.id = version.indicator_id
    where indicator.programme_id = ${programmeId} and version.until_on = ${fromOn} and not exists (
      select 1 from plan.period where programme_id = ${programmeId} and from_on = ${fromOn} and id <> ${id})
    order by indicator.position limit 1`.execute(ctx.db)
  const text = msg('{name} is defined anew from this day on, so it stays. Take that back first.')
  return rows.map(({ names }) => finding('/fromOn', 'defined', text, { name: names }))
}

const periodColumns = (entry: PeriodBody) => ({
  parent_id: entry.parentPeriodId,
  names: entry.names,
  from_on: entry.fromOn,
  to_on: entry.toOn,
  plans_due_on: entry.plansDueOn,
})

/** Changes a period. Once a county has described its conditions or planned for it, its days stay. */
export async function changePeriod(
  ctx: Context,
  periodId: string,
  entry: PeriodBody,
): Promise<{ id: string }> {
  const before = await holdPeriod(ctx, periodId, 'alone')
  must(ctx.actor, 'period.change', await pathOf(ctx.db, before.placeId, ctx.today))
  const { rows } = await sql<{ used: boolean }>`
    select exists (select 1 from plan.plan where period_id = ${periodId})
      or exists (select 1 from plan.condition_sheet where period_id = ${periodId}) as used`.execute(ctx.db)
  const text = msg('There are plans for this period already, so its days stay.')
  const { programmeId } = before
  // Two that overlap since before this was refused can still be renamed.
  const isMoved =
    entry.parentPeriodId !== before.parentId || entry.fromOn !== before.fromOn || entry.toOn !== before.toOn
  refuseIf([
    ...periodFindings({ ...entry, code: before.code }),
    ...(['fromOn', 'toOn'] as const)
      .filter((key) => rows[0].used && entry[key] !== before[key])
      .map((key) => finding(`/${key}`, 'used', text)),
    ...(entry.fromOn === before.fromOn ? [] : await definedFindings(ctx, before)),
    ...(isMoved ? await placeFindings(ctx, { ...entry, id: periodId, programmeId }, before) : []),
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

/**
 * What a longer period adds up of its parts stays once it is closed: they are closed before it, and opened again only
 * after it.
 */
async function mustKeepNest(ctx: Context, { id, parentId }: Period, state: 'open' | 'closed'): Promise<void> {
  if (state === 'closed' && (await listOpenParts(ctx.db, id)).length > 0)
    throw wrongStage('parts open', msg('Parts of this period are still open. Close them first.'))
  const parent = state === 'open' && parentId ? await holdPeriod(ctx, parentId, 'together') : null
  if (parent?.state === 'closed')
    throw wrongStage('whole closed', msg('The period that it is a part of is closed. Open that one first.'))
}

type StateBody = { state: 'open' | 'closed'; reason?: Names }

/**
 * Closes a period, whatever is missing in it once its parts are closed, or opens it again with a reason; once nobody
 * moves a figure of it any longer: who comes later finds it as it is then. Whoever closes what another has just closed
 * has what they asked for; who would open again what is open is told, since the reason would stand nowhere. `lacksOf`
 * gives what is missing as all rooms see it.
 */
export async function changePeriodState(
  ctx: Context,
  periodId: string,
  { state, reason }: StateBody,
  lacksOf: (ctx: Context, period: ClosingPeriod) => Promise<Lack[]>,
): Promise<{ id: string }> {
  const period = await holdPeriod(ctx, periodId, 'alone')
  must(ctx.actor, 'period.change', await pathOf(ctx.db, period.placeId, ctx.today))
  if (state === 'open') {
    if (period.state === 'open') throw wrongStage('period open', msg('This period is open already.'))
    const text = msg('Please say why it is opened again.')
    refuseIf(!reason || isEmptyText(reason) ? [finding('/reason', 'missing', text)] : [])
  } else {
    const text = msg('A reason is said for opening a period again, not for closing it.')
    refuseIf(reason ? [finding('/reason', 'not-asked', text)] : [])
    if (period.state === 'closed') return { id: periodId }
  }
  await mustKeepNest(ctx, period, state)
  // Nor is a place moved just now under which it was counted.
  await holdTree(ctx.db)
  const lacks = state === 'closed' ? shownLacks(await lacksOf(ctx, period)) : []
  await tables(ctx.db).updateTable('plan.period').set({ state }).where('id', '=', periodId).execute()
  await tables(ctx.db)
    .insertInto('plan.period_event')
    .values({
      id: newId(),
      period_id: periodId,
      kind: state === 'closed' ? 'closed' : 'reopened',
      on_day: ctx.today,
      account_id: ctx.actor.accountId,
      reason: reason ?? null,
    })
    .execute()
  const missing = lacks.map(({ code, places, more }) => ({
    code,
    n: places.length + more,
    placeIds: places.map(({ id }) => id),
  }))
  await note(ctx, {
    verb: `period.${state}`,
    kind: 'period',
    id: periodId,
    placeId: period.placeId,
    detail: state === 'closed' ? { missing } : undefined,
  })
  return { id: periodId }
}
