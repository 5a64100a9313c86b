// Which parts of figures totals keep to themselves, where a programme withholds small ones. Pure. Figures from 1 to
// below the least are withheld; and others with them, the smallest first, until every one that is withheld could as
// well be another number, by all the sums that are shown. A nothing goes with it only where there is nothing else.
import { movable, type Relation } from './moves.ts'

/** Keys of figures that are told to add up: to another one, or to what is shown in any case. */
export type Sum = { whole: string | null; of: readonly string[] }

/** The same, of what is not known to be nothing, the whole among them. */
type Told = { whole: string | null; keys: readonly string[] }

export type Known = {
  /** those that are withheld already, and those that are shown in any case */
  hidden?: ReadonlySet<string>
  shown?: ReadonlySet<string>
}

/** Figures by their keys; what is not among them everybody knows to be nothing. */
export function withheld(
  figures: ReadonlyMap<string, number>,
  least: number,
  sums: readonly Sum[],
  { hidden = new Set(), shown = new Set() }: Known = {},
): Set<string> {
  const kept = new Set(hidden)
  if (least === 0) return kept
  for (const [key, n] of figures) if (n > 0 && n < least && !shown.has(key)) kept.add(key)
  const told = sums.map(({ whole, of }): Told => {
    const all = whole === null ? of : [whole, ...of]
    return { whole, keys: all.filter((key) => figures.has(key)) }
  })
  const sumsOf = new Map<string, Told[]>()
  for (const one of told) for (const key of one.keys) sumsOf.set(key, [...(sumsOf.get(key) ?? []), one])
  const size = (key: string) => figures.get(key) || Number.POSITIVE_INFINITY
  // Of equals always the same one, in whatever order rows come: pages that show both must not differ.
  const isNext = (key: string, than: string) =>
    size(key) < size(than) || (size(key) === size(than) && Number.isFinite(size(key)) && key < than)
  const smallestOf = (keys: readonly string[]): string | null => {
    let found: string | null = null
    for (const key of keys) {
      if (kept.has(key) || shown.has(key)) continue
      if (found === null || isNext(key, found)) found = key
    }
    return found
  }
  /** The smallest that is shown in a sum with it, else in one with those that are withheld beside it, and so on. */
  const secondOf = (key: string): string | null => {
    const met = new Set([key])
    for (let reached = [key]; reached.length > 0; ) {
      const beside = reached.flatMap((one) => (sumsOf.get(one) ?? []).flatMap(({ keys }) => keys))
      const second = smallestOf(beside)
      if (second !== null) return second
      reached = [...new Set(beside)].filter((one) => kept.has(one) && !met.has(one))
      for (const one of reached) met.add(one)
    }
    return null
  }
  // What is proved stays so when more is withheld; what nothing more can be withheld with is left.
  const done = new Set<string>()
  addSeconds(told, kept, smallestOf)
  // Whatever comes to it is gone through too, the last of all.
  let tried = 0
  for (const key of kept) {
    while (figures.has(key) && !done.has(key)) {
      tried += 1
      if (tried > mostTried)
        return new Set([...kept, ...[...figures.keys()].filter((one) => !shown.has(one))])
      for (const one of provedWith(key, { figures, kept, sumsOf })) done.add(one)
      const second = done.has(key) ? null : secondOf(key)
      if (second === null) done.add(key)
      else {
        kept.add(second)
        addSeconds(told, kept, smallestOf)
      }
    }
  }
  return kept
}

/** Where of a sum only one is withheld, another is with it. */
function addSeconds(
  told: readonly Told[],
  kept: Set<string>,
  smallestOf: (keys: readonly string[]) => string | null,
): void {
  for (let before = -1; before !== kept.size; ) {
    before = kept.size
    for (const { keys } of told) {
      if (keys.filter((key) => kept.has(key)).length !== 1) continue
      const second = smallestOf(keys)
      if (second !== null) kept.add(second)
    }
  }
}

type Table = {
  figures: ReadonlyMap<string, number>
  kept: ReadonlySet<string>
  sumsOf: ReadonlyMap<string, readonly Told[]>
}

/** Where so many are not proved by others, nearly all is small: then all is withheld, rather than reckoned for long. */
const mostTried = 200

/** Among so many it is tried whether one could be another number, all others as they are: first few, then more. */
const sizes = [60, 240]

/** The withheld that are found to have another number by the sums, in looking for one of them. */
function provedWith(key: string, table: Table): Set<string> {
  let proved = new Set<string>()
  for (const most of sizes) {
    const near = nearTo(key, most, table)
    const numbers = new Map([...near].map((one) => [one, table.figures.get(one) ?? 0]))
    const told = new Set([...near].flatMap((one) => table.sumsOf.get(one) ?? []))
    proved = movable(numbers, [...told].map(relationOf(near)))
    if (proved.has(key) || near.size < most) break
  }
  return proved
}

/** So many of the withheld as are told together with one, or with those, and so on. */
function nearTo(key: string, most: number, { kept, sumsOf }: Table): Set<string> {
  const near = new Set([key])
  for (const one of near)
    for (const { keys } of sumsOf.get(one) ?? [])
      for (const other of keys) if (near.size < most && kept.has(other)) near.add(other)
  return near
}

const relationOf =
  (near: ReadonlySet<string>) =>
  ({ whole, keys }: Told): Relation =>
    new Map(keys.filter((key) => near.has(key)).map((key) => [key, key === whole ? -1 : 1]))
