// Bodies lie in memory from their first byte until they are answered. All that are under way share one bound, and
// nobody has more than a part of it: so whoever sends much, or sends slowly, keeps nobody else from sending.
import { finished } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Problem } from '../base/problems.ts'
import { msg } from '../base/words.ts'
import { openTally } from './tally.ts'

const mebibyte = 1024 * 1024
const usualBounds = { altogether: 128 * mebibyte, ofOne: 32 * mebibyte }

/** Counts in a body of an account or a network and gives what counts it out; 'unavailable' while there is no room. */
export function openBodies({ altogether, ofOne } = usualBounds) {
  const under = openTally()
  return (sender: string, bytes: number): (() => void) => {
    if (under.all() + bytes > altogether || under.of(sender) + bytes > ofOne)
      throw new Problem('unavailable', {
        text: msg('Much is being sent just now. Please try again in a moment.'),
      })
    under.add(sender, bytes)
    let isCounted = true
    return () => {
      if (isCounted) under.add(sender, -bytes)
      isCounted = false
    }
  }
}

/** So short that it is taken in unasked and uncounted. */
const longestUncounted = 4 * 1024

/** As it is said; what comes in pieces may be of any length. */
export const lengthOf = ({ headers }: FastifyRequest): number =>
  headers['transfer-encoding'] === undefined
    ? Number(headers['content-length'] ?? 0)
    : Number.POSITIVE_INFINITY

export const isLong = (request: FastifyRequest): boolean => lengthOf(request) > longestUncounted

/** What is held of a body that comes in or is worked on, whether its sender is still there or not. */
export type LongBody = { isWorkedOn: boolean; countOut: () => void }

/**
 * Once a request is answered or its line is closed. Of one that waits behind another the line alone tells that its
 * sender has hung up.
 */
export function whenGone(
  { raw: sent }: FastifyRequest,
  { raw: answer }: FastifyReply,
  work: () => void,
): void {
  const { socket } = sent
  if (socket.destroyed) {
    work()
    return
  }
  const end = () => {
    socket.off('close', end)
    work()
  }
  socket.once('close', end)
  finished(answer, end)
}
