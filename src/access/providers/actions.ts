// Coming in by an account at a provider. Nobody gets an account by it: who arrives is matched to one by a connection
// that its holder made, by an invitation, or by the e-mail that whoever manages the account has set.
import { sql } from 'kysely'
import { newId } from '../../base/ids.ts'
import { finding, notFound, Problem, refuseIf, wrongStage } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import type { Db } from '../../platform/database.ts'
import type { Reply } from '../../platform/http.ts'
import { note } from '../../platform/journal.ts'
import { managed, noteHandedOut, type Paths } from '../accounts/actions.ts'
import type { Context, OpenContext } from '../context.ts'
import { findInvitation, type Holding } from '../invitations/queries.ts'
import { keepChallenge, takeChallenge } from '../passkeys/challenges.ts'
import { enter, gone, mustBeFresh, spendInvitation } from '../sign-in/actions.ts'
import type { AccessTables } from '../tables.ts'
import { countWays } from '../ways/queries.ts'
import type { Arrival, Provider } from './context.ts'

const tables = (db: Db) => db.withTables<AccessTables>()

/** Begins to sign in, or to use an invitation, at the provider. Asks nobody: this is how somebody comes in. */
export async function beginProvider(
  ctx: OpenContext,
  provider: Provider,
  invitation: string | null,
  reply: Reply,
  holding: Holding,
): Promise<{ address: string }> {
  if (invitation && !(await findInvitation(ctx, invitation, holding))) throw gone()
  const { address, ...kept } = await provider.begin()
  await keepChallenge(ctx, 'provider', { ...kept, accountId: null, invitation }, reply)
  return { address }
}

/** Begins to connect the actor's own account with one at the provider. Asks nobody: it is the own account. */
export async function connectProvider(ctx: Context, provider: Provider, reply: Reply) {
  await mustBeFresh(ctx)
  const { address, ...kept } = await provider.begin()
  const { accountId } = ctx.actor
  await keepChallenge(ctx, 'provider', { ...kept, accountId, invitation: null }, reply)
  return { address }
}

type Finished = { id: string; isConnected: boolean }

export async function finishProvider(
  ctx: OpenContext,
  provider: Provider,
  query: string,
  reply: Reply,
  holding: Holding,
): Promise<Finished> {
  const kept = await takeChallenge('provider', reply)
  const arrival = await provider.finish(query, kept)
  if (kept.accountId !== null) return connect(ctx, kept.accountId, arrival)
  if (kept.invitation !== null) return accept(ctx, kept.invitation, arrival, reply, holding)
  const accountId = (await knownAccount(ctx, arrival)) ?? (await accountByEmail(ctx, arrival))
  if (!accountId)
    throw new Problem('not-permitted', {
      text: msg(
        'No account here is connected with this one. Ask for an invitation, or sign in otherwise and connect it on the page of your account.',
      ),
    })
  return { ...(await enter(ctx, reply, accountId, 'session.opened')), isConnected: false }
}

/** Only in the session that began it: a link that somebody else sends connects nothing. */
async function connect(ctx: OpenContext, accountId: string, arrival: Arrival): Promise<Finished> {
  if (ctx.actor?.accountId !== accountId) throw new Problem('not-permitted')
  await keepIdentity(ctx, accountId, arrival)
  return { id: accountId, isConnected: true }
}

async function accept(
  ctx: OpenContext,
  invitation: string,
  arrival: Arrival,
  reply: Reply,
  holding: Holding,
): Promise<Finished> {
  const found = await findInvitation(ctx, invitation, holding)
  if (!found) throw gone()
  await spendInvitation(ctx, found)
  await keepIdentity({ ...ctx, actor: found }, found.accountId, arrival)
  return { ...(await enter(ctx, reply, found.accountId, 'invitation.used')), isConnected: false }
}

async function knownAccount(ctx: OpenContext, { issuer, subject }: Arrival): Promise<string | undefined> {
  const { rows } = await sql<{ accountId: string }>`
    update access.identity as i set seen_at = ${ctx.now} from access.account as a
    where i.issuer = ${issuer} and i.subject = ${subject} and a.id = i.account_id and a.ended_at is null
    returning a.id as "accountId"`.execute(ctx.db)
  return rows[0]?.accountId
}

/** By the verified e-mail, once: an account that is connected with this provider already is not reached by another. */
async function accountByEmail(ctx: OpenContext, arrival: Arrival): Promise<string | undefined> {
  if (!arrival.email) return undefined
  const { rows } = await sql<{ id: string }>`
    select a.id from access.account as a where a.email = ${arrival.email} and a.ended_at is null
      and not exists (select 1 from access.identity as i where i.account_id = a.id and i.issuer = ${arrival.issuer})
    for update of a`.execute(ctx.db)
  if (!rows[0]) return undefined
  // The address may have been set by somebody else.
  await noteHandedOut(ctx.db, [rows[0].id], ctx.now)
  await keepIdentity({ ...ctx, actor: { accountId: rows[0].id } }, rows[0].id, arrival)
  return rows[0].id
}

type Writer = Omit<OpenContext, 'actor'> & { actor: { accountId: string } | null }

async function keepIdentity(ctx: Writer, accountId: string, { issuer, subject }: Arrival): Promise<void> {
  const kept = await tables(ctx.db)
    .insertInto('access.identity')
    .values({ id: newId(), account_id: accountId, issuer, subject, made_at: ctx.now, seen_at: null })
    .onConflict((on) => on.constraint('identity_once').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!kept) {
    const { rows } = await sql`select 1 from access.identity
      where issuer = ${issuer} and subject = ${subject} and account_id = ${accountId}`.execute(ctx.db)
    refuseIf(
      rows.length > 0
        ? []
        : [finding('', 'taken', msg('This account elsewhere is connected with another account here.'))],
    )
    return
  }
  await note(ctx, { verb: 'identity.connected', kind: 'account', id: accountId })
}

/** Parts a connected account; not the last way in. Asks nobody: it is the own account. */
export async function endIdentity(ctx: Context, identityId: string): Promise<{ id: string }> {
  await mustBeFresh(ctx)
  const { accountId } = ctx.actor
  const ended = await tables(ctx.db)
    .deleteFrom('access.identity')
    .where('id', '=', identityId)
    .where('account_id', '=', accountId)
    .returning('id')
    .executeTakeFirst()
  if (!ended) throw notFound()
  await mustKeepAWayIn(ctx)
  await note(ctx, { verb: 'identity.parted', kind: 'account', id: accountId })
  return { id: identityId }
}

/** Refuses what would leave the account without any way in. Asks nobody: it is the own account. */
export async function mustKeepAWayIn(ctx: Context): Promise<void> {
  if ((await countWays(ctx.db, ctx.actor.accountId)) === 0)
    throw wrongStage('last way in', msg('This is your last way in. Set a password first.'))
}

/** Sets the e-mail by which a provider may tell who arrives. */
export async function changeEmail(
  ctx: Context,
  accountId: string,
  email: string | null,
  pathsOf: Paths,
): Promise<{ id: string }> {
  await managed(ctx, accountId, pathsOf)
  const { rows } = await sql`select 1 from access.account
    where email = ${email?.toLowerCase() ?? null} and id <> ${accountId}`.execute(ctx.db)
  refuseIf(
    rows.length > 0 ? [finding('/email', 'taken', msg('This e-mail belongs to another account.'))] : [],
  )
  await tables(ctx.db)
    .updateTable('access.account')
    .set({ email: email?.toLowerCase() ?? null })
    .where('id', '=', accountId)
    .execute()
  await noteHandedOut(ctx.db, [accountId], ctx.now)
  await note(ctx, { verb: 'email.set', kind: 'account', id: accountId })
  return { id: accountId }
}
