// Days on the programme's clock, whatever the clock of the device says.
import type { Day } from '../base/dates.ts'
import { timeZone } from './words.ts'

/** 'YYYY-MM-DD HH:MM:SS' as a clock on the wall shows it. */
const onWall = (at: Date): string =>
  new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone: timeZone() }).format(
    at,
  )

export const dayOn = (at: Date): Day => onWall(at).slice(0, 10)

/** The instant at which a day begins. */
export function startOf(day: Day): Date {
  const midnight = Date.parse(`${day}T00:00:00Z`)
  const ahead = (at: number) => Date.parse(`${onWall(new Date(at)).replace(' ', 'T')}Z`) - at
  // Looked at twice: between the two instants the clock may have been changed.
  return new Date(midnight - ahead(midnight - ahead(midnight)))
}
