// What rows that come in from elsewhere are held against: who and what is meant by a name or a code. Places and lists
// are public; of units and people only what the actor may see is ever named.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { scopes } from '../../access/rules.ts'
import type { Day } from '../../base/dates.ts'
import type { Db } from '../../platform/database.ts'
import { personVisible } from '../people/queries.ts'
import { within } from '../queries.ts'
import type { Level } from '../rules.ts'
import type { Candidate } from './rules.ts'

/** The line of each place on the day; a place that did not exist then is left out. */
export async function linesOn(db: Db, placeIds: readonly string[], day: Day): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ placeId: string; line: string[] }>`
    select place_id as "placeId", line from registry.place_path
    where place_id = any(${[...new Set(placeIds)]}::uuid[]) and from_on <= ${day}::date and to_on > ${day}::date`.execute(
    db,
  )
  return new Map(rows.map((row) => [row.placeId, row.line]))
}

export type CalledPlace = Candidate & { level: Level; line: string[] }

const placeColumns = sql`place.id, place.code, place.names, place.level, path.line, above.names as note
  from registry.place_path as path join registry.place on place.id = path.place_id
  left join registry.place as above on above.id = path.line[cardinality(path.line) - 1]`

/** The places that any of the texts is the code or a name of, on the day. */
export async function placesCalled(db: Db, texts: readonly string[], day: Day): Promise<CalledPlace[]> {
  const wanted = [...texts]
  const { rows } = await sql<CalledPlace>`
    select ${placeColumns} where path.from_on <= ${day}::date and path.to_on > ${day}::date
      and (place.names->>'zh' = any(${wanted}) or place.code = any(${wanted.map((text) => text.toLowerCase())})
        or lower(place.names->>'en') = any(${wanted.map((text) => text.toLowerCase())}))
    order by cardinality(path.line), place.code limit 100000`.execute(db)
  return rows
}

/** All places on the day: to be looked through for a name that is nearly right. */
export async function placesOn(db: Db, day: Day): Promise<CalledPlace[]> {
  const { rows } = await sql<CalledPlace>`
    select ${placeColumns} where path.from_on <= ${day}::date and path.to_on > ${day}::date
    order by cardinality(path.line), place.code limit 100000`.execute(db)
  return rows
}

export type CalledUnit = Candidate & { placeId: string }

/** The units that the actor may see and that any of the texts is the code or a name of; all of them without texts. */
export async function unitsCalled(ctx: Context, texts?: readonly string[]): Promise<CalledUnit[]> {
  const lower = texts?.map((text) => text.toLowerCase())
  const { rows } = await sql<CalledUnit>`
    select o.id, o.code, o.names, o.place_id as "placeId", place.names as note
    from registry.organisation as o join registry.place on place.id = o.place_id
    where o.kept_as is null and ${within(scopes(ctx.actor, 'organisation.read'), 'o.place_id', ctx.today)}
      and ${texts ? sql`(o.names->>'zh' = any(${[...texts]}) or o.code = any(${lower}) or lower(o.names->>'en') = any(${lower}))` : sql`true`}
    order by o.code limit 20000`.execute(ctx.db)
  return rows
}

export type CalledPerson = Candidate & { placeId: string }

/** As `unitsCalled`, of people. */
export async function peopleCalled(ctx: Context, texts?: readonly string[]): Promise<CalledPerson[]> {
  const lower = texts?.map((text) => text.toLowerCase())
  const { rows } = await sql<CalledPerson>`
    select p.id, p.code, p.names, p.place_id as "placeId", place.names as note
    from registry.person as p join registry.place on place.id = p.place_id
    where ${personVisible(ctx)}
      and ${texts ? sql`(p.names->>'zh' = any(${[...texts]}) or p.code = any(${lower}) or lower(p.names->>'en') = any(${lower}))` : sql`true`}
    order by p.code limit 20000`.execute(ctx.db)
  return rows
}
