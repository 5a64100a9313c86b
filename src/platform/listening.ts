// At which addresses a server takes lines. A name may have several, as localhost has 127.0.0.1 and ::1: what comes in
// at any of them is a line of the one server, so that its bounds and its end are those of all.
import { lookup } from 'node:dns/promises'
import { once } from 'node:events'
import type { Server } from 'node:http'
import { createServer, type Server as Listener } from 'node:net'

/**
 * How many who come at one moment wait in line until they are let in, as far as the system allows: whoever finds no
 * room there tries again after one, three and seven seconds.
 */
export const mostInLine = 4096

/** Where a name leads to, IPv4 first, which every machine has; the name itself where it is none of localhost's kind. */
export async function addressesOf(host: string): Promise<string[]> {
  if (host !== 'localhost') return [host]
  const found = await lookup(host, { all: true, order: 'ipv4first' }).catch(() => [])
  return found.length > 0 ? [...new Set(found.map(({ address }) => address))] : [host]
}

/**
 * Takes the lines that come in at another address as the server's own, until it is closed; null where this machine has
 * no such address, or another program listens there. Lines that are open then are ended as the server ends its own.
 */
export async function listenAlso(
  server: Server,
  at: { host: string; port: number },
): Promise<Listener | null> {
  const listener = createServer({ allowHalfOpen: true, noDelay: true }, (socket) =>
    server.emit('connection', socket),
  )
  listener.listen({ ...at, backlog: mostInLine })
  try {
    await once(listener, 'listening')
    return listener
  } catch {
    return null
  }
}
