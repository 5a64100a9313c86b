// What is called to a class, as pages and papers name it.
import type { Day } from '../../base/dates.ts'
import type { Named } from '../../base/schemas.ts'
import type { Names } from '../../base/words.ts'
import { formatDay, formatNumber, nameOf, t } from '../../kit/words.ts'

/** What the programme calls a post where there is little room. */
export function shortPost(posts: readonly { id: string; short: Names }[], id: string): string {
  const post = posts.find((one) => one.id === id)
  return post ? nameOf(post.short) : ''
}

/** That somebody sits in another class on the same days. */
export const sayElsewhere = ({ names, day }: { names: Names | null; day: string }): string =>
  names
    ? t('Sits in “{class}” as well, on {day}.', { class: nameOf(names), day: formatDay(day) })
    : t('Sits in another class as well, on {day}.', { day: formatDay(day) })

/** From which day on somebody is in the class, or no longer. */
export const saySeat = (name: string, isSeated: boolean, from: Day): string =>
  isSeated
    ? t('{name} accepted, in the class from {day} on', { name, day: formatDay(from) })
    : t('{name} withdrawn, not in the class any more from {day} on', { name, day: formatDay(from) })

/** People under the place that they come from. */
export const byPlace = <Person extends { placeId: string }>(places: readonly Named[], people: Person[]) =>
  places.map(({ id, names }) => {
    const rows = people.filter(({ placeId }) => placeId === id)
    return { key: id, title: t('{name} ({n})', { name: nameOf(names), n: formatNumber(rows.length) }), rows }
  })
