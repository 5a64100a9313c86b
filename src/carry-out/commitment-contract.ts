// The calls of commitments: what people undertook at the end of a class, and what became of it.
import { Type } from 'typebox'
import { call } from '../base/call.ts'
import { DayText, Done, Id, NamesShape, nullable, oneOf } from '../base/schemas.ts'
import { commitmentStates, evidenceTypes } from './commitment-rules.ts'
import { PlaceNamed, Words } from './contract.ts'

export const CommitmentShape = Type.Object({
  id: Id,
  classId: Id,
  person: PlaceNamed,
  post: PlaceNamed,
  organisation: PlaceNamed,
  place: PlaceNamed,
  /** who holds the post now; the person itself, a successor, or nobody */
  holder: nullable(PlaceNamed),
  ifText: Words,
  thenText: Words,
  dueOn: DayText,
  planLineId: nullable(Id),
  stepId: nullable(Id),
  evidenceType: oneOf(evidenceTypes),
  supportAsked: Words,
  supportPromised: nullable(Words),
  supportBy: nullable(NamesShape),
  supportOn: nullable(DayText),
  state: oneOf(commitmentStates),
  stateReason: nullable(Words),
  stateOn: nullable(DayText),
  illustrative: Type.Boolean(),
  madeOn: DayText,
  /** the actor made it or holds its post now */
  isOwn: Type.Boolean(),
  mayClose: Type.Boolean(),
  maySupport: Type.Boolean(),
})

export const listCommitments = call({
  method: 'GET',
  path: '/api/commitments',
  summary:
    'The commitments that the actor may see: own, those of the post held now, and those of the own places.',
  query: Type.Object({ own: Type.Optional(Type.Boolean()), placeId: Type.Optional(Id) }),
  reply: Type.Object({
    commitments: Type.Array(CommitmentShape),
    /** the posts that the actor holds, and the classes that commitments follow */
    posts: Type.Array(
      Type.Object({ appointmentId: Id, post: PlaceNamed, organisation: PlaceNamed, placeId: Id }),
    ),
    classes: Type.Array(Type.Object({ id: Id, names: NamesShape, endsOn: DayText })),
    mayMake: Type.Boolean(),
  }),
})

export const commitmentPage = call({
  method: 'GET',
  path: '/api/commitments/:commitmentId',
  summary: 'One commitment with what it is tied to.',
  params: Type.Object({ commitmentId: Id }),
  reply: Type.Object({
    commitment: CommitmentShape,
    line: nullable(Type.Object({ id: Id, title: NamesShape, of: NamesShape, href: Type.String() })),
    step: nullable(Type.Object({ id: Id, title: NamesShape, of: NamesShape, href: Type.String() })),
  }),
})

export const makeCommitment = call({
  method: 'POST',
  path: '/api/commitments',
  summary: 'Undertakes something in the form “if …, then I will …”. The same one twice is kept once.',
  body: Type.Object({
    id: Id,
    classId: Id,
    /** the post from which it is undertaken; an officer may record that of somebody else in the own places */
    appointmentId: Id,
    ifText: Words,
    thenText: Words,
    dueOn: DayText,
    planLineId: nullable(Id),
    stepId: nullable(Id),
    evidenceType: oneOf(evidenceTypes),
    supportAsked: Words,
  }),
  reply: Done,
})

export const closeCommitment = call({
  method: 'POST',
  path: '/api/commitments/:commitmentId/state',
  summary: 'Says what became of a commitment; giving up needs a reason.',
  params: Type.Object({ commitmentId: Id }),
  body: Type.Object({ state: oneOf(['done', 'partly', 'dropped']), reason: nullable(Words) }),
  reply: Done,
})

export const promiseSupport = call({
  method: 'POST',
  path: '/api/commitments/:commitmentId/support',
  summary: 'The supervisor promises the support that was asked for.',
  params: Type.Object({ commitmentId: Id }),
  body: Type.Object({ promised: Words }),
  reply: Done,
})
