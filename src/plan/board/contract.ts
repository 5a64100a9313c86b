// The calls of the first page of planning.
import { Type } from 'typebox'
import { call } from '../../base/call.ts'
import { Coded, DayText, Id, Named, nullable } from '../../base/schemas.ts'
import { IndicatorShape } from '../indicators/contract.ts'
import { PeriodShape } from '../periods/contract.ts'
import { StateShape } from '../shapes.ts'

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
    'Every place of the reader that plans, in a period: conditions known, state of its plan, what is late.',
  query: Type.Object({ periodId: Type.Optional(Id) }),
  reply: Type.Object({
    periods: Type.Array(PeriodShape),
    periodId: nullable(Id),
    today: DayText,
    counties: Type.Array(
      Type.Object({
        place: Coded,
        /** what it went into by the period's last day; its plan goes on there */
        mergedInto: nullable(Named),
        planId: nullable(Id),
        state: nullable(StateShape),
        version: Type.Integer(),
        /** the approved version that stands, whatever is being revised */
        standingVersion: nullable(Type.Integer()),
        illustrative: Type.Boolean(),
        lines: Type.Integer(),
        decisions: Type.Integer(),
        /** how many lines have comments that are not settled */
        openComments: Type.Integer(),
        sheets: Type.Integer(),
        submittedOn: nullable(DayText),
        /** null while what was submitted waits for its decision */
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
