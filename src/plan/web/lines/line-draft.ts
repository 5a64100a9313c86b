// A line while it is being written: figures as they are typed (money in ten thousands), and the body made from them.
import type { CallInput } from '../../../base/call.ts'
import { emptyText, type Names } from '../../../base/words.ts'
import type { TypedNumber } from '../../../kit/numbers.ts'
import { numberOf } from '../../../kit/typed-number.ts'
import { type Frequency, isDue, type Span } from '../../frequency/rules.ts'
import type { addLine } from '../../lines/contract.ts'
import type { Citation } from '../../lines/rules.ts'
import { periodMonths } from '../../periods/rules.ts'
import type { Phasing } from '../../phasing/rules.ts'
import { shown, stored } from '../parts/units.ts'
import type { Line, Plan } from '../shapes.ts'

export type ActionDraft = { what: Names; where: Names; who: Names; fromSaid: string; toSaid: string }
export type LineDraft = {
  /** '' until it is chosen: nobody is put among the new by not looking */
  section: string
  indicatorId: string
  tradeId: string
  form: string
  baseline: TypedNumber
  target: TypedNumber
  phasing: Record<string, TypedNumber>
  /** the level whose places report it; '' where the place that plans does */
  reportedBy: string
  /** by place, its part of the baseline */
  reporters: Record<string, TypedNumber>
  ownerPostId: string
  means: Names
  risk: Names
  note: Names
  actions: ActionDraft[]
  citations: Citation[]
}
export type LineBody = CallInput<typeof addLine>['body']

export const emptyAction = (): ActionDraft => ({
  what: emptyText,
  where: emptyText,
  who: emptyText,
  fromSaid: '',
  toSaid: '',
})

export const emptyDraft = (plan: Plan, citations: Citation[]): LineDraft => ({
  section: '',
  indicatorId: '',
  tradeId: '',
  form: '',
  baseline: null,
  target: null,
  phasing: Object.fromEntries(periodMonths(plan.period).map((month) => [month, null])),
  reportedBy: '',
  reporters: {},
  ownerPostId: '',
  means: emptyText,
  risk: emptyText,
  note: emptyText,
  actions: [],
  citations,
})

export const draftOf = (line: Line): LineDraft => ({
  section: line.section ?? '',
  indicatorId: line.indicator.id,
  tradeId: line.trade?.id ?? '',
  form: line.form ?? '',
  baseline: shown(line.baseline, line.indicator.unit),
  target: shown(line.target, line.indicator.unit),
  phasing: Object.fromEntries(
    Object.entries(line.phasing).map(([month, value]) => [month, shown(value, line.indicator.unit)]),
  ),
  reportedBy: line.reporters[0]?.level ?? '',
  reporters: Object.fromEntries(
    line.reporters.map(({ place, baseline }) => [place.id, shown(baseline, line.indicator.unit)]),
  ),
  ownerPostId: line.ownerPost?.id ?? '',
  means: line.means,
  risk: line.risk,
  note: line.note,
  actions: line.actions.map(({ id: _, ...action }) => action),
  citations: line.citations,
})

/** The places that report, in the order in which they are sent: those that have a part of the baseline. */
export const reportersIn = ({ reportedBy, reporters }: LineDraft): [placeId: string, typed: TypedNumber][] =>
  // What was being typed before a line could name them has neither.
  reportedBy ? Object.entries(reporters).filter(([, typed]) => typed !== null) : []

/** What is empty is sent as nothing and refused by name, rather than as a zero that nobody typed. */
type Said = { unit: string; frequency: Frequency }

/** What is sent: figures of the months in which the indicator is due, whatever was typed before it was chosen. */
export function bodyOf(draft: LineDraft, indicator: Said | undefined, period: Span): LineBody {
  const { unit, frequency } = indicator ?? { unit: undefined, frequency: 'month' }
  const figure = (typed: TypedNumber, pointer: string) =>
    stored(numberOf(typed, pointer) ?? Number.NaN, unit ?? 'count')
  const phasing: Phasing = {}
  for (const [month, value] of Object.entries(draft.phasing))
    if (value !== null && isDue(frequency, month, period)) phasing[month] = figure(value, `/phasing/${month}`)
  return {
    section: draft.section || null,
    indicatorId: draft.indicatorId,
    tradeId: draft.tradeId || null,
    form: draft.form || null,
    unit: unit ?? '',
    baseline: figure(draft.baseline, '/baseline'),
    target: figure(draft.target, '/target'),
    phasing,
    reporters: reportersIn(draft).map(([placeId, typed], at) => ({
      placeId,
      baseline: figure(typed, `/reporters/${at}/baseline`),
    })),
    ownerPostId: draft.ownerPostId || null,
    means: draft.means,
    risk: draft.risk,
    note: draft.note,
    actions: draft.actions,
    citations: draft.citations,
  }
}
