// Attempts at a password: how many may fail, and who waits while others are being looked at. Only what failed shuts
// anybody out: where two hundred sign in at the same moment from one hall, the last of them wait for the first,
// whichever process looks at them.
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { newId } from '../../base/ids.ts'
import { Problem } from '../../base/problems.ts'
import type { Db } from '../../platform/database.ts'
import { openGate } from '../../platform/gate.ts'
import { lockEach } from '../../platform/locks.ts'
import { openTally } from '../../platform/tally.ts'
import { failureMinutes } from '../rules.ts'
import { countAttempts } from '../sessions/queries.ts'
import type { AccessTables } from '../tables.ts'

/** What is counted, and how often it may fail within `failureMinutes`. */
type Try = { key: string; most: number }

/** `tries`: what counts for this one alone first, and last what many share, by which they stand in line. */
type Attempt = { tries: readonly Try[]; gone: AbortSignal }

const tables = (db: Db) => db.withTables<AccessTables>()

/**
 * Milliseconds: so long somebody waits altogether, so often it is seen what other processes have found out, and so long
 * a look waits for its turn: what stands longer was left by a process that was killed (`countAttempts`).
 */
const [longestWait, lookAgain, longestLook] = [25_000, 250, 15_000]
const longestLine = 1000

/** Those who ask for room hold a connection for it: a few at once, so that hundreds leave others theirs. */
const asking = openGate(2)

/** Settles with the next attempt of which this process knows how it went. */
let next = Promise.withResolvers<void>()
/** Of each line the last who stands in it, and how many do. */
const last = new Map<string, Promise<unknown>>()
const inLine = openTally()

/**
 * Looks at a password once it may be looked at. What is looked at counts from before, so that attempts sent at the same
 * moment are not let through together; it is forgotten where it was right, together with what failed before of this one
 * alone. Too many that failed, or too long a wait: 'slow-down', and it does not count, so that hammering does not shut
 * the owner out for ever. Whoever is `gone` meanwhile, or whose turn does not come, is not looked at. Asks nobody: this
 * is how somebody comes in.
 */
export async function attempt<T>(
  db: Db,
  { tries, gone }: Attempt,
  look: (givenUp: AbortSignal) => Promise<T>,
): Promise<T> {
  const until = Date.now() + longestWait
  const id = newId()
  const line = tries[tries.length - 1].key
  await inTurn(line, () => letIn(db, { id, line, until }, { tries, gone }))
  try {
    const found = await look(AbortSignal.any([gone, AbortSignal.timeout(longestLook)]))
    await forget(db, id, tries[0].key)
    return found
  } catch (error) {
    // What nobody looked at did not fail.
    if (error instanceof Problem && error.kind === 'invalid') await keepAsFailed(db, id)
    else await forget(db, id)
    throw error
  } finally {
    next.resolve()
    next = Promise.withResolvers()
  }
}

async function inTurn(line: string, work: () => Promise<void>): Promise<void> {
  if (inLine.of(line) >= longestLine) throw new Problem('slow-down')
  inLine.add(line, 1)
  const mine = (last.get(line) ?? Promise.resolve()).then(work)
  const settled = mine.catch(() => {})
  last.set(line, settled)
  try {
    await mine
  } finally {
    inLine.add(line, -1)
    if (last.get(line) === settled) last.delete(line)
  }
}

type InLine = { id: string; line: string; until: number }

async function letIn(db: Db, { id, line, until }: InLine, { tries, gone }: Attempt): Promise<void> {
  for (;;) {
    const known = next.promise
    if (gone.aborted || Date.now() > until) throw new Problem('slow-down')
    const room = await asking(line, () => db.transaction().execute((tx) => takeRoom(tx, id, tries)))
    if (room === 'taken') return
    if (room === 'none') throw new Problem('slow-down')
    await Promise.race([known, wait(lookAgain, undefined, { ref: false })])
  }
}

/** 'later': there will be room if one of those that are being looked at does not fail. */
async function takeRoom(tx: Db, id: string, tries: readonly Try[]): Promise<'taken' | 'later' | 'none'> {
  const keys = tries.map(({ key }) => key)
  await lockEach(tx, 'attempts', keys)
  const counted = await countAttempts(tx, keys, failureMinutes)
  const of = (key: string) => counted.get(key) ?? { failed: 0, all: 0 }
  if (tries.some(({ key, most }) => of(key).failed >= most)) return 'none'
  if (tries.some(({ key, most }) => of(key).all >= most)) return 'later'
  await tables(tx)
    .insertInto('access.failed_sign_in')
    .values(keys.map((key) => ({ key, attempt_id: id })))
    .execute()
  return 'taken'
}

const keepAsFailed = (db: Db, id: string) =>
  tables(db)
    .updateTable('access.failed_sign_in')
    .set({ attempt_id: null })
    .where('attempt_id', '=', id)
    .execute()

/** With `own` also what failed under it before; not what is being looked at. */
const forget = (db: Db, id: string, own?: string) =>
  sql`delete from access.failed_sign_in
    where attempt_id = ${id} ${own === undefined ? sql`` : sql`or (key = ${own} and attempt_id is null)`}`.execute(
    db,
  )
