// What the actions and screens of reports read.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { may, type Verb } from '../../access/rules.ts'
import type { Day } from '../../base/dates.ts'
import { notFound, wrongStage } from '../../base/problems.ts'
import type { Named } from '../../base/schemas.ts'
import { msg, type Names } from '../../base/words.ts'
import type { Said } from '../../plan/disaggregations/rules.ts'
import {
  type LineReporter,
  type LineWithPath,
  listPlanLines,
  type PlanLineRow,
} from '../../plan/lines/queries.ts'
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
  reporterId: string
  /** null where the place that plans reports */
  reporter: Named | null
  baseline: number
  state: ReportState
  standing: boolean
  looks: Look[]
  madeOn: Day
  madeBy: Names | null
}

const reportColumns = sql`report.id, report.plan_line_id as "planLineId", report.reporter_id as "reporterId",
  case when report.reporter_id <> report.place_id then (select json_build_object('id', place.id, 'names', place.names)
    from registry.place where place.id = report.reporter_id) end as reporter, report.month, report.as_of as "asOf", report.value,
  report.parts, report.baseline, report.left_reasons as "leftReasons", report.dormant, report.source,
  report.source_note as "sourceNote", report.cause, report.help, report.state, report.supersedes_id as "supersedesId",
  report.reason, report.standing, report.looks, report.made_on as "madeOn",
  (select account.names from access.account as account where account.id = report.made_by) as "madeBy"`

/** A report as it is shown: its line stands above it, and what it made to look at again is told beside it. */
export const shownReport = ({
  planLineId: _,
  reporterId: __,
  baseline: ___,
  looks: ____,
  ...report
}: ReportRow) => report

/** A plan line as it is shown beside its reports. */
export const shownLine = ({
  period: _,
  approvedOn: __,
  reporters: ___,
  inCharge: ____,
  place,
  trade,
  ...line
}: PlanLineRow & { inCharge?: string[] }) => ({
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

/** What a report is against, and who reports it. */
export type About = { planLineId: string; reporterId: string }

/** What reports are about, each in its place, or 'not-found' where the actor may not see one. */
export async function aboutOf(ctx: Context, reportIds: readonly string[]): Promise<About[]> {
  const { rows } = await sql<About & { id: string }>`
    select report.id, report.plan_line_id as "planLineId", report.reporter_id as "reporterId"
    from carry_out.report join plan.period on period.id = report.period_id
    where report.id = any(${[...reportIds]}::uuid[]) and ${reportVisible(ctx)}`.execute(ctx.db)
  const byId = new Map(rows.map((row) => [row.id, row]))
  return reportIds.map((id) => {
    const about = byId.get(id)
    if (!about) throw notFound(id)
    return about
  })
}

/** The same of one. */
export const aboutReport = async (ctx: Context, reportId: string): Promise<About> =>
  (await aboutOf(ctx, [reportId]))[0]

type WithCharge = PlanLineRow & Pick<LineWithPath, 'inCharge'>

/** Who reports a line: the places that it names, or the one that plans it. */
export const reportersOf = ({ reporters, place, baseline, inCharge }: WithCharge): LineReporter[] =>
  reporters.length > 0 ? reporters : [{ place, baseline, inCharge }]

/** Whether the actor may do it to what one of its places reports: over the one that plans, or over that place. */
export const mayOf = (ctx: Context, verb: Verb, line: { inCharge: readonly string[] }, one: LineReporter) =>
  may(ctx.actor, verb, line.inCharge) || may(ctx.actor, verb, one.inCharge)

/** Those of a line's reporters of whom the actor reads. */
export const readable = (ctx: Context, line: WithCharge): LineReporter[] =>
  reportersOf(line).filter((one) => mayOf(ctx, 'report.read', line, one))

/** The reporter that was found when a report was made. */
export const reporterById = (line: WithCharge, reporterId: string): LineReporter => {
  const found = reportersOf(line).find(({ place }) => place.id === reporterId)
  if (!found) throw notFound(reporterId)
  return found
}

/** A standing report of one reporter of a line, as far as totals and the next report ask. */
export type Standing = StandingReport & { id: string }

export type Known = {
  standing: Standing[]
  /** what else of the plan was reported of the month, and how many figures of its approved version are due in it */
  others: Reported[]
  lines: number
  /** what is remembered of the id that the report is sent under */
  received: Received | null
}

const figures = sql`'id', id, 'month', month, 'value', value, 'parts', parts, 'baseline', baseline, 'dormant', dormant, 'state', state`
const standingOfLine = (shown: RawBuilder<unknown>) =>
  sql`coalesce((select json_agg(json_build_object(${shown}))
    from carry_out.report where plan_line_id = sent.line_id and reporter_id = sent.reporter_id and standing), '[]')`

/** What is sent about a held line, under an id. */
export type SentAbout = { line: PlanLineRow; id: string; reporterId: string }

/**
 * What is sent as rows `sent`. The planner sees neither how many nor what, so that one plan serves all: for a month
 * that its statistics do not know it would make one anew each time.
 */
function recordsSent(sent: readonly (SentAbout & { month?: string })[]): RawBuilder<unknown> {
  const rows = sent.map(({ id, line, reporterId, month }, at) => ({
    at,
    sent_id: id,
    line_id: line.id,
    reporter_id: reporterId,
    of_plan_id: line.planId,
    period_id: line.period.id,
    place_id: line.place.id,
    in_month: month,
    to_on: line.period.toOn,
    year_from: line.period.yearFrom,
  }))
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as sent (at int, sent_id uuid, line_id uuid, reporter_id uuid,
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
          and standing and (plan_line_id, reporter_id) <> (sent.line_id, sent.reporter_id)), '[]') as others,
      (select count(*)::int from plan.reported_by as own join plan.indicator on indicator.id = own.indicator_id
        where own.plan_id = sent.of_plan_id
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

type FigureRow = {
  id: string
  month: string
  value: number
  dormant: number | null
  state: ReportState
  madeOn: Day
}

type Standings = (planLineId: string, reporterId: string) => FigureRow[]

/** The standing figures of many lines, in one statement. The caller has made sure that they may be seen. */
async function standingOf(ctx: Context, planLineIds: readonly string[]): Promise<Standings> {
  if (planLineIds.length === 0) return () => []
  const rows = await tables(ctx.db)
    .selectFrom('carry_out.report')
    .select([
      'plan_line_id as planLineId',
      'reporter_id as reporterId',
      'id',
      'month',
      'value',
      'dormant',
      'state',
      'made_on as madeOn',
    ])
    .where('plan_line_id', 'in', [...planLineIds])
    .where('standing', '=', true)
    .orderBy('month')
    .execute()
  const found = Map.groupBy(rows, ({ planLineId, reporterId }) => `${planLineId} ${reporterId}`)
  return (planLineId, reporterId) =>
    (found.get(`${planLineId} ${reporterId}`) ?? []).map(
      ({ planLineId: _, reporterId: __, ...figure }) => figure,
    )
}

/** Lines reporter by reporter, as far as the actor reads of them, each with its standing figures. */
export async function readTodos(ctx: Context, lines: readonly PlanLineRow[], inCharge: string[]) {
  const figures = await standingOf(
    ctx,
    lines.map(({ id }) => id),
  )
  return lines.flatMap((line) =>
    readable(ctx, { ...line, inCharge }).map((one) => ({
      line: shownLine(line),
      reporter: shownReporter(line, one),
      figures: figures(line.id, one.place.id),
    })),
  )
}

/** Null where the place that plans reports itself. */
export const shownReporter = (line: PlanLineRow, { place, baseline }: LineReporter) =>
  line.reporters.length === 0 ? null : { id: place.id, names: place.names, baseline }

/** The lines of the closing accounts that a line is a part of, reporter by reporter, with their standing figures. */
export async function readAccount(ctx: Context, { inCharge, ...line }: WithCharge) {
  const all = await listPlanLines(ctx, { periodId: line.period.id, placeId: line.place.id })
  return readTodos(ctx, accountsOf<PlanLineRow>(line, all), inCharge)
}

/** Refuses whatever would move a figure of a period that is closed. */
export function mustBeOpen({ period }: PlanLineRow): void {
  if (period.state === 'closed') throw wrongStage('period closed', msg('This period is closed.'))
}

/**
 * What changes in the totals when `now` takes the place of `old` among the standing reports of one reporter of a line.
 */
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
