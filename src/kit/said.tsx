// One line after something was saved, shown for a while and read out politely.
import { useEffect, useState, useSyncExternalStore } from 'react'

type Line = { text: string; at: number }
let line: Line | null = null
const listeners = new Set<() => void>()

/** Says that something was done: said(t('Saved.')) */
export function said(text: string): void {
  line = { text, at: Date.now() }
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Where `said` appears; the shell holds exactly one. */
export function Toast() {
  const current = useSyncExternalStore(subscribe, () => line)
  const [isGone, setGone] = useState(true)
  useEffect(() => {
    if (!current) return
    setGone(false)
    const timer = setTimeout(() => setGone(true), 5_000)
    return () => clearTimeout(timer)
  }, [current])
  return (
    <div className='toast' role='status' aria-live='polite'>
      {current && !isGone && <p key={current.at}>{current.text}</p>}
    </div>
  )
}
