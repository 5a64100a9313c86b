// The rows of access that name a person, and those that are kept of a place.
import { sql } from 'kysely'
import { finding } from '../base/problems.ts'
import { msg } from '../base/words.ts'
import { declareNaming } from '../platform/naming.ts'
import type { AccessTables } from './tables.ts'

const ofAccount = '(select account.names from access.account where account.id = t.account_id)'

export const naming = declareNaming<AccessTables>()(
  [
    { of: 'person', table: 'access.account', column: 'person_id', key: ['id'], what: msg('Accounts') },
    {
      of: 'place',
      table: 'access.role_grant',
      column: 'place_id',
      key: ['id'],
      what: msg('Roles of accounts'),
      called: ofAccount,
    },
    {
      of: 'place',
      table: 'access.token',
      column: 'place_id',
      key: ['id'],
      what: msg('Tokens for machines'),
      called: ofAccount,
    },
  ],
  {
    conflicts: async (db, { from, to }) => {
      const { rows } = await sql<{ both: boolean }>`
      select count(distinct person_id) = 2 as both from access.account
      where person_id in (${from}, ${to}) and ended_at is null`.execute(db)
      const why = msg('Both have an account. End one of the two accounts first.')
      return rows[0].both ? [finding('', 'two-accounts', why)] : []
    },
  },
)
