// What goes out of the units of figures.
import { msg } from '../../base/words.ts'
import { column, type ExportTable, everybody, inBoth, names } from '../../platform/exports.ts'

export const unitExports: ExportTable[] = [
  {
    name: 'units',
    title: msg('Units of figures'),
    from: 'plan.unit as unit',
    within: everybody,
    order: 'unit.position, unit.code',
    columns: [
      column('id', msg('Id'), 'unit.id'),
      column('code', msg('Code'), 'unit.code'),
      ...names('unit.names', inBoth),
      column('is_share', msg('Shares, which are not added up'), 'unit.is_share', 'boolean'),
    ],
  },
]
