// What a device sends under an id of its own is done once: after a lost answer it sends the same thing again and gets
// the first answer again. Remembered in the transaction that does the work, so that either both stand or neither.
// (Attendance needs no memory here: each mark of a batch is kept under its own id.)
import { createHash } from 'node:crypto'
import type { Generated } from 'kysely'
import { Problem } from '../base/problems.ts'
import type { Db } from './database.ts'

type ReceivedTables = {
  'platform.received': {
    id: string
    account_id: string | null
    sha256: string
    answer: Generated<unknown>
  }
}

/** `content` is all that the id stands for, what it belongs to included; `current` is shown where it differs. */
type Sent = { id: string; content: unknown; current?: () => unknown }

/**
 * Does the work unless this sender did it before. The same id with the same content gives the first answer, whatever
 * has changed since; with other content, or from somebody else, it is refused ('different-content').
 */
export async function once<T>(
  { db, actor }: { db: Db; actor: { accountId: string } | null },
  { id, content, current }: Sent,
  work: () => Promise<T>,
): Promise<T> {
  const accountId = actor?.accountId ?? null
  const sha256 = digestOf(content)
  const tables = db.withTables<ReceivedTables>()
  // Where the same id is just being worked on, this waits for its end.
  const { numInsertedOrUpdatedRows } = await tables
    .insertInto('platform.received')
    .values({ id, account_id: accountId, sha256 })
    .onConflict((on) => on.column('id').doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows) {
    const answer = await work()
    await tables
      .updateTable('platform.received')
      .set({ answer: JSON.stringify(answer) })
      .where('id', '=', id)
      .execute()
    return answer
  }
  const first = await tables
    .selectFrom('platform.received')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  if (first.account_id === accountId && first.sha256 === sha256) return first.answer as T
  throw new Problem('different-content', { current: current?.() })
}

/** One short text for what was sent: the same content has the same digest, whatever the order of its keys. */
export const digestOf = (content: unknown): string =>
  createHash('sha256').update(JSON.stringify(content, inOrder)).digest('hex')

const inOrder = (_key: string, value: unknown): unknown =>
  value && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value
