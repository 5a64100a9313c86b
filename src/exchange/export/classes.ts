// What goes out of classes, study, cases and examination. Answers never do: only what was published of them is anywhere.

import { sql } from 'kysely'
import { msg } from '../../base/words.ts'
import { caseStateNames, evidenceNames } from '../../cases/rules.ts'
import {
  attendanceSourceNames,
  attendanceStateNames,
  classStateNames,
  nominationStateNames,
} from '../../convene/rules.ts'
import { byPlace, coded, column, type ExportTable, names, reference } from './table.ts'

const inBoth: [string, string] = [msg('Name in Chinese'), msg('Name in English')]

/** Classes that the place holds, and those that one of its places was called to. */
const called: ExportTable['within'] = (isUnder) => sql<boolean>`(${isUnder('class.place_id')}
  or exists (select 1 from convene.class_place as called where called.class_id = class.id
    and ${isUnder('called.place_id')}))`

export const classes: ExportTable[] = [
  {
    name: 'classes',
    from: 'convene.class as class',
    within: called,
    order: 'class.first_day, class.id',
    columns: [
      column('id', msg('Id'), 'class.id'),
      ...names('class.names', inBoth),
      column('place_id', msg('Organiser'), 'class.place_id'),
      column('host_place_id', msg('Held in'), 'class.host_place_id'),
      column('starts', msg('Begins'), 'class.starts_said'),
      column('ends', msg('Ends'), 'class.ends_said'),
      column('capacity', msg('Capacity'), 'class.capacity', 'integer'),
      coded('state', msg('State'), 'class.state', classStateNames),
      column('illustrative', msg('Illustrative'), 'class.illustrative', 'boolean'),
    ],
  },
  {
    name: 'seats',
    from: 'convene.seat as seat',
    within: byPlace('seat.place_id'),
    order: 'seat.class_id, seat.place_id, seat.post_id',
    columns: [
      reference('class_id', msg('Class'), 'seat.class_id', 'classes'),
      reference('place_id', msg('Place'), 'seat.place_id', 'places'),
      reference('post_id', msg('Post'), 'seat.post_id', 'posts'),
      column('seats', msg('Seats'), 'seat.seats', 'integer'),
    ],
  },
  {
    name: 'nominations',
    from: 'convene.nomination as nomination',
    within: byPlace('nomination.place_id'),
    order: 'nomination.class_id, nomination.arrival',
    columns: [
      column('id', msg('Id'), 'nomination.id'),
      reference('class_id', msg('Class'), 'nomination.class_id', 'classes'),
      reference('place_id', msg('Place'), 'nomination.place_id', 'places'),
      reference('post_id', msg('Post'), 'nomination.post_id', 'posts'),
      column('person_id', msg('Person'), 'nomination.person_id'),
      coded('state', msg('State'), 'nomination.state', nominationStateNames),
      column('reason', msg('Reason'), 'nomination.reason'),
      column('made_at', msg('Made'), 'nomination.made_at', 'datetime'),
      column('decided_at', msg('Decided'), 'nomination.decided_at', 'datetime'),
    ],
  },
  {
    name: 'sessions',
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
  {
    name: 'attendance',
    from: `convene.attendance as mark join convene.session as session on session.id = mark.session_id
      join convene.nomination as nomination on nomination.class_id = session.class_id
        and nomination.person_id = mark.person_id and nomination.state = 'accepted'`,
    within: byPlace('nomination.place_id'),
    order: 'mark.session_id, mark.person_id',
    columns: [
      reference('session_id', msg('Session'), 'mark.session_id', 'sessions'),
      column('person_id', msg('Person'), 'mark.person_id'),
      coded('state', msg('State'), 'mark.state', attendanceStateNames),
      coded('source', msg('Source'), 'mark.source', attendanceSourceNames),
      column('made_at', msg('Made'), 'mark.made_at', 'datetime'),
    ],
  },
  {
    name: 'cases',
    from: 'cases.practice_case as one',
    within: byPlace('one.place_id'),
    order: 'one.id',
    columns: [
      column('id', msg('Id'), 'one.id'),
      ...names('one.title', [msg('Title in Chinese'), msg('Title in English')], 'title'),
      reference('place_id', msg('Place'), 'one.place_id', 'places'),
      reference('organisation_id', msg('Organisation'), 'one.organisation_id', 'organisations'),
      reference('trade_id', msg('Trade'), 'one.trade_id', 'trades'),
      coded('form_before', msg('Form before'), 'one.form_before', 'forms'),
      coded('form_after', msg('Form after'), 'one.form_after', 'forms'),
      column('from', msg('From'), 'one.from_said'),
      column('to', msg('To'), 'one.to_said'),
      column('people', msg('People in the unit'), 'one.people', 'integer'),
      coded('state', msg('State'), 'one.state', caseStateNames),
      column('illustrative', msg('Illustrative'), 'one.illustrative', 'boolean'),
    ],
  },
  {
    name: 'case-steps',
    from: 'cases.case_step as step join cases.practice_case as one on one.id = step.case_id',
    within: byPlace('one.place_id'),
    order: 'step.case_id, step.n',
    columns: [
      column('id', msg('Id'), 'step.id'),
      reference('case_id', msg('Case'), 'step.case_id', 'cases'),
      column('n', msg('Number in order'), 'step.n', 'integer'),
      column('on', msg('When'), 'step.on_said'),
      ...names('step.title', [msg('Title in Chinese'), msg('Title in English')], 'title'),
      ...names('step.what', [msg('Text in Chinese'), msg('Text in English')], 'what'),
    ],
  },
  {
    name: 'case-results',
    from: 'cases.result as result join cases.practice_case as one on one.id = result.case_id',
    within: byPlace('one.place_id'),
    order: 'result.case_id, result.n',
    columns: [
      column('id', msg('Id'), 'result.id'),
      reference('case_id', msg('Case'), 'result.case_id', 'cases'),
      ...names('result.indicator', inBoth, 'indicator'),
      column('before', msg('Before'), 'result.before_value', 'number'),
      column('before_on', msg('As of, before'), 'result.before_said'),
      column('after', msg('After'), 'result.after_value', 'number'),
      column('after_on', msg('As of, after'), 'result.after_said'),
      coded('evidence', msg('Evidence'), 'result.evidence', evidenceNames),
    ],
  },
]
