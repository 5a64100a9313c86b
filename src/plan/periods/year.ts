// A year with its parts, from a pattern of names. Pure; for the screen that offers them, before anything is saved.
import { addDays, type Day, saySaid } from '../../base/dates.ts'
import type { Names } from '../../base/words.ts'

export const splits = ['quarter', 'half-year', 'month'] as const
export type Split = (typeof splits)[number]
const partsOf: Record<Split, { n: number; code: string }> = {
  quarter: { n: 4, code: 'q' },
  'half-year': { n: 2, code: 'h' },
  month: { n: 12, code: 'm' },
}

export type Asked = {
  /** in which it begins */
  year: number
  /** of the year; those of its parts begin with it */
  code: string
  yearFrom: number
  split: Split
  /** {year}, and of parts {n} and {month}, the first one of the part */
  pattern: Names
  partPattern: Names
  /** so many days before each part begins its plans are due; of the year no plans of its own are asked */
  dueDays: number
}
export type PartOf = { code: string; names: Names; fromOn: Day; toOn: Day; plansDueOn: Day | null }

/** The year, then its parts in order. */
export function yearOf({ year, code, yearFrom, split, pattern, partPattern, dueDays }: Asked): PartOf[] {
  const called = yearFrom === 1 ? `${year}` : `${year}/${String((year + 1) % 100).padStart(2, '0')}`
  const monthAt = (on: number): Day => {
    const at = yearFrom - 1 + on
    return `${String(year + Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}-01`
  }
  const fill = (names: Names, n: number, fromOn: Day): Names => {
    const filled = (text: string, language: string) =>
      text
        .replaceAll('{year}', called)
        .replaceAll('{n}', String(n))
        .replaceAll('{month}', saySaid(fromOn.slice(0, 7), language))
    return { zh: filled(names.zh, 'zh'), en: filled(names.en, 'en') }
  }
  const spell = (own: string, names: Names, [n, from, to]: [number, number, number]): PartOf => {
    const fromOn = monthAt(from)
    return {
      code: own,
      names: fill(names, n, fromOn),
      fromOn,
      toOn: monthAt(to),
      plansDueOn: addDays(fromOn, -dueDays),
    }
  }
  const { n, code: letter } = partsOf[split]
  const parts = Array.from({ length: n }, (_, at) =>
    spell(`${code}-${letter}${at + 1}`, partPattern, [at + 1, (at * 12) / n, ((at + 1) * 12) / n]),
  )
  return [{ ...spell(code, pattern, [1, 0, 12]), plansDueOn: null }, ...parts]
}
