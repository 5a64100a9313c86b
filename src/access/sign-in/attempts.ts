// Attempts at a password: how many may fail, and who waits while others are being looked at. Only what failed shuts
// anybody out: where two hundred sign in at the same moment from one hall, the last of them wait for the first.
import { sql } from 'kysely'
import { Problem } from '../../base/problems.ts'
import type { Db } from '../../platform/database.ts'
import { openTally } from '../../platform/tally.ts'
import { failureMinutes } from '../rules.ts'
import { countFailures } from '../sessions/queries.ts'
import type { AccessTables } from '../tables.ts'

/** What is counted, and how often it may fail within `failureMinutes`. */
export type Try = { key: string; most: number }

const tables = (db: Db) => db.withTables<AccessTables>()

/** What this process looks at just now, by key: it stands among the failures until it is known to be none. */
const lookedAt = openTally()
/** Settles with the next attempt of which it is known. */
let next = Promise.withResolvers<void>()
/** The last of those that wait for their turn, by who they are. */
const last = new Map<string, Promise<unknown>>()

const longestWait = 25_000

/**
 * Looks at a password once it may be looked at: of those of one device or address (`who`) one after the other is let
 * in, and counts before it is looked at, so that attempts sent at the same moment are not let through together. Too
 * many that failed: 'slow-down', and the attempt is taken back, so that hammering does not shut the owner out for ever.
 * Asks nobody: this is how somebody comes in.
 */
export async function attempt<T>(
  db: Db,
  { who, tries }: { who: string; tries: readonly Try[] },
  look: () => Promise<T>,
): Promise<T> {
  await inTurn(who, () => letIn(db, tries, Date.now() + longestWait))
  try {
    return await look()
  } finally {
    for (const { key } of tries) lookedAt.add(key, -1)
    next.resolve()
    next = Promise.withResolvers()
  }
}

async function inTurn(who: string, work: () => Promise<void>): Promise<void> {
  const mine = (last.get(who) ?? Promise.resolve()).then(work)
  const settled = mine.catch(() => {})
  last.set(who, settled)
  await mine.finally(() => last.get(who) === settled && last.delete(who))
}

async function letIn(db: Db, tries: readonly Try[], until: number): Promise<void> {
  for (;;) {
    const known = next.promise
    await tables(db)
      .insertInto('access.failed_sign_in')
      .values(tries.map(({ key }) => ({ key })))
      .execute()
    const keys = tries.map(({ key }) => key)
    const counted = await countFailures(db, keys, failureMinutes)
    const isOver = ({ key, most }: Try, but = 0) => (counted.get(key) ?? 0) - but > most
    if (!tries.some((one) => isOver(one))) {
      for (const key of keys) lookedAt.add(key, 1)
      return
    }
    for (const key of keys) await takeBack(db, key)
    // Whatever becomes of those that are looked at, too many have failed already.
    if (Date.now() > until || tries.some((one) => isOver(one, lookedAt.of(one.key))))
      throw new Problem('slow-down')
    await known
  }
}

/**
 * After a success: what failed before under the first key is forgotten; of the others this attempt alone is taken back.
 * Asks nobody: whoever calls has looked at the password.
 */
export async function removeFailures(db: Db, [own, ...wider]: readonly Try[]): Promise<void> {
  await tables(db).deleteFrom('access.failed_sign_in').where('key', '=', own.key).execute()
  for (const { key } of wider) await takeBack(db, key)
}

const takeBack = (db: Db, key: string) =>
  sql`delete from access.failed_sign_in where ctid = (select ctid from access.failed_sign_in
    where key = ${key} order by at desc limit 1)`.execute(db)
