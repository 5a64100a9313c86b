// The marks of one session on their way to the server, for the roll call: what waits, and why.
import { newId } from '../../../base/ids.ts'
import type { AttendanceState } from '../../attendance/rules.ts'
import { addMarks, giveUp, readWaiting, sendAgain, useMarkChanges, type Waiting } from '../parts/marks.ts'
import type { Mark } from './mark-batch.ts'

export type MarkQueue = Waiting & {
  mark: (personIds: string[], state: AttendanceState, how: Pick<Mark, 'source' | 'reason'>) => void
  /** Sends again what was refused, with the reason where none was given. */
  retry: (reason?: string) => void
  /** Gives up the marks that the server refuses. */
  discard: () => void
}

export function useMarkQueue(sessionId: string): MarkQueue {
  useMarkChanges()
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
  }
}
