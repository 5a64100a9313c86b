// The calls of commitments: what people undertook at the end of a class, and what became of it.
import { Type } from 'typebox'
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
import { Words } from '../reports/contract.ts'
import { commitmentStates, evidenceTypes } from './rules.ts'

export const CommitmentShape = Type.Object({
  id: Id,
  classId: Id,
  person: Named,
  post: Named,
  organisation: Named,
  place: Named,
  /** who holds the post now; the person itself, a successor, or nobody */
  holder: nullable(Named),
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
    'The commitments that the actor may see, own, of the post held now, and of the own places: the open and most urgent first, a page at a time.',
  query: Type.Object({
    own: Type.Optional(Type.Boolean()),
    placeId: Type.Optional(Id),
    /** only those that are still open */
    open: Type.Optional(Type.Boolean()),
    after: After,
  }),
  reply: Type.Object({
    commitments: PageOf(CommitmentShape),
    next: Next,
    /** of all of them, whichever page is shown and whether or not only the open ones are */
    figures: Type.Object({
      open: Type.Integer(),
      overdue: Type.Integer(),
      dueSoon: Type.Integer(),
      done: Type.Integer(),
      /** done in part or given up */
      otherwise: Type.Integer(),
    }),
    /** the posts that the actor holds, and the class that a commitment most likely follows */
    posts: Type.Array(Type.Object({ appointmentId: Id, post: Named, organisation: Named, placeId: Id })),
    lastClass: nullable(Type.Object({ id: Id, names: NamesShape, lastDay: DayText })),
    mayMake: Type.Boolean(),
    /** whether the actor reads commitments of any place; otherwise only the own ones are among them */
    mayRead: Type.Boolean(),
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

const commitmentTouches = ['commitments', 'carry-out', 'thread']

export const makeCommitment = call({
  method: 'POST',
  path: '/api/commitments',
  summary: 'Undertakes something in the form “if …, then I will …”. The same one twice is kept once.',
  once: 'id',
  touches: commitmentTouches,
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
  touches: commitmentTouches,
  params: Type.Object({ commitmentId: Id }),
  body: Type.Object({ state: oneOf(['done', 'partly', 'dropped']), reason: nullable(Words) }),
  reply: Done,
})

export const promiseSupport = call({
  method: 'POST',
  path: '/api/commitments/:commitmentId/support',
  summary: 'The supervisor promises the support that was asked for.',
  touches: commitmentTouches,
  params: Type.Object({ commitmentId: Id }),
  body: Type.Object({ promised: Words }),
  reply: Done,
})
