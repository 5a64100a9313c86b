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
 * The address that a request comes from: what a trusted proxy says of it, less a port that some write with it. Where
 * the proxy says something that is no address at all, it is the proxy's own: everything unknown counts as one.
 */
export function addressOf({ ip, socket }: Sent): string {
  const said = ip.replace(/^\[(.*)\](:\d+)?$/, '$1').replace(/^([\d.]+):\d+$/, '$1')
  return isIP(said) ? said : (socket.remoteAddress ?? '')
}
