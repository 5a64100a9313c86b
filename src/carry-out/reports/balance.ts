// The closing account of a line that stands: what stood the month before, what came and what went make what stands at
// the end of the month. A check on what was typed, never a reckoning: nothing is filled in, put right or refused. Of
// the first month of a period the opening is the baseline. There is none where any part is missing: a line of the same
// trade and form in the same plan and of the same reporter, or its figure of the month. Pure.
import type { BalancePart } from '../../plan/indicators/rules.ts'

export type AccountLine = {
  line: {
    id: string
    planId: string
    indicator: { id: string; balance: readonly BalancePart[] | null }
    trade: { id: string } | null
    form: string | null
    baseline: number
  }
  /** who reports it, with its own part of the baseline; null where the place that plans does */
  reporter: { id: string; baseline: number } | null
  figures: readonly { month: string; value: number }[]
}

/** What stands less what the account makes of it; null where there is no account, or a part of it is missing. */
export function differenceIn(
  { line, reporter, figures }: AccountLine,
  others: readonly AccountLine[],
  months: readonly string[],
  month: string,
): number | null {
  const { balance } = line.indicator
  if (!balance) return null
  const figureIn = (all: AccountLine['figures'] | undefined, of: string | undefined) =>
    all?.find((one) => one.month === of)?.value ?? null
  const at = months.indexOf(month)
  const opening = at === 0 ? (reporter ?? line).baseline : figureIn(figures, months[at - 1])
  const closing = figureIn(figures, month)
  const moves = balance.map(({ indicatorId, way }) => {
    const part = others.find(
      (one) =>
        one.line.indicator.id === indicatorId &&
        isBeside(one.line, line) &&
        one.reporter?.id === reporter?.id,
    )
    const value = figureIn(part?.figures, month)
    return value === null || way === 'comes' ? value : -value
  })
  if (opening === null || closing === null || moves.includes(null)) return null
  return closing - moves.reduce<number>((sum, move) => sum + (move ?? 0), opening)
}

type Beside = Pick<AccountLine['line'], 'planId' | 'trade' | 'form'>
const isBeside = (one: Beside, other: Beside): boolean =>
  one.planId === other.planId && one.trade?.id === other.trade?.id && one.form === other.form

/** The lines of the closing accounts that a line has or is a part of, itself among them. */
export function accountsOf<L extends AccountLine['line']>(line: L, all: readonly L[]): L[] {
  const near = all.filter((one) => isBeside(one, line))
  const idsOf = ({ indicator }: L) => [
    indicator.id,
    ...(indicator.balance ?? []).map(({ indicatorId }) => indicatorId),
  ]
  const whole = near.filter((one) => one.indicator.balance && idsOf(one).includes(line.indicator.id))
  const ids = new Set(whole.flatMap(idsOf))
  return near.filter((one) => ids.has(one.indicator.id))
}
