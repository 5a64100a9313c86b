// The words of the interface in the reader's language. The language is chosen once, before the first drawing, and a
// change of it reloads the page, so nothing has to be drawn twice. Words arrive room by room with the rooms' code.
import type { Day, SaidDate } from '../base/dates.ts'
import { sayDay, saySaid as sayIn } from '../base/dates.ts'
import type { Catalogue, FormOf, Language, Names, Params } from '../base/words.ts'
import {
  chooseLanguage,
  english,
  fill,
  intlTag,
  keyOfText,
  languageCookie,
  nameIn,
  sideOf,
  translate,
  translatePlural,
} from '../base/words.ts'

/** By language: what fetches the words of a part. */
type Loaders = Record<string, () => Promise<{ catalogue: Catalogue }>>

const stored = 'hezuo.language'
let current = 'en'
let formOf: FormOf = english.formOf
let catalogue: Catalogue = {}
const keys = new Map<string, string>()
/** What the catalogue calls a text by: reckoned once, since most are drawn again and again. */
function keyOf(text: string): string {
  const known = keys.get(text)
  if (known !== undefined) return known
  const key = keyOfText(text)
  keys.set(text, key)
  return key
}
let known: Record<string, Language> = { en: english }

const waiting: Loaders[] = []
const underWay = new Set<Promise<void>>()

/**
 * Each room's code says so of its words when it arrives (src/app/build/words-plugin.ts); fetched by the next
 * `wordsThere`.
 */
export const bringWords = (loaders: Loaders): void => void waiting.push(loaders)

/** Waits until the words of all code that has arrived are there; whoever draws new code waits for it first. */
export async function wordsThere(): Promise<void> {
  for (const loaders of waiting.splice(0)) {
    const load = loaders[current]
    if (!load) continue
    const fetched: Promise<void> = load()
      .then(({ catalogue: more }) => void Object.assign(catalogue, more))
      .catch((error) => {
        waiting.push(loaders)
        throw error
      })
      .finally(() => underWay.delete(fetched))
    underWay.add(fetched)
  }
  await Promise.all(underWay)
}

const remembered = (): string | null => {
  try {
    return localStorage.getItem(stored)
  } catch {
    return null // a browser that forbids storage still gets a language
  }
}

/** Chooses the reader's language and fetches its first words; called once by the entry before anything is drawn. */
export async function startWords(others: Record<string, Language>): Promise<void> {
  known = { en: english, ...others }
  const before = remembered()
  current = before && before in known ? before : chooseLanguage(navigator.languages, languages())
  formOf = known[current].formOf
  document.documentElement.lang = htmlLang(current)
  document.documentElement.dir = known[current].direction
  sayToServer(current)
  await wordsThere()
}

/** For tests and the page of parts: sets language and catalogue without loading. */
export function setWords(code: string, words: Catalogue, rule: FormOf = english.formOf): void {
  current = code
  catalogue = Object.fromEntries(Object.entries(words).map(([text, said]) => [keyOf(text), said]))
  formOf = rule
}

/** The reader's language: 'en', 'zh' or another that has a catalogue. */
export const language = (): string => current
export const languages = (): string[] => Object.keys(known)
/** A language's name in itself. */
export const languageName = (code: string): string => known[code]?.name ?? code
/** The tag for `lang` attributes: Chinese here is written in simplified characters, which decides the glyphs. */
export const htmlLang = (code: string): string => (code === 'zh' ? 'zh-Hans' : code)

/** With whatever this browser asks for by itself: the files that links lead to come in the language of the screens. */
function sayToServer(code: string): void {
  const secure = location.protocol === 'https:' ? '; secure' : ''
  // biome-ignore lint/suspicious/noDocumentCookie: old phones have no other way
  document.cookie = `${languageCookie}=${code}; path=/; max-age=31536000; samesite=lax${secure}`
}

const remember = (code: string): boolean => {
  try {
    localStorage.setItem(stored, code)
    return true
  } catch {
    return false
  }
}

/** Keeps the choice on this device and draws everything anew. */
export function setLanguage(code: string): void {
  remember(code)
  location.reload()
}

/** Takes over the language of the account, once, where this device has no choice of its own and can keep one. */
export function adoptLanguage(code: string): void {
  if (remembered() !== null || code === current || !(code in known)) return
  if (remember(code)) location.reload()
}

/** What a programme calls its own, for the names that a text has and nobody fills: '{planners}'. */
let ownWords: Params = {}
export const setOwnWords = (words: Params): void => {
  ownWords = words
}

export const t = (text: string, params?: Params): string =>
  translate(catalogue[keyOf(text)], text, { ...ownWords, ...params }, current)
/** The form for `n`, which the text names as {n}. */
export const tn = (one: string, many: string, n: number, params?: Params): string =>
  translatePlural(
    catalogue[keyOf(one)],
    formOf,
    one,
    many,
    n,
    { ...ownWords, n: formatNumber(n), ...params },
    current,
  )

/** A data name for the reader. */
export const nameOf = (names: Names): string => nameIn(names, current)
/** A text in data that names what is filled in, as those of the interface do. */
export const sayFilled = (text: Names, params: Params): string =>
  fill(nameOf(text), { ...ownWords, ...params }, current)
/** Of the one with this id; '' where the list has none. */
export function nameAmong(list: readonly { id: string; names: Names }[], id: string | null): string {
  const found = list.find((one) => one.id === id)
  return found ? nameOf(found.names) : ''
}
/** Of names and texts in data, the side that this reader reads first and writes. */
export const side = (): keyof Names => sideOf(current)
/** Both sides in the order in which this reader is asked for them. */
export const sides = (): (keyof Names)[] => (side() === 'zh' ? ['zh', 'en'] : ['en', 'zh'])

/** What the reader's language writes before tenths. */
export const decimalSign = (): '.' | ',' => (formatNumber(0.5, 1).includes(',') ? ',' : '.')

const numbers = new Map<string, Intl.NumberFormat>()
/** '1,250'; digits fixed where given, two at the most otherwise. A minus is a true minus sign. */
export function formatNumber(n: number, digits?: number | { maximumFractionDigits: number }): string {
  const key = `${current}/${JSON.stringify(digits)}`
  let format = numbers.get(key)
  if (!format) {
    const fixed =
      typeof digits === 'number'
        ? { minimumFractionDigits: digits, maximumFractionDigits: digits }
        : (digits ?? { maximumFractionDigits: 2 })
    // Columns of figures group alike, also where a language leaves four digits together in running text.
    format = new Intl.NumberFormat(intlTag(current), { useGrouping: 'always', ...fixed })
    numbers.set(key, format)
  }
  return format.format(n).replace('-', '−')
}
/** A change with its sign: '+38', '−4', '0'. */
export const formatChange = (n: number, digits?: number): string =>
  (n > 0 ? '+' : '') + formatNumber(n, digits)
/** A share from its numerator and denominator: '96%'; '–' where there is nothing to divide by. */
export const formatShare = (part: number, whole: number): string =>
  whole === 0
    ? '–'
    : new Intl.NumberFormat(intlTag(current), { style: 'percent', maximumFractionDigits: 0 })
        .format(part / whole)
        .replace('-', '−')

/** Hundredths as the language writes them: '72.5%', '72,5 %' */
export const formatPercent = (percent: number): string =>
  new Intl.NumberFormat(intlTag(current), { style: 'percent', maximumFractionDigits: 2 })
    .format(percent / 100)
    .replace('-', '−')

/** '14 Feb 1954', '1954年2月14日' */
export const formatDay = (day: Day): string => sayDay(day, current)
/** From 'YYYY-MM' or a day: 'February 1954', '1954年2月' */
export const formatMonth = (month: string): string => sayIn(month.slice(0, 7), current)
/** Only the month, for heads of columns: 'Feb', '2月' */
export const formatMonthShort = (month: string): string =>
  current === 'zh'
    ? `${Number(month.slice(5, 7))}月`
    : new Intl.DateTimeFormat(current, { month: 'short', timeZone: 'UTC' }).format(
        new Date(`${month.slice(0, 7)}-01T00:00:00Z`),
      )
/** 1 to 12: 'February', '2月' */
export const monthName = (n: number): string =>
  current === 'zh'
    ? `${n}月`
    : new Intl.DateTimeFormat(current, { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2000, n - 1, 1))
/** A day of the month: '14', '14日' */
export const dayName = (n: number): string =>
  new Intl.DateTimeFormat(current, { day: 'numeric', timeZone: 'UTC' }).format(Date.UTC(2000, 0, n))
/** A date as imprecise as it was said: 'mid-February 1954', '1954年2月中旬' */
export const saySaid = (said: SaidDate): string => sayIn(said, current, t)
let zone: string | undefined

/**
 * By which clock hours are shown: that of the programme, wherever the reader's device is. Said by the frame. An old
 * phone may not know a zone that a newer device chose: it goes by its own clock then, as it did before anything was
 * said.
 */
export function setTimeZone(name: string): void {
  zone = isKnownZone(name) ? name : undefined
}

function isKnownZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** undefined, as long as nothing is known of the programme: the clock of the device. */
export const timeZone = (): string | undefined => zone

/** An instant on the programme's clock, to the minute. */
export const formatInstant = (at: string): string =>
  new Intl.DateTimeFormat(intlTag(current), {
    dateStyle: current === 'zh' ? 'long' : 'medium',
    timeStyle: 'short',
    timeZone: zone,
  }).format(new Date(at))

/** A phrase of the data at the head of a sentence: languages with capitals begin with one. */
export const capital = (text: string): string =>
  text.slice(0, 1).toLocaleUpperCase(language()) + text.slice(1)
