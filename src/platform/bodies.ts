// Bodies lie in memory from their first byte until they are answered. All that are under way share one bound, and
// nobody has more than a part of it: so whoever sends much, or sends slowly, keeps nobody else from sending.
import { Problem } from '../base/problems.ts'
import { msg } from '../base/words.ts'

const mebibyte = 1024 * 1024
const usualBounds = { altogether: 128 * mebibyte, ofOne: 32 * mebibyte }

/** Counts in a body of an account or a network and gives what counts it out; 'unavailable' while there is no room. */
export function openBodies({ altogether, ofOne } = usualBounds) {
  const under = new Map<string, number>()
  let all = 0
  const add = (sender: string, bytes: number) => {
    const own = (under.get(sender) ?? 0) + bytes
    all += bytes
    if (own > 0) under.set(sender, own)
    else under.delete(sender)
  }
  return (sender: string, bytes: number): (() => void) => {
    if (all + bytes > altogether || (under.get(sender) ?? 0) + bytes > ofOne)
      throw new Problem('unavailable', {
        text: msg('Much is being sent just now. Please try again in a moment.'),
      })
    add(sender, bytes)
    let isCounted = true
    return () => {
      if (isCounted) add(sender, -bytes)
      isCounted = false
    }
  }
}
