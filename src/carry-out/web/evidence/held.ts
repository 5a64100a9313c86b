// The pictures of figures that are being reported. Such a picture lives in this window alone, whatever its screen, from
// when it is chosen until the server has said that it holds it; kept by account, line, reporter and month, as the
// figure is.
import { useSyncExternalStore } from 'react'
import { ownAccount } from '../../../kit/account.ts'
import { askAtLeaving } from '../../../kit/leaving.ts'
import type { Refusal } from '../../../kit/refusal.ts'
import type { Photo } from './photo.ts'

export type Held = {
  photo: Photo
  /** with which report it was to go; null while none was sent */
  reportId: string | null
  /** why it was not taken the last time */
  refusal: Refusal | null
}

const held = new Map<string, Held>()
let version = 0
const listeners = new Set<() => void>()
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const keyOf = (of: string, month: string) => `${ownAccount()}.${of}.${month}`

export const readHeld = (of: string, month: string): Held | null => held.get(keyOf(of, month)) ?? null

/** Holds a picture, or no longer. */
export function hold(of: string, month: string, next: Held | null): void {
  const key = keyOf(of, month)
  if (next) held.set(key, next)
  else held.delete(key)
  askAtLeaving(held, held.size > 0)
  version += 1
  for (const listener of listeners) listener()
}

/** Draws again whenever a picture is chosen, sent or given up. */
export const useHeldChanges = (): number => useSyncExternalStore(subscribe, () => version)
