// Which definition of an indicator holds in a period, and from which period on another one may. Pure; the same in SQL
// is plan.words_in, and definitions/rules.test.ts holds the two together.
//
// A definition that is put in another's place begins with the first day of a period, and holds in all periods that
// begin on it or later, until the next one begins. So a year has the definition of its first day, whatever those of its
// quarters are, and what begins amid it is told beside its totals.
import type { Day } from '../../base/dates.ts'
import { type Finding, finding } from '../../base/problems.ts'
import { msg, type Names } from '../../base/words.ts'
import type { Term } from '../indicators/rules.ts'

/** What may be put otherwise of an indicator that is told already. */
export type Words = { names: Names; definition: Names; terms: Term[] | null }
/** What an indicator said before another definition began; `by` and `on`: who put that in its place, and when. */
export type Earlier = Words & { untilOn: Day; by: Names; on: Day }
export type Defined = Words & { earlier: readonly Earlier[] }

/** What an indicator says in a period that begins on a day. Earlier ones stand in the order of their days. */
export function wordsIn(indicator: Defined, fromOn: Day): Words {
  const { names, definition, terms } = indicator.earlier.find(({ untilOn }) => fromOn < untilOn) ?? indicator
  return { names, definition, terms }
}

/** As it is said, or as it is being typed. */
type Said = {
  names: Names
  definition: Names
  terms: readonly { indicatorId: string; weight: unknown }[] | null
}
const weights = ({ terms }: Pick<Said, 'terms'>) =>
  JSON.stringify(terms?.map(({ indicatorId, weight }) => [indicatorId, weight]))
const texts = ({ names, definition }: Said) =>
  JSON.stringify([names.zh, names.en, definition.zh, definition.en])
export const isWeighedOtherwise = (one: Pick<Said, 'terms'>, other: Pick<Said, 'terms'>): boolean =>
  weights(one) !== weights(other)
export const isOtherwise = (before: Said, after: Said): boolean =>
  texts(before) !== texts(after) || isWeighedOtherwise(before, after)

type PeriodOf = { id: string; names: Names; fromOn: Day; state: 'open' | 'closed' }

/** The last of the periods that keep what holds in them though another definition begins on a day. */
export const closedFrom = <P extends PeriodOf>(periods: readonly P[], fromOn: Day): P | undefined =>
  periods.filter((one) => one.state === 'closed' && one.fromOn >= fromOn).at(-1)

/** The periods with which another definition may begin. */
export const beginnings = <P extends PeriodOf>(
  periods: readonly P[],
  { earlier }: Pick<Defined, 'earlier'>,
): P[] =>
  periods.filter(({ fromOn }) => !closedFrom(periods, fromOn) && !(fromOn <= (earlier.at(-1)?.untilOn ?? '')))

/**
 * What is put otherwise of an indicator that plans rest on is either a correction, or another definition that begins
 * with a period. Other weights of a formula would make other figures of what is closed, so they are no correction then.
 * `periods` are those of the programme in order of time.
 */
export function definedFindings(
  before: Defined,
  after: Words,
  fromPeriodId: string | null | undefined,
  periods: readonly PeriodOf[],
): Finding[] {
  const find = (code: string, text: string, name?: Names) => [
    finding('/fromPeriodId', code, text, name && { name }),
  ]
  if (fromPeriodId === undefined) {
    return find(
      'required',
      msg('Please say whether this corrects the wording, or from which period on it is defined anew.'),
    )
  }
  const last = before.earlier.at(-1)?.untilOn ?? ''
  if (fromPeriodId === null) {
    const closed = isWeighedOtherwise(before, after) ? closedFrom(periods, last) : undefined
    const text = msg('{name} is closed, and other weights would change its figures. Let them begin later.')
    return closed ? find('closed-period', text, closed.names) : []
  }
  const period = periods.find(({ id }) => id === fromPeriodId)
  if (!period) return find('unknown', msg('There is no such period in this programme.'))
  const closed = closedFrom(periods, period.fromOn)
  if (closed) {
    const text = msg('{name} is closed, and what it says stays. Choose a later period, or open it again.')
    return find('closed-period', text, closed.names)
  }
  if (period.fromOn > last) return []
  return find('defined', msg('Another definition begins then or later already. Take that one back first.'))
}
