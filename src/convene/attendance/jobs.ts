// What attendance does by itself.
import { sql } from 'kysely'
import type { Db } from '../../platform/database.ts'
import type { Job } from '../../platform/room.ts'
import { counting } from './sums.ts'

/** So many sessions are counted in one transaction: nobody who marks waits long. */
const atOnce = 20

/**
 * Counts the sessions of which nothing is kept, each held meanwhile: whoever marks in it waits, and then drops what
 * was kept. Asks nobody: the figures are the same, kept or not.
 */
export async function keepSums(db: Db): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from convene.session where not exists (select 1 from convene.session_sum where session_id = session.id)
      and exists (select 1 from convene.attendance as mark where mark.session_id = session.id)`.execute(db)
  for (let at = 0; at < rows.length; at += atOnce) {
    const ids = sql`${rows.slice(at, at + atOnce).map(({ id }) => id)}::uuid[]`
    await db.transaction().execute(async (tx) => {
      // A statement of its own: what the next one counts was committed before it began.
      const held = await sql<{ id: string }>`
        select id from convene.session where id = any(${ids}) order by id for update skip locked`.execute(tx)
      await sql`
        insert into convene.session_sum (session_id, part_ids, are_places, present, excused, absent)
        select session_id, array_agg(part_id), array_agg(is_place), array_agg(present), array_agg(excused), array_agg(absent)
        from (${counting(sql`select id, class_id, on_day from convene.session
          where id = any(${held.rows.map(({ id }) => id)}::uuid[])`)}) as counted
        group by session_id on conflict do nothing`.execute(tx)
    })
  }
}

export const jobs: Job[] = [
  { what: 'counting sessions', every: 15_000, work: ({ kysely }) => keepSums(kysely) },
]
