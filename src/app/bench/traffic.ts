// Requests as a browser sends them, over the loopback address; anything but a 200 ends the measurement.
import { Agent, request } from 'node:http'
import type { Bench } from './figure.ts'

const agent = new Agent({ keepAlive: true, maxSockets: 4096 })

type Sent = { method?: string; cookie?: string; body?: unknown; file?: Buffer }

/** Sends one request and reads the answer to its end; gives the body as text. */
export const send = async (bench: Bench, path: string, sent: Sent = {}): Promise<string> =>
  (await sendForBytes(bench, path, sent)).toString()

export function sendForBytes(
  bench: Bench,
  path: string,
  { method = 'GET', cookie, body, file }: Sent = {},
): Promise<Buffer> {
  const type = file ? 'application/octet-stream' : body === undefined ? null : 'application/json'
  return new Promise((done, failed) => {
    const asked = request(
      `${bench.address}${path}`,
      {
        agent,
        method,
        headers: {
          'accept-language': 'en',
          ...(cookie ? { cookie } : {}),
          ...(type ? { 'content-type': type } : {}),
        },
      },
      (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.on('end', () => {
          const bytes = Buffer.concat(parts)
          if (answer.statusCode === 200) done(bytes)
          else failed(new Error(`${method} ${path}: ${answer.statusCode} ${bytes.toString().slice(0, 300)}`))
        })
        answer.on('error', failed)
      },
    )
    asked.on('error', failed)
    asked.end(file ?? (body === undefined ? undefined : JSON.stringify(body)))
  })
}

export const ask = async <T>(bench: Bench, path: string, sent: Sent = {}): Promise<T> =>
  JSON.parse(await send(bench, path, sent)) as T
