// One cell as people and spreadsheet programs leave it, read into what is meant. Pure.
import { earliest, isDay, isFar, isSaidDate } from '../../base/dates.ts'
import { bothWays, dayOfSerial, readSaid } from '../../base/read-dates.ts'
import { inOneSpelling, visible } from '../../base/spelling.ts'
import { msg } from '../../base/words.ts'
import type { Mark, Reading, Suggestion } from '../../platform/imports.ts'

/** `value` is null for an empty cell; with a mark it says nothing. */
export type Read = { value: string | null; mark: Omit<Mark, 'column'> | null }

const right = (value: string | null): Read => ({ value, mark: null })
const wrong = (
  code: string,
  text: string,
  suggestions: Suggestion[] = [],
  params?: Mark['params'],
): Read => ({
  value: null,
  mark: { code, text, suggestions, params },
})

/** As nearly every cell is: there is nothing to be made even. */
const isEven = /^(?:[!-~]*|[!-\-/-~\u4e00-\u9fff]*)$/

/** Full-width signs as half-width, every kind of space as one, none at the ends, nothing that nobody sees; NFC. */
export function clean(text: string): string {
  if (isEven.test(text)) return text
  return inOneSpelling(visible(text))
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[\s\u00a0\u3000]+/g, ' ')
    .trim()
}

/** '张 三' is how a column of names is made even: the gap is no part of the name. */
const chineseName = (text: string): string =>
  /^[\p{Script=Han}〇· ]+$/u.test(text) ? text.replace(/ /g, '') : text

const formulaError = /^#(REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!)$/i
const mostLetters = 200

/** `said`: a word in each language, all of which are read as well as those of the lists. */
export function readCell(raw: string, reading: Reading, said: (text: string) => readonly string[]): Read {
  const text = clean(raw)
  if (text === '' || /^[-–—/]$/.test(text)) return right(null)
  if (formulaError.test(text))
    return wrong('formula', msg('The formula in this cell gives an error. Write the value itself.'))
  if (/[\p{Cc}\ufffd]/u.test(text) || /[\u202a-\u202e\u2066-\u2069]/.test(raw) || !text.isWellFormed())
    return wrong('character', msg('This holds a character that cannot be kept.'))
  if (text.length > mostLetters) return wrong('long', msg('This is too long.'))
  if (typeof reading === 'object') return readChoice(text, reading, said)
  return readers[reading](text)
}

/** '1.39E+10', with the decimal sign of any language: digits are lost. */
const isShortened = (text: string): boolean =>
  /^-?\d[.,\u066b]\d+(E[+ ]?|[x×*]10\^?)\d+$|^-?\dE\+\d+$/i.test(text)

const shortened = (): Read =>
  wrong(
    'shortened',
    msg('The spreadsheet program shortened this number. Format the column as text and write it anew.'),
  )

const readers: Record<Exclude<Reading, object>, (text: string) => Read> = {
  text: right,
  'chinese-name': (text) => right(chineseName(text)),
  code: (text) => {
    if (isShortened(text)) return shortened()
    return right(text.toLowerCase().replace(/\.0$/, ''))
  },
  phone: (text) => {
    if (isShortened(text)) return shortened()
    const number = text.replace(/\.0$/, '')
    if (number.length > 40) return wrong('long', msg('This is too long.'))
    if (!/\d/.test(number)) return wrong('phone', msg('This is no telephone number.'))
    return right(number)
  },
  day: (text) => {
    const said = readDate(text)
    // What is only roughly a date would be refused again.
    if (said.mark?.code === 'date')
      return wrong('date', msg('There is no such day. Write it like 1954-02-14 or 14 Feb 1954.'))
    if (said.mark || said.value === null || isDay(said.value)) return said
    const first = earliest(said.value)
    return wrong('inexact', msg('An exact day is needed here.'), [{ value: first }])
  },
  said: readDate,
}

/** In the Buddhist era, whose months are the same, years are 543 more. */
function otherEras(said: string): Suggestion[] {
  const value = String(Number(said.slice(0, 4)) - 543).padStart(4, '0') + said.slice(4)
  return !isFar(value) && isSaidDate(value) ? [{ value }] : []
}

function readDate(text: string): Read {
  const said = readSaid(text)
  if (said && isFar(said))
    return wrong('far', msg('This year is centuries away. Is it of another calendar?'), otherEras(said))
  if (said) return right(said)
  const both = bothWays(text)
  if (both.length > 1)
    return wrong(
      'two-days',
      msg('This can be two days. Which is meant?'),
      both.map((day) => ({ value: day })),
    )
  const serial = dayOfSerial(text)
  if (serial)
    return wrong('serial', msg('This is a bare number; a spreadsheet program means this day by it.'), [
      { value: serial },
    ])
  return wrong(
    'date',
    msg('There is no such date. Write it like 1954-02-14 or, as far as it is known, mid-February 1954.'),
  )
}

const wordKey = (text: string): string =>
  clean(text)
    .toLowerCase()
    .replace(/[\s_-]/g, '')

function readChoice(
  text: string,
  { choices, called }: Extract<Reading, object>,
  said: (text: string) => readonly string[],
): Read {
  const key = wordKey(text)
  // What stands in brackets explains a word, and is not asked for: 'county (city)'.
  const namesOf = (value: string) =>
    [value, ...said(called[value])].flatMap((name) => [name, name.replace(/ *\(.*\)$/, '')])
  for (const [value, words] of Object.entries(choices))
    if ([...namesOf(value), ...words].some((word) => wordKey(word) === key)) return right(value)
  const shown = Object.keys(choices).map((value) => ({ value, word: called[value] }))
  return wrong('choice', msg('This is not one of the choices.'), shown.slice(0, 12))
}
