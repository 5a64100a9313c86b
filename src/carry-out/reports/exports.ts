// What goes out of reports, and of the visits that looked at them.
import { msg } from '../../base/words.ts'
import { byPlace, coded, column, type ExportTable, reference } from '../../platform/exports.ts'
import { reportStateNames, sourceNames, visitHowNames } from './rules.ts'

export const reportExports: ExportTable[] = [
  {
    name: 'reports',
    title: msg('Reports'),
    from: 'carry_out.report as report join plan.period as period on period.id = report.period_id',
    within: byPlace('report.place_id', 'period.borders_on'),
    order: 'report.place_id, report.plan_line_id, report.month, report.made_at, report.id',
    columns: [
      column('id', msg('Id'), 'report.id'),
      reference('plan_line_id', msg('Plan line'), 'report.plan_line_id', 'plan-lines'),
      reference('place_id', msg('Place'), 'report.place_id', 'places'),
      reference('reporter_id', msg('Reported by'), 'report.reporter_id', 'places'),
      reference('period_id', msg('Period'), 'report.period_id', 'periods'),
      column('month', msg('Month'), 'report.month'),
      column('as_of', msg('As of'), 'report.as_of::text', 'date'),
      column('value', msg('Value'), 'report.value', 'integer'),
      column('baseline', msg('Baseline'), 'report.baseline', 'integer'),
      column('dormant', msg('Dormant'), 'report.dormant', 'integer'),
      coded('source', msg('Source'), 'report.source', sourceNames),
      coded('state', msg('State'), 'report.state', reportStateNames),
      column('standing', msg('Stands'), 'report.standing', 'boolean'),
      reference('supersedes_id', msg('Corrects'), 'report.supersedes_id', 'reports'),
      column('made_on', msg('Reported'), 'report.made_on::text', 'date'),
    ],
  },
  {
    name: 'report-parts',
    title: msg('Parts of reported figures'),
    from: `carry_out.report as report cross join lateral jsonb_each_text(report.parts) as said
      join plan.period as period on period.id = report.period_id`,
    within: byPlace('report.place_id', 'period.borders_on'),
    order: 'report.place_id, report.plan_line_id, report.month, report.made_at, report.id, said.key',
    columns: [
      reference('report_id', msg('Report'), 'report.id', 'reports'),
      reference('part_id', msg('Part'), 'said.key::uuid', 'indicator-parts'),
      column('value', msg('Value'), 'said.value::bigint', 'integer'),
    ],
  },
  {
    name: 'visits',
    title: msg('Visits'),
    from: `carry_out.visit as visit join carry_out.report as report on report.id = visit.report_id
      join plan.period as period on period.id = report.period_id`,
    within: byPlace('report.place_id', 'period.borders_on'),
    order: 'visit.id',
    columns: [
      column('id', msg('Id'), 'visit.id'),
      reference('report_id', msg('Report'), 'visit.report_id', 'reports'),
      column('on', msg('Day'), 'visit.on_day::text', 'date'),
      coded('outcome', msg('Outcome'), 'visit.outcome', reportStateNames),
      coded('how', msg('How it was looked at'), 'visit.how', visitHowNames),
      column('found', msg('Found'), 'visit.found', 'integer'),
    ],
  },
]
