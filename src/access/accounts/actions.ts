// What administrators and reviewers do about accounts. Which ancestors a place has is given by the caller:
// access knows no tree. The first two are for those who have already decided that it may be done.
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { newId } from '../../base/ids.ts'
import { type Finding, finding, notFound, Problem, refuseIf } from '../../base/problems.ts'
import { msg, type Names } from '../../base/words.ts'
import type { Db } from '../../platform/database.ts'
import { note } from '../../platform/journal.ts'
import { lock } from '../../platform/locks.ts'
import type { Context } from '../context.ts'
import { type Holding, linksMadeBy } from '../invitations/queries.ts'
import { invitationDays } from '../invitations/rules.ts'
import { type Actor, type Grant, mayGrant, type Role, sessionOf } from '../rules.ts'
import { hashOf } from '../sessions/queries.ts'
import { endSessions, endTokens } from '../sign-in/actions.ts'
import type { AccessTables } from '../tables.ts'
import { type Granted, holdGrants, mayManage, withLivingGrants } from './queries.ts'

const tables = (db: Db) => db.withTables<AccessTables>()

type NewAccount = {
  id: string
  login: string
  names: Names
  personId: string | null
  castOrder?: number | null
  openedBy?: string
  /** when it was first signed in to; of a sample alone */
  usedAt?: Date | null
}

/**
 * Opens an account without a password: nobody can sign in to it before an invitation is used. Asks nobody: whoever
 * calls has decided that it may be done.
 */
export async function makeAccount(db: Db, account: NewAccount, now: Date): Promise<void> {
  await tables(db)
    .insertInto('access.account')
    .values({
      id: account.id,
      login: account.login,
      names: account.names,
      password_hash: null,
      person_id: account.personId,
      language: null,
      cast_order: account.castOrder ?? null,
      used_at: account.usedAt ?? null,
      opened_by: account.openedBy ?? null,
      made_at: now,
      ended_at: null,
    })
    .execute()
}

/**
 * Gives an account a role over a place; giving it a second time changes nothing. Asks nobody: whoever calls has
 * decided that it may be done.
 */
export async function addGrant(db: Db, accountId: string, grant: Grant, now: Date): Promise<void> {
  await tables(db)
    .insertInto('access.role_grant')
    .values({
      id: newId(),
      account_id: accountId,
      role: grant.role,
      place_id: grant.placeId,
      made_at: now,
      ended_at: null,
    })
    .onConflict((on) =>
      on.columns(['account_id', 'role', 'place_id']).where('ended_at', 'is', null).doNothing(),
    )
    .execute()
}

/**
 * Remembers that a way into accounts was given out by somebody else: until it is signed in to again, nobody counts on
 * whose it is. Asks nobody: whoever calls has decided that it may be done.
 */
export async function noteHandedOut(db: Db, accountIds: readonly string[], now: Date): Promise<void> {
  await tables(db)
    .updateTable('access.account')
    .set({ used_at: null, handed_at: now })
    .where('id', 'in', accountIds)
    .execute()
}

export type Invited = { id: string; secret: string; expiresAt: string }

/**
 * A one-time secret for each of the accounts, in their order; earlier ones that were not used end with it. Only its
 * hash is stored. Asks nobody: whoever calls has decided that it may be done.
 */
export async function makeInvitations(
  db: Db,
  accountIds: readonly string[],
  madeBy: string | null,
  now: Date,
): Promise<Invited[]> {
  const expires_at = new Date(now.getTime() + invitationDays * 86_400_000)
  const made = accountIds.map((id) => ({ id, secret: randomBytes(24).toString('base64url') }))
  // The accounts first, as whoever uses a link: one of the two waits, and neither for the other.
  await noteHandedOut(db, accountIds, now)
  await endLinks(db, 'account_id', accountIds, now)
  await tables(db)
    .insertInto('access.invitation')
    .values(
      made.map(({ id, secret }) => ({
        id: newId(),
        token_hash: hashOf(secret),
        account_id: id,
        made_by: madeBy,
        made_at: now,
        expires_at,
        used_at: null,
      })),
    )
    .execute()
  return made.map((one) => ({ ...one, expiresAt: expires_at.toISOString() }))
}

/** One of them. Asks nobody: whoever calls has decided that it may be done. */
export async function makeInvitation(
  db: Db,
  accountId: string,
  madeBy: string | null,
  now: Date,
): Promise<Invited> {
  const [invited] = await makeInvitations(db, [accountId], madeBy, now)
  return invited
}

// One answer for a place that is elsewhere and a role that is too high: the actor may not give it.
function mustGrant(actor: Actor, role: Role, path: readonly string[]): void {
  if (!mayGrant(actor, role, path)) throw new Problem('not-permitted')
}

type Invitee = { login: string; names: Names; personId: string | null; role: Role; placeId: string }

/** Invites somebody new: an account with one role over one place, and the link to come in by. */
export async function invite(ctx: Context, invitee: Invitee, path: readonly string[]): Promise<Invited> {
  mustGrant(ctx.actor, invitee.role, path)
  const login = invitee.login.trim().toLowerCase()
  const names = { zh: invitee.names.zh.trim(), en: invitee.names.en.trim() }
  await lock(ctx.db, 'inviting')
  const { rows } = await sql<{ isNameTaken: boolean; isPersonIn: boolean }>`select
    exists (select 1 from access.account where login = ${login}) as "isNameTaken",
    exists (select 1 from access.account where person_id = ${invitee.personId} and ended_at is null) as "isPersonIn"`.execute(
    ctx.db,
  )
  const [{ isNameTaken, isPersonIn }] = rows
  refuseIf([
    ...(isNameTaken ? [finding('/login', 'taken', msg('This sign-in name is taken.'))] : []),
    ...(isPersonIn
      ? [finding('/personId', 'taken', msg('This person has an account already: give it the role there.'))]
      : []),
    ...(names.zh || names.en ? [] : [finding('/names/zh', 'required', msg('Please write the name.'))]),
  ])
  const id = newId()
  const called = { zh: names.zh || names.en, en: names.en || names.zh }
  const openedBy = ctx.actor.accountId
  await makeAccount(ctx.db, { id, login, names: called, personId: invitee.personId, openedBy }, ctx.now)
  await addGrant(ctx.db, id, invitee, ctx.now)
  const { role, placeId } = invitee
  await note(ctx, { verb: 'account.opened', kind: 'account', id, placeId, detail: { role } })
  return makeInvitation(ctx.db, id, ctx.actor.accountId, ctx.now)
}

/** What the caller knows of an account's grants: each with the ancestors of its place. */
export type Paths = (placeIds: string[]) => Promise<Map<string, string[]>>

/**
 * The grants of an account that the actor may change and end; 'not-found' or 'not-permitted' for any other. Nobody
 * makes a link or ends a role until the transaction ends.
 */
export async function managed(ctx: Context, accountId: string, pathsOf: Paths): Promise<Granted[]> {
  // Of two who end each other at one moment the second has no right to it any more.
  await lock(ctx.db, 'inviting')
  const actor = await withLivingGrants(ctx.db, ctx.actor)
  const grants = await holdGrants(ctx.db, accountId)
  const paths = await pathsOf(grants.map((grant) => grant.placeId))
  const known = grants.map((grant) => ({ ...grant, path: paths.get(grant.placeId) ?? [] }))
  const { isSeen, isManaged } = mayManage(actor, known)
  if (!isSeen) throw notFound()
  if (!isManaged) throw new Problem('not-permitted')
  return known
}

/**
 * A new link for somebody who lost the password or the first one. Refused where the account may do anything outside
 * the actor's own places: whoever has the link is that person.
 */
export async function inviteAgain(ctx: Context, accountId: string, pathsOf: Paths): Promise<Invited> {
  await managed(ctx, accountId, pathsOf)
  await note(ctx, { verb: 'invitation.made', kind: 'account', id: accountId })
  return makeInvitation(ctx.db, accountId, ctx.actor.accountId, ctx.now)
}

/**
 * Gives a role to somebody else. Nobody grants himself one: what another has to agree to would need nobody else.
 * Refused while a link is out that another made: whoever made it might come in by it with more than he could give.
 */
export async function giveRole(
  ctx: Context,
  accountId: string,
  grant: Grant,
  path: readonly string[],
  pathsOf: Paths,
): Promise<{ id: string }> {
  await managed(ctx, accountId, pathsOf)
  refuseIf(accountId === ctx.actor.accountId ? [ownFinding()] : [])
  mustGrant(ctx.actor, grant.role, path)
  refuseIf(await linkFindings(ctx, accountId))
  await addGrant(ctx.db, accountId, grant, ctx.now)
  const { role, placeId } = grant
  await note(ctx, { verb: 'role.given', kind: 'account', id: accountId, placeId, detail: { role } })
  return { id: accountId }
}

async function linkFindings(ctx: Context, accountId: string): Promise<Finding[]> {
  const { rows } =
    await sql`select 1 from access.invitation where account_id = ${accountId} and used_at is null
    and expires_at > ${ctx.now} and made_by is distinct from ${ctx.actor.accountId} for update`.execute(
      ctx.db,
    )
  const text = msg('A link to this account that somebody else made is still out. Make a new link first.')
  return rows.length > 0 ? [finding('', 'link', text)] : []
}

/**
 * Ends one role, and the links that the account made and could not make without it. Nobody ends their own last say over
 * accounts: another administrator does that.
 */
export async function endRole(
  ctx: Context,
  accountId: string,
  roleGrantId: string,
  pathsOf: Paths,
  holding: Holding,
): Promise<{ id: string }> {
  const grants = await managed(ctx, accountId, pathsOf)
  const grant = grants.find((one) => one.id === roleGrantId && one.isLiving)
  if (!grant) throw notFound()
  mustGrant(ctx.actor, grant.role, grant.path)
  refuseIf(accountId === ctx.actor.accountId ? [ownFinding()] : [])
  await tables(ctx.db)
    .updateTable('access.role_grant')
    .set({ ended_at: ctx.now })
    .where('id', '=', roleGrantId)
    .execute()
  const made = await linksMadeBy(ctx.db, accountId)
  const held = new Set(await holding(ctx.db, made, ctx.today))
  await endLinks(
    ctx.db,
    'id',
    made.filter((link) => !held.has(link)).map(({ id }) => id),
    ctx.now,
  )
  const { role, placeId } = grant
  await note(ctx, { verb: 'role.ended', kind: 'account', id: accountId, placeId, detail: { role } })
  return { id: accountId }
}

/** Ends what is open of these links, or of all into these accounts. */
async function endLinks(db: Db, of: 'id' | 'account_id', ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return
  await tables(db)
    .updateTable('access.invitation')
    .set({ expires_at: now })
    .where(of, 'in', ids)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .execute()
}

/** Ends an account: its sessions, tokens and links end at once; what the person did stays under the name. */
export async function endAccount(ctx: Context, accountId: string, pathsOf: Paths): Promise<{ id: string }> {
  await managed(ctx, accountId, pathsOf)
  refuseIf(accountId === ctx.actor.accountId ? [ownFinding()] : [])
  await closeAccount(ctx.db, accountId, ctx.now)
  await note(ctx, { verb: 'account.ended', kind: 'account', id: accountId })
  return { id: accountId }
}

/** Signs an account out everywhere, e.g. where a telephone was lost and its owner cannot be reached. */
export async function endSignInsOf(ctx: Context, accountId: string, pathsOf: Paths): Promise<{ id: string }> {
  await managed(ctx, accountId, pathsOf)
  await endSessions(ctx.db, accountId, ctx.now)
  await note(ctx, { verb: 'session.all-ended', kind: 'account', id: accountId })
  return { id: accountId }
}

/**
 * Ends an account with its sessions, tokens and links, those that it made among them. Asks nobody: whoever calls has
 * decided that it may be done.
 */
export async function closeAccount(db: Db, accountId: string, now: Date): Promise<void> {
  await tables(db).updateTable('access.account').set({ ended_at: now }).where('id', '=', accountId).execute()
  await endSessions(db, accountId, now)
  await endTokens(db, accountId, now)
  await tables(db)
    .updateTable('access.invitation')
    .set({ expires_at: now })
    .where((link) => link.or([link('account_id', '=', accountId), link('made_by', '=', accountId)]))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .execute()
}

export const ownFinding = () =>
  finding('', 'own', msg('This is your own account: ask another administrator.'))

/**
 * Leaves nothing but one account and its session, as administrator over `placeId`: after clearing a sample. Asks
 * nobody: whoever clears the sample has been asked.
 */
export async function keepOnly(db: Db, actor: Actor, placeId: string, now: Date): Promise<void> {
  const { accountId } = actor
  const sessionId = sessionOf(actor)
  await tables(db).deleteFrom('access.invitation').execute()
  await tables(db).deleteFrom('access.token').execute()
  await tables(db).deleteFrom('access.challenge').execute()
  await tables(db).deleteFrom('access.identity').where('account_id', '<>', accountId).execute()
  await tables(db).deleteFrom('access.passkey').where('account_id', '<>', accountId).execute()
  await tables(db).deleteFrom('access.failed_sign_in').execute()
  await tables(db).deleteFrom('access.role_grant').execute()
  await tables(db).deleteFrom('access.session').where('id', '<>', sessionId).execute()
  await tables(db).deleteFrom('access.account').where('id', '<>', accountId).execute()
  await tables(db)
    .updateTable('access.account')
    .set({ cast_order: null, person_id: null })
    .where('id', '=', accountId)
    .execute()
  await addGrant(db, accountId, { role: 'administrator', placeId }, now)
}
