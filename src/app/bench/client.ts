// One device that asks again and again over one connection. As plain as can be: what it costs itself is taken from the
// same machine that it measures.
import { connect, type Socket } from 'node:net'

export type Client = { post(path: string, cookie: string, body: unknown): Promise<string>; close(): void }

/** What is sent again and again, and the bare rows of it that it is held against. */
/** Connects to 'http://host:port'; anything but a 200 ends the measurement. */
export async function openClient(address: string): Promise<Client> {
  const { hostname, port, host } = new URL(address)
  const socket = await new Promise<Socket>((done, failed) => {
    const opened = connect({ host: hostname, port: Number(port), noDelay: true }, () => done(opened))
    opened.once('error', failed)
  })
  let got = ''
  let waiting: { done(text: string): void; failed(error: Error): void } | null = null
  // Replies to what is measured are short and never packed.
  socket.setEncoding('latin1')
  socket.on('data', (part: string) => {
    got += part
    const at = got.indexOf('\r\n\r\n')
    if (at < 0) return
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(got)?.[1])
    const body = got.slice(at + 4)
    if (body.length < length) return
    const isGood = got.startsWith('HTTP/1.1 200 ')
    const one = waiting
    waiting = null
    got = ''
    if (isGood) one?.done(body)
    else one?.failed(new Error(body.slice(0, 300)))
  })
  const broken = (error?: Error) => waiting?.failed(error ?? new Error('the server hung up'))
  socket.on('error', broken)
  socket.on('close', () => broken())
  return {
    post: (path, cookie, body) =>
      new Promise((done, failed) => {
        waiting = { done, failed }
        const text = JSON.stringify(body)
        socket.write(
          `POST ${path} HTTP/1.1\r\nhost: ${host}\r\naccept-language: en\r\ncookie: ${cookie}\r\n` +
            `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
        )
      }),
    close: () => socket.destroy(),
  }
}
