// A class with its places, posts and stages, and which of its places the actor may do what for: one statement, with
// which every page and action of a class begins. And where somebody of it sits in another class on the same days.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { may, type Verb } from '../../access/rules.ts'
import { notFound } from '../../base/problems.ts'
import type { Coded } from '../../base/schemas.ts'
import type { Names } from '../../base/words.ts'
import { type ClassRow, classColumns, classVisible } from '../programmes/queries.ts'
import type { StageKind } from './rules.ts'

export type CalledPlace = Coded & {
  /** the place and all above it on the first day of the class */
  path: string[]
}

export type Inside = ClassRow & {
  placeNames: Names
  hostNames: Names
  places: CalledPlace[]
  posts: (Coded & { short: Names })[]
  stages: { id: string; kind: StageKind; names: Names }[]
  isTrainee: boolean
}

/** The class as the actor may see it, or 'not-found'. */
export async function getInside(ctx: Context, classId: string): Promise<Inside> {
  const { rows } = await sql<Inside>`
    select ${classColumns}, organiser.names as "placeNames", host.names as "hostNames",
      coalesce((select json_agg(json_build_object('id', place.id, 'code', place.code, 'names', place.names,
          'path', coalesce(path.line, array[place.id])) order by place.code)
        from convene.class_place as called join registry.place as place on place.id = called.place_id
        left join registry.place_path as path on path.place_id = place.id
          and path.from_on <= class.first_day and path.to_on > class.first_day
        where called.class_id = class.id), '[]') as places,
      coalesce((select json_agg(json_build_object('id', post.id, 'code', post.code, 'names', post.names,
          'short', coalesce(programme.post_names -> post.code, post.names)) order by called.position)
        from convene.class_post as called join registry.post as post on post.id = called.post_id
        where called.class_id = class.id), '[]') as posts,
      coalesce((select json_agg(json_build_object('id', stage.id, 'kind', stage.kind, 'names', stage.names)
          order by stage.position)
        from convene.stage as stage where stage.class_id = class.id), '[]') as stages,
      exists (select 1 from convene.nomination as own where own.class_id = class.id and own.state = 'accepted'
        and own.person_id = ${ctx.actor.personId}::uuid) as "isTrainee"
    from convene.class as class
    join convene.programme as programme on programme.id = class.programme_id
    join registry.place as organiser on organiser.id = class.place_id
    join registry.place as host on host.id = class.host_place_id
    where class.id = ${classId} and ${classVisible(ctx)}`.execute(ctx.db)
  if (!rows[0]) throw notFound(classId)
  return rows[0]
}

/** The called places over which the actor holds the verb, as of the first day of the class. */
export const placesWith = (ctx: Context, inside: Inside, verb: Verb): string[] =>
  inside.places.filter((place) => may(ctx.actor, verb, place.path)).map((place) => place.id)

/** SQL: the days on which a class meets; all that its dates can mean while it has no timetable. */
export const daysOf = (
  id: RawBuilder<unknown>,
  first: RawBuilder<unknown>,
  last: RawBuilder<unknown>,
) => sql`(
  select on_day as day from convene.session where class_id = ${id}
  union select generate_series(${first}, ${last}, interval '1 day')::date
    where not exists (select 1 from convene.session where class_id = ${id}))`

/**
 * SQL: of each of these people who is accepted in another class that meets on days of this one (`person_id`), the first
 * such class and day (`met`). Its name only where the actor may see it.
 */
export const elsewhere = (ctx: Context, inside: Inside, people: RawBuilder<unknown>) => sql`(
  select distinct on (other.person_id) other.person_id,
    json_build_object('names', case when ${classVisible(ctx)} then class.names end, 'day', shared.day) as met
  from convene.class cross join lateral (
    select min(day) as day from ${daysOf(sql`class.id`, sql`class.first_day`, sql`class.last_day`)} as theirs
    where day in ${daysOf(sql`${inside.id}::uuid`, sql`${inside.firstDay}::date`, sql`${inside.lastDay}::date`)}
  ) as shared
  join convene.nomination as other on other.class_id = class.id and other.state = 'accepted'
  where class.id <> ${inside.id} and class.first_day <= ${inside.lastDay}::date
    and class.last_day >= ${inside.firstDay}::date and shared.day is not null and other.person_id in (${people})
  order by other.person_id, shared.day, class.id)`

/**
 * SQL: whether anybody is marked in `session`. Asked for the first mark in the order of the key: asked whether there is
 * any, the planner reads through the marks of all classes until it meets one.
 */
export const isRecorded = sql`((select mark.person_id from convene.attendance as mark
  where mark.session_id = session.id order by mark.person_id limit 1) is not null)`
