// Where a request comes from, as far as it is counted. Pure.
import { isIP, isIPv6 } from 'node:net'

/** How an address of IPv4 is written as one of IPv6: mapped (::ffff:0:0/96), or by a translator (64:ff9b::/96). */
const standsForIPv4 = ['0:0:0:0:0:ffff', '64:ff9b:0:0:0:0']

/**
 * The address, of IPv6 the first 64 bits of it: so much is given to one household or one machine, which takes from it
 * as many addresses as it likes. One of IPv4 counts by itself, however it is written.
 */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const groups = groupsOf(address)
  const hex = groups.map((group) => group.toString(16))
  if (standsForIPv4.includes(hex.slice(0, 6).join(':')))
    return groups
      .slice(6)
      .flatMap((group) => [group >> 8, group & 255])
      .join('.')
  return `${hex.slice(0, 4).join(':')}::/64`
}

/** The eight groups of an address of IPv6. An interface behind % is none of them. */
function groupsOf(address: string): number[] {
  const [head, tail] = address
    .replace(/%.*$/, '')
    .split('::')
    .map((part) => part.split(':').filter(Boolean).flatMap(groupsIn))
  return tail ? [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail] : head
}

/** An address of IPv4 at the end stands for two groups. */
function groupsIn(text: string): number[] {
  if (!text.includes('.')) return [Number.parseInt(text, 16)]
  const [a, b, c, d] = text.split('.').map(Number)
  return [a * 256 + b, c * 256 + d]
}

/** A request, as far as it says where it comes from. */
export type Sent = { ip: string; socket: { remoteAddress?: string } }

/**
 * The address that a request comes from: what a trusted proxy says of it. Where that is no address at all, it is the
 * proxy's own: everything unknown counts as one.
 */
export const addressOf = ({ ip, socket }: Sent): string => (isIP(ip) ? ip : (socket.remoteAddress ?? ''))

/** The network that a request comes from, as it is counted. */
export const senderOf = (request: Sent): string => networkOf(addressOf(request))

/** What proxies say of whom they pass on ('1.2.3.4:5000, [2001:db8::7]:80'), less the ports that some write with it. */
export const withoutPorts = (forwarded: string): string =>
  forwarded
    .split(',')
    .map((one) =>
      one
        .trim()
        .replace(/^\[(.*)\](:\d+)?$/, '$1')
        .replace(/^([\d.]+):\d+$/, '$1'),
    )
    .join(', ')
