// Everything that access holds about the accounts of a person, without any secret.
import { sql } from 'kysely'
import type { Db } from '../../platform/database.ts'

type Rows = Record<string, unknown>[]

const columns = {
  roles: ['role_grant', 'role, place_id, made_at, ended_at'],
  sessions: ['session', 'agent, made_at, seen_at, ended_at'],
  invitations: ['invitation', 'made_at, expires_at, used_at'],
  passkeys: ['passkey', 'name, made_at, seen_at'],
  identities: ['identity', 'issuer, subject, made_at, seen_at'],
  tokens: ['token', 'name, place_id, may_write, made_at, expires_at, seen_at, ended_at'],
} as const

/** The accounts with their roles, sessions, ways in and tokens, each as a list of plain rows. */
export async function accountData(
  db: Db,
  accountIds: readonly string[],
): Promise<Record<'accounts' | keyof typeof columns, Rows>> {
  const accounts = await sql<Rows[number]>`
    select id, login, names, email, language, made_at, ended_at, password_hash is not null as has_password
    from access.account where id = any(${[...accountIds]}::uuid[])`.execute(db)
  const found: Record<string, Rows> = { accounts: accounts.rows }
  for (const [name, [table, listed]] of Object.entries(columns)) {
    const { rows } = await sql<Rows[number]>`
      select ${sql.raw(listed)} from access.${sql.raw(table)} where account_id = any(${[...accountIds]}::uuid[])
      order by made_at`.execute(db)
    found[name] = rows
  }
  return found as Awaited<ReturnType<typeof accountData>>
}
