// Reads numbers as people type them, on Chinese keyboards too. Pure.

const grouped = (sign: string) => new RegExp(`^[1-9]\\d{0,2}(\\${sign}\\d{3})+$`)
const [dots, commas] = [grouped('.'), grouped(',')]

/**
 * '1,250', '１２５０', '－3.5' as numbers; null for nothing; undefined for what is no number. `decimal` is the sign that
 * the reader's language writes before tenths; the other one stands between thousands there. As a figure is shown, so it
 * is read: '1.250' with ',' is 1250. A sign that can't stand between thousands is before tenths in any language, as
 * many keyboards have but one of them: '50.5' with ',' is no 505.
 */
export function readNumber(text: string, decimal: '.' | ','): number | null | undefined {
  const plain = text
    .normalize('NFKC')
    .replace(/[\s、'’]/g, '')
    .replace(/。/g, '.')
    .replace(/[−–—]/g, '-')
  if (plain === '') return null
  const [, minus, digits] = /^([+-]?)([\d.,]*\d[\d.,]*)$/.exec(plain) ?? []
  if (digits === undefined) return undefined
  const read = readUnsigned(digits, decimal)
  return read === undefined ? undefined : minus === '-' ? -read : read
}

function readUnsigned(digits: string, decimal: '.' | ','): number | undefined {
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
