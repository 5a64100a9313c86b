// Holds an imported text against the policy as it stands: which clause continues which, and what changed. Pure.
import type { Names } from '../../base/words.ts'
import type { ParsedClause } from '../texts/rules.ts'
import type { TextLanguage } from './rules.ts'

export type StandingClause = { id: string; number: string; depth: number; heading: boolean; text: Names }
export type Change = 'same' | 'changed' | 'added' | 'removed'
export type Compared = {
  change: Change
  /** the clause that is continued; null for an added one */
  clauseId: string | null
  before: { number: string; text: string } | null
  /** null for a removed one */
  after: ParsedClause | null
}

const plain = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}]+/gu, '')

function pairs(text: string): Map<string, number> {
  const found = new Map<string, number>()
  const signs = [...plain(text)]
  for (let at = 0; at + 1 < signs.length; at++) {
    const pair = signs[at] + signs[at + 1]
    found.set(pair, (found.get(pair) ?? 0) + 1)
  }
  return found
}

/** How alike two texts are, 0 to 1, by the pairs of signs they share; works for Chinese and Latin text. */
function overlap(a: Map<string, number>, b: Map<string, number>): number {
  let [shared, all] = [0, 0]
  for (const [pair, n] of a) {
    shared += Math.min(n, b.get(pair) ?? 0)
    all += n
  }
  for (const n of b.values()) all += n
  return all === 0 ? 0 : (2 * shared) / all
}

/**
 * Finds for each new clause the one it continues: first those with the same words, then the likeliest, where the same
 * number counts in favour. A clause that has no text yet in this language is continued by its number alone: the other
 * language of a policy is imported so. Removed clauses stand where they stood.
 */
export function compare(
  standing: readonly StandingClause[],
  parsed: readonly ParsedClause[],
  language: TextLanguage,
): Compared[] {
  const before = standing.map((clause) => ({
    clause,
    text: clause.text[language],
    plain: plain(clause.text[language]),
    pairs: pairs(clause.text[language]),
  }))
  const after = parsed.map((clause) => ({ clause, plain: plain(clause.text), pairs: pairs(clause.text) }))
  const continued = new Map<number, number>()
  const taken = new Set<number>()
  // What did not change at all is set aside first: most of an amended text.
  const untouched = new Map(before.map((old, b) => [`${old.clause.number} ${old.plain}`, b]))
  for (const [a, next] of after.entries()) {
    const b = untouched.get(`${next.clause.number} ${next.plain}`)
    if (b === undefined || taken.has(b)) continue
    continued.set(a, b)
    taken.add(b)
  }
  const candidates: { score: number; b: number; a: number }[] = []
  for (const [a, next] of after.entries()) {
    if (continued.has(a)) continue
    for (const [b, old] of before.entries()) {
      if (taken.has(b)) continue
      const sameNumber = old.clause.number === next.clause.number
      const like = old.plain === next.plain ? 1 : old.text ? overlap(old.pairs, next.pairs) : 0
      const isOne = old.text ? like >= 0.6 || (sameNumber && like >= 0.25) : sameNumber
      // Of two that are equally alike, the nearer one.
      if (isOne) candidates.push({ score: like + (sameNumber ? 0.5 : 0) - Math.abs(a - b) / 1e6, b, a })
    }
  }
  candidates.sort((x, y) => y.score - x.score)
  for (const { a, b } of candidates) {
    if (continued.has(a) || taken.has(b)) continue
    continued.set(a, b)
    taken.add(b)
  }
  return inReadingOrder(before, after, continued, taken)
}

function inReadingOrder(
  before: { clause: StandingClause; text: string }[],
  after: { clause: ParsedClause }[],
  continued: Map<number, number>,
  taken: Set<number>,
): Compared[] {
  const told = (b: number) => ({ number: before[b].clause.number, text: before[b].text })
  const rows: Compared[] = []
  let shown = 0
  const removedUpTo = (end: number) => {
    for (; shown < end; shown++) {
      if (!taken.has(shown))
        rows.push({ change: 'removed', clauseId: before[shown].clause.id, before: told(shown), after: null })
    }
  }
  for (const [a, { clause }] of after.entries()) {
    const b = continued.get(a)
    if (b === undefined) {
      rows.push({ change: 'added', clauseId: null, before: null, after: clause })
      continue
    }
    removedUpTo(b)
    const old = before[b].clause
    const isSame = before[b].text.trim() === clause.text.trim() && old.number === clause.number
    rows.push({ change: isSame ? 'same' : 'changed', clauseId: old.id, before: told(b), after: clause })
  }
  removedUpTo(before.length)
  return rows
}
