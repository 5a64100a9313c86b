// Until when something that people answer is open, and when the page that shows it asks the server again.
import type { RosterTold } from '../base/schemas.ts'
import { formatInstant, t, tn } from './words.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/**
 * Whether the programme's day is another than that of the clock: then an instant on the clock says nothing to a reader.
 */
export const isPinned = (today: string | undefined, now: number): boolean =>
  today !== undefined && Math.abs(Date.parse(today) - now) > 3 * day

/** '90 days', '5 hours', '12 minutes' */
function sayLeft(left: number): string {
  if (left >= 2 * day) return tn('{n} day', '{n} days', Math.floor(left / day))
  if (left >= 2 * hour) return tn('{n} hour', '{n} hours', Math.floor(left / hour))
  return tn('{n} minute', '{n} minutes', Math.max(1, Math.floor(left / minute)))
}

/** 'Open until 14 Feb 2026, 10:20.'; where the programme's day is pinned, how long that is: 'Open for 90 days more.' */
export const sayUntil = (closesAt: string, today?: string, now = Date.now()): string =>
  isPinned(today, now)
    ? t('Open for {left} more.', { left: sayLeft(Date.parse(closesAt) - now) })
    : t('Open until {when}.', { when: formatInstant(closesAt) })

/** 'The time was over on 14 Feb 2026, 10:20.' */
export const saySince = (closesAt: string, today?: string, now = Date.now()): string =>
  isPinned(today, now)
    ? t('The time is over.')
    : t('The time was over on {when}.', { when: formatInstant(closesAt) })

const again = 15_000

/**
 * In how many milliseconds a page is asked again so that it turns over at the closing time; 0: not by itself. Whoever
 * closes it sees before that when everybody has answered.
 */
export function turnsIn(
  roster: RosterTold | null | undefined,
  { now = Date.now(), closes = false } = {},
): number {
  if (!roster?.closesAt || roster.isOver) return 0
  const left = Date.parse(roster.closesAt) - now
  // The server's clock decides: where this one is ahead, it is asked once more a little later.
  return left > 0 ? Math.min(left + 500, closes ? again : hour) : again
}
