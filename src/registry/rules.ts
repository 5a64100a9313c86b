// What makes an entry of any register right: its names, its days, its code. Pure.
import { type Day, isDay, isSaidDate, type SaidDate } from '../base/dates.ts'
import { type Finding, finding } from '../base/problems.ts'
import { inOneSpelling } from '../base/spelling.ts'
import { msg, type Names } from '../base/words.ts'

/** The names as they are kept: see base/spelling.ts. */
export const neat = ({ zh, en }: Names): Names => ({
  zh: inOneSpelling(zh).trim(),
  en: inOneSpelling(en).trim(),
})

export const namesFindings = (names: { zh: string; en: string }, pointer = '/names'): Finding[] => [
  ...(names.zh.trim() ? [] : [finding(`${pointer}/zh`, 'required', msg('Please write the Chinese name.'))]),
  ...(names.en.trim()
    ? []
    : [finding(`${pointer}/en`, 'required', msg('Please write the English name or the pinyin.'))]),
]

export const saidFindings = (said: SaidDate | null, pointer: string): Finding[] =>
  said === null || isSaidDate(said) ? [] : [finding(pointer, 'date', msg('There is no such date.'))]

export const dayFindings = (day: Day, pointer: string): Finding[] =>
  isDay(day) ? [] : [finding(pointer, 'date', msg('There is no such date.'))]

const codePattern = /^[a-z0-9][a-z0-9_-]{0,59}$/

/** A code is what other lists and files name a record by. */
export const codeFindings = (code: string): Finding[] =>
  codePattern.test(code)
    ? []
    : [
        finding(
          '/code',
          'pattern',
          msg('A code is made of small Latin letters, digits, hyphens and underscores.'),
        ),
      ]
