// What makes a plan period right. Pure.
import { type Day, isDay, monthsOf } from '../../base/dates.ts'
import { type Finding, finding } from '../../base/problems.ts'
import { msg, type Names } from '../../base/words.ts'
import { entryFindings } from '../../registry/lists/rules.ts'

export type PeriodEntry = { names: Names; fromOn: Day; toOn: Day; plansDueOn: Day | null }

export function periodFindings(entry: PeriodEntry & { code: string }): Finding[] {
  const found = entryFindings(entry)
  for (const key of ['fromOn', 'toOn', 'plansDueOn'] as const) {
    const day = entry[key]
    if (day !== null && !isDay(day)) found.push(finding(`/${key}`, 'date', msg('There is no such date.')))
  }
  if (found.length > 0) return found
  if (!entry.fromOn.endsWith('-01')) {
    found.push(finding('/fromOn', 'month', msg('A period begins with the first day of a month.')))
  }
  if (!entry.toOn.endsWith('-01')) {
    found.push(finding('/toOn', 'month', msg('A period ends with the last day of a month.')))
  }
  if (entry.fromOn >= entry.toOn) found.push(finding('/toOn', 'order', msg('It ends before it begins.')))
  if (entry.plansDueOn !== null && entry.plansDueOn >= entry.toOn) {
    found.push(finding('/plansDueOn', 'late', msg('Plans would be due only after the period.')))
  }
  return found
}

export const periodStateNames: Record<'open' | 'closed', string> = {
  open: msg('open for plans and reports'),
  closed: msg('closed'),
}

/** What stands in the way of closing a period, where all else may be missing: parts of it that are open. */
export const openParts = 'open-parts'

export type PeriodRule = {
  id: string
  fromOn: Day
  toOn: Day
  bordersOn: Day
  /** the month that the programme's year begins with */
  yearFrom: number
  state: 'open' | 'closed'
}

// Periods within periods

export type Nested = Pick<PeriodRule, 'id' | 'fromOn' | 'toOn'> & { parentId: string | null }

/** All periods, each behind the one that it is a part of, and how deep it lies. */
export function inNest<P extends Nested>(all: readonly P[]): { period: P; depth: number }[] {
  const known = new Set(all.map(({ id }) => id))
  const from = (parentId: string | null, depth: number): { period: P; depth: number }[] =>
    all
      .filter((one) => (known.has(one.parentId ?? '') ? one.parentId : null) === parentId)
      .flatMap((period) => [{ period, depth }, ...from(period.id, depth + 1)])
  return from(null, 0)
}

/** A period with its parts, those of its parts and so on; none twice, even where one was once put into its own part. */
export function withParts<P extends Nested>(period: P, all: readonly P[]): P[] {
  const others = all.filter((one) => one.id !== period.id)
  const parts = others.filter((one) => one.parentId === period.id)
  return [period, ...parts.flatMap((part) => withParts(part, others))]
}

// Phasing

export const periodMonths = (period: Pick<PeriodRule, 'fromOn' | 'toOn'>): string[] =>
  monthsOf(period.fromOn, period.toOn)
