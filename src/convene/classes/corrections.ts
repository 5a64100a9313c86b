// What was changed of a class after it had ended.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import type { Day } from '../../base/dates.ts'
import { Problem } from '../../base/problems.ts'
import { pageLength } from '../../base/schemas.ts'
import type { Names } from '../../base/words.ts'
import { instantOf, keyAfter, pageOf } from '../../platform/paging.ts'
import type { AttendanceState } from '../attendance/rules.ts'
import { getInside, type Inside, placesWith } from './queries.ts'
import type { correctedTold } from './rules.ts'

export type CorrectedSession = { id: string; title: Names; marks: number; people: number | null }

type Correction = {
  id: string
  onDay: Day
  by: Names
  what: (typeof correctedTold)[number]
  person: Names | null
  from: Day | null
  session: CorrectedSession | null
  changes: { from: AttendanceState | null; to: AttendanceState | null; people: number }[]
  marked: { person: Names; from: AttendanceState | null; to: AttendanceState | null }[]
  reason: string | null
}

/**
 * SQL that holds where the reader may know of a correction, `made`: of a nomination of a readable place, or of marks.
 */
export const isSeen = (readable: readonly string[]) => sql<boolean>`(made.nomination_id is null or exists (
  select 1 from convene.nomination as of where of.id = made.nomination_id and of.place_id = any(${[...readable]}::uuid[])))`

/** SQL: why somebody was marked is for those who read people of every place; a batch is of people of any. */
export const mayReadReason = ({ places }: Inside, readable: readonly string[]) =>
  sql<boolean>`(made.nomination_id is not null or ${readable.length === places.length}::boolean)`

/**
 * SQL: which session was marked anew, and of how many people. People are counted now, marks were before: where both
 * come to the same it is of so many people.
 */
export const correctedSession = sql<CorrectedSession | null>`case when session.id is not null then json_build_object(
  'id', session.id, 'title', session.title, 'marks', made.marks, 'people', case when made.marks = (select count(*)
    from convene.correction_person as whose where whose.correction_id = made.id) then made.marks end) end`

/** SQL: the people of marks, `whose`, whom the reader may read. */
const readableOf = (readable: readonly string[]) => sql`
  from convene.correction_person as whose join registry.person as marked on marked.id = whose.person_id
  where whose.correction_id = made.id and made.what = 'marked' and exists (select 1 from convene.nomination as seat
    where seat.class_id = made.class_id and seat.person_id = whose.person_id and seat.place_id = any(${[...readable]}::uuid[]))`

/** A page of the corrections; of nominations those of the places whose people the reader may read. */
export async function readCorrections(ctx: Context, classId: string, after: string | undefined) {
  const key = keyAfter(after, ['instant', 'id'])
  const inside = await getInside(ctx, classId)
  const readable = placesWith(ctx, inside, 'nomination.read')
  if (readable.length === 0) return { corrections: [], next: null }
  const { rows } = await sql<Correction & { at: string }>`
    select made.id, ${instantOf('made.at')} as at, made.on_day as "onDay", account.names as by,
      case when step.state = 'nominated' then 'taken_back' else made.what end as what, person.names as person,
      step.from_on as "from", case when ${mayReadReason(inside, readable)} then made.reason end as reason,
      ${correctedSession} as session,
      coalesce((select json_agg(one order by one.people desc, one."to", one."from") from (
        select whose.from_state as "from", whose.to_state as "to", count(*)::int as people ${readableOf(readable)}
        group by whose.from_state, whose.to_state) as one), '[]') as changes,
      coalesce((select json_agg(json_build_object('person', one.names, 'from', one.from_state, 'to', one.to_state)
          order by one.code) from (
        select marked.code, marked.names, whose.from_state, whose.to_state ${readableOf(readable)}
        order by marked.code limit 10) as one), '[]') as marked
    from convene.correction as made join access.account as account on account.id = made.account_id
    left join registry.person as person on person.id = (select whose.person_id
      from convene.correction_person as whose where whose.correction_id = made.id and made.nomination_id is not null)
    left join convene.session as session on session.id = made.session_id
    left join convene.nomination_step as step on step.nomination_id = made.nomination_id and step.at = made.at
    where made.class_id = ${classId} and ${isSeen(readable)}
      and ${key ? sql`(made.at, made.id) < (${key[0]}::timestamptz, ${key[1]}::uuid)` : sql`true`}
    order by made.at desc, made.id desc limit ${pageLength + 1}`.execute(ctx.db)
  const { page, next } = pageOf(rows, ({ at, id }) => [at, id])
  return { corrections: page.map(({ at: _, ...one }) => one), next }
}

type CorrectedPerson = {
  placeId: string
  person: Names
  from: AttendanceState | null
  to: AttendanceState | null
}

/** A page of whom one correction of marks was of, county by county; those whom the reader may read. */
export async function readCorrectedPeople(
  ctx: Context,
  classId: string,
  correctionId: string,
  after: string | undefined,
) {
  const key = keyAfter(after, ['whole'])
  const inside = await getInside(ctx, classId)
  const readable = placesWith(ctx, inside, 'nomination.read')
  const { rows } = await sql<CorrectedPerson & { at: number }>`
    with listed as (
      select row_number() over (order by place.position, lower(marked.names->>'en'), marked.id)::int as at,
        place.place_id as "placeId", marked.names as person, whose.from_state as "from", whose.to_state as "to"
      from convene.correction as made join convene.correction_person as whose on whose.correction_id = made.id
      join registry.person as marked on marked.id = whose.person_id
      cross join lateral (select of.place_id, of.position from convene.nomination as seat
        join convene.class_place as of on of.class_id = seat.class_id and of.place_id = seat.place_id
        where seat.class_id = made.class_id and seat.person_id = whose.person_id
          and seat.place_id = any(${readable}::uuid[]) order by of.position limit 1) as place
      where made.id = ${correctionId} and made.class_id = ${classId} and made.what = 'marked')
    select at, "placeId", person, "from", "to" from listed
    where at > ${key ? Number(key[0]) : 0}::bigint order by at limit ${pageLength + 1}`.execute(ctx.db)
  if (rows.length === 0 && !key) throw new Problem('not-found')
  const { page, next } = pageOf(rows, ({ at }) => [at])
  return { people: page.map(({ at: _, ...one }) => one), next }
}
