// The marks of one session on their way to the server, for the roll call: what waits, and why.
import { useQueryClient } from '@tanstack/react-query'
import { newId } from '../../../base/ids.ts'
import { refresh } from '../../../kit/api.ts'
import { recordAttendance } from '../../attendance/contract.ts'
import type { AttendanceState } from '../../attendance/rules.ts'
import {
  addMarks,
  giveUp,
  readWaiting,
  sendAgain,
  takeBackLast,
  useMarkChanges,
  useMarksGoOut,
  type Waiting,
} from '../parts/marks.ts'
import type { Mark } from './mark-batch.ts'

export type MarkQueue = Waiting & {
  mark: (personIds: string[], state: AttendanceState, how: Pick<Mark, 'source' | 'reason'>) => void
  /** Sends again what was refused, with the reason where none was given. */
  retry: (reason?: string) => void
  /** Gives up the marks that the server refuses. */
  discard: () => void
  /** Takes back the last tap, while the server does not answer. */
  takeBack: () => void
}

export function useMarkQueue(sessionId: string): MarkQueue {
  useMarksGoOut()
  useMarkChanges()
  const client = useQueryClient()
  return {
    ...readWaiting(sessionId),
    mark: (personIds, state, how) => {
      const madeAt = new Date().toISOString()
      addMarks(
        sessionId,
        personIds.map((personId) => ({ id: newId(), personId, state, madeAt, ...how })),
      )
    },
    retry: (reason) => sendAgain(sessionId, reason),
    discard: () => giveUp(sessionId),
    takeBack: () => {
      takeBackLast(sessionId)
      // What came in although its answer was lost holds, and is shown as it stands.
      void refresh(client, recordAttendance)
    },
  }
}
