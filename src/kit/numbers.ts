// Reads numbers as people type them, on Chinese keyboards too. Pure.

/** What stands in a field for a number: the number, null for nothing, or the text where it can't be read as one. */
export type TypedNumber = number | null | string

const grouped = (sign: string) => new RegExp(`^[1-9]\\d{0,2}(\\${sign}\\d{3})+$`)
const [dots, commas] = [grouped('.'), grouped(',')]
/** Spaces and apostrophes stand between thousands alone: '3 5' is two figures, "10'5" none. */
const spaced = /^([1-9]\d{0,2}([ '])\d{3}(?:\2\d{3})*)(?:([.,])(\d*))?$/

/** Wide signs as narrow ones. No more is made alike: 10² is not 102. */
const narrow = (text: string): string =>
  text
    .trim()
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[\u00a0\u2007\u2009\u202f\u3000]/g, ' ')
    .replace(/’/g, "'")
    .replace(/[。｡]/g, '.')
    .replace(/[−–—]/g, '-')

/**
 * '1,250', '１２５０', '－3.5' as numbers; null for nothing; undefined for what is no number. `decimal` is the sign that
 * the reader's language writes before tenths; the other one stands between thousands there. As a figure is shown, so
 * it is read: '1.250' with ',' is 1250. A sign that can't stand between thousands is before tenths in any language, as
 * many keyboards have but one of them: '50.5' with ',' is no 505.
 */
export function readNumber(text: string, decimal: '.' | ','): number | null | undefined {
  const plain = narrow(text)
  if (plain === '') return null
  const [, minus, digits] = /^([+-]?)(\d.*|[.,]\d+)$/.exec(plain) ?? []
  if (digits === undefined) return undefined
  const read = readUnsigned(digits, decimal)
  // Beyond that it would be kept as another one.
  if (read === undefined || read > Number.MAX_SAFE_INTEGER) return undefined
  return minus === '-' ? -read : read
}

function readUnsigned(digits: string, decimal: '.' | ','): number | undefined {
  const [, thousands, , sign, tenths] = spaced.exec(digits) ?? []
  if (thousands) {
    // '1 250,000' where tenths stand after a point may be either.
    if (tenths?.length === 3 && sign !== decimal) return undefined
    return Number(`${thousands.replace(/\D/g, '')}.${tenths || '0'}`)
  }
  if (!/^[\d.,]+$/.test(digits)) return undefined
  const at = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','))
  if (at < 0) return Number(digits)
  const [last, before] = [digits[at], digits.slice(0, at)]
  const between = last === '.' ? commas : dots
  const isOnce = !before.includes(last)
  const isBetweenThousands = (last === '.' ? dots : commas).test(digits)
  if (isBetweenThousands && !(isOnce && last === decimal)) return Number(digits.replaceAll(last, ''))
  if (!isOnce || (!/^\d*$/.test(before) && !between.test(before))) return undefined
  return Number(`${before.replace(/[.,]/g, '') || '0'}.${digits.slice(at + 1) || '0'}`)
}

export function typedNumber(text: string, decimal: '.' | ','): TypedNumber {
  const read = readNumber(text, decimal)
  return read === undefined ? text : read
}

/** As it is typed: without signs between thousands, and never with an exponent. */
export function writtenNumber(typed: TypedNumber, decimal: '.' | ','): string {
  if (typeof typed === 'string') return typed
  if (typed === null) return ''
  return typed.toLocaleString('en', { useGrouping: false, maximumFractionDigits: 20 }).replace('.', decimal)
}
