// What was perhaps meant by a name that is not found: other signs that sound or look alike, a word too many or too few.
import type { Names } from '../../base/words.ts'
import { placePinyin } from '../pinyin/rules.ts'

type Named = { code: string; names: Names }

/** How many single changes lead from one text to the other; more than `most` counts as `most + 1`. */
function distance(a: string, b: string, most: number): number {
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

/** Lower is nearer; null where the two have nothing to do with each other. */
function farness(text: string, one: Named): number | null {
  const { zh, en } = one.names
  const isLatin = /^[\x20-\x7e]+$/.test(text)
  const other = isLatin ? en.toLowerCase() : zh
  const own = isLatin ? text.toLowerCase() : text
  const length = [...own].length
  if (own === other) return 0
  if (length >= 2 && other.startsWith(own)) return 1 + ([...other].length - length) / 10
  if ([...other].length >= 2 && own.endsWith(other)) return 1.5
  const most = length <= 4 ? 1 : 2
  const steps = distance(own, other, most)
  if (steps > most) return codeFarness(own, one.code)
  // One of two signs being another says nothing, unless both sound alike.
  const isAlike = !isLatin && placePinyin(own) === placePinyin(other)
  if (length <= 2 && !isAlike) return null
  return steps + (isAlike ? 0 : 1)
}

const codeFarness = (text: string, code: string): number | null =>
  /^[a-z0-9-]{4,}$/.test(text) && distance(text, code, 1) === 1 ? 2.5 : null

/** The few that come nearest; among equals those that `isNearer` prefers come first. */
export function nearest<T extends Named>(
  text: string,
  all: readonly T[],
  isNearer: (one: T) => boolean = () => false,
): T[] {
  return all
    .flatMap((one) => {
      const far = farness(text, one)
      return far === null ? [] : [{ one, far: far - (isNearer(one) ? 0.4 : 0) }]
    })
    .sort((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ one }) => one)
}
