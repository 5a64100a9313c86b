// The calls of the roll-up: a place's totals in a period, the rows behind one of them, and the same as a file.
import { Type } from 'typebox'
import { call } from '../base/call.ts'
import { DayText, Id, MonthText, Named, NamesShape, nullable, oneOf } from '../base/schemas.ts'
import { MonthSentShape, PeriodShape } from '../carry-out/reports/contract.ts'
import { AnewShape } from '../plan/definitions/contract.ts'
import { mostParts } from '../plan/disaggregations/rules.ts'
import { IndicatorShape, mostDisaggregations } from '../plan/indicators/contract.ts'
import { countedIns } from '../plan/indicators/rules.ts'
import { planStates } from '../plan/plans/rules.ts'
import { LevelCode, TierShape } from '../registry/levels/contract.ts'
import { FormCode } from '../registry/lists/contract.ts'
import { cellMeasures } from './period-rules.ts'
import { countings } from './rules.ts'

export const PlaceOf = Type.Object({ id: Id, names: NamesShape, level: LevelCode, tier: TierShape })
const Amount = nullable(Type.Number())

export const FiguresShape = Type.Object({
  baseline: Amount,
  target: Amount,
  phased: Amount,
  actual: Amount,
  /** the baseline of the same lines as the actual: it and the change make the actual */
  reportedBaseline: Amount,
  change: Amount,
  verified: Amount,
  dormant: Amount,
})

export const CoverageShape = Type.Object({
  /**
   * counties whose approved plan has such a line, and those of them that sent a figure of at least one for the month
   */
  expected: Type.Integer(),
  reported: Type.Integer(),
  lines: Type.Integer(),
  linesReported: Type.Integer(),
  /** those up to the month that the actual comes from, and how many were due */
  reports: Type.Integer(),
  due: Type.Integer(),
})

/** How a figure is told apart, where anybody said it; null is a part that is withheld. */
const DisaggregatedShape = Type.Array(
  Type.Object({
    id: Id,
    names: NamesShape,
    parts: Type.Array(
      Type.Object({
        id: Id,
        names: NamesShape,
        value: Amount,
        /** of the figure, where its parts were said everywhere */
        share: Amount,
      }),
      { maxItems: mostParts },
    ),
    /** how much of the figure nobody told apart; null where all of it was */
    notSaid: Amount,
  }),
  { maxItems: mostDisaggregations },
)

export const IndicatorOf = Type.Omit(IndicatorShape, [
  'needsAction',
  'balance',
  'disaggregations',
  'retiredOn',
  'earlier',
])

const Asked = {
  placeId: Type.Optional(Id),
  periodId: Type.Optional(Id),
  month: Type.Optional(MonthText),
  counting: Type.Optional(oneOf(countings)),
  /** other borders than those of the last day of the period, and of each of its parts */
  bordersOn: Type.Optional(DayText),
}

const Head = {
  place: PlaceOf,
  period: PeriodShape,
  month: MonthText,
  counting: oneOf(countings),
  bordersOn: DayText,
  /** whether each period is counted by the borders of its own last day, not all by those of one */
  isByOwn: Type.Boolean(),
  /** the periods that hold the months of one which has parts; whether the reader reads the place's totals of each */
  madeOf: Type.Array(Type.Object({ ...PeriodShape.properties, isRead: Type.Boolean() })),
}

export const rollUp = call({
  method: 'GET',
  path: '/api/roll-up',
  summary:
    'A place’s totals as of the end of a month, by indicator, trade and form, with coverage and approval.',
  query: Type.Object({ ...Asked, gridIndicatorId: Type.Optional(Id) }),
  reply: Type.Object({
    ...Head,
    today: DayText,
    /** whether the plans and reports behind may be read, not only their totals */
    mayOpen: Type.Boolean(),
    /** each behind the longer one that it is a part of, and how deep it lies in others */
    periods: Type.Array(Type.Object({ ...PeriodShape.properties, depth: Type.Integer() })),
    /** the part that holds the month, of which the facts are; null where the reader may not read it */
    current: nullable(PeriodShape),
    /** the places above that the reader may read totals of, the highest first */
    above: Type.Array(PlaceOf),
    months: Type.Array(MonthText),
    trades: Type.Array(Named),
    facts: Type.Object({
      counties: Type.Integer(),
      conditionsKnown: Type.Integer(),
      submitted: Type.Integer(),
      /** those are expected to report */
      approved: Type.Integer(),
      /** of them, those that sent figures of all lines for the month, and those that sent some */
      reported: Type.Integer(),
      reportedPartly: Type.Integer(),
      /** those of which nothing is due in the month */
      nothingDue: Type.Integer(),
      reports: Type.Integer(),
      verified: Type.Integer(),
      disputed: Type.Integer(),
      illustrative: Type.Boolean(),
    }),
    /** the last thing that changed these totals */
    lastChange: nullable(
      Type.Object({
        at: Type.String(),
        verb: Type.String(),
        place: NamesShape,
        month: nullable(Type.String()),
      }),
    ),
    rows: Type.Array(
      Type.Object({
        indicator: IndicatorOf,
        /** what begins amid the period; what is counted by either is added all the same */
        anew: AnewShape,
        /** of a formula: parts of the period weigh it otherwise, so that there is no figure of the whole */
        isReweighed: Type.Boolean(),
        figures: FiguresShape,
        coverage: CoverageShape,
        disaggregations: DisaggregatedShape,
        /** where a period and its parts both hold figures, those of the other, which are not added */
        apart: nullable(FiguresShape),
        /** by trade, by form, and by both; '' of neither is the row itself */
        parts: Type.Array(
          Type.Object({
            tradeId: nullable(Id),
            form: nullable(FormCode),
            figures: FiguresShape,
            coverage: CoverageShape,
            disaggregations: DisaggregatedShape,
          }),
        ),
      }),
    ),
    grid: Type.Object({
      indicatorId: nullable(Id),
      rows: Type.Array(
        Type.Object({
          place: PlaceOf,
          /** the county that it went into, whose totals it is a part of */
          mergedInto: nullable(Named),
          planState: nullable(oneOf(planStates)),
          planId: nullable(Id),
          counties: Type.Integer(),
          approved: Type.Integer(),
          /** whether it lies here in the part that holds the month */
          isHere: Type.Boolean(),
          cells: Type.Array(
            Type.Object({
              actual: Amount,
              phased: Type.Number(),
              /** not in the months of a period by whose borders it lies elsewhere */
              isHere: Type.Boolean(),
              /** above a county by the usual day on which a month is due, and nothing is said to be late */
              ...MonthSentShape.properties,
            }),
          ),
        }),
      ),
    }),
  }),
})

export const rollUpPlaces = call({
  method: 'GET',
  path: '/api/roll-up/places',
  summary: 'Places whose roll-up the reader may turn to: by name or code, or those around the one shown.',
  query: Type.Object({ ...Asked, text: Type.Optional(Type.String({ maxLength: 100 })) }),
  reply: Type.Object({
    found: Type.Array(Type.Object({ ...PlaceOf.properties, under: nullable(NamesShape) })),
  }),
})

const CellAsked = {
  ...Asked,
  indicatorId: Id,
  tradeId: Type.Optional(Id),
  form: Type.Optional(FormCode),
  measure: oneOf(cellMeasures),
  /** a part of what was reported, by the id of the indicator’s part */
  partId: Type.Optional(Id),
  /** the figures of the other, where a period and its parts both hold some */
  countedIn: Type.Optional(oneOf(countedIns)),
}

export const rollUpCell = call({
  method: 'GET',
  path: '/api/roll-up/cell',
  summary: 'The rows that one total is made of, place by place, with their sum beside the total.',
  query: Type.Object(CellAsked),
  reply: Type.Object({
    ...Head,
    indicator: IndicatorOf,
    anew: AnewShape,
    trade: nullable(Named),
    form: nullable(FormCode),
    part: nullable(Named),
    measure: oneOf(cellMeasures),
    countedIn: oneOf(countedIns),
    /** null is a part that is withheld; of an average what its months make together, to be divided by them */
    total: Amount,
    sum: Amount,
    /** of an average: by how many months, and how many reports or plans of months are missing: then there is no mean */
    mean: nullable(Type.Object({ months: Type.Integer(), missing: Type.Integer() })),
    groups: Type.Array(
      Type.Object({
        place: PlaceOf,
        sum: Amount,
        rows: Type.Array(
          Type.Object({
            planId: Id,
            planState: oneOf(planStates),
            planLineId: Id,
            period: Named,
            reportId: nullable(Id),
            /** the place below that reported it; null where the place that plans did */
            reporter: nullable(NamesShape),
            trade: nullable(NamesShape),
            form: nullable(FormCode),
            month: nullable(MonthText),
            state: nullable(Type.String()),
            value: Type.Number(),
            /** with targets: what the county proposed, where the district decided otherwise */
            proposed: nullable(Type.Number()),
          }),
        ),
      }),
    ),
    /** whether the groups are counties with their rows, or the places below with their own totals */
    byCounty: Type.Boolean(),
    /** counties of the place, or places below it, that add nothing to this total */
    absent: Type.Array(Named),
    mayOpen: Type.Boolean(),
  }),
})

export const rollUpCsv = call({
  method: 'GET',
  path: '/api/roll-up.csv',
  summary: 'The roll-up as a CSV file in UTF-8.',
  query: Type.Object(Asked),
  file: true,
  reply: Type.Any(),
})
