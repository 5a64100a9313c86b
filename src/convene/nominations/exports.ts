// What goes out of nominations.
import { msg } from '../../base/words.ts'
import { byPlace, coded, column, type ExportTable, reference } from '../../platform/exports.ts'
import { namedId } from '../../registry/queries.ts'
import { nominationStateNames } from './rules.ts'

export const nominationExports: ExportTable[] = [
  {
    name: 'nominations',
    title: msg('Nominations'),
    from: 'convene.nomination as nomination',
    within: byPlace('nomination.place_id'),
    order: 'nomination.class_id, nomination.arrival',
    columns: [
      column('id', msg('Id'), 'nomination.id'),
      reference('class_id', msg('Class'), 'nomination.class_id', 'classes'),
      reference('place_id', msg('Place'), 'nomination.place_id', 'places'),
      reference('post_id', msg('Post'), 'nomination.post_id', 'posts'),
      namedId('person_id', msg('Person'), 'nomination.person_id', 'registry.person'),
      coded('state', msg('State'), 'nomination.state', nominationStateNames),
      column('is_late', msg('Put forward after the deadline'), 'nomination.is_late', 'boolean'),
      column('reason', msg('Reason'), 'nomination.reason'),
      column('made_at', msg('Made'), 'nomination.made_at', 'datetime'),
      column('seated_on', msg('Sits in the class from'), 'nomination.seated_on::text', 'date'),
      column('left_on', msg('No longer from'), 'nomination.left_on::text', 'date'),
      column('decided_at', msg('Decided'), 'nomination.decided_at', 'datetime'),
    ],
  },
]
