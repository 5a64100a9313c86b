// The seats of a class, and how they were changed.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { pageLength } from '../../base/schemas.ts'
import type { Names } from '../../base/words.ts'
import { instantOf, keyAfter, pageOf } from '../../platform/paging.ts'
import { getInside, placesWith } from '../classes/queries.ts'

type SeatRow = {
  placeId: string
  postId: string
  seats: number
  accepted: number | null
  live: number | null
}
type SeatChange = {
  id: string
  at: string
  by: Names
  placeId: string
  postId: string
  from: number
  to: number
  reason: string
}

/** The seat table. Seats are in the notice, so all who see the class see them; people are counted where readable. */
export async function readSeats(ctx: Context, classId: string) {
  const inside = await getInside(ctx, classId)
  const readable = placesWith(ctx, inside, 'nomination.read')
  const { rows } = await sql<{ cells: SeatRow[]; changes: number }>`
    with counted as (
      select n.place_id, n.post_id, count(*) filter (where n.state = 'accepted')::int as accepted, count(*)::int as live
      from convene.nomination as n where n.class_id = ${classId} and n.state in ('nominated', 'accepted', 'waiting')
      group by n.place_id, n.post_id
    )
    select coalesce((select json_agg(json_build_object('placeId', seat.place_id, 'postId', seat.post_id,
        'seats', seat.seats,
        'accepted', case when seat.place_id = any(${readable}::uuid[]) then coalesce(counted.accepted, 0) end,
        'live', case when seat.place_id = any(${readable}::uuid[]) then coalesce(counted.live, 0) end))
      from convene.seat as seat left join counted on counted.place_id = seat.place_id and counted.post_id = seat.post_id
      where seat.class_id = ${classId}), '[]') as cells,
      (select count(*)::int from convene.seat_change as change where change.class_id = ${classId}
        and cardinality(${readable}::uuid[]) > 0) as changes`.execute(ctx.db)
  return { version: inside.seatsVersion, capacity: inside.capacity, ...rows[0] }
}

/** What became of the seats since the notice, a page at a time; for those who may read people of the class. */
export async function readSeatChanges(ctx: Context, classId: string, after: string | undefined) {
  const key = keyAfter(after, ['instant', 'id'])
  const inside = await getInside(ctx, classId)
  if (placesWith(ctx, inside, 'nomination.read').length === 0) return { changes: [], next: null }
  const { rows } = await sql<SeatChange>`
    select change.id, ${instantOf('change.at')} as at, account.names as by, change.place_id as "placeId",
      change.post_id as "postId", change.from_seats as "from", change.to_seats as "to", change.reason
    from convene.seat_change as change join access.account as account on account.id = change.account_id
    where change.class_id = ${classId}
      and ${key ? sql`(change.at, change.id) < (${key[0]}::timestamptz, ${key[1]}::uuid)` : sql`true`}
    order by change.at desc, change.id desc limit ${pageLength + 1}`.execute(ctx.db)
  const { page, next } = pageOf(rows, ({ at, id }) => [at, id])
  return { changes: page, next }
}
