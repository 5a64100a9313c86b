// How far a total can be trusted, read from the counts that stand beside it: which counties and lines are expected,
// which of them reported, what was verified. Pure.
import { anyForm, anyTrade, type SumRow } from '../totals/rules.ts'
import type { CountedRow } from './period-rules.ts'

export type Coverage = {
  /** counties whose approved plan has such a line */
  expected: number
  /** those of them that reported the month, for at least one line */
  reported: number
  /** lines expected to report, those that did for the month, all reports up to it, and how many were due by then */
  lines: number
  linesReported: number
  reports: number
  due: number
}
export const noCoverage = (): Coverage => ({
  expected: 0,
  reported: 0,
  lines: 0,
  linesReported: 0,
  reports: 0,
  due: 0,
})

/** Of what is made of several indicators that of the one of which most is missing, else of the fewest counties. */
export const narrowest = (all: readonly Coverage[]): Coverage => {
  const missing = (one: Coverage) => [
    one.expected - one.reported,
    one.lines - one.linesReported,
    -one.reported,
    -one.linesReported,
  ]
  const isNarrower = (one: Coverage, other: Coverage) => {
    const [own, others] = [missing(one), missing(other)]
    const at = own.findIndex((n, which) => n !== others[which])
    return at >= 0 && own[at] > others[at]
  }
  return all.reduce((least, one) => (isNarrower(one, least) ? one : least))
}

/** '' stands for all trades, or all forms. */
export const cellKey = (indicatorId: string, tradeId: string | null, form: string | null): string =>
  `${indicatorId} ${tradeId ?? ''} ${form ?? ''}`

/** Coverage of every indicator altogether, by trade, by form and by both, as of the end of a month. */
export function coverageByCell(rows: readonly CountedRow[], month: string): Map<string, Coverage> {
  const found = new Map<string, Coverage>()
  const at = (key: string): Coverage => {
    const known = found.get(key) ?? noCoverage()
    found.set(key, known)
    return known
  }
  const past = rows.filter((row) => row.month === null || row.month <= month)
  for (const [{ indicatorId, tradeId, form }, own] of byCell(past.filter(isOfLines))) {
    const cells = cellsAbove(indicatorId, tradeId, form).map(at)
    const isNow = ({ measure, month: of }: SumRow) => measure === 'reports' && of === month
    const sum = (rows: readonly SumRow[]) => rows.reduce((all, { amount }) => all + amount, 0)
    const ofLines = own.filter(({ measure }) => measure === 'lines')
    const lines = sum(ofLines.filter((one) => one.lines?.areNow))
    const linesReported = sum(own.filter(isNow))
    const reports = sum(own) - sum(ofLines)
    const due = ofLines.reduce((all, one) => all + (one.lines?.due ?? 0), 0)
    for (const cell of cells) {
      cell.lines += lines
      cell.reports += reports
      cell.due += due
      cell.linesReported += linesReported
    }
    // A county has one line at most of a trade and form: but for further reporters its lines are the counties.
    if (tradeId && form) {
      cells[0].expected += lines
      cells[0].reported += linesReported
    }
  }
  for (const row of past) {
    const { indicatorId, tradeId, form, measure, amount } = row
    if (indicatorId === null || measure !== 'counties') continue
    if (row.status === 'shared' || row.status === 'again') {
      if (tradeId === null || tradeId === anyTrade || form === null) continue
      const cell = at(cellKey(indicatorId, tradeId, form))
      if (row.status === 'shared') cell.expected -= amount
      else if (row.month === month) cell.reported -= amount
      continue
    }
    const cell = at(
      cellKey(indicatorId, tradeId === anyTrade ? null : tradeId, form === anyForm ? null : form),
    )
    if (row.status !== 'reported') cell.expected += amount
    else if (row.month === month) cell.reported += amount
  }
  return found
}

const isOfLines = ({ measure }: SumRow) => measure === 'lines' || measure === 'reports'

type Cell = { indicatorId: string; tradeId: string | null; form: string | null }

/** The rows of each cell of an indicator together: there are far fewer cells than rows. */
export function byCell<Row extends SumRow>(rows: readonly Row[]): [Cell, Row[]][] {
  const known = rows.filter(({ indicatorId }) => indicatorId !== null)
  const cells = Map.groupBy(known, (row) => `${row.indicatorId} ${row.tradeId} ${row.form}`)
  return [...cells.values()].map((own) => [own[0] as Cell, own])
}

/** The cells that a cell counts in: its own, that of its trade, that of its form, and the indicator's. */
export const cellsAbove = (indicatorId: string, tradeId: string | null, form: string | null): string[] => [
  ...new Set([
    cellKey(indicatorId, tradeId, form),
    cellKey(indicatorId, tradeId, null),
    cellKey(indicatorId, null, form),
    cellKey(indicatorId, null, null),
  ]),
]

/** What is said of the place as a whole, as of the end of a month. */
export function factsOf(rows: readonly SumRow[], month: string) {
  const sum = (wanted: (row: SumRow) => boolean) =>
    rows.reduce((all, row) => (wanted(row) ? all + row.amount : all), 0)
  const plans = (...states: string[]) => sum((row) => row.measure === 'plans' && states.includes(row.status))
  const reports = (status?: string) =>
    sum(
      (row) =>
        row.measure === 'reports' &&
        (row.month ?? '') <= month &&
        (status === undefined || row.status === status),
    )
  const counties = (status: string) =>
    sum((row) => row.measure === 'counties' && row.status === status && row.month === month)
  return {
    conditionsKnown: sum((row) => row.measure === 'conditions'),
    // Whatever has left the county, approved and returned plans included: "17 submitted, 14 of them approved".
    submitted: plans('submitted', 'returned', 'approved'),
    approved: plans('approved'),
    reported: counties('whole'),
    reportedPartly: counties('partly'),
    nothingDue: counties('none-due'),
    reports: reports(),
    verified: reports('verified'),
    disputed: reports('disputed'),
    illustrative: plans('illustrative') > 0,
  }
}

/** How many months of a period count, and how many of these have passed. */
type Stretch = NonNullable<CountedRow['stretch']>
export type Planned = ReadonlyMap<string, Stretch>

/** By cell: the periods in which anything is planned of what is not a stock, in plans of these states. */
export function plannedIn(rows: readonly CountedRow[], states: readonly string[]): Map<string, Planned> {
  const found = new Map<string, Map<string, Stretch>>()
  for (const { stretch, measure, status, indicatorId, tradeId, form } of rows) {
    const isPlan = measure === 'lines' || (measure === 'target' && states.includes(status))
    if (!stretch || !indicatorId || !isPlan) continue
    for (const key of cellsAbove(indicatorId, tradeId, form))
      found.set(key, (found.get(key) ?? new Map()).set(stretch.periodId, stretch))
  }
  return found
}

/** In how many months anything of it is planned, and in how many that have passed. */
export const plannedMonths = (planned: Planned = new Map()): { months: number; passed: number } => {
  const all = [...planned.values()]
  const sum = (of: 'months' | 'passed') => all.reduce((sum, one) => sum + one[of], 0)
  return { months: sum('months'), passed: sum('passed') }
}
