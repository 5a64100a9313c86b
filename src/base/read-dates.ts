// Reads a date as people write it ('1954年2月中旬', 'mid-February 1954', '1954.2.14') into a said date. Pure.
import { isSaidDate, monthNames, type SaidDate } from './dates.ts'

const thirdWords: Record<string, 'early' | 'mid' | 'late'> = {
  上旬: 'early',
  初: 'early',
  中旬: 'mid',
  中: 'mid',
  下旬: 'late',
  底: 'late',
  末: 'late',
  early: 'early',
  mid: 'mid',
  late: 'late',
  principios: 'early',
  comienzos: 'early',
  inicios: 'early',
  début: 'early',
  debut: 'early',
  mediados: 'mid',
  'mi-': 'mid',
  mi: 'mid',
  finales: 'late',
  fines: 'late',
  fin: 'late',
}

const numerals = '〇一二三四五六七八九'

/** '一九五四' → '1954', '二十八' → '28', '○' counts as zero; digits stay. */
function arabic(text: string): string {
  return text.replace(/[〇○零一二三四五六七八九十]+/g, (run) => {
    const plain = run.replace(/[○零]/g, '〇')
    if (!plain.includes('十')) return [...plain].map((one) => numerals.indexOf(one)).join('')
    const [tens, ones] = plain.split('十')
    return String((tens ? numerals.indexOf(tens) : 1) * 10 + (ones ? numerals.indexOf(ones) : 0))
  })
}

const pad = (text: string) => text.padStart(2, '0')

function said(year: string, month?: string, part?: string): SaidDate | null {
  const third = part === undefined ? undefined : thirdWords[part]
  const text = [year, month && pad(month), third ?? (part && pad(part))].filter(Boolean).join('-')
  return isSaidDate(text) ? text : null
}

const zeros = [0x660, 0x6f0, 0x966]

/** Digits of other scripts as ours. */
const digits = (text: string): string =>
  text.replace(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]/g, (sign) => {
    const code = sign.charCodeAt(0)
    return String(code - Math.max(...zeros.filter((zero) => zero <= code)))
  })

const plainWord = (word: string): string =>
  word
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f.]/g, '')

/** The languages whose months are known by name, besides English: those of the screens, and of people near to them. */
const otherLanguages = [
  'es',
  'fr',
  'pt',
  'it',
  'de',
  'nl',
  'id',
  'ru',
  'ar',
  'vi',
  'sw',
  'hi',
  'bn',
  'ta',
  'te',
]

let months: string[][] | undefined
const allMonths = (): string[][] => {
  months ??= monthNames.map((english, at) => [
    english.toLowerCase(),
    ...(at === 8 ? ['setiembre'] : []),
    ...otherLanguages.flatMap((language) =>
      (['long', 'short'] as const).map((month) =>
        plainWord(
          new Intl.DateTimeFormat(`${language}-u-ca-gregory`, { month, day: 'numeric', timeZone: 'UTC' })
            .formatToParts(Date.UTC(2000, at, 1))
            .find(({ type }) => type === 'month')?.value ?? '',
        ),
      ),
    ),
  ])
  return months
}

/** Said of a month by its whole name, or by a beginning of at least three letters that no other month has. */
const monthNumber = (word: string): string | undefined => {
  const given = plainWord(word)
  const whole = allMonths().findIndex((names) => names.includes(given))
  if (whole >= 0) return String(whole + 1)
  if (given.length < 3) return undefined
  const begun = allMonths().flatMap((names, at) => (names.some((name) => name.startsWith(given)) ? [at] : []))
  return begun.length === 1 ? String(begun[0] + 1) : undefined
}

const chinese = /^(\d{4})年(?:(\d{1,2})月(?:份)?(?:(\d{1,2})[日号]?|(上旬|中旬|下旬|初|中|底|末))?)?$/
const numeric = /^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}|early|mid|late))?)?$/
const packed = /^(\d{4})(\d{2})(\d{2})$/
const thirdFirst =
  /^(early|mid|late|principios|comienzos|inicios|d[ée]but|mediados|mi|finales|fines|fin)[- ](?:de |d’|d')?/i
const monthFirst = /^([\p{L}\p{M}]+\.?)(?: de| del)?[ ,-]+(?:(\d{1,2})(?:st|nd|rd|th)?[ ,]+)?(\d{4})$/iu
const dayFirst =
  /^(\d{1,2})(?:st|nd|rd|th|er|º|\.)?[ -](?:de )?([\p{L}\p{M}]+\.?)(?: de| del)?[ ,-]+(\d{4})$/iu
/** Years that are counted from a beginning of their own, and by how many they lie behind ours. */
const ownEras: [RegExp, number][] = [
  [/^(?:中华)?(?:民国|民國|ROC )(\d{1,3}|元)(?=年|[-/.])/i, 1911],
  [/^昭和(\d{1,2}|元)(?=年|[-/.])/, 1925],
  [/^(?:佛历|佛曆|พ\.?ศ\.?|B\.?E\.?) ?(\d{4})(?=年|[-/.]|$)/i, -543],
]
const dayFirstNumeric = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/

/** '民国四十三年三月' → '1954年3月' */
function inOurEra(text: string): string {
  const western = arabic(text.replace(/\s(?=年)/g, ''))
  for (const [era, years] of ownEras) {
    const found = era.exec(western)
    if (found) return `${(found[1] === '元' ? 1 : Number(found[1])) + years}${western.slice(found[0].length)}`
  }
  return text
}

/** The said date, or null where the words are none that the calendar has, or can mean more than one. */
export function readSaid(text: string): SaidDate | null {
  const plain = inOurEra(digits(text.trim()).replace(/[ T]00:00(:00(\.0+)?)?Z?$/, ''))
  const zh = chinese.exec(arabic(plain.replace(/\s/g, '')))
  if (zh) return said(zh[1], zh[2], zh[3] ?? zh[4])
  const iso = numeric.exec(plain) ?? packed.exec(plain)
  if (iso) return said(iso[1], iso[2], iso[3])
  const third = thirdFirst.exec(plain)
  const named = monthFirst.exec(third ? plain.slice(third[0].length) : plain)
  if (named) {
    const month = monthNumber(named[1])
    return month ? said(named[3], month, third?.[1].toLowerCase() ?? named[2]) : null
  }
  const day = dayFirst.exec(plain)
  if (day) {
    const month = monthNumber(day[2])
    return month ? said(day[3], month, day[1]) : null
  }
  const [only, ...others] = bothWays(plain)
  return only && others.length === 0 ? only : null
}

/** '03/02/1954' can be two days, '14/02/1954' only one. */
export function bothWays(text: string): SaidDate[] {
  const m = dayFirstNumeric.exec(text.trim())
  if (!m) return []
  const ways = [said(m[3], m[2], m[1]), said(m[3], m[1], m[2])]
  return [...new Set(ways.filter((one) => one !== null))]
}

/** The day that a spreadsheet means by a bare number (1 = 1900-01-01), or null where it is none. */
export function dayOfSerial(text: string): SaidDate | null {
  if (!/^\d{4,5}(\.0+)?$/.test(text)) return null
  const serial = Number(text)
  if (serial < 61 || serial > 73_050) return null
  return new Date(Date.UTC(1899, 11, 30 + serial)).toISOString().slice(0, 10)
}
