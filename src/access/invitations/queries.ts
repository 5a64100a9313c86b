// Where the invitations of people stand: who has an account, and whether anybody can come in by it.
import { sql } from 'kysely'
import type { Db } from '../../platform/database.ts'
import type { Granted } from '../accounts/queries.ts'
import { sessionDays } from '../sessions/queries.ts'
import type { InvitationState } from './rules.ts'

export type InvitedPerson = {
  personId: string
  accountId: string
  login: string
  state: Exclude<InvitationState, 'none'>
  expiresAt: string | null
  seenAt: string | null
  grants: Omit<Granted, 'path'>[]
}

/** The living accounts of these people by person; who has none is left out. One statement. */
export async function invitedAmong(
  db: Db,
  personIds: readonly string[],
  now: Date,
): Promise<Map<string, InvitedPerson>> {
  const { rows } = await sql<
    Omit<InvitedPerson, 'state' | 'expiresAt' | 'seenAt'> & {
      hasWayIn: boolean
      expiresAt: Date | null
      seenAt: Date | null
    }
  >`select a.person_id as "personId", a.id as "accountId", a.login, (a.password_hash is not null
        or a.cast_order is not null
        or exists (select 1 from access.identity as i where i.account_id = a.id)
        or exists (select 1 from access.passkey as p where p.account_id = a.id)) as "hasWayIn",
      (select max(i.expires_at) from access.invitation as i where i.account_id = a.id and i.used_at is null)
        as "expiresAt",
      (select max(s.seen_at) from access.session as s where s.account_id = a.id
        and s.made_at > now() - make_interval(days => ${sessionDays * 12})) as "seenAt",
      (select coalesce(json_agg(json_build_object('id', g.id, 'role', g.role, 'placeId', g.place_id,
          'isLiving', g.ended_at is null) order by g.made_at, g.id), '[]')
        from access.role_grant as g where g.account_id = a.id) as grants
    from access.account as a where a.person_id = any(${[...personIds]}::uuid[]) and a.ended_at is null`.execute(
    db,
  )
  return new Map(
    rows.map(({ hasWayIn, expiresAt, seenAt, ...row }) => [
      row.personId,
      {
        ...row,
        state: hasWayIn ? 'in' : expiresAt && expiresAt > now ? 'invited' : 'lapsed',
        expiresAt: hasWayIn ? null : (expiresAt?.toISOString() ?? null),
        seenAt: seenAt?.toISOString() ?? null,
      },
    ]),
  )
}

/** The sign-in names that begin like one of these. */
export async function takenLogins(db: Db, logins: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ login: string }>`select login from access.account
    where regexp_replace(login, '\\.[0-9]+$', '') = any(${[...logins]}::text[])
      or login = any(${[...logins]}::text[])`.execute(db)
  return new Set(rows.map(({ login }) => login))
}
