// What a person is typing, as one typed value, with a handle for each field: `draft.at('lines', 0, 'target')`.
import { useCallback, useEffect, useMemo, useState } from 'react'
import { ownAccount } from './account.ts'

/** One place in a draft: its JSON pointer, its value, and how to change it. */
export type At<V> = { pointer: string; value: V; set: (value: V) => void }

export type Draft<T> = {
  value: T
  set: (value: T) => void
  /** Whether it differs from what it began with. */
  changed: boolean
  /** Back to the beginning, or to a new one: after saving. */
  reset: (value?: T) => void
  /** `saved` is what the server now holds; what was typed since then stays and counts as changed. */
  settle: (saved: T) => void
  at: Ways<T>
}

type Ways<T> = {
  <A extends keyof T>(a: A): At<T[A]>
  <A extends keyof T, B extends keyof T[A]>(a: A, b: B): At<T[A][B]>
  <A extends keyof T, B extends keyof T[A], C extends keyof T[A][B]>(a: A, b: B, c: C): At<T[A][B][C]>
}

type Key = string | number | symbol
const escapeStep = (step: Key) => String(step).replace(/~/g, '~0').replace(/\//g, '~1')
export const pointerOf = (path: Key[]): string => path.map((step) => `/${escapeStep(step)}`).join('')

const valueAt = (value: unknown, path: Key[]): unknown =>
  path.reduce((inner: unknown, step) => (inner as Record<Key, unknown> | undefined)?.[step], value)

/** A copy of `value` with one place changed; lists stay lists. */
export function withValue<T>(value: T, path: Key[], next: unknown): T {
  if (path.length === 0) return next as T
  const [step, ...rest] = path
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<Key, unknown>
  copy[step] = withValue(copy[step], rest, next)
  return copy as T
}

/** A handle one step further in: `inside(draft.at('record'), 'problem')`. */
export const inside = <T, K extends keyof T>(at: At<T>, key: K): At<T[K]> => ({
  pointer: at.pointer + pointerOf([key]),
  value: at.value[key],
  set: (value) => at.set(withValue(at.value, [key], value)),
})

/** By account: after a session has run out, somebody else may sign in in the same tab. */
const placeOf = (key: string): string => `hezuo.draft.${ownAccount()}.${key}`

const read = <T>(key: string | undefined): T | undefined => {
  if (!key) return undefined
  try {
    const kept = sessionStorage.getItem(placeOf(key))
    return kept === null ? undefined : (JSON.parse(kept) as T)
  } catch {
    return undefined
  }
}
const keep = (key: string, value: unknown): void => {
  try {
    if (value === undefined) sessionStorage.removeItem(placeOf(key))
    else sessionStorage.setItem(placeOf(key), JSON.stringify(value))
  } catch {
    // no storage: the draft lives as long as the page
  }
}

/** Forgets what was being typed in this tab: whoever signs in next at this device does not find it. */
export function forgetDrafts(): void {
  try {
    for (const key of Object.keys(sessionStorage))
      if (key.startsWith('hezuo.draft.')) sessionStorage.removeItem(key)
  } catch {
    // no storage: there is nothing to forget
  }
}

const isOther = (value: unknown, begin: unknown): boolean =>
  value !== begin && JSON.stringify(value) !== JSON.stringify(begin)

/** Begins a draft. With `keepAs` what was typed survives a reload and a wrong click, until saved or reset. */
export function useDraft<T>(initial: T | (() => T), keepAs?: string): Draft<T> {
  const [begin, setBegin] = useState(initial)
  const [value, setValue] = useState<T>(() => read<T>(keepAs) ?? begin)
  const changed = useMemo(() => isOther(value, begin), [value, begin])
  useEffect(() => {
    if (keepAs) keep(keepAs, isOther(value, begin) ? value : undefined)
  }, [keepAs, value, begin])
  // In the act itself: whoever saves and leaves is gone before an effect could forget what was typed.
  const forget = useCallback(() => {
    if (keepAs) keep(keepAs, undefined)
  }, [keepAs])
  const reset = useCallback(
    (next?: T) => {
      const start = next === undefined ? begin : next
      forget()
      setBegin(() => start)
      setValue(() => start)
    },
    [begin, forget],
  )
  const at = ((...path: Key[]) => ({
    pointer: pointerOf(path),
    value: valueAt(value, path),
    set: (next: unknown) => setValue((whole) => withValue(whole, path, next)),
  })) as Ways<T>
  const settle = useCallback(
    (saved: T) => {
      forget()
      setBegin(() => saved)
    },
    [forget],
  )
  return { value, set: (next) => setValue(() => next), changed, reset, settle, at }
}
