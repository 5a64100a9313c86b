// What goes out of planning and carrying out: periods, indicators, conditions, plans, commitments, reports, visits.

import { sql } from 'kysely'
import { msg } from '../../base/words.ts'
import { commitmentStateNames } from '../../carry-out/commitments/rules.ts'
import { reportStateNames, sourceNames, visitHowNames } from '../../carry-out/reports/rules.ts'
import { outlookNames, planStateNames, sectionNames } from '../../plan/rules.ts'
import { byPlace, coded, column, type ExportTable, names, reference } from './table.ts'

const inBoth: [string, string] = [msg('Name in Chinese'), msg('Name in English')]
/** Published by a place above or below: whoever plans needs them to read the lines. */
const everybody = () => sql<boolean>`true`
const planned = 'plan.plan_line as line join plan.plan as plan on plan.id = line.plan_id'

export const plans: ExportTable[] = [
  {
    name: 'periods',
    from: 'plan.period as period',
    within: everybody,
    order: 'period.from_on, period.id',
    columns: [
      column('id', msg('Id'), 'period.id'),
      column('code', msg('Code'), 'period.code'),
      ...names('period.names', inBoth),
      column('from', msg('From'), 'period.from_on::text', 'date'),
      column('to', msg('To'), 'period.to_on::text', 'date'),
      column('plans_due', msg('Plans due'), 'period.plans_due_on::text', 'date'),
      column('state', msg('State'), 'period.state'),
    ],
  },
  {
    name: 'indicators',
    from: 'plan.indicator as indicator',
    within: everybody,
    order: 'indicator.position, indicator.id',
    columns: [
      column('id', msg('Id'), 'indicator.id'),
      column('code', msg('Code'), 'indicator.code'),
      ...names('indicator.names', inBoth),
      ...names(
        'indicator.definition',
        [msg('Definition in Chinese'), msg('Definition in English')],
        'definition',
      ),
      column('unit', msg('Unit'), 'indicator.unit'),
      column('kind', msg('Kind'), 'indicator.kind'),
      column('cumulative', msg('A figure that stands'), 'indicator.cumulative', 'boolean'),
      reference('numerator_id', msg('Numerator'), 'indicator.numerator_id', 'indicators'),
      reference('denominator_id', msg('Denominator'), 'indicator.denominator_id', 'indicators'),
    ],
  },
  {
    name: 'condition-sheets',
    from: 'plan.condition_sheet as sheet',
    within: byPlace('sheet.place_id'),
    order: 'sheet.id',
    columns: [
      column('id', msg('Id'), 'sheet.id'),
      reference('place_id', msg('Place'), 'sheet.place_id', 'places'),
      reference('trade_id', msg('Trade'), 'sheet.trade_id', 'trades'),
      reference('period_id', msg('Period'), 'sheet.period_id', 'periods'),
      coded('outlook', msg('Outlook'), 'sheet.outlook', outlookNames),
      ...names('sheet.outlook_reason', [msg('Reason in Chinese'), msg('Reason in English')], 'reason'),
      column('illustrative', msg('Illustrative'), 'sheet.illustrative', 'boolean'),
    ],
  },
  {
    name: 'condition-figures',
    from: 'plan.condition_sheet as sheet cross join lateral jsonb_each(sheet.figures) as figure (code, stands)',
    within: byPlace('sheet.place_id'),
    order: 'sheet.id, figure.code',
    columns: [
      reference('sheet_id', msg('Condition sheet'), 'sheet.id', 'condition-sheets'),
      column('figure', msg('Figure'), 'figure.code'),
      column('value', msg('Value'), `(figure.stands ->> 'value')::float8`, 'number'),
      column('on', msg('As of'), `figure.stands ->> 'said'`),
      column('source', msg('Source'), `figure.stands ->> 'source'`),
      column('estimate', msg('Estimate'), `(figure.stands ->> 'estimate')::boolean`, 'boolean'),
    ],
  },
  {
    name: 'plans',
    from: 'plan.plan as plan',
    within: byPlace('plan.place_id'),
    order: 'plan.id',
    columns: [
      column('id', msg('Id'), 'plan.id'),
      reference('place_id', msg('Place'), 'plan.place_id', 'places'),
      reference('period_id', msg('Period'), 'plan.period_id', 'periods'),
      coded('state', msg('State'), 'plan.state', planStateNames),
      column('version', msg('Version'), 'plan.version', 'integer'),
      column('illustrative', msg('Illustrative'), 'plan.illustrative', 'boolean'),
    ],
  },
  {
    name: 'plan-lines',
    from: planned,
    within: byPlace('plan.place_id'),
    order: 'line.id',
    columns: [
      column('id', msg('Id'), 'line.id'),
      reference('plan_id', msg('Plan'), 'line.plan_id', 'plans'),
      coded('section', msg('Section'), 'line.section', sectionNames),
      reference('indicator_id', msg('Indicator'), 'line.indicator_id', 'indicators'),
      reference('trade_id', msg('Trade'), 'line.trade_id', 'trades'),
      coded('form', msg('Form'), 'line.form', 'forms'),
      column('baseline', msg('Baseline'), 'line.baseline', 'integer'),
      column('target', msg('Target proposed'), 'line.target', 'integer'),
      column('decided_target', msg('Target decided'), 'line.decided_target', 'integer'),
      reference('owner_post_id', msg('Responsible post'), 'line.owner_post_id', 'posts'),
    ],
  },
  {
    name: 'plan-line-months',
    from: `${planned} cross join lateral jsonb_each_text(line.phasing) as phased (month, target)`,
    within: byPlace('plan.place_id'),
    order: 'line.id, phased.month',
    columns: [
      reference('plan_line_id', msg('Plan line'), 'line.id', 'plan-lines'),
      column('month', msg('Month'), 'phased.month'),
      column('target', msg('Target proposed'), 'phased.target::bigint', 'integer'),
      column(
        'decided_target',
        msg('Target decided'),
        '(line.decided_phasing ->> phased.month)::bigint',
        'integer',
      ),
    ],
  },
  {
    name: 'citations',
    from: `plan.citation as cited join ${planned} on line.id = cited.plan_line_id`,
    within: byPlace('plan.place_id'),
    order: 'cited.plan_line_id, cited.kind, cited.ref_id',
    columns: [
      reference('plan_line_id', msg('Plan line'), 'cited.plan_line_id', 'plan-lines'),
      column('kind', msg('Kind'), 'cited.kind'),
      column('ref_id', msg('Refers to'), 'cited.ref_id'),
    ],
  },
  {
    name: 'commitments',
    from: 'carry_out.commitment as commitment',
    within: byPlace('commitment.place_id'),
    order: 'commitment.id',
    columns: [
      column('id', msg('Id'), 'commitment.id'),
      reference('class_id', msg('Class'), 'commitment.class_id', 'classes'),
      column('person_id', msg('Person'), 'commitment.person_id'),
      reference('post_id', msg('Post'), 'commitment.post_id', 'posts'),
      reference('place_id', msg('Place'), 'commitment.place_id', 'places'),
      ...names('commitment.if_text', [msg('If, in Chinese'), msg('If, in English')], 'if'),
      ...names('commitment.then_text', [msg('Then, in Chinese'), msg('Then, in English')], 'then'),
      column('due', msg('Due'), 'commitment.due_on::text', 'date'),
      column('plan_line_id', msg('Plan line'), 'commitment.plan_line_id'),
      coded('state', msg('State'), 'commitment.state', commitmentStateNames),
    ],
  },
  {
    name: 'reports',
    from: 'carry_out.report as report',
    within: byPlace('report.place_id'),
    order: 'report.place_id, report.plan_line_id, report.month, report.made_at, report.id',
    columns: [
      column('id', msg('Id'), 'report.id'),
      reference('plan_line_id', msg('Plan line'), 'report.plan_line_id', 'plan-lines'),
      reference('place_id', msg('Place'), 'report.place_id', 'places'),
      reference('period_id', msg('Period'), 'report.period_id', 'periods'),
      column('month', msg('Month'), 'report.month'),
      column('as_of', msg('As of'), 'report.as_of::text', 'date'),
      column('value', msg('Value'), 'report.value', 'integer'),
      column('dormant', msg('Dormant'), 'report.dormant', 'integer'),
      coded('source', msg('Source'), 'report.source', sourceNames),
      coded('state', msg('State'), 'report.state', reportStateNames),
      column('standing', msg('Stands'), 'report.standing', 'boolean'),
      reference('supersedes_id', msg('Corrects'), 'report.supersedes_id', 'reports'),
      column('made_on', msg('Reported'), 'report.made_on::text', 'date'),
    ],
  },
  {
    name: 'visits',
    from: 'carry_out.visit as visit join carry_out.report as report on report.id = visit.report_id',
    within: byPlace('report.place_id'),
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
