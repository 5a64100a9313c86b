// Takes out of access what is held about an erased person. The account stays as whoever did what the journal tells of,
// without a name and without any way in.
import { sql } from 'kysely'
import { type Erased, erasedPerson } from '../../base/erased.ts'
import { Problem, refuseIf } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import type { Db } from '../../platform/database.ts'
import { note } from '../../platform/journal.ts'
import { managed, ownFinding, type Paths } from '../accounts/actions.ts'
import type { Context } from '../context.ts'
import type { AccessTables } from '../tables.ts'

const tables = (db: Db) => db.withTables<AccessTables>()

/** Refused where the actor may not end the account: it works in other places too, or is the actor’s own. */
export async function eraseAccounts(
  ctx: Context,
  { personIds }: Pick<Erased, 'personIds'>,
  pathsOf: Paths,
): Promise<string[]> {
  const accounts = await tables(ctx.db)
    .selectFrom('access.account')
    .select(['id', 'login', 'ended_at'])
    .where('person_id', 'in', personIds)
    .execute()
  for (const account of accounts) {
    refuseIf(account.id === ctx.actor.accountId ? [ownFinding()] : [])
    if (!account.ended_at) await mustManage(ctx, account.id, pathsOf)
    await emptyAccount(ctx.db, account, ctx.now)
    if (!account.ended_at) await note(ctx, { verb: 'account.ended', kind: 'account', id: account.id })
  }
  return accounts.map(({ id }) => id)
}

/** As `managed`, with the reason: who may see the person need not be able to see all that the account does. */
async function mustManage(ctx: Context, accountId: string, pathsOf: Paths): Promise<void> {
  try {
    await managed(ctx, accountId, pathsOf)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const text = msg(
      'The account of this person has roles that you cannot end. Ask an officer above all its places.',
    )
    throw new Problem('not-permitted', { text })
  }
}

async function emptyAccount(db: Db, { id, login }: { id: string; login: string }, now: Date): Promise<void> {
  for (const table of ['access.session', 'access.invitation', 'access.identity', 'access.passkey'] as const)
    await tables(db).deleteFrom(table).where('account_id', '=', id).execute()
  await sql`delete from access.challenge where content->>'accountId' = ${id}`.execute(db)
  await tables(db)
    .updateTable('access.token')
    .set({ name: erasedPerson.en, ended_at: sql`coalesce(ended_at, ${now})` })
    .where('account_id', '=', id)
    .execute()
  await sql`delete from access.failed_sign_in where key = ${`login ${login}`}
    or starts_with(key, ${`login ${login} from `})`.execute(db)
  await tables(db)
    .updateTable('access.account')
    .set({
      login: sql<string>`'erased-' || right(id::text, 12)`,
      names: erasedPerson,
      password_hash: null,
      email: null,
      cast_order: null,
      language: null,
      ended_at: sql`coalesce(ended_at, ${now})`,
    })
    .where('id', '=', id)
    .execute()
}
