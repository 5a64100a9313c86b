// What goes out of classes.
import { sql } from 'kysely'
import { msg } from '../../base/words.ts'
import { coded, column, type ExportTable, inBoth, names, saidDate } from '../../platform/exports.ts'
import { namedId } from '../../registry/queries.ts'
import { clashRuleNames, lateRuleNames, seenClassStateNames } from './rules.ts'

/** Classes that the place holds, and those that one of its places was called to. */
export const called: ExportTable['within'] = (isUnder) => sql<boolean>`(${isUnder('class.place_id')}
  or exists (select 1 from convene.class_place as called where called.class_id = class.id
    and ${isUnder('called.place_id')}))`

export const classExports: ExportTable[] = [
  {
    name: 'classes',
    title: msg('Classes'),
    from: 'convene.class as class',
    within: called,
    order: 'class.first_day, class.id',
    columns: [
      column('id', msg('Id'), 'class.id'),
      ...names('class.names', inBoth),
      namedId('place_id', msg('Organiser'), 'class.place_id', 'registry.place'),
      namedId('host_place_id', msg('Held in'), 'class.host_place_id', 'registry.place'),
      saidDate('starts', msg('Begins'), 'class.starts_said'),
      saidDate('ends', msg('Ends'), 'class.ends_said'),
      column('capacity', msg('Capacity'), 'class.capacity', 'integer'),
      saidDate('deadline', msg('Deadline for nominations'), 'class.deadline_said'),
      coded('late_rule', msg('After the deadline'), 'class.late_rule', lateRuleNames),
      coded('clash_rule', msg('In two classes at once'), 'class.clash_rule', clashRuleNames),
      coded(
        'state',
        msg('State'),
        'class.state',
        seenClassStateNames,
        `case when class.state = 'running' and class.last_day < :day then 'ended' else class.state end`,
      ),
      column('illustrative', msg('Illustrative'), 'class.illustrative', 'boolean'),
    ],
  },
]
