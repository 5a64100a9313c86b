// The calls about nominations and the people of a class.
import { Type } from 'typebox'
import { call } from '../../base/call.ts'
import { After, DayText, Done, Id, NamesShape, Next, nullable, oneOf, PageOf } from '../../base/schemas.ts'
import { nominationStates } from './rules.ts'

const inClass = Type.Object({ classId: Id })
const one = Type.Object({ nominationId: Id })
export const Reason = Type.Object({ reason: Type.String({ minLength: 1, maxLength: 500 }) })
/** The first day with the seat, or the first without it, where that is not today. */
const SeatDay = Type.Optional(DayText)

/** Another class in which the person sits while this one meets; without a name where the reader may not see it. */
export const ElsewhereShape = Type.Object({ names: nullable(NamesShape), day: DayText })

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
  /** put forward after the deadline */
  isLate: Type.Boolean(),
  /** its acceptance was taken back last, with `reason` */
  isTakenBack: Type.Boolean(),
  /** why it was returned last, whatever it is now */
  returnedFor: nullable(Type.String()),
  elsewhere: nullable(ElsewhereShape),
  /** from which day on the person has the seat, and from which on no longer */
  seatedOn: nullable(DayText),
  leftOn: nullable(DayText),
  /** how many steps its history has */
  steps: Type.Integer(),
  /** accepted by the reader a moment ago: taken back without a word */
  isJustAccepted: Type.Boolean(),
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
        elsewhere: nullable(ElsewhereShape),
      }),
    ),
  }),
})

export const Placed = Type.Object({
  id: Id,
  state: oneOf(nominationStates),
  position: nullable(Type.Integer()),
  elsewhere: nullable(ElsewhereShape),
})

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
    /** after the deadline: why it comes later */
    reason: Type.Optional(Type.String({ maxLength: 500 })),
  }),
  reply: Placed,
})

export const resubmit = call({
  method: 'PUT',
  path: '/api/nominations/:nominationId',
  summary:
    'Puts a returned nomination forward again, with the same person or, after the deadline as the class says, another.',
  touches: nominationTouches,
  params: one,
  body: Type.Object({
    personId: Id,
    /** another person after the deadline: why so late */
    reason: Type.Optional(Type.String({ maxLength: 500 })),
  }),
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

export const takeBack = call({
  method: 'POST',
  path: '/api/nominations/:nominationId/take-back',
  summary:
    'Takes an acceptance back, to be decided anew: within a moment by whoever gave it, later with the reason.',
  touches: nominationTouches,
  params: one,
  body: Type.Object({ reason: Type.Optional(Type.String({ maxLength: 500 })) }),
  reply: Done,
})

export const nominationHistory = call({
  method: 'GET',
  path: '/api/nominations/:nominationId/history',
  summary: 'Every step of a nomination with its reason, the latest first, a page at a time.',
  params: one,
  query: Type.Object({ after: After }),
  reply: Type.Object({
    steps: PageOf(
      Type.Object({
        id: Id,
        onDay: DayText,
        /** from which day on the person has the seat, or has it no longer */
        fromOn: nullable(DayText),
        state: oneOf(nominationStates),
        /** its acceptance was taken back: nobody put it forward anew */
        isTakenBack: Type.Boolean(),
        person: NamesShape,
        by: nullable(NamesShape),
        reason: nullable(Type.String()),
      }),
    ),
    next: Next,
  }),
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
