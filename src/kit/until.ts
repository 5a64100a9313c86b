// Until when something that people answer is open, and when the page that shows it asks the server again.
import type { RosterTold } from '../base/schemas.ts'
import { formatInstant, t } from './words.ts'

/** 'Open until 14 Feb 2026, 10:20.' */
export const sayUntil = (closesAt: string): string =>
  t('Open until {when}.', { when: formatInstant(closesAt) })

/** 'The time was over on 14 Feb 2026, 10:20.' */
export const saySince = (closesAt: string): string =>
  t('The time was over on {when}.', { when: formatInstant(closesAt) })

const again = 15_000
const hour = 3_600_000

/**
 * In how many milliseconds a page is asked again so that it turns over at the closing time; 0: not by itself. Whoever
 * closes it sees before that when everybody has a ballot.
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

/** Whether whoever opened it may close it already, as far as the page knows: nobody closes while somebody could answer. */
export const mayCloseNow = (roster: RosterTold | null, ballots: number | null): boolean =>
  roster === null || roster.isOver || ballots === null || ballots >= roster.size
