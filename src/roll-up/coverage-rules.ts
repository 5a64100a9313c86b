// How far a total can be trusted, read from the counts that stand beside it: which counties and lines are expected, which
// of them reported, what was verified. Pure.
import { anyForm, anyTrade, type SumRow } from '../totals/rules.ts'

export type Coverage = {
  /** counties whose approved plan has such a line */
  expected: number
  /** those of them that reported the month, for at least one line */
  reported: number
  /** lines expected to report, those that did for the month, and all reports up to it */
  lines: number
  linesReported: number
  reports: number
}
export const noCoverage = (): Coverage => ({
  expected: 0,
  reported: 0,
  lines: 0,
  linesReported: 0,
  reports: 0,
})

/** '' stands for all trades, or all forms. */
export const cellKey = (indicatorId: string, tradeId: string | null, form: string | null): string =>
  `${indicatorId} ${tradeId ?? ''} ${form ?? ''}`

/** Coverage of every indicator altogether, by trade, by form and by both, as of the end of a month. */
export function coverageByCell(rows: readonly SumRow[], month: string): Map<string, Coverage> {
  const found = new Map<string, Coverage>()
  const at = (key: string): Coverage => {
    const known = found.get(key) ?? noCoverage()
    found.set(key, known)
    return known
  }
  for (const row of rows) {
    const { indicatorId, tradeId, form, measure, amount } = row
    if (indicatorId === null || (row.month !== null && row.month > month)) continue
    const isNow = row.month === month
    if (measure === 'lines' || measure === 'reports') {
      for (const key of keysOf(indicatorId, tradeId, form)) {
        const cell = at(key)
        if (measure === 'lines') cell.lines += amount
        else {
          cell.reports += amount
          if (isNow) cell.linesReported += amount
        }
      }
      // A county has one line at most of a trade and form: its lines are the counties.
      if (tradeId && form) {
        const cell = at(cellKey(indicatorId, tradeId, form))
        if (measure === 'lines') cell.expected += amount
        else if (isNow) cell.reported += amount
      }
    }
    if (measure === 'counties') {
      const cell = at(
        cellKey(indicatorId, tradeId === anyTrade ? null : tradeId, form === anyForm ? null : form),
      )
      if (row.status !== 'reported') cell.expected += amount
      else if (isNow) cell.reported += amount
    }
  }
  return found
}

const keysOf = (indicatorId: string, tradeId: string | null, form: string | null) =>
  new Set([
    cellKey(indicatorId, null, null),
    cellKey(indicatorId, tradeId, null),
    cellKey(indicatorId, null, form),
    cellKey(indicatorId, tradeId, form),
  ])

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
    reports: reports(),
    verified: reports('verified'),
    disputed: reports('disputed'),
    illustrative: plans('illustrative') > 0,
  }
}
