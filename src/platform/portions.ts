// Much is removed a portion at a time: no single statement takes longer than statements may.

const atOnce = 10_000

/** Repeats what removes up to `most` rows until fewer go; gives how many went in all. */
export async function inPortions(
  remove: (most: number) => Promise<{ numAffectedRows?: bigint }>,
): Promise<number> {
  let total = 0
  for (;;) {
    const gone = Number((await remove(atOnce)).numAffectedRows ?? 0)
    total += gone
    if (gone < atOnce) return total
  }
}
