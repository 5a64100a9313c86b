// What an indicator is: how its figures come about, what of them is added up, and what a period makes of its parts.
import { msg, type Names } from '../../base/words.ts'
import type { Frequency } from '../frequency/rules.ts'

export type IndicatorEntry = Omit<IndicatorRule, 'id' | 'kind' | 'frequency'> & {
  names: Names
  definition: Names
  numeratorId: string | null
  denominatorId: string | null
  terms?: Term[] | null
  /** reported month by month; of a period the mean over its months */
  averaged?: boolean
  balance?: BalancePart[] | null
  countedIn?: CountedIn
  frequency?: Frequency
  disaggregationIds?: string[]
}

/**
 * What comes to a stock in a month, or goes from it: opening, what came and what went make the closing figure. A check
 * that is told where all parts were reported, never a reckoning.
 */
export type BalancePart = { indicatorId: string; way: Way }
export const ways = ['comes', 'goes'] as const
export type Way = (typeof ways)[number]
export const wayNames: Record<Way, string> = { comes: msg('comes to it'), goes: msg('goes from it') }

/** Of a formula: another indicator, and how much of its figure counts. */
export type Term = { indicatorId: string; weight: number }
export const mostTerms = 10

/** A weight has at most three places, and is kept in whole thousandths: null for one that has more. */
export function thousandths(weight: number): number | null {
  const whole = Math.round(weight * 1000)
  return whole / 1000 === weight ? whole : null
}

export const countedIns = ['parts', 'whole'] as const
/** Whose figures count in a period that has parts, of which both may be planned: its parts’, or its own. */
export type CountedIn = (typeof countedIns)[number]

/**
 * Ratios and formulas are reckoned from the sums of others wherever they are read: never planned, typed or added. An
 * average is reported month by month and kept like a flow; of a period it is the sum over months, divided by them when
 * it is read.
 */
export const indicatorKinds = ['additive', 'average', 'ratio', 'formula'] as const
export const indicatorKindNames: Record<(typeof indicatorKinds)[number], string> = {
  additive: msg('added up'),
  average: msg('averaged over the months'),
  ratio: msg('a ratio'),
  formula: msg('a formula'),
}
export type IndicatorKind = (typeof indicatorKinds)[number]

export const kindOf = (entry: Pick<IndicatorEntry, 'numeratorId' | 'terms' | 'averaged'>): IndicatorKind => {
  if (entry.terms) return 'formula'
  if (entry.numeratorId !== null) return 'ratio'
  return entry.averaged ? 'average' : 'additive'
}
/** Kinds whose figures are added up. */
export const addedKinds: readonly IndicatorKind[] = ['additive', 'average']
export const isReckoned = (kind: IndicatorKind): boolean => !addedKinds.includes(kind)
/** Whether the figure of a month says what stands, not what came in it. */
export const stands = ({ kind, cumulative }: { kind: IndicatorKind; cumulative: boolean }): boolean =>
  cumulative || kind === 'average'

/** What an indicator counts of a trade's organisation, so that its lines can be held against the condition sheet. */
export const countables = ['organisations', 'members', 'left'] as const
export type Countable = (typeof countables)[number]

/** As much of an indicator as the rules need. */
export type IndicatorRule = {
  id: string
  unit: string
  kind: IndicatorKind
  cumulative: boolean
  byTrade: boolean
  byForm: boolean
  needsAction: boolean
  /** what it counts of a trade's organisation; null for everything else */
  counts: Countable | null
  /** how often it is reported, and so in which months of a period it has figures */
  frequency: Frequency
}
