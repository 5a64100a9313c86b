// What goes out of the register of people.
import { sql } from 'kysely'
import { msg } from '../../base/words.ts'
import { column, type ExportTable, inBoth, names, reference } from '../../platform/exports.ts'

export const personExports: ExportTable[] = [
  {
    name: 'people',
    title: msg('Persons'),
    from: 'registry.person as person',
    within: (isUnder) => sql<boolean>`${isUnder('person.place_id')} and person.kept_as is null`,
    order: 'person.code, person.id',
    columns: [
      column('id', msg('Id'), 'person.id'),
      column('code', msg('Code'), 'person.code'),
      ...names('person.names', inBoth),
      column('phone', msg('Phone'), 'person.phone'),
      reference('place_id', msg('Place'), 'person.place_id', 'places'),
      column('illustrative', msg('Illustrative'), 'person.illustrative', 'boolean'),
    ],
  },
]
