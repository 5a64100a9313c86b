// Work on one connection that does not hang on other such work: what waits for an answer leaves the line to the others,
// so that a thousand small statements travel in a few dozen parcels.

/**
 * Works on all items side by side; gives what came of each. Ends when nothing is under way any more, also where
 * something failed: otherwise the rest would go on after the transaction has been given up.
 */
export async function eachAlone<T, R>(
  items: readonly T[],
  work: (item: T, at: number) => Promise<R>,
): Promise<R[]> {
  const done = await Promise.allSettled(items.map(work))
  return done.map((one) => {
    if (one.status === 'rejected') throw one.reason
    return one.value
  })
}

/** Works through each group in its order, all groups side by side. */
export async function sideBySide<T>(
  items: readonly T[],
  groupOf: (item: T) => unknown,
  work: (item: T) => Promise<void>,
): Promise<void> {
  await eachAlone([...Map.groupBy(items, groupOf).values()], async (group) => {
    for (const item of group) await work(item)
  })
}
