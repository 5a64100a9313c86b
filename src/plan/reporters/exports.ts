// What goes out of who reports lines, where it is not the place that plans them.
import { msg } from '../../base/words.ts'
import { byPlace, column, type ExportTable, reference } from '../../platform/exports.ts'

export const reporterExports: ExportTable[] = [
  {
    name: 'line-reporters',
    title: msg('Who reports plan lines'),
    tab: msg('Reporters of lines'),
    from: `plan.line_reporter as named join plan.plan_line as line on line.id = named.plan_line_id
      join plan.plan as plan on plan.id = line.plan_id join plan.period as period on period.id = plan.period_id`,
    within: byPlace('plan.place_id', 'period.borders_on'),
    order: 'named.plan_line_id, named.place_id',
    columns: [
      reference('plan_line_id', msg('Plan line'), 'named.plan_line_id', 'plan-lines'),
      reference('place_id', msg('Place'), 'named.place_id', 'places'),
      column('baseline', msg('Baseline'), 'named.baseline', 'integer'),
      column('standing_baseline', msg('Baseline that stands'), 'named.standing_baseline', 'integer'),
    ],
  },
]
