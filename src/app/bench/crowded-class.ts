// A class with as many people as asked, sixty sessions and everybody marked in each, for measuring and for tests of
// size.
import { sql } from 'kysely'
import { newId } from '../../base/ids.ts'
import { keepSums } from '../../convene/attendance/jobs.ts'
import type { Database } from '../../platform/database.ts'

/**
 * Adds accepted people to a class, which runs from now on: to its places and posts in turn, as they were accepted on
 * five days. Set-based: the rooms' own actions take one at a time.
 */
export async function crowd(database: Database, classId: string, people: number): Promise<string[]> {
  const db = database.kysely
  const ids = Array.from({ length: people }, newId)
  const made = sql`(select made.id, made.n, cell.place_id, cell.post_id from unnest(${ids}::uuid[]) with ordinality as made (id, n)
    join (select place_id, post_id, row_number() over (order by place_id, post_id) as turn, count(*) over () as cells
      from convene.seat where class_id = ${classId}) as cell on cell.turn = made.n % cell.cells + 1)`
  const unit = await sql<{
    id: string
  }>`select id from registry.organisation limit 1`.execute(db)
  await sql`insert into registry.person (id, code, names, place_id)
    select id, 'many-' || id, jsonb_build_object('zh', '人' || n, 'en', 'Person ' || n), place_id from ${made} as made`.execute(
    db,
  )
  await sql`insert into registry.appointment (id, person_id, post_id, organisation_id, from_on)
    select id, id, post_id, ${unit.rows[0].id}, '1950-01-01' from ${made} as made`.execute(db)
  await sql`update convene.class set state = 'running', capacity = 5000 where id = ${classId}`.execute(db)
  await sql`update convene.seat as cell set seats = seats + more.n
    from (select place_id, post_id, count(*)::int as n from ${made} as made group by place_id, post_id) as more
    where cell.class_id = ${classId} and cell.place_id = more.place_id and cell.post_id = more.post_id`.execute(
    db,
  )
  await sql`insert into convene.nomination (id, class_id, place_id, post_id, person_id, appointment_id, state, made_by, made_at, seated_on)
    select id, ${classId}, place_id, post_id, id, id, 'accepted', ${newId()}, now(), date '1954-01-01' + (n % 5)::int
    from ${made} as made`.execute(db)
  await sql`insert into convene.session (id, class_id, stage_id, title, on_day, starts_at, ends_at, room)
    select gen_random_uuid(), class_id, id, '{"zh": "课", "en": "Session"}', date '1954-07-21' + n % 10, n * 10, n * 10 + 10,
      '{"zh": "", "en": ""}' from convene.stage, generate_series(1, 60) as n
    where class_id = ${classId} and position = 0
      and (select count(*) from convene.session where class_id = ${classId}) < 60`.execute(db)
  await sql`insert into convene.attendance (session_id, person_id, state, source, mark_id, made_at, received_at)
    select session.id, made.id, 'present', 'roll_call', gen_random_uuid(), now(), now()
    from convene.session as session, unnest(${ids}::uuid[]) as made (id) where session.class_id = ${classId}`.execute(
    db,
  )
  // What the server would do by itself a minute later.
  await sql`analyze convene.attendance, convene.nomination, convene.session, registry.person`.execute(db)
  await keepSums(db)
  return ids
}
