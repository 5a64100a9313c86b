// What convene forgets after a while.
import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'
import { inPortions } from '../platform/portions.ts'

/**
 * Removes the single marks of attendance of classes that closed and whose last day lies longer than `days` back. Who
 * was there stays in `convene.attendance`, which alone is counted; a mark sent again after that changes nothing there.
 * Gives how many. Asks nobody: the clock has it done.
 */
export const forgetMarks = (db: Db, days: number): Promise<number> =>
  inPortions((most) =>
    sql`delete from convene.attendance_mark where id in (select mark.id from convene.attendance_mark as mark
      join convene.session on session.id = mark.session_id join convene.class on class.id = session.class_id
      where class.state = 'closed' and class.last_day < current_date - ${days}::int limit ${most})`.execute(
      db,
    ),
  )
