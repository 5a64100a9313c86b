// What was perhaps meant by a name that is not found: other signs that sound or look alike, a word too many or too few.
import type { Names } from '../../base/words.ts'
import { placePinyin } from '../pinyin/rules.ts'

type Named = { code: string; names: Names }

/** How many single changes lead from one text to the other; more than `most` counts as `most + 1`. */
function distance(a: string, b: string, most: number): number {
  // A sign has one or two places of a text.
  if (a.length > 2 * (b.length + most) || b.length > 2 * (a.length + most)) return most + 1
  const [from, to] = [[...a], [...b]]
  if (Math.abs(from.length - to.length) > most) return most + 1
  let line = Array.from({ length: to.length + 1 }, (_, n) => n)
  for (const [row, sign] of from.entries()) {
    const next = [row + 1]
    for (const [column, other] of to.entries())
      next.push(Math.min(next[column] + 1, line[column + 1] + 1, line[column] + (sign === other ? 0 : 1)))
    if (Math.min(...next) > most) return most + 1
    line = next
  }
  return line[to.length]
}

export type Far<T> = { one: T; far: number }

/** What says how far something named is from a text; null where the two have nothing to do with each other. */
export function farFrom<T extends Named>(
  text: string,
  isNearer: (one: T) => boolean = () => false,
): (one: T) => Far<T> | null {
  const isLatin = /^[\x20-\x7e]+$/.test(text)
  const own = isLatin ? text.toLowerCase() : text
  const isCode = /^[a-z0-9-]{4,}$/.test(own)
  const asked = { own, isLatin, isCode, length: [...own].length }
  return (one) => {
    const far = farness(asked, one)
    return far === null ? null : { one, far: far - (isNearer(one) ? 0.4 : 0) }
  }
}

type Asked = { own: string; isLatin: boolean; isCode: boolean; length: number }

function farness({ own, isLatin, isCode, length }: Asked, { names, code }: Named): number | null {
  const other = isLatin ? names.en.toLowerCase() : names.zh
  if (own === other) return 0
  if (length >= 2 && other.startsWith(own)) return 1 + ([...other].length - length) / 10
  if ([...other].length >= 2 && own.endsWith(other)) return 1.5
  const most = length <= 4 ? 1 : 2
  const steps = distance(own, other, most)
  if (steps > most) return isCode && distance(own, code, 1) === 1 ? 2.5 : null
  // One of two signs being another says nothing, unless both sound alike.
  const isAlike = !isLatin && placePinyin(own) === placePinyin(other)
  if (length <= 2 && !isAlike) return null
  return steps + (isAlike ? 0 : 1)
}

/** The few that come nearest. */
export const nearestOf = <T>(all: readonly Far<T>[]): T[] =>
  all
    .toSorted((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ one }) => one)

/** The same of few; among equals those that `isNearer` prefers come first. */
export function nearest<T extends Named>(
  text: string,
  all: readonly T[],
  isNearer?: (one: T) => boolean,
): T[] {
  const far = farFrom(text, isNearer)
  return nearestOf(all.flatMap((one) => far(one) ?? []))
}
