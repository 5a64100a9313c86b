// Keeps totals true: whatever changes a plan runs in here, and what its figures became is posted in the same transaction.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import type { Day } from '../../base/dates.ts'
import { finding, refuseIf, stale, wrongStage } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import { type Part, together } from '../../platform/together.ts'
import { deltaParts } from '../../totals/actions.ts'
import { difference } from '../../totals/rules.ts'
import {
  type HeldHead,
  holdHead,
  type LineRow,
  type PlanHead,
  readFigures,
  readLines,
} from '../plans/queries.ts'
import { isEditable } from '../plans/rules.ts'
import { plansIn } from '../queries.ts'
import { type FigureLine, figuresOf } from './rules.ts'

export type HeldPlan = HeldHead & { lines: LineRow[] }

/** The plan held for this transaction, with its lines as they stand. */
export async function holdPlan(ctx: Context, planId: string): Promise<HeldPlan> {
  const plan = await holdHead(ctx, { planId })
  return { ...plan, lines: await readLines(ctx.db, planId, ctx.actor.accountId) }
}

const figuresWith = (
  { place, period, state, standingVersion, illustrative }: PlanHead,
  lines: readonly FigureLine[],
) => ({
  placeId: place.id,
  periodId: period.id,
  bordersOn: period.bordersOn,
  state,
  standingVersion,
  illustrative,
  lines,
})

/** The figures of a line as it is read. */
export const figuresOfLine = ({ indicator, trade, ...line }: LineRow): FigureLine => ({
  ...line,
  indicatorId: indicator.id,
  tradeId: trade?.id ?? null,
})

/**
 * Runs the change of a held plan, then posts what its figures became less what they were.
 * Invariant: totals equal the rows of all counted plans at every commit.
 */
export async function counted<T>(ctx: Context, before: HeldPlan, change: () => Promise<T>): Promise<T> {
  const result = await change()
  const then = figuresWith(before, before.lines.map(figuresOfLine))
  const now = { ...then, ...(await readFigures(ctx.db, before.id)) }
  const step = { at: ctx.now, verb: `plan.${now.state}`, month: null }
  const changes = difference(figuresOf(then), figuresOf(now))
  await together(ctx.db, deltaParts(before.path, changes, now.state === then.state ? null : step))
  return result
}

/**
 * What a line of a held plan changes in the totals, as part of the statement that writes it: null before it is put in
 * or after it is taken out. Once a version was approved that one counts, and a revision changes nothing before it is
 * approved in turn.
 */
export function lineParts(plan: HeldHead, before: FigureLine | null, after: FigureLine | null): Part[] {
  if (plan.standingVersion !== null) return []
  const figures = (line: FigureLine | null) => figuresOf(figuresWith(plan, line ? [line] : []))
  return deltaParts(plan.path, difference(figures(before), figures(after)))
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

/** Refuses to begin anything for a county that went into another by the period's last day; what it has goes on. */
export async function mustPlan(
  ctx: Context,
  { placeId, periodId }: { placeId: string; periodId: string },
  day: Day,
): Promise<void> {
  const { rows } = await sql<{ plans: boolean }>`
    select ${plansIn(periodId, day)} as plans from registry.place where place.id = ${placeId}`.execute(ctx.db)
  const text = msg('This county (city) went into another before the period ends. The other one plans for it.')
  refuseIf(rows[0]?.plans ? [] : [finding('/placeId', 'ended', text)])
}
