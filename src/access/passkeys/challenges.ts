// What this side remembers between the two halves of a way in: kept under a secret that only this device has, taken
// out once, worthless after ten minutes.
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { Problem } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import type { Reply } from '../../platform/http.ts'
import type { OpenContext } from '../context.ts'
import { hashOf } from '../sessions/queries.ts'
import type { AccessTables } from '../tables.ts'

const challengeCookie = 'hezuo_way'
const minutes = 10

export type Challenges = {
  provider: {
    state: string
    nonce: string
    verifier: string
    /** whose own account is to be connected; null to sign in */
    accountId: string | null
    invitation: string | null
  }
  passkey: { challenge: string }
  new_passkey: { challenge: string; accountId: string }
}

/** Kept until it is answered. Asks nobody: it is how somebody shows who they are. */
export async function keepChallenge<K extends keyof Challenges>(
  ctx: OpenContext,
  kind: K,
  content: Challenges[K],
  reply: Reply,
): Promise<void> {
  const secret = randomBytes(32).toString('base64url')
  await sql`delete from access.challenge where made_at < ${ctx.now}::timestamptz - make_interval(mins => ${minutes})`.execute(
    ctx.db,
  )
  await ctx.db
    .withTables<AccessTables>()
    .insertInto('access.challenge')
    .values({ token_hash: hashOf(secret), kind, content: JSON.stringify(content), made_at: ctx.now })
    .execute()
  reply.setCookie(challengeCookie, secret, minutes * 60)
}

/**
 * Takes it out for good, outside the request's transaction: a refusal afterwards does not bring it back. Asks nobody:
 * only the browser that was given the secret has it.
 */
export async function takeChallenge<K extends keyof Challenges>(
  kind: K,
  reply: Reply,
): Promise<Challenges[K]> {
  const secret = reply.cookie(challengeCookie)
  reply.setCookie(challengeCookie, '', 0)
  const { rows } = await sql<{ content: Challenges[K] }>`
    delete from access.challenge where token_hash = ${secret ? hashOf(secret) : null} and kind = ${kind}
      and made_at > now() - make_interval(mins => ${minutes}) returning content`.execute(reply.outside)
  if (!rows[0])
    throw new Problem('invalid', {
      text: msg('This took too long or was begun elsewhere. Please begin again.'),
    })
  return rows[0].content
}
