// Where the invitations of people stand: who has an account, and whether anybody can come in by it. Whether who made a
// link could still make it is asked of whoever knows the places: see holdingLinks in src/registry/links/queries.ts.
import { sql } from 'kysely'
import type { Day } from '../../base/dates.ts'
import type { Names } from '../../base/words.ts'
import type { Db } from '../../platform/database.ts'
import { type Granted, grants, hasWayIn, seenAt } from '../accounts/queries.ts'
import type { Grant } from '../rules.ts'
import { hashOf } from '../sessions/queries.ts'
import type { InvitationState } from './rules.ts'

/** A link that was not used and did not run out, with what its use rests on. */
export type Link = {
  accountId: string
  personId: string | null
  grants: Omit<Granted, 'path'>[]
  /** null: made at the machine */
  madeBy: string | null
  /** what its maker may do today; null: nothing any more, the account has ended */
  makerGrants: Grant[] | null
}
/** Those of the links that hold today. Given to access, which knows neither places nor people. */
export type Holding = <One extends Link>(db: Db, links: readonly One[], today: Day) => Promise<One[]>

const link = sql`i.account_id as "accountId", a.person_id as "personId", i.made_by as "madeBy",
  ${grants} as grants,
  (select case when maker.ended_at is null then (
      select coalesce(json_agg(json_build_object('role', g.role, 'placeId', g.place_id)), '[]')
      from access.role_grant as g where g.account_id = maker.id and g.ended_at is null) end
    from access.account as maker where maker.id = i.made_by) as "makerGrants"`
const openLink = sql`access.invitation as i join access.account as a on a.id = i.account_id and a.ended_at is null
  where i.used_at is null and i.expires_at > now()`

/** The links into these accounts that were not used and did not run out. */
export async function openLinks(db: Db, accountIds: readonly string[]): Promise<Link[]> {
  if (accountIds.length === 0) return []
  const { rows } = await sql<Link>`select ${link} from ${openLink}
    and i.account_id = any(${[...accountIds]}::uuid[])`.execute(db)
  return rows
}

/** Those that an account made. */
export async function linksMadeBy(db: Db, accountId: string): Promise<(Link & { id: string })[]> {
  const { rows } = await sql<Link & { id: string }>`
    select i.id, ${link} from ${openLink} and i.made_by = ${accountId}`.execute(db)
  return rows
}

export type Invitation = Link & {
  id: string
  login: string
  names: Names
  expiresAt: Date
  hasPassword: boolean
}

/**
 * The invitation of a secret, if it still lets somebody in. The account is held before it, as by whoever makes a link.
 */
export async function findInvitation(
  { db, today }: { db: Db; today: Day },
  secret: string,
  holding: Holding,
): Promise<Invitation | undefined> {
  await sql`select 1 from access.account
    where id = (select account_id from access.invitation where token_hash = ${hashOf(secret)}) for update`.execute(
    db,
  )
  const { rows } = await sql<Invitation>`
    select i.id, a.login, a.names, i.expires_at as "expiresAt", a.password_hash is not null as "hasPassword", ${link}
    from ${openLink} and i.token_hash = ${hashOf(secret)} for update of i`.execute(db)
  return (await holding(db, rows, today))[0]
}

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
  >`select a.person_id as "personId", a.id as "accountId", a.login, (${hasWayIn} or a.cast_order is not null) as "hasWayIn",
      (select max(i.expires_at) from access.invitation as i where i.account_id = a.id and i.used_at is null)
        as "expiresAt",
      ${seenAt} as "seenAt", ${grants} as grants
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
