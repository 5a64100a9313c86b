// A request that changes something may go under a key that its sender made: sent again under it, e.g. after a lost
// answer, it is not done again but answered as the first time (see once.ts).
import type { FastifyRequest } from 'fastify'
import { validate as isUuid } from 'uuid'
import type { Call } from '../base/call.ts'
import { Problem } from '../base/problems.ts'
import { msg } from '../base/words.ts'

/** The key of this request; null where none was sent or the call takes none. */
export function keyOf(call: Call, request: FastifyRequest): string | null {
  const key = request.headers['idempotency-key']
  if (key === undefined || call.once !== 'key') return null
  if (typeof key === 'string' && isUuid(key)) return key
  throw new Problem('malformed', { text: msg('The header Idempotency-Key is no UUID.') })
}
