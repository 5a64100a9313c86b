// Many people invited at once: accounts for those who have none, and a link for each. A few statements, however many.
import { newId } from '../../base/ids.ts'
import type { Names } from '../../base/words.ts'
import type { Db } from '../../platform/database.ts'
import { noteAll } from '../../platform/journal.ts'
import { makeInvitations } from '../accounts/actions.ts'
import type { Context } from '../context.ts'
import type { Role } from '../rules.ts'
import type { AccessTables } from '../tables.ts'
import { takenLogins } from './queries.ts'
import { freeLogins, loginOf } from './rules.ts'

const tables = (db: Db) => db.withTables<AccessTables>()

export type Invitee = {
  personId: string
  names: Names
  /** in Latin letters: what the sign-in name is made of */
  latin: string
  role: Role
  placeId: string
  /** that stands already, and that nobody came in by yet */
  account: { id: string; login: string } | null
}

export type InvitedOne = { accountId: string; login: string; secret: string; expiresAt: string }

/**
 * Opens accounts with one role for those who have none, and makes a one-time link for each; earlier links end. Asks
 * nobody: whoever calls has decided for each of them that it may be done.
 */
export async function inviteAll(ctx: Context, invitees: readonly Invitee[]): Promise<InvitedOne[]> {
  const opened = invitees.filter(({ account }) => !account)
  const plain = opened.map(({ latin }) => loginOf(latin) || 'trainee')
  const logins = freeLogins(plain, await takenLogins(ctx.db, plain))
  const accounts = new Map(opened.map(({ personId }, at) => [personId, { id: newId(), login: logins[at] }]))
  const accountOf = ({ personId, account }: Invitee) => account ?? accounts.get(personId) ?? never()
  if (opened.length > 0) {
    await tables(ctx.db)
      .insertInto('access.account')
      .values(
        opened.map((one) => ({
          id: accountOf(one).id,
          login: accountOf(one).login,
          names: { zh: one.names.zh || one.names.en, en: one.names.en || one.names.zh },
          password_hash: null,
          person_id: one.personId,
          language: null,
          cast_order: null,
          opened_by: ctx.actor.accountId,
          made_at: ctx.now,
          ended_at: null,
        })),
      )
      .execute()
    await tables(ctx.db)
      .insertInto('access.role_grant')
      .values(
        opened.map((one) => ({
          id: newId(),
          account_id: accountOf(one).id,
          role: one.role,
          place_id: one.placeId,
          made_at: ctx.now,
          ended_at: null,
        })),
      )
      .execute()
  }
  await noteAll(
    ctx,
    invitees.map((one) =>
      one.account
        ? { verb: 'invitation.made', kind: 'account', id: one.account.id }
        : {
            verb: 'account.opened',
            kind: 'account',
            id: accountOf(one).id,
            placeId: one.placeId,
            detail: { role: one.role },
          },
    ),
  )
  const all = invitees.map(accountOf)
  const made = await makeInvitations(
    ctx.db,
    all.map(({ id }) => id),
    ctx.actor.accountId,
    ctx.now,
  )
  return made.map(({ id, ...link }, at) => ({ accountId: id, login: all[at].login, ...link }))
}

const never = (): never => {
  throw new Error('everybody invited has an account by now')
}
