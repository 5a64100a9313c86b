// Long lists, read a page at a time: a page begins after the key of the last row of the page before, so that nothing is
// skipped or told twice when rows come and go in between.
import { type RawBuilder, sql } from 'kysely'
import { isDay } from '../base/dates.ts'
import { finding, Problem } from '../base/problems.ts'
import { pageLength } from '../base/schemas.ts'
import { msg } from '../base/words.ts'

const between = '~'
const instant = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{6}Z$/
/** Stricter than a pattern where the database would refuse to read what only looks like one. */
const kinds = {
  id: (part: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(part),
  day: isDay,
  /** a moment to the microsecond, as PostgreSQL writes it in UTC: see `instantOf` */
  instant: (part: string) => isDay(instant.exec(part)?.[1] ?? ''),
  whole: (part: string) => /^-?\d{1,15}$/.test(part),
  text: () => true,
}

/** SQL for a moment as a part of a key: to the microsecond, or rows of one millisecond would be skipped. */
export const instantOf = (column: string): RawBuilder<string> =>
  sql<string>`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

/**
 * The parts of the key that `after` names, as `pageOf` wrote them; null at the beginning. Refuses what is no such key.
 */
export function keyAfter(after: string | undefined, parts: readonly (keyof typeof kinds)[]): string[] | null {
  if (!after) return null
  const given = after.split(between)
  if (given.length === parts.length && given.every((part, at) => kinds[parts[at]](part))) return given
  const why = msg('No page of this list begins there. Begin with the first page.')
  throw new Problem('malformed', { errors: [finding('/after', 'unknown', why)] })
}

/** The page out of rows that were read one further than it is long, and what the next one begins after. */
export function pageOf<T>(
  rows: readonly T[],
  keyOf: (row: T) => readonly (string | number)[],
  length = pageLength,
): { page: T[]; next: string | null } {
  const page = rows.slice(0, length)
  const last = page.at(-1)
  return { page, next: rows.length > length && last ? keyOf(last).join(between) : null }
}
