// What goes out of what figures are told apart by, and of which indicators are.
import { msg } from '../../base/words.ts'
import { column, type ExportTable, everybody, inBoth, names, reference } from '../../platform/exports.ts'

export const disaggregationExports: ExportTable[] = [
  {
    name: 'disaggregations',
    title: msg('Disaggregations'),
    from: 'plan.disaggregation as disaggregation',
    within: everybody,
    order: 'disaggregation.programme_id, disaggregation.position, disaggregation.code',
    columns: [
      column('id', msg('Id'), 'disaggregation.id'),
      column('code', msg('Code'), 'disaggregation.code'),
      ...names('disaggregation.names', inBoth),
      column('least', msg('Figures below this are withheld'), 'disaggregation.least', 'integer'),
    ],
  },
  {
    name: 'indicator-parts',
    title: msg('Parts of indicators'),
    from: `plan.indicator_part as own join plan.disaggregation_part as part on part.id = own.part_id
      join plan.indicator on indicator.id = own.indicator_id
      join plan.disaggregation on disaggregation.id = part.disaggregation_id`,
    within: everybody,
    order:
      'indicator.position, indicator.id, disaggregation.position, disaggregation.id, part.position, own.id',
    columns: [
      column('id', msg('Id'), 'own.id'),
      reference('indicator_id', msg('Indicator'), 'own.indicator_id', 'indicators'),
      reference('disaggregation_id', msg('Disaggregation'), 'disaggregation.id', 'disaggregations'),
      column('code', msg('Code'), 'part.code'),
      ...names('part.names', inBoth),
    ],
  },
]
