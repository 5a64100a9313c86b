// Whether what is kept of sessions still is what their marks come to, counted once more in plain SQL, and whether
// anybody would be counted twice in one.
import { sql } from 'kysely'
import type { Db } from '../../platform/database.ts'

/**
 * How many sessions have something kept, of how many of them it is not what was marked, and in how many somebody has
 * two seats.
 */
export async function compareSums(db: Db): Promise<{ kept: number; wrong: number; doubled: number }> {
  const { rows } = await sql<{ kept: number; wrong: number; doubled: number }>`
    with kept as (
      select kept.session_id, part.* from convene.session_sum as kept
      cross join unnest(part_ids, are_places, present, excused, absent) as part (id, is_place, present, excused, absent)
    ), mark as (
      select mark.session_id, mark.state, seat.place_id, seat.post_id
      from convene.attendance as mark join convene.session on session.id = mark.session_id
      join convene.nomination as seat on seat.class_id = session.class_id and seat.person_id = mark.person_id
        and seat.seated_on <= session.on_day and (seat.left_on is null or seat.left_on > session.on_day)
      where mark.session_id in (select session_id from convene.session_sum)
    ), each as (
      select session_id, place_id as id, true as is_place, state from mark
      union all
      select session_id, post_id, false, state from mark
    ), counted as (
      select session_id, id, is_place, sum((state = 'present')::int)::int, sum((state = 'excused')::int)::int,
        sum((state = 'absent')::int)::int
      from each group by session_id, id, is_place
    ), wrong as ((table kept except table counted) union all (table counted except table kept))
    select (select count(*)::int from convene.session_sum) as kept,
      (select count(distinct session_id)::int from wrong) as wrong,
      (select count(distinct session.id)::int from convene.nomination as one join convene.nomination as other
        on other.class_id = one.class_id and other.person_id = one.person_id and other.id > one.id
        join convene.session on session.class_id = one.class_id
        where one.seated_on <= session.on_day and session.on_day < coalesce(one.left_on, 'infinity')
          and other.seated_on <= session.on_day and session.on_day < coalesce(other.left_on, 'infinity')) as doubled`.execute(
    db,
  )
  return rows[0]
}
