// What goes out of timetables.
import { msg } from '../../base/words.ts'
import { column, type ExportTable, names, reference, timeOfDay } from '../../platform/exports.ts'
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
      timeOfDay(
        'starts_minute',
        { minutes: msg('Begins, minutes after midnight'), time: msg('Begins') },
        'session.starts_at',
      ),
      timeOfDay(
        'ends_minute',
        { minutes: msg('Ends, minutes after midnight'), time: msg('Ends') },
        'session.ends_at',
      ),
    ],
  },
]
