// What the timetable and the attendance pages read. Two statements a page after the class itself.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { notFound } from '../../base/problems.ts'
import { type SessionRow, sessionJson } from '../classes/page-queries.ts'
import { getInside } from '../classes/queries.ts'
import { classVisible } from '../programmes/queries.ts'

/** The session as the actor may see it, or 'not-found'. */
export async function getSession(ctx: Context, sessionId: string): Promise<SessionRow & { classId: string }> {
  const { rows } = await sql<{ classId: string; session: SessionRow }>`
    select session.class_id as "classId", ${sessionJson} as session
    from convene.session as session join convene.class as class on class.id = session.class_id
    where session.id = ${sessionId} and ${classVisible(ctx)}`.execute(ctx.db)
  if (!rows[0]) throw notFound(sessionId)
  return { classId: rows[0].classId, ...rows[0].session }
}

export async function readTimetable(ctx: Context, classId: string): Promise<{ sessions: SessionRow[] }> {
  await getInside(ctx, classId)
  const { rows } = await sql<{ session: SessionRow }>`
    select ${sessionJson} as session from convene.session as session where session.class_id = ${classId}
    order by session.on_day, session.starts_at, session.id`.execute(ctx.db)
  return { sessions: rows.map((row) => row.session) }
}
