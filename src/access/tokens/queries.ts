// Reading tokens: whom a secret stands for, and which ones an account has.
import { sql } from 'kysely'
import type { Day } from '../../base/dates.ts'
import type { Names } from '../../base/words.ts'
import type { Db } from '../../platform/database.ts'
import { programmeDay } from '../../platform/settings.ts'
import type { Grant } from '../rules.ts'
import { hashOf } from '../sessions/queries.ts'

export type TokenHolder = {
  tokenId: string
  placeId: string
  mayWrite: boolean
  accountId: string
  language: string | null
  /** the account's own, not yet narrowed to the token's place */
  grants: Grant[]
}

/**
 * Whom a living token's secret stands for, and the instance's pinned day (null: the real one). Asks nobody: it tells
 * who asks.
 */
export async function readToken(
  db: Db,
  secret: string,
  now: Date,
): Promise<{ holder: TokenHolder | null; today: Day }> {
  const { rows } = await sql<TokenHolder & { isUnseen: boolean; today: Day }>`
    select found.*, ${programmeDay(now)} as today
    from (select 1) as always left join (
      select token.id as "tokenId", token.place_id as "placeId", token.may_write as "mayWrite",
        account.id as "accountId", account.language,
        coalesce(token.seen_at < now() - interval '1 minute', true) as "isUnseen", coalesce((
          select json_agg(json_build_object('role', g.role, 'placeId', g.place_id) order by g.made_at, g.id)
          from access.role_grant as g where g.account_id = account.id and g.ended_at is null), '[]') as grants
      from access.token join access.account on account.id = token.account_id and account.ended_at is null
      where token.token_hash = ${hashOf(secret)} and token.ended_at is null and token.expires_at > now()
    ) as found on true`.execute(db)
  const { today, isUnseen, ...holder } = rows[0]
  if (isUnseen) await sql`update access.token set seen_at = now() where id = ${holder.tokenId}`.execute(db)
  return { holder: holder.tokenId ? holder : null, today }
}

export type ListedToken = {
  id: string
  name: string
  place: { id: string; names: Names }
  mayWrite: boolean
  madeAt: string
  expiresAt: string
  seenAt: string | null
}

/** The tokens of an account that still work, the newest first; what their places are called, the caller knows. */
export async function tokensOf(
  db: Db,
  accountId: string,
  namesOf: (placeIds: string[]) => Promise<Map<string, Names>>,
): Promise<ListedToken[]> {
  type Row = Omit<ListedToken, 'place' | 'madeAt' | 'expiresAt' | 'seenAt'> & { placeId: string }
  const { rows } = await sql<Row & { madeAt: Date; expiresAt: Date; seenAt: Date | null }>`
    select id, name, place_id as "placeId", may_write as "mayWrite", made_at as "madeAt", expires_at as "expiresAt",
      seen_at as "seenAt" from access.token
    where account_id = ${accountId} and ended_at is null and expires_at > now()
    order by made_at desc, id desc`.execute(db)
  const names = await namesOf(rows.map((row) => row.placeId))
  return rows.map(({ placeId, ...row }) => ({
    ...row,
    place: { id: placeId, names: names.get(placeId) ?? { zh: '', en: '' } },
    madeAt: row.madeAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    seenAt: row.seenAt?.toISOString() ?? null,
  }))
}
