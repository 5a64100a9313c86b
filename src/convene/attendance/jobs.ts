// What attendance does by itself.
import { sql } from 'kysely'
import type { Db } from '../../platform/database.ts'
import type { Job } from '../../platform/room.ts'
import { counting } from './sums.ts'

/** Nothing where nobody who was marked had a seat on the day: that is known then, and not counted again. */
const kept = (column: string) => {
  const one = sql.ref(`counted.${column}`)
  return sql`coalesce(array_agg(${one}) filter (where ${one} is not null), '{}')`
}

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
        select held.id, ${kept('part_id')}, ${kept('is_place')}, ${kept('present')}, ${kept('excused')}, ${kept('absent')}
        from unnest(${held.rows.map(({ id }) => id)}::uuid[]) as held (id)
        left join (${counting(sql`select id, class_id, on_day from convene.session
          where id = any(${held.rows.map(({ id }) => id)}::uuid[])`)}) as counted on counted.session_id = held.id
        group by held.id on conflict do nothing`.execute(tx)
    })
  }
}

export const jobs: Job[] = [
  { what: 'counting sessions', every: 15_000, work: ({ kysely }) => keepSums(kysely) },
]
