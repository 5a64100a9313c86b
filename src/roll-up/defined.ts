// Indicators as the period that is looked at has them, and what of them is defined anew amid it.
import type { Names } from '../base/words.ts'
import { isWeighedOtherwise, wordsIn } from '../plan/definitions/rules.ts'
import type { Indicator as Known } from '../plan/indicators/queries.ts'
import type { CountedIn } from '../plan/indicators/rules.ts'
import type { Scope } from './scope.ts'

type Anew = { on: string; period: Names | null; names: Names; definition: Names }

export type Indicator = Omit<Known, 'earlier'> & {
  /** the definitions that begin amid the period; what is counted by either is added all the same */
  anew: Anew[]
  /** whether parts of the period weigh a formula otherwise: figures of the whole are of no one formula then */
  isReweighed: boolean
}

export function indicatorIn(scope: Scope, known: Known, countedIn: CountedIn = known.countedIn): Indicator {
  const { period, periods, tree, calendars } = scope
  const { earlier, ...own } = known
  const counted = tree.filter(({ id }) => calendars[countedIn].stretches.has(id))
  const days = counted.map(({ fromOn }) => fromOn).sort()
  const words = days.map((day) => wordsIn(known, day))
  const begun = earlier.filter(({ untilOn }) => period.fromOn < untilOn && untilOn <= (days.at(-1) ?? ''))
  return {
    ...own,
    ...wordsIn(known, period.fromOn),
    anew: begun.map(({ untilOn: on }) => {
      const { names, definition } = wordsIn(known, on)
      // Of a half-year and its first quarter the shorter one, which is listed behind.
      const first = periods.findLast((one) => one.programmeId === period.programmeId && one.fromOn === on)
      return { on, period: first?.names ?? null, names, definition }
    }),
    isReweighed: words.some((one) => isWeighedOtherwise(one, words[0])),
  }
}
