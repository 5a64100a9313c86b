// The shapes that the calls of plans are made of.
import { Type } from 'typebox'
import {
  Coded,
  DayText,
  Id,
  Named,
  NamesShape,
  nullable,
  oneOf,
  Small,
  TextShape,
  Whole,
} from '../base/schemas.ts'
import { FormCode } from '../registry/lists/contract.ts'
import { IndicatorShape } from './indicators/contract.ts'
import { citedKinds } from './lines/rules.ts'
import { ListCode } from './lists/contract.ts'
import { planStates } from './plans/rules.ts'
import { ReportersBody, ReportersShape } from './reporters/contract.ts'
import { mostReporters } from './reporters/rules.ts'

export const StateShape = oneOf(planStates)
export const Months = Type.Record(Type.String(), Whole)
export const EditVersion = Type.Integer({ minimum: 1, maximum: 2_147_483_647 })

export const FigureShape = Type.Object({
  value: Type.Number(),
  said: Type.String({ maxLength: 20 }),
  source: TextShape,
  estimate: Type.Boolean(),
})
/** By figure: 'artisans', 'units:<form>', 'members:<form>' … */
export const FiguresShape = Type.Record(Type.String({ maxLength: 80 }), FigureShape)

export const SheetBody = {
  figures: FiguresShape,
  tools: TextShape,
  materials: TextShape,
  markets: TextShape,
  repairs: TextShape,
  problems: TextShape,
  busyMonths: Type.Array(Small, { maxItems: 12 }),
  /** one that the programme offers; null where it has none */
  outlook: nullable(ListCode),
  outlookReason: TextShape,
}

export const SheetShape = Type.Object({
  id: Id,
  place: Coded,
  trade: Coded,
  periodId: Id,
  ...SheetBody,
  editVersion: EditVersion,
  illustrative: Type.Boolean(),
  changedOn: DayText,
})

export const CitationShape = Type.Object({ kind: oneOf(citedKinds), id: Id })
export const ActionBody = {
  what: TextShape,
  where: TextShape,
  who: TextShape,
  fromSaid: Type.String({ maxLength: 20 }),
  toSaid: Type.String({ maxLength: 20 }),
}

export const LineBody = {
  /** one that the programme offers; null where its plans are not divided */
  section: nullable(ListCode),
  indicatorId: Id,
  tradeId: nullable(Id),
  form: nullable(FormCode),
  /** The unit in which the figures are meant: held against the indicator's own. */
  unit: Type.String({ maxLength: 20 }),
  baseline: Type.Number(),
  target: Type.Number(),
  phasing: Type.Record(Type.String(), Type.Number()),
  /** places below that report it, with their parts of the baseline; left out, they stay as they are */
  reporters: Type.Optional(ReportersBody),
  ownerPostId: nullable(Id),
  means: TextShape,
  risk: TextShape,
  note: TextShape,
  actions: Type.Array(Type.Object(ActionBody), { maxItems: 20 }),
  citations: Type.Array(CitationShape, { maxItems: 20 }),
}

export const LineShape = Type.Object({
  id: Id,
  section: nullable(ListCode),
  indicator: Type.Omit(IndicatorShape, [
    'numeratorId',
    'denominatorId',
    'terms',
    'averaged',
    'balance',
    'retiredOn',
    'isSummed',
    'disaggregations',
    'countedIn',
    'earlier',
  ]),
  trade: nullable(Coded),
  form: nullable(FormCode),
  baseline: Whole,
  target: Whole,
  phasing: Months,
  /** places below that report it; none where the place that plans does */
  reporters: ReportersShape,
  decidedTarget: nullable(Whole),
  decidedPhasing: nullable(Months),
  decidedReason: nullable(TextShape),
  ownerPost: nullable(Named),
  means: TextShape,
  risk: TextShape,
  note: TextShape,
  binding: Type.Boolean(),
  /** what was approved, which counts and is reported against while the line is revised */
  standing: nullable(Type.Object({ baseline: Whole, target: Whole, phasing: Months })),
  editVersion: EditVersion,
  actions: Type.Array(Type.Object({ id: Id, ...ActionBody })),
  citations: Type.Array(CitationShape),
  comments: Type.Array(
    Type.Object({
      id: Id,
      text: TextShape,
      by: NamesShape,
      on: DayText,
      resolvedOn: nullable(DayText),
      mine: Type.Boolean(),
    }),
  ),
  previousTarget: nullable(Whole),
})

export const VersionLineShape = Type.Object({
  id: Id,
  section: nullable(ListCode),
  indicator: Type.Object({
    ...Type.Pick(IndicatorShape, ['code', 'names', 'unit', 'cumulative', 'counts']).properties,
    /** not kept before 0.3.0 */
    definition: Type.Optional(IndicatorShape.properties.definition),
  }),
  trade: nullable(Type.Object({ code: Type.String(), names: NamesShape })),
  form: nullable(FormCode),
  baseline: Whole,
  target: Whole,
  phasing: Months,
  reporters: Type.Optional(
    Type.Array(Type.Object({ code: Type.String(), names: NamesShape, baseline: Whole }), {
      maxItems: mostReporters,
    }),
  ),
  decidedTarget: nullable(Whole),
  decidedReason: nullable(TextShape),
  ownerPost: nullable(NamesShape),
  means: TextShape,
  risk: TextShape,
  note: TextShape,
  actions: Type.Array(Type.Object(ActionBody)),
  citations: Type.Array(CitationShape),
})
