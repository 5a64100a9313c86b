// What the screen of accounts reads. Which places lie under which is in the fragment that the caller gives.
import { type RawBuilder, sql } from 'kysely'
import { notFound, Problem } from '../../base/problems.ts'
import { pageLength } from '../../base/schemas.ts'
import { msg, type Names, nameIn } from '../../base/words.ts'
import type { Db } from '../../platform/database.ts'
import { readSettings } from '../../platform/settings.ts'
import type { Context } from '../context.ts'
import { type Actor, type Grant, may, mayGrant, type Role, rolesWith, type Verb } from '../rules.ts'
import { sessionDays } from '../sessions/queries.ts'

export type Granted = { id: string; role: Role; placeId: string; isLiving: boolean; path: string[] }

/** SQL, of an `access.account as a`: whether somebody could come in by it, when it was seen, and all its grants. */
export const hasWayIn = sql<boolean>`(a.password_hash is not null
  or exists (select 1 from access.identity as i where i.account_id = a.id)
  or exists (select 1 from access.passkey as p where p.account_id = a.id))`
export const seenAt = sql<Date | null>`(select max(s.seen_at) from access.session as s where s.account_id = a.id
  and s.made_at > now() - make_interval(days => ${sessionDays * 12}))`
export const grants = sql<Omit<Granted, 'path'>[]>`(
  select coalesce(json_agg(json_build_object('id', g.id, 'role', g.role, 'placeId', g.place_id,
    'isLiving', g.ended_at is null) order by g.made_at, g.id), '[]')
  from access.role_grant as g where g.account_id = a.id)`

/**
 * All grants that an account ever had, locked with it, or 'not-found'. Rows that only name the account go on being
 * written: a link that it made is used, and whoever uses it waits for nobody who ends its maker.
 */
export async function holdGrants(db: Db, accountId: string): Promise<Omit<Granted, 'path'>[]> {
  const { rows } = await sql<Omit<Granted, 'path'>>`
    select g.id, g.role, g.place_id as "placeId", g.ended_at is null as "isLiving"
    from access.account as a join access.role_grant as g on g.account_id = a.id
    where a.id = ${accountId} and a.ended_at is null order by g.made_at, g.id for no key update of a`.execute(
    db,
  )
  if (rows.length === 0) throw notFound(accountId)
  return rows
}

/** The actor with those of its grants that have not ended since the request came in. */
export async function withLivingGrants(db: Db, actor: Actor): Promise<Actor> {
  const { rows } = await sql<Grant>`select g.role, g.place_id as "placeId" from access.role_grant as g
    join access.account as a on a.id = g.account_id
    where a.id = ${actor.accountId} and a.ended_at is null and g.ended_at is null`.execute(db)
  // Under a token a role is held for the places of the token.
  const isLiving = (one: Grant) =>
    rows.some(({ role, placeId }) => role === one.role && (actor.tokenId || placeId === one.placeId))
  return { ...actor, grants: actor.grants.filter(isLiving) }
}

/**
 * Seen: some role of the account lies in the actor's places. Managed: all of them do, and none is higher than what
 * the actor may give; else a new link would let the actor in somewhere else.
 */
export function mayManage(actor: Actor, grants: readonly Granted[]): { isSeen: boolean; isManaged: boolean } {
  const isSeen = grants.some((grant) => may(actor, 'account.read', grant.path))
  const living = grants.filter((grant) => grant.isLiving)
  const decisive = living.length > 0 ? living : grants
  return { isSeen, isManaged: isSeen && decisive.every((grant) => mayGrant(actor, grant.role, grant.path)) }
}

/**
 * Refuses to decide on what one has submitted oneself, and says who else may: the verb over a place with these
 * ancestors. In an office of one person that is let through.
 */
export async function mustBeSecond(
  ctx: Context,
  submittedBy: string | null,
  verb: Verb,
  path: readonly string[],
): Promise<void> {
  if (submittedBy !== ctx.actor.accountId || (await readSettings(ctx.db)).onePerson) return
  refuseAlone(ctx, await othersWith(ctx, verb, path))
}

/** As `mustBeSecond`, where somebody else may decide; where nobody else may, one decides alone. */
export async function mustLeaveToAnother(
  ctx: Context,
  submittedBy: string,
  verb: Verb,
  path: readonly string[],
): Promise<void> {
  if (submittedBy !== ctx.actor.accountId || (await readSettings(ctx.db)).onePerson) return
  const others = await othersWith(ctx, verb, path)
  if (others.length > 0) refuseAlone(ctx, others)
}

/** The first others who hold the verb over a place with these ancestors. */
async function othersWith(ctx: Context, verb: Verb, path: readonly string[]): Promise<Names[]> {
  const { rows } = await sql<{ names: Names }>`
    select a.names from access.account as a where a.id <> ${ctx.actor.accountId} and a.ended_at is null
      and exists (select 1 from access.role_grant as g where g.account_id = a.id and g.ended_at is null
        and g.role = any(${[...rolesWith(verb)]}::text[]) and g.place_id = any(${[...path]}::uuid[]))
    order by a.login limit 3`.execute(ctx.db)
  return rows.map(({ names }) => names)
}

/** The verbs by which somebody decides on what was submitted, or submits it. */
const decisive = ['nomination.decide', 'plan.write', 'plan.review', 'report.verify'] as const

/** How many others submit or decide anywhere, with the first three of them by sign-in name. */
export async function otherDeciders(ctx: Context): Promise<{ n: number; first: Names[] }> {
  const wanted = [...new Set(decisive.flatMap((verb) => rolesWith(verb)))]
  const { rows } = await sql<{ n: number; names: Names }>`
    select a.names, count(*) over ()::int as n from access.account as a
    where a.id <> ${ctx.actor.accountId} and a.ended_at is null
      and exists (select 1 from access.role_grant as g where g.account_id = a.id and g.ended_at is null
        and g.role = any(${wanted}::text[]))
    order by a.login limit 3`.execute(ctx.db)
  return { n: rows[0]?.n ?? 0, first: rows.map(({ names }) => names) }
}

function refuseAlone(ctx: Context, others: readonly Names[]): never {
  const text =
    others.length > 0
      ? msg('This was submitted by yourself. Somebody else decides on it: {who}.')
      : msg(
          'This was submitted by yourself, and nobody else may decide on it yet. Have a second account invited; an office of one person says so under Accounts.',
        )
  throw new Problem('not-permitted', {
    text,
    params: { who: others.map((names) => nameIn(names, ctx.language)).join(', ') },
  })
}

/** Whether somebody else gave out a way into the account at `since` or later: it may be somebody else's now. */
export async function isHandedOutSince(db: Db, accountId: string, since: Date): Promise<boolean> {
  const { rows } = await sql`
    select 1 from access.account where id = ${accountId} and handed_at >= ${since}`.execute(db)
  return rows.length > 0
}

export type Holder = { names: Names; role: Role }

/** Who holds one of the verbs over a place with these ancestors, the twenty first by sign-in name. */
export async function listHolders(
  db: Db,
  asked: readonly Verb[],
  path: readonly string[],
): Promise<Holder[]> {
  const wanted = [...new Set(asked.flatMap((verb) => rolesWith(verb)))]
  const { rows } = await sql<Holder>`
    select a.names, min(g.role) as role from access.account as a
    join access.role_grant as g on g.account_id = a.id and g.ended_at is null
    where a.ended_at is null and g.role = any(${wanted}::text[]) and g.place_id = any(${[...path]}::uuid[])
    group by a.id order by a.login limit 20`.execute(db)
  return rows
}

export type ListedGrant = { id: string; role: Role; placeId: string; isLiving: boolean }
export type ListedAccount = {
  id: string
  login: string
  names: Names
  email: string | null
  hasWayIn: boolean
  isCast: boolean
  seenAt: string | null
  openedBy: Names | null
  grants: ListedGrant[]
}

/**
 * The accounts with any role in places that `isMine` holds for, by sign-in name, from `after` on. One statement.
 * `isMine` gets the column with the place's id, `isFound` those with what a text is looked for in.
 */
export async function listAccounts(
  db: Db,
  isMine: (placeColumn: string) => RawBuilder<boolean>,
  {
    after = '',
    isFound,
  }: { after?: string; isFound?: (names: string, login: string) => RawBuilder<boolean> },
): Promise<ListedAccount[]> {
  const { rows } = await sql<Omit<ListedAccount, 'seenAt'> & { seenAt: Date | null }>`
    select a.id, a.login, a.names, a.email, ${hasWayIn} as "hasWayIn", a.cast_order is not null as "isCast",
      (select opener.names from access.account as opener where opener.id = a.opened_by) as "openedBy",
      ${seenAt} as "seenAt", ${grants} as grants
    from access.account as a
    where a.ended_at is null and a.login > ${after}
      and exists (select 1 from access.role_grant as own where own.account_id = a.id and ${isMine('own.place_id')})
      and ${isFound?.('a.names', 'a.login') ?? sql`true`}
    order by a.login limit ${pageLength + 1}`.execute(db)
  return rows.map((row) => ({ ...row, seenAt: row.seenAt?.toISOString() ?? null }))
}
