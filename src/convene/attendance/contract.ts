// The calls about who was at the sessions of a class.
import { Type } from 'typebox'
import { call } from '../../base/call.ts'
import {
  DayText,
  Id,
  InstantText,
  Named,
  NamesShape,
  nullable,
  oneOf,
  PaperWords,
} from '../../base/schemas.ts'
import { inClass, inSession, SessionShape } from '../sessions/contract.ts'
import { attendanceSources, attendanceStates } from './rules.ts'

const Counts = Type.Object({ present: Type.Integer(), excused: Type.Integer(), absent: Type.Integer() })

export const attendanceOverview = call({
  method: 'GET',
  path: '/api/classes/:classId/attendance',
  summary: 'Attendance by session, by session and place, and the reader’s own.',
  params: inClass,
  reply: Type.Object({
    expected: Type.Integer(),
    sessions: Type.Array(
      Type.Object({
        id: Id,
        stageId: Id,
        title: NamesShape,
        onDay: DayText,
        startsAt: Type.Integer(),
        /** how many had a seat on that day */
        expected: Type.Integer(),
        counts: nullable(Counts),
      }),
    ),
    places: Type.Array(
      Type.Object({
        placeId: Id,
        expected: Type.Integer(),
        /** attended at least one session */
        tookPart: Type.Integer(),
        counts: Counts,
        recorded: Type.Integer(),
      }),
    ),
    own: Type.Array(Type.Object({ sessionId: Id, state: oneOf(attendanceStates) })),
  }),
})

export const sessionAttendance = call({
  method: 'GET',
  path: '/api/sessions/:sessionId/attendance',
  summary: 'Who of those with a seat on its day was at a session, of the places that the reader may read.',
  params: inSession,
  reply: Type.Object({
    classId: Id,
    className: NamesShape,
    today: DayText,
    session: SessionShape,
    /** the last day of the class, once it has ended: marks are corrections from then on */
    endedOn: nullable(DayText),
    /** its last day as it was said */
    endsSaid: Type.String(),
    places: Type.Array(Named),
    posts: Type.Array(Type.Object({ id: Id, names: NamesShape, short: NamesShape })),
    people: Type.Array(
      Type.Object({
        personId: Id,
        names: NamesShape,
        placeId: Id,
        postId: Id,
        organisation: NamesShape,
        state: nullable(oneOf(attendanceStates)),
        source: nullable(oneOf(attendanceSources)),
        madeAt: nullable(Type.String()),
        /** whose mark holds; null to whoever does not mark, and after the single marks were removed */
        markedBy: nullable(NamesShape),
        /** reported after the class was closed or had ended, or said to be */
        isLate: Type.Boolean(),
      }),
    ),
    /** what the programme says of the sign-in sheet; null: it stands as it comes */
    paper: nullable(PaperWords),
    mayRecord: Type.Boolean(),
  }),
})

export const recordAttendance = call({
  method: 'POST',
  path: '/api/sessions/:sessionId/attendance',
  summary:
    'Records a batch of marks by the ids that the device gave them; sent again, the same batch changes nothing.',
  once: 'id',
  touches: ['classes', 'sessions'],
  params: inSession,
  body: Type.Object({
    source: oneOf(attendanceSources),
    /** of marks made after the class had ended: why they are mended */
    reason: Type.Optional(Type.String({ maxLength: 500 })),
    marks: Type.Array(
      Type.Object({
        id: Id,
        personId: Id,
        state: oneOf(attendanceStates),
        madeAt: InstantText,
      }),
      { minItems: 1, maxItems: 1000 },
    ),
  }),
  reply: Type.Object({
    received: Type.Integer(),
    /** the class was closed already, or had ended: they stand as reported later */
    late: Type.Boolean(),
    /** how many change nothing, since what holds was marked later */
    outdated: Type.Integer(),
    /** whom these are of */
    outdatedOf: Type.Array(Id),
  }),
})
