// Where a request comes from, as far as it is counted. Pure.
import { isIP, isIPv6 } from 'node:net'

/**
 * The address, of IPv6 the first 64 bits of it: so much is given to one household or one machine, which takes from it
 * as many addresses as it likes.
 */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)
  if (mapped) return mapped[1]
  // An IPv4 address at the end stands for two groups; an interface behind % for none.
  const [head, tail] = address
    .replace(/%.*$/, '')
    .replace(/[\d.]+\.\d+$/, '0:0')
    .split('::')
    .map((part) => part.split(':').filter((group) => group !== ''))
  const left = tail ? Array<string>(8 - head.length - tail.length).fill('0') : []
  const groups = [...head, ...left, ...(tail ?? [])].slice(0, 4)
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`
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
