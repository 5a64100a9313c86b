// Whoever closes the window while it alone holds something is asked first.
import { useEffect } from 'react'

const held = new Set<unknown>()
const ask = (event: BeforeUnloadEvent) => event.preventDefault()

/** From now on asks, or no longer, because of one thing that nothing but this window holds. */
export function askAtLeaving(what: unknown, isHeld: boolean): void {
  if (isHeld) held.add(what)
  else held.delete(what)
  if (typeof document === 'undefined') return
  if (held.size > 0) addEventListener('beforeunload', ask)
  else removeEventListener('beforeunload', ask)
}

/** The same for what lives as long as it is drawn. */
export function useAskAtLeaving(isHeld: boolean): void {
  useEffect(() => {
    if (!isHeld) return
    const what = Symbol()
    askAtLeaving(what, true)
    return () => askAtLeaving(what, false)
  }, [isHeld])
}
