// Passkeys: kept by the device or its owner's keychain, never seen by anybody else. Signing in with one asks the
// device to check its owner (finger, face, PIN), so that it is two things in one.
import { sql } from 'kysely'
import type { CallInput } from '../../base/call.ts'
import { newId } from '../../base/ids.ts'
import { finding, notFound, Problem, refuseIf } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import type { Db } from '../../platform/database.ts'
import type { Reply } from '../../platform/http.ts'
import { note } from '../../platform/journal.ts'
import type { Context, OpenContext } from '../context.ts'
import { mustKeepAWayIn } from '../providers/actions.ts'
import { findAccount } from '../sessions/queries.ts'
import { enter, mustBeFresh } from '../sign-in/actions.ts'
import type { AccessTables } from '../tables.ts'
import type { addPasskey as addCall, signInByPasskey as signInCall } from '../ways/contract.ts'
import { findPasskey } from '../ways/queries.ts'
import { keepChallenge, takeChallenge } from './challenges.ts'

const tables = (db: Db) => db.withTables<AccessTables>()
const mostPasskeys = 20

/** Loaded by whoever first uses a passkey: with what it brings along it is a fifth of all that is loaded. */
const passkeys = () => import('@simplewebauthn/server')

/** Where people reach this instance: a passkey belongs to that name and works nowhere else. */
export type Home = { origin: string; name: string }

/** Null where no passkey can belong: an address of numbers, or one that is not encrypted and not this machine. */
export function homeOf(baseUrl: string): Home | null {
  const { origin, hostname, protocol } = new URL(baseUrl)
  const isNumbers = /^[\d.]+$|^\[/.test(hostname)
  return !isNumbers && (protocol === 'https:' || hostname === 'localhost') ? { origin, name: hostname } : null
}

/** What the browser needs to make a passkey for the actor. Asks nobody: it is the own account. */
export async function beginPasskey(ctx: Context, home: Home, reply: Reply): Promise<{ challenge: string }> {
  await mustBeFresh(ctx)
  const account = await findAccount(ctx.db, ctx.actor.accountId)
  if (!account) throw notFound()
  const { rows } = await sql<{ id: string }>`
    select credential_id as id from access.passkey where account_id = ${account.id}`.execute(ctx.db)
  refuseIf(
    rows.length < mostPasskeys
      ? []
      : [finding('', 'many', msg('You have {n} passkeys already. Remove one first.'), { n: rows.length })],
  )
  const { generateRegistrationOptions } = await passkeys()
  const options = await generateRegistrationOptions({
    rpName: 'Hezuo',
    rpID: home.name,
    userID: new TextEncoder().encode(account.id),
    userName: account.login,
    userDisplayName: account.names.en || account.names.zh,
    excludeCredentials: rows,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  const content = { challenge: options.challenge, accountId: account.id }
  await keepChallenge(ctx, 'new_passkey', content, reply)
  return { ...options }
}

/** What a browser sends of a passkey, with what it has to fit. */
const expected = (credential: object, challenge: string, home: Home) => ({
  response: { ...credential, clientExtensionResults: {} } as never,
  expectedChallenge: challenge,
  expectedOrigin: home.origin,
  expectedRPID: home.name,
  requireUserVerification: true,
})

type NewPasskey = CallInput<typeof addCall>['body']

export async function addPasskey(ctx: Context, { name, credential }: NewPasskey, home: Home, reply: Reply) {
  const kept = await takeChallenge('new_passkey', reply)
  const { accountId } = ctx.actor
  if (kept.accountId !== accountId) throw new Problem('not-permitted')
  const { verifyRegistrationResponse } = await passkeys()
  const { verified, registrationInfo } = await verifyRegistrationResponse(
    expected(credential, kept.challenge, home),
  ).catch(() => ({ verified: false as const, registrationInfo: undefined }))
  if (!verified || !registrationInfo) throw notConfirmed()
  const id = newId()
  const made = registrationInfo.credential
  await tables(ctx.db)
    .insertInto('access.passkey')
    .values({
      id,
      account_id: accountId,
      credential_id: made.id,
      public_key: Buffer.from(made.publicKey),
      counter: made.counter,
      transports: [...(credential.response.transports ?? [])],
      name: name.trim() || '…',
      made_at: ctx.now,
      seen_at: null,
    })
    .execute()
  await note(ctx, { verb: 'passkey.added', kind: 'account', id: accountId })
  return { id }
}

/** Asks nobody: it is the own account. */
export async function namePasskey(ctx: Context, passkeyId: string, name: string): Promise<{ id: string }> {
  const named = await tables(ctx.db)
    .updateTable('access.passkey')
    .set({ name: name.trim() || '…' })
    .where('id', '=', passkeyId)
    .where('account_id', '=', ctx.actor.accountId)
    .returning('id')
    .executeTakeFirst()
  if (!named) throw notFound()
  await note(ctx, { verb: 'passkey.named', kind: 'account', id: ctx.actor.accountId })
  return { id: passkeyId }
}

/** Removes a passkey; not the last way in. Asks nobody: it is the own account. */
export async function endPasskey(ctx: Context, passkeyId: string): Promise<{ id: string }> {
  await mustBeFresh(ctx)
  const ended = await tables(ctx.db)
    .deleteFrom('access.passkey')
    .where('id', '=', passkeyId)
    .where('account_id', '=', ctx.actor.accountId)
    .returning('id')
    .executeTakeFirst()
  if (!ended) throw notFound()
  await mustKeepAWayIn(ctx)
  await note(ctx, { verb: 'passkey.removed', kind: 'account', id: ctx.actor.accountId })
  return { id: passkeyId }
}

/** Asks nobody: this is how somebody comes in. */
export async function beginPasskeySignIn(
  ctx: OpenContext,
  home: Home,
  reply: Reply,
): Promise<{ challenge: string }> {
  // No list of allowed ones: the device offers what it has for this address, and nobody learns who has an account.
  const { generateAuthenticationOptions } = await passkeys()
  const options = await generateAuthenticationOptions({ rpID: home.name, userVerification: 'required' })
  await keepChallenge(ctx, 'passkey', { challenge: options.challenge }, reply)
  return { ...options }
}

type Shown = CallInput<typeof signInCall>['body']['credential']

/** Asks nobody: this is how somebody comes in. */
export async function signInByPasskey(ctx: OpenContext, credential: Shown, home: Home, reply: Reply) {
  const kept = await takeChallenge('passkey', reply)
  const known = await findPasskey(ctx.db, credential.id)
  if (!known) throw notConfirmed()
  const { verifyAuthenticationResponse } = await passkeys()
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    ...expected(credential, kept.challenge, home),
    credential: {
      id: credential.id,
      publicKey: new Uint8Array(known.publicKey),
      counter: known.counter,
    },
  }).catch(() => ({ verified: false as const, authenticationInfo: undefined }))
  if (!verified || !authenticationInfo) throw notConfirmed()
  await tables(ctx.db)
    .updateTable('access.passkey')
    .set({ counter: authenticationInfo.newCounter, seen_at: ctx.now })
    .where('id', '=', known.id)
    .execute()
  return enter(ctx, reply, known.accountId, 'session.opened')
}

const notConfirmed = () =>
  new Problem('invalid', { text: msg('This passkey could not be confirmed here. Please try again.') })
