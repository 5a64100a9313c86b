// What the reports of one county add to coverage: who reported, for which trades and forms, and whether a month was
// reported whole. Unlike figures these are counts of counties, so that all lines of the county are looked at together.
// Pure; src/carry-out/migrations/2026-11-28-standing.sql says the same of all counties at once.
import { cellsOf, type Delta, difference, widerThan } from '../../totals/rules.ts'

export type CountyLine = { id: string; indicatorId: string; tradeId: string | null; form: string | null }
export type County = Pick<Delta, 'placeId' | 'bordersOn' | 'periodId'> & {
  /** how many lines the approved version has that stands */
  lines: number
}

/** A line that has a standing report of a month. */
export type Reported = CountyLine & { month: string }

/** What changes where one more line reports a month that `others` reported before it. */
export const changeByFirst = (county: County, others: readonly Reported[], line: Reported): Delta[] =>
  difference(coverageOf(county, others), coverageOf(county, [...others, line]))

/** Everything that a county's reports add to coverage, cell by cell. */
export function coverageOf(county: County, reported: readonly Reported[]): Map<string, Delta> {
  const { placeId, bordersOn, periodId, lines } = county
  const deltas: Delta[] = []
  const seen = new Set<string>()
  const once = (cell: Omit<Delta, 'placeId' | 'bordersOn' | 'periodId' | 'amount'>, key: string) => {
    if (seen.has(key)) return
    seen.add(key)
    deltas.push({ placeId, bordersOn, periodId, ...cell, amount: 1 })
  }
  for (const line of reported) {
    const { indicatorId, month } = line
    for (const wide of widerThan(line)) {
      const cell = { indicatorId, ...wide, measure: 'counties', month, status: 'reported' } as const
      once(cell, `${indicatorId} ${wide.tradeId} ${wide.form} ${month}`)
    }
  }
  for (const [month, n] of countBy(reported)) {
    const status = n >= lines ? 'whole' : 'partly'
    once(
      { indicatorId: null, tradeId: null, form: null, measure: 'counties', status, month },
      `${month} whole`,
    )
  }
  return cellsOf(deltas)
}

function countBy(reported: readonly Reported[]): Map<string, number> {
  const months = new Map<string, number>()
  for (const { month } of reported) months.set(month, (months.get(month) ?? 0) + 1)
  return months
}
