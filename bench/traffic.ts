// Requests as a browser sends them, over the loopback address; anything but a 200 ends the measurement.
import { Agent, request } from 'node:http'
import type { Bench } from './figure.ts'

const agent = new Agent({ keepAlive: true, maxSockets: 4096 })

type Sent = { method?: string; cookie?: string; body?: unknown }

/** Sends one request and reads the answer to its end; gives the body as text. */
export function send(
  bench: Bench,
  path: string,
  { method = 'GET', cookie, body }: Sent = {},
): Promise<string> {
  return new Promise((done, failed) => {
    const asked = request(
      `${bench.address}${path}`,
      {
        agent,
        method,
        headers: {
          'accept-language': 'en',
          ...(cookie ? { cookie } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
      },
      (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.on('end', () => {
          const text = Buffer.concat(parts).toString()
          if (answer.statusCode === 200) done(text)
          else failed(new Error(`${method} ${path}: ${answer.statusCode} ${text.slice(0, 300)}`))
        })
        answer.on('error', failed)
      },
    )
    asked.on('error', failed)
    asked.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

export const ask = async <T>(bench: Bench, path: string, sent: Sent = {}): Promise<T> =>
  JSON.parse(await send(bench, path, sent)) as T
