// Marks of attendance on their way to the server: kept on the device until the server has said that it holds them,
// sent in batches, each mark under the id it was given here, so that a batch sent twice counts once.
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { newId } from '../../../base/ids.ts'
import { refresh, send } from '../../../kit/api.ts'
import { Refusal } from '../../../kit/refusal.ts'
import { recordAttendance } from '../../attendance/contract.ts'
import type { AttendanceSource, AttendanceState } from '../../attendance/rules.ts'
import { type Mark, nextBatch } from './mark-batch.ts'

const pause = 700
const keyOf = (sessionId: string) => `hezuo.marks.${sessionId}`

function read(sessionId: string): Mark[] {
  try {
    return JSON.parse(localStorage.getItem(keyOf(sessionId)) ?? '[]') as Mark[]
  } catch {
    return []
  }
}

function keep(sessionId: string, marks: Mark[]): void {
  try {
    if (marks.length === 0) localStorage.removeItem(keyOf(sessionId))
    else localStorage.setItem(keyOf(sessionId), JSON.stringify(marks))
  } catch {
    // no storage: the marks live as long as the page does
  }
}

export type MarkQueue = {
  waiting: Mark[]
  /** Why the server did not take the last batch; the marks are still here. */
  refusal: Refusal | null
  isSending: boolean
  mark: (personIds: string[], state: AttendanceState, source: AttendanceSource) => void
  retry: () => void
  /** Gives up the marks that the server refuses. */
  discard: () => void
}

export function useMarkQueue(sessionId: string): MarkQueue {
  const client = useQueryClient()
  const [waiting, setWaiting] = useState<Mark[]>(() => read(sessionId))
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [isSending, setSending] = useState(false)
  const now = useRef(waiting)
  const busy = useRef(false)

  const change = useCallback(
    (marks: Mark[]) => {
      now.current = marks
      keep(sessionId, marks)
      setWaiting(marks)
    },
    [sessionId],
  )

  const flush = useCallback(async () => {
    if (busy.current || now.current.length === 0) return
    busy.current = true
    setSending(true)
    try {
      while (now.current.length > 0) {
        const batch = nextBatch(now.current)
        const marks = batch.map(({ source, ...mark }) => mark)
        await send(recordAttendance, { params: { sessionId }, body: { source: batch[0].source, marks } })
        // Ask for the list before the marks leave the queue: the screen never falls back to the old state.
        await refresh(client, recordAttendance)
        const sent = new Set(batch.map((mark) => mark.id))
        change(now.current.filter((mark) => !sent.has(mark.id)))
        setRefusal(null)
      }
    } catch (error) {
      if (error instanceof Refusal) setRefusal(error)
      else throw error
    } finally {
      busy.current = false
      setSending(false)
    }
  }, [sessionId, client, change])

  const isRefused = refusal !== null && refusal.kind !== 'unavailable'
  useEffect(() => {
    if (waiting.length === 0 || isRefused) return
    const timer = setTimeout(flush, refusal ? 5_000 : pause)
    addEventListener('online', flush)
    return () => {
      clearTimeout(timer)
      removeEventListener('online', flush)
    }
  }, [waiting, refusal, isRefused, flush])

  return {
    waiting,
    refusal,
    isSending,
    mark: (personIds, state, source) => {
      const madeAt = new Date().toISOString()
      const fresh = personIds.map((personId) => ({ id: newId(), personId, state, madeAt, source }))
      change([...now.current, ...fresh])
    },
    retry: () => {
      setRefusal(null)
      flush()
    },
    discard: () => {
      change([])
      setRefusal(null)
    },
  }
}
