// In which months of a period an indicator is planned and reported: the one rule of it. Pure; the same on the phone and
// on the server, and once more in SQL (plan.is_due), where the two are held together by frequency/rules.test.ts.
import { addDays, type Day, monthsOf } from '../../base/dates.ts'

export const frequencies = ['month', 'quarter', 'half-year', 'year', 'period'] as const
/** How often an indicator is reported; 'period': once, at the end of whatever period it is planned for. */
export type Frequency = (typeof frequencies)[number]

const lengths: Record<Exclude<Frequency, 'period'>, number> = {
  month: 1,
  quarter: 3,
  'half-year': 6,
  year: 12,
}

/** As much of a period as the rule needs; the parts of a year are counted from the month that it begins with. */
export type Span = { fromOn: Day; toOn: Day; yearFrom: number }

/** Whether anything is due in a month of a period: the last of each part of the year, and always the period's last. */
export function isDue(
  frequency: Frequency,
  month: string,
  { toOn, yearFrom }: Omit<Span, 'fromOn'>,
): boolean {
  if (month === addDays(toOn, -1).slice(0, 7)) return true
  return frequency !== 'period' && (Number(month.slice(5)) - yearFrom + 13) % lengths[frequency] === 0
}

export const dueMonths = (frequency: Frequency, period: Span): string[] =>
  monthsOf(period.fromOn, period.toOn).filter((month) => isDue(frequency, month, period))

/** The month in which what is not due in this one is reported next: the period's last one at the latest. */
export const nextDue = (frequency: Frequency, month: string, period: Span): string => {
  const due = dueMonths(frequency, period)
  return due.find((one) => one >= month) ?? due[due.length - 1]
}
