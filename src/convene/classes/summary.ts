// The summary of a class: its figures in one statement, and the text in every language that has a catalogue.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import type { Names } from '../../base/words.ts'
import { readWords } from '../../platform/catalogues.ts'
import type { Counts } from '../attendance/queries.ts'
import type { Presenter } from '../sessions/rules.ts'
import { counted, figuresOf } from './end.ts'
import { getInside } from './queries.ts'
import type { ClassFigures, StageKind } from './rules.ts'
import { tellSummary } from './summary-text.ts'

type StageFigures = {
  id: string
  names: Names
  kind: StageKind
  sessions: { title: Names; presenters: Presenter[] }[]
  attendance: Counts
}
type Part = {
  names: Names
  seats: number
  accepted: number
  tookPart: number
  attended: number
  possible: number
}
type Figures = {
  now: ClassFigures
  atEnd: ClassFigures | null
  posts: Part[]
  byPlace: Part[]
  stages: StageFigures[]
  days: number
}

/**
 * SQL: seats, people and attendance of the posts of a class, in its order, or of its places, in the order in which
 * every page of the class has them; beside `counted`. Each is summed once, not anew for every post or place.
 */
const partsBy = (classId: string, part: 'post' | 'place') => {
  const order = sql.ref(part === 'post' ? 'called.position' : 'part.code')
  const id = sql.ref(`${part}_id`)
  const summed = (what: RawBuilder<unknown>) => sql`(select ${id} as id, ${what} group by ${id})`
  return sql`coalesce((select json_agg(json_build_object('names', part.names,
      'seats', coalesce(seated.n, 0), 'accepted', coalesce(accepted.n, 0), 'tookPart', coalesce(came.n, 0),
      'attended', coalesce(marks.present, 0), 'possible', coalesce(marks.possible, 0)) order by ${order})
    from ${sql.table(`convene.class_${part}`)} as called join ${sql.table(`registry.${part}`)} as part on part.id = called.${id}
    left join ${summed(sql`sum(seats) as n from convene.seat where class_id = ${classId}`)} as seated
      on seated.id = part.id
    left join ${summed(sql`count(*) as n from convene.nomination where class_id = ${classId} and state = 'accepted'`)}
      as accepted on accepted.id = part.id
    left join ${summed(sql`count(distinct person_id) as n from took_part`)} as came on came.id = part.id
    left join summed as marks on marks.part_id = part.id and ${part === 'place' ? sql`marks.is_place` : sql`not marks.is_place`}
    where called.class_id = ${classId}), '[]')`
}

/** Read once: catalogues do not change while the server runs. */
let words: ReturnType<typeof readWords> | undefined

/** The figures are totals without names, so whoever sees the class sees them, as a newspaper's readers would. */
async function readFigures(ctx: Context, classId: string): Promise<Figures> {
  const { rows } = await sql<Figures>`
    with ${counted(classId)}, told as (
      select stage_id, sum(present) as present, sum(excused) as excused, sum(absent) as absent
      from marked join held on held.id = marked.session_id where is_place group by stage_id
    ), summed as (
      select part_id, is_place, sum(present) as present, sum(present + excused + absent) as possible
      from marked group by part_id, is_place
    )
    select ${figuresOf(classId)} as now, (select figures from convene.class_end where class_id = ${classId}) as "atEnd",
      ${partsBy(classId, 'post')} as posts, ${partsBy(classId, 'place')} as "byPlace",
      coalesce((select json_agg(json_build_object('id', stage.id, 'names', stage.names, 'kind', stage.kind,
        'sessions', coalesce((select json_agg(json_build_object('title', session.title, 'presenters', session.presenters)
          order by session.on_day, session.starts_at) from convene.session as session where session.stage_id = stage.id), '[]'),
        'attendance', json_build_object('present', coalesce(told.present, 0), 'excused', coalesce(told.excused, 0),
          'absent', coalesce(told.absent, 0))) order by stage.position)
        from convene.stage as stage left join told on told.stage_id = stage.id
        where stage.class_id = ${classId}), '[]') as stages,
      (select count(distinct on_day)::int from held) as days`.execute(ctx.db)
  return rows[0]
}

/**
 * Of how many times it is known whether somebody was there. A session of which some are marked says nothing of the
 * others: they are no absence in any share.
 */
const markedIn = ({ present, excused, absent }: ClassFigures): number => present + excused + absent

const isSame = (now: ClassFigures, then: ClassFigures): boolean =>
  (Object.keys(now) as (keyof ClassFigures)[]).every((name) => now[name] === then[name])

export async function readSummary(ctx: Context, classId: string) {
  const inside = await getInside(ctx, classId)
  const { now, atEnd, ...figures } = await readFigures(ctx, classId)
  const { present, excused, absent } = now
  const attendance = { present, excused, absent }
  const sessions = figures.stages.reduce((sum, stage) => sum + stage.sessions.length, 0)
  const told = {
    ...inside,
    ...figures,
    organiser: inside.placeNames,
    host: inside.hostNames,
    ...now,
    posts: figures.posts.filter((post) => (now.recorded > 0 ? post.tookPart : post.accepted) > 0),
    placesPresent: presentIn(figures, now),
    sessions,
    attendance,
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
      placesPresent: presentIn(figures, now),
      seats: now.seats,
      accepted: now.accepted,
      tookPart: now.tookPart,
      attended: present,
      possible: markedIn(now),
      days: figures.days,
      sessions,
      recorded: now.recorded,
      attendance,
      posts: figures.posts,
      byPlace: figures.byPlace,
      stages: figures.stages.map(({ names, kind, sessions, attendance }) => ({
        names,
        kind,
        sessions: sessions.length,
        attendance,
      })),
    },
    atEnd: atEnd && !isSame(now, atEnd) ? { ...atEnd, possible: markedIn(atEnd) } : null,
    illustrative: inside.illustrative,
  }
}

/** Places with people in the class; before anybody was marked, with people who are accepted. */
const presentIn = (figures: Pick<Figures, 'byPlace'>, now: ClassFigures): number =>
  figures.byPlace.filter((place) => (now.recorded > 0 ? place.tookPart : place.accepted) > 0).length
