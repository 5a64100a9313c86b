// How often a backup is made by itself and how many are kept, as it is written. Pure.

/** No two backups that are made by themselves lie further apart. */
export const mostHours = 9999

/** '24h' or '7d' or 'off' as hours; null where it is none of them, or more than can be set. */
export function hoursOf(text: string): number | null {
  if (text === 'off') return 0
  const found = /^(\d{1,4})([hd])$/.exec(text)
  const hours = found ? Number(found[1]) * (found[2] === 'd' ? 24 : 1) : 0
  return hours > 0 && hours <= mostHours ? hours : null
}

/** A number of backups to keep, or null where it is none. */
export const countOf = (text: string): number | null => (/^[1-9]\d{0,2}$/.test(text) ? Number(text) : null)
