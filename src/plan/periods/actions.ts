// What people do with plan periods: make, change, close and open them again.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { must } from '../../access/rules.ts'
import type { Day } from '../../base/dates.ts'
import { newId } from '../../base/ids.ts'
import { type Finding, finding, refuseIf, wrongStage } from '../../base/problems.ts'
import { isEmptyText, msg, type Names } from '../../base/words.ts'
import { note } from '../../platform/journal.ts'
import type { ClosingPeriod, Lack } from '../../platform/room.ts'
import { pathOf } from '../../registry/places/queries.ts'
import { holdTree } from '../../registry/queries.ts'
import { mustSetUp } from '../indicators/actions.ts'
import { tables } from '../queries.ts'
import { shownLacks } from './closing.ts'
import { getPeriod, holdPeriod } from './queries.ts'
import { periodFindings } from './rules.ts'

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

type StateBody = { state: 'open' | 'closed'; reason?: Names }

/**
 * Closes a period, whatever is missing in it, or opens it again with a reason; once nobody moves a figure of it any
 * longer: who comes later finds it as it is then. Whoever closes what another has just closed has what they asked for;
 * who would open again what is open is told, since the reason would stand nowhere. `lacksOf` gives what is missing as
 * all rooms see it.
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
