// What the reports of one reporter of a plan line add to the totals, and how a figure "as of a month" is read from
// them. Pure.
//
// Why signed monthly differences: a total must answer "what was known by 31 May" for every month without looking at a
// row. A flow (output, people who left) posts each month's amount to its month. A stock (groups, members) posts to each
// reported month its change against the report before. Then for both kinds the sum of the months up to M is the figure
// as of M: of a flow what was produced so far, of a stock the latest figure known by M. A county without a May report
// adds nothing for May: its April figure still counts as the latest known, and coverage says that May is missing; no
// value is ever made up for it. A county that never reported adds nothing at all. Posting the closing figure of every
// month instead would need an invented value for each gap, or would lose the county from the total in that month.
//
// The status of an amount is the state of the report it comes from. When April was verified and May is only reported,
// May takes April's figure out of 'verified' and puts its own under 'reported', so that each status alone is true too.
//
// The baseline of a line is posted once more, under 'reported', in the month of its first report: change is measured
// only on lines that have reported, and of a line that several places report only on those of them that have, each by
// its own part of the baseline: never a partial actual against everybody's baseline. Each report keeps the baseline
// that it was made against, so that what was posted follows from the rows alone, whatever becomes of the plan.
//
// Parts of figures (women and men) are posted by the same rules, under the ids of the indicator's parts, with how many
// reports said them. What a report of a stock does not say takes out what the one before it said: the parts are always
// of the figures that stand, and never more than these.
import type { Day } from '../../base/dates.ts'
import type { Said } from '../../plan/disaggregations/rules.ts'
import { cellsOf, type Delta, difference } from '../../totals/rules.ts'
import type { ReportState } from './rules.ts'

export type LineFigures = {
  placeId: string
  bordersOn: Day
  periodId: string
  indicatorId: string
  tradeId: string | null
  form: string | null
  cumulative: boolean
}

export type StandingReport = {
  month: string
  value: number
  /** of the line, when this was reported */
  baseline: number
  state: ReportState
  dormant: number | null
  parts: Said
}

/** Everything that the standing reports of one reporter of a line add to the totals, cell by cell. */
export function postingsOf(line: LineFigures, reports: readonly StandingReport[]): Map<string, Delta> {
  const { placeId, bordersOn, periodId, indicatorId, tradeId, form } = line
  const deltas: Delta[] = []
  const add = (measure: Delta['measure'], status: string, month: string, amount: number, of = indicatorId) =>
    deltas.push({
      placeId,
      bordersOn,
      periodId,
      indicatorId: of,
      tradeId,
      form,
      measure,
      status,
      month,
      amount,
    })
  const inOrder = [...reports].sort((a, b) => (a.month < b.month ? -1 : 1))
  if (inOrder.length > 0) add('baseline', 'reported', inOrder[0].month, inOrder[0].baseline)
  inOrder.forEach((report, at) => {
    const { month, value, state } = report
    const last = at > 0 ? inOrder[at - 1] : null
    add('actual', state, month, value)
    if (line.cumulative && last) add('actual', last.state, month, -last.value)
    // Dormant units are a stock like the units themselves.
    if (report.dormant !== null) add('actual', 'dormant', month, report.dormant)
    if (last?.dormant) add('actual', 'dormant', month, -last.dormant)
    add('reports', state, month, 1)
    for (const [part, said] of Object.entries(report.parts)) {
      add('actual', state, month, said, part)
      add('reports', state, month, 1, part)
    }
    if (line.cumulative && last)
      for (const [part, said] of Object.entries(last.parts)) add('actual', last.state, month, -said, part)
  })
  return cellsOf(deltas)
}

/** What must be posted so that totals go from the one set of standing reports to the other. */
export const changesBetween = (
  line: LineFigures,
  before: readonly StandingReport[],
  after: readonly StandingReport[],
): Delta[] => difference(postingsOf(line, before), postingsOf(line, after))
