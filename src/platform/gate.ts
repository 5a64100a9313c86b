// A gate before work that is heavy for everybody. A few go through at once, of one account half of them at most; the
// others wait and hold nothing meanwhile, no connection above all: so nobody else has to wait for them.
import { Problem } from '../base/problems.ts'
import { Outgoing } from './outgoing.ts'
import { openTally } from './tally.ts'

/**
 * Does the work of an account, or of an address that nobody is signed in at, once there is room, which it takes until
 * all of its answer is made. Who waits with one piece of work is let in before the second of whoever has many. Refuses
 * with 'slow-down' where too much of one waits already. Whoever is `gone` before it is let in gets none of it done.
 */
export type Gate = <T>(account: string, work: () => Promise<T>, gone?: AbortSignal) => Promise<T>

const mostWaiting = 50
const secondsToWait = 30

/** `round`: the first piece of everybody is of the round that is let in now, the next of the one after it. */
type Waiting = { account: string; round: number; enter: () => void }

export function openGate(atOnce: number, mostOfOne = Math.max(1, Math.floor(atOnce / 2))): Gate {
  const inside = openTally()
  let waiting: Waiting[] = []
  let round = 0
  const admit = () => {
    while (inside.all() < atOnce) {
      const able = waiting.filter(({ account }) => inside.of(account) < mostOfOne)
      if (able.length === 0) return
      const next = able.reduce((first, one) => (one.round < first.round ? one : first))
      waiting = waiting.filter((one) => one !== next)
      round = Math.max(round, next.round)
      inside.add(next.account, 1)
      next.enter()
    }
  }
  const later = () => new Problem('slow-down', { seconds: secondsToWait })
  return async (account, work, gone) => {
    if (gone?.aborted) throw later()
    const own = waiting.filter((one) => one.account === account)
    if (own.length >= mostWaiting) throw later()
    await new Promise<void>((enter, refuse) => {
      // Of an account that has something inside the next piece is its second.
      const before = own.at(-1)?.round ?? (inside.of(account) > 0 ? round : round - 1)
      const one = { account, round: Math.max(round, before + 1), enter }
      waiting.push(one)
      gone?.addEventListener('abort', () => {
        waiting = waiting.filter((other) => other !== one)
        refuse(later())
      })
      admit()
    })
    const leave = () => {
      inside.add(account, -1)
      admit()
    }
    try {
      const answer = await work()
      if (answer instanceof Outgoing) answer.made.then(leave)
      else leave()
      return answer
    } catch (error) {
      leave()
      throw error
    }
  }
}
