// What goes out of the levels of places.
import { msg } from '../../base/words.ts'
import { coded, column, type ExportTable, everybody, inBoth, names } from '../../platform/exports.ts'
import { tierNames } from './rules.ts'

export const levelExports: ExportTable[] = [
  {
    name: 'levels',
    title: msg('Levels of places'),
    from: 'registry.level as level',
    within: everybody,
    order: 'level.position',
    columns: [
      column('code', msg('Code'), 'level.code'),
      ...names('level.names', inBoth),
      column('position', msg('Order'), 'level.position', 'integer'),
      coded('tier', msg('What its places do'), 'level.tier', tierNames),
    ],
  },
]
