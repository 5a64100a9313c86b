// Keeps totals true: whatever changes a plan runs in here, and what its figures became is posted in the same
// transaction.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import type { Day } from '../../base/dates.ts'
import { finding, refuseIf } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import { together } from '../../platform/together.ts'
import { deltaParts } from '../../totals/actions.ts'
import { difference } from '../../totals/rules.ts'
import { figuresOfLine, readFigures, readWholeLines, type WholeLine } from '../lines/line.ts'
import { type HeldPlan, holdPlan } from '../plans/queries.ts'
import { plansIn } from '../queries.ts'
import { figuresOf } from './rules.ts'

export type WholePlan = HeldPlan & { lines: WholeLine[] }

/** The plan held for this transaction, with its lines as they stand. */
export async function holdWholePlan(ctx: Context, planId: string): Promise<WholePlan> {
  const plan = await holdPlan(ctx, { planId })
  return { ...plan, lines: await readWholeLines(ctx.db, planId, ctx.actor.accountId) }
}

/**
 * Runs the change of a held plan, then posts what its figures became less what they were.
 * Invariant: totals equal the rows of all counted plans at every commit.
 */
export async function counted<T>(ctx: Context, before: WholePlan, change: () => Promise<T>): Promise<T> {
  const result = await change()
  const then = { ...before, lines: before.lines.map(figuresOfLine) }
  const now = { ...before, ...(await readFigures(ctx.db, before.id)) }
  const step = { at: ctx.now, verb: `plan.${now.state}`, month: null }
  const changes = difference(figuresOf(then), figuresOf(now))
  await together(ctx.db, deltaParts(before.path, changes, now.state === then.state ? null : step))
  return result
}

/** Refuses to begin anything for a county that went into another by the period's last day; what it has goes on. */
export async function mustPlan(
  ctx: Context,
  { placeId, periodId }: { placeId: string; periodId: string },
  day: Day,
): Promise<void> {
  const { rows } = await sql<{ plans: boolean }>`
    select ${plansIn(periodId, day)} as plans from registry.place where place.id = ${placeId}`.execute(ctx.db)
  const text = msg('This place went into another before the period ends. The other one plans for it.')
  refuseIf(rows[0]?.plans ? [] : [finding('/placeId', 'ended', text)])
}
