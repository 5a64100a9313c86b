// The calls of plans: the board, condition sheets, one plan with its lines, and the way from draft to approval.
import { Type } from 'typebox'
import { call } from '../../base/call.ts'
import {
  AnyText,
  Coded,
  DayText,
  Done,
  Id,
  Named,
  NamesShape,
  nullable,
  oneOf,
  TextShape,
  Whole,
} from '../../base/schemas.ts'
import { citedKinds, planEventKinds } from '../rules.ts'
import {
  CitationShape,
  EditVersion,
  FiguresShape,
  IndicatorShape,
  LineBody,
  LineShape,
  OutlookShape,
  PeriodShape,
  SheetBody,
  SheetShape,
  StateShape,
  VersionLineShape,
} from '../shapes.ts'

export const periods = call({
  method: 'GET',
  path: '/api/periods',
  summary: 'The periods published to the reader, which holds the present day, and for which plans are due.',
  reply: Type.Object({ periods: Type.Array(PeriodShape), currentId: nullable(Id), dueId: nullable(Id) }),
})

export const planChoices = call({
  method: 'GET',
  path: '/api/plan-choices',
  summary: 'What a plan line is made of: indicators, trades and posts.',
  reply: Type.Object({
    indicators: Type.Array(IndicatorShape),
    trades: Type.Array(Coded),
    posts: Type.Array(Named),
  }),
})

// The board

export const planBoard = call({
  method: 'GET',
  path: '/api/plan-board',
  summary:
    'Every county (city) of the reader in a period: conditions known, state of its plan, what is late.',
  query: Type.Object({ periodId: Type.Optional(Id) }),
  reply: Type.Object({
    periods: Type.Array(PeriodShape),
    periodId: nullable(Id),
    today: DayText,
    counties: Type.Array(
      Type.Object({
        place: Coded,
        planId: nullable(Id),
        state: nullable(StateShape),
        version: Type.Integer(),
        illustrative: Type.Boolean(),
        lines: Type.Integer(),
        decisions: Type.Integer(),
        openComments: Type.Integer(),
        sheets: Type.Integer(),
        submittedOn: nullable(DayText),
        decidedOn: nullable(DayText),
        late: Type.Boolean(),
        mayWrite: Type.Boolean(),
      }),
    ),
    /** how many more there are than one board shows */
    more: Type.Integer(),
    mayRead: Type.Boolean(),
    mayReview: Type.Boolean(),
    mayClose: Type.Boolean(),
  }),
})

// Condition sheets

export const sheetGrid = call({
  method: 'GET',
  path: '/api/plan-sheets',
  summary: 'Condition sheets of a period, county by trade: who knows what about which trade.',
  query: Type.Object({ periodId: Id }),
  reply: Type.Object({
    period: PeriodShape,
    counties: Type.Array(Type.Object({ place: Coded, mayWrite: Type.Boolean() })),
    trades: Type.Array(Coded),
    sheets: Type.Array(
      Type.Object({
        id: Id,
        placeId: Id,
        tradeId: Id,
        outlook: OutlookShape,
        artisans: Whole,
        unorganised: Whole,
        estimates: Type.Integer(),
        illustrative: Type.Boolean(),
      }),
    ),
  }),
})

export const sheetPage = call({
  method: 'GET',
  path: '/api/plan-sheets/:sheetId',
  summary: "A county's conditions in one trade, with date, source and estimate of every figure.",
  params: Type.Object({ sheetId: Id }),
  reply: Type.Object({
    sheet: SheetShape,
    period: PeriodShape,
    planId: nullable(Id),
    planState: nullable(StateShape),
    mayEdit: Type.Boolean(),
  }),
})

export const makeSheet = call({
  method: 'POST',
  path: '/api/plan-sheets',
  summary: 'Records the conditions of a trade in a county; only then can targets be set for it.',
  body: Type.Object({ placeId: Id, tradeId: Id, periodId: Id, ...SheetBody }),
  reply: Done,
})

export const changeSheet = call({
  method: 'PUT',
  path: '/api/plan-sheets/:sheetId',
  summary: 'Changes a condition sheet while its plan is a draft or returned.',
  params: Type.Object({ sheetId: Id }),
  body: Type.Object({ ...SheetBody, editVersion: EditVersion }),
  reply: Done,
})

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
    editVersion: EditVersion,
    illustrative: Type.Boolean(),
    today: DayText,
    place: Coded,
    period: PeriodShape,
    lines: Type.Array(LineShape),
    sheets: Type.Array(SheetShape),
    events: Type.Array(
      Type.Object({
        kind: oneOf(planEventKinds),
        on: DayText,
        by: NamesShape,
        text: TextShape,
        version: Type.Integer(),
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

export const openPlan = call({
  method: 'POST',
  path: '/api/plans',
  summary: "Opens a county's plan for a period, as a draft.",
  body: Type.Object({ placeId: Id, periodId: Id }),
  reply: Done,
})

/** A line shows in its plan, in all that is made of plans, and at what it cites. */
const lineTouches = [
  'plans',
  'plan-board',
  'plan-choices',
  'plan-lines',
  'carry-out',
  'roll-up',
  'roll-up.csv',
  'thread',
  'cases',
  'case-steps',
  'policies',
  'misconceptions',
  'stages',
]

export const addLine = call({
  method: 'POST',
  path: '/api/plans/:planId/lines',
  summary: 'Puts a line into a plan. Refused where the trade has no condition sheet.',
  touches: lineTouches,
  params: Type.Object({ planId: Id }),
  body: Type.Object(LineBody),
  reply: Done,
})

export const changeLine = call({
  method: 'PUT',
  path: '/api/plan-lines/:planLineId',
  summary:
    'Changes a line from the version that the reader saw; another version answers with what stands now.',
  touches: lineTouches,
  params: Type.Object({ planLineId: Id }),
  body: Type.Object({ ...LineBody, editVersion: EditVersion }),
  reply: Done,
})

export const removeLine = call({
  method: 'DELETE',
  path: '/api/plan-lines/:planLineId',
  summary: 'Takes a line out of a draft or returned plan, unless it was approved before.',
  touches: lineTouches,
  params: Type.Object({ planLineId: Id }),
  query: Type.Object({ editVersion: EditVersion }),
  reply: Done,
})

export const citeInLine = call({
  method: 'POST',
  path: '/api/plan-lines/:planLineId/citations',
  summary: 'Lets a line cite one more clause, case step or misconception.',
  touches: lineTouches,
  params: Type.Object({ planLineId: Id }),
  body: CitationShape,
  reply: Done,
})

export const decideLine = call({
  method: 'PUT',
  path: '/api/plan-lines/:planLineId/decision',
  summary:
    "Sets the district's figure beside the county's proposal, which stays; null takes the decision back.",
  touches: lineTouches,
  params: Type.Object({ planLineId: Id }),
  body: Type.Object({ decidedTarget: nullable(Type.Number()), reason: TextShape, editVersion: EditVersion }),
  reply: Done,
})

export const commentOnLine = call({
  method: 'POST',
  path: '/api/plan-lines/:planLineId/comments',
  summary: 'Writes a comment on a line.',
  once: 'id',
  touches: ['plans', 'plan-board'],
  params: Type.Object({ planLineId: Id }),
  body: Type.Object({
    /** made on the device, so that sending again is recognised */
    id: Id,
    text: TextShape,
  }),
  reply: Done,
})

export const resolveComment = call({
  method: 'PUT',
  path: '/api/plan-comments/:commentId',
  summary: 'Marks a comment as settled, or opens it again.',
  touches: ['plans', 'plan-board'],
  params: Type.Object({ commentId: Id }),
  body: Type.Object({ resolved: Type.Boolean() }),
  reply: Done,
})

const Decision = Type.Object({ editVersion: EditVersion })

export const submitPlan = call({
  method: 'POST',
  path: '/api/plans/:planId/submit',
  summary: 'Sends the plan to the district; an immutable version is kept.',
  params: Type.Object({ planId: Id }),
  body: Decision,
  reply: Done,
})

export const returnPlan = call({
  method: 'POST',
  path: '/api/plans/:planId/return',
  summary:
    'Gives the plan back to the county with a reason; an approved plan is opened for revision this way.',
  params: Type.Object({ planId: Id }),
  body: Type.Object({ editVersion: EditVersion, reason: TextShape }),
  reply: Done,
})

export const acceptLines = call({
  method: 'POST',
  path: '/api/plans/:planId/accept',
  summary: 'Accepts every proposal that the district has not decided on yet.',
  params: Type.Object({ planId: Id }),
  body: Decision,
  reply: Done,
})

export const approvePlan = call({
  method: 'POST',
  path: '/api/plans/:planId/approve',
  summary: 'Approves the plan; decisions stand from now on and an immutable version is kept.',
  params: Type.Object({ planId: Id }),
  body: Type.Object({ editVersion: EditVersion, conditions: TextShape }),
  reply: Done,
})

export const planVersion = call({
  method: 'GET',
  path: '/api/plans/:planId/versions/:number',
  summary: 'One kept version of a plan, and whether its digest still fits its content.',
  params: Type.Object({ planId: Id, number: Type.Integer({ minimum: 1 }) }),
  reply: Type.Object({
    number: Type.Integer(),
    kind: oneOf(['submitted', 'approved']),
    on: DayText,
    sha256: Type.String(),
    intact: Type.Boolean(),
    content: Type.Object({
      place: Type.Object({ code: Type.String(), names: NamesShape }),
      period: Type.Object({ code: Type.String(), names: NamesShape }),
      lines: Type.Array(VersionLineShape),
      conditions: Type.Array(
        Type.Object({
          trade: Type.Object({ code: Type.String(), names: NamesShape }),
          outlook: OutlookShape,
          outlookReason: TextShape,
          figures: FiguresShape,
        }),
      ),
    }),
  }),
})
