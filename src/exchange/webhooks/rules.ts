// What a webhook may be, what it is told, and how often. Pure. The messages follow Standard Webhooks 1.0
// (webhook-id, webhook-timestamp, webhook-signature), so that a receiver needs nothing of ours to check them.
import { type Finding, finding } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'

export const deliveryStates = ['waiting', 'delivered', 'given_up'] as const
export type DeliveryState = (typeof deliveryStates)[number]
export const deliveryStateNames: Record<DeliveryState, string> = {
  waiting: msg('on its way'),
  delivered: msg('delivered'),
  given_up: msg('given up'),
}

export const mostWebhooks = 20

const minute = 60_000
/**
 * How long after each failed attempt the next one comes; after the last, the message is given up (about three days).
 */
const waits = [
  5_000,
  minute,
  5 * minute,
  30 * minute,
  2 * 60 * minute,
  8 * 60 * minute,
  24 * 60 * minute,
  36 * 60 * minute,
]

/** When a message is tried again that failed `attempts` times; null when it is given up. */
export const nextAttempt = (attempts: number, now: Date): Date | null =>
  attempts > waits.length ? null : new Date(now.getTime() + waits[attempts - 1])

/** How long an attempt may be under way before another process takes the message over. */
export const leaseMs = 2 * minute

export type Told = { id: string; at: string; verb: string; kind: string; subjectId: string; placeId: string }

/** The message about one journal entry: what happened to which record. The record itself is asked for by its id. */
export const messageOf = ({ at, verb, ...data }: Told): string =>
  JSON.stringify({ type: verb, timestamp: at, data })

/** Why an address cannot be a webhook's. Whether it leads into the office's own network is judged when it is called. */
export function urlFindings(url: string): Finding[] {
  if (!URL.canParse(url))
    return [
      finding('/url', 'no-address', msg('Please write a whole address, such as https://example.org/hook.')),
    ]
  const { protocol, username, password } = new URL(url)
  if (protocol !== 'https:' && protocol !== 'http:')
    return [
      finding('/url', 'no-address', msg('Please write a whole address, such as https://example.org/hook.')),
    ]
  if (username || password)
    return [finding('/url', 'secret', msg('Please leave the name and the password out of the address.'))]
  return []
}

/** Ranges of IPv6 that lead inside, or into IPv4 by another way: the first groups, and how many bits of them count. */
const insideRanges: [groups: number[], bits: number][] = [
  [[0, 0, 0, 0, 0, 0], 96],
  [[0, 0, 0, 0, 0xffff, 0], 96],
  [[0x64, 0xff9b], 32],
  [[0x100], 16],
  [[0x2001, 0], 23],
  [[0x2001, 0xdb8], 32],
  [[0x2002], 16],
  [[0x3fff], 20],
  [[0x5f00], 16],
  [[0xfc00], 7],
  [[0xfe80], 9],
  [[0xff00], 8],
]

/** A private, local or otherwise special address, which an outside address must not lead to. IPv4 and IPv6. */
export function isInside(address: string): boolean {
  if (!address.includes(':')) return isInsideFour(address)
  const groups = groupsOf(address.toLowerCase().replace(/%.*$/, ''))
  if (groups.length !== 8) return true
  const [, , , , , mark, high, low] = groups
  if (groups.slice(0, 5).every((group) => group === 0) && mark === 0xffff)
    return isInsideFour([high >> 8, high & 255, low >> 8, low & 255].join('.'))
  return insideRanges.some(([start, bits]) =>
    start.every((group, at) => {
      const counted = Math.min(16, Math.max(0, bits - at * 16))
      return groups[at] >> (16 - counted) === group >> (16 - counted)
    }),
  )
}

/** The eight groups of an IPv6 address, however it is shortened. */
function groupsOf(address: string): number[] {
  const four = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address)
  const [a, b, c, d] = four ? four.slice(2).map(Number) : []
  const plain = four ? `${four[1]}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}` : address
  const [before, after] = plain.split('::').map((part) => part.split(':').filter(Boolean))
  const missing = after ? Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0') : []
  return [...before, ...missing, ...(after ?? [])].map((group) => Number.parseInt(group, 16))
}

function isInsideFour(address: string): boolean {
  const [a, b, c] = address.split('.').map(Number)
  return (
    a === 0 ||
    a === 10 ||
    a === 127 ||
    a >= 224 ||
    (a === 100 && b >= 64 && b < 128) ||
    (a === 169 && b === 254) ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && (b === 168 || b === 0 || (b === 88 && c === 99))) ||
    (a === 198 && (b === 18 || b === 19 || (b === 51 && c === 100))) ||
    (a === 203 && b === 0 && c === 113)
  )
}
