// What convene forgets after a while.
import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'

/**
 * Removes the single marks of attendance of classes that closed and whose last day lies longer than `days` back. Who
 * was there stays in `convene.attendance`, which alone is counted; a mark sent again after that is taken as a new one
 * and refused, because the class is closed. Gives how many.
 */
export async function forgetMarks(db: Db, days: number): Promise<number> {
  const gone = await sql`delete from convene.attendance_mark as mark
    using convene.session as session join convene.class as class on class.id = session.class_id
    where session.id = mark.session_id and class.state = 'closed'
      and class.last_day < current_date - ${days}::int`.execute(db)
  return Number(gone.numAffectedRows ?? 0)
}
