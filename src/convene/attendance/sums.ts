// What is counted of a session by places and posts: kept beside it, so that a page of a class need not go through each
// of its marks. The database drops it with whatever it follows from (migrations/2026-11-30-sums.sql).
import { type RawBuilder, sql } from 'kysely'

/**
 * A query of what was marked in sessions (a query of id, class_id and on_day) of those who had a seat on its day:
 * session_id, part_id (a place or a post), is_place, present, excused, absent.
 * Invariant: what counts on the day of a session follows from who had a seat on that day, whatever was decided later.
 */
export const counting = (sessions: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  select session_id, case grouping(place_id) when 0 then place_id else post_id end as part_id,
    grouping(place_id) = 0 as is_place,
    (count(*) filter (where mark.state = 'present'))::int as present,
    (count(*) filter (where mark.state = 'excused'))::int as excused,
    (count(*) filter (where mark.state = 'absent'))::int as absent
  from (${sessions}) as session
  -- By their sessions (offset 0): person by person they take half as long again.
  join (select session_id, person_id, state from convene.attendance
    where session_id = any(array(select id from (${sessions}) as asked)) offset 0) as mark on mark.session_id = session.id
  join convene.nomination as seat on seat.class_id = session.class_id and seat.person_id = mark.person_id
    and seat.seated_on <= session.on_day and session.on_day < coalesce(seat.left_on, 'infinity')
  group by grouping sets ((session_id, place_id), (session_id, post_id))`

const ofClass = (classId: string) => sql`from convene.session where class_id = ${classId}`

/** A query of the same of all sessions of a class, taken from what is kept as far as it is. */
export const countedMarks = (classId: string): RawBuilder<unknown> => sql`
  select kept.session_id, part.* from convene.session_sum as kept
    cross join unnest(part_ids, are_places, present, excused, absent) as part (part_id, is_place, present, excused, absent)
  where kept.session_id = any(array(select id ${ofClass(classId)}))
  union all
  (${counting(sql`select id, class_id, on_day ${ofClass(classId)}
    and not exists (select 1 from convene.session_sum as kept where kept.session_id = session.id)`)})`
