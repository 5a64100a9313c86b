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

/** `round`: the first piece of everybody is of the round that is let in now, each further one of a later round. */
type Waiting = { account: string; round: number; enter: () => void }

export function openGate(atOnce: number, mostOfOne = Math.max(1, Math.floor(atOnce / 2))): Gate {
  const inside = openTally()
  let waiting: Waiting[] = []
  let round = 0
  /** Of whoever was let in in this round, or in a later one, which it was. */
  const had = new Map<string, number>()
  const nextOf = (account: string) => {
    const before = waiting.findLast((one) => one.account === account)?.round ?? had.get(account) ?? -1
    return Math.max(round, before + 1)
  }
  const begin = (later: number) => {
    if (later <= round) return
    round = later
    for (const [account, last] of had) if (last < round) had.delete(account)
  }
  const admit = () => {
    while (inside.all() < atOnce) {
      const able = waiting.filter(({ account }) => inside.of(account) < mostOfOne)
      if (able.length === 0) return
      const next = able.reduce((first, one) => (one.round < first.round ? one : first))
      waiting = waiting.filter((one) => one !== next)
      begin(next.round)
      had.set(next.account, next.round)
      inside.add(next.account, 1)
      next.enter()
    }
  }
  const later = () => new Problem('slow-down', { seconds: secondsToWait })
  return async (account, work, gone) => {
    if (gone?.aborted) throw later()
    if (waiting.filter((one) => one.account === account).length >= mostWaiting) throw later()
    await new Promise<void>((enter, refuse) => {
      const one = { account, round: nextOf(account), enter }
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
      // Nobody is there whose turn it could be before another's.
      if (inside.all() === 0) had.clear()
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
