// Of which periods the figures of a longer one are made, and by whose borders each is counted.
import { formatDay, formatNumber, htmlLang, language, nameOf, t } from '../../kit/words.ts'
import type { Answer } from './asked.ts'

type Of = Pick<Answer, 'madeOf' | 'isByOwn' | 'bordersOn' | 'period'>

/** Nothing of a period without parts. */
export function sayMadeOf({ madeOf, isByOwn, bordersOn, period }: Of): string {
  if (madeOf.length === 0) return ''
  const listed = (all: Of['madeOf']) =>
    new Intl.ListFormat(htmlLang(language()), { type: 'conjunction', style: 'narrow' }).format(
      all.map((one) => (one.id === period.id ? t('its own months that no part holds') : nameOf(one.names))),
    )
  const of = { n: formatNumber(madeOf.length), names: listed(madeOf), day: formatDay(bordersOn) }
  const made = isByOwn
    ? t('Made of {n} parts, each by its own borders: {names}.', of)
    : t('Made of {n} parts, all by the borders of {day}: {names}.', of)
  const unread = madeOf.filter(({ isRead }) => !isRead)
  return unread.length === 0
    ? made
    : `${made} ${t('In some of them the place was another’s to read, and nothing is added: {names}.', { names: listed(unread) })}`
}
