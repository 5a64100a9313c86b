// What is decided about a case that is written: handing in, returning, publishing, withdrawing.
import { sql } from 'kysely'
import type { Context } from '../access/context.ts'
import { may, must } from '../access/rules.ts'
import { refuseIf } from '../base/problems.ts'
import { holdCase, moveCase, mustBe } from './held-case.ts'
import { type EvidenceLevel, publishFindings, submitFindings } from './rules.ts'

type Done = { id: string }

/** Hands a draft in. Refuses while a part is missing that every case must show. */
export async function submitCase(ctx: Context, caseId: string): Promise<Done> {
  const { held, path } = await holdCase(ctx, caseId)
  must(ctx.actor, 'case.write', path)
  mustBe(held.state, ['draft'])
  const { rows } = await sql<{ steps: number; results: number }>`select
    (select count(*)::int from cases.case_step where case_id = ${caseId}) as steps,
    (select count(*)::int from cases.result where case_id = ${caseId}) as results`.execute(ctx.db)
  refuseIf(submitFindings({ record: held.record, ...rows[0] }))
  return moveCase(ctx, held, 'case.submitted', { state: 'submitted' })
}

/** Sends a submitted case back to its writer. */
export async function returnCase(ctx: Context, caseId: string, reason: string): Promise<Done> {
  const { held, path } = await holdCase(ctx, caseId)
  must(ctx.actor, 'case.publish', path)
  mustBe(held.state, ['submitted'])
  return moveCase(ctx, held, 'case.returned', { state: 'draft', reason })
}

/**
 * Shows a submitted case to the programme. Refuses without the presenter's consent or a figure whose evidence was seen.
 */
export async function publishCase(ctx: Context, caseId: string): Promise<Done> {
  const { held, path } = await holdCase(ctx, caseId)
  must(ctx.actor, 'case.publish', path)
  mustBe(held.state, ['submitted'])
  const { rows } = await sql<{ hasConsent: boolean; evidence: EvidenceLevel[] }>`select
    exists (select 1 from cases.consent where case_id = ${caseId} and withdrawn_on is null) as "hasConsent",
    array(select evidence from cases.result where case_id = ${caseId}) as evidence`.execute(ctx.db)
  refuseIf(publishFindings(rows[0]))
  return moveCase(ctx, held, 'case.published', { state: 'published', published_on: ctx.today })
}

/** Takes a case out of sight of those below; whoever writes it or publishes it may. */
export async function withdrawCase(ctx: Context, caseId: string, reason: string): Promise<Done> {
  const { held, path } = await holdCase(ctx, caseId)
  if (!may(ctx.actor, 'case.publish', path)) must(ctx.actor, 'case.write', path)
  mustBe(held.state, ['draft', 'submitted', 'published'])
  return moveCase(ctx, held, 'case.withdrawn', { state: 'withdrawn', reason, published_on: null })
}

/** Makes a withdrawn case a draft again, to be told better. */
export async function reopenCase(ctx: Context, caseId: string): Promise<Done> {
  const { held, path } = await holdCase(ctx, caseId)
  must(ctx.actor, 'case.write', path)
  mustBe(held.state, ['withdrawn'])
  return moveCase(ctx, held, 'case.reopened', { state: 'draft' })
}
