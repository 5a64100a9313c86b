// The course of one line over the months of its period, as the chart and the bar want it.
import type { MonthPoint } from '../../../kit/month-chart.tsx'
import { standsAt } from '../../../plan/phasing/rules.ts'
import { shown } from '../../../plan/web/parts/units.ts'
import type { Line } from '../shapes.ts'

type Figure = { month: string; value: number }

/**
 * Targets and actuals as of each month: what stands, what was added up, or the mean so far. Null where nothing was
 * reported, of a mean also behind a month that is missing; ahead where it is too early.
 */
export function pointsOf(
  line: Line,
  figures: readonly Figure[],
  months: readonly string[],
  today: string,
): MonthPoint[] {
  const { unit, kind, cumulative } = line.indicator
  let target = 0
  let actual = 0
  let reported = 0
  return months.map((month, at) => {
    target = cumulative ? standsAt(line, month) : target + (line.phasing[month] ?? 0)
    const figure = figures.find((one) => one.month === month)
    if (figure) actual = cumulative ? figure.value : actual + figure.value
    if (figure) reported += 1
    const by = kind === 'average' ? at + 1 : 1
    const isKnown = figure && (kind !== 'average' || reported === by)
    return {
      month,
      target: shown(target / by, unit),
      actual: isKnown ? shown(actual / by, unit) : null,
      ahead: month >= today.slice(0, 7),
    }
  })
}

/** The last month with a figure, and both sides as of it. */
export function standingOf(points: readonly MonthPoint[]): {
  month: string | null
  actual: number | null
  phased: number | null
} {
  const last = points.findLast((point) => point.actual !== null)
  return { month: last?.month ?? null, actual: last?.actual ?? null, phased: last?.target ?? null }
}
