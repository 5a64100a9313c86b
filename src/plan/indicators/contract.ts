// The calls by which a programme sets up what its plans are made of: units of figures, indicators, periods. What is in
// use is never deleted: retired, it is no longer offered; a period is closed.
import { Type } from 'typebox'
import { call } from '../../base/call.ts'
import { DayText, Done, Id, Named, NamesShape, nullable, oneOf, TextUpTo } from '../../base/schemas.ts'
import { countables, indicatorKinds } from '../rules.ts'

const Code = Type.String({ minLength: 1, maxLength: 60 })
/** What records name a unit by. */
export const UnitCode = Type.String({ minLength: 1, maxLength: 20 })

const UnitBody = {
  names: NamesShape,
  /** figures are read and typed in so many of it, under a name of their own */
  scale: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
  scaledNames: nullable(NamesShape),
}
export const UnitShape = Type.Object({ id: Id, code: UnitCode, ...UnitBody, retiredOn: nullable(DayText) })

export const listUnits = call({
  method: 'GET',
  path: '/api/units',
  summary: 'The units of figures that all programmes share.',
  reply: Type.Object({
    units: Type.Array(Type.Object({ ...UnitShape.properties, isUsed: Type.Boolean() })),
    mayChange: Type.Boolean(),
  }),
})

export const addUnit = call({
  method: 'POST',
  path: '/api/units',
  summary: 'Adds a unit of figures.',
  body: Type.Object({ code: UnitCode, ...UnitBody }),
  reply: Done,
})

export const editUnit = call({
  method: 'PUT',
  path: '/api/units/:unitId',
  summary: 'Renames a unit or takes it off the list. Of one in use the scale stays.',
  params: Type.Object({ unitId: Id }),
  body: Type.Object({ ...UnitBody, retired: Type.Boolean() }),
  reply: Done,
})

const IndicatorBody = {
  names: NamesShape,
  definition: TextUpTo(2000),
  unit: UnitCode,
  /** of a ratio: what is divided by what; null for what is added up */
  numeratorId: nullable(Id),
  denominatorId: nullable(Id),
  /** a figure that stands at the end of the month, not one summed over the months */
  cumulative: Type.Boolean(),
  byTrade: Type.Boolean(),
  byForm: Type.Boolean(),
  /** cannot come true by itself: a line of it needs an action */
  needsAction: Type.Boolean(),
  counts: nullable(oneOf(countables)),
}

export const listIndicators = call({
  method: 'GET',
  path: '/api/indicators',
  summary: 'The indicators of a programme with their definitions, retired ones included.',
  query: Type.Object({ programmeId: Type.Optional(Id) }),
  reply: Type.Object({
    programme: nullable(Named),
    indicators: Type.Array(
      Type.Object({
        id: Id,
        code: Type.String(),
        ...IndicatorBody,
        kind: oneOf(indicatorKinds),
        retiredOn: nullable(DayText),
        /** a plan has a line of it, or a ratio is made of it */
        isUsed: Type.Boolean(),
      }),
    ),
    mayChange: Type.Boolean(),
  }),
})

export const addIndicator = call({
  method: 'POST',
  path: '/api/indicators',
  summary: 'Adds an indicator to a programme.',
  body: Type.Object({ programmeId: Id, code: Code, ...IndicatorBody }),
  reply: Done,
})

export const editIndicator = call({
  method: 'PUT',
  path: '/api/indicators/:indicatorId',
  summary:
    'Changes an indicator. Of one in use only names, definition and the need of an action: figures were made with the rest.',
  params: Type.Object({ indicatorId: Id }),
  body: Type.Object({ ...IndicatorBody, retired: Type.Boolean() }),
  reply: Done,
})

export const orderIndicators = call({
  method: 'PUT',
  path: '/api/programmes/:programmeId/indicator-order',
  summary: 'The order in which plans and roll-ups show the indicators.',
  params: Type.Object({ programmeId: Id }),
  body: Type.Object({ ids: Type.Array(Id, { maxItems: 1000 }) }),
  reply: Done,
})

const PeriodBody = {
  names: NamesShape,
  /** a longer period that this one is a part of */
  parentPeriodId: nullable(Id),
  fromOn: DayText,
  /** not included */
  toOn: DayText,
  plansDueOn: DayText,
}

export const addPeriod = call({
  method: 'POST',
  path: '/api/periods',
  summary: 'Opens a period that the counties of a programme plan for.',
  body: Type.Object({ programmeId: Id, code: Code, ...PeriodBody }),
  reply: Done,
})

export const editPeriod = call({
  method: 'PUT',
  path: '/api/periods/:periodId',
  summary: 'Changes a period. Once a county plans for it, its days stay.',
  params: Type.Object({ periodId: Id }),
  body: Type.Object(PeriodBody),
  reply: Done,
})

export const setPeriodState = call({
  method: 'PUT',
  path: '/api/periods/:periodId/state',
  summary: 'Closes a period, after which neither its plans nor its reports change, or opens it again.',
  params: Type.Object({ periodId: Id }),
  body: Type.Object({ state: oneOf(['open', 'closed']) }),
  reply: Done,
})
