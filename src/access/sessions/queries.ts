// Reading access: who a session's secret belongs to, with the settings that every request needs, in one statement.
import { createHash } from 'node:crypto'
import type { RawBuilder } from 'kysely'
import { sql } from 'kysely'
import type { Day } from '../../base/dates.ts'
import type { Names } from '../../base/words.ts'
import type { Db } from '../../platform/database.ts'
import { programmeDay } from '../../platform/settings.ts'
import type { Grant } from '../rules.ts'

/** The cookie that holds a session's secret. */
export const sessionCookie = 'hezuo_session'

/** What is stored of a secret that somebody else holds. */
export const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()

/** A session ends on its own after this many days without a request. */
export const sessionDays = 30
/** And after this many days however much it is used: then the person shows again who they are. */
export const longestSessionDays = 90

export type Session = {
  sessionId: string
  accountId: string
  personId: string | null
  names: Names
  language: string | null
  grants: Grant[]
  /** the granted places and all that stand above them */
  path: string[]
}

/** SQL: what stands above the places of a query on a day; access knows no tree. */
type Above = (placeIds: RawBuilder<unknown>, day: RawBuilder<unknown>) => RawBuilder<string[]>

/**
 * The living session of a cookie's secret, with what stands above its grants, and the programme's day: one statement.
 * Asks nobody: it tells who asks.
 */
export async function readSession(
  db: Db,
  secret: string | undefined,
  { now, above }: { now: Date; above: Above },
): Promise<{ session: Session | null; today: Day }> {
  const grantedTo = sql`from access.role_grant as g where g.account_id = account.id and g.ended_at is null`
  const { rows } = await sql<Session & { isUnseen: boolean; today: Day }>`
    with programme as (select ${programmeDay(now)} as today)
    select found.*, programme.today from programme left join lateral (
      select session.id as "sessionId", account.id as "accountId", account.person_id as "personId", account.names,
        account.language, session.seen_at < now() - interval '1 hour' as "isUnseen", coalesce((
          select json_agg(json_build_object('role', g.role, 'placeId', g.place_id) order by g.made_at, g.id)
          ${grantedTo}), '[]') as grants,
        ${above(sql`select g.place_id ${grantedTo}`, sql`programme.today`)} as path
      from access.session join access.account on account.id = session.account_id and account.ended_at is null
      where session.token_hash = ${secret ? hashOf(secret) : null} and session.ended_at is null
        and session.seen_at > now() - make_interval(days => ${sessionDays})
        and session.made_at > now() - make_interval(days => ${longestSessionDays})
    ) as found on true`.execute(db)
  const { today: day, isUnseen, ...session } = rows[0]
  // Written once an hour and not at every request: the list of sessions needs no more, and reading stays reading.
  if (isUnseen)
    await sql`update access.session set seen_at = now() where id = ${session.sessionId}`.execute(db)
  return { session: session.sessionId ? session : null, today: day }
}

export type SignIn = { id: string; agent: string; madeAt: string; seenAt: string }

/** The living sessions of one account, the latest seen first. */
export async function sessionsOf(db: Db, accountId: string): Promise<SignIn[]> {
  const { rows } = await sql<{ id: string; agent: string; madeAt: Date; seenAt: Date }>`
    select id, agent, made_at as "madeAt", seen_at as "seenAt" from access.session
    where account_id = ${accountId} and ended_at is null
      and seen_at > now() - make_interval(days => ${sessionDays})
      and made_at > now() - make_interval(days => ${longestSessionDays})
    order by seen_at desc, id desc limit 100`.execute(db)
  return rows.map((row) => ({ ...row, madeAt: row.madeAt.toISOString(), seenAt: row.seenAt.toISOString() }))
}

export type AccountRow = {
  id: string
  login: string
  names: Names
  passwordHash: string | null
  personId: string | null
  language: string | null
  castOrder: number | null
  isEnded: boolean
}

const account = sql`a.id, a.login, a.names, a.password_hash as "passwordHash", a.person_id as "personId", a.language,
  a.cast_order as "castOrder", a.ended_at is not null as "isEnded"`

export async function findAccount(db: Db, accountId: string): Promise<AccountRow | undefined> {
  const { rows } =
    await sql<AccountRow>`select ${account} from access.account as a where a.id = ${accountId}`.execute(db)
  return rows[0]
}

/** By sign-in name, whatever the case it was typed in; ended accounts are not found. */
export async function findLogin(db: Db, login: string): Promise<AccountRow | undefined> {
  const { rows } = await sql<AccountRow>`
    select ${account} from access.account as a where a.login = ${login.trim().toLowerCase()} and a.ended_at is null`.execute(
    db,
  )
  return rows[0]
}

type Attempts = { failed: number; all: number }

/**
 * How often what a key names was tried in the last minutes: how many failed, and together with what is being looked at.
 * What has been looked at for 20 seconds was left by a process that was killed: whoever asked has no answer and never
 * learns whether it was right, so that it stands in nobody's way, not even theirs who wait since before (25 seconds).
 */
export async function countAttempts(
  db: Db,
  keys: readonly string[],
  minutes: number,
): Promise<Map<string, Attempts>> {
  const { rows } = await sql<{ key: string } & Attempts>`
    select key, count(*)::int as "all", (count(*) filter (where attempt_id is null))::int as failed
    from access.failed_sign_in
    where key = any(${[...keys]}::text[]) and at > now() - make_interval(mins => ${minutes})
      and (attempt_id is null or at > now() - interval '20 seconds') group by key`.execute(db)
  return new Map(rows.map(({ key, ...counts }) => [key, counts]))
}

/** What a browser keeps of having been let in once, also after signing out: no secret, it opens nothing. */
export const deviceCookie = 'hezuo_device'
export const deviceDays = 400
export const deviceOf = (secret: string): string => hashOf(secret).toString('base64url')

/** The mark of the device, if the account was signed in on it before and it is still remembered; else nothing. */
export async function findDevice(
  db: Db,
  accountId: string,
  mark: string | undefined,
): Promise<string | undefined> {
  if (!mark) return undefined
  const { rows } = await sql`select 1 from access.session
    where token_hash = ${Buffer.from(mark, 'base64url')} and account_id = ${accountId}`.execute(db)
  return rows.length > 0 ? mark : undefined
}

/** Whether somebody who administers the instance has ever had a way in. */
export async function hasWorkingAdministrator(db: Db): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (
      select 1 from access.account as a join access.role_grant as g on g.account_id = a.id
      where g.role = 'administrator' and g.ended_at is null and a.ended_at is null
        and (a.password_hash is not null or exists (select 1 from access.session as s where s.account_id = a.id))
    ) as found`.execute(db)
  return rows[0].found
}
