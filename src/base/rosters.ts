// Of whom figures without names may be, and when: the roster of a round or a check, its floor, its closing time, and
// which figures about one question may stand beside each other. Pure; what the server does with it is in
// platform/ballot.ts, and why in docs/security.md.
import { atAGlance, inLatinLetters } from './look-alikes.ts'
import { type Finding, finding } from './problems.ts'
import { apart, fewest, mayDiffer } from './shares.ts'
import { withoutUnseen } from './spelling.ts'
import { msg, type Names } from './words.ts'

/** As many answers as a figure needs: half of the roster, and never fewer than five. */
export const floorOf = (roster: number): number => Math.max(fewest, Math.ceil(roster / 2))

/** How long people may answer where nothing was said, and at the longest: a closing time is never brought forward. */
export const usualMinutes = 20
const longestDays = 92
/** How long the answers of before and after wait for later ones. */
export const waitingDays = 120

const day = 86_400_000

/** What speaks against a closing time; `stands`: the one that was said before. */
export function closingFindings(closesAt: Date, now: Date, stands?: Date): Finding[] {
  const says = (code: string, text: string, params = {}) => [finding('/closesAt', code, text, params)]
  if (stands && closesAt < stands)
    return says('shorter', msg('A closing time is moved later or left as it is, never earlier.'))
  if (closesAt <= now) return says('past', msg('Say a time that is still to come.'))
  if (closesAt.getTime() > now.getTime() + longestDays * day)
    return says('far', msg('At most {n} days from now: it cannot be brought forward afterwards.'), {
      n: longestDays,
    })
  return []
}

/** Whether it may be closed: the time has passed, or nobody is left who could answer. Then no moment is chosen. */
export const mayClose = (at: { closesAt: Date; now: Date; answered: number; of: number }): boolean =>
  at.now >= at.closesAt || at.answered >= at.of

/** People of whom some answered: who answered is among `people`, and more is not known. */
export type Group = { people: readonly string[]; answered: number }

const isWhole = ({ people, answered }: Group) => people.length === answered

/**
 * Whether figures about the same question may be told of both: whoever in fact answered, those who answered the one and
 * not the other are nobody or as many as `apart` asks for, on either side, or nobody answered both. Where it cannot be
 * known, it may not. `entryOf` gives the same for entries that were ever made one, taken back or not: whether they are
 * one person nobody can tell, so both must be fine, and whatever lies between.
 */
export function mayStandTogether(
  one: Group,
  other: Group,
  entryOf: (person: string) => string = (person) => person,
): boolean {
  if ([one, other].some(({ people, answered }) => people.length < answered)) return false
  const least = inBoth(one.people, other.people)
  const most = inBoth(one.people.map(entryOf), other.people.map(entryOf))
  const overlap = Math.min(most, one.answered, other.answered)
  if (overlap === 0) return true
  const isKnown = isWhole(one) && isWhole(other) && least === most
  const of = Math.max(one.answered, other.answered)
  return [one, other].every(({ answered }) => {
    const alone = answered - overlap
    return mayDiffer(alone, of) && (isKnown || alone > 0)
  })
}

/**
 * Whether these people may be asked by name what was told of the group without names: however many of them answer, as
 * many of the group as `apart` asks for stay whose answers are not known by name.
 */
export function mayAlsoBeNamed(
  { people, answered }: Group,
  named: readonly string[],
  entryOf: (person: string) => string = (person) => person,
): boolean {
  const unnamed = answered - inBoth(people.map(entryOf), named.map(entryOf))
  return people.length >= answered && unnamed >= apart(answered)
}

/** How many stand in both, each as often as in the one where it stands less often. */
function inBoth(one: readonly string[], other: readonly string[]): number {
  const there = new Map<string, number>()
  for (const id of other) there.set(id, (there.get(id) ?? 0) + 1)
  return one.filter((id) => {
    const left = there.get(id) ?? 0
    there.set(id, left - 1)
    return left > 0
  }).length
}

/**
 * A text without what its writing adds, in each way that it may be read: a capital that looks Latin is one, or belongs
 * to a small letter that does not, or each letter is what it is; and all of it as it is read at a glance, or as it was
 * remembered before all that looks alike was known.
 */
function withoutForm(text: string): string[] {
  const plain = withoutUnseen(text).normalize('NFKC')
  const small = plain.toLowerCase()
  const read = [inLatinLetters(plain).toLowerCase(), inLatinLetters(small), small].flatMap((one) => [
    atAGlance(one),
    one,
  ])
  return [...new Set(read.map((one) => one.replace(/[^\p{L}\p{M}\p{N}]/gu, '') || one.trim()))]
}

/** A right answer of fewer signs, such as "yes" or "none", is that of many questions. */
const tellingSigns = 6

/**
 * What a question is known by when it is asked again: its text, and its right answer where that tells something, in
 * every language, whatever their spaces, case, width, punctuation and signs that nobody sees. Two questions that share
 * one of these are the same.
 */
export function questionKeys({ text, right }: { text: Names; right: Names }): string[] {
  const plain = (of: Names) => Object.values(of).flatMap((words) => (words.trim() ? withoutForm(words) : []))
  const telling = plain(right).filter((words) => words.length >= tellingSigns)
  return [...new Set([...plain(text).map((one) => `text:${one}`), ...telling.map((one) => `right:${one}`)])]
}

/**
 * Which of those who answer again are compared with what was answered first. If all who may (`first`) are here,
 * everybody. Otherwise others are left out by lot with whoever is missing: a fifth at least of the `of` people who were
 * told of first, and as many as `apart` asks for. Who is missing can be seen in the hall, and is mixed so with people
 * whom nobody knows. `draw(n)` gives a whole number below n, secretly.
 */
export function countedBeside(
  tokens: readonly string[],
  { first, of, draw }: { first: ReadonlySet<string>; of: number; draw: (n: number) => number },
): string[] {
  const counted = tokens.filter((token) => first.has(token))
  const missing = first.size - counted.length
  if (missing === 0) return counted
  const lots = Math.max(Math.ceil(of / 5), apart(of) - missing)
  for (let n = 0; n < lots && counted.length > 0; n++) counted.splice(draw(counted.length), 1)
  return counted
}

/**
 * Which parts of a whole may be told beside it. Figures of parts can be added up, and subtracted from each other and
 * from the whole, so what counts are the pieces into which all that are told divide it, and what none of them covers:
 * each has as many people as `apart` asks for. `parts` come in sets that divide the whole; the sets are taken one after
 * the other, in each the largest first.
 */
export function partsBeside<P extends { people: readonly string[] }>(
  whole: readonly string[],
  sets: readonly (readonly P[])[],
): P[] {
  let pieces = [[...whole]]
  const isTold = ({ people }: P) => {
    const inside = new Set(people)
    const divided = pieces
      .flatMap((piece) => [
        piece.filter((person) => inside.has(person)),
        piece.filter((person) => !inside.has(person)),
      ])
      .filter((piece) => piece.length > 0)
    if (people.length < fewest || divided.some((piece) => !mayDiffer(piece.length, whole.length)))
      return false
    pieces = divided
    return true
  }
  return sets.flatMap((parts) => parts.toSorted((a, b) => b.people.length - a.people.length).filter(isTold))
}
