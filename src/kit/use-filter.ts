// The filters of a list, kept in the address, so that a list can be sent to somebody and come back to.
import { useSearchParams } from 'wouter'
import type { At } from './draft.ts'

type Values<K extends string> = { [key in K]?: string }

/** Changing a filter begins at the first page again. */
export function useFilter<K extends string>(keys: readonly K[]) {
  const [query, setQuery] = useSearchParams()
  const values = Object.fromEntries(
    keys.flatMap((key) => (query.get(key) ? [[key, query.get(key)]] : [])),
  ) as Values<K>
  const change = (changes: Values<K>) => {
    // What others keep in the address stays.
    const changed = (before: URLSearchParams) => {
      const next = new URLSearchParams(before)
      for (const [key, value] of Object.entries<string | undefined>(changes))
        if (value) next.set(key, value)
        else next.delete(key)
      return next
    }
    setQuery(changed, { replace: true })
  }
  const at = (key: K): At<string> => ({
    pointer: `/${key}`,
    value: values[key] ?? '',
    set: (value) => change({ after: undefined, [key]: value || undefined } as Values<K>),
  })
  const clear = () => setQuery({}, { replace: true })
  return { values, at, change, clear }
}
