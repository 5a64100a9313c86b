// The calls about sessions and attendance.
import { Type } from 'typebox'
import { call } from '../../base/call.ts'
import { DayText, Done, Id, NamesShape, nullable } from '../../base/schemas.ts'

export const PresenterShape = Type.Object({
  names: NamesShape,
  organisationId: nullable(Id),
  personId: nullable(Id),
})
const Minutes = Type.Integer({ minimum: 0, maximum: 1440 })

export const SessionBody = Type.Object({
  stageId: Id,
  title: NamesShape,
  onDay: DayText,
  startsAt: Minutes,
  endsAt: Minutes,
  room: NamesShape,
  presenters: Type.Array(PresenterShape, { maxItems: 12 }),
})
export const SessionShape = Type.Object({ id: Id, ...SessionBody.properties, illustrative: Type.Boolean() })

export const inClass = Type.Object({ classId: Id })
export const inSession = Type.Object({ sessionId: Id })

export const timetable = call({
  method: 'GET',
  path: '/api/classes/:classId/sessions',
  summary: 'The sessions of a class in order of time.',
  params: inClass,
  reply: Type.Object({ sessions: Type.Array(SessionShape) }),
})

export const addSession = call({
  method: 'POST',
  path: '/api/classes/:classId/sessions',
  summary: 'Puts a session on the timetable.',
  params: inClass,
  body: SessionBody,
  reply: Done,
})

export const changeSession = call({
  method: 'PUT',
  path: '/api/sessions/:sessionId',
  summary: 'Changes a session. Stale where it is not any more what `was` says.',
  params: inSession,
  body: Type.Object({ ...SessionBody.properties, was: Type.Optional(SessionBody) }),
  reply: Done,
})

export const removeSession = call({
  method: 'DELETE',
  path: '/api/sessions/:sessionId',
  summary: 'Takes a session off the timetable; not possible once attendance was recorded.',
  params: inSession,
  reply: Done,
})
