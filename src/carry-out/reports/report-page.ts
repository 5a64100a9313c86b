// The page of one report: the corrections that it is one of, what was looked at on the spot, its evidence.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { may } from '../../access/rules.ts'
import type { Day } from '../../base/dates.ts'
import { notFound } from '../../base/problems.ts'
import type { Names } from '../../base/words.ts'
import { getPlanLine } from '../../plan/lines/queries.ts'
import {
  aboutReport,
  mayOf,
  type ReportRow,
  readAccount,
  reporterById,
  reportsOf,
  shownLine,
  shownReport,
} from './report.ts'
import type { EvidenceKind, VisitHow, VisitOutcome } from './rules.ts'

type EvidenceRow = { id: string; kind: EvidenceKind; size: number; caption: string; madeOn: string }
type VisitRow = {
  id: string
  onDay: Day
  outcome: VisitOutcome
  how: VisitHow
  found: number | null
  note: Names
  madeBy: Names | null
}

/** The page of one report. */
export async function readReport(ctx: Context, reportId: string) {
  const { planLineId, reporterId } = await aboutReport(ctx, reportId)
  const { path: _, ...line } = await getPlanLine(ctx, planLineId)
  const reports = await reportsOf(ctx, planLineId)
  const report = reports.find((one) => one.id === reportId)
  if (!report) throw notFound(reportId)
  const { rows } = await sql<{ evidence: EvidenceRow[] | null; visits: VisitRow[] | null }>`select
    (select json_agg(json_build_object('id', e.id, 'kind', e.kind, 'size', e.size, 'caption', e.caption,
        'madeOn', to_char(e.made_at, 'YYYY-MM-DD')) order by e.made_at, e.id)
      from carry_out.evidence as e where e.report_id = ${reportId}) as evidence,
    (select json_agg(json_build_object('id', v.id, 'onDay', v.on_day, 'outcome', v.outcome, 'how', v.how,
        'found', v.found, 'note', v.note, 'madeBy', a.names) order by v.made_at, v.id)
      from carry_out.visit as v left join access.account as a on a.id = v.made_by
      where v.report_id = ${reportId}) as visits`.execute(ctx.db)
  const isOpen = report.standing && line.period.state === 'open'
  const mayReport = mayOf(ctx, 'report.make', line, reporterById(line, reporterId))
  const mayVerify = may(ctx.actor, 'report.verify', line.inCharge)
  const account = await readAccount(ctx, line)
  return {
    report: shownReport(report),
    line: shownLine(line),
    period: line.period,
    looks: report.looks.map(({ code, text, params }) => ({ code, text: ctx.say(text, params) })),
    chain: chainOf(reports, report).map(shownReport),
    evidence: rows[0].evidence ?? [],
    visits: rows[0].visits ?? [],
    account: account.filter(({ reporter }) => (reporter?.id ?? line.place.id) === reporterId),
    mayOpenPlan: may(ctx.actor, 'plan.read', line.inCharge),
    mayCorrect: isOpen && mayReport && line.planState === 'approved',
    mayVerify: isOpen && mayVerify,
    mayAddEvidence: isOpen && (mayReport || mayVerify),
  }
}

/** The corrections that belong together, oldest first. */
function chainOf(reports: readonly ReportRow[], report: ReportRow): ReportRow[] {
  const byId = new Map(reports.map((one) => [one.id, one]))
  const nextOf = new Map(reports.map((one) => [one.supersedesId, one]))
  const chain = [report]
  for (let at = byId.get(report.supersedesId ?? ''); at; at = byId.get(at.supersedesId ?? ''))
    chain.unshift(at)
  for (let at = nextOf.get(report.id); at; at = nextOf.get(at.id)) chain.push(at)
  return chain
}
