// What could as well be another number, by equations between unknown numbers that are not below nothing. Pure, and
// exact: by whole numbers.

/** The factors by which unknowns add up to a number that is known. */
export type Relation = ReadonlyMap<string, number>
type Row = Map<string, number>

/**
 * The unknowns that are another number in some other solution, which is made up in whole steps from the numbers that
 * they are. Every one given is proved by its solution; of what is not given nothing is said.
 */
export function movable(unknown: ReadonlyMap<string, number>, relations: readonly Relation[]): Set<string> {
  // What is solved for are the greatest: so each of the others, which are free to change, is the smallest of those
  // that change with it.
  const keys = [...unknown].toSorted(([, one], [, other]) => other - one).map(([key]) => key)
  const solved = solve(relations, new Map(keys.map((key, at) => [key, at])))
  const changedBy = new Map<string, { key: string; row: Row }[]>()
  for (const [key, row] of solved)
    for (const free of row.keys()) if (free !== key) addTo(changedBy, free, { key, row })
  const relationsOf = new Map<string, Relation[]>()
  for (const relation of relations) for (const key of relation.keys()) addTo(relationsOf, key, relation)
  const found = new Set<string>()
  // Means are not whole: then all are multiples of the same part, and the smallest is a step of so many.
  const step = Math.min(1, ...[...unknown.values()].filter((n) => n > 0))
  const isPossible = (move: Relation, by: number) =>
    [...move].every(([key, n]) => (unknown.get(key) ?? 0) + n * by >= -tiny)
  for (const free of keys) {
    if (solved.has(free)) continue
    const move = moveWith(free, changedBy.get(free) ?? [])
    const touched = [...move.keys()].flatMap((key) => relationsOf.get(key) ?? [])
    if (!touched.every((one) => isKept(one, move))) continue
    if (isPossible(move, step) || isPossible(move, -step)) for (const key of move.keys()) found.add(key)
  }
  return found
}

function addTo<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}

/** Below it a difference comes of dividing a mean, and is none. */
const tiny = 1e-9

const isKept = (relation: Relation, move: Relation): boolean => {
  let sum = 0
  for (const [key, n] of relation) sum += n * (move.get(key) ?? 0)
  return sum === 0
}

/** By the unknown that each is solved for: rows that hold it and free ones alone. */
function solve(relations: readonly Relation[], rank: ReadonlyMap<string, number>): Map<string, Row> {
  const solved = new Map<string, Row>()
  const at = (key: string) => rank.get(key) ?? Number.POSITIVE_INFINITY
  for (const relation of relations) {
    const row: Row = new Map(relation)
    for (const key of relation.keys()) {
      const known = solved.get(key)
      if (known) without(row, key, known)
    }
    if (row.size === 0) continue
    const greatest = [...row.keys()].reduce((one, other) => (at(other) < at(one) ? other : one))
    for (const other of solved.values()) if (other.has(greatest)) without(other, greatest, row)
    solved.set(greatest, row)
  }
  return solved
}

/** Takes an unknown out of a row by another that holds it. */
function without(row: Row, key: string, by: Row): void {
  const [own, others] = [row.get(key) ?? 0, by.get(key) ?? 0]
  if (others !== 1) for (const [one, n] of row) row.set(one, n * others)
  for (const [one, n] of by) {
    const left = (row.get(one) ?? 0) - n * own
    if (left === 0) row.delete(one)
    else row.set(one, left)
  }
  const common = [...row.values()].reduce(divisor, 0)
  if (common > 1) for (const [one, n] of row) row.set(one, n / common)
}

/** How those that are solved for change when a free one does, in the smallest whole numbers. */
function moveWith(free: string, changed: readonly { key: string; row: Row }[]): Row {
  const each = changed.map(({ key, row }) => ({ key, n: row.get(free) ?? 0, by: row.get(key) ?? 1 }))
  const all = each.reduce((common, { n, by }) => {
    const part = Math.abs(by / divisor(by, n))
    return (common * part) / divisor(common, part)
  }, 1)
  return new Map([[free, all], ...each.map(({ key, n, by }) => [key, (-n * all) / by] as const)])
}

/** The greatest common one. */
function divisor(one: number, other: number): number {
  let [a, b] = [Math.abs(one), Math.abs(other)]
  while (b > 0) [a, b] = [b, a % b]
  return a
}
