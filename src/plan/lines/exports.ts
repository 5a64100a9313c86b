// What goes out of the lines of plans: the lines, their months, and what they refer to.
import { msg } from '../../base/words.ts'
import {
  byPlace,
  coded,
  column,
  type ExportTable,
  listed,
  reference,
  whereAny,
} from '../../platform/exports.ts'
import { namesOfListed } from '../lists/queries.ts'
import { citedKindNames } from './rules.ts'

const planned = `plan.plan_line as line join plan.plan as plan on plan.id = line.plan_id
  join plan.period as period on period.id = plan.period_id`

export const lineExports: ExportTable[] = [
  {
    name: 'plan-lines',
    title: msg('Plan lines'),
    from: planned,
    within: byPlace('plan.place_id', 'period.borders_on'),
    order: 'line.id',
    columns: [
      column('id', msg('Id'), 'line.id'),
      reference('plan_id', msg('Plan'), 'line.plan_id', 'plans'),
      ...whereAny('plan.section', [
        listed('section', msg('Section'), 'line.section', namesOfListed('plan.section', 'line.section')),
      ]),
      reference('indicator_id', msg('Indicator'), 'line.indicator_id', 'indicators'),
      reference('trade_id', msg('Trade'), 'line.trade_id', 'trades'),
      coded('form', msg('Form'), 'line.form', 'forms'),
      column('baseline', msg('Baseline'), 'line.baseline', 'integer'),
      column('target', msg('Target proposed'), 'line.target', 'integer'),
      column('decided_target', msg('Target decided'), 'line.decided_target', 'integer'),
      column('standing_baseline', msg('Baseline that stands'), 'line.standing_baseline', 'integer'),
      column('standing_target', msg('Target that stands'), 'line.standing_target', 'integer'),
      reference('owner_post_id', msg('Responsible post'), 'line.owner_post_id', 'posts'),
    ],
  },
  {
    name: 'plan-line-months',
    title: msg('Plan lines by month'),
    from: `${planned} cross join lateral jsonb_each_text(line.phasing) as phased (month, target)`,
    within: byPlace('plan.place_id', 'period.borders_on'),
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
      column(
        'standing_target',
        msg('Target that stands'),
        '(line.standing_phasing ->> phased.month)::bigint',
        'integer',
      ),
    ],
  },
  {
    name: 'citations',
    title: msg('What plan lines refer to'),
    tab: msg('Cited by plan lines'),
    from: `plan.citation as cited join plan.plan_line as line on line.id = cited.plan_line_id
      join plan.plan as plan on plan.id = line.plan_id join plan.period as period on period.id = plan.period_id`,
    within: byPlace('plan.place_id', 'period.borders_on'),
    order: 'cited.plan_line_id, cited.kind, cited.ref_id',
    columns: [
      reference('plan_line_id', msg('Plan line'), 'cited.plan_line_id', 'plan-lines'),
      coded('kind', msg('Kind'), 'cited.kind', citedKindNames),
      { ...column('ref_id', msg('Refers to'), 'cited.ref_id'), kindIn: 'kind' },
    ],
  },
]
