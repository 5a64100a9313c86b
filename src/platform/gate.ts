// A gate before work that is heavy for everybody. A few go through at once and each account with one piece of work; the
// others wait in their order and hold nothing meanwhile, no connection above all: so nobody else has to wait for them.
import { Problem } from '../base/problems.ts'
import { Outgoing } from './outgoing.ts'

/**
 * Does the work once there is room, which it takes until all of its answer is made. Refuses with 'slow-down' where one
 * account has too much waiting already.
 */
export type Gate = <T>(account: string, work: () => Promise<T>) => Promise<T>

const mostWaiting = 50
const secondsToWait = 30

export function openGate(atOnce: number): Gate {
  const inside = new Set<string>()
  const waiting: { account: string; enter: () => void }[] = []
  const admit = () => {
    while (inside.size < atOnce) {
      const next = waiting.findIndex(({ account }) => !inside.has(account))
      if (next < 0) return
      const [{ account, enter }] = waiting.splice(next, 1)
      inside.add(account)
      enter()
    }
  }
  return async (account, work) => {
    if (waiting.filter((one) => one.account === account).length >= mostWaiting)
      throw new Problem('slow-down', { seconds: secondsToWait })
    await new Promise<void>((enter) => {
      waiting.push({ account, enter })
      admit()
    })
    const leave = () => {
      inside.delete(account)
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
