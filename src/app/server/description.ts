// The description of the interface for programs. Made, packed and marked when it is first asked for, and once: few ever
// ask, and some of those ask again and again.
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { FastifyInstance } from 'fastify'

export function serveDescription(app: FastifyInstance, describe: () => Promise<string>): void {
  const make = async () => {
    const text = await describe()
    const tag = `W/"${createHash('sha256').update(text).digest('base64url')}"`
    return { text, packed: await promisify(gzip)(text), tag }
  }
  let made: ReturnType<typeof make> | undefined
  app.get('/api/openapi.json', async (request, reply) => {
    made ??= make().catch((error) => {
      made = undefined
      throw error
    })
    const { text, packed, tag } = await made
    reply.type('application/json; charset=utf-8').headers({ etag: tag, vary: 'accept-encoding' })
    const isPacked = /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/i.test(
      request.headers['accept-encoding'] ?? '',
    )
    return isPacked ? reply.header('content-encoding', 'gzip').send(packed) : reply.send(text)
  })
}
