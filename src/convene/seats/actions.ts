// Giving out the seats of a class, and giving them out otherwise once the notice is out.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import type { CallInput } from '../../base/call.ts'
import { newId } from '../../base/ids.ts'
import { refuseIf, stale } from '../../base/problems.ts'
import { note } from '../../platform/journal.ts'
import type { Part } from '../../platform/together.ts'
import { keepingEnd } from '../classes/end.ts'
import { closed, holdForChange } from '../classes/lock.ts'
import type { Inside } from '../classes/queries.ts'
import { hasEnded } from '../classes/rules.ts'
import { tables } from '../programmes/queries.ts'
import type * as calls from './contract.ts'
import { type CountedCell, seatFindings } from './rules.ts'

type Body<C> = CallInput<C> extends { body: infer B } ? B : never

type LockedCell = CountedCell & { version: number }

/**
 * Changes cells of the seat table, all or none. Refuses fewer seats than accepted people, more than the class holds,
 * and, once the notice is out, a change without a reason. Stale, with the cells as they stand, where somebody else
 * changed one of the same cells since `version`; changes of other cells are simply kept.
 */
export async function changeSeats(
  ctx: Context,
  classId: string,
  body: Body<typeof calls.changeSeats>,
): Promise<{ version: number }> {
  const inside = await holdForChange(ctx, classId)
  if (inside.state === 'closed') throw closed()
  const changed = new Set(body.cells.map((cell) => `${cell.placeId}/${cell.postId}`))
  // Whoever accepts somebody holds the cell as well: seats cannot fall below the accepted behind their back.
  await sql`select 1 from convene.seat where class_id = ${classId}
    and place_id::text || '/' || post_id::text = any(${[...changed]}::text[])
    order by place_id, post_id for update`.execute(ctx.db)
  const { rows: cells } = await sql<LockedCell>`
    select seat.place_id as "placeId", seat.post_id as "postId", seat.seats, seat.version,
      (select count(*)::int from convene.nomination as n where n.class_id = seat.class_id and n.state = 'accepted'
        and n.place_id = seat.place_id and n.post_id = seat.post_id) as accepted
    from convene.seat as seat where seat.class_id = ${classId}`.execute(ctx.db)

  const mine = (cell: { placeId: string; postId: string }) => changed.has(`${cell.placeId}/${cell.postId}`)
  const clashing = cells.filter((cell) => mine(cell) && cell.version > body.version)
  if (clashing.length > 0) {
    const seen = clashing.map(({ placeId, postId, seats }) => ({ placeId, postId, seats }))
    throw stale({ version: inside.seatsVersion, cells: seen })
  }
  refuseIf(seatFindings(body, { state: inside.state, capacity: inside.capacity, cells }))

  if (hasEnded(inside, ctx.today)) await keepingEnd(ctx, classId).execute(ctx.db)
  const version = inside.seatsVersion + 1
  const moved = body.cells.flatMap(({ placeId, postId, seats }) => {
    const before = cells.find((cell) => cell.placeId === placeId && cell.postId === postId)
    return before && before.seats !== seats ? [{ placeId, postId, from: before.seats, to: seats }] : []
  })
  const detail = { version, cells: body.cells }
  await note(ctx, { verb: 'seats.changed', kind: 'class', id: classId, placeId: inside.placeId, detail }, [
    sql`update convene.seat as seat set seats = r.to, version = ${version}
      from jsonb_to_recordset(${JSON.stringify(moved)}::jsonb) as r("placeId" uuid, "postId" uuid, "to" int)
      where (seat.class_id, seat.place_id, seat.post_id) = (${classId}, r."placeId", r."postId")`,
    tables(ctx).updateTable('convene.class').set({ seats_version: version }).where('id', '=', classId),
    ...reallocated(ctx, inside, moved, body.reason),
  ])
  return { version }
}

type Moved = { placeId: string; postId: string; from: number; to: number }

/** Until the notice is out the table is a draft; from then on every change is a reallocation and is kept. */
const reallocated = (ctx: Context, inside: Inside, moved: readonly Moved[], reason: string): Part[] =>
  inside.state === 'preparing' || moved.length === 0
    ? []
    : [
        tables(ctx)
          .insertInto('convene.seat_change')
          .values(
            moved.map(({ placeId, postId, from, to }) => ({
              id: newId(),
              class_id: inside.id,
              place_id: placeId,
              post_id: postId,
              from_seats: from,
              to_seats: to,
              reason: reason.trim(),
              account_id: ctx.actor.accountId,
              at: ctx.now,
            })),
          ),
      ]
