// What the pages of classes and of the seat table read. Two statements a page, whatever the size of the class.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { may, scopes, type Verb } from '../../access/rules.ts'
import type { Day } from '../../base/dates.ts'
import type { SaidPapers } from '../../base/papers.ts'
import { pageLength } from '../../base/schemas.ts'
import type { Names } from '../../base/words.ts'
import { keyAfter, pageOf } from '../../platform/paging.ts'
import { listPosts } from '../../registry/lists/queries.ts'
import { offered } from '../../registry/lists/rules.ts'
import { countiesUnder } from '../../registry/places/queries.ts'
import { eachWithin, matches, within } from '../../registry/queries.ts'
import { isLiveBy } from '../nominations/queries.ts'
import { saidPapers } from '../papers/queries.ts'
import { classVisible, ownProgramme, type ProgrammeWords } from '../programmes/queries.ts'
import { type CellCounts, type Need, needsOf, type Pending } from '../seats/needs.ts'
import type { Presenter } from '../sessions/rules.ts'
import { type CorrectedSession, correctedSession, isSeen, mayReadReason } from './corrections.ts'
import { getInside, type Inside, isRecorded, placesWith } from './queries.ts'
import { type ClassState, hasEnded, isPastDeadline, namesAmong } from './rules.ts'

type ClassLine = {
  id: string
  names: Names
  place: { id: string; names: Names }
  hostPlace: { id: string; names: Names }
  startsSaid: string
  endsSaid: string
  state: ClassState
  /** its last day is past, or it is closed */
  hasEnded: boolean
  seats: number
  accepted: number
  places: number
}

/** SQL that holds where a text in either language fits `class`. */
const classMatches = (text?: string) => matches(sql`registry.names_key(class.names)`, text)

export async function readClasses(ctx: Context, query: { text?: string; after?: string } = {}) {
  const key = keyAfter(query.after, ['day', 'id'])
  const { rows } = await sql<Omit<ClassLine, 'hasEnded'> & { firstDay: Day; lastDay: Day }>`
    select class.id, class.first_day as "firstDay", class.last_day as "lastDay", class.names, class.starts_said as "startsSaid", class.ends_said as "endsSaid", class.state,
      json_build_object('id', organiser.id, 'names', organiser.names) as place,
      json_build_object('id', host.id, 'names', host.names) as "hostPlace",
      (select coalesce(sum(seats), 0)::int from convene.seat where seat.class_id = class.id) as seats,
      (select count(*)::int from convene.nomination as n where n.class_id = class.id and n.state = 'accepted') as accepted,
      (select count(*)::int from convene.class_place as p where p.class_id = class.id) as places
    from convene.class as class
    join registry.place as organiser on organiser.id = class.place_id
    join registry.place as host on host.id = class.host_place_id
    where ${classVisible(ctx)} and ${classMatches(query.text)}
      and ${key ? sql`(class.first_day, class.id) < (${key[0]}::date, ${key[1]}::uuid)` : sql`true`}
    order by class.first_day desc, class.id desc limit ${pageLength + 1}`.execute(ctx.db)
  const { page, next } = pageOf(rows, ({ firstDay, id }) => [firstDay, id])
  return {
    classes: page.map(({ firstDay: _, lastDay, ...one }) => ({
      ...one,
      hasEnded: hasEnded({ state: one.state, lastDay }, ctx.today),
    })),
    next,
    mayCreate: scopes(ctx.actor, 'class.change').length > 0,
    programme: await ownProgramme(ctx),
  }
}

type ClassChoice = Pick<ClassLine, 'id' | 'names' | 'startsSaid' | 'endsSaid'> & { lastDay: Day }

/**
 * Classes to choose from, the latest first: those that the actor may see, with `may` those where the actor has the
 * verb.
 */
export async function searchClasses(ctx: Context, query: { text?: string; may?: Verb }) {
  const { rows } = await sql<ClassChoice>`
    select class.id, class.names, class.starts_said as "startsSaid", class.ends_said as "endsSaid",
      class.last_day as "lastDay"
    from convene.class as class where ${classVisible(ctx)} and ${classMatches(query.text)}
      and ${query.may ? within(scopes(ctx.actor, query.may), 'class.place_id', sql.ref('class.first_day')) : sql`true`}
    order by class.first_day desc, class.id desc limit 30`.execute(ctx.db)
  return { found: rows }
}

export async function readClassForm(ctx: Context, query: { placeId?: string; on?: Day }) {
  const mine = scopes(ctx.actor, 'class.change')
  const on = query.on ?? ctx.today
  const organisers = await sql<{ id: string; names: Names }>`
    select place.id, place.names from registry.place as place
    where place.tier <> 'below' and ${within(mine, 'place.id', on)}
      and (place.tier <> 'planning' or place.id = any(${mine}::uuid[]))
    order by (select case level.tier when 'above' then -level.position else 1 end from registry.level where code = place.level),
      place.code limit 200`.execute(ctx.db)
  const placeId = query.placeId ?? organisers.rows[0]?.id
  const programmes = await sql<
    { id: string; names: Names } & Pick<ProgrammeWords, 'stages' | 'example'>
  >`select programme.id, programme.names, programme.stages, programme.example
    from convene.programme as programme
    where programme.place_id = any(${ctx.actor.path}::uuid[]) or ${eachWithin(mine, 'programme.place_id', on)}
    order by programme.made_at, programme.id`.execute(ctx.db)
  const posts = offered(await listPosts(ctx.db))
  return {
    organisers: organisers.rows,
    places: placeId && mine.length > 0 ? await countiesUnder(ctx.db, placeId, on) : [],
    posts: posts.map(({ id, code, names }) => ({ id, code, names })),
    programmes: programmes.rows,
  }
}

export type SessionRow = {
  id: string
  stageId: string
  title: Names
  onDay: Day
  startsAt: number
  endsAt: number
  room: Names
  presenters: Presenter[]
  illustrative: boolean
}

/** A session as JSON, from a `convene.session as session`. */
export const sessionJson = sql`json_build_object('id', session.id, 'stageId', session.stage_id, 'title', session.title,
  'onDay', session.on_day, 'startsAt', session.starts_at, 'endsAt', session.ends_at, 'room', session.room,
  'presenters', session.presenters, 'illustrative', session.illustrative)`

type Figures = {
  mayKeep: boolean
  papers: SaidPapers
  seats: number
  cells: CellCounts[]
  pending: Pending[]
  days: number
  shownDay: Day | null
  sessions: SessionRow[]
  last: { sessionId: string; present: number; marked: number; of: number } | null
  /** how often the class was corrected after its end, and the last time of it */
  corrected: {
    n: number
    onDay: Day
    by: Names
    reason: string | null
    session: CorrectedSession | null
  } | null
  unrecorded: { n: number; sessionId: string | null }
}

/** Everything that the head of a class shows beside its particulars, of the places that the reader may read. */
async function readFigures(ctx: Context, inside: Inside, readable: string[]): Promise<Figures> {
  const { rows } = await sql<Figures>`
    with cells as (
      select seat.place_id, seat.post_id, seat.seats,
        count(*) filter (where n.state = 'accepted')::int as accepted,
        count(*) filter (where n.state = 'nominated')::int as undecided,
        count(*) filter (where n.state = 'returned')::int as returned,
        count(*) filter (where n.state = 'waiting')::int as waiting
      from convene.seat as seat left join convene.nomination as n on n.class_id = seat.class_id
        and n.place_id = seat.place_id and n.post_id = seat.post_id
      where seat.class_id = ${inside.id} and seat.place_id = any(${readable}::uuid[])
      group by seat.place_id, seat.post_id, seat.seats
    ), live as (
      select n.id, n.place_id, n.post_id, n.person_id, n.state, n.reason,
        coalesce(not (a.from_on <= ${inside.firstDay}::date and a.to_on > ${inside.firstDay}::date), true) as lapsed,
        row_number() over (partition by n.place_id, n.post_id, n.state order by n.arrival) as nth
      from convene.nomination as n left join registry.appointment as a on a.id = n.appointment_id
      where n.class_id = ${inside.id} and ${isLiveBy('n.state')}
        and n.place_id = any(${readable}::uuid[])
    ), shown as (
      select coalesce(min(on_day) filter (where on_day >= ${ctx.today}::date), max(on_day)) as day,
        count(distinct on_day)::int as days
      from convene.session where class_id = ${inside.id}
    ), held as materialized (
      -- Whether anybody is marked, not how many: a class of five hundred has a mark of each in every session.
      select session.id, session.on_day, session.starts_at,
        ${isRecorded} as is_recorded
      from convene.session as session where session.class_id = ${inside.id}
    ), latest as (
      select id, on_day from held where is_recorded order by on_day desc, starts_at desc limit 1
    ), people as materialized (
      -- Those who had a seat on the day of that session, whatever was decided since.
      select n.person_id from latest join convene.nomination as n on n.seated_on <= latest.on_day
        and latest.on_day < coalesce(n.left_on, 'infinity')
      where n.class_id = ${inside.id} and n.place_id = any(${readable}::uuid[])
    )
    select ${saidPapers(inside.programmeId)} as papers,
      (select ${eachWithin(scopes(ctx.actor, 'class.change'), 'programme.place_id', ctx.today)}
        from convene.programme as programme where programme.id = ${inside.programmeId}) as "mayKeep",
      (select coalesce(sum(seats), 0)::int from convene.seat where class_id = ${inside.id}) as seats,
      coalesce((select json_agg(json_build_object('placeId', place_id, 'postId', post_id, 'seats', seats,
        'accepted', accepted, 'undecided', undecided, 'returned', returned, 'waiting', waiting)) from cells), '[]') as cells,
      coalesce((select json_agg(json_build_object('id', id, 'placeId', place_id, 'postId', post_id, 'state', state,
          'reason', reason, 'names', (select person.names from registry.person where person.id = person_id),
          'lapsed', lapsed) order by place_id, post_id, state, nth) from live
        where lapsed or state = 'returned' or (state = 'waiting' and nth = 1)), '[]') as pending,
      shown.days, shown.day as "shownDay",
      coalesce((select json_agg(${sessionJson} order by session.starts_at, session.id) from convene.session as session
        where session.class_id = ${inside.id} and session.on_day = shown.day), '[]') as sessions,
      (select json_build_object('sessionId', latest.id,
          'present', marks.present, 'marked', marks.n, 'of', (select count(*) from people))
        from latest cross join lateral (select count(*) as n, count(*) filter (where mark.state = 'present') as present
          from convene.attendance as mark join people on people.person_id = mark.person_id
          where mark.session_id = latest.id) as marks
        where exists (select 1 from people)) as last,
      (select json_build_object('n', count(*) over (), 'onDay', made.on_day, 'by', account.names,
          'reason', case when ${mayReadReason(inside, readable)} then made.reason end,
          'session', ${correctedSession})
        from convene.correction as made join access.account as account on account.id = made.account_id
        left join convene.session as session on session.id = made.session_id
        where made.class_id = ${inside.id} and cardinality(${readable}::uuid[]) > 0 and ${isSeen(readable)}
        order by made.at desc, made.id desc limit 1) as corrected,
      json_build_object('n', (select count(*) from held where not is_recorded and on_day < ${ctx.today}::date),
        'sessionId', (select id from held where not is_recorded and on_day < ${ctx.today}::date
          order by on_day, starts_at limit 1)) as unrecorded
    from shown`.execute(ctx.db)
  return rows[0]
}

export async function readClass(ctx: Context, classId: string) {
  const inside = await getInside(ctx, classId)
  const readable = placesWith(ctx, inside, 'nomination.read')
  const figures = await readFigures(ctx, inside, readable)
  const mayDecide = may(ctx.actor, 'nomination.decide', inside.path)
  const mayRecord = may(ctx.actor, 'attendance.record', inside.path)
  const sum = (pick: (cell: CellCounts) => number) => figures.cells.reduce((all, cell) => all + pick(cell), 0)
  const needs = needsOf({ ...inside, ...figures, today: ctx.today, isDecider: mayDecide, mayRecord })
  return {
    today: ctx.today,
    class: {
      id: inside.id,
      names: inside.names,
      purpose: inside.purpose,
      venue: inside.venue,
      hostPlaceId: inside.hostPlaceId,
      startsSaid: inside.startsSaid,
      endsSaid: inside.endsSaid,
      deadlineSaid: inside.deadlineSaid,
      capacity: inside.capacity,
      firstDay: inside.firstDay,
      lastDay: inside.lastDay,
      lateRule: inside.lateRule,
      clashRule: inside.clashRule,
      isPastDeadline: isPastDeadline(inside.deadlineSaid, ctx.today),
      state: inside.state,
      hasEnded: hasEnded(inside, ctx.today),
      illustrative: inside.illustrative,
      place: { id: inside.placeId, names: inside.placeNames },
      hostPlace: { id: inside.hostPlaceId, names: inside.hostNames },
    },
    places: inside.places.map(({ id, code, names }) => ({ id, code, names })),
    posts: inside.posts,
    stages: inside.stages,
    papers: figures.papers,
    figures: {
      seats: figures.seats,
      people:
        readable.length === 0
          ? null
          : {
              places: readable.length,
              seats: sum((cell) => cell.seats),
              accepted: sum((cell) => cell.accepted),
              waiting: sum((cell) => cell.waiting),
              undecided: sum((cell) => cell.undecided),
            },
      days: figures.days,
      last: readable.length === 0 ? null : figures.last,
    },
    day: figures.shownDay ? { on: figures.shownDay, sessions: figures.sessions } : null,
    corrected: figures.corrected,
    needs: needs.map((need) => named(inside, need)),
    isTrainee: inside.isTrainee,
    mayChange: may(ctx.actor, 'class.change', inside.path),
    mayKeep: figures.mayKeep,
    mayDecide,
    mayNominateFor: placesWith(ctx, inside, 'nomination.make'),
    mayReadPeople: readable.length > 0,
    mayInvite: placesWith(ctx, inside, 'account.change').length > 0,
    mayRecord,
  }
}

const named = (inside: Inside, { placeId, postId, ...need }: Need) => ({
  ...need,
  place: placeId ? { id: placeId, names: namesAmong(inside.places, placeId) } : null,
  post: postId ? { id: postId, names: namesAmong(inside.posts, postId) } : null,
})
