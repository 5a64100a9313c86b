// Who is asking: a person by the session in the cookie, or a machine by the token in the header; a request with both
// is the machine's. Put together here, since what lies under what is the registry's.
import type { Actor, Grant } from '../../access/rules.ts'
import { readSession, sessionCookie } from '../../access/sessions/queries.ts'
import { readToken } from '../../access/tokens/queries.ts'
import { narrow } from '../../access/tokens/rules.ts'
import { Problem } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import type { Db } from '../../platform/database.ts'
import { alwaysAbove, pathsOf } from '../../registry/places/queries.ts'
import { placesAndAbove } from '../../registry/queries.ts'

type Who = { actor: Actor | null; today: string; language: string | null; token?: { mayWrite: boolean } }

/** Who asks, by a token or by a session. Asks nobody: before it nobody is known. */
export function whoIs(
  db: Db,
  cookie: (name: string) => string | undefined,
  bearer: string | undefined,
): Promise<Who> {
  return bearer ? byToken(db, bearer) : bySession(db, cookie(sessionCookie))
}

const placesOf = (grants: readonly Grant[]) => grants.map((grant) => grant.placeId)

async function bySession(db: Db, secret: string | undefined): Promise<Who> {
  const { session, today } = await readSession(db, secret, { now: new Date(), above: placesAndAbove })
  if (!session) return { actor: null, today, language: null }
  const { accountId, sessionId, personId, grants, path } = session
  return { actor: { accountId, sessionId, personId, grants, path }, today, language: session.language }
}

async function byToken(db: Db, secret: string): Promise<Who> {
  const { holder, today } = await readToken(db, secret, new Date())
  if (!holder) throw new Problem('sign-in', { text: msg('This token is unknown, was ended or has expired.') })
  const { accountId, tokenId, placeId, mayWrite } = holder
  const above = await alwaysAbove(db, [placeId, ...placesOf(holder.grants)])
  const grants = narrow(holder.grants, placeId, above)
  const path = await pathsOf(db, placesOf(grants), today)
  const actor = { accountId, sessionId: null, personId: null, grants, path, tokenId }
  return { actor, today, language: holder.language, token: { mayWrite } }
}
