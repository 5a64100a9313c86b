// What is done about tokens. Which ancestors a place has is given by the caller: access knows no tree.
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { newId } from '../../base/ids.ts'
import { finding, notFound, refuseIf } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import type { Db } from '../../platform/database.ts'
import { note } from '../../platform/journal.ts'
import { managed, type Paths } from '../accounts/actions.ts'
import type { Context } from '../context.ts'
import { hashOf } from '../sessions/queries.ts'
import { mustBeFresh } from '../sign-in/actions.ts'
import type { AccessTables } from '../tables.ts'
import { mostTokens, tokenMark } from './rules.ts'

const tables = (db: Db) => db.withTables<AccessTables>()

type NewToken = { name: string; placeId: string; mayWrite: boolean; days: number }

/**
 * Makes a token for the actor's account; only the hash of its secret is stored. Refused for a place over which no
 * role of the account reaches at all times. `alwaysAbove`: what always stood above a place, itself included. Asks
 * nobody: a token reaches no further than its account.
 */
export async function makeToken(
  ctx: Context,
  { name, placeId, mayWrite, days }: NewToken,
  alwaysAbove: (placeId: string) => readonly string[],
): Promise<{ id: string; secret: string; expiresAt: string }> {
  await mustBeFresh(ctx)
  const { accountId, grants } = ctx.actor
  const called = name.trim()
  const above = alwaysAbove(placeId)
  const isBeyond = !grants.some((grant) => above.includes(grant.placeId))
  // Two windows that make tokens at the same moment count one after the other.
  await sql`select 1 from access.account where id = ${accountId} for update`.execute(ctx.db)
  const living = await livingTokens(ctx.db, accountId, ctx.now)
  refuseIf([
    ...(called ? [] : [finding('/name', 'required', msg('Please write what the token is for.'))]),
    ...(isBeyond
      ? [
          finding(
            '/placeId',
            'beyond',
            msg('None of your roles has always reached over this place. Choose one that lies under yours.'),
          ),
        ]
      : []),
    ...(living >= mostTokens
      ? [finding('', 'many', msg('You have {n} tokens already. End one of them first.'), { n: living })]
      : []),
  ])
  const id = newId()
  const secret = `${tokenMark}${randomBytes(32).toString('base64url')}`
  const expiresAt = new Date(ctx.now.getTime() + days * 86_400_000)
  await tables(ctx.db)
    .insertInto('access.token')
    .values({
      id,
      token_hash: hashOf(secret),
      account_id: accountId,
      name: called,
      place_id: placeId,
      may_write: mayWrite,
      made_at: ctx.now,
      expires_at: expiresAt,
      seen_at: null,
      ended_at: null,
    })
    .execute()
  await note(ctx, {
    verb: 'token.made',
    kind: 'account',
    id: accountId,
    placeId,
    detail: { tokenId: id, mayWrite },
  })
  return { id, secret, expiresAt: expiresAt.toISOString() }
}

async function livingTokens(db: Db, accountId: string, now: Date): Promise<number> {
  const { rows } = await sql<{ living: number }>`
    select count(*)::int as living from access.token
    where account_id = ${accountId} and ended_at is null and expires_at > ${now}`.execute(db)
  return rows[0].living
}

/** Ends one of the actor's own tokens. Asks nobody: it is the own account. */
export async function endToken(ctx: Context, tokenId: string): Promise<{ id: string }> {
  await end(ctx, ctx.actor.accountId, tokenId)
  return { id: tokenId }
}

/** Ends a token of an account that the actor may end. */
export async function endTokenOf(
  ctx: Context,
  { accountId, tokenId }: { accountId: string; tokenId: string },
  pathsOf: Paths,
): Promise<{ id: string }> {
  await managed(ctx, accountId, pathsOf)
  await end(ctx, accountId, tokenId)
  return { id: tokenId }
}

async function end(ctx: Context, accountId: string, tokenId: string): Promise<void> {
  const ended = await tables(ctx.db)
    .updateTable('access.token')
    .set({ ended_at: ctx.now })
    .where('id', '=', tokenId)
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .returning('place_id')
    .executeTakeFirst()
  if (!ended) throw notFound()
  const detail = { tokenId }
  await note(ctx, { verb: 'token.ended', kind: 'account', id: accountId, placeId: ended.place_id, detail })
}
