// The calls about one person or unit entered twice: near matches while one is typed, pairs that are likely the same,
// and two entries made one, which can be taken back.
import { Type } from 'typebox'
import { call } from '../../base/call.ts'
import {
  After,
  Coded,
  DayText,
  Done,
  Id,
  Line,
  Named,
  NamesShape,
  Next,
  nullable,
  oneOf,
  PageOf,
} from '../../base/schemas.ts'
import { organisationStatuses } from '../organisations/rules.ts'
import { likenesses, subjects } from './rules.ts'

const Alike = Type.Array(oneOf(likenesses))

export const EntryShape = Type.Object({
  id: Id,
  code: Type.String(),
  names: NamesShape,
  place: Named,
  illustrative: Type.Boolean(),
  /** of a person */
  phone: nullable(Type.String()),
  posts: Type.Array(
    Type.Object({
      post: NamesShape,
      organisation: NamesShape,
      fromOn: DayText,
      toOn: nullable(DayText),
    }),
  ),
  /** of a unit */
  form: nullable(Type.String()),
  status: nullable(oneOf(organisationStatuses)),
  trade: nullable(NamesShape),
})

const Name = Type.Optional(Type.String({ maxLength: 200 }))
const Typed = { placeId: Id, zh: Name, en: Name }
export const NearReply = Type.Object({ near: Type.Array(Type.Object({ entry: EntryShape, alike: Alike })) })

export const nearPeople = call({
  method: 'GET',
  path: '/api/people/near',
  summary: 'Who in the reader’s places is perhaps the person that is about to be entered: the five nearest.',
  query: Type.Object({
    ...Typed,
    phone: Type.Optional(Type.String({ maxLength: 40 })),
    exceptPersonId: Type.Optional(Id),
  }),
  reply: NearReply,
})

export const nearOrganisations = call({
  method: 'GET',
  path: '/api/organisations/near',
  summary:
    'Which unit in the reader’s places is perhaps the one that is about to be entered: the five nearest.',
  query: Type.Object({ ...Typed, exceptOrganisationId: Type.Optional(Id) }),
  reply: NearReply,
})

const Pairs = {
  query: Type.Object({
    after: After,
    /** those that were said not to be the same, instead of those that may be */
    apart: Type.Optional(Type.Boolean()),
  }),
  reply: Type.Object({
    pairs: PageOf(Type.Object({ first: EntryShape, second: EntryShape, alike: Alike })),
    next: Next,
  }),
}

export const likelyPeople = call({
  method: 'GET',
  path: '/api/people/twins',
  summary: 'Pairs of entries that are likely the same person, the most likely first, a page at a time.',
  ...Pairs,
})

export const likelyOrganisations = call({
  method: 'GET',
  path: '/api/organisations/twins',
  summary: 'Pairs of entries that are likely the same unit, the most likely first, a page at a time.',
  ...Pairs,
})

const TwoPeople = Type.Object({ personId: Id, keptPersonId: Id })
const TwoUnits = Type.Object({ organisationId: Id, keptOrganisationId: Id })

export const PreviewReply = Type.Object({
  twin: EntryShape,
  kept: EntryShape,
  alike: Alike,
  /** what names the twin and would name the other, in the reader’s words */
  moves: Type.Array(Type.Object({ what: Type.String(), count: Type.Integer() })),
  /** why the two cannot be one, in the reader’s words; none if they can */
  conflicts: Type.Array(Type.String()),
})

export const previewPeople = call({
  method: 'GET',
  path: '/api/people/:personId/twins/:keptPersonId',
  summary: 'What would follow if two entries of a person were made one. Changes nothing.',
  params: TwoPeople,
  reply: PreviewReply,
})

export const previewOrganisations = call({
  method: 'GET',
  path: '/api/organisations/:organisationId/twins/:keptOrganisationId',
  summary: 'What would follow if two entries of a unit were made one. Changes nothing.',
  params: TwoUnits,
  reply: PreviewReply,
})

export const mergePeople = call({
  method: 'POST',
  path: '/api/people/:personId/twins/:keptPersonId',
  summary:
    'Makes two entries of one person one: whatever named the first names the second; it can be taken back.',
  params: TwoPeople,
  body: Type.Object({ reason: Line }),
  reply: Done,
})

export const mergeOrganisations = call({
  method: 'POST',
  path: '/api/organisations/:organisationId/twins/:keptOrganisationId',
  summary:
    'Makes two entries of one unit one, as a unit entered twice and not as a merger of two; it can be taken back.',
  params: TwoUnits,
  body: Type.Object({ reason: Line }),
  reply: Done,
})

export const keepPeopleApart = call({
  method: 'PUT',
  path: '/api/people/:personId/twins/:keptPersonId',
  summary: 'Remembers that two entries are not the same person, or forgets it.',
  params: TwoPeople,
  body: Type.Object({ apart: Type.Boolean() }),
  reply: Done,
})

export const keepOrganisationsApart = call({
  method: 'PUT',
  path: '/api/organisations/:organisationId/twins/:keptOrganisationId',
  summary: 'Remembers that two entries are not the same unit, or forgets it.',
  params: TwoUnits,
  body: Type.Object({ apart: Type.Boolean() }),
  reply: Done,
})

const LogEntry = Type.Object({
  id: Id,
  subject: oneOf(subjects),
  twin: Coded,
  kept: Coded,
  place: Named,
  reason: Type.String(),
  madeAt: Type.String(),
  by: nullable(NamesShape),
  moved: Type.Array(Type.Object({ what: Type.String(), count: Type.Integer() })),
  undoneAt: nullable(Type.String()),
  undoneBy: nullable(NamesShape),
  mayUndo: Type.Boolean(),
})

export const listTwins = call({
  method: 'GET',
  path: '/api/twins',
  summary: 'Entries that were made one in the reader’s places, the latest first, a page at a time.',
  query: Type.Object({ after: After }),
  reply: Type.Object({ twins: PageOf(LogEntry), next: Next }),
})

export const undoTwin = call({
  method: 'POST',
  path: '/api/twins/:twinId/undo',
  summary: 'Takes back that two entries were made one: everything names again what it named before.',
  params: Type.Object({ twinId: Id }),
  body: Type.Object({}),
  reply: Done,
})
