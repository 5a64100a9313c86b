// A class with its places, posts and stages, and which of its places the actor may do what for: one statement, with
// which every page and action of a class begins.
import { sql } from 'kysely'
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

export const namesAmong = (list: readonly Coded[], id: string): Names =>
  list.find((one) => one.id === id)?.names ?? { zh: id, en: id }
