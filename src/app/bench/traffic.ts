// Requests as a browser sends them, over the loopback address; anything but a 200 ends the measurement.
import { Agent, request } from 'node:http'
import { performance } from 'node:perf_hooks'
import type { Bench } from './figure.ts'

const agent = new Agent({ keepAlive: true, maxSockets: 4096 })

type Sent = { method?: string; cookie?: string; body?: unknown; file?: Buffer }

/** Sends one request and reads the answer to its end; gives the body as text. */
export const send = async (bench: Bench, path: string, sent: Sent = {}): Promise<string> =>
  (await sendForBytes(bench, path, sent)).toString()

/** Reads an answer to its end and keeps nothing of it: how many bytes, and when the first and the last came, in ms. */
export async function take(bench: Bench, path: string, sent: Sent = {}) {
  const start = performance.now()
  let [first, bytes] = [0, 0]
  await receive(bench, path, sent, (part) => {
    first ||= performance.now() - start
    bytes += part.length
  })
  return { bytes, first, whole: performance.now() - start }
}

async function sendForBytes(bench: Bench, path: string, sent: Sent): Promise<Buffer> {
  const parts: Buffer[] = []
  await receive(bench, path, sent, (part) => parts.push(part))
  return Buffer.concat(parts)
}

function receive(
  bench: Bench,
  path: string,
  { method = 'GET', cookie, body, file }: Sent,
  each: (part: Buffer) => void,
): Promise<void> {
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
        let refusal = ''
        answer.on('data', (part: Buffer) => {
          if (answer.statusCode === 200) each(part)
          else refusal += part.toString()
        })
        answer.on('end', () => {
          if (answer.statusCode === 200) done()
          else failed(new Error(`${method} ${path}: ${answer.statusCode} ${refusal.slice(0, 300)}`))
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
