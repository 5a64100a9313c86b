// Two people changed the same thing: what each of them changed, field by field. Pure.
import { pointerOf } from './draft.ts'

type Fields = Record<string, unknown>
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
const namesOf = (...all: Fields[]) => [...new Set(all.flatMap((one) => Object.keys(one)))]

/** What stands now, with what one person changed since `begun`; a list is one field. */
export function withMine<T>(begun: T, mine: T, theirs: T): T {
  if (!isFields(begun) || !isFields(mine) || !isFields(theirs)) return isSame(begun, mine) ? theirs : mine
  const merged = namesOf(mine, theirs).flatMap((name) => {
    const value = withMine(begun[name], mine[name], theirs[name])
    return value === undefined ? [] : [[name, value] as const]
  })
  return Object.fromEntries(merged) as T
}

/** The fields that both changed, each to something else: a person must choose. */
export function changedByBoth(begun: unknown, mine: unknown, theirs: unknown, path: string[] = []): string[] {
  if (isFields(begun) && isFields(mine) && isFields(theirs))
    return namesOf(mine, theirs).flatMap((name) =>
      changedByBoth(begun[name], mine[name], theirs[name], [...path, name]),
    )
  const isTheirsAlone = isSame(begun, mine) || isSame(mine, theirs)
  return isTheirsAlone || isSame(begun, theirs) ? [] : [pointerOf(path)]
}
