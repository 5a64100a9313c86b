// The course of one line over the months of its period, as the chart and the bar want it.
import type { MonthPoint } from '../../../kit/month-chart.tsx'
import { standsAt } from '../../../plan/phasing/rules.ts'
import { shown } from '../../../plan/web/parts/units.ts'
import type { Line } from '../shapes.ts'

/** `by`: which of the line's reporters, where there are several. */
type Figure = { month: string; value: number; by?: string }

/**
 * Targets and actuals as of each month: what stands, what was added up, or the mean so far. Null where nothing was
 * reported, of a mean also behind a month that is missing; ahead where it is too early. Of a line that several places
 * report what each said last stands.
 */
export function pointsOf(
  line: Line,
  figures: readonly Figure[],
  months: readonly string[],
  today: string,
  reporters = 1,
): MonthPoint[] {
  const { unit, kind, cumulative } = line.indicator
  let target = 0
  let actual = 0
  let reported = 0
  const last = new Map<string | undefined, number>()
  return months.map((month, at) => {
    target = cumulative ? standsAt(line, month) : target + (line.phasing[month] ?? 0)
    const own = figures.filter((one) => one.month === month)
    for (const { by, value } of own) {
      actual += value - (cumulative ? (last.get(by) ?? 0) : 0)
      last.set(by, value)
    }
    reported += own.length
    const by = kind === 'average' ? at + 1 : 1
    const isKnown = own.length > 0 && (kind !== 'average' || reported === by * reporters)
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
