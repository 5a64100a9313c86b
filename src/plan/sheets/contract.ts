// The calls about condition sheets.
import { Type } from 'typebox'
import { call } from '../../base/call.ts'
import { Coded, Done, Id, Named, nullable, Whole } from '../../base/schemas.ts'
import { ListCode, Lists } from '../lists/contract.ts'
import { PeriodShape } from '../periods/contract.ts'
import { EditVersion, SheetBody, SheetShape, StateShape } from '../shapes.ts'

// Condition sheets

export const sheetGrid = call({
  method: 'GET',
  path: '/api/plan-sheets',
  summary: 'Condition sheets of a period, place by trade: who knows what about which trade.',
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
        outlook: nullable(ListCode),
        artisans: Whole,
        unorganised: Whole,
        estimates: Type.Integer(),
        illustrative: Type.Boolean(),
      }),
    ),
    /** what the programme says of trades, retired entries included */
    outlooks: Lists.outlooks,
    /** whether the actor reads plans of any place */
    mayRead: Type.Boolean(),
  }),
})

export const sheetPage = call({
  method: 'GET',
  path: '/api/plan-sheets/:sheetId',
  summary: "A place's conditions in one trade, with date, source and estimate of every figure.",
  params: Type.Object({ sheetId: Id }),
  reply: Type.Object({
    sheet: SheetShape,
    period: PeriodShape,
    planId: nullable(Id),
    planState: nullable(StateShape),
    /** what the programme says of trades, retired entries included */
    outlooks: Lists.outlooks,
    mayEdit: Type.Boolean(),
  }),
})

export const earlierSheet = call({
  method: 'GET',
  path: '/api/plan-sheets/earlier',
  summary:
    'The last condition sheet of the same place and trade before a period, to begin from; what of it still holds a person says.',
  query: Type.Object({ placeId: Id, tradeId: Id, periodId: Id }),
  reply: Type.Object({ earlier: nullable(Type.Object({ sheet: SheetShape, period: Named })) }),
})

export const makeSheet = call({
  method: 'POST',
  path: '/api/plan-sheets',
  summary: 'Records the conditions of a trade in a place; only then can targets be set for it.',
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
