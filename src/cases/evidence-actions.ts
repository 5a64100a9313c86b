// The two things a case must have before it is shown: the presenter's consent, and figures whose evidence was seen.
import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { Context } from '../access/context.ts'
import { must } from '../access/rules.ts'
import { isDay } from '../base/dates.ts'
import { newId } from '../base/ids.ts'
import { type Finding, finding, notFound, refuseIf, wrongStage } from '../base/problems.ts'
import { isEmptyText, msg } from '../base/words.ts'
import { note } from '../platform/journal.ts'
import type * as calls from './contract.ts'
import { endConsent, holdCase, moveCase, mustBe } from './held-case.ts'
import { readResults } from './result-queries.ts'
import { consentVerb, strengthOf, weakestForPublishing } from './rules.ts'
import type { CasesTables } from './tables.ts'

type ConsentBody = Static<NonNullable<typeof calls.recordConsent.body>>
type VerifyBody = Static<NonNullable<typeof calls.verifyResult.body>>
type Done = { id: string }

function dayFindings(pointer: string, day: string, today: string): Finding[] {
  if (!isDay(day)) return [finding(pointer, 'date', msg('This is not a date.'))]
  return day > today ? [finding(pointer, 'future', msg('This date has not come yet.'))] : []
}

/** Records that the presenter agrees; a second time replaces the day and the way. */
export async function recordConsent(ctx: Context, caseId: string, body: ConsentBody): Promise<Done> {
  const { held, path } = await holdCase(ctx, caseId)
  must(ctx.actor, consentVerb(held.presenter_id, ctx.actor), path)
  mustBe(held.state, ['draft', 'submitted', 'published'])
  refuseIf(dayFindings('/givenOn', body.givenOn, ctx.today))
  await sql`delete from cases.consent where case_id = ${caseId} and withdrawn_on is null`.execute(ctx.db)
  await ctx.db
    .withTables<CasesTables>()
    .insertInto('cases.consent')
    .values({
      id: newId(),
      case_id: caseId,
      person_id: held.presenter_id,
      given_on: body.givenOn,
      how: body.how,
      note: body.note,
      withdrawn_on: null,
    })
    .execute()
  const detail = { personId: held.presenter_id, givenOn: body.givenOn }
  await note(ctx, { verb: 'case.consent-given', kind: 'case', id: caseId, placeId: held.place_id, detail })
  return { id: caseId }
}

/** Takes the consent back. A case that was published with it is withdrawn in the same moment. */
export async function withdrawConsent(ctx: Context, caseId: string): Promise<Done> {
  const { held, path } = await holdCase(ctx, caseId)
  must(ctx.actor, consentVerb(held.presenter_id, ctx.actor), path)
  if (!(await endConsent(ctx, caseId)))
    throw wrongStage('no consent', msg('No consent stands for this case.'))
  await note(ctx, { verb: 'case.consent-withdrawn', kind: 'case', id: caseId, placeId: held.place_id })
  if (held.state !== 'published') return { id: caseId }
  return moveCase(ctx, held, 'case.withdrawn', { state: 'withdrawn', published_on: null })
}

/** Says what evidence of a figure was seen. A published case keeps at least one figure with evidence. */
export async function verifyResult(
  ctx: Context,
  caseId: string,
  resultId: string,
  body: VerifyBody,
): Promise<Done> {
  const { held, path } = await holdCase(ctx, caseId)
  const results = await readResults(ctx, caseId)
  if (!results.some((result) => result.id === resultId)) throw notFound()
  must(ctx.actor, 'case.verify', path)
  mustBe(held.state, ['draft', 'submitted', 'published'])
  const isSeen = body.evidence !== 'self_reported'
  const isStrong = (level: VerifyBody['evidence']) => strengthOf(level) >= strengthOf(weakestForPublishing)
  const remains =
    isStrong(body.evidence) || results.some((one) => one.id !== resultId && isStrong(one.evidence))
  const stillNeeded = held.state === 'published' && !remains
  refuseIf([
    ...(isSeen && isEmptyText(body.verifiedBy)
      ? [finding('/verifiedBy', 'missing', msg('Who saw the evidence is missing.'))]
      : []),
    ...(isSeen ? dayFindings('/verifiedOn', body.verifiedOn, ctx.today) : []),
    ...(stillNeeded
      ? [finding('/evidence', 'last', msg('This is the last figure with evidence; withdraw the case first.'))]
      : []),
  ])
  await ctx.db
    .withTables<CasesTables>()
    .updateTable('cases.result')
    .set({
      evidence: body.evidence,
      verified_by: isSeen ? body.verifiedBy : null,
      verified_on: isSeen ? body.verifiedOn : null,
    })
    .where('id', '=', resultId)
    .execute()
  await note(ctx, {
    verb: 'case.result-verified',
    kind: 'case',
    id: caseId,
    placeId: held.place_id,
    detail: { resultId, evidence: body.evidence },
  })
  return { id: resultId }
}
