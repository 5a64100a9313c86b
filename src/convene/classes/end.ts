// A class that has ended is as it was: what is changed of it afterwards is a correction, with who made it and why. The
// figures that stood at the end are kept before the first of them.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { newId } from '../../base/ids.ts'
import type { Part } from '../../platform/together.ts'
import type { AttendanceState } from '../attendance/rules.ts'
import { tables } from '../programmes/queries.ts'
import { isRecorded } from './queries.ts'
import type { ClassFigures, Corrected } from './rules.ts'

/**
 * What sums of attendance are told apart by: the places and posts of those with a seat, the sessions or their stages.
 */
type Apart = { by: readonly ('place_id' | 'post_id')[]; of: 'session_id' | 'stage_id' }

/**
 * SQL, to stand behind `with`: who had a seat in a class (`people`; `alike`: those of one time, told apart `by`), its
 * sessions (`held`), what was marked of them on days when they had a seat, summed as it is told apart (`marked`), and
 * who was present at least once (`took_part`).
 * Of these places alone where they are given.
 * Invariant: what counts on the day of a session follows from who had a seat on that day, whatever was decided later.
 */
export const counted = (
  classId: string,
  { by, of }: Apart,
  placeIds?: readonly string[],
): RawBuilder<unknown> => {
  const keys = sql.join([...by, 'seated_on', 'left_on'].map((column) => sql.ref(column)))
  const each = (write: (column: string) => RawBuilder<unknown>) => sql.join(by.map(write), sql``)
  return sql`
  spanned as materialized (
    select min(on_day) as first, max(on_day) as last from convene.session where class_id = ${classId}
  ), people as materialized (
    select person_id, place_id, post_id, seated_on, left_on, (dense_rank() over (order by ${keys}))::int as alike,
      seated_on = first and left_on = 'infinity' as is_whole
    -- Most sit from before the first session until after the last, whenever that was decided: they are alike.
    from (select n.person_id, n.place_id, n.post_id, greatest(n.seated_on, spanned.first) as seated_on,
        case when n.left_on is null or n.left_on > spanned.last then 'infinity' else n.left_on end as left_on, spanned.first
      from convene.nomination as n, spanned where n.class_id = ${classId} and n.seated_on is not null
        and ${placeIds ? sql`n.place_id = any(${[...placeIds]}::uuid[])` : sql`true`}) as seated
  ), alike as materialized (
    select alike, ${keys}, count(*)::int as n from people group by alike, ${keys}
  ), numbered as materialized (
    -- By their number: joined, without statistics, each sum would be held against each of them.
    select ${each((column) => sql`array_agg(${sql.ref(column)} order by alike) as ${sql.ref(`${column}s`)}, `)}
      array_agg(seated_on order by alike) as seated, array_agg(left_on order by alike) as gone from alike
  ), held as materialized (
    select session.id, session.stage_id, session.on_day,
      ${isRecorded} as is_recorded
    from convene.session as session where session.class_id = ${classId}
  ), ${tallied(classId, of)}
  , marked as materialized (
    select ${sql.ref(of)}, ${each((column) => sql`(${sql.ref(`${column}s`)})[alike] as ${sql.ref(column)}, `)}
      sum(present)::int as present, sum(excused)::int as excused, sum(absent)::int as absent
    from numbered, tallied join units on units.unit = tallied.unit
    where on_day is null or seated[alike] <= on_day and on_day < gone[alike]
    group by ${sql.join([of, ...by].map((column) => sql.ref(column)))}
  ), took_part as (
    -- One by one: most were there at the first session already.
    select person_id, place_id, post_id from people where exists (
      select 1 from held join convene.attendance as mark on mark.session_id = held.id and mark.person_id = people.person_id
      where mark.state = 'present' and people.seated_on <= held.on_day and held.on_day < people.left_on offset 0)
  )`
}

/**
 * SQL, beside `people` and `held`: marks gone over once and summed by who is alike (`tallied`) and by session, or at
 * once by stage where somebody sat from the first session to the last, and which sessions and stages these are
 * (`units`). Which of these few sums count, the day of a session says; a stage has none.
 */
function tallied(classId: string, of: Apart['of']): RawBuilder<unknown> {
  // By their sessions first (offset 0): person by person they take half as long again.
  const marks = sql`(select session_id, person_id, state from convene.attendance
    where session_id = any(array(select id from convene.session where class_id = ${classId})) offset 0)`
  const [units, made, unit] =
    of === 'session_id'
      ? [sql`select id as unit, id as session_id, on_day from held`, marks, sql`mark.session_id`]
      : [
          sql`select id as unit, stage_id, on_day from held union all select distinct stage_id, stage_id, null::date from held`,
          sql`(select made.*, held.stage_id from ${marks} as made join held on held.id = made.session_id)`,
          sql`case when people.is_whole then mark.stage_id else mark.session_id end`,
        ]
  return sql`units as materialized (${units}), tallied as materialized (
    select ${unit} as unit, people.alike,
      (count(*) filter (where mark.state = 'present'))::int as present,
      (count(*) filter (where mark.state = 'excused'))::int as excused,
      (count(*) filter (where mark.state = 'absent'))::int as absent
    from ${made} as mark join people on people.person_id = mark.person_id
    group by unit, people.alike
  )`
}

/** SQL: the figures of a class as one value, beside `counted`. */
export const figuresOf = (classId: string): RawBuilder<ClassFigures> => sql`json_build_object(
  'seats', (select coalesce(sum(seats), 0) from convene.seat where class_id = ${classId}),
  'accepted', (select count(*) from convene.nomination where class_id = ${classId} and state = 'accepted'),
  'tookPart', (select count(distinct person_id) from took_part),
  'recorded', (select count(*) from held where is_recorded),
  'present', (select coalesce(sum(present), 0) from marked),
  'excused', (select coalesce(sum(excused), 0) from marked),
  'absent', (select coalesce(sum(absent), 0) from marked))`

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
    select ${classId}::uuid, (with ${counted(classId, { by: [], of: 'stage_id' })} select ${figuresOf(classId)}), ${ctx.now}::timestamptz
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
