// Everything that access holds about the accounts of a person, without any secret.
import { sql } from 'kysely'
import type { Erased } from '../../base/erased.ts'
import { msg } from '../../base/words.ts'
import type { Say } from '../../platform/catalogues.ts'
import type { Db } from '../../platform/database.ts'
import type { Held } from '../../platform/room.ts'

const lists = [
  ['roles', msg('Roles'), 'role_grant', 'role, place_id, made_at, ended_at'],
  ['sessions', msg('Where one was signed in'), 'session', 'agent, made_at, seen_at, ended_at'],
  ['invitations', msg('Invitations'), 'invitation', 'made_at, expires_at, used_at'],
  ['passkeys', msg('Passkeys'), 'passkey', 'name, made_at, seen_at'],
  ['identities', msg('Connected accounts'), 'identity', 'issuer, subject, made_at, seen_at'],
  [
    'tokens',
    msg('Tokens for machines'),
    'token',
    'name, place_id, may_write, made_at, expires_at, seen_at, ended_at',
  ],
] as const

/** The accounts with their roles, sessions, ways in and tokens, each as a list of plain rows. */
export async function heldAccounts(db: Db, { accountIds }: Erased, say: Say): Promise<Held[]> {
  const accounts = await sql<Held['rows'][number]>`
    select id, login, names, email, language, made_at, ended_at, password_hash is not null as has_password
    from access.account where id = any(${[...accountIds]}::uuid[])`.execute(db)
  const held: Held[] = [{ name: 'accounts', title: say(msg('Accounts')), rows: accounts.rows }]
  for (const [name, title, table, listed] of lists) {
    const { rows } = await sql<Held['rows'][number]>`
      select ${sql.raw(listed)} from access.${sql.raw(table)} where account_id = any(${[...accountIds]}::uuid[])
      order by made_at`.execute(db)
    held.push({ name, title: say(title), rows })
  }
  return held
}
