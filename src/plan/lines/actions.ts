// What people do with the lines of a plan: the county puts in, changes and takes out; the district decides beside it.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { must } from '../../access/rules.ts'
import { wholeFinding } from '../../base/figures.ts'
import { newId } from '../../base/ids.ts'
import { finding, notFound, Problem, refuseIf, stale, wrongStage } from '../../base/problems.ts'
import { isEmptyText, msg, type Names } from '../../base/words.ts'
import { adoptSteps, removeAdoption } from '../../cases/actions.ts'
import { among } from '../../platform/database.ts'
import { noteAll } from '../../platform/journal.ts'
import type { Part } from '../../platform/together.ts'
import { phasingFor, spreadOf } from '../phasing/rules.ts'
import { type HeldPlan, holdPlan } from '../plans/queries.ts'
import { mustBeEditable, mustBeOpen } from '../plans/rules.ts'
import { tables } from '../queries.ts'
import { reporterParts } from '../reporters/actions.ts'
import { describeCited, holdWholeLine, lineParts, refuseLines, type WholeLine } from './line.ts'
import { type ActionInput, type Citation, isIn, type LineInput } from './rules.ts'

/** Puts a line into a draft or returned plan. Refuses it where the trade has no condition sheet. */
export async function addLine(ctx: Context, planId: string, line: LineInput): Promise<{ id: string }> {
  const [id] = await addLines(ctx, planId, [line])
  return { id }
}

/** The same for several lines, all of them or none; gives their ids. */
export async function addLines(ctx: Context, planId: string, lines: readonly LineInput[]): Promise<string[]> {
  const plan = await holdPlan(ctx, { planId })
  must(ctx.actor, 'plan.write', plan.inCharge)
  mustBeEditable(plan)
  const written = lines.map((line) => ({ id: newId(), line }))
  // What a line is judged by stays so until it is there: from then on the indicator is in use.
  await sql`select 1 from plan.indicator where id ${among(lines.map((line) => line.indicatorId))} order by id
    for key share`.execute(ctx.db)
  await refuseLines(ctx, plan, written)
  const changes = written.map(({ id, line }) => ({ id, before: [], after: line.citations }))
  await adopt(ctx, plan, changes)
  const rows = written.map(({ id, line }) => ({
    id,
    plan_id: planId,
    ...columnsOf(line),
    decided_target: null,
    decided_phasing: null,
    decided_reason: null,
    decided_on: null,
    decided_by: null,
  }))
  const entries = written.map(({ id }) => ({ verb: 'plan-line.added', id }))
  await touch(ctx, plan, entries, [
    tables(ctx.db).insertInto('plan.plan_line').values(rows),
    ...actionParts(
      ctx,
      written.map(({ id, line }) => ({ id, before: [], after: line.actions })),
    ),
    ...citationParts(ctx, changes),
    ...reporterParts(
      ctx,
      written.map(({ id, line }) => ({ id, before: [], after: line.reporters })),
    ),
    ...lineParts(
      plan,
      lines.map((after) => ({ before: null, after })),
    ),
  ])
  return written.map(({ id }) => id)
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
  await refuseLines(ctx, plan, [{ id: planLineId, line, before }])
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
  const cited = [{ id: planLineId, before: before.citations, after: line.citations }]
  await adopt(ctx, plan, cited)
  const detail = { from: before.target, to: line.target }
  await touch(
    ctx,
    plan,
    [{ verb: 'plan-line.changed', id: planLineId, detail }],
    [
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
      ...actionParts(ctx, [{ id: planLineId, before: before.actions, after: line.actions }]),
      ...citationParts(ctx, cited),
      ...reporterParts(ctx, [
        { id: planLineId, before: before.reporters.map(({ place }) => place.id), after: line.reporters },
      ]),
      ...lineParts(plan, [{ before, after: line }]),
    ],
  )
  return { id: planLineId }
}

/**
 * An acceptance was of the figure that stood then. A decision with a reason of its own stays beside the new proposal.
 */
function decisionAfter({ decidedTarget, decidedReason, indicator }: WholeLine, line: LineInput) {
  if (decidedTarget === null || decidedReason === null) return undecided
  const shape = { ...line, ...spreadOf(indicator) }
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
  await adopt(ctx, plan, [{ id: planLineId, before: before.citations, after: [] }])
  await touch(
    ctx,
    plan,
    [{ verb: 'plan-line.removed', id: planLineId }],
    [
      tables(ctx.db).deleteFrom('plan.plan_line').where('id', '=', planLineId),
      ...lineParts(plan, [{ before, after: null }]),
    ],
  )
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
  const cited = [{ id: planLineId, before: before.citations, after: [...before.citations, citation] }]
  await adopt(ctx, plan, cited)
  await touch(
    ctx,
    plan,
    [{ verb: 'plan-line.cited', id: planLineId, detail: { ...citation } }],
    [
      tables(ctx.db)
        .updateTable('plan.plan_line')
        .set((eb) => ({ edit_version: eb('edit_version', '+', 1) }))
        .where('id', '=', planLineId),
      ...citationParts(ctx, cited),
    ],
  )
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
  const shape = { ...before, ...spreadOf(before.indicator) }
  // A decision stands in no total before the plan is approved.
  await touch(
    ctx,
    plan,
    [{ verb: 'plan-line.decided', id: planLineId, detail: { decidedTarget } }],
    [
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
    ],
  )
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

/** The actions of a line that is to stand under its id. */
type Acted = { id: string; before: readonly ActionInput[]; after: readonly ActionInput[] }

function actionParts(ctx: Context, lines: readonly Acted[]): Part[] {
  const gone = lines.flatMap(({ id, before }) => (before.length > 0 ? id : []))
  const rows = lines.flatMap(({ id, after }) =>
    after.map((action, position) => ({
      id: newId(),
      plan_line_id: id,
      position,
      what: action.what,
      at_place: action.where,
      who: action.who,
      from_said: action.fromSaid,
      to_said: action.toSaid,
    })),
  )
  return [
    ...(gone.length > 0 ? [tables(ctx.db).deleteFrom('plan.action').where('plan_line_id', 'in', gone)] : []),
    ...(rows.length > 0 ? [tables(ctx.db).insertInto('plan.action').values(rows)] : []),
  ]
}

/** What a line cites, before and after. */
type Cited = { id: string; before: readonly Citation[]; after: readonly Citation[] }

const takenOut = ({ before, after }: Cited) => before.filter((one) => !isIn(after, one))
const putIn = ({ before, after }: Cited) =>
  after.filter((one, at) => !isIn(before, one) && !isIn(after.slice(0, at), one))

function citationParts(ctx: Context, lines: readonly Cited[]): Part[] {
  const rows = lines.flatMap((line) =>
    putIn(line).map((one) => ({ plan_line_id: line.id, kind: one.kind, ref_id: one.id })),
  )
  return [
    ...lines.flatMap((line) =>
      takenOut(line).map((one) =>
        tables(ctx.db)
          .deleteFrom('plan.citation')
          .where('plan_line_id', '=', line.id)
          .where('kind', '=', one.kind)
          .where('ref_id', '=', one.id),
      ),
    ),
    ...(rows.length > 0 ? [tables(ctx.db).insertInto('plan.citation').values(rows)] : []),
  ]
}

/** A step of a case knows which plans adopted it. */
async function adopt(ctx: Context, plan: HeldPlan, lines: readonly Cited[]): Promise<void> {
  const steps = (list: Citation[]) => list.filter((one) => one.kind === 'case_step')
  for (const line of lines)
    for (const { id: stepId } of steps(takenOut(line)))
      await removeAdoption(ctx, { stepId, planLineId: line.id })
  await adoptSteps(
    ctx,
    lines.flatMap((line) =>
      steps(putIn(line)).map(({ id: stepId }) => ({ stepId, planLineId: line.id, placeId: plan.place.id })),
    ),
  )
}

type LineEntry = { verb: string; id: string; detail?: Record<string, unknown> }

/**
 * Writes the change of lines with its entries in the journal, in one statement. The plan changed with each: whoever
 * decides on the plan next must have seen that.
 */
const touch = (
  ctx: Context,
  plan: HeldPlan,
  entries: readonly LineEntry[],
  parts: readonly Part[],
): Promise<void> =>
  noteAll(
    ctx,
    entries.map(({ detail, ...entry }) => ({
      ...entry,
      kind: 'plan_line',
      placeId: plan.place.id,
      detail: { planId: plan.id, ...detail },
    })),
    [
      ...parts,
      tables(ctx.db)
        .updateTable('plan.plan')
        .set((eb) => ({ edit_version: eb('edit_version', '+', entries.length) }))
        .where('id', '=', plan.id),
    ],
  )
