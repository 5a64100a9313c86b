// Work on one connection that does not hang on other such work: what waits for an answer leaves the line to the others,
// so that a thousand small statements travel in a few dozen parcels.

/**
 * Works through each group in its order, all groups side by side. Ends when nothing is under way any more, also where
 * something failed: otherwise the rest would go on after the transaction has been given up.
 */
export async function sideBySide<T>(
  items: readonly T[],
  groupOf: (item: T) => unknown,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const groups = [...Map.groupBy(items, groupOf).values()]
  const done = await Promise.allSettled(
    groups.map(async (group) => {
      for (const item of group) await work(item)
    }),
  )
  const failed = done.find(({ status }) => status === 'rejected')
  if (failed?.status === 'rejected') throw failed.reason
}
