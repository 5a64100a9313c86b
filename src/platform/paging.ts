// Long lists, read a page at a time: a page begins after the key of the last row of the page before, so that nothing is
// skipped or told twice when rows come and go in between.
import { finding, Problem } from '../base/problems.ts'
import { msg } from '../base/words.ts'

export const pageLength = 50

const between = '~'
const kinds = {
  id: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  day: /^\d{4}-\d{2}-\d{2}$/,
  /** a moment to the microsecond, as PostgreSQL writes it in UTC */
  instant: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/,
  whole: /^-?\d{1,15}$/,
  text: /^[^~]*$/,
}

/** The parts of the key that `after` names, as `pageOf` wrote them; null at the beginning. Refuses what is no such key. */
export function keyAfter(after: string | undefined, parts: readonly (keyof typeof kinds)[]): string[] | null {
  if (!after) return null
  const given = after.split(between)
  if (given.length === parts.length && given.every((part, at) => kinds[parts[at]].test(part))) return given
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
