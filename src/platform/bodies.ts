// Bodies lie in memory from their first byte until they are answered. All that are under way share one bound, and
// nobody has more than a part of it: so whoever sends much, or sends slowly, keeps nobody else from sending.
import { Problem } from '../base/problems.ts'
import { msg } from '../base/words.ts'
import { openTally } from './tally.ts'

const mebibyte = 1024 * 1024
const usualBounds = { altogether: 128 * mebibyte, ofOne: 32 * mebibyte }

/** Counts in a body of an account or a network and gives what counts it out; 'unavailable' while there is no room. */
export function openBodies({ altogether, ofOne } = usualBounds) {
  const under = openTally()
  return (sender: string, bytes: number): (() => void) => {
    if (under.all() + bytes > altogether || under.of(sender) + bytes > ofOne)
      throw new Problem('unavailable', {
        text: msg('Much is being sent just now. Please try again in a moment.'),
      })
    under.add(sender, bytes)
    let isCounted = true
    return () => {
      if (isCounted) under.add(sender, -bytes)
      isCounted = false
    }
  }
}
