// What goes out of timetables.
import { msg } from '../../base/words.ts'
import { column, type ExportTable, names, reference } from '../../platform/exports.ts'
import { called } from '../classes/exports.ts'

export const sessionExports: ExportTable[] = [
  {
    name: 'sessions',
    title: msg('Sessions'),
    from: 'convene.session as session join convene.class as class on class.id = session.class_id',
    within: called,
    order: 'session.class_id, session.on_day, session.starts_at, session.id',
    columns: [
      column('id', msg('Id'), 'session.id'),
      reference('class_id', msg('Class'), 'session.class_id', 'classes'),
      ...names('session.title', [msg('Title in Chinese'), msg('Title in English')], 'title'),
      column('on', msg('Day'), 'session.on_day::text', 'date'),
      column('starts_minute', msg('Begins, minutes after midnight'), 'session.starts_at', 'integer'),
      column('ends_minute', msg('Ends, minutes after midnight'), 'session.ends_at', 'integer'),
    ],
  },
]
