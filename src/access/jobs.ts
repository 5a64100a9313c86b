// What access forgets after a while: sign-ins that ended, attempts that failed, invitations that were used or ran out.
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../platform/database.ts'
import { inPortions } from '../platform/portions.ts'
import { longestSessionDays, sessionDays } from './sessions/queries.ts'

const forget = (
  db: Db,
  table: 'session' | 'failed_sign_in' | 'invitation',
  isOld: RawBuilder<unknown>,
): Promise<number> =>
  inPortions((most) =>
    sql`delete from access.${sql.id(table)} where ctid = any(array(
      select ctid from access.${sql.id(table)} where ${isOld} limit ${most}))`.execute(db),
  )

const ago = (days: number) => sql`now() - make_interval(days => ${days})`

/** Removes sessions that ended or ran out longer than `days` ago. Gives how many. */
export const forgetSessions = (db: Db, days: number): Promise<number> =>
  forget(
    db,
    'session',
    sql`ended_at < ${ago(days)} or seen_at < ${ago(days + sessionDays)} or made_at < ${ago(days + longestSessionDays)}`,
  )

/** Removes failed sign-ins older than `days`. They slow guessing down for minutes and tell nothing afterwards. */
export const forgetFailures = (db: Db, days: number): Promise<number> =>
  forget(db, 'failed_sign_in', sql`at < ${ago(days)}`)

/** Removes invitations that were used or ran out longer than `days` ago. */
export const forgetInvitations = (db: Db, days: number): Promise<number> =>
  forget(db, 'invitation', sql`coalesce(used_at, expires_at) < ${ago(days)}`)
