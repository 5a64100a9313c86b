// How much is held, bytes or places, for each of whom and altogether, where all of them share one bound.

export function openTally() {
  const held = new Map<string, number>()
  let all = 0
  return {
    all: () => all,
    of: (who: string) => held.get(who) ?? 0,
    /** So many more, or fewer where negative. */
    add: (who: string, amount: number): void => {
      const own = (held.get(who) ?? 0) + amount
      all += amount
      if (own > 0) held.set(who, own)
      else held.delete(who)
    },
  }
}
