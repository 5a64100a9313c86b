// What goes out of the register of places: the places, and which of them lay under which.
import { msg } from '../../base/words.ts'
import {
  byPlace,
  coded,
  column,
  type ExportTable,
  inBoth,
  names,
  noLongerFrom,
  openDay,
  reference,
} from '../../platform/exports.ts'
import { namedId } from '../queries.ts'

export const placeExports: ExportTable[] = [
  {
    name: 'places',
    title: msg('Places'),
    from: 'registry.place as place',
    // What lay there once as well: what was counted there then goes out with it.
    within: byPlace('place.id', 'ever'),
    order: 'place.code, place.id',
    columns: [
      column('id', msg('Id'), 'place.id'),
      column('code', msg('Code'), 'place.code'),
      ...names('place.names', inBoth),
      coded('level', msg('Level'), 'place.level', 'levels'),
      namedId(
        'parent_id',
        msg('Stands under'),
        '(select above.parent_id from registry.place_parent as above where above.place_id = place.id and above.from_on <= :day and above.to_on > :day)',
        'registry.place',
      ),
      column('from', msg('From'), openDay('place.from_on'), 'date'),
      noLongerFrom('place.to_on'),
    ],
  },
  {
    name: 'place-parents',
    title: msg('Which place lay under which'),
    from: 'registry.place_parent as parent',
    within: byPlace('parent.place_id', 'ever'),
    order: 'parent.place_id, parent.from_on',
    columns: [
      reference('place_id', msg('Place'), 'parent.place_id', 'places'),
      // The place above may lie outside of what is taken out.
      namedId('parent_id', msg('Under'), 'parent.parent_id', 'registry.place'),
      column('from', msg('From'), openDay('parent.from_on'), 'date'),
      noLongerFrom('parent.to_on'),
    ],
  },
]
