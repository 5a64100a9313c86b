// One line after something was saved, shown for a while and read out politely.
import { useSyncExternalStore } from 'react'

type Line = { text: string; at: number }
let line: Line | null = null
let gone: ReturnType<typeof setTimeout> | undefined
const listeners = new Set<() => void>()

function show(next: Line | null): void {
  line = next
  for (const listener of listeners) listener()
}

/** Says that something was done: said(t('Saved.')). Once its time is over it comes back nowhere. */
export function said(text: string): void {
  clearTimeout(gone)
  show({ text, at: Date.now() })
  gone = setTimeout(() => show(null), 5_000)
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Where `said` appears; the shell holds exactly one. */
export function Toast() {
  const current = useSyncExternalStore(subscribe, () => line)
  return (
    <div className='toast' role='status' aria-live='polite'>
      {current && <p key={current.at}>{current.text}</p>}
    </div>
  )
}
