// What access forgets after a while: ways in that ended, and invitations that were used or ran out.
import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'
import { longestSessionDays, sessionDays } from './queries.ts'

/** Removes sessions that ended or ran out longer than `days` ago, with tokens that did. Gives how many. */
export async function forgetSessions(db: Db, days: number): Promise<number> {
  const ago = sql`now() - make_interval(days => ${days})`
  const sessions = await sql`delete from access.session where ended_at < ${ago}
    or seen_at < ${ago} - make_interval(days => ${sessionDays})
    or made_at < ${ago} - make_interval(days => ${longestSessionDays})`.execute(db)
  return Number(sessions.numAffectedRows ?? 0)
}

/** Removes failed sign-ins older than `days`. They slow guessing down for minutes and tell nothing afterwards. */
export async function forgetFailures(db: Db, days: number): Promise<number> {
  const gone =
    await sql`delete from access.failed_sign_in where at < now() - make_interval(days => ${days})`.execute(db)
  return Number(gone.numAffectedRows ?? 0)
}

/** Removes invitations that were used or ran out longer than `days` ago. */
export async function forgetInvitations(db: Db, days: number): Promise<number> {
  const gone = await sql`delete from access.invitation
    where coalesce(used_at, expires_at) < now() - make_interval(days => ${days})`.execute(db)
  return Number(gone.numAffectedRows ?? 0)
}
