// What is kept on this device: ballots and the answers that wait with them, private notes, marks and figures on their
// way. Every key names the account whose it is. Nothing in this file sends it; whoever reads it is whoever holds the
// device. Where the browser has no room it lives as long as the page, and the screen says so.
import { useCallback, useState } from 'react'
import { askAtLeaving } from './leaving.ts'

export type DeviceEntry<T> = {
  value: T
  /** What is kept at this moment, for work that began with an earlier drawing. */
  now: () => T
  change: (part: Partial<T>) => void
  /** Removes it from the device for good. */
  forget: () => void
  /** Whether it survives the closing of the page. */
  isDurable: boolean
}

const prefix = 'hezuo.own.'
/** What the browser had no room for; it lives as long as the page, and goes before what was kept earlier. */
const inMemory = new Map<string, string>()

export function readHere(key: string): string | null {
  const held = inMemory.get(key)
  if (held !== undefined) return held
  try {
    return localStorage.getItem(prefix + key)
  } catch {
    return null
  }
}

/** Keeps a text under a key, or removes it; says whether it survives the closing of the page. */
export function keepHere(key: string, text: string | null): boolean {
  try {
    if (text === null) localStorage.removeItem(prefix + key)
    else localStorage.setItem(prefix + key, text)
    inMemory.delete(key)
  } catch {
    if (text === null) inMemory.delete(key)
    else inMemory.set(key, text)
  }
  askAtLeaving(inMemory, inMemory.size > 0)
  return !inMemory.has(key)
}

/** The keys of what is kept, in memory or for good, that begin so. */
export function listKeysHere(beginning: string): string[] {
  let durable: string[] = []
  try {
    durable = Object.keys(localStorage)
      .filter((key) => key.startsWith(prefix))
      .map((key) => key.slice(prefix.length))
  } catch {
    // no storage: there is only what the page holds
  }
  return [...new Set([...durable, ...inMemory.keys()])].filter((key) => key.startsWith(beginning))
}

/** Tells when another window of this browser has kept or removed something. */
export function onKeptElsewhere(listener: () => void): () => void {
  const hear = (event: StorageEvent) => event.key?.startsWith(prefix) && listener()
  addEventListener('storage', hear)
  return () => removeEventListener('storage', hear)
}

function parsed<T>(key: string, empty: T): T {
  try {
    const text = readHere(key)
    return text === null ? empty : { ...empty, ...JSON.parse(text) }
  } catch {
    return empty
  }
}

/** Reads and keeps one thing under a key, which names the account, so that two people with one phone stay apart. */
export function useDeviceEntry<T extends object>(key: string, empty: T): DeviceEntry<T> {
  const [isDurable, setDurable] = useState(true)
  const [held, setHeld] = useState({ key, value: () => parsed(key, empty) })
  const value = held.key === key ? held.value() : parsed(key, empty)
  const change = useCallback(
    (part: Partial<T>) => {
      // Read anew: another tab, or an answer that came in the meantime, may have written since the last drawing.
      const next = { ...parsed(key, empty), ...part }
      setDurable(keepHere(key, JSON.stringify(next)))
      setHeld({ key, value: () => next })
    },
    [key, empty],
  )
  const now = useCallback(() => parsed(key, empty), [key, empty])
  const forget = useCallback(() => {
    keepHere(key, null)
    setHeld({ key, value: () => empty })
  }, [key, empty])
  return { value, now, change, forget, isDurable }
}
