// What the actions and screens of reports read.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import type { Day } from '../../base/dates.ts'
import { notFound, wrongStage } from '../../base/problems.ts'
import { msg, type Names } from '../../base/words.ts'
import type { Said } from '../../plan/disaggregations/rules.ts'
import { listPlanLines, type PlanLineRow } from '../../plan/lines/queries.ts'
import { type Received, receivedOf } from '../../platform/once.ts'
import type { Delta } from '../../totals/rules.ts'
import type { Reported } from '../coverage/expected.ts'
import { accountsOf } from './balance.ts'
import { changesBetween, type LineFigures, type StandingReport } from './figures.ts'
import { reportVisible, tables } from './queries.ts'
import type { Look, ReportEntry, ReportState } from './rules.ts'

export type ReportRow = Omit<ReportEntry, 'unit' | 'parts'> & {
  parts: Said
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
  report.parts, report.baseline, report.left_reasons as "leftReasons", report.dormant, report.source,
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

/** Which lines reports are against, each in its place, or 'not-found' where the actor may not see one. */
export async function linesOfReports(ctx: Context, reportIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string; planLineId: string }>`
    select report.id, report.plan_line_id as "planLineId"
    from carry_out.report join plan.period on period.id = report.period_id
    where report.id = any(${[...reportIds]}::uuid[]) and ${reportVisible(ctx)}`.execute(ctx.db)
  const lineOf = new Map(rows.map(({ id, planLineId }) => [id, planLineId]))
  return reportIds.map((id) => {
    const planLineId = lineOf.get(id)
    if (!planLineId) throw notFound(id)
    return planLineId
  })
}

/** The same of one. */
export const lineOfReport = async (ctx: Context, reportId: string): Promise<string> =>
  (await linesOfReports(ctx, [reportId]))[0]

/** A standing report of a line, as far as totals and the next report ask. */
export type Standing = StandingReport & { id: string }

export type Known = {
  standing: Standing[]
  /** the other lines of the plan that reported the month, and how many of its approved version are due in it */
  others: Reported[]
  lines: number
  /** what is remembered of the id that the report is sent under */
  received: Received | null
}

const figures = sql`'id', id, 'month', month, 'value', value, 'parts', parts, 'baseline', baseline, 'dormant', dormant, 'state', state`
const standingOfLine = (shown: RawBuilder<unknown>) =>
  sql`coalesce((select json_agg(json_build_object(${shown}))
    from carry_out.report where plan_line_id = sent.line_id and standing), '[]')`

/** What is sent about a held line, under an id. */
export type SentAbout = { line: PlanLineRow; id: string }

/**
 * What is sent as rows `sent`. The planner sees neither how many nor what, so that one plan serves all: for a month
 * that its statistics do not know it would make one anew each time.
 */
function recordsSent(sent: readonly (SentAbout & { month?: string })[]): RawBuilder<unknown> {
  const rows = sent.map(({ id, line, month }, at) => ({
    at,
    sent_id: id,
    line_id: line.id,
    of_plan_id: line.planId,
    period_id: line.period.id,
    place_id: line.place.id,
    in_month: month,
    to_on: line.period.toOn,
    year_from: line.period.yearFrom,
  }))
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as sent (at int, sent_id uuid, line_id uuid,
      of_plan_id uuid, period_id uuid, place_id uuid, in_month text, to_on date, year_from int)`
}

/** What must be known of held lines to keep a report of each: one statement, because every report pays for it. */
export async function readKnown(
  ctx: Context,
  sent: readonly (SentAbout & { month: string })[],
): Promise<Known[]> {
  const { rows } = await sql<Known>`
    select ${standingOfLine(figures)} as standing,
      coalesce((select json_agg(json_build_object('id', plan_line_id, 'indicatorId', indicator_id, 'tradeId', trade_id,
          'form', form, 'month', month))
        from carry_out.report where period_id = sent.period_id and place_id = sent.place_id and month = sent.in_month
          and standing and plan_line_id <> sent.line_id), '[]') as others,
      (select count(*)::int from plan.plan_line as own join plan.indicator on indicator.id = own.indicator_id
        where own.plan_id = sent.of_plan_id and own.binding
          and plan.is_due(indicator.frequency, sent.in_month, sent.to_on, sent.year_from)) as lines,
      ${receivedOf(sql`sent.sent_id`)} as received
    from ${recordsSent(sent)} order by sent.at`.execute(ctx.db)
  return rows
}

/** A standing report, as far as whoever looks at it on the spot asks. */
export type Visited = Standing & { asOf: Day; madeBy: string | null }

/** What must be known of held lines to keep a visit of each: its standing reports, and whether it was sent before. */
export async function readVisited(
  ctx: Context,
  sent: readonly SentAbout[],
): Promise<{ standing: Visited[]; received: Received | null }[]> {
  const shown = sql`${figures}, 'asOf', as_of, 'madeBy', made_by`
  const { rows } = await sql<{ standing: Visited[]; received: Received | null }>`
    select ${standingOfLine(shown)} as standing, ${receivedOf(sql`sent.sent_id`)} as received
    from ${recordsSent(sent)} order by sent.at`.execute(ctx.db)
  return rows
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

/** The lines of the closing accounts that a line is a part of, with their standing figures. */
export async function readAccount(ctx: Context, line: Omit<PlanLineRow, 'path'>) {
  const all = await listPlanLines(ctx, { periodId: line.period.id, placeId: line.place.id })
  const own = accountsOf(line, all)
  const figures = await standingOf(
    ctx,
    own.map(({ id }) => id),
  )
  return own.map((one) => ({ line: shownLine(one), figures: figures.get(one.id) ?? [] }))
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
