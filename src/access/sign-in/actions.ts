// What a person does about their own way in: sign in and out, use an invitation, change the password, end sessions.
import { sql } from 'kysely'
import { finding, notFound, Problem, refuseIf, wrongStage } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import type { Db } from '../../platform/database.ts'
import type { Reply } from '../../platform/http.ts'
import { note } from '../../platform/journal.ts'
import { readSettings } from '../../platform/settings.ts'
import { commonPasswordFindings } from '../accounts/common-passwords.ts'
import type { Context, OpenContext } from '../context.ts'
import { findInvitation, type Holding, type Invitation } from '../invitations/queries.ts'
import {
  failureMinutes,
  failuresByAddress,
  failuresByLogin,
  failuresEverywhere,
  passwordFindings,
  sessionOf,
} from '../rules.ts'
import { makeSession } from '../sessions/actions.ts'
import {
  type AccountRow,
  deviceCookie,
  deviceDays,
  deviceOf,
  findAccount,
  findDevice,
  findLogin,
  sessionCookie,
  sessionDays,
} from '../sessions/queries.ts'
import type { AccessTables } from '../tables.ts'
import { attempt } from './attempts.ts'
import { hashed, holdAsSeen, isOutdated, isRight } from './passwords.ts'

const tables = (db: Db) => db.withTables<AccessTables>()

const newPasswordFindings = (password: string, login: string) => {
  const findings = passwordFindings(password, login)
  return findings.length > 0 ? findings : commonPasswordFindings(password)
}

/**
 * Opens a session and ends the one that this device had: nothing of before goes on in it. Asks nobody: whoever
 * calls knows who it is.
 */
export async function enter(
  ctx: OpenContext,
  reply: Reply,
  accountId: string,
  verb: string,
): Promise<{ id: string }> {
  if (ctx.actor?.sessionId)
    await tables(ctx.db)
      .updateTable('access.session')
      .set({ ended_at: ctx.now })
      .where('id', '=', ctx.actor.sessionId)
      .execute()
  const secret = await makeSession(ctx.db, accountId, reply.agent, ctx.now)
  reply.setCookie(sessionCookie, secret, sessionDays * 86_400)
  reply.setCookie(deviceCookie, deviceOf(secret), deviceDays * 86_400)
  await note({ ...ctx, actor: { accountId } }, { verb, kind: 'account', id: accountId })
  return { id: accountId }
}

/**
 * Signs in by name and password. A wrong password and an unknown name get the same answer after the same work; after
 * repeated failures the answer is 'slow-down', even for the right password. What somebody else tries elsewhere does not
 * shut the owner out: failures count for a name at an address, and a device that was let in before counts for itself.
 * Asks nobody: this is how somebody comes in.
 */
export async function signIn(
  ctx: OpenContext,
  { login, password }: { login: string; password: string },
  reply: Reply,
): Promise<{ id: string }> {
  const name = login.trim().toLowerCase()
  const account = await findLogin(ctx.db, name)
  const device = account && (await findDevice(ctx.db, account.id, reply.cookie(deviceCookie)))
  const tries = device
    ? [{ key: `device ${device}`, most: failuresByLogin }]
    : [
        { key: `login ${name} from ${reply.network}`, most: failuresByLogin },
        { key: `login ${name}`, most: failuresEverywhere },
        { key: `address ${reply.network}`, most: failuresByAddress },
      ]
  const kept = account?.passwordHash
  // Whoever tries many names from one address waits behind each other with all of them.
  const who = device ? `device ${device}` : `address ${reply.network}`
  const gone = reply.gone()
  return attempt(reply.outside, { tries, gone }, async (givenUp) => {
    if (!(await isRight(who, kept, password, givenUp)) || !account || !kept) throw wrongPair()
    const renewed = isOutdated(kept) ? await hashed(who, password) : kept
    return ctx.db.transaction().execute(async (db) => {
      if (!(await holdAsSeen(db, account))) throw wrongPair()
      await sql`delete from access.failed_sign_in where at < now() - make_interval(mins => ${failureMinutes})`.execute(
        db,
      )
      if (renewed !== kept) await keepPassword(db, account.id, renewed)
      return enter({ ...ctx, db }, reply, account.id, 'session.opened')
    })
  })
}

const wrongPair = () =>
  new Problem('invalid', {
    errors: [finding('/password', 'wrong', msg('The sign-in name and the password do not go together.'))],
  })

/**
 * Signs in as one of the cast. Only while the instance shows its sample in demo mode. Asks nobody: the sample is
 * there for everybody to try.
 */
export async function signInAsCast(
  ctx: OpenContext,
  accountId: string,
  reply: Reply,
): Promise<{ id: string }> {
  const { demo } = await readSettings(ctx.db)
  const account = demo ? await findAccount(ctx.db, accountId) : undefined
  if (!account || account.isEnded || account.castOrder === null) throw notFound(accountId)
  return enter(ctx, reply, account.id, 'session.opened')
}

export const gone = () =>
  new Problem('not-found', { text: msg('This invitation was used or has expired. Ask for a new link.') })

/** Whom an invitation is for. Asks nobody: whoever has the link is invited. */
export async function readInvitation(ctx: OpenContext, secret: string, holding: Holding) {
  const found = await findInvitation(ctx, secret, holding)
  if (!found) throw gone()
  return {
    login: found.login,
    names: found.names,
    expiresAt: found.expiresAt.toISOString(),
    isNew: !found.hasPassword,
  }
}

/**
 * Uses an invitation: sets the password, ends whatever was open under the account, signs in. One use. Asks nobody:
 * whoever has the link is invited.
 */
export async function acceptInvitation(
  ctx: OpenContext,
  secret: string,
  password: string,
  reply: Reply,
  holding: Holding,
): Promise<{ id: string }> {
  const found = await findInvitation(ctx, secret, holding)
  if (!found) throw gone()
  refuseIf(newPasswordFindings(password, found.login))
  const kept = await hashed(found.accountId, password)
  return ctx.db.transaction().execute(async (db) => {
    const held = await findInvitation({ ...ctx, db }, secret, holding)
    if (!held) throw gone()
    await spendInvitation({ ...ctx, db }, held)
    await keepPassword(db, held.accountId, kept)
    return enter({ ...ctx, db }, reply, held.accountId, 'invitation.used')
  })
}

/**
 * Uses up the invitation. Whoever had a way in before may not be the one who has the link: all of them end. Asks
 * nobody: whoever has the link is invited.
 */
export async function spendInvitation(ctx: OpenContext, { accountId, login }: Invitation): Promise<void> {
  await tables(ctx.db)
    .updateTable('access.invitation')
    .set({ used_at: ctx.now })
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .execute()
  await tables(ctx.db)
    .updateTable('access.account')
    // Whoever comes by it has it from somebody else: nobody counts on whose it is by what was before.
    .set({ password_hash: null, used_at: null, handed_at: ctx.now })
    .where('id', '=', accountId)
    .execute()
  await endSessions(ctx.db, accountId, ctx.now)
  await endTokens(ctx.db, accountId, ctx.now)
  await tables(ctx.db).deleteFrom('access.passkey').where('account_id', '=', accountId).execute()
  await tables(ctx.db).deleteFrom('access.identity').where('account_id', '=', accountId).execute()
  await sql`delete from access.failed_sign_in where key = ${`login ${login}`}`.execute(ctx.db)
}

/** How long after a sign-in new ways in and backups are given without asking again, in minutes. */
const freshMinutes = 15

/**
 * Refuses where nobody has shown for a while that it is still the same person who sits there. Asks nobody: it is
 * the own account.
 */
export async function mustBeFresh(ctx: Context): Promise<void> {
  const { rows } = await sql<{ isFresh: boolean }>`
    select proved_at > now() - make_interval(mins => ${freshMinutes}) as "isFresh" from access.session
    where id = ${sessionOf(ctx.actor)}`.execute(ctx.db)
  if (!rows[0]?.isFresh) throw wrongStage('prove again', msg('Please show first that it is you.'))
}

/** Answers where that was shown lately enough. Asks nobody: it is the own account. */
export async function getProof(ctx: Context): Promise<{ id: string }> {
  await mustBeFresh(ctx)
  return { id: sessionOf(ctx.actor) }
}

/** Shows by the password that it is still the same person. Asks nobody: it is the own account. */
export async function proveAgain(ctx: Context, password: string, reply: Reply): Promise<{ id: string }> {
  const account = await findAccount(ctx.db, ctx.actor.accountId)
  if (!account) throw notFound()
  const id = sessionOf(ctx.actor)
  await mustKnow(account, password, '/password', reply)
  return ctx.db.transaction().execute(async (db) => {
    if (!(await holdAsSeen(db, account))) throw notPresent('/password')
    await tables(db).updateTable('access.session').set({ proved_at: ctx.now }).where('id', '=', id).execute()
    return { id }
  })
}

/** Holds a typed password against the account's, counted as a sign-in is; refused at the field. */
async function mustKnow(account: AccountRow, typed: string, pointer: string, reply: Reply) {
  const tries = [
    { key: `password ${account.id}`, most: failuresByLogin },
    { key: `address ${reply.network}`, most: failuresByAddress },
  ]
  const gone = reply.gone()
  await attempt(reply.outside, { tries, gone }, async (givenUp) => {
    if (!(await isRight(account.id, account.passwordHash, typed, givenUp))) throw notPresent(pointer)
  })
}

const notPresent = (pointer: string) =>
  new Problem('invalid', { errors: [finding(pointer, 'wrong', msg('This is not your present password.'))] })

async function keepPassword(db: Db, accountId: string, kept: string): Promise<void> {
  await tables(db)
    .updateTable('access.account')
    .set({ password_hash: kept })
    .where('id', '=', accountId)
    .execute()
}

/**
 * Ends the living sessions of an account, all or all but one; whoever sits there is asked to sign in. Asks nobody:
 * whoever calls has decided that it may be done.
 */
export async function endSessions(db: Db, accountId: string, now: Date, except?: string): Promise<void> {
  await tables(db)
    .updateTable('access.session')
    .set({ ended_at: now })
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .$if(except !== undefined, (query) => query.where('id', '<>', except as string))
    .execute()
}

/** Ends all tokens of an account. Asks nobody: whoever calls has decided that it may be done. */
export async function endTokens(db: Db, accountId: string, now: Date): Promise<void> {
  await tables(db)
    .updateTable('access.token')
    .set({ ended_at: now })
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .execute()
}

/** Ends the session that asks. Asks nobody: it is the own session. */
export async function signOut(ctx: Context, reply: Reply): Promise<{ id: string }> {
  const id = sessionOf(ctx.actor)
  await endOne(ctx, id)
  reply.setCookie(sessionCookie, '', 0)
  return { id }
}

/** Ends one of the actor's own sessions, e.g. on a lost telephone. Asks nobody: it is the own account. */
export async function endOne(ctx: Context, signInId: string): Promise<{ id: string }> {
  const ended = await tables(ctx.db)
    .updateTable('access.session')
    .set({ ended_at: ctx.now })
    .where('id', '=', signInId)
    .where('account_id', '=', ctx.actor.accountId)
    .where('ended_at', 'is', null)
    .returning('id')
    .execute()
  if (ended.length === 0) throw notFound()
  await note(ctx, { verb: 'session.ended', kind: 'account', id: ctx.actor.accountId })
  return { id: signInId }
}

/** Ends all of the actor's sessions but the one that asks. Asks nobody: it is the own account. */
export async function endOthers(ctx: Context): Promise<{ id: string }> {
  const id = sessionOf(ctx.actor)
  await endSessions(ctx.db, ctx.actor.accountId, ctx.now, id)
  await note(ctx, { verb: 'session.others-ended', kind: 'account', id: ctx.actor.accountId })
  return { id }
}

/**
 * Sets a new password against the old one; an account of the cast that has none gets its first. Asks nobody: it is
 * the own account.
 */
export async function changePassword(
  ctx: Context,
  { current, password }: { current: string; password: string },
  reply: Reply,
): Promise<{ id: string }> {
  const account = await findAccount(ctx.db, ctx.actor.accountId)
  if (!account) throw notFound()
  if (account.passwordHash) await mustKnow(account, current, '/current', reply)
  else await mustBeFresh(ctx)
  refuseIf(newPasswordFindings(password, account.login))
  const kept = await hashed(account.id, password)
  return ctx.db.transaction().execute(async (db) => {
    if (!(await holdAsSeen(db, account))) throw notPresent('/current')
    await keepPassword(db, account.id, kept)
    await endSessions(db, account.id, ctx.now, sessionOf(ctx.actor))
    await note({ ...ctx, db }, { verb: 'password.changed', kind: 'account', id: account.id })
    return { id: account.id }
  })
}

/** The language that the account's screens begin in on a new device. Asks nobody: it is the own account. */
export async function changeLanguage(ctx: Context, language: string | null): Promise<{ id: string }> {
  await tables(ctx.db)
    .updateTable('access.account')
    .set({ language })
    .where('id', '=', ctx.actor.accountId)
    .execute()
  await note(ctx, { verb: 'language.changed', kind: 'account', id: ctx.actor.accountId })
  return { id: ctx.actor.accountId }
}
