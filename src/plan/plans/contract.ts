// The calls of plans: the board, condition sheets, one plan with its lines, and the way from draft to approval.
import { Type } from 'typebox'
import { call } from '../../base/call.ts'
import {
  AnyText,
  Coded,
  DayText,
  Done,
  Id,
  NamesShape,
  nullable,
  oneOf,
  PaperWords,
  TextShape,
} from '../../base/schemas.ts'
import { GoneShape } from '../../registry/places/contract.ts'
import { citedKinds } from '../lines/rules.ts'
import { Lists } from '../lists/contract.ts'
import { PeriodShape } from '../periods/contract.ts'
import { EditVersion, LineShape, SheetShape, StateShape } from '../shapes.ts'
import { planEventKinds } from './rules.ts'

// Plans and lines

export const planPage = call({
  method: 'GET',
  path: '/api/plans/:planId',
  summary: 'A plan with its lines, the conditions it stands on, what happened to it and its versions.',
  params: Type.Object({ planId: Id }),
  reply: Type.Object({
    id: Id,
    state: StateShape,
    version: Type.Integer(),
    /** the approved version that stands, whatever is being revised */
    standingVersion: nullable(Type.Integer()),
    editVersion: EditVersion,
    illustrative: Type.Boolean(),
    today: DayText,
    place: Coded,
    /** how the county ended, if it has gone into another */
    gone: nullable(GoneShape),
    period: PeriodShape,
    lines: Type.Array(LineShape),
    sheets: Type.Array(SheetShape),
    ...Lists,
    /** what the programme says of the plan as a paper; null: it stands as it comes */
    paper: nullable(PaperWords),
    events: Type.Array(
      Type.Object({
        kind: oneOf(planEventKinds),
        on: DayText,
        by: NamesShape,
        text: TextShape,
        version: Type.Integer(),
        /** what was said about comments that were open then */
        aboutOpen: nullable(TextShape),
        /** approved by whoever had submitted it, in an office of one person */
        isBySubmitter: Type.Boolean(),
        /**
         * of an approval: the account that had submitted, where it is nobody's of the registers and the approver opened
         * it
         */
        submittedByOpened: nullable(NamesShape),
      }),
    ),
    versions: Type.Array(
      Type.Object({
        number: Type.Integer(),
        kind: oneOf(['submitted', 'approved']),
        on: DayText,
        by: NamesShape,
        sha256: Type.String(),
      }),
    ),
    /** what was asked of the version that stands and confirmed with it, each with the figures that it rests on */
    confirmed: Type.Array(
      Type.Object({ lineId: nullable(Id), code: Type.String(), about: Type.Array(Type.Number()) }),
    ),
    mayEdit: Type.Boolean(),
    mayReview: Type.Boolean(),
    mayReopen: Type.Boolean(),
    mayComment: Type.Boolean(),
  }),
})

export const planSources = call({
  method: 'GET',
  path: '/api/plans/:planId/sources',
  summary: 'The clauses, case steps and misconceptions that the lines of a plan cite, in words.',
  params: Type.Object({ planId: Id }),
  reply: Type.Object({
    sources: Type.Array(
      Type.Object({
        kind: oneOf(citedKinds),
        id: Id,
        title: AnyText,
        of: AnyText,
        href: Type.String(),
      }),
    ),
  }),
})

export const makePlan = call({
  method: 'POST',
  path: '/api/plans',
  summary: "Opens a place's plan for a period, as a draft.",
  body: Type.Object({ placeId: Id, periodId: Id }),
  reply: Done,
})

const Decision = Type.Object({ editVersion: EditVersion })
/** What is said about comments that are still open; asked for where there are any. */
const AboutOpen = Type.Optional(TextShape)

export const submitPlan = call({
  method: 'POST',
  path: '/api/plans/:planId/submit',
  summary:
    'Sends the plan to whoever reviews it; an immutable version is kept. With comments still open, only with a word about them.',
  params: Type.Object({ planId: Id }),
  body: Type.Object({ editVersion: EditVersion, aboutOpen: AboutOpen }),
  reply: Done,
})

export const returnPlan = call({
  method: 'POST',
  path: '/api/plans/:planId/return',
  summary:
    'Gives the plan back to its place with a reason; an approved plan is opened for revision this way.',
  params: Type.Object({ planId: Id }),
  body: Type.Object({ editVersion: EditVersion, reason: TextShape }),
  reply: Done,
})

export const acceptLines = call({
  method: 'POST',
  path: '/api/plans/:planId/accept',
  summary: 'Accepts every proposal that whoever reviews has not decided on yet.',
  params: Type.Object({ planId: Id }),
  body: Decision,
  reply: Done,
})

export const approvePlan = call({
  method: 'POST',
  path: '/api/plans/:planId/approve',
  summary:
    'Approves the plan; decisions stand from now on and an immutable version is kept. With comments still open, only with a word about them.',
  params: Type.Object({ planId: Id }),
  body: Type.Object({ editVersion: EditVersion, conditions: TextShape, aboutOpen: AboutOpen }),
  reply: Done,
})
