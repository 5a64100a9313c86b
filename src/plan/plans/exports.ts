// What goes out of plans.
import { msg } from '../../base/words.ts'
import { byPlace, coded, column, type ExportTable, reference } from '../../platform/exports.ts'
import { planStateNames } from './rules.ts'

export const planExports: ExportTable[] = [
  {
    name: 'plans',
    title: msg('Plans'),
    from: 'plan.plan as plan join plan.period as period on period.id = plan.period_id',
    within: byPlace('plan.place_id', 'period.borders_on'),
    order: 'plan.id',
    columns: [
      column('id', msg('Id'), 'plan.id'),
      reference('place_id', msg('Place'), 'plan.place_id', 'places'),
      reference('period_id', msg('Period'), 'plan.period_id', 'periods'),
      coded('state', msg('State'), 'plan.state', planStateNames),
      column('version', msg('Version'), 'plan.version', 'integer'),
      column('standing_version', msg('Version that stands'), 'plan.standing_version', 'integer'),
      column('illustrative', msg('Illustrative'), 'plan.illustrative', 'boolean'),
    ],
  },
]
