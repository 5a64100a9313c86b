// What people do about access: sign in and out, be invited, be given a role.
import { randomBytes } from 'node:crypto'
import { newId } from '../../base/ids.ts'
import type { Db } from '../../platform/database.ts'
import type { AccessTables } from '../tables.ts'
import { hashOf } from './queries.ts'

/**
 * Opens a session and gives the secret that the device keeps in its cookie; only its hash is stored. Asks nobody:
 * whoever calls knows who it is.
 */
export async function makeSession(db: Db, accountId: string, agent: string, now: Date): Promise<string> {
  const secret = randomBytes(32).toString('base64url')
  await db
    .withTables<AccessTables>()
    .insertInto('access.session')
    .values({
      id: newId(),
      token_hash: hashOf(secret),
      account_id: accountId,
      agent: agent.slice(0, 200),
      made_at: now,
      seen_at: now,
      proved_at: now,
      ended_at: null,
    })
    .execute()
  await db
    .withTables<AccessTables>()
    .updateTable('access.account')
    .set({ used_at: now })
    .where('id', '=', accountId)
    .where('used_at', 'is', null)
    .execute()
  return secret
}
