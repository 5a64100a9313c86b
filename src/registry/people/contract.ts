// The calls of people and their appointments. Seen within the reader's own places; anything else is not found.
import { Type } from 'typebox'
import { roles } from '../../access/rules.ts'
import { call } from '../../base/call.ts'
import {
  After,
  DayText,
  Done,
  Id,
  Named,
  NamesShape,
  Next,
  nullable,
  oneOf,
  PageOf,
} from '../../base/schemas.ts'
import { visibleLine } from '../../base/spelling.ts'

const PersonShape = Type.Object({
  id: Id,
  code: Type.String(),
  names: NamesShape,
  place: Named,
  illustrative: Type.Boolean(),
})

export const listPeople = call({
  method: 'GET',
  path: '/api/people',
  summary: 'People in the reader’s places with the posts they hold today, a page at a time by code.',
  query: Type.Object({
    under: Type.Optional(Id),
    postId: Type.Optional(Id),
    text: Type.Optional(Type.String({ maxLength: 100 })),
    after: After,
  }),
  reply: Type.Object({
    people: PageOf(
      Type.Object({
        ...PersonShape.properties,
        posts: Type.Array(Type.Object({ post: NamesShape, organisation: NamesShape })),
      }),
    ),
    /** the code to go on after */
    next: Next,
    mayAdd: Type.Boolean(),
  }),
})

export const personPage = call({
  method: 'GET',
  path: '/api/people/:personId',
  summary: 'One person with all appointments, the latest first.',
  params: Type.Object({ personId: Id }),
  reply: Type.Object({
    person: Type.Object({ ...PersonShape.properties, phone: nullable(Type.String()) }),
    appointments: Type.Array(
      Type.Object({
        id: Id,
        post: Named,
        organisation: Named,
        place: Named,
        fromOn: DayText,
        toOn: nullable(DayText),
        state: oneOf(['now', 'before', 'ahead'] as const),
        mayEnd: Type.Boolean(),
      }),
    ),
    mayChange: Type.Boolean(),
    /** whether the reader may take out and erase what is held about the person */
    mayTakeOut: Type.Boolean(),
    /** As what the reader may invite the person to sign in; none where the person has an account. */
    mayInviteAs: Type.Array(oneOf(roles)),
  }),
})

const Phone = nullable(Type.String({ maxLength: 40, format: visibleLine }))

export const addPerson = call({
  method: 'POST',
  path: '/api/people',
  summary: 'Enters a person of a place.',
  body: Type.Object({ placeId: Id, names: NamesShape, phone: Phone }),
  reply: Done,
})

export const changePerson = call({
  method: 'PUT',
  path: '/api/people/:personId',
  summary: 'Corrects the entry of a person. Stale where it is not any more what `was` says.',
  params: Type.Object({ personId: Id }),
  body: Type.Object({
    names: NamesShape,
    phone: Phone,
    was: Type.Optional(Type.Object({ names: NamesShape, phone: Phone })),
  }),
  reply: Done,
})

export const appoint = call({
  method: 'POST',
  path: '/api/appointments',
  summary: 'Gives a post to a person from a day on.',
  body: Type.Object({
    personId: Id,
    postId: Id,
    organisationId: Id,
    fromOn: DayText,
    toOn: nullable(DayText),
    overlapMeant: Type.Optional(Type.Boolean()),
  }),
  reply: Done,
})

export const endAppointment = call({
  method: 'POST',
  path: '/api/appointments/:appointmentId/end',
  summary: 'Ends an appointment on a day; the successor, if there is one, holds the post from that day on.',
  params: Type.Object({ appointmentId: Id }),
  body: Type.Object({ onDay: DayText, successorPersonId: nullable(Id) }),
  reply: Done,
})

export const personData = call({
  method: 'GET',
  path: '/api/people/:personId/data.zip',
  summary: 'Everything that is held about a person, as JSON and as a page to read, in a zip.',
  open: 'in-person',
  params: Type.Object({ personId: Id }),
  reply: Type.Unknown(),
  file: true,
})

export const erasePerson = call({
  method: 'POST',
  path: '/api/people/:personId/erase',
  summary: 'Erases a person: name, telephone, account and own words go, counts stay. Cannot be undone.',
  open: 'in-person',
  once: 'none',
  params: Type.Object({ personId: Id }),
  /** the person’s name, written once more */
  body: Type.Object({ name: Type.String({ minLength: 1, maxLength: 200 }) }),
  reply: Done,
})
