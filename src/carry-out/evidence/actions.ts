// Evidence: what shows that a figure is so. The text of a report is kept first, pictures follow.
import type { Context } from '../../access/context.ts'
import { may } from '../../access/rules.ts'
import { finding, notFound, Problem, refuseIf, wrongStage } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import { getPlanLine, holdPlanLine } from '../../plan/lines/queries.ts'
import { note } from '../../platform/journal.ts'
import { once } from '../../platform/once.ts'
import { tables } from '../reports/queries.ts'
import { aboutReport, mayOf, mustBeOpen, reporterById } from '../reports/report.ts'
import { type EvidenceKind, evidenceMimes } from '../reports/rules.ts'
import { evidenceKindOf, fileFindings } from './kinds.ts'

type Asked = { evidenceId: string; name: string; caption?: string }
type KeptEvidence = { id: string; kind: EvidenceKind; size: number; sha256: string }
const mostFiles = 20

/**
 * Keeps a file with a report. A file that the report has already is not kept a second time; what is newly said of it
 * is.
 */
export async function addEvidence(
  ctx: Context,
  reportId: string,
  query: Asked,
  bytes: unknown,
): Promise<KeptEvidence> {
  const { planLineId, reporterId } = await aboutReport(ctx, reportId)
  const known = await getPlanLine(ctx, planLineId)
  const reporter = reporterById(known, reporterId)
  if (!mayOf(ctx, 'report.make', known, reporter) && !may(ctx.actor, 'report.verify', known.inCharge))
    throw new Problem('not-permitted')
  if (!(bytes instanceof Uint8Array)) throw new Problem('malformed')
  refuseIf(fileFindings(query.name, bytes))
  const kind = evidenceKindOf(bytes) as EvidenceKind
  const kept = { kind, ...(await ctx.files.keep(bytes)) }
  const line = await holdPlanLine(ctx, planLineId)
  const { evidenceId: id, caption = '' } = query
  return once(ctx, { id, content: { reportId, caption, sha256: kept.sha256 } }, () => {
    mustBeOpen(line)
    return recordEvidence(ctx, { id, reportId, caption, placeId: line.place.id }, kept)
  })
}

type Of = { id: string; reportId: string; caption: string; placeId: string }

async function recordEvidence(
  ctx: Context,
  { id, reportId, caption, placeId }: Of,
  { kind, size, sha256 }: Omit<KeptEvidence, 'id'>,
): Promise<KeptEvidence> {
  const report = await tables(ctx.db)
    .selectFrom('carry_out.report')
    .select('standing')
    .where('id', '=', reportId)
    .executeTakeFirst()
  const same = await tables(ctx.db)
    .selectFrom('carry_out.evidence')
    .select(['id', 'caption', 'made_by as madeBy'])
    .where('report_id', '=', reportId)
    .where('sha256', '=', sha256)
    .executeTakeFirst()
  if (same) {
    // Nobody's words are changed by another, nor under a figure that was corrected since.
    const mayTell = report?.standing && same.madeBy === ctx.actor.accountId
    if (mayTell && caption !== '' && caption !== same.caption)
      await changeCaption(ctx, same, { reportId, caption, placeId })
    return { id: same.id, kind, size, sha256 }
  }
  if (!report?.standing)
    throw wrongStage('report corrected', msg('This figure was corrected since. Look at the new one.'))
  const { count } = await tables(ctx.db)
    .selectFrom('carry_out.evidence')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('report_id', '=', reportId)
    .executeTakeFirstOrThrow()
  refuseIf(
    count < mostFiles
      ? []
      : [
          finding('/file', 'too-many', msg('There are {n} files with this report already.'), {
            n: mostFiles,
          }),
        ],
  )
  await tables(ctx.db)
    .insertInto('carry_out.evidence')
    .values({
      id,
      report_id: reportId,
      sha256,
      kind,
      size,
      caption,
      made_by: ctx.actor.accountId,
      made_at: ctx.now,
    })
    .execute()
  await note(ctx, {
    verb: 'evidence.added',
    kind: 'report',
    id: reportId,
    placeId,
    detail: { evidenceId: id, sha256, evidenceKind: kind, size },
  })
  return { id, kind, size, sha256 }
}

async function changeCaption(
  ctx: Context,
  before: { id: string; caption: string },
  { reportId, caption, placeId }: Omit<Of, 'id'>,
): Promise<void> {
  await tables(ctx.db)
    .updateTable('carry_out.evidence')
    .set({ caption })
    .where('id', '=', before.id)
    .execute()
  const detail = { evidenceId: before.id, from: before.caption, to: caption }
  await note(ctx, { verb: 'evidence.captioned', kind: 'report', id: reportId, placeId, detail })
}

/**
 * The bytes of a piece of evidence and what they are, or 'not-found' where the actor may not see the report. Asks
 * nobody: whoever sees the report may read what shows it.
 */
export async function readEvidence(
  ctx: Context,
  evidenceId: string,
): Promise<{ bytes: Buffer; name: string; type: string }> {
  const row = await tables(ctx.db)
    .selectFrom('carry_out.evidence')
    .select(['report_id', 'sha256', 'kind'])
    .where('id', '=', evidenceId)
    .executeTakeFirst()
  if (!row) throw notFound()
  await aboutReport(ctx, row.report_id)
  return {
    bytes: await ctx.files.open(row.sha256),
    name: `${row.sha256.slice(0, 12)}.${row.kind}`,
    type: evidenceMimes[row.kind],
  }
}
