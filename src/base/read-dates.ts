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

const monthNumber = (word: string): string | undefined => {
  const at = monthNames.findIndex((name) => {
    const [whole, given] = [name.toLowerCase(), word.toLowerCase().replace('.', '')]
    return whole === given || (given.length >= 3 && whole.startsWith(given))
  })
  return at < 0 ? undefined : String(at + 1)
}

const chinese = /^(\d{4})年(?:(\d{1,2})月(?:份)?(?:(\d{1,2})[日号]?|(上旬|中旬|下旬|初|中|底|末))?)?$/
const numeric = /^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}|early|mid|late))?)?$/
const packed = /^(\d{4})(\d{2})(\d{2})$/
const monthFirst = /^(?:(early|mid|late)[- ])?([a-z]+\.?)[ ,]+(?:(\d{1,2})(?:st|nd|rd|th)?[ ,]+)?(\d{4})$/i
const dayFirst = /^(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]+\.?)[ ,-]+(\d{4})$/i
const dayFirstNumeric = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/

/** The said date, or null where the words are none that the calendar has, or can mean more than one. */
export function readSaid(text: string): SaidDate | null {
  const plain = text.trim().replace(/ 00:00(:00)?$/, '')
  const zh = chinese.exec(arabic(plain.replace(/\s/g, '')))
  if (zh) return said(zh[1], zh[2], zh[3] ?? zh[4])
  const iso = numeric.exec(plain) ?? packed.exec(plain)
  if (iso) return said(iso[1], iso[2], iso[3])
  const en = monthFirst.exec(plain)
  if (en) {
    const month = monthNumber(en[2])
    return month ? said(en[4], month, en[1]?.toLowerCase() ?? en[3]) : null
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
