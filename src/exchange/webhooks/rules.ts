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
/** How long after each failed attempt the next one comes; after the last, the message is given up (about three days). */
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

/** A private, local or otherwise special address, which an outside address must not lead to. IPv4 and IPv6. */
export function isInside(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  const plain = (mapped?.[1] ?? address).toLowerCase()
  if (plain.includes(':')) return /^(::1?$|f[cd]|fe[89ab]|ff|64:ff9b:|::ffff:|2001:db8:|2002:)/.test(plain)
  const [a, b] = plain.split('.').map(Number)
  return (
    a === 0 ||
    a === 10 ||
    a === 127 ||
    a >= 224 ||
    (a === 100 && b >= 64 && b < 128) ||
    (a === 169 && b === 254) ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && (b === 168 || b === 0)) ||
    (a === 198 && (b === 18 || b === 19))
  )
}
