// How many lines to the server are held open, altogether and from one address: whoever opens many and sends half a
// request on each, or nothing, takes none from others. Lines of reverse proxies are those of everybody behind them.
import type { Server } from 'node:http'
import { BlockList, isIPv6, type Socket } from 'node:net'
import type { ConnectionLimits } from './limits.ts'
import { networkOf } from './network.ts'
import { openTally } from './tally.ts'

/** The ranges that may be named; the rest are addresses and nets. */
const ranges: Record<string, string[]> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
}

function listOf(proxies: readonly string[]): (address: string) => boolean {
  const list = new BlockList()
  const familyOf = (address: string) => (isIPv6(address) ? 'ipv6' : 'ipv4')
  for (const one of proxies.flatMap((name) => ranges[name] ?? [name])) {
    const [address, bits] = one.split('/')
    if (bits === undefined) list.addAddress(address, familyOf(address))
    else list.addSubnet(address, Number(bits), familyOf(address))
  }
  return (address) => list.check(address, familyOf(address))
}

/**
 * Keeps to the limits. Beyond what one address may hold its line is cut on which nothing has been asked for longest,
 * so that somebody else there still gets in; where all of them are asking, the new one is.
 */
export function boundConnections(
  server: Server,
  { ofOne, altogether }: ConnectionLimits,
  proxies: readonly string[],
): void {
  const isProxy = listOf(proxies)
  const held = openTally()
  /** Of each address the lines on which nothing is being answered, the one that is so for longest first. */
  const idle = new Map<string, Set<Socket>>()
  const rest = (from: string, socket: Socket) => {
    const own = idle.get(from) ?? new Set()
    idle.set(from, own.add(socket))
  }
  const wake = (from: string, socket: Socket) => {
    const own = idle.get(from)
    own?.delete(socket)
    if (own?.size === 0) idle.delete(from)
  }
  const lines = new WeakMap<Socket, { from: string; asking: number }>()
  // Counted here, wherever they come in: `maxConnections` of a server knows those of its first address alone.
  let open = 0
  server.on('connection', (socket: Socket) => {
    open += 1
    socket.once('close', () => (open -= 1))
    if (open > altogether) return void socket.destroy()
    const { remoteAddress } = socket
    if (!remoteAddress || isProxy(remoteAddress)) return
    const from = networkOf(remoteAddress)
    lines.set(socket, { from, asking: 0 })
    held.add(from, 1)
    rest(from, socket)
    socket.once('close', () => {
      lines.delete(socket)
      held.add(from, -1)
      wake(from, socket)
    })
    if (held.of(from) > ofOne) idle.get(from)?.values().next().value?.destroy()
  })
  server.on('request', ({ socket }, answer) => {
    const line = lines.get(socket)
    if (!line) return
    // Several may be asked on one line before the first of them is answered.
    if (line.asking++ === 0) wake(line.from, socket)
    answer.once('close', () => {
      if (--line.asking === 0 && lines.has(socket)) rest(line.from, socket)
    })
  })
}
