// The pure rules of planning, the same on the phone and the server: what may stand in a line, what a plan adds to the
// totals, and how a figure spreads over months. No tables and no screens here.
import { type Day, monthsOf, type SaidDate } from '../base/dates.ts'
import type { RefKind } from '../base/refs.ts'
import { msg, type Names } from '../base/words.ts'
import { cellsOf, type Delta, widerThan } from '../totals/rules.ts'

/** A unit of figures as the programme has it: what records name it by, and how it is read. */
export type Unit = {
  id: string
  code: string
  names: Names
  /** figures are read and typed in so many of it, under `scaledNames` */
  scale: number
  scaledNames: Names | null
  retiredOn: Day | null
}
/** The units that the model itself knows; all others are data. */
export const count = 'count'
export const persons = 'persons'
export const percent = 'percent'

export const indicatorKinds = ['additive', 'ratio'] as const
export type IndicatorKind = (typeof indicatorKinds)[number]

export const planStates = ['draft', 'submitted', 'returned', 'approved'] as const
export type PlanState = (typeof planStates)[number]
export const planStateNames: Record<PlanState, string> = {
  draft: msg('draft'),
  submitted: msg('submitted'),
  returned: msg('returned for revision'),
  approved: msg('approved'),
}

export const planEventKinds = ['opened', 'submitted', 'returned', 'approved'] as const
export type PlanEventKind = (typeof planEventKinds)[number]

/** The two halves of a plan of the time: develop what is new, consolidate what exists. */
export const sections = ['develop', 'consolidate'] as const
export type Section = (typeof sections)[number]
export const sectionNames: Record<Section, string> = {
  develop: msg('Develop'),
  consolidate: msg('Consolidate'),
}

export const outlooks = ['develop', 'maintain', 'restrict', 'convert'] as const
export type Outlook = (typeof outlooks)[number]
export const outlookNames: Record<Outlook, string> = {
  develop: msg('develop'),
  maintain: msg('maintain'),
  restrict: msg('restrict'),
  convert: msg('convert or close'),
}

/** What a condition sheet counts of a trade as a whole; then, form by form, its units and their members. */
export const baseFigures = ['households', 'artisans', 'unorganised'] as const
export const baseFigureNames: Record<(typeof baseFigures)[number], string> = {
  households: msg('Households in the trade'),
  artisans: msg('Artisans'),
  unorganised: msg('Artisans not organised'),
}

/** What an indicator counts of a trade's organisation, so that its lines can be held against the condition sheet. */
export const countables = ['organisations', 'members', 'left'] as const
export type Countable = (typeof countables)[number]

/** The figure of a condition sheet that an indicator counts in a form; undefined where the sheet has none. */
export const figureCode = (counts: Countable | null, form: string): string | undefined =>
  counts === 'organisations' ? `units:${form}` : counts === 'members' ? `members:${form}` : undefined

/** Everything that a condition sheet counts where the programme counts these forms; each needs date and source. */
export const figureCodes = (forms: readonly string[]): string[] => [
  ...baseFigures,
  ...forms.flatMap((form) => [`units:${form}`, `members:${form}`]),
]

/** The forms whose figures stand in a sheet. */
export const formsIn = (figures: Figures): string[] =>
  Object.keys(figures).flatMap((code) => (code.startsWith('units:') ? code.slice('units:'.length) : []))

export type Figure = { value: number; said: SaidDate; source: Names; estimate: boolean }
export type Figures = Record<string, Figure>

/** 'YYYY-MM' → figure of the month: a flow's share, or a stock's closing figure. */
export type Phasing = Record<string, number>

/** What a line can come from. */
export const citedKinds = ['clause', 'case_step', 'misconception'] as const satisfies readonly RefKind[]
export type CitedKind = (typeof citedKinds)[number]
export type Citation = { kind: CitedKind; id: string }

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
}

export type PeriodRule = { id: string; fromOn: Day; toOn: Day; bordersOn: Day; state: 'open' | 'closed' }

// Figures of a plan

export type FigureLine = {
  indicatorId: string
  tradeId: string | null
  form: string | null
  baseline: number
  target: number
  phasing: Phasing
  decidedTarget: number | null
  decidedPhasing: Phasing | null
}

export type PlanFigures = {
  placeId: string
  periodId: string
  bordersOn: Day
  state: PlanState
  illustrative: boolean
  lines: readonly FigureLine[]
}

/** The figure that stands: the district's decision once the plan is approved, the county's proposal before. */
export const standingTarget = (
  state: PlanState,
  line: Pick<FigureLine, 'target' | 'decidedTarget'>,
): number => (state === 'approved' && line.decidedTarget !== null ? line.decidedTarget : line.target)

export const standingPhasing = (
  state: PlanState,
  line: Pick<FigureLine, 'phasing' | 'decidedTarget' | 'decidedPhasing'>,
): Phasing => (state === 'approved' && line.decidedPhasing ? line.decidedPhasing : line.phasing)

/** Whether a plan in this state counts in totals: a draft is the county's own until it is submitted. */
export const isCounted = (state: PlanState): boolean => state !== 'draft'

/**
 * Everything that a plan adds to the totals, cell by cell: its figures, and what coverage counts of it. Whatever changes
 * a plan posts the difference between after and before, so that totals equal the rows at every moment.
 */
export function figuresOf(plan: PlanFigures | null): Map<string, Delta> {
  if (!plan || !isCounted(plan.state)) return new Map()
  const { placeId, periodId, bordersOn, state } = plan
  const whole = { placeId, bordersOn, periodId, indicatorId: null, tradeId: null, form: null, month: null }
  const deltas: Delta[] = [{ ...whole, measure: 'plans', status: state, amount: 1 }]
  if (plan.illustrative) deltas.push({ ...whole, measure: 'plans', status: 'illustrative', amount: 1 })
  const wider: Delta[] = []
  for (const line of plan.lines) {
    const { indicatorId, tradeId, form } = line
    const cell = { ...whole, indicatorId, tradeId, form, status: state }
    deltas.push({ ...cell, measure: 'baseline', amount: line.baseline })
    deltas.push({ ...cell, measure: 'target', amount: standingTarget(state, line) })
    for (const [month, amount] of Object.entries(standingPhasing(state, line)))
      deltas.push({ ...cell, measure: 'target', month, amount })
    // Only an approved plan is expected to be reported against.
    if (state !== 'approved') continue
    deltas.push({ ...cell, measure: 'lines', amount: 1 })
    for (const wide of widerThan(line)) wider.push({ ...cell, ...wide, measure: 'counties', amount: 1 })
  }
  const cells = cellsOf(deltas)
  for (const [key, delta] of cellsOf(wider)) cells.set(key, { ...delta, amount: 1 })
  return cells
}

// Phasing

export const periodMonths = (period: Pick<PeriodRule, 'fromOn' | 'toOn'>): string[] =>
  monthsOf(period.fromOn, period.toOn)

/** Shares of a whole number by weights, exact in sum (largest remainders; earlier months first among equals). */
export function apportion(total: number, weights: readonly number[]): number[] {
  const whole = weights.reduce((a, b) => a + b, 0)
  if (weights.length === 0) return []
  if (whole <= 0)
    return apportion(
      total,
      weights.map(() => 1),
    )
  const exact = weights.map((weight) => (total * weight) / whole)
  const shares = exact.map(Math.floor)
  const rest = total - shares.reduce((a, b) => a + b, 0)
  const order = exact
    .map((x, at) => ({ at, part: x - Math.floor(x) }))
    .sort((a, b) => b.part - a.part || a.at - b.at)
  for (let i = 0; i < rest; i++) shares[order[i % order.length].at] += 1
  return shares
}

type Spread = {
  cumulative: boolean
  baseline: number
  target: number
  months: readonly string[]
  /** 'YYYY-MM': months before it have passed; nothing is planned into them. */
  fromMonth?: string
  /** Weight of each calendar month (1–12), from the trade's busy months; even without. */
  season?: (month: number) => number
}

/**
 * Spreads a target over the months. A flow is shared out; a stock walks from the baseline to the target and ends there.
 * Months already past carry nothing of a flow and the baseline of a stock.
 */
export function spread({ cumulative, baseline, target, months, fromMonth, season }: Spread): Phasing {
  const open = months.filter((month) => !fromMonth || month >= fromMonth)
  const used = open.length > 0 ? open : months.slice(-1)
  const shares = apportion(
    cumulative ? Math.abs(target - baseline) : target,
    used.map((month) => season?.(Number(month.slice(5, 7))) ?? 1),
  )
  const sign = target < baseline ? -1 : 1
  const phasing: Phasing = {}
  let standing = baseline
  for (const month of months) {
    const at = used.indexOf(month)
    if (at >= 0) standing += sign * shares[at]
    phasing[month] = cumulative ? standing : at >= 0 ? shares[at] : 0
  }
  return phasing
}

/** Busy months weigh three times as much as others. */
export const seasonOf =
  (busyMonths: readonly number[]) =>
  (month: number): number =>
    busyMonths.includes(month) ? 3 : 1

/** The phasing of a decided target in the shape of the proposal's: the same course, ending at the decision. */
export function phasingFor(
  line: { baseline: number; target: number; phasing: Phasing; cumulative: boolean },
  decided: number,
): Phasing {
  const months = Object.keys(line.phasing).sort()
  if (decided === line.target) return { ...line.phasing }
  const steps = months.map((month, at) =>
    line.cumulative
      ? Math.abs(line.phasing[month] - (at === 0 ? line.baseline : line.phasing[months[at - 1]]))
      : line.phasing[month],
  )
  const { baseline, cumulative } = line
  const shares = apportion(cumulative ? Math.abs(decided - baseline) : decided, steps)
  const sign = decided < baseline ? -1 : 1
  let standing = baseline
  const phasing: Phasing = {}
  months.forEach((month, at) => {
    standing += sign * shares[at]
    phasing[month] = cumulative ? standing : shares[at]
  })
  return phasing
}

/** A line that keeps what is there: consolidation without growth. */
export const isHold = (line: { baseline: number; target: number }): boolean => line.target === line.baseline

/** At one line, which shows them all: who needs more has long had to meet. */
export const mostComments = 200

export const isEditable = (state: PlanState): boolean => state === 'draft' || state === 'returned'
