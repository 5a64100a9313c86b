// The calls about how long things are kept, in days; null: for good.
import { type Static, Type } from 'typebox'
import { call } from '../../base/call.ts'
import { DayText, Done, nullable } from '../../base/schemas.ts'

const days = (minimum: number) => Type.Integer({ minimum, maximum: 36_500 })
export const Spans = Type.Object({
  /** after their end */
  sessions: days(1),
  failures: days(1),
  /** after they were used or ran out */
  invitations: days(1),
  /** single marks of attendance, after the last day of a closed class */
  marks: nullable(days(1)),
  journal: nullable(days(365)),
})
export type Spans = Static<typeof Spans>

/** What rooms remove after such a time, each in its `room.ts`; the journal is the platform's. */
export const spanNames = ['sessions', 'failures', 'invitations', 'marks'] as const satisfies (keyof Spans)[]

export const usualSpans: Spans = { sessions: 90, failures: 30, invitations: 90, marks: null, journal: null }

export const retention = call({
  method: 'GET',
  path: '/api/instance/retention',
  summary: 'How long things are kept, and when what is older was last removed.',
  reply: Type.Object({ kept: Spans, ranOn: nullable(DayText) }),
})

export const changeRetention = call({
  method: 'PUT',
  path: '/api/instance/retention',
  summary: 'Sets how long things are kept.',
  open: 'in-person',
  once: 'none',
  body: Spans,
  reply: Done,
})
