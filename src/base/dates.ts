// Days, and days that are only known roughly. Intervals are half-open: [from, to). No time zones stand here.
import { fill, intlTag, msg } from './words.ts'

/** 'YYYY-MM-DD' */
export type Day = string
/**
 * A day as it was said: '1954-02-14', '1954-02-early|mid|late' (thirds of a month, 上旬 中旬 下旬), '1954-02' or '1954'.
 * The imprecision is kept; `earliest` and `latest` give the bounds it implies.
 */
export type SaidDate = string

const thirds = { early: [1, 10], mid: [11, 20], late: [21, 31] } as const
type Third = keyof typeof thirds
const saidPattern = /^(\d{4})(?:-(\d{2})(?:-(\d{2}|early|mid|late))?)?$/

const pad = (n: number) => String(n).padStart(2, '0')
const lastOfMonth = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate()

export function isDay(text: string): boolean {
  const m = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!m) return false
  const [y, mo, d] = [Number(m[1]), Number(m[2]), Number(m[3])]
  return y >= 1 && mo >= 1 && mo <= 12 && d >= 1 && d <= lastOfMonth(y, mo)
}

export function isSaidDate(text: string): boolean {
  const m = saidPattern.exec(text)
  if (!m || m[1] === '0000') return false
  if (m[2] && (Number(m[2]) < 1 || Number(m[2]) > 12)) return false
  return !m[3] || m[3] in thirds || isDay(text)
}

/** Nobody keeps registers of what was before, and nobody plans beyond. */
const [firstYear, lastYear] = [1700, 2200]

/** Whether a day, a said date, a month or an instant lies centuries away: most often a year of another calendar. */
export const isFar = (said: string): boolean =>
  Number(said.slice(0, 4)) < firstYear || Number(said.slice(0, 4)) > lastYear

function bounds(said: SaidDate): [Day, Day] {
  const m = saidPattern.exec(said)
  if (!m || !isSaidDate(said)) throw new RangeError(`not a date: ${said}`)
  const [year, month, part] = [m[1], m[2], m[3]]
  if (!month) return [`${year}-01-01`, `${year}-12-31`]
  const last = lastOfMonth(Number(year), Number(month))
  if (!part) return [`${year}-${month}-01`, `${year}-${month}-${pad(last)}`]
  if (!(part in thirds)) return [said, said]
  const [a, b] = thirds[part as Third]
  return [`${year}-${month}-${pad(a)}`, `${year}-${month}-${pad(Math.min(b, last))}`]
}

/** The first day that the words can mean. */
export const earliest = (said: SaidDate): Day => bounds(said)[0]
/** The last day that the words can mean. */
export const latest = (said: SaidDate): Day => bounds(said)[1]

export function addDays(day: Day, n: number): Day {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + n)
  return date.toISOString().slice(0, 10)
}

/** 'YYYY-MM' of every month that [from, to) touches, in order. */
export function monthsOf(from: Day, to: Day): string[] {
  const months: string[] = []
  const last = addDays(to, -1).slice(0, 7)
  for (let m = from.slice(0, 7); m <= last; ) {
    months.push(m)
    m = monthAfter(m)
  }
  return months
}

/** 'YYYY-MM' of the month after. */
export function monthAfter(month: string): string {
  const [year, n] = month.split('-').map(Number)
  return n === 12 ? `${year + 1}-01` : `${year}-${pad(n + 1)}`
}

/** By time zone: making one takes a hundred times as long as using it. */
const clocks = new Map<string, Intl.DateTimeFormat>()

/** What the clock of a time zone shows at an instant: '1954-07-10 08:30'. */
export function onClock(at: Date, timeZone: string): string {
  const clock =
    clocks.get(timeZone) ??
    new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone })
  clocks.set(timeZone, clock)
  return clock.format(at)
}

/** The last day of 'YYYY-MM'. */
export const endOfMonth = (month: string): Day => latest(month)

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
]
/** The months in English, January first. */
export const monthNames = [...months, 'November', 'December']
const thirdsOf: Record<Third, string> = {
  early: msg('early {month}'),
  mid: msg('mid-{month}'),
  late: msg('late {month}'),
}

/**
 * A date as it was said, in words: 'mid-February 1954', '1954年2月中旬', '14 Feb 1954'. `say` gives the language's words
 * for the parts of a month, which Intl does not know.
 */
export function saySaid(said: SaidDate, language: string, say: typeof fill = fill): string {
  const m = saidPattern.exec(said)
  if (!m) return said
  const [year, month, part] = [m[1], m[2] ? Number(m[2]) : 0, m[3]]
  if (part && part in thirdsOf)
    return say(thirdsOf[part as Third], { month: saySaid(said.slice(0, 7), language) })
  if (language.startsWith('zh')) {
    if (!month) return `${year}年`
    return part ? `${year}年${month}月${Number(part)}日` : `${year}年${month}月`
  }
  if (!month) return String(year)
  // English is written out: Intl would say 'Sept'.
  if (language !== 'en')
    return dateFormat(language, part ? 'day' : 'month').format(
      Date.UTC(Number(year), month - 1, Number(part ?? 1)),
    )
  const name = monthNames[month - 1]
  return part ? `${Number(part)} ${name.slice(0, 3)} ${year}` : `${name} ${year}`
}

const formats = new Map<string, Intl.DateTimeFormat>()
function dateFormat(language: string, to: 'day' | 'month'): Intl.DateTimeFormat {
  const key = `${language}/${to}`
  const format =
    formats.get(key) ??
    new Intl.DateTimeFormat(intlTag(language), {
      calendar: 'gregory',
      timeZone: 'UTC',
      year: 'numeric',
      ...(to === 'day' ? { month: 'short', day: 'numeric' } : { month: 'long' }),
    })
  formats.set(key, format)
  return format
}

export const sayDay = (day: Day, language: string): string => saySaid(day, language)
