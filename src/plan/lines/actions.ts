// What people do with the lines of a plan: the county puts in, changes and takes out; the district decides beside it.
import type { Context } from '../../access/context.ts'
import { must } from '../../access/rules.ts'
import { wholeFinding } from '../../base/figures.ts'
import { newId } from '../../base/ids.ts'
import { finding, notFound, Problem, refuseIf, stale, wrongStage } from '../../base/problems.ts'
import { isEmptyText, msg, type Names } from '../../base/words.ts'
import { adoptStep, removeAdoption } from '../../cases/actions.ts'
import { note } from '../../platform/journal.ts'
import { listForms, listPosts } from '../../registry/lists/queries.ts'
import { counted, type HeldPlan, holdPlan, mustBeEditable, mustBeOpen } from '../figures/counted.ts'
import { listIndicators } from '../indicators/queries.ts'
import { phasingFor } from '../phasing/rules.ts'
import { type LineRow, planOfLine, readSheets } from '../plans/queries.ts'
import { tables } from '../queries.ts'
import { describeCited } from './cited.ts'
import { type Citation, type LineInput, lineFindings } from './rules.ts'
import { settingOf } from './settings.ts'

/** Puts a line into a draft or returned plan. Refuses it where the trade has no condition sheet. */
export async function addLine(ctx: Context, planId: string, line: LineInput): Promise<{ id: string }> {
  const plan = await holdPlan(ctx, planId)
  must(ctx.actor, 'plan.write', plan.path)
  mustBeEditable(plan)
  const id = newId()
  await refuseLine(ctx, plan, id, line)
  return counted(ctx, plan, async () => {
    await tables(ctx.db)
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
      })
      .execute()
    await writeActions(ctx, id, line)
    await cite(ctx, plan, id, [], line.citations)
    await touch(ctx, plan, 'plan-line.added', id)
    return { id }
  })
}

/** Changes a line from the version that the writer saw; otherwise 'stale' with the line as it stands now. */
export async function changeLine(
  ctx: Context,
  planLineId: string,
  { editVersion, ...line }: LineInput & { editVersion: number },
): Promise<{ id: string }> {
  const { plan, before } = await heldLine(ctx, planLineId)
  must(ctx.actor, 'plan.write', plan.path)
  mustBeEditable(plan)
  if (before.editVersion !== editVersion) throw stale(before)
  await refuseLine(ctx, plan, planLineId, line)
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
  return counted(ctx, plan, async () => {
    // An acceptance was of the figure that stood then. A decision with a reason of its own stays beside the new proposal.
    const isAcceptance = before.decidedTarget !== null && before.decidedReason === null
    const shapeOf = {
      baseline: line.baseline,
      target: line.target,
      phasing: line.phasing,
      cumulative: before.indicator.cumulative,
    }
    const decision =
      before.decidedTarget === null
        ? {}
        : isAcceptance
          ? { decided_target: null, decided_phasing: null, decided_on: null, decided_by: null }
          : { decided_phasing: phasingFor(shapeOf, before.decidedTarget) }
    await tables(ctx.db)
      .updateTable('plan.plan_line')
      .set((eb) => ({ ...columnsOf(line), ...decision, edit_version: eb('edit_version', '+', 1) }))
      .where('id', '=', planLineId)
      .execute()
    if (before.actions.length > 0)
      await tables(ctx.db).deleteFrom('plan.action').where('plan_line_id', '=', planLineId).execute()
    await writeActions(ctx, planLineId, line)
    await cite(ctx, plan, planLineId, before.citations, line.citations)
    await touch(ctx, plan, 'plan-line.changed', planLineId, { from: before.target, to: line.target, isOther })
    return { id: planLineId }
  })
}

/** Takes a line out. A line that was approved once stays: progress may be reported against it; hold it instead. */
export async function removeLine(
  ctx: Context,
  planLineId: string,
  editVersion: number,
): Promise<{ id: string }> {
  const { plan, before } = await heldLine(ctx, planLineId)
  must(ctx.actor, 'plan.write', plan.path)
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
  return counted(ctx, plan, async () => {
    await cite(ctx, plan, planLineId, before.citations, [])
    await tables(ctx.db).deleteFrom('plan.plan_line').where('id', '=', planLineId).execute()
    await touch(ctx, plan, 'plan-line.removed', planLineId)
    return { id: planLineId }
  })
}

/** Lets a line cite one more source; the same source twice counts once. */
export async function citeInLine(
  ctx: Context,
  planLineId: string,
  citation: Citation,
): Promise<{ id: string }> {
  const { plan, before } = await heldLine(ctx, planLineId)
  must(ctx.actor, 'plan.write', plan.path)
  mustBeEditable(plan)
  if (before.citations.some((one) => one.kind === citation.kind && one.id === citation.id))
    return { id: planLineId }
  if ((await describeCited(ctx, [citation])).length === 0) throw notFound(citation.id)
  await cite(ctx, plan, planLineId, before.citations, [...before.citations, citation])
  await tables(ctx.db)
    .updateTable('plan.plan_line')
    .set((eb) => ({ edit_version: eb('edit_version', '+', 1) }))
    .where('id', '=', planLineId)
    .execute()
  await touch(ctx, plan, 'plan-line.cited', planLineId, { ...citation })
  return { id: planLineId }
}

type Decision = { decidedTarget: number | null; reason: Names; editVersion: number }

/** Sets the district's figure beside the proposal, which is never touched; null takes the decision back. */
export async function decideLine(
  ctx: Context,
  planLineId: string,
  { decidedTarget, reason, editVersion }: Decision,
) {
  const { plan, before } = await heldLine(ctx, planLineId)
  must(ctx.actor, 'plan.review', plan.path)
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
  return counted(ctx, plan, async () => {
    const shape = { ...before, cumulative: before.indicator.cumulative }
    await tables(ctx.db)
      .updateTable('plan.plan_line')
      .set((eb) => ({
        decided_target: decidedTarget,
        decided_phasing: decidedTarget === null ? null : phasingFor(shape, decidedTarget),
        decided_reason: decidedTarget === null || isEmptyText(reason) ? null : reason,
        decided_on: decidedTarget === null ? null : ctx.today,
        decided_by: decidedTarget === null ? null : ctx.actor.accountId,
        edit_version: eb('edit_version', '+', 1),
      }))
      .where('id', '=', planLineId)
      .execute()
    await touch(ctx, plan, 'plan-line.decided', planLineId, { decidedTarget })
    return { id: planLineId }
  })
}

/** The line with its plan, both held for this transaction. Asks nobody: whoever holds it asks for what is to be done. */
export async function heldLine(
  ctx: Context,
  planLineId: string,
): Promise<{ plan: HeldPlan; before: LineRow }> {
  const plan = await holdPlan(ctx, await planOfLine(ctx, planLineId))
  const before = plan.lines.find((line) => line.id === planLineId)
  // Somebody took the line out between the two reads.
  if (!before) throw notFound()
  return { plan, before }
}

async function refuseLine(ctx: Context, plan: HeldPlan, lineId: string, line: LineInput): Promise<void> {
  const [sheets, indicators, posts, forms] = [
    await readSheets(ctx.db, plan.place.id, plan.period.id),
    await listIndicators(ctx),
    new Set(line.ownerPostId ? (await listPosts(ctx.db)).map((post) => post.id) : []),
    await listForms(ctx.db),
  ]
  const indicator = indicators.find(
    (one) => one.id === line.indicatorId && one.programmeId === plan.period.programmeId,
  )
  const before = plan.lines.find((one) => one.id === lineId)
  const known = before?.citations ?? []
  // What was planned with it before goes on: only new lines do without.
  const isGone = indicator?.retiredOn && indicator.id !== before?.indicator.id
  refuseIf([
    ...(isGone ? [finding('/indicatorId', 'retired', msg('This indicator is no longer offered.'))] : []),
    ...lineFindings(line, { ...settingOf(plan, sheets, lineId, { posts, forms }), indicator }),
    ...(await citationFindings(ctx, line.citations, known)),
  ])
}

/** What is newly cited must be there for the writer to see; `known` is what the line cites already. */
async function citationFindings(ctx: Context, citations: readonly Citation[], known: readonly Citation[]) {
  const isIn = (list: readonly Citation[], one: Citation) =>
    list.some((other) => other.kind === one.kind && other.id === one.id)
  const fresh = citations.filter((one) => !isIn(known, one))
  if (fresh.length === 0) return []
  const seen = await describeCited(ctx, fresh)
  return citations.flatMap((one, at) =>
    isIn(known, one) || isIn(seen, one)
      ? []
      : [finding(`/citations/${at}/id`, 'unknown', msg('What is cited here cannot be found.'))],
  )
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

async function writeActions(ctx: Context, planLineId: string, { actions }: LineInput): Promise<void> {
  if (actions.length === 0) return
  const rows = actions.map((action, position) => ({
    id: newId(),
    plan_line_id: planLineId,
    position,
    what: action.what,
    at_place: action.where,
    who: action.who,
    from_said: action.fromSaid,
    to_said: action.toSaid,
  }))
  await tables(ctx.db).insertInto('plan.action').values(rows).execute()
}

/** Brings the line's citations from `before` to `after`; a step of a case knows which plans adopted it. */
async function cite(
  ctx: Context,
  plan: HeldPlan,
  planLineId: string,
  before: Citation[],
  after: Citation[],
): Promise<void> {
  const has = (list: Citation[], one: Citation) =>
    list.some((other) => other.kind === one.kind && other.id === one.id)
  for (const one of before.filter((old) => !has(after, old))) {
    await tables(ctx.db)
      .deleteFrom('plan.citation')
      .where('plan_line_id', '=', planLineId)
      .where('kind', '=', one.kind)
      .where('ref_id', '=', one.id)
      .execute()
    if (one.kind === 'case_step') await removeAdoption(ctx, { stepId: one.id, planLineId })
  }
  const fresh = after.filter((one, at) => !has(before, one) && !has(after.slice(0, at), one))
  for (const one of fresh) {
    await tables(ctx.db)
      .insertInto('plan.citation')
      .values({ plan_line_id: planLineId, kind: one.kind, ref_id: one.id })
      .execute()
    if (one.kind === 'case_step') await adoptStep(ctx, { stepId: one.id, planLineId, placeId: plan.place.id })
  }
}

/** The plan changed with its line: whoever decides on it next must have seen that. */
async function touch(
  ctx: Context,
  plan: HeldPlan,
  verb: string,
  planLineId: string,
  detail: Record<string, unknown> = {},
) {
  await tables(ctx.db)
    .updateTable('plan.plan')
    .set((eb) => ({ edit_version: eb('edit_version', '+', 1) }))
    .where('id', '=', plan.id)
    .execute()
  await note(ctx, {
    verb,
    kind: 'plan_line',
    id: planLineId,
    placeId: plan.place.id,
    detail: { planId: plan.id, ...detail },
  })
}
