// The calls of organisations. Seen within the reader's own places; anything else answers as not found.
import { Type } from 'typebox'
import { call } from '../../base/call.ts'
import {
  After,
  CodeText,
  DayText,
  Done,
  Id,
  Named,
  NamesShape,
  Next,
  nullable,
  oneOf,
  PageOf,
  SaidText,
} from '../../base/schemas.ts'
import { AnswerShape, PassedShape, WayShape } from '../gates/contract.ts'
import { FormCode, PostShape } from '../lists/contract.ts'
import { lineageKinds, organisationStatuses } from './rules.ts'

export const StatusShape = oneOf(organisationStatuses)

const OrganisationShape = Type.Object({
  id: Id,
  code: Type.String(),
  names: NamesShape,
  form: FormCode,
  status: StatusShape,
  place: Named,
  trade: nullable(Named),
  illustrative: Type.Boolean(),
})

export const listOrganisations = call({
  method: 'GET',
  path: '/api/organisations',
  summary: 'Organisations in the reader’s places, a page at a time by code.',
  query: Type.Object({
    under: Type.Optional(Id),
    form: Type.Optional(FormCode),
    tradeId: Type.Optional(Id),
    text: Type.Optional(Type.String({ maxLength: 100 })),
    /** only the parts of this one */
    parentOrganisationId: Type.Optional(Id),
    after: After,
  }),
  reply: Type.Object({
    organisations: PageOf(OrganisationShape),
    /** the code to go on after */
    next: Next,
    mayAdd: Type.Boolean(),
  }),
})

const Lineage = Type.Object({
  id: Id,
  kind: oneOf(lineageKinds),
  from: Named,
  to: Named,
  onSaid: SaidText,
  note: NamesShape,
})

const Holder = Type.Object({
  appointmentId: Id,
  person: Named,
  post: Named,
  fromOn: DayText,
  toOn: nullable(DayText),
  state: oneOf(['now', 'before', 'ahead'] as const),
})

export const organisationHolders = call({
  method: 'GET',
  path: '/api/organisations/:organisationId/holders',
  summary:
    'Who holds, held and will hold the posts of an organisation, the present ones first, a page at a time; for those who may see people there.',
  params: Type.Object({ organisationId: Id }),
  query: Type.Object({ after: After }),
  reply: Type.Object({ holders: PageOf(Holder), next: Next }),
})

export const organisationPage = call({
  method: 'GET',
  path: '/api/organisations/:organisationId',
  summary: 'One organisation: its forms over time, its lineage, and what may be done with it.',
  params: Type.Object({ organisationId: Id }),
  reply: Type.Object({
    organisation: Type.Object({
      ...OrganisationShape.properties,
      foundedSaid: nullable(SaidText),
      parent: nullable(Named),
    }),
    forms: Type.Array(
      Type.Object({
        form: FormCode,
        fromOn: nullable(DayText),
        toOn: nullable(DayText),
        /** what was asked and answered when the unit came into the form */
        passed: nullable(PassedShape),
      }),
    ),
    /** the forms that the formation path leads to; null where it says nothing of this form */
    ways: nullable(Type.Array(WayShape)),
    lineage: Type.Array(Lineage),
    /** whether the reader may see who holds its posts: see `organisationHolders` */
    mayReadPeople: Type.Boolean(),
    posts: Type.Array(PostShape),
    mayChange: Type.Boolean(),
    mayAppoint: Type.Boolean(),
  }),
})

const Entry = {
  names: NamesShape,
  tradeId: nullable(Id),
  parentOrganisationId: nullable(Id),
  foundedSaid: nullable(SaidText),
  status: StatusShape,
}

export const addOrganisation = call({
  method: 'POST',
  path: '/api/organisations',
  summary: 'Enters an organisation of a place.',
  body: Type.Object({
    placeId: Id,
    form: FormCode,
    code: Type.Optional(CodeText),
    ...Entry,
  }),
  reply: Done,
})

export const changeOrganisation = call({
  method: 'PUT',
  path: '/api/organisations/:organisationId',
  summary:
    'Corrects the entry of an organisation. Its form is changed by another call, so that its history stays. Stale where the entry is not any more what `was` says.',
  params: Type.Object({ organisationId: Id }),
  body: Type.Object({ ...Entry, was: Type.Optional(Type.Object(Entry)) }),
  reply: Done,
})

export const changeOrganisationForm = call({
  method: 'POST',
  path: '/api/organisations/:organisationId/form',
  summary: 'Records that a unit took another form; it stays one organisation and is counted once.',
  params: Type.Object({ organisationId: Id }),
  body: Type.Object({
    form: FormCode,
    fromOn: DayText,
    names: nullable(NamesShape),
    answers: Type.Optional(Type.Array(AnswerShape, { maxItems: 100 })),
    reason: Type.Optional(Type.String({ maxLength: 1000 })),
  }),
  reply: Done,
})

export const mergeOrganisation = call({
  method: 'POST',
  path: '/api/organisations/:organisationId/merge',
  summary: 'Records that a unit went into another one.',
  params: Type.Object({ organisationId: Id }),
  body: Type.Object({ intoOrganisationId: Id, onSaid: SaidText, note: NamesShape }),
  reply: Done,
})
