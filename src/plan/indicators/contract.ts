// The calls by which a programme sets up what its plans are made of: units of figures, indicators, periods. What is in
// use is never deleted: retired, it is no longer offered; a period is closed.
import { Type } from 'typebox'
import { call } from '../../base/call.ts'
import { DayText, Done, Id, Named, NamesShape, nullable, oneOf, TextUpTo } from '../../base/schemas.ts'
import { YearFrom } from '../../convene/programmes/contract.ts'
import { EarlierShape, saidTouches } from '../definitions/contract.ts'
import { AskedShape } from '../disaggregations/contract.ts'
import { frequencies } from '../frequency/rules.ts'
import { UnitCode } from '../units/contract.ts'
import { countables, countedIns, indicatorKinds, mostTerms, ways } from './rules.ts'

export const Code = Type.String({ minLength: 1, maxLength: 60 })

const TermsShape = Type.Array(Type.Object({ indicatorId: Id, weight: Type.Number() }), {
  maxItems: mostTerms,
})
const BalanceShape = Type.Array(Type.Object({ indicatorId: Id, way: oneOf(ways) }), {
  maxItems: mostTerms,
})

export const mostDisaggregations = 10

/** What is told of an indicator. */
const Told = {
  names: NamesShape,
  definition: TextUpTo(2000),
  unit: UnitCode,
  /** of a ratio: what is divided by what; null for what is added up */
  numeratorId: nullable(Id),
  denominatorId: nullable(Id),
  /** of a formula: what is added up in it, each times its weight of at most three decimal places */
  terms: Type.Optional(nullable(TermsShape)),
  /** a figure that stands at the end of the month, not one summed over the months */
  cumulative: Type.Boolean(),
  /** a figure that stands each month, of which a period has the mean over its months; not `cumulative` then */
  averaged: Type.Optional(Type.Boolean()),
  byTrade: Type.Boolean(),
  byForm: Type.Boolean(),
  /** of a figure that stands: what comes to it in a month, and what goes from it, so that reports are checked by it */
  balance: Type.Optional(nullable(BalanceShape)),
  /** cannot come true by itself: a line of it needs an action */
  needsAction: Type.Boolean(),
  counts: nullable(oneOf(countables)),
  /** whose figures count in a period that has parts; not said, a new one counts in the parts, another as before */
  countedIn: Type.Optional(oneOf(countedIns)),
  /** how often it is reported; not said, a new one every month, another as before */
  frequency: Type.Optional(oneOf(frequencies)),
}
const IndicatorBody = {
  ...Told,
  /** what its figures are told apart by; not said, a new one by nothing, another as before */
  disaggregationIds: Type.Optional(Type.Array(Id, { maxItems: mostDisaggregations })),
}

export const IndicatorShape = Type.Object({
  id: Id,
  code: Type.String(),
  ...Told,
  terms: nullable(TermsShape),
  averaged: Type.Boolean(),
  balance: nullable(BalanceShape),
  countedIn: oneOf(countedIns),
  frequency: oneOf(frequencies),
  kind: oneOf(indicatorKinds),
  /** whether its figures are added up, over months as its kind says: not those of a ratio or formula, nor any shares */
  isSummed: Type.Boolean(),
  disaggregations: Type.Array(AskedShape, { maxItems: mostDisaggregations }),
  /** no longer offered from this day on */
  retiredOn: nullable(DayText),
  /** what it said in the periods before others; what it says here holds from the last of these days on */
  earlier: EarlierShape,
})

export const listIndicators = call({
  method: 'GET',
  path: '/api/indicators',
  summary: 'The indicators of a programme with their definitions, retired ones included.',
  query: Type.Object({ programmeId: Type.Optional(Id) }),
  reply: Type.Object({
    programme: nullable(Type.Object({ ...Named.properties, yearFrom: YearFrom })),
    indicators: Type.Array(
      Type.Object({
        ...IndicatorShape.properties,
        /** a plan has a line of it, or a ratio or a formula is made of it */
        isUsed: Type.Boolean(),
        /** plans rest on it, so that who puts its words or weights otherwise is asked from when on */
        isTold: Type.Boolean(),
      }),
    ),
    /** the periods with which another definition may begin, and whether a plan is approved for it or a later one */
    beginnings: Type.Array(Type.Object({ ...Named.properties, fromOn: DayText, isApproved: Type.Boolean() })),
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

export const changeIndicator = call({
  method: 'PUT',
  path: '/api/indicators/:indicatorId',
  summary:
    'Changes an indicator. Of one in use only names, definition, the need of an action, the closing account and, as long as no period that has parts is closed, in which periods it counts: figures were made with the rest.',
  touches: saidTouches,
  params: Type.Object({ indicatorId: Id }),
  body: Type.Object({
    ...IndicatorBody,
    retired: Type.Boolean(),
    /**
     * the period with which other names, another definition or other weights begin, what was said before staying in
     * earlier ones; null where they correct what was said. Asked where plans rest on it.
     */
    fromPeriodId: Type.Optional(nullable(Id)),
  }),
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
