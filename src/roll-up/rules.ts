// How totals are read together: what counts, ratios from their parts, growth beside its losses, change only against the
// baselines of those who reported. Pure; nothing here ever fills a gap with a number of its own.
import { msg } from '../base/words.ts'
import type { MonthSent } from '../carry-out/coverage/rules.ts'
import type { Countable } from '../plan/indicators/rules.ts'
import { amounts, type Counted, type SumRow } from '../totals/rules.ts'
import { byCell, type Coverage, cellsAbove } from './coverage-rules.ts'

/** Which plans a total of baselines and targets counts. */
export const countings = ['approved', 'submitted'] as const
export type Counting = (typeof countings)[number]
export const countingNames: Record<Counting, string> = {
  approved: msg('approved plans only'),
  submitted: msg('approved and submitted plans'),
}
export const statusesOf: Record<Counting, readonly string[]> = {
  approved: ['approved'],
  submitted: ['approved', 'submitted'],
}
/** Every standing figure counts in the actual, whoever has looked at it; how many were verified is said beside it. */
const actualStatuses: readonly string[] = ['reported', 'verified', 'disputed']

export const cellMeasures = ['baseline', 'target', 'phased', 'actual', 'reportedBaseline', 'dormant'] as const
export type CellMeasure = (typeof cellMeasures)[number]
export const measureNames: Record<CellMeasure, string> = {
  baseline: msg('Baseline'),
  target: msg('Target'),
  phased: msg('Phased target'),
  actual: msg('Actual'),
  reportedBaseline: msg('Baseline of the lines that reported'),
  dormant: msg('Dormant'),
}

export const sumOf = (amounts: Iterable<number>): number => {
  let all = 0
  for (const amount of amounts) all += amount
  return all
}

export type IndicatorOf = {
  id: string
  unit: string
  kind: 'additive' | 'ratio'
  isSummed: boolean
  numeratorId: string | null
  denominatorId: string | null
  cumulative: boolean
  counts: Countable | null
}

/** Whole numbers, summed; each belongs to one cell of indicator × trade × form. */
export type Sums = {
  baseline: number
  target: number
  phased: number
  actual: number
  verified: number
  disputed: number
  dormant: number
  /** the baselines of the lines that have reported by the month */
  reportedBaseline: number
}

export const noSums = (): Sums => ({
  baseline: 0,
  target: 0,
  phased: 0,
  actual: 0,
  verified: 0,
  disputed: 0,
  dormant: 0,
  reportedBaseline: 0,
})

type Row = Pick<SumRow, 'measure' | 'status' | 'month' | 'amount'>

/**
 * Adds one total to the sums as of the end of a month. Actuals are posted so that everything up to the month adds up to
 * the figure as of the month (carry-out/reports/figures.ts). A stock's phasing holds closing figures, a flow's the
 * months' own.
 */
export function addTo(sums: Sums, row: Row, cumulative: boolean, month: string, counting: Counting): void {
  const { measure, status, amount } = row
  if (measure === 'actual') {
    if (row.month === null || row.month > month) return
    if (actualStatuses.includes(status)) sums.actual += amount
    if (status === 'verified' || status === 'disputed' || status === 'dormant') sums[status] += amount
    return
  }
  if (measure === 'baseline' && status === 'reported') {
    if (row.month !== null && row.month <= month) sums.reportedBaseline += amount
    return
  }
  if ((measure !== 'baseline' && measure !== 'target') || !statusesOf[counting].includes(status)) return
  if (row.month === null) sums[measure] += amount
  else if (measure === 'target' && (cumulative ? row.month === month : row.month <= month))
    sums.phased += amount
}

const isAmount = (row: Row): boolean => (amounts as readonly string[]).includes(row.measure)

/** The sums of every cell, and of every indicator by trade, by form and altogether. */
export function sumsByCell(
  rows: readonly SumRow[],
  indicators: readonly IndicatorOf[],
  month: string,
  counting: Counting,
): Map<string, Sums> {
  const cumulative = new Map(indicators.map((one) => [one.id, one.cumulative]))
  const cells = new Map<string, Sums>()
  for (const [{ indicatorId, tradeId, form }, own] of byCell(rows.filter(isAmount))) {
    const isStock = cumulative.get(indicatorId)
    if (isStock === undefined) continue
    for (const key of cellsAbove(indicatorId, tradeId, form)) {
      const sums = cells.get(key) ?? noSums()
      cells.set(key, sums)
      for (const row of own) addTo(sums, row, isStock, month, counting)
    }
  }
  return cells
}

export type Figures = {
  baseline: number | null
  target: number | null
  phased: number | null
  actual: number | null
  /** the baseline of the same lines as the actual: it and the change make the actual */
  reportedBaseline: number | null
  change: number | null
  /** part of the actual that was verified on the spot */
  verified: number | null
  dormant: number | null
}

const scaleOf = (unit: string) => (unit === 'percent' ? 100 : 1)
/** A ratio from its parts; nothing where there is nothing to divide by. */
export const ratioOf = (numerator: number, denominator: number, unit: string): number | null =>
  denominator === 0 ? null : (numerator / denominator) * scaleOf(unit)

/** Of what is not added up, a per cent by itself or what is made of one, there is no total. */
export const noFigures: Figures = {
  baseline: null,
  target: null,
  phased: null,
  actual: null,
  reportedBaseline: null,
  change: null,
  verified: null,
  dormant: null,
}

/**
 * What one row of the roll-up shows. `months` is how many months of the period have passed by the month looked at, and
 * `isLast` whether that is the whole period: a flow is held against the baseline of a whole period only then, and only
 * if no month is missing.
 */
export function figuresOf(
  sums: Sums,
  coverage: Coverage,
  indicator: IndicatorOf,
  passed: { months: number; isLast: boolean },
): Figures {
  const isReported = coverage.reports > 0
  const isWhole = passed.isLast && coverage.reports >= coverage.lines * passed.months
  const isComparable = isReported && (indicator.cumulative || isWhole)
  // Nobody plans this here: that is no target of nothing.
  const isPlanned = coverage.lines > 0 || sums.baseline !== 0 || sums.target !== 0
  return {
    baseline: isPlanned ? sums.baseline : null,
    target: isPlanned ? sums.target : null,
    phased: isPlanned ? sums.phased : null,
    actual: isReported ? sums.actual : null,
    reportedBaseline: isComparable ? sums.reportedBaseline : null,
    change: isComparable ? sums.actual - sums.reportedBaseline : null,
    verified: isReported ? sums.verified : null,
    dormant: isReported && indicator.counts === 'organisations' ? sums.dormant : null,
  }
}

/** A ratio's row, recomputed from the sums of its parts; its change is in points. */
export function ratioFigures(
  top: Sums,
  bottom: Sums,
  coverage: { top: Coverage; bottom: Coverage },
  unit: string,
): Figures {
  const isReported = coverage.top.reports > 0 && coverage.bottom.reports > 0
  const actual = isReported ? ratioOf(top.actual, bottom.actual, unit) : null
  const before = isReported ? ratioOf(top.reportedBaseline, bottom.reportedBaseline, unit) : null
  return {
    baseline: ratioOf(top.baseline, bottom.baseline, unit),
    target: ratioOf(top.target, bottom.target, unit),
    phased: ratioOf(top.phased, bottom.phased, unit),
    actual,
    reportedBaseline: actual === null ? null : before,
    change: actual === null || before === null ? null : actual - before,
    verified: null,
    dormant: null,
  }
}

// The grid of places by months

export type GridCell = MonthSent & { actual: number | null; phased: number }

/** What the grid counts of a place: every standing figure, and the targets and plans that the reader asked to count. */
export const countedInGrid = (counting: Counting): Counted => ({
  target: statusesOf[counting],
  actual: actualStatuses,
  lines: null,
  reports: null,
  plans: ['approved'],
})

/** Amounts of one measure of a place, by month; under '' what belongs to none. */
export type ByMonth = ReadonlyMap<string, number>

/** The months of one place for one indicator: null where nothing was reported by then. */
export function gridCells(
  { actual, target }: { actual: ByMonth; target: ByMonth },
  cumulative: boolean,
  months: readonly string[],
  sentIn: (month: string) => MonthSent,
): GridCell[] {
  let everReported = false
  const upTo = (amounts: ByMonth, month: string) =>
    [...amounts].reduce((all, [of, amount]) => (of !== '' && of <= month ? all + amount : all), 0)
  return months.map((month) => {
    const sent = sentIn(month)
    everReported ||= sent.reported > 0
    const phased = cumulative ? (target.get(month) ?? 0) : upTo(target, month)
    return { ...sent, actual: everReported ? upTo(actual, month) : null, phased }
  })
}

export type TradeForm = { tradeId: string | null; form: string | null }
