// What goes out of attendance: each mark of somebody who had a seat on the day of the session.
import { msg } from '../../base/words.ts'
import { byPlace, coded, column, type ExportTable, reference } from '../../platform/exports.ts'
import { namedId } from '../../registry/queries.ts'
import { attendanceSourceNames, attendanceStateNames } from './rules.ts'

export const attendanceExports: ExportTable[] = [
  {
    name: 'attendance',
    title: msg('Attendance'),
    from: `convene.attendance as mark join convene.session as session on session.id = mark.session_id
      join convene.nomination as nomination on nomination.class_id = session.class_id
        and nomination.person_id = mark.person_id and nomination.seated_on <= session.on_day
        and session.on_day < coalesce(nomination.left_on, 'infinity')`,
    within: byPlace('nomination.place_id'),
    order: 'mark.session_id, mark.person_id',
    columns: [
      reference('session_id', msg('Session'), 'mark.session_id', 'sessions'),
      namedId('person_id', msg('Person'), 'mark.person_id', 'registry.person'),
      coded('state', msg('State'), 'mark.state', attendanceStateNames),
      coded('source', msg('Source'), 'mark.source', attendanceSourceNames),
      column('made_at', msg('Made'), 'mark.made_at', 'datetime'),
    ],
  },
]
