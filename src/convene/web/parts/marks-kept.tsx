// Looks on every screen whether this device keeps marks of attendance, and only then brings along what sends and tells
// of them: most phones never mark anybody.
import type { QueryClient } from '@tanstack/react-query'
import { type FunctionComponent, useEffect, useState, useSyncExternalStore } from 'react'
import { useLocation } from 'wouter'
import { listKeysHere, onKeptElsewhere } from '../../../kit/device-entry.ts'
import { wordsThere } from '../../../kit/words.ts'
import { ofMarks } from './marks-key.ts'

const isAnyKept = () => listKeysHere(ofMarks).length > 0

export function MarksKept() {
  const [path] = useLocation()
  const isAny = useSyncExternalStore(onKeptElsewhere, isAnyKept)
  const [Waiting, setWaiting] = useState<FunctionComponent | null>(null)
  // Where the network is away it is asked for again on the next screen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (!isAny || Waiting) return
    const fetched = async () => {
      const { MarksWaiting } = await import('./marks-waiting.tsx')
      await wordsThere()
      setWaiting(() => MarksWaiting)
    }
    fetched().catch(() => undefined)
  }, [isAny, Waiting, path])
  return Waiting && <Waiting />
}

/** Before somebody signs out: sends what waits here of theirs. */
export async function sendKept(client: QueryClient): Promise<void> {
  if (!isAnyKept()) return
  const { sendMarks } = await import('./marks.ts')
  await sendMarks(client)
}
