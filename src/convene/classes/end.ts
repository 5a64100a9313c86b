// A class that has ended is as it was: what is changed of it afterwards is a correction, with who made it and why. The
// figures that stood at the end are kept before the first of them.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { newId } from '../../base/ids.ts'
import type { Part } from '../../platform/together.ts'
import type { AttendanceState } from '../attendance/rules.ts'
import { countedMarks } from '../attendance/sums.ts'
import { tables } from '../programmes/queries.ts'
import { isRecorded } from './queries.ts'
import type { ClassFigures, Corrected } from './rules.ts'

/**
 * SQL, to stand behind `with`: who had a seat in a class (`people`), its sessions (`held`), what was marked in each of
 * them by place and by post (`marked`), and who was present at least once on a day of theirs (`took_part`).
 * Of these places alone where they are given.
 */
export const counted = (classId: string, placeIds?: readonly string[]): RawBuilder<unknown> => sql`
  people as materialized (
    select person_id, place_id, post_id, seated_on, coalesce(left_on, 'infinity') as left_on
    from convene.nomination where class_id = ${classId} and seated_on is not null
      and ${placeIds ? sql`place_id = any(${[...placeIds]}::uuid[])` : sql`true`}
  ), held as materialized (
    select session.id, session.stage_id, session.on_day, ${isRecorded} as is_recorded
    from convene.session as session where session.class_id = ${classId}
  ), marked as materialized (
    select * from (${countedMarks(classId)}) as marked
    where ${placeIds ? sql`is_place and part_id = any(${[...placeIds]}::uuid[])` : sql`true`}
  ), took_part as (
    -- One by one: most were there at the first session already.
    select person_id, place_id, post_id from people where exists (
      select 1 from held join convene.attendance as mark on mark.session_id = held.id and mark.person_id = people.person_id
      where mark.state = 'present' and people.seated_on <= held.on_day and held.on_day < people.left_on offset 0)
  )`

/** SQL: the figures of a class as one value, beside `counted`. */
export const figuresOf = (classId: string): RawBuilder<ClassFigures> => sql`json_build_object(
  'seats', (select coalesce(sum(seats), 0) from convene.seat where class_id = ${classId}),
  'accepted', (select count(*) from convene.nomination where class_id = ${classId} and state = 'accepted'),
  'tookPart', (select count(distinct person_id) from took_part),
  'recorded', (select count(*) from held where is_recorded),
  'present', (select coalesce(sum(present), 0) from marked where is_place),
  'excused', (select coalesce(sum(excused), 0) from marked where is_place),
  'absent', (select coalesce(sum(absent), 0) from marked where is_place))`

type Marked = { personId: string; from?: AttendanceState | null; to?: AttendanceState }
type Correction = {
  classId: string
  what: Corrected
  nominationId?: string
  sessionId?: string
  /** whose it is; of marks also from what to what */
  people: readonly Marked[]
  reason: string | null
}

/**
 * Keeps the figures of a class that has ended, before anything of them changes. Asks nobody: it goes with a change that
 * has asked.
 */
export const keepingEnd = (ctx: Context, classId: string) =>
  sql`insert into convene.class_end (class_id, figures, at)
    select ${classId}::uuid, (with ${counted(classId)} select ${figuresOf(classId)}), ${ctx.now}::timestamptz
    where not exists (select 1 from convene.class_end where class_id = ${classId}) on conflict do nothing`

/**
 * What goes with a change of a class that has ended, in one statement: who makes it and why, and the figures until
 * then. Asks nobody: the change has asked.
 */
export function correcting(ctx: Context, made: Correction): Part[] {
  const id = newId()
  return [
    keepingEnd(ctx, made.classId),
    tables(ctx)
      .insertInto('convene.correction')
      .values({
        id,
        class_id: made.classId,
        what: made.what,
        nomination_id: made.nominationId ?? null,
        session_id: made.sessionId ?? null,
        marks: made.sessionId ? made.people.length : 0,
        reason: made.reason,
        account_id: ctx.actor.accountId,
        on_day: ctx.today,
        at: ctx.now,
      }),
    // One text, since a batch may be of a thousand people.
    sql`insert into convene.correction_person (correction_id, person_id, from_state, to_state)
      select ${id}::uuid, whose."personId", whose."from", whose."to" from jsonb_to_recordset(${JSON.stringify(made.people)}::jsonb)
        as whose("personId" uuid, "from" text, "to" text)`,
  ]
}

/**
 * A class that goes on again has no end yet; one that was corrected keeps the figures that its corrections changed.
 * Asks nobody: whoever moves the class has asked.
 */
export async function forgetEnd(ctx: Context, classId: string): Promise<void> {
  await sql`delete from convene.class_end where class_id = ${classId}
    and not exists (select 1 from convene.correction where class_id = ${classId})`.execute(ctx.db)
}
