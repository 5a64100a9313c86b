// How totals are read together: what counts, ratios from their parts, growth beside its losses, change only against the
// baselines of those who reported. Pure; nothing here ever fills a gap with a number of its own.
import { msg } from '../base/words.ts'
import type { MonthSent } from '../carry-out/coverage/rules.ts'
import type { Frequency } from '../plan/frequency/rules.ts'
import {
  type Countable,
  type CountedIn,
  type IndicatorKind,
  type Term,
  thousandths,
} from '../plan/indicators/rules.ts'
import { amounts, type Counted, type SumRow } from '../totals/rules.ts'
import {
  byCell,
  type Coverage,
  cellsAbove,
  type Planned,
  plannedIn,
  plannedMonths,
} from './coverage-rules.ts'
import {
  type Calendar,
  type CellMeasure,
  type CountedRow,
  closingIn,
  divisorOf,
  isCounted,
} from './period-rules.ts'

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
  kind: IndicatorKind
  isSummed: boolean
  numeratorId: string | null
  denominatorId: string | null
  terms: Term[] | null
  cumulative: boolean
  counts: Countable | null
  countedIn: CountedIn
  frequency: Frequency
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
  /** baselines of more months than count here, which can't be parted */
  parted: number
  /** how many lines the baseline is of, and how many the target */
  begun: number
  ended: number
  /** how many lines the month is of, whether they are due in it or not */
  standing: number
  /** of an average: months in which nothing of it is planned, and those of them that have passed */
  gaps: number
  passedGaps: number
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
  parted: 0,
  begun: 0,
  ended: 0,
  standing: 0,
  gaps: 0,
  passedGaps: 0,
})

type Row = Pick<CountedRow, 'measure' | 'status' | 'month' | 'amount' | 'isParted' | 'lines'>

/**
 * Adds one total to the sums as of the end of a month. Actuals are posted so that everything up to the month adds up to
 * the figure as of the month (carry-out/reports/figures.ts). A stock's phasing holds closing figures, a flow's the
 * months' own.
 */
export function addTo(sums: Sums, row: Row, cumulative: boolean, month: string, counting: Counting): void {
  const { measure, status, amount, lines } = row
  if (lines) {
    if (lines.begin) sums.begun += amount
    if (lines.end) sums.ended += amount
    if (lines.stand) sums.standing += amount
    return
  }
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
  if (row.isParted) sums.parted += amount
  else if (row.month === null) sums[measure] += amount
  else if (measure === 'target' && (cumulative ? row.month === month : row.month <= month))
    sums.phased += amount
}

const isAmount = ({ measure, lines }: Row): boolean =>
  lines !== undefined || (amounts as readonly string[]).includes(measure)

type Asked = { months: readonly string[]; month: string; counting: Counting }

/** The sums of an average over months as means over them, and how many months have nothing to be a mean of. */
function meansOf(sums: Sums, ofCell: Planned | undefined, { months, month }: Asked): Sums {
  const [all, past] = [divisorOf('target', months, month), divisorOf('actual', months, month)]
  const planned = plannedMonths(ofCell)
  const means = Object.entries(sums).map(([key, sum]) => [
    key,
    sum / (key === 'baseline' || key === 'target' ? all : past),
  ])
  return {
    ...(Object.fromEntries(means) as Sums),
    gaps: all - planned.months,
    passedGaps: past - planned.passed,
  }
}

/**
 * The sums of every cell, and of every indicator by trade, by form and altogether; of an average the means. `months`
 * are those of the period asked for.
 */
export function sumsByCell(
  rows: readonly CountedRow[],
  indicators: readonly IndicatorOf[],
  asked: Asked,
): Map<string, Sums> {
  const { month, counting } = asked
  const byId = new Map(indicators.map((one) => [one.id, one]))
  const cells = new Map<string, Sums>()
  for (const [{ indicatorId, tradeId, form }, own] of byCell(rows.filter(isAmount))) {
    const indicator = byId.get(indicatorId)
    if (!indicator) continue
    for (const key of cellsAbove(indicatorId, tradeId, form)) {
      const sums = cells.get(key) ?? noSums()
      cells.set(key, sums)
      for (const row of own) addTo(sums, row, indicator.cumulative, month, counting)
    }
  }
  const averages = new Set(indicators.flatMap(({ id, kind }) => (kind === 'average' ? id : [])))
  const planned = plannedIn(
    rows.filter(({ indicatorId }) => averages.has(indicatorId ?? '')),
    statusesOf[counting],
  )
  const isMean = (key: string) => averages.has(key.split(' ')[0])
  return new Map(
    [...cells].map(([key, sums]) => [key, isMean(key) ? meansOf(sums, planned.get(key), asked) : sums]),
  )
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
 * What one row of the roll-up shows. `isLast` is whether the period is over with the month looked at: a flow is held
 * against the baseline of a whole period only then, and only if no month is missing; an average is none before, and
 * none where of any month nothing of it is planned. `isOne` is whether all that is planned stands in the same plans:
 * not that of a stock in a period that has parts.
 */
export function figuresOf(
  sums: Sums,
  coverage: Coverage,
  indicator: IndicatorOf,
  { isLast, isOne }: { isLast: boolean; isOne: boolean },
): Figures {
  const isFull = coverage.reports >= coverage.due && sums.passedGaps === 0
  const isAverage = indicator.kind === 'average'
  const isReported = coverage.reports > 0 && (isFull || !isAverage)
  const isWhole = (isLast || isAverage) && isFull && sums.parted === 0
  const isComparable = isReported && (indicator.cumulative || isWhole)
  // Nobody plans this here: that is no target of nothing. What stands has its baseline and its target of other parts.
  const isAny = sums.begun > 0 || sums.baseline !== 0 || sums.target !== 0 || sums.parted !== 0
  const planned = (n: number, lines: number) => ((isOne ? isAny : n !== 0 || lines > 0) ? n : null)
  return {
    baseline: sums.parted === 0 && sums.gaps === 0 ? planned(sums.baseline, sums.begun) : null,
    target: sums.gaps === 0 ? planned(sums.target, sums.ended) : null,
    phased: sums.passedGaps === 0 ? planned(sums.phased, sums.standing) : null,
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
  const isParted = top.parted !== 0 || bottom.parted !== 0
  const before = isReported && !isParted ? ratioOf(top.reportedBaseline, bottom.reportedBaseline, unit) : null
  // What nobody plans is no nothing of the other.
  const isPlanned = ({ begun, ended, baseline, target }: Sums) => begun + ended > 0 || baseline + target !== 0
  const planned = (key: 'baseline' | 'target' | 'phased') =>
    isPlanned(top) && isPlanned(bottom) ? ratioOf(top[key], bottom[key], unit) : null
  return {
    baseline: isParted ? null : planned('baseline'),
    target: planned('target'),
    phased: planned('phased'),
    actual,
    reportedBaseline: actual === null ? null : before,
    change: actual === null || before === null ? null : actual - before,
    verified: null,
    dormant: null,
  }
}

/** What is weighed in a formula: all that a ratio has too. */
const weighed = ['baseline', 'target', 'phased', 'actual', 'reportedBaseline', 'change'] as const

/**
 * A formula's row, from the figures of its terms there: each figure where every term has it, and nowhere else. Weights
 * are whole thousandths until all is added up, so that a sum of whole numbers is exact.
 */
export function formulaFigures(terms: readonly (Term & { figures: Figures })[]): Figures {
  const sum = (key: (typeof weighed)[number]): number | null => {
    const parts = terms.flatMap(({ weight, figures }) => {
      const value = figures[key]
      return value === null ? [] : value * (thousandths(weight) ?? 0)
    })
    return parts.length === terms.length ? sumOf(parts) / 1000 : null
  }
  return { ...noFigures, ...Object.fromEntries(weighed.map((key) => [key, sum(key)])) }
}

// The grid of places by months

export type GridCell = MonthSent & { actual: number | null; phased: number; isHere: boolean }

/** What the grid counts of a place: every standing figure, and the targets and plans that the reader asked to count. */
export const countedInGrid = (counting: Counting, isBetween: boolean): Counted => ({
  target: statusesOf[counting],
  actual: actualStatuses,
  lines: null,
  reports: null,
  plans: ['approved'],
  // Before its first closing figure a stock is to stand at its baseline.
  ...(isBetween ? { baseline: statusesOf[counting] } : {}),
})

type GridOf = Pick<IndicatorOf, 'cumulative' | 'kind' | 'frequency'> & { calendar: Calendar }

export type GridSum = Pick<SumRow, 'measure' | 'month' | 'amount'> & { periodId: string }

/**
 * The months of one place for one indicator: no figure where nothing was reported by then, nor in months of a period by
 * whose borders it lies elsewhere.
 */
export function gridCells(
  sums: readonly GridSum[],
  { cumulative, kind, frequency, calendar }: GridOf,
  here: ReadonlySet<string>,
  sentIn: (month: string) => MonthSent,
): GridCell[] {
  const { months, stretches, holderOf } = calendar
  const upTo = (measure: SumRow['measure'], month: string) =>
    sumOf(
      sums
        .filter((one) => one.measure === measure && one.month !== null && one.month <= month)
        .filter(({ periodId, month: of }) =>
          cumulative
            ? periodId === holderOf(month)
            : isCounted(calendar, frequency, { periodId, month: of ?? '' }),
        )
        .map(({ amount }) => amount),
    )
  const planned = new Set(
    sums.filter(({ measure }) => measure === 'lines' || measure === 'target').map(({ periodId }) => periodId),
  )
  const isGap = (month: string) =>
    kind === 'average' && months.some((of) => of <= month && !planned.has(holderOf(of)))
  const isMissing = (month: string) => {
    const due = sums
      .filter((one) => one.measure === 'lines')
      .map(({ periodId, amount }) => {
        const own = stretches.get(periodId)?.months ?? []
        return amount * own.filter((one) => one <= month).length
      })
    return kind === 'average' && upTo('reports', month) < sumOf(due)
  }
  return months.map((month, at) => {
    const by = kind === 'average' ? at + 1 : 1
    const isHere = here.has(holderOf(month))
    const sent = sentIn(month)
    if (!isHere || isGap(month)) return { ...sent, isHere, actual: null, phased: 0 }
    const closing = closingIn(calendar, frequency, month)
    const isStanding = ({ measure, month: of }: GridSum) =>
      closing === undefined ? measure === 'baseline' : measure === 'target' && of === closing
    const planned = sums.filter((one) => one.periodId === holderOf(month) && isStanding(one))
    return {
      ...sent,
      isHere,
      actual: upTo('reports', month) > 0 && !isMissing(month) ? upTo('actual', month) / by : null,
      phased: cumulative ? sumOf(planned.map(({ amount }) => amount)) : upTo('target', month) / by,
    }
  })
}

export type TradeForm = { tradeId: string | null; form: string | null }
