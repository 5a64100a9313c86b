// What a device sends under an id of its own is done once: after a lost answer it sends the same thing again and gets
// the first answer again. Remembered in the transaction that does the work, so that either both stand or neither.
import { createHash } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { Problem } from '../base/problems.ts'
import { type Db, isTaken } from './database.ts'
import type { Part } from './together.ts'

type Writer = { db: Db; actor: { accountId: string } | null }

/** What is remembered of an id. */
export type Received = { accountId: string | null; sha256: string; answer: unknown }

/**
 * `content` is all that the id stands for, what it belongs to included; `current` is shown where it differs. `found` is
 * what `receivedOf` gave, where the caller has read it along with something else.
 */
type Sent = {
  id: string
  content: unknown
  current?: () => unknown
  found?: Received | null
}

/** SQL: what is remembered of an id as one value; null where nothing is. */
export const receivedOf = (id: string | RawBuilder<string>): RawBuilder<Received | null> =>
  sql`(select jsonb_build_object('accountId', account_id, 'sha256', sha256, 'answer', answer)
    from platform.received where id = ${id})`

async function read(db: Db, id: string): Promise<Received | null> {
  const { rows } = await sql<{ found: Received | null }>`select ${receivedOf(id)} as found`.execute(db)
  return rows[0].found
}

/**
 * Does the work unless this sender did it before. The same id with the same content gives the first answer, whatever
 * has changed since; with other content, or from somebody else, it is refused ('different-content'). What the work
 * writes down with `remembering` is remembered with it in one statement; otherwise in one after it.
 */
export async function once<T>(
  { db, actor }: Writer,
  sent: Sent,
  work: (remembering: (answer: T) => Part) => Promise<T>,
): Promise<T> {
  const accountId = actor?.accountId ?? null
  const asked: Asked = { id: sent.id, accountId, sha256: digestOf(sent.content) }
  const found = sent.found === undefined ? await read(db, sent.id) : sent.found
  if (found) return firstAnswer(asked, found, sent.current)
  let isRemembered = false
  const row = (answer: T) => sql`insert into platform.received (id, account_id, sha256, answer)
    values (${asked.id}, ${accountId}, ${asked.sha256}, ${JSON.stringify(answer)})`
  return stoppedAt(asked, async () => {
    const answer = await work((answer) => {
      isRemembered = true
      return row(answer)
    })
    if (!isRemembered) await row(answer).execute(db)
    return answer
  })
}

/**
 * As `once` for what is sent together, one after the other: `work` gives the answer to the one at a place of the list,
 * where it was not done before. What is to be remembered is given back, for the statement that writes the work.
 */
export async function onceEach<T>(
  { actor }: Writer,
  all: readonly (Sent & { found: Received | null })[],
  work: (at: number) => Promise<T>,
): Promise<Part> {
  const accountId = actor?.accountId ?? null
  const done: (Asked & { answer: T })[] = []
  for (const [at, { id, content, found, current }] of all.entries()) {
    const asked: Asked = { id, accountId, sha256: digestOf(content) }
    if (found) await firstAnswer(asked, found, current)
    else await stoppedAt(asked, async () => done.push({ ...asked, answer: await work(at) }))
  }
  return sql`insert into platform.received (id, account_id, sha256, answer)
    select id, "accountId", sha256, answer from jsonb_to_recordset(${JSON.stringify(done)}::jsonb)
      as done (id uuid, "accountId" uuid, sha256 text, answer jsonb)`
}

type Asked = { id: string; accountId: string | null; sha256: string }

/** Does the work; of an error that stops it, it is known from then on what was being done. */
async function stoppedAt<T>(asked: Asked, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Error && !stopped.has(error)) stopped.set(error, asked)
    throw error
  }
}

/** What was being done when an error was thrown. */
const stopped = new WeakMap<Error, Asked>()

/**
 * The first answer, where what the error stopped had been done meanwhile: the same thing sent twice at the same moment
 * goes wrong the second time, coming upon what the first has just written. Asked once the stopped transaction is over;
 * null where the error stands.
 */
export async function answeredMeanwhile<T>(db: Db, error: unknown): Promise<{ answer: T } | null> {
  const asked = error instanceof Error ? stopped.get(error) : undefined
  if (!asked || !(error instanceof Problem || isTaken(error))) return null
  const found = await read(db, asked.id)
  return found ? { answer: await firstAnswer(asked, found) } : null
}

async function firstAnswer<T>(
  { accountId, sha256 }: Asked,
  found: Received,
  current?: () => unknown,
): Promise<T> {
  if (found.accountId === accountId && found.sha256 === sha256) return found.answer as T
  throw new Problem('different-content', { current: await current?.() })
}

/** One short text for what was sent: the same content has the same digest, whatever the order of its keys. */
export const digestOf = (content: unknown): string =>
  createHash('sha256').update(JSON.stringify(content, inOrder)).digest('hex')

const inOrder = (_key: string, value: unknown): unknown =>
  value && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value
