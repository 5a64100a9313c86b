// The summary of a class: its figures in one statement, and the text in every language that has a catalogue.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import type { Names } from '../../base/words.ts'
import { readWords } from '../../platform/catalogues.ts'
import type { Counts } from '../attendance/queries.ts'
import type { Presenter } from '../sessions/rules.ts'
import { getInside } from './inside.ts'
import type { StageKind } from './rules.ts'
import { tellSummary } from './summary-text.ts'

type StageFigures = {
  id: string
  names: Names
  kind: StageKind
  sessions: { title: Names; presenters: Presenter[] }[]
  attendance: Counts
}
type Figures = {
  seats: number
  accepted: number
  placesPresent: number
  posts: { names: Names; seats: number; accepted: number }[]
  stages: StageFigures[]
  days: number
  recorded: number
}

/** Read once: catalogues do not change while the server runs. */
let words: ReturnType<typeof readWords> | undefined

/** The figures are totals without names, so whoever sees the class sees them, as a newspaper's readers would. */
export async function readSummary(ctx: Context, classId: string) {
  const inside = await getInside(ctx, classId)
  const { rows } = await sql<Figures>`
    with accepted as (
      select place_id, post_id from convene.nomination where class_id = ${classId} and state = 'accepted'
    ), marks as (
      -- Counted once, so that a class of five hundred is a few rows a session from here on.
      select mark.session_id, mark.state, count(*) as n from convene.attendance as mark
      where mark.session_id = any(array(select id from convene.session where class_id = ${classId}))
      group by mark.session_id, mark.state
    ), told as (
      select session.stage_id, sum(n) filter (where state = 'present') as present,
        sum(n) filter (where state = 'excused') as excused, sum(n) filter (where state = 'absent') as absent
      from convene.session as session join marks on marks.session_id = session.id group by session.stage_id
    )
    select (select coalesce(sum(seats), 0)::int from convene.seat where class_id = ${classId}) as seats,
      (select count(*)::int from accepted) as accepted,
      (select count(distinct place_id)::int from accepted) as "placesPresent",
      coalesce((select json_agg(json_build_object('names', post.names,
        'seats', (select coalesce(sum(seats), 0) from convene.seat as s where s.class_id = ${classId} and s.post_id = post.id),
        'accepted', (select count(*) from accepted where accepted.post_id = post.id)) order by called.position)
        from convene.class_post as called join registry.post as post on post.id = called.post_id
        where called.class_id = ${classId}), '[]') as posts,
      coalesce((select json_agg(json_build_object('id', stage.id, 'names', stage.names, 'kind', stage.kind,
        'sessions', coalesce((select json_agg(json_build_object('title', session.title, 'presenters', session.presenters)
          order by session.on_day, session.starts_at) from convene.session as session where session.stage_id = stage.id), '[]'),
        'attendance', json_build_object('present', coalesce(told.present, 0), 'excused', coalesce(told.excused, 0),
          'absent', coalesce(told.absent, 0))) order by stage.position)
        from convene.stage as stage left join told on told.stage_id = stage.id
        where stage.class_id = ${classId}), '[]') as stages,
      (select count(distinct on_day)::int from convene.session where class_id = ${classId}) as days,
      (select count(distinct session_id)::int from marks) as recorded`.execute(ctx.db)
  const figures = rows[0]
  const attendance = figures.stages.reduce(
    (sum, { attendance: a }) => ({
      present: sum.present + a.present,
      excused: sum.excused + a.excused,
      absent: sum.absent + a.absent,
    }),
    { present: 0, excused: 0, absent: 0 },
  )
  const sessions = figures.stages.reduce((sum, stage) => sum + stage.sessions.length, 0)
  const told = {
    ...inside,
    ...figures,
    organiser: inside.placeNames,
    host: inside.hostNames,
    posts: figures.posts.filter((post) => post.accepted > 0),
    sessions,
    attendance,
    isClosed: inside.state === 'closed',
  }
  const hasBegun = inside.state === 'running' || inside.state === 'closed'
  words ??= readWords()
  const { languages, say } = words
  return {
    texts: hasBegun
      ? languages.map((language) => ({ language, sentences: tellSummary(told, language, say(language)) }))
      : [],
    figures: {
      places: inside.places.length,
      placesPresent: figures.placesPresent,
      seats: figures.seats,
      accepted: figures.accepted,
      days: figures.days,
      sessions,
      recorded: figures.recorded,
      attendance,
      posts: figures.posts,
      stages: figures.stages.map(({ names, kind, sessions, attendance }) => ({
        names,
        kind,
        sessions: sessions.length,
        attendance,
      })),
    },
    illustrative: inside.illustrative,
  }
}
