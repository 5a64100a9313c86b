// How far a total can be trusted: plans and their states, conditions known, who reported, and what changed it last.
// Everything in one statement, so that a page costs the same for three counties and for three thousand.
import { sql } from 'kysely'
import type { Context } from '../access/context.ts'
import type { Names } from '../base/words.ts'
import type { PlanState } from '../plan/rules.ts'
import { type Coverage, cellKey } from './rules.ts'

type PlanFact = {
  placeId: string
  planId: string
  state: PlanState
  illustrative: boolean
  /** lines, and those of the grid's indicator */
  lines: number
  gridLines: number
}
type MonthFact = {
  placeId: string
  month: string
  reports: number
  verified: number
  disputed: number
  gridReports: number
}
type CoverFact = Coverage & { indicatorId: string; tradeId: string | null; form: string | null }

export type Facts = {
  trades: { id: string; names: Names }[]
  plans: PlanFact[]
  /** counties with at least one condition sheet */
  known: string[]
  months: MonthFact[]
  coverage: Map<string, Coverage>
  lastChange: { at: string; verb: string; place: Names; month: string | null } | null
}

type Row = Omit<Facts, 'coverage'> & { coverage: CoverFact[] }
type Of = { periodId: string; counties: readonly string[]; month: string; gridIndicatorId: string | null }

export async function readFacts(ctx: Context, of: Of): Promise<Facts> {
  const counties = sql`${[...of.counties]}::uuid[]`
  const { rows } = await sql<Row>`
    with plans as (
      select plan.id, plan.place_id, plan.state, plan.illustrative from plan.plan
      where plan.period_id = ${of.periodId} and plan.place_id = any(${counties})
    ),
    lines as (
      select line.id, line.indicator_id, line.trade_id, line.form, plans.place_id, plans.state, plans.id as plan_id
      from plans join plan.plan_line as line on line.plan_id = plans.id
    ),
    standing as (
      select report.place_id, report.plan_line_id, report.indicator_id, report.month, report.state from carry_out.report
      where report.standing and report.period_id = ${of.periodId} and report.place_id = any(${counties})
    ),
    by_line as (
      select plan_line_id, bool_or(month = ${of.month}) as now, count(*) as n from standing
      where month <= ${of.month} group by plan_line_id
    ),
    cover as (
      -- Also lines that reported and whose plan was taken back for revision since: their figures count.
      select lines.indicator_id as "indicatorId", lines.trade_id as "tradeId", lines.form,
        grouping(lines.trade_id) + 2 * grouping(lines.form) as depth,
        count(distinct lines.place_id)::int as expected,
        (count(distinct lines.place_id) filter (where by_line.now))::int as reported,
        count(*)::int as lines, (count(*) filter (where by_line.now))::int as "linesReported",
        coalesce(sum(by_line.n), 0)::int as reports
      from lines left join by_line on by_line.plan_line_id = lines.id
      where lines.state = 'approved' or by_line.n > 0
      group by lines.indicator_id, grouping sets ((), (lines.trade_id), (lines.form), (lines.trade_id, lines.form))
    )
    select
      coalesce((select json_agg(json_build_object('id', trade.id, 'names', trade.names) order by trade.code)
        from registry.trade), '[]') as trades,
      coalesce((select json_agg(json_build_object('placeId', plans.place_id, 'planId', plans.id, 'state', plans.state,
        'illustrative', plans.illustrative,
        'lines', (select count(*) from lines where lines.plan_id = plans.id),
        'gridLines', (select count(*) from lines where lines.plan_id = plans.id
          and lines.indicator_id = ${of.gridIndicatorId}::uuid))) from plans), '[]') as plans,
      coalesce((select json_agg(distinct sheet.place_id) from plan.condition_sheet as sheet
        where sheet.period_id = ${of.periodId} and sheet.place_id = any(${counties})), '[]') as known,
      coalesce((select json_agg(by_month) from (
        select place_id as "placeId", month, count(*) as reports,
          count(*) filter (where state = 'verified') as verified, count(*) filter (where state = 'disputed') as disputed,
          count(*) filter (where indicator_id = ${of.gridIndicatorId}::uuid) as "gridReports"
        from standing group by place_id, month) as by_month), '[]') as months,
      coalesce((select json_agg(cover) from cover), '[]') as coverage,
      (select json_build_object('at', entry.at, 'verb', entry.verb, 'place', place.names, 'month', entry.detail->>'month')
        from platform.journal as entry join registry.place on place.id = entry.place_id
        where entry.place_id = any(${counties}) and (
          entry.kind = 'report' and entry.detail->>'periodId' = ${of.periodId} and entry.verb <> 'evidence.added'
          or entry.verb in ('plan.submitted', 'plan.returned', 'plan.approved')
            and entry.subject_id in (select id from plans))
        order by entry.id desc limit 1) as "lastChange"`.execute(ctx.db)
  const { coverage, ...facts } = rows[0]
  return { ...facts, coverage: coverageByCell(coverage) }
}

/** A row of all trades or all forms has null there, as has one that is about neither: the sums agree, so either serves. */
function coverageByCell(rows: readonly (CoverFact & { depth?: number })[]): Map<string, Coverage> {
  const found = new Map<string, Coverage>()
  // The wider a row counts, the later it comes: it replaces the narrower one of the same key.
  for (const row of [...rows].sort((a, b) => (a.depth ?? 0) - (b.depth ?? 0))) {
    const { expected, reported, lines, linesReported, reports } = row
    found.set(cellKey(row.indicatorId, row.tradeId, row.form), {
      expected,
      reported,
      lines,
      linesReported,
      reports,
    })
  }
  return found
}
