// The advisory locks of the house: each stands here once, with its number and what it guards. A lock is taken by a
// statement of its own, before anything is read that it guards: a statement sees the database as it was when it began.
// Rows are held in one order, and the tree last: an account, its invitations; a class, a cell of it, a person, a
// nomination, a session; a check or a round, its box, then the lock 'asked'; a plan, its period (by whoever moves a
// figure together with others, by whoever closes it alone), the path of its place, the tree. Of units: 'importing',
// 'merging', 'parts', then the units.
import { type RawBuilder, sql } from 'kysely'
import type pg from 'pg'
import type { Db } from './database.ts'

export const locks = {
  /** bringing the database to this version: processes that start together do it one after the other */
  migrating: 4754,
  /** folding the deltas of totals: one at a time */
  folding: 4755,
  /** the tree of places: held by all who rely on it, kept alone by whoever changes it */
  tree: 4756,
  /** making the first administrator's account: once */
  firstAdministrator: 4757,
  /** removing what is not kept any longer: of several processes one does it */
  retention: 4758,
  /** making a backup: of several processes one does it */
  backup: 4759,
  /** bringing rows in: two who bring in the same double nothing */
  importing: 4760,
  /** the condition sheets of a county in a period: the first makes its conditions known */
  sheets: 4761,
  /** the open commitments of a person: they are counted before one is added */
  commitments: 4762,
  /** what was asked without names: two figures about one question are told one after the other */
  asked: 4763,
  /** accounts for people: of those who invite the same person one does it, and a sign-in name is given out once */
  inviting: 4768,
  /** the webhooks of an account: they are counted before one is added */
  webhooks: 4769,
  /** making two entries of a register one, and parting them: a merge touches whoever points to either of the two */
  merging: 4770,
  /** attempts at a password: they are counted before one more is looked at */
  attempts: 4771,
  /** which unit is a part of which: whoever changes it sees that none becomes a part of itself */
  parts: 4772,
} as const

type Name = keyof typeof locks

const key = (name: Name, of: string | null): RawBuilder<unknown> =>
  of === null ? sql`${locks[name]}` : sql`hashtextextended(${of}, ${locks[name]})`

/** Waits for the lock and keeps it until the transaction ends. `of` names one of many that the same is guarded for. */
export async function lock(db: Db, name: Name, of: string | null = null): Promise<void> {
  await sql`select pg_advisory_xact_lock(${key(name, of)})`.execute(db)
}

/** The same of several, in one order whoever asks for them. */
export async function lockEach(db: Db, name: Name, of: readonly string[]): Promise<void> {
  const locked = of.toSorted().map((one) => sql`pg_advisory_xact_lock(${key(name, one)})`)
  await sql`select ${sql.join(locked)}`.execute(db)
}

/** The same together with all others who share it; whoever wants it alone waits for them. */
export async function lockShared(db: Db, name: Name): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${key(name, null)})`.execute(db)
}

/** Keeps the lock until the transaction ends where nobody has it, and says so. */
export async function tryLock(db: Db, name: Name): Promise<boolean> {
  const { rows } = await sql<{ got: boolean }>`
    select pg_try_advisory_xact_lock(${key(name, null)}) as got`.execute(db)
  return rows[0].got
}

/** The same until the connection ends, for what takes longer than any transaction may. */
export async function tryLockFor(connection: pg.Client, name: Name): Promise<boolean> {
  const { rows } = await connection.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [
    locks[name],
  ])
  return rows[0].got
}

/** Whether anybody has the lock just now. */
export async function isLocked(db: Db, name: Name): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`select exists (
    select 1 from pg_locks where locktype = 'advisory' and classid = 0 and objid = ${locks[name]} and objsubid = 1
      and granted and database = (select oid from pg_database where datname = current_database())) as held`.execute(
    db,
  )
  return rows[0].held
}
