// The calls about nominations and the people of a class.
import { Type } from 'typebox'
import { call } from '../../base/call.ts'
import { DayText, Done, Id, NamesShape, nullable, oneOf } from '../../base/schemas.ts'
import { nominationStates } from './rules.ts'

const inClass = Type.Object({ classId: Id })
const one = Type.Object({ nominationId: Id })
const Reason = Type.Object({ reason: Type.String({ minLength: 1, maxLength: 500 }) })
/** The first day with the seat, or the first without it, where that is not today. */
const SeatDay = Type.Optional(DayText)

const NominationShape = Type.Object({
  id: Id,
  placeId: Id,
  postId: Id,
  personId: Id,
  names: NamesShape,
  organisation: NamesShape,
  illustrative: Type.Boolean(),
  state: oneOf(nominationStates),
  reason: nullable(Type.String()),
  madeAt: Type.String(),
  /** place on the waiting list of its cell, from 1 */
  position: nullable(Type.Integer()),
  /** the appointment no longer covers the first day */
  lapsed: Type.Boolean(),
})

export const nominationList = call({
  method: 'GET',
  path: '/api/classes/:classId/nominations',
  summary: 'The nominations of the places that the reader may read, in order of arrival.',
  params: inClass,
  reply: Type.Object({ nominations: Type.Array(NominationShape) }),
})

export const candidates = call({
  method: 'GET',
  path: '/api/classes/:classId/candidates',
  summary:
    'People of one place who hold or held a post, with whether they hold it on the first day of the class.',
  params: inClass,
  query: Type.Object({ placeId: Id, postId: Id, text: Type.Optional(Type.String({ maxLength: 100 })) }),
  reply: Type.Object({
    found: Type.Array(
      Type.Object({
        id: Id,
        code: Type.String(),
        names: NamesShape,
        organisation: NamesShape,
        holds: Type.Boolean(),
        endedOn: nullable(DayText),
        isNominated: Type.Boolean(),
      }),
    ),
  }),
})

const Placed = Type.Object({ id: Id, state: oneOf(nominationStates), position: nullable(Type.Integer()) })

/** Who is put forward shows in the class, in the rail, and on the person’s own page. */
const nominationTouches = ['classes', 'stages', 'people', 'sessions', 'rounds', 'checks']

export const nominate = call({
  method: 'POST',
  path: '/api/classes/:classId/nominations',
  summary: 'Puts a person forward for a seat of a place and post; beyond the seats, onto the waiting list.',
  once: 'id',
  touches: nominationTouches,
  params: inClass,
  body: Type.Object({
    /** made on the device, so that sending again is recognised */
    id: Id,
    placeId: Id,
    postId: Id,
    personId: Id,
  }),
  reply: Placed,
})

export const resubmit = call({
  method: 'PUT',
  path: '/api/nominations/:nominationId',
  summary: 'Puts a returned nomination forward again, with the same or another person.',
  touches: nominationTouches,
  params: one,
  body: Type.Object({ personId: Id }),
  reply: Placed,
})

export const accept = call({
  method: 'POST',
  path: '/api/nominations/:nominationId/accept',
  summary:
    'Accepts a nomination, never beyond the seats of its cell. With an earlier day, or after the class has ended, it asks for a reason.',
  touches: nominationTouches,
  params: one,
  body: Type.Object({ on: SeatDay, reason: Type.Optional(Type.String({ maxLength: 500 })) }),
  reply: Done,
})

export const sendBack = call({
  method: 'POST',
  path: '/api/nominations/:nominationId/return',
  summary: 'Returns a nomination to its place with the reason.',
  touches: nominationTouches,
  params: one,
  body: Reason,
  reply: Done,
})

export const decline = call({
  method: 'POST',
  path: '/api/nominations/:nominationId/decline',
  summary: 'Declines a nomination with the reason.',
  touches: nominationTouches,
  params: one,
  body: Reason,
  reply: Done,
})

export const withdraw = call({
  method: 'POST',
  path: '/api/nominations/:nominationId/withdraw',
  summary: 'Withdraws a nomination with the reason; an accepted one frees its seat.',
  touches: nominationTouches,
  params: one,
  body: Type.Object({ ...Reason.properties, on: SeatDay }),
  reply: Done,
})

export const moveUp = call({
  method: 'POST',
  path: '/api/nominations/:nominationId/move-up',
  summary: 'Gives a free seat to the first on the waiting list of the same place and post, with the reason.',
  touches: nominationTouches,
  params: one,
  body: Reason,
  reply: Done,
})

export const roster = call({
  method: 'GET',
  path: '/api/classes/:classId/people',
  summary: 'The accepted people of the places that the reader may read.',
  params: inClass,
  reply: Type.Object({
    people: Type.Array(
      Type.Object({
        personId: Id,
        code: Type.String(),
        names: NamesShape,
        phone: nullable(Type.String()),
        placeId: Id,
        postId: Id,
        organisation: NamesShape,
        illustrative: Type.Boolean(),
      }),
    ),
  }),
})
