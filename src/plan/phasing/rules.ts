// How a target is spread over the months of its period. Pure.
import type { IndicatorKind } from '../indicators/rules.ts'

/** 'YYYY-MM' → figure of the month: a flow's share, a stock's closing figure, what stands of an average. */
export type Phasing = Record<string, number>

/** How the figures of an indicator lie in its months. */
export const spreadOf = ({ kind, cumulative }: { kind: IndicatorKind; cumulative: boolean }): Kind => ({
  cumulative,
  averaged: kind === 'average',
})

/** Shares of a whole number by weights, exact in sum (largest remainders; earlier months first among equals). */
export function apportion(total: number, weights: readonly number[]): number[] {
  const whole = weights.reduce((a, b) => a + b, 0)
  if (weights.length === 0) return []
  if (whole <= 0)
    return apportion(
      total,
      weights.map(() => 1),
    )
  const exact = weights.map((weight) => (total * weight) / whole)
  const shares = exact.map(Math.floor)
  const rest = total - shares.reduce((a, b) => a + b, 0)
  const order = exact
    .map((x, at) => ({ at, part: x - Math.floor(x) }))
    .sort((a, b) => b.part - a.part || a.at - b.at)
  for (let i = 0; i < rest; i++) shares[order[i % order.length].at] += 1
  return shares
}

type Kind = { cumulative: boolean; averaged?: boolean }
type Spread = Kind & {
  baseline: number
  target: number
  months: readonly string[]
  /** 'YYYY-MM': months before it have passed; nothing is planned into them. */
  fromMonth?: string
  /** Weight of each calendar month (1–12), from the trade's busy months; even without. */
  season?: (month: number) => number
}

/**
 * Spreads a target over the months. A flow is shared out; a stock walks from the baseline to the target and ends there;
 * the months of an average are so many times the target together, so that it is exactly their mean. Months already past
 * carry nothing of a flow and the baseline of a stock.
 */
export function spread({
  cumulative,
  averaged,
  baseline,
  target,
  months,
  fromMonth,
  season,
}: Spread): Phasing {
  if (averaged) {
    const weights = months.map((month) => season?.(Number(month.slice(5, 7))) ?? 1)
    const figures = apportion(target * months.length, weights)
    return Object.fromEntries(months.map((month, at) => [month, figures[at]]))
  }
  const open = months.filter((month) => !fromMonth || month >= fromMonth)
  const used = open.length > 0 ? open : months.slice(-1)
  const shares = apportion(
    cumulative ? Math.abs(target - baseline) : target,
    used.map((month) => season?.(Number(month.slice(5, 7))) ?? 1),
  )
  const sign = target < baseline ? -1 : 1
  const phasing: Phasing = {}
  let standing = baseline
  for (const month of months) {
    const at = used.indexOf(month)
    if (at >= 0) standing += sign * shares[at]
    phasing[month] = cumulative ? standing : at >= 0 ? shares[at] : 0
  }
  return phasing
}

/**
 * The course over all months as it is told in some of them, the last one among these: a flow’s figure is what fell in
 * the months up to it, a stock’s what stands then.
 */
export function toldIn(course: Phasing, due: readonly string[], cumulative: boolean): Phasing {
  const months = Object.keys(course).sort()
  const since = (at: number) => months.filter((m) => m <= due[at] && (at === 0 || m > due[at - 1]))
  return Object.fromEntries(
    due.map((month, at) => [
      month,
      cumulative ? course[month] : since(at).reduce((sum, one) => sum + course[one], 0),
    ]),
  )
}

/** What a stock is to stand at by a month: its last closing figure up to it, the baseline before the first. */
export function standsAt(
  { baseline, phasing }: { baseline: number; phasing: Phasing },
  month: string,
): number {
  const last = Object.keys(phasing)
    .filter((one) => one <= month)
    .sort()
    .at(-1)
  return last === undefined ? baseline : phasing[last]
}

/** Busy months weigh three times as much as others. */
export const seasonOf =
  (busyMonths: readonly number[]) =>
  (month: number): number =>
    busyMonths.includes(month) ? 3 : 1

/** The phasing of a decided target in the shape of the proposal's: the same course, ending at the decision. */
export function phasingFor(
  line: Kind & { baseline: number; target: number; phasing: Phasing },
  decided: number,
): Phasing {
  const months = Object.keys(line.phasing).sort()
  if (decided === line.target) return { ...line.phasing }
  const steps = months.map((month, at) =>
    line.cumulative
      ? Math.abs(line.phasing[month] - (at === 0 ? line.baseline : line.phasing[months[at - 1]]))
      : line.phasing[month],
  )
  const { baseline, cumulative, averaged } = line
  const whole = averaged ? decided * months.length : decided
  const shares = apportion(cumulative ? Math.abs(decided - baseline) : whole, steps)
  const sign = decided < baseline ? -1 : 1
  let standing = baseline
  const phasing: Phasing = {}
  months.forEach((month, at) => {
    standing += sign * shares[at]
    phasing[month] = cumulative ? standing : shares[at]
  })
  return phasing
}
