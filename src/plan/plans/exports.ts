// What goes out of plans.
import { msg } from '../../base/words.ts'
import {
  byPlace,
  type CodeReader,
  coded,
  column,
  type ExportTable,
  reference,
} from '../../platform/exports.ts'
import { type PlanState, planStateNames, revisedName } from './rules.ts'

/** A state, or 'revised:2' of a plan whose version 2 stands while it is revised. */
function stateName(code: string, { say }: CodeReader): string {
  const [state, n] = code.split(':')
  return n === undefined ? say(planStateNames[state as PlanState]) : say(revisedName, { n })
}

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
      coded(
        'state',
        msg('State'),
        'plan.state',
        stateName,
        `case when plan.state = 'returned' and plan.standing_version is not null
          then 'revised:' || plan.standing_version else plan.state end`,
      ),
      column('version', msg('Version'), 'plan.version', 'integer'),
      column('standing_version', msg('Version that stands'), 'plan.standing_version', 'integer'),
      column('illustrative', msg('Illustrative'), 'plan.illustrative', 'boolean'),
    ],
  },
]
