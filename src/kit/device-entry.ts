// What belongs to this device alone: ballots and the answers that wait with them, private notes. It is never sent by
// anything in this file; whoever reads it is whoever holds the device. Where the browser forbids storage it lives as
// long as the page, and the screen says so.
import { useCallback, useState } from 'react'

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
const inMemory = new Map<string, string>()

function read(key: string): string | null {
  try {
    return localStorage.getItem(prefix + key)
  } catch {
    return inMemory.get(key) ?? null
  }
}

function write(key: string, text: string | null): boolean {
  try {
    if (text === null) localStorage.removeItem(prefix + key)
    else localStorage.setItem(prefix + key, text)
    return true
  } catch {
    if (text === null) inMemory.delete(key)
    else inMemory.set(key, text)
    return false
  }
}

function parsed<T>(key: string, empty: T): T {
  try {
    const text = read(key)
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
      setDurable(write(key, JSON.stringify(next)))
      setHeld({ key, value: () => next })
    },
    [key, empty],
  )
  const now = useCallback(() => parsed(key, empty), [key, empty])
  const forget = useCallback(() => {
    write(key, null)
    setHeld({ key, value: () => empty })
  }, [key, empty])
  return { value, now, change, forget, isDurable }
}
