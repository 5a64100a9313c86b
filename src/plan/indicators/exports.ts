// What goes out of what plans are made by: their periods and their indicators.
import { msg } from '../../base/words.ts'
import {
  coded,
  column,
  dayAfter,
  type ExportTable,
  everybody,
  inBoth,
  names,
  reference,
} from '../../platform/exports.ts'
import { periodStateNames } from '../periods/rules.ts'
import { countedInNames } from './counted-in.ts'
import { frequencyNames } from './frequency.ts'
import { indicatorKindNames, wayNames } from './rules.ts'

export const indicatorExports: ExportTable[] = [
  {
    name: 'periods',
    title: msg('Periods'),
    from: 'plan.period as period',
    within: everybody,
    order: 'period.from_on, period.id',
    columns: [
      column('id', msg('Id'), 'period.id'),
      column('code', msg('Code'), 'period.code'),
      ...names('period.names', inBoth),
      column('from', msg('From'), 'period.from_on::text', 'date'),
      dayAfter('to', msg('To'), 'period.to_on'),
      column('plans_due', msg('Plans due'), 'period.plans_due_on::text', 'date'),
      coded('state', msg('State'), 'period.state', periodStateNames),
      reference('parent_id', msg('Part of the period'), 'period.parent_id', 'periods'),
    ],
  },
  {
    name: 'indicators',
    title: msg('Indicators'),
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
      coded('unit', msg('Unit'), 'indicator.unit', 'units'),
      coded('kind', msg('Kind'), 'indicator.kind', indicatorKindNames),
      column('cumulative', msg('A figure that stands'), 'indicator.cumulative', 'boolean'),
      reference('numerator_id', msg('Numerator'), 'indicator.numerator_id', 'indicators'),
      reference('denominator_id', msg('Denominator'), 'indicator.denominator_id', 'indicators'),
      coded('counted_in', msg('Where a period has parts'), 'indicator.counted_in', countedInNames),
      coded('frequency', msg('How often it is reported'), 'indicator.frequency', frequencyNames),
    ],
  },
  {
    name: 'indicator-terms',
    title: msg('Parts of formulas'),
    from: `plan.indicator cross join lateral jsonb_array_elements(indicator.terms) with ordinality as term (part, at)`,
    within: everybody,
    order: 'indicator.position, indicator.id, term.at',
    columns: [
      reference('indicator_id', msg('Formula'), 'indicator.id', 'indicators'),
      reference('term_id', msg('Indicator'), `(term.part ->> 'indicatorId')::uuid`, 'indicators'),
      column('weight', msg('Weight'), `(term.part ->> 'weight')::numeric / 1000`, 'number'),
    ],
  },
  {
    name: 'indicator-balances',
    title: msg('Closing accounts'),
    from: `plan.indicator cross join lateral jsonb_array_elements(indicator.balance) with ordinality as part (told, at)`,
    within: everybody,
    order: 'indicator.position, indicator.id, part.at',
    columns: [
      reference('indicator_id', msg('What stands'), 'indicator.id', 'indicators'),
      reference('part_id', msg('Indicator'), `(part.told ->> 'indicatorId')::uuid`, 'indicators'),
      coded('way', msg('In the account'), `part.told ->> 'way'`, wayNames),
    ],
  },
]
