// Who was at the sessions of a class.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { may } from '../../access/rules.ts'
import { notFound } from '../../base/problems.ts'
import type { Names } from '../../base/words.ts'
import { among } from '../../platform/database.ts'
import { pathOn } from '../../registry/queries.ts'
import { counted } from '../classes/end.ts'
import { getInside, type Inside, placesWith } from '../classes/queries.ts'
import { type ClassState, hasEnded } from '../classes/rules.ts'
import { nominees } from '../nominations/queries.ts'
import { findPaper } from '../papers/queries.ts'
import { signInPaper } from '../papers/rules.ts'
import { classVisible } from '../programmes/queries.ts'
import { getSession } from '../sessions/queries.ts'
import type { AttendanceSource, AttendanceState } from './rules.ts'

export type RollCall = {
  id: string
  classId: string
  onDay: string
  state: ClassState
  lastDay: string
  /** the organiser, and the organiser with all above it on the first day */
  placeId: string
  path: string[]
  /**
   * those of the people asked about who had a seat on the day of the session, each with the id of the entry that was
   * kept
   */
  attending: Record<string, string>
  /** what is kept already under the ids of the marks */
  kept: KeptMark[]
  /** the mark that holds for each of them until now */
  holding: Record<string, { markId: string | null; madeAt: string; state: AttendanceState }>
}

export type Mark = { id: string; personId: string; state: AttendanceState; madeAt: string }
/** `madeAt` with six places behind the second, and when it was received. */
export type KeptMark = Mark & { sessionId: string; receivedAt: string }

/** '1954-03-05T06:05:00.000000Z' */
const exact = (column: string) =>
  sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

/** What must be known to record marks: one statement, because every check-in pays for it. */
export async function getRollCall(
  ctx: Context,
  sessionId: string,
  marks: readonly Mark[],
): Promise<RollCall> {
  const { rows } = await sql<RollCall>`
    with asked as materialized (
      select id, coalesce(kept_as, id) as person_id from registry.person where id ${among(marks.map((mark) => mark.personId))}
    )
    select session.id, class.id as "classId", session.on_day as "onDay", class.state, class.last_day as "lastDay", class.place_id as "placeId",
      ${pathOn('class.place_id', sql.ref('class.first_day'))} as path,
      coalesce((select json_object_agg(asked.id, n.person_id) from asked
        join convene.nomination as n on n.person_id = asked.person_id
        where n.class_id = class.id and n.seated_on <= session.on_day and session.on_day < coalesce(n.left_on, 'infinity')),
        '{}') as attending,
      coalesce((select json_agg(json_build_object('id', kept.id, 'sessionId', kept.session_id, 'personId', kept.person_id,
          'state', kept.state,
          'madeAt', ${exact('kept.made_at')}, 'receivedAt', ${exact('kept.received_at')}))
        from convene.attendance_mark as kept
        where kept.id ${among(marks.map((mark) => mark.id))}), '[]') as kept,
      coalesce((select json_object_agg(asked.id, json_build_object('markId', now.mark_id, 'madeAt', ${exact('now.made_at')},
          'state', now.state)) from asked join convene.attendance as now on now.person_id = asked.person_id
        where now.session_id = session.id), '{}') as holding
    from convene.session as session join convene.class as class on class.id = session.class_id
    where session.id = ${sessionId} and ${classVisible(ctx)}`.execute(ctx.db)
  if (!rows[0]) throw notFound()
  return rows[0]
}

export type Counts = { present: number; excused: number; absent: number }

type Overview = {
  sessions: {
    id: string
    stageId: string
    title: Names
    onDay: string
    startsAt: number
    /** how many had a seat on that day */
    expected: number
    counts: Counts | null
  }[]
  places: { placeId: string; expected: number; tookPart: number; counts: Counts; recorded: number }[]
  own: { sessionId: string; state: AttendanceState }[]
  expected: number
}

/** SQL, to stand behind `with`, after `counted`: its sums by session and by place, and who was expected on its days. */
const summed = ({ firstDay, lastDay }: Inside) => sql`
  by_session as (
    select session_id, json_build_object('present', sum(present), 'excused', sum(excused), 'absent', sum(absent)) as counts
    from marked group by session_id
  ), by_place as (
    select part_id as place_id,
      json_build_object('present', sum(present), 'excused', sum(excused), 'absent', sum(absent)) as counts,
      count(*)::int as recorded
    from marked group by part_id
  ), came as (
    select place_id, count(distinct person_id)::int as n from took_part group by place_id
  ), awaited as (
    select person_id, place_id from people, (select min(on_day) as first, max(on_day) as last from held) as spanned
    where seated_on <= coalesce(spanned.last, ${lastDay}::date)
      and left_on > greatest(seated_on, coalesce(spanned.first, ${firstDay}::date))
  ), expected as (
    select place_id, count(distinct person_id)::int as n from awaited group by place_id
  ), alike as materialized (
    select seated_on, left_on, count(*)::int as n from people group by seated_on, left_on
  )`

/**
 * Attendance by session and by place, counted over the people whom the reader may read, each on the days on which they
 * had a seat; and the reader's own.
 */
export async function readAttendance(ctx: Context, classId: string): Promise<Overview> {
  const inside = await getInside(ctx, classId)
  const readable = placesWith(ctx, inside, 'nomination.read')
  const { rows } = await sql<Overview>`
    with ${counted(classId, readable)}, ${summed(inside)}
    select (select count(distinct person_id)::int from awaited) as expected,
      coalesce((select json_agg(json_build_object('id', session.id, 'stageId', session.stage_id, 'title', session.title,
        'onDay', session.on_day, 'startsAt', session.starts_at, 'counts', by_session.counts,
        'expected', (select coalesce(sum(n), 0) from alike
          where alike.seated_on <= session.on_day and session.on_day < alike.left_on))
        order by session.on_day, session.starts_at, session.id)
        from convene.session as session left join by_session on by_session.session_id = session.id
        where session.class_id = ${classId}), '[]') as sessions,
      coalesce((select json_agg(json_build_object('placeId', called.place_id, 'expected', coalesce(expected.n, 0),
        'tookPart', coalesce(came.n, 0),
        'counts', coalesce(by_place.counts, '{"present": 0, "excused": 0, "absent": 0}'),
        'recorded', coalesce(by_place.recorded, 0)) order by place.code)
        from convene.class_place as called join registry.place as place on place.id = called.place_id
        left join expected on expected.place_id = called.place_id
        left join by_place on by_place.place_id = called.place_id
        left join came on came.place_id = called.place_id
        where called.class_id = ${classId} and called.place_id = any(${readable}::uuid[])), '[]') as places,
      coalesce((select json_agg(json_build_object('sessionId', session.id, 'state', mark.state)
        order by session.on_day, session.starts_at)
        from convene.session as session join convene.attendance as mark on mark.session_id = session.id
        where session.class_id = ${classId} and mark.person_id = ${ctx.actor.personId}::uuid), '[]') as own`.execute(
    ctx.db,
  )
  return rows[0]
}

type Marked = {
  personId: string
  names: Names
  placeId: string
  postId: string
  organisation: Names
  state: AttendanceState | null
  source: AttendanceSource | null
  madeAt: string | null
  markedBy: Names | null
  isLate: boolean
}

/**
 * The list for the roll call of one session: who had a seat on its day, in the order of places and posts of the class.
 */
export async function readSessionAttendance(ctx: Context, sessionId: string) {
  const { classId, ...session } = await getSession(ctx, sessionId)
  const inside = await getInside(ctx, classId)
  const readable = placesWith(ctx, inside, 'nomination.read')
  const mayRecord = may(ctx.actor, 'attendance.record', inside.path)
  const { rows: people } = await sql<Marked>`
    select n.person_id as "personId", person.names, n.place_id as "placeId", n.post_id as "postId",
      o.names as organisation, mark.state, mark.source,
      to_char(mark.made_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "madeAt",
      case when ${mayRecord}::boolean then maker.names end as "markedBy",
      coalesce(mark.source = 'later_report', false) as "isLate"
    from ${nominees}
    left join convene.attendance as mark on mark.session_id = ${sessionId} and mark.person_id = n.person_id
    left join convene.attendance_mark as held on held.id = mark.mark_id
    left join access.account as maker on maker.id = held.account_id
    where n.class_id = ${classId} and n.place_id = any(${readable}::uuid[])
      and n.seated_on <= ${session.onDay}::date and ${session.onDay}::date < coalesce(n.left_on, 'infinity')
    order by place.code, post.position, n.arrival`.execute(ctx.db)
  return {
    classId,
    className: inside.names,
    today: ctx.today,
    session,
    endedOn: hasEnded(inside, ctx.today) ? inside.lastDay : null,
    endsSaid: inside.endsSaid,
    places: inside.places
      .filter((place) => readable.includes(place.id))
      .map(({ id, names }) => ({ id, names })),
    posts: inside.posts.map(({ id, names, short }) => ({ id, names, short })),
    people,
    paper: await findPaper(ctx.db, inside.programmeId, signInPaper.code),
    mayRecord,
  }
}
