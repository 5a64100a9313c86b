// When the totals changed last, and by what, in one sentence.
import { formatInstant, formatMonth, language, nameOf, t } from '../../kit/words.ts'
import type { Answer } from './asked.ts'

/** '2 minutes ago' in the reader's language. */
function agoOf(at: string): string {
  const seconds = Math.max(0, (Date.now() - Date.parse(at)) / 1000)
  if (seconds < 60) return t('less than a minute ago')
  const format = new Intl.RelativeTimeFormat(language(), { numeric: 'auto' })
  if (seconds < 3600) return format.format(-Math.round(seconds / 60), 'minute')
  if (seconds < 86_400) return format.format(-Math.round(seconds / 3600), 'hour')
  return format.format(-Math.round(seconds / 86_400), 'day')
}

/** How long ago on a screen; on paper when, since that is read later. */
export function changeLine({ lastChange }: Answer, on: 'screen' | 'paper'): string {
  if (!lastChange) return ''
  const { at } = lastChange
  const words = {
    ago: on === 'screen' ? agoOf(at) : t('on {when}', { when: formatInstant(at) }),
    place: nameOf(lastChange.place),
    month: lastChange.month ? formatMonth(lastChange.month) : '',
  }
  const said: Record<string, () => string> = {
    'report.made': () => t('Totals changed {ago}, when {place} reported {month}.', words),
    'report.corrected': () => t('Totals changed {ago}, when {place} corrected its figure of {month}.', words),
    'report.verified': () =>
      t('Totals changed {ago}, when a figure of {place} for {month} was verified.', words),
    'report.disputed': () =>
      t('Totals changed {ago}, when a figure of {place} for {month} was disputed.', words),
    'condition-sheet.made': () => t('Totals changed {ago}, when {place} described its conditions.', words),
    'place.moved': () => t('Totals changed {ago}, when {place} came to lie elsewhere.', words),
    'plan.submitted': () => t('Totals changed {ago}, when {place} submitted its plan.', words),
    'plan.returned': () => t('Totals changed {ago}, when the plan of {place} was returned.', words),
    'plan.approved': () => t('Totals changed {ago}, when the plan of {place} was approved.', words),
  }
  return said[lastChange.verb]?.() ?? ''
}
