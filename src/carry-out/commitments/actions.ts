// What people do about commitments: undertake something, say what became of it, promise support.
import type { Context } from '../../access/context.ts'
import { must } from '../../access/rules.ts'
import type { CallInput } from '../../base/call.ts'
import { finding, notFound, refuseIf, wrongStage } from '../../base/problems.ts'
import { isEmptyText, msg, type Names } from '../../base/words.ts'
import { describeRefs as describeSteps } from '../../cases/queries.ts'
import { getClass } from '../../convene/programmes/queries.ts'
import { getPlanLine } from '../../plan/lines/queries.ts'
import { note } from '../../platform/journal.ts'
import { once } from '../../platform/once.ts'
import { holdKept } from '../../registry/queries.ts'
import { tables } from '../reports/queries.ts'
import type * as calls from './contract.ts'
import { countOpen, getHeld, type Held, holdCommitment } from './queries.ts'
import { type CommitmentState, closingFindings, commitmentFindings } from './rules.ts'

type Entry = CallInput<typeof calls.makeCommitment>['body']

/**
 * Undertakes something from a post. Whoever holds the post makes it in the own name; an officer of the place may record
 * what somebody without an account undertook.
 */
export async function makeCommitment(ctx: Context, body: Entry): Promise<{ id: string }> {
  const held = await getHeld(ctx, body.appointmentId)
  must(ctx.actor, held.isOwn ? 'commitment.make' : 'person.change', held.path)
  const { id, ...content } = body
  return once(ctx, { id, content }, () => keepCommitment(ctx, held, body))
}

async function keepCommitment(ctx: Context, held: Held, body: Entry): Promise<{ id: string }> {
  const { id } = body
  const personId = await holdKept(ctx.db, 'person', held.personId)
  const organisationId = await holdKept(ctx.db, 'organisation', held.organisationId)
  const open = await countOpen(ctx, personId)
  const { lastDay } = await getClass(ctx, body.classId)
  const line = body.planLineId ? await getPlanLine(ctx, body.planLineId) : null
  if (body.stepId && (await describeSteps(ctx, [{ kind: 'case_step', id: body.stepId }])).length === 0)
    throw notFound(body.stepId)
  const findings = commitmentFindings(body, { classEndsOn: lastDay, open })
  if (!held.isNow) findings.push(finding('/appointmentId', 'ended', msg('This post is not held today.')))
  if (line && line.place.id !== held.placeId) {
    findings.push(finding('/planLineId', 'other-place', msg('This line belongs to another place’s plan.')))
  }
  refuseIf(findings)

  await tables(ctx.db)
    .insertInto('carry_out.commitment')
    .values({
      id,
      class_id: body.classId,
      person_id: personId,
      post_id: held.postId,
      organisation_id: organisationId,
      place_id: held.placeId,
      if_text: body.ifText,
      then_text: body.thenText,
      due_on: body.dueOn,
      plan_line_id: body.planLineId,
      step_id: body.stepId,
      evidence_type: body.evidenceType,
      support_asked: body.supportAsked,
      support_promised: null,
      support_by: null,
      support_account_id: null,
      support_on: null,
      state_reason: null,
      state_on: null,
      // What an invented person undertakes is invented too.
      illustrative: held.illustrative,
      made_on: ctx.today,
      made_by: ctx.actor.accountId,
    })
    .execute()
  await note(ctx, {
    verb: 'commitment.made',
    kind: 'commitment',
    id,
    placeId: held.placeId,
    detail: { planLineId: body.planLineId },
  })
  return { id }
}

const closedStages: Record<Exclude<CommitmentState, 'open'>, string> = {
  done: msg('This commitment was closed as done.'),
  partly: msg('This commitment was closed as done in part.'),
  dropped: msg('This commitment was given up.'),
}

/** Says what became of it: the person, the successor in the post, or an officer of the place. */
export async function closeCommitment(
  ctx: Context,
  commitmentId: string,
  change: { state: 'done' | 'partly' | 'dropped'; reason: Names | null },
): Promise<{ id: string }> {
  const row = await holdCommitment(ctx, commitmentId)
  must(ctx.actor, row.isOwn ? 'commitment.make' : 'person.change', row.path)
  if (row.state !== 'open') throw wrongStage(`commitment ${row.state}`, closedStages[row.state])
  refuseIf(closingFindings(change))
  await tables(ctx.db)
    .updateTable('carry_out.commitment')
    .set({ state: change.state, state_reason: change.reason, state_on: ctx.today })
    .where('id', '=', commitmentId)
    .execute()
  await note(ctx, {
    verb: `commitment.${change.state}`,
    kind: 'commitment',
    id: commitmentId,
    placeId: row.place.id,
  })
  return { id: commitmentId }
}

/** The supervisor promises what was asked for; it stands beside the commitment with name and day. */
export async function promiseSupport(
  ctx: Context,
  commitmentId: string,
  promised: Names,
): Promise<{ id: string }> {
  const row = await holdCommitment(ctx, commitmentId)
  must(ctx.actor, 'person.change', row.path)
  if (row.state !== 'open') throw wrongStage(`commitment ${row.state}`, closedStages[row.state])
  refuseIf(
    isEmptyText(promised) ? [finding('/promised', 'required', msg('Please say what is promised.'))] : [],
  )
  const account = await tables(ctx.db)
    .withTables<{ 'access.account': { id: string; names: Names } }>()
    .selectFrom('access.account')
    .select('names')
    .where('id', '=', ctx.actor.accountId)
    // Who is erased meanwhile is erased here too.
    .forKeyShare()
    .executeTakeFirstOrThrow()
  await tables(ctx.db)
    .updateTable('carry_out.commitment')
    .set({
      support_promised: promised,
      support_by: account.names,
      support_account_id: ctx.actor.accountId,
      support_on: ctx.today,
    })
    .where('id', '=', commitmentId)
    .execute()
  await note(ctx, {
    verb: 'commitment.supported',
    kind: 'commitment',
    id: commitmentId,
    placeId: row.place.id,
  })
  return { id: commitmentId }
}
