// The pure rules of planning, the same on the phone and the server: what may stand in a line, what a plan adds to the
// totals, and how a figure spreads over months. No tables and no screens here.
import { type Day, monthsOf, type SaidDate } from '../base/dates.ts'
import type { RefKind } from '../base/refs.ts'
import { msg, type Names } from '../base/words.ts'
import type { Form } from '../registry/rules.ts'
import type { Delta } from '../totals/rules.ts'

export const units = ['count', 'persons', 'CNY-old', 'CNY', 'kg', 'pieces', 'percent'] as const
export type Unit = (typeof units)[number]
export const unitNames: Record<Unit, string> = {
  count: msg('units'),
  persons: msg('persons'),
  'CNY-old': msg('old yuan'),
  CNY: msg('yuan'),
  kg: msg('kg'),
  pieces: msg('pieces'),
  percent: msg('per cent'),
}

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

/** What a condition sheet counts, in its order; every one is required, with its date and source. */
export const figureCodes = [
  'households',
  'artisans',
  'unorganised',
  'groups',
  'group_members',
  'smp_coops',
  'smp_coop_members',
  'coops',
  'coop_members',
] as const
export type FigureCode = (typeof figureCodes)[number]
export const figureNames: Record<FigureCode, string> = {
  households: msg('Households in the trade'),
  artisans: msg('Artisans'),
  unorganised: msg('Artisans not organised'),
  groups: msg('Production groups'),
  group_members: msg('Members of groups'),
  smp_coops: msg('Supply-and-marketing production cooperatives'),
  smp_coop_members: msg('Members of supply-and-marketing production cooperatives'),
  coops: msg('Production cooperatives'),
  coop_members: msg('Members of production cooperatives'),
}

/** Which figure of a condition sheet an indicator counts, form by form. */
export const countedAs: Record<'organisations' | 'members', Record<Form, FigureCode>> = {
  organisations: {
    production_group: 'groups',
    supply_marketing_production_cooperative: 'smp_coops',
    production_cooperative: 'coops',
  },
  members: {
    production_group: 'group_members',
    supply_marketing_production_cooperative: 'smp_coop_members',
    production_cooperative: 'coop_members',
  },
}

export type Figure = { value: number; said: SaidDate; source: Names; estimate: boolean }
export type Figures = Record<FigureCode, Figure>

/** 'YYYY-MM' → figure of the month: a flow's share, or a stock's closing figure. */
export type Phasing = Record<string, number>

/** What a line can come from. */
export const citedKinds = ['clause', 'case_step', 'misconception'] as const satisfies readonly RefKind[]
export type CitedKind = (typeof citedKinds)[number]
export type Citation = { kind: CitedKind; id: string }

/** As much of an indicator as the rules need. */
export type IndicatorRule = {
  id: string
  unit: Unit
  kind: IndicatorKind
  cumulative: boolean
  byTrade: boolean
  byForm: boolean
  needsAction: boolean
  /** what it counts of a trade's organisation; null for everything else */
  counts: 'organisations' | 'members' | null
}

export type PeriodRule = { id: string; fromOn: Day; toOn: Day; bordersOn: Day; state: 'open' | 'closed' }

// Figures of a plan

export type FigureLine = {
  indicatorId: string
  tradeId: string | null
  form: Form | null
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

const cellKey = (d: Delta): string =>
  [d.placeId, d.bordersOn, d.periodId, d.indicatorId, d.tradeId, d.form, d.measure, d.status, d.month].join(
    ' ',
  )

/**
 * Everything that a plan adds to the totals, cell by cell. Whatever changes a plan posts the difference between its
 * figures after and before, so that totals equal the rows at every moment.
 */
export function figuresOf(plan: PlanFigures | null): Map<string, Delta> {
  const cells = new Map<string, Delta>()
  if (!plan || !isCounted(plan.state)) return cells
  const { placeId, periodId, bordersOn, state } = plan
  const add = (line: FigureLine, measure: 'baseline' | 'target', month: string | null, amount: number) => {
    const { indicatorId, tradeId, form } = line
    const delta: Delta = {
      placeId,
      bordersOn,
      periodId,
      indicatorId,
      tradeId,
      form,
      measure,
      status: state,
      month,
      amount,
    }
    const key = cellKey(delta)
    const before = cells.get(key)
    cells.set(key, before ? { ...delta, amount: before.amount + amount } : delta)
  }
  for (const line of plan.lines) {
    add(line, 'baseline', null, line.baseline)
    add(line, 'target', null, standingTarget(state, line))
    for (const [month, amount] of Object.entries(standingPhasing(state, line)))
      add(line, 'target', month, amount)
  }
  return cells
}

/** What must be posted so that totals go from `before` to `after`. Invariant: before + difference = after, cell by cell. */
export function difference(before: Map<string, Delta>, after: Map<string, Delta>): Delta[] {
  const deltas: Delta[] = []
  for (const [key, now] of after) {
    const amount = now.amount - (before.get(key)?.amount ?? 0)
    if (amount !== 0) deltas.push({ ...now, amount })
  }
  for (const [key, old] of before)
    if (!after.has(key) && old.amount !== 0) deltas.push({ ...old, amount: -old.amount })
  return deltas
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

export const isEmptyText = (text: Names): boolean => text.zh.trim() === '' && text.en.trim() === ''

export const isEditable = (state: PlanState): boolean => state === 'draft' || state === 'returned'
