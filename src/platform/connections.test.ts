// Lines to a server, on real sockets: whose are cut where one address holds too many.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { networkInterfaces } from 'node:os'
import { test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { boundConnections } from './connections.ts'
import { listenAlso } from './listening.ts'

const whole = 'GET / HTTP/1.1\r\nHost: here\r\n\r\n'
const half = 'GET / HTTP/1.1\r\nHost:'

/** A server of at most three lines from one address, which answers when it is told to. */
async function opened(proxies: string[] = []) {
  const asked: ServerResponse[] = []
  const server = createServer((_, answer) => void asked.push(answer))
  boundConnections(server, { ofOne: 3, altogether: 100 }, proxies)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const sockets: Socket[] = []
  /** A line on which this is sent; known to the server when it comes back. */
  const line = async (text: string) => {
    const socket = connect(port, '127.0.0.1')
    // Read, so that it is heard where it is cut.
    socket.on('error', () => {}).resume()
    sockets.push(socket)
    const known = once(server, 'connection')
    const all = asked.length + text.split(whole).length - 1
    socket.write(text)
    await known
    while (asked.length < all) await turn()
    return socket
  }
  const answer = async (n: number, socket: Socket) => {
    asked[n].end('done')
    await once(socket, 'data')
  }
  const close = () => {
    for (const socket of sockets) socket.destroy()
    server.close()
  }
  return { line, answer, close }
}

const isCut = async (socket: Socket) => {
  if (!socket.closed) await once(socket, 'close')
}

test('of too many lines of one address the one is cut on which nothing was asked for longest', async () => {
  const { line, answer, close } = await opened()
  const [busy, first, second] = [await line(whole), await line(half), await line(half)]
  const third = await line(half)
  await isCut(first)
  assert.ok(!busy.closed && !second.closed && !third.closed)
  // Answered, it is the last that became idle: the others go first, and whoever asks at once is served.
  await answer(0, busy)
  const fourth = await line(whole)
  await isCut(second)
  await answer(1, fourth)
  assert.ok(!busy.closed && !third.closed)
  close()
})

test('where all of them are asking the new one is cut, and nobody’s answer', async () => {
  const { line, answer, close } = await opened()
  const all = [await line(whole), await line(whole + whole), await line(whole)]
  await isCut(await line(half))
  // The second of two that were asked on one line is under way still.
  await answer(1, all[1])
  await isCut(await line(half))
  assert.ok(all.every((socket) => !socket.closed))
  await answer(0, all[0])
  const next = await line(half)
  await isCut(all[0])
  assert.ok(!next.closed)
  close()
})

test('lines at another address are lines of the same server, bounded and ended with it', async (context) => {
  if (!Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1')))
    return context.skip('this machine has no ::1')
  const asked: ServerResponse[] = []
  const server = createServer((_, answer) => void asked.push(answer))
  boundConnections(server, { ofOne: 3, altogether: 5 }, [])
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const beside = await listenAlso(server, { host: '::1', port })
  assert.ok(beside)
  assert.equal(await listenAlso(server, { host: '::1', port }), null, 'taken')
  const sockets: Socket[] = []
  const line = async (host: string, text: string) => {
    const socket = connect(port, host)
    socket.on('error', () => {}).resume()
    sockets.push(socket)
    const known = once(server, 'connection')
    socket.write(text)
    await known
    return socket
  }
  const first = await line('::1', half)
  const six = [await line('::1', half), await line('::1', half), await line('::1', half)]
  await isCut(first)
  assert.ok(six.every((socket) => !socket.closed))
  // Five altogether, at whichever address.
  const four = [await line('127.0.0.1', half), await line('127.0.0.1', whole)]
  await isCut(await line('127.0.0.1', half))
  await isCut(await line('::1', half))
  assert.ok([...six, ...four].every((socket) => !socket.closed))
  while (asked.length === 0) await turn()
  asked[0].end('done')
  await once(four[1], 'data')
  server.close()
  beside.close()
  server.closeAllConnections()
  for (const socket of sockets) await isCut(socket)
})

test('the lines of a reverse proxy are everybody’s and not counted', async () => {
  for (const proxies of [['loopback'], ['10.0.0.1', '127.0.0.0/8']]) {
    const { line, close } = await opened(proxies)
    const all = []
    for (let n = 0; n < 8; n++) all.push(await line(whole))
    assert.ok(all.every((socket) => !socket.closed))
    close()
  }
})
