// Which parts of figures totals keep to themselves, where a programme withholds small ones. Pure. Figures from 1 to
// below the least are withheld; and where of figures that add up to something which is shown only one is, the smallest
// other of them with it, so that nothing is left over by taking the others away. A nothing goes with it only where
// there is nothing else.

/** Figures by their keys; each of `sums` are the keys of those that are told to add up, whatever of them is shown. */
export function withheld(
  figures: ReadonlyMap<string, number>,
  least: number,
  sums: readonly (readonly string[])[],
  known: ReadonlySet<string> = new Set(),
): Set<string> {
  const kept = new Set(known)
  for (const [key, n] of figures) if (n > 0 && n < least) kept.add(key)
  for (let before = -1; before !== kept.size; ) {
    before = kept.size
    for (const sum of sums) {
      if (sum.filter((key) => kept.has(key)).length !== 1) continue
      const others = sum.filter((key) => !kept.has(key) && figures.has(key))
      const n = (key: string) => figures.get(key) || Number.POSITIVE_INFINITY
      const [next] = others.toSorted((a, b) => (n(a) === n(b) ? 0 : n(a) - n(b)))
      if (next !== undefined) kept.add(next)
    }
  }
  return kept
}
