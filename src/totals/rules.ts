// What a stored total is: one number per place × period × indicator × trade × form × measure × status × month. Amounts
// are what plans and reports say; counts are what coverage is made of, kept in the same way so that nobody has to count
// rows to read a page.
import type { Day } from '../base/dates.ts'

export const amounts = ['baseline', 'target', 'actual'] as const
/**
 * plans: one for each plan, by its state, and once more under 'illustrative'; conditions: one for each county whose
 * conditions are 'known'. lines: those that are expected to report, of 'approved' plans, once for each reporter.
 * reports: the standing ones, by state and month. counties: one for each county with at least one such line
 * ('approved') or report ('reported') of the same indicator, trade or form, posted under `anyTrade` and `anyForm`; of
 * one trade and form what its lines ('shared') and reports ('again') have beyond the first, as more report the same
 * line; and by month, of no indicator, those that reported 'whole' or 'partly', and those of which nothing is due
 * ('none-due').
 */
export const counts = ['plans', 'conditions', 'lines', 'reports', 'counties'] as const
export type Measure = (typeof amounts)[number] | (typeof counts)[number]

/** The measures that are asked for, and of each the states; null where all count. */
export type Counted = Partial<Record<Measure, readonly string[] | null>>

/** Of no indicator, trade or form: about the county as a whole. Text and uuid columns stay not-null with these. */
export const noIndicator = '00000000-0000-0000-0000-000000000000'
export const noTrade = noIndicator
export const noForm = ''
/** The month of a figure that is not phased by month. */
export const noMonth = ''

/** Of all trades, or all forms, together. */
export const anyTrade = 'ffffffff-ffff-ffff-ffff-ffffffffffff'
export const anyForm = '*'

/**
 * A signed change of one figure at one place. `status` is the state the figure counts under (of a plan: 'submitted',
 * 'returned', 'approved'; of a report: 'reported', 'verified', 'disputed'). `amount` is in the indicator's smallest
 * unit.
 */
export type Delta = {
  placeId: string
  /** Last day of the period: its borders decide the ancestors. */
  bordersOn: Day
  periodId: string
  indicatorId: string | null
  tradeId: string | null
  form: string | null
  measure: Measure
  status: string
  /** 'YYYY-MM' or null */
  month: string | null
  amount: number
}

/** A total, or part of one, as it is read. */
export type SumRow = Omit<Delta, 'placeId' | 'bordersOn' | 'periodId'>

type TradeForm = { tradeId: string | null; form: string | null }

/** What a county counts once in, however many trades and forms it has: all together, one trade, one form. */
export const widerThan = ({ tradeId, form }: TradeForm): { tradeId: string; form: string }[] => [
  { tradeId: anyTrade, form: anyForm },
  ...(tradeId === null ? [] : [{ tradeId, form: anyForm }]),
  ...(form === null ? [] : [{ tradeId: anyTrade, form }]),
]

const keyOf = (d: Delta): string =>
  [d.placeId, d.bordersOn, d.periodId, d.indicatorId, d.tradeId, d.form, d.measure, d.status, d.month].join(
    ' ',
  )

/** What is counted, cell by cell: amounts of the same cell are added up. */
export function cellsOf(deltas: Iterable<Delta>): Map<string, Delta> {
  const cells = new Map<string, Delta>()
  for (const delta of deltas) {
    const key = keyOf(delta)
    cells.set(key, { ...delta, amount: (cells.get(key)?.amount ?? 0) + delta.amount })
  }
  return cells
}

/**
 * What must be posted so that totals go from `before` to `after`. Invariant: before + difference = after, cell by cell.
 */
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
