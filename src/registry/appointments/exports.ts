// What goes out of appointments: who held which post of which unit when.
import { sql } from 'kysely'
import { msg } from '../../base/words.ts'
import { column, type ExportTable, noLongerFrom, openDay, reference } from '../../platform/exports.ts'

export const appointmentExports: ExportTable[] = [
  {
    name: 'appointments',
    title: msg('Who held which post'),
    from: `registry.appointment as held join registry.organisation as unit on unit.id = held.organisation_id
      join registry.person as person on person.id = held.person_id`,
    within: (isUnder) => sql<boolean>`${isUnder('unit.place_id')} and ${isUnder('person.place_id')}`,
    order: 'held.id',
    columns: [
      column('id', msg('Id'), 'held.id'),
      reference('person_id', msg('Person'), 'held.person_id', 'people'),
      reference('post_id', msg('Post'), 'held.post_id', 'posts'),
      reference('organisation_id', msg('Organisation'), 'held.organisation_id', 'organisations'),
      column('from', msg('From'), openDay('held.from_on'), 'date'),
      noLongerFrom('held.to_on'),
    ],
  },
]
