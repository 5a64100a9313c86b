// How often one account, or one address that nobody is signed in at, may ask: a bucket that refills. Kept in memory, so
// that it costs nothing: each process counts for itself. Generous, since a hall of 200 telephones stands behind one
// address; what guards passwords and links is stricter and stands in src/access/sign-in/actions.ts.
import { Problem } from '../base/problems.ts'
import { type Sent, senderOf } from './network.ts'

export type Limit = { burst: number; perSecond: number }
/** How many lines may be open, from one address and altogether. */
export type ConnectionLimits = { ofOne: number; altogether: number }
export type Limits = { perAccount: Limit; perAddress: Limit; connections: ConnectionLimits }

export const usualLimits: Limits = {
  perAccount: { burst: 600, perSecond: 20 },
  perAddress: { burst: 12_000, perSecond: 200 },
  // A browser opens six.
  connections: { ofOne: 2_000, altogether: 10_000 },
}

const endless: Limit = { burst: Number.POSITIVE_INFINITY, perSecond: Number.POSITIVE_INFINITY }
/** For tests and measuring, which ask as fast as they can. */
export const unlimited: Limits = {
  perAccount: endless,
  perAddress: endless,
  connections: { ofOne: Number.POSITIVE_INFINITY, altogether: Number.POSITIVE_INFINITY },
}

type Bucket = { left: number; at: number }
const mostBuckets = 50_000

/** A request as it is counted, and by whom it is asked; null for nobody. */
export type Count = (request: Sent, who: { accountId: string } | null) => void

/**
 * Counts a request once: by its account as soon as that is known, by its address where it is refused before. Refuses
 * with 'slow-down' whoever asks too often.
 */
export function openCount(limits: Omit<Limits, 'connections'>): Count {
  const mustNotHurry = openLimits(limits)
  const counted = new WeakSet<object>()
  return (request, who) => {
    if (counted.has(request)) return
    counted.add(request)
    mustNotHurry(who, senderOf(request))
  }
}

/** What is answered to a request that was refused: it counts, and where there were too many, that is what is said. */
export function countedRefusal(count: Count, request: Sent, error: unknown): unknown {
  try {
    count(request, null)
    return error
  } catch (tooOften) {
    return tooOften
  }
}

/**
 * Takes one request from the bucket of the key, or refuses with 'slow-down' and after how many seconds to try again.
 */
export function openLimits(limits: Omit<Limits, 'connections'>, now: () => number = Date.now) {
  const buckets = new Map<string, Bucket>()
  return (who: { accountId: string } | null, address: string): void => {
    const { burst, perSecond } = who ? limits.perAccount : limits.perAddress
    const key = who ? `account ${who.accountId}` : `address ${address}`
    const at = now()
    const before = buckets.get(key)
    const left = before ? Math.min(burst, before.left + ((at - before.at) / 1000) * perSecond) : burst
    if (left < 1) throw new Problem('slow-down', { seconds: Math.ceil((1 - left) / perSecond) })
    // Moved to the end: what stands first has not been asked for longest, and is full again long since.
    buckets.delete(key)
    buckets.set(key, { left: left - 1, at })
    if (buckets.size > mostBuckets) buckets.delete(buckets.keys().next().value as string)
  }
}
