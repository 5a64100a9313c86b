// The course of one line over the months of its period, as the chart and the bar want it.
import type { MonthPoint } from '../../../kit/month-chart.tsx'
import { shown } from '../../../plan/web/parts/units.ts'
import type { Line } from '../shapes.ts'

type Figure = { month: string; value: number }

/** Cumulative targets and actuals month by month; null where nothing was reported, ahead where it is too early. */
export function pointsOf(
  line: Line,
  figures: readonly Figure[],
  months: readonly string[],
  today: string,
): MonthPoint[] {
  const { unit, cumulative } = line.indicator
  let target = 0
  let actual = 0
  return months.map((month) => {
    const phased = line.phasing[month] ?? 0
    target = cumulative ? phased : target + phased
    const figure = figures.find((one) => one.month === month)
    if (figure) actual = cumulative ? figure.value : actual + figure.value
    return {
      month,
      target: shown(target, unit),
      actual: figure ? shown(actual, unit) : null,
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
