// One message on its way: signed, sent, and what came back. Never follows a redirect, never reads a long answer, and
// does not let an outside address lead into the office's own network.
import { createHmac } from 'node:crypto'
import { lookup } from 'node:dns'
import { request as plainly } from 'node:http'
import { request as securely } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { isInside } from './rules.ts'

export type Message = { id: string; url: string; secret: string; body: string }
/** `answer`: an HTTP status, or a word for why there was none. */
export type Outcome = { isDelivered: boolean; answer: string }

const patience = 10_000

/** The signature of Standard Webhooks: HMAC-SHA256 over id, seconds and body with the secret's bytes. */
function signatureOf({ id, secret, body }: Message, seconds: number): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`
}

/** Hosts inside the office's network that webhooks may lead to, by HEZUO_WEBHOOK_HOSTS. */
const allowedHosts = (): string[] => (process.env.HEZUO_WEBHOOK_HOSTS ?? '').split(/[\s,]+/).filter(Boolean)

class Inside extends Error {}

// Judged on the very addresses that the connection is then made to: a name that changes in between gains nothing.
const lookupOutside: LookupFunction = (host, options, done) => {
  lookup(host, { ...options, all: true }, (error, found) => {
    if (error) return done(error, '', 0)
    const inside = found.find(({ address }) => isInside(address))
    if (inside) return done(new Inside(inside.address), '', 0)
    if (options.all) done(null, found)
    else done(null, found[0].address, found[0].family)
  })
}

/** Sends one message and waits for the answer's status; anything but 2xx is a failure to be tried again. */
export function deliver(message: Message): Promise<Outcome> {
  const url = new URL(message.url)
  const isAllowed = allowedHosts().includes(url.hostname)
  const bare = url.hostname.replace(/^\[|\]$/g, '')
  // A bare address is never looked up.
  if (!isAllowed && isIP(bare) && isInside(bare))
    return Promise.resolve({ isDelivered: false, answer: 'inside' })
  const seconds = Math.floor(Date.now() / 1000)
  return new Promise((done) => {
    const failed = (error: NodeJS.ErrnoException) =>
      done({ isDelivered: false, answer: error instanceof Inside ? 'inside' : (error.code ?? 'failed') })
    const send = url.protocol === 'https:' ? securely : plainly
    const asked = send(
      url,
      {
        method: 'POST',
        ...(isAllowed ? {} : { lookup: lookupOutside }),
        signal: AbortSignal.timeout(patience),
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'content-length': Buffer.byteLength(message.body),
          'user-agent': 'Hezuo',
          'webhook-id': message.id,
          'webhook-timestamp': seconds,
          'webhook-signature': signatureOf(message, seconds),
        },
      },
      (answer) => {
        const status = answer.statusCode ?? 0
        answer.destroy()
        done({ isDelivered: status >= 200 && status < 300, answer: String(status) })
      },
    )
    asked.on('error', failed)
    asked.end(message.body)
  })
}
