// Keeps totals true: whatever changes a plan runs in here, and what its figures became is posted in the same transaction.
import type { Context } from '../../access/context.ts'
import { stale, wrongStage } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import { holdTree } from '../../registry/queries.ts'
import { addDeltas } from '../../totals/actions.ts'
import { difference } from '../../totals/rules.ts'
import { getPlan, type LineRow, type PlanHead, readFigures, readLines } from '../plans/queries.ts'
import { isCounted, isEditable } from '../plans/rules.ts'
import { figuresOf, type PlanFigures } from './rules.ts'

export type HeldPlan = PlanHead & { lines: LineRow[] }

/** The plan locked for this transaction, with its lines as they stand. */
export async function holdPlan(ctx: Context, planId: string): Promise<HeldPlan> {
  const plan = await getPlan(ctx, planId, { lock: true })
  return { ...plan, lines: await readLines(ctx.db, planId, ctx.actor.accountId) }
}

const figuresOfHeld = (plan: HeldPlan): PlanFigures => ({
  placeId: plan.place.id,
  periodId: plan.period.id,
  bordersOn: plan.period.bordersOn,
  state: plan.state,
  illustrative: plan.illustrative,
  lines: plan.lines.map(({ indicator, trade, ...line }) => ({
    ...line,
    indicatorId: indicator.id,
    tradeId: trade?.id ?? null,
  })),
})

/**
 * Runs the change of a held plan, then posts what its figures became less what they were.
 * Invariant: totals equal the rows of all counted plans at every commit.
 */
export async function counted<T>(ctx: Context, before: HeldPlan, change: () => Promise<T>): Promise<T> {
  const result = await change()
  const then = figuresOfHeld(before)
  const now = { ...then, ...(await readFigures(ctx.db, before.id)) }
  // A draft is in no total: there is nothing to compare.
  if (isCounted(then.state) || isCounted(now.state)) {
    const step = { at: ctx.now, verb: `plan.${now.state}`, month: null }
    const changes = difference(figuresOf(then), figuresOf(now))
    await addDeltas(ctx.db, await holdTree(ctx.db), changes, now.state === then.state ? null : step)
  }
  return result
}

/** Refuses a change of a plan whose period is closed. */
export function mustBeOpen(plan: Pick<PlanHead, 'period'>): void {
  if (plan.period.state === 'closed')
    throw wrongStage('period closed', msg('This period is closed. Its plans no longer change.'))
}

/** Refuses the county's changes while the district has the plan, and after it was approved. */
export function mustBeEditable(plan: PlanHead): void {
  mustBeOpen(plan)
  if (!isEditable(plan.state)) {
    throw wrongStage(
      `plan ${plan.state}`,
      msg('The plan is with the district or approved. It changes again when it is returned.'),
    )
  }
}

/** Refuses whoever decides on another plan than the one they read. */
export function mustBeCurrent(plan: PlanHead, editVersion: number): void {
  if (plan.editVersion === editVersion) return
  throw stale({ editVersion: plan.editVersion, state: plan.state })
}
