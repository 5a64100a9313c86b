// What people do with the lines of a plan: the county puts in, changes and takes out; the district decides beside it.
import type { Context } from '../../access/context.ts'
import { must } from '../../access/rules.ts'
import { wholeFinding } from '../../base/figures.ts'
import { newId } from '../../base/ids.ts'
import { finding, notFound, Problem, refuseIf, stale, wrongStage } from '../../base/problems.ts'
import { isEmptyText, msg, type Names } from '../../base/words.ts'
import { adoptStep, removeAdoption } from '../../cases/actions.ts'
import { note } from '../../platform/journal.ts'
import type { Part } from '../../platform/together.ts'
import { phasingFor } from '../phasing/rules.ts'
import { type HeldPlan, holdPlan } from '../plans/queries.ts'
import { mustBeEditable, mustBeOpen } from '../plans/rules.ts'
import { tables } from '../queries.ts'
import { describeCited, holdWholeLine, lineParts, refuseLine, type WholeLine } from './line.ts'
import { type ActionInput, type Citation, isIn, type LineInput } from './rules.ts'

/** Puts a line into a draft or returned plan. Refuses it where the trade has no condition sheet. */
export async function addLine(ctx: Context, planId: string, line: LineInput): Promise<{ id: string }> {
  const plan = await holdPlan(ctx, { planId })
  must(ctx.actor, 'plan.write', plan.inCharge)
  mustBeEditable(plan)
  const id = newId()
  await refuseLine(ctx, plan, id, line)
  await adopt(ctx, plan, id, [], line.citations)
  await touch(ctx, plan, { verb: 'plan-line.added', id }, [
    tables(ctx.db)
      .insertInto('plan.plan_line')
      .values({
        id,
        plan_id: planId,
        ...columnsOf(line),
        decided_target: null,
        decided_phasing: null,
        decided_reason: null,
        decided_on: null,
        decided_by: null,
      }),
    ...actionParts(ctx, id, [], line.actions),
    ...citationParts(ctx, id, [], line.citations),
    ...lineParts(plan, null, line),
  ])
  return { id }
}

const undecided = { decidedTarget: null, decidedPhasing: null }

/** Changes a line from the version that the writer saw; otherwise 'stale' with the line as it stands now. */
export async function changeLine(
  ctx: Context,
  planLineId: string,
  { editVersion, ...line }: LineInput & { editVersion: number },
): Promise<{ id: string }> {
  const { plan, before } = await holdWholeLine(ctx, planLineId)
  must(ctx.actor, 'plan.write', plan.inCharge)
  mustBeEditable(plan)
  if (before.editVersion !== editVersion) throw stale(before)
  await refuseLine(ctx, plan, planLineId, line, before)
  const isOther =
    line.indicatorId !== before.indicator.id ||
    line.tradeId !== (before.trade?.id ?? null) ||
    line.form !== before.form
  if (before.binding && isOther) {
    throw new Problem('invalid', {
      errors: [
        finding(
          '/indicatorId',
          'binding',
          msg('This line was approved before: its figures may change, not what it counts.'),
        ),
      ],
    })
  }
  const decision = decisionAfter(before, line)
  await adopt(ctx, plan, planLineId, before.citations, line.citations)
  const detail = { from: before.target, to: line.target }
  await touch(ctx, plan, { verb: 'plan-line.changed', id: planLineId, detail }, [
    tables(ctx.db)
      .updateTable('plan.plan_line')
      .set((eb) => ({
        ...columnsOf(line),
        decided_target: decision.decidedTarget,
        decided_phasing: decision.decidedPhasing,
        ...(decision.decidedTarget === null ? { decided_on: null, decided_by: null } : {}),
        edit_version: eb('edit_version', '+', 1),
      }))
      .where('id', '=', planLineId),
    ...actionParts(ctx, planLineId, before.actions, line.actions),
    ...citationParts(ctx, planLineId, before.citations, line.citations),
    ...lineParts(plan, before, line),
  ])
  return { id: planLineId }
}

/**
 * An acceptance was of the figure that stood then. A decision with a reason of its own stays beside the new proposal.
 */
function decisionAfter({ decidedTarget, decidedReason, indicator }: WholeLine, line: LineInput) {
  if (decidedTarget === null || decidedReason === null) return undecided
  const shape = { ...line, cumulative: indicator.cumulative }
  return { decidedTarget, decidedPhasing: phasingFor(shape, decidedTarget) }
}

/** Takes a line out. A line that was approved once stays: progress may be reported against it; hold it instead. */
export async function removeLine(
  ctx: Context,
  planLineId: string,
  editVersion: number,
): Promise<{ id: string }> {
  const { plan, before } = await holdWholeLine(ctx, planLineId)
  must(ctx.actor, 'plan.write', plan.inCharge)
  mustBeEditable(plan)
  if (before.editVersion !== editVersion) throw stale(before)
  if (before.binding) {
    throw wrongStage(
      'line approved',
      msg(
        'This line was approved before, so that results may hang on it. Set its target to the baseline instead.',
      ),
    )
  }
  await adopt(ctx, plan, planLineId, before.citations, [])
  await touch(ctx, plan, { verb: 'plan-line.removed', id: planLineId }, [
    tables(ctx.db).deleteFrom('plan.plan_line').where('id', '=', planLineId),
    ...lineParts(plan, before, null),
  ])
  return { id: planLineId }
}

/** Lets a line cite one more source; the same source twice counts once. */
export async function citeInLine(
  ctx: Context,
  planLineId: string,
  citation: Citation,
): Promise<{ id: string }> {
  const { plan, before } = await holdWholeLine(ctx, planLineId)
  must(ctx.actor, 'plan.write', plan.inCharge)
  mustBeEditable(plan)
  if (isIn(before.citations, citation)) return { id: planLineId }
  if ((await describeCited(ctx, [citation])).length === 0) throw notFound(citation.id)
  const after = [...before.citations, citation]
  await adopt(ctx, plan, planLineId, before.citations, after)
  await touch(ctx, plan, { verb: 'plan-line.cited', id: planLineId, detail: { ...citation } }, [
    tables(ctx.db)
      .updateTable('plan.plan_line')
      .set((eb) => ({ edit_version: eb('edit_version', '+', 1) }))
      .where('id', '=', planLineId),
    ...citationParts(ctx, planLineId, before.citations, after),
  ])
  return { id: planLineId }
}

type Decision = { decidedTarget: number | null; reason: Names; editVersion: number }

/** Sets the district's figure beside the proposal, which is never touched; null takes the decision back. */
export async function decideLine(
  ctx: Context,
  planLineId: string,
  { decidedTarget, reason, editVersion }: Decision,
) {
  const { plan, before } = await holdWholeLine(ctx, planLineId)
  must(ctx.actor, 'plan.review', plan.inCharge)
  mustBeOpen(plan)
  if (plan.state !== 'submitted')
    throw wrongStage(`plan ${plan.state}`, msg('This is decided while the plan is submitted.'))
  if (before.editVersion !== editVersion) throw stale(before)
  const wrong = decidedTarget === null ? null : wholeFinding('/decidedTarget', decidedTarget)
  refuseIf(wrong ? [wrong] : [])
  const isOther = decidedTarget !== null && decidedTarget !== before.target
  refuseIf(
    isOther && isEmptyText(reason)
      ? [finding('/reason', 'missing', msg('Please say why the figure differs from the proposal.'))]
      : [],
  )
  const shape = { ...before, cumulative: before.indicator.cumulative }
  // A decision stands in no total before the plan is approved.
  await touch(ctx, plan, { verb: 'plan-line.decided', id: planLineId, detail: { decidedTarget } }, [
    tables(ctx.db)
      .updateTable('plan.plan_line')
      .set((eb) => ({
        decided_target: decidedTarget,
        decided_phasing: decidedTarget === null ? null : phasingFor(shape, decidedTarget),
        decided_reason: decidedTarget === null || isEmptyText(reason) ? null : reason,
        decided_on: decidedTarget === null ? null : ctx.today,
        decided_by: decidedTarget === null ? null : ctx.actor.accountId,
        edit_version: eb('edit_version', '+', 1),
      }))
      .where('id', '=', planLineId),
  ])
  return { id: planLineId }
}

const columnsOf = (line: LineInput) => ({
  section: line.section,
  indicator_id: line.indicatorId,
  trade_id: line.tradeId,
  form: line.form,
  baseline: line.baseline,
  target: line.target,
  phasing: line.phasing,
  owner_post_id: line.ownerPostId,
  means: line.means,
  risk: line.risk,
  note: line.note,
})

function actionParts(
  ctx: Context,
  planLineId: string,
  before: readonly ActionInput[],
  after: readonly ActionInput[],
): Part[] {
  const rows = after.map((action, position) => ({
    id: newId(),
    plan_line_id: planLineId,
    position,
    what: action.what,
    at_place: action.where,
    who: action.who,
    from_said: action.fromSaid,
    to_said: action.toSaid,
  }))
  return [
    ...(before.length > 0
      ? [tables(ctx.db).deleteFrom('plan.action').where('plan_line_id', '=', planLineId)]
      : []),
    ...(rows.length > 0 ? [tables(ctx.db).insertInto('plan.action').values(rows)] : []),
  ]
}

const takenOut = (before: readonly Citation[], after: readonly Citation[]) =>
  before.filter((one) => !isIn(after, one))
const putIn = (before: readonly Citation[], after: readonly Citation[]) =>
  after.filter((one, at) => !isIn(before, one) && !isIn(after.slice(0, at), one))

/** The line's citations from `before` to `after`. */
const citationParts = (
  ctx: Context,
  planLineId: string,
  before: readonly Citation[],
  after: readonly Citation[],
): Part[] => [
  ...takenOut(before, after).map((one) =>
    tables(ctx.db)
      .deleteFrom('plan.citation')
      .where('plan_line_id', '=', planLineId)
      .where('kind', '=', one.kind)
      .where('ref_id', '=', one.id),
  ),
  ...putIn(before, after).map((one) =>
    tables(ctx.db)
      .insertInto('plan.citation')
      .values({ plan_line_id: planLineId, kind: one.kind, ref_id: one.id }),
  ),
]

/** A step of a case knows which plans adopted it. */
async function adopt(
  ctx: Context,
  plan: HeldPlan,
  planLineId: string,
  before: readonly Citation[],
  after: readonly Citation[],
): Promise<void> {
  const steps = (list: Citation[]) => list.filter((one) => one.kind === 'case_step')
  for (const one of steps(takenOut(before, after))) await removeAdoption(ctx, { stepId: one.id, planLineId })
  for (const one of steps(putIn(before, after)))
    await adoptStep(ctx, { stepId: one.id, planLineId, placeId: plan.place.id })
}

/**
 * Writes the change of a line with its entry in the journal, in one statement. The plan changed with it: whoever
 * decides on the plan next must have seen that.
 */
const touch = (
  ctx: Context,
  plan: HeldPlan,
  { detail, ...entry }: { verb: string; id: string; detail?: Record<string, unknown> },
  parts: readonly Part[],
) =>
  note(ctx, { ...entry, kind: 'plan_line', placeId: plan.place.id, detail: { planId: plan.id, ...detail } }, [
    ...parts,
    tables(ctx.db)
      .updateTable('plan.plan')
      .set((eb) => ({ edit_version: eb('edit_version', '+', 1) }))
      .where('id', '=', plan.id),
  ])
