// What the actions and screens of reports read.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { may } from '../../access/rules.ts'
import type { Day } from '../../base/dates.ts'
import { notFound, wrongStage } from '../../base/problems.ts'
import { msg, type Names } from '../../base/words.ts'
import { getPlanLine, type PlanLineRow } from '../../plan/lines/queries.ts'
import { unseen } from '../../platform/database.ts'
import type { Received } from '../../platform/once.ts'
import { receivedOf } from '../../platform/once.ts'
import type { Delta } from '../../totals/rules.ts'
import type { Reported } from '../coverage/expected.ts'
import { changesBetween, type LineFigures, type StandingReport } from './figures.ts'
import { reportVisible, tables } from './queries.ts'
import type { EvidenceKind, Look, ReportEntry, ReportState, VisitHow, VisitOutcome } from './rules.ts'

export type ReportRow = Omit<ReportEntry, 'unit'> & {
  id: string
  planLineId: string
  baseline: number
  state: ReportState
  standing: boolean
  looks: Look[]
  madeOn: Day
  madeBy: Names | null
}

const reportColumns = sql`report.id, report.plan_line_id as "planLineId", report.month, report.as_of as "asOf", report.value,
  report.baseline, report.left_reasons as "leftReasons", report.dormant, report.source,
  report.source_note as "sourceNote", report.cause, report.help, report.state, report.supersedes_id as "supersedesId",
  report.reason, report.standing, report.looks, report.made_on as "madeOn",
  (select account.names from access.account as account where account.id = report.made_by) as "madeBy"`

/** A report as it is shown: its line stands above it, and what it made to look at again is told beside it. */
export const shownReport = ({ planLineId: _, baseline: __, looks: ___, ...report }: ReportRow) => report

/** A plan line as it is shown beside its reports. */
export const shownLine = ({ period: _, approvedOn: __, place, trade, ...line }: PlanLineRow) => ({
  ...line,
  place: { id: place.id, names: place.names },
  trade: trade && { id: trade.id, names: trade.names },
})

/** All reports against a line, corrected ones included, in order of month and of arrival. */
export async function reportsOf(ctx: Context, planLineId: string): Promise<ReportRow[]> {
  const { rows } = await sql<ReportRow>`select ${reportColumns} from carry_out.report
    where report.plan_line_id = ${planLineId} order by report.month, report.made_at, report.id`.execute(
    ctx.db,
  )
  return rows
}

/** Which line a report is against, or 'not-found' where the actor may not see it. */
export async function lineOfReport(ctx: Context, reportId: string): Promise<string> {
  const { rows } = await sql<{ planLineId: string }>`select report.plan_line_id as "planLineId"
    from carry_out.report join plan.period on period.id = report.period_id
    where report.id = ${reportId} and ${reportVisible(ctx)}`.execute(ctx.db)
  if (!rows[0]) throw notFound(reportId)
  return rows[0].planLineId
}

/** A standing report of a line, as far as totals and the next report ask. */
export type Standing = StandingReport & { id: string }

export type Known = {
  standing: Standing[]
  /** the other lines of the plan that reported the month, and how many lines its approved version has */
  others: Reported[]
  lines: number
  /** what is remembered of the id that the report is sent under */
  received: Received | null
}

const figures = sql`'id', id, 'month', month, 'value', value, 'baseline', baseline, 'dormant', dormant, 'state', state`
const standingOfLine = (shown: RawBuilder<unknown>, { id }: PlanLineRow) =>
  sql`coalesce((select json_agg(json_build_object(${shown}))
    from carry_out.report where plan_line_id = ${id} and standing), '[]')`

/** What must be known of a held line to keep one more report of it: one statement, because every report pays for it. */
export async function readKnown(
  ctx: Context,
  line: PlanLineRow,
  { id, month }: { id: string; month: string },
): Promise<Known> {
  const { rows } = await sql<Known>`select ${standingOfLine(figures, line)} as standing,
    coalesce((select json_agg(json_build_object('id', plan_line_id, 'indicatorId', indicator_id, 'tradeId', trade_id,
        'form', form, 'month', month))
      from carry_out.report where period_id = ${unseen(line.period.id)}::uuid
        and place_id = ${unseen(line.place.id)}::uuid and month = ${unseen(month)} and standing and plan_line_id <> ${line.id}), '[]') as others,
    (select count(*)::int from plan.plan_line as own where own.plan_id = ${line.planId} and own.binding) as lines,
    ${receivedOf(id)} as received`.execute(ctx.db)
  return rows[0]
}

/** A standing report, as far as whoever looks at it on the spot asks. */
export type Visited = Standing & { asOf: Day; madeBy: string | null }

/** What must be known of a held line to keep a visit under this id: its standing reports, and whether it was sent. */
export async function readVisited(
  ctx: Context,
  line: PlanLineRow,
  id: string,
): Promise<{ standing: Visited[]; received: Received | null }> {
  const shown = sql`${figures}, 'asOf', as_of, 'madeBy', made_by`
  const { rows } = await sql<{ standing: Visited[]; received: Received | null }>`select
    ${standingOfLine(shown, line)} as standing, ${receivedOf(id)} as received`.execute(ctx.db)
  return rows[0]
}

export type FigureRow = {
  id: string
  month: string
  value: number
  dormant: number | null
  state: ReportState
  madeOn: Day
}

/** The standing figures of many lines, in one statement. The caller has made sure that the lines may be seen. */
export async function standingOf(
  ctx: Context,
  planLineIds: readonly string[],
): Promise<Map<string, FigureRow[]>> {
  const found = new Map<string, FigureRow[]>()
  if (planLineIds.length === 0) return found
  const rows = await tables(ctx.db)
    .selectFrom('carry_out.report')
    .select(['plan_line_id as planLineId', 'id', 'month', 'value', 'dormant', 'state', 'made_on as madeOn'])
    .where('plan_line_id', 'in', [...planLineIds])
    .where('standing', '=', true)
    .orderBy('month')
    .execute()
  for (const { planLineId, ...figure } of rows)
    found.set(planLineId, [...(found.get(planLineId) ?? []), figure])
  return found
}

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
  const planLineId = await lineOfReport(ctx, reportId)
  const { path: _, inCharge, ...line } = await getPlanLine(ctx, planLineId)
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
  const mayReport = may(ctx.actor, 'report.make', inCharge)
  const mayVerify = may(ctx.actor, 'report.verify', inCharge)
  return {
    report: shownReport(report),
    line: shownLine(line),
    period: line.period,
    looks: report.looks.map(({ code, text, params }) => ({ code, text: ctx.say(text, params) })),
    chain: chainOf(reports, report).map(shownReport),
    evidence: rows[0].evidence ?? [],
    visits: rows[0].visits ?? [],
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

/** Refuses whatever would move a figure of a period that is closed. */
export function mustBeOpen({ period }: PlanLineRow): void {
  if (period.state === 'closed') throw wrongStage('period closed', msg('This period is closed.'))
}

/** What changes in the totals when `now` takes the place of `old` among the standing reports of a line. */
export function changesOf(
  line: PlanLineRow,
  standing: readonly Standing[],
  old: { id: string } | null,
  now: StandingReport,
): Delta[] {
  const after = [...standing.filter((one) => one.id !== old?.id), now]
  return changesBetween(lineFigures(line), standing, after)
}

export const lineFigures = (line: PlanLineRow): LineFigures => ({
  placeId: line.place.id,
  bordersOn: line.period.bordersOn,
  periodId: line.period.id,
  indicatorId: line.indicator.id,
  tradeId: line.trade?.id ?? null,
  form: line.form,
  cumulative: line.indicator.cumulative,
})
