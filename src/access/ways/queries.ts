// Reading the ways in of an account.
import { sql } from 'kysely'
import type { Db } from '../../platform/database.ts'

type Way = { id: string; madeAt: string; seenAt: string | null }

/** How many ways in an account has that do not end by themselves; of the cast of a sample, the one click. */
export async function countWays(db: Db, accountId: string): Promise<number> {
  const { rows } = await sql<{ ways: number }>`
    select (a.password_hash is not null)::int + (a.cast_order is not null)::int
      + (select count(*) from access.identity as i where i.account_id = a.id)::int
      + (select count(*) from access.passkey as p where p.account_id = a.id)::int as ways
    from access.account as a where a.id = ${accountId}`.execute(db)
  return rows[0]?.ways ?? 0
}

/** The passkeys and connected accounts, the newest first. */
export async function waysOf(
  db: Db,
  accountId: string,
): Promise<{ passkeys: (Way & { name: string })[]; identities: (Way & { issuer: string })[] }> {
  const columns = sql`id, made_at as "madeAt", seen_at as "seenAt"`
  type Dated = { madeAt: Date; seenAt: Date | null }
  const asText = <R extends Dated>({ madeAt, seenAt, ...row }: R) => ({
    ...row,
    madeAt: madeAt.toISOString(),
    seenAt: seenAt?.toISOString() ?? null,
  })
  const passkeys = await sql<Dated & { id: string; name: string }>`
    select ${columns}, name from access.passkey where account_id = ${accountId} order by made_at desc`.execute(
    db,
  )
  const identities = await sql<Dated & { id: string; issuer: string }>`
    select ${columns}, issuer from access.identity where account_id = ${accountId} order by made_at desc`.execute(
    db,
  )
  return { passkeys: passkeys.rows.map(asText), identities: identities.rows.map(asText) }
}

export type KnownPasskey = {
  id: string
  accountId: string
  publicKey: Buffer
  counter: number
}

/** A passkey by what the device calls it, of an account that has not ended. */
export async function findPasskey(db: Db, credentialId: string): Promise<KnownPasskey | undefined> {
  const { rows } = await sql<KnownPasskey>`
    select p.id, p.account_id as "accountId", p.public_key as "publicKey", p.counter from access.passkey as p
    join access.account as a on a.id = p.account_id and a.ended_at is null
    where p.credential_id = ${credentialId} for update of p`.execute(db)
  return rows[0]
}
