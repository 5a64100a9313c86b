// Places and what stands above and below them on a day.
import { type RawBuilder, sql } from 'kysely'
import type { Day } from '../../base/dates.ts'
import { notFound } from '../../base/problems.ts'
import type { Names } from '../../base/words.ts'
import type { Db } from '../../platform/database.ts'
import { topLevel } from '../levels/queries.ts'
import type { Tier } from '../levels/rules.ts'
import { goneAs, inCharge, isPathOn, matches, tables } from '../queries.ts'
import type { Gone, Standing } from './contract.ts'

/**
 * The ancestors of a place on a day, itself included, the nation first; empty if it did not exist then. Of one that
 * went into another: that one, what is above it, and itself, for what is kept of it is found and seen from there.
 */
export async function pathOf(db: Db, placeId: string, day: Day): Promise<string[]> {
  const row = await tables(db)
    .selectFrom('registry.place_path')
    .select('line as path')
    .where('place_id', '=', placeId)
    .where('from_on', '<=', day)
    .where('to_on', '>', day)
    .executeTakeFirst()
  return row?.path ?? []
}

/** Who is in charge of what is kept of the place by the borders of a day; empty if it did not exist then. */
export async function inChargeOn(db: Db, placeId: string, day: Day, today: Day): Promise<string[]> {
  const { rows } = await sql<{
    ids: string[]
  }>`select ${inCharge(today)} as ids from registry.place_path as path
    where ${isPathOn('path.place_id', day)} and path.place_id = ${placeId}`.execute(db)
  return rows[0]?.ids ?? []
}

/** How a place ended, by today; null for one that stands. */
export async function goneOf(db: Db, placeId: string, today: Day): Promise<Gone | null> {
  const { rows } = await sql<{
    gone: Gone | null
  }>`select ${goneAs('place.id', today)} as gone from registry.place
    where place.id = ${placeId}`.execute(db)
  return rows[0]?.gone ?? null
}

/** SQL that holds where `place` is there on the day; one that went into another has its path, but is no more. */
export const standsOn = (day: Day | RawBuilder<unknown>): RawBuilder<boolean> =>
  sql<boolean>`(place.to_on is null or place.to_on > ${typeof day === 'string' ? sql`${day}::date` : day})`

/** As `pathOf`, and empty as well for a place that has ended by then. */
export async function standingPathOf(db: Db, placeId: string, day: Day): Promise<string[]> {
  const { rows } = await sql<{ path: string[] }>`
    select path.line as path from registry.place_path as path join registry.place on place.id = path.place_id
    where path.place_id = ${placeId} and path.from_on <= ${day}::date and path.to_on > ${day}::date
      and ${standsOn(day)}`.execute(db)
  return rows[0]?.path ?? []
}

/** The places themselves and all above them on the day, without order or doubles. */
export async function pathsOf(db: Db, placeIds: readonly string[], day: Day): Promise<string[]> {
  if (placeIds.length === 0) return []
  const rows = await tables(db)
    .selectFrom('registry.place_path')
    .select('line as path')
    .where('place_id', 'in', [...placeIds])
    .where('from_on', '<=', day)
    .where('to_on', '>', day)
    .execute()
  return [...new Set(rows.flatMap((row) => row.path))]
}

/**
 * What a place stands under on a day, and from which day on it is recorded to do so: null where it always did. Nothing
 * of the top, and of a place that was not there.
 */
export async function standingOf(db: Db, placeId: string, day: Day): Promise<Standing | undefined> {
  const { rows } = await sql<Standing>`
    select parent_id as "parentPlaceId", nullif(from_on, '-infinity') as "fromOn" from registry.place_parent
    where place_id = ${placeId} and from_on <= ${day}::date and to_on > ${day}::date`.execute(db)
  return rows[0]
}

export type PlaceRow = {
  id: string
  code: string
  names: Names
  level: string
  tier: Tier
}

/**
 * The place, or 'not-found'. Places are public geography: anybody signed in may see them. 'held' is for whoever is
 * about to keep something of it: it does not go until the transaction ends, and whoever finds it going waits.
 */
export async function getPlace(db: Db, placeId: string, held?: 'held'): Promise<PlaceRow> {
  const row = await tables(db)
    .selectFrom('registry.place')
    .select(['id', 'code', 'names', 'level', 'tier'])
    .where('id', '=', placeId)
    .$if(held === 'held', (place) => place.forKeyShare())
    .executeTakeFirst()
  if (!row) throw notFound(placeId)
  return row
}

/** The place that everything stands under. */
export async function topPlace(db: Db): Promise<PlaceRow | undefined> {
  return tables(db)
    .selectFrom('registry.place')
    .select(['id', 'code', 'names', 'level', 'tier'])
    .where('level', '=', topLevel)
    .executeTakeFirst()
}

/** The places directly under one on a day, by code. */
export async function childrenOf(db: Db, placeId: string, day: Day): Promise<PlaceRow[]> {
  return tables(db)
    .selectFrom('registry.place_parent as parent')
    .innerJoin('registry.place as place', 'place.id', 'parent.place_id')
    .select(['place.id', 'place.code', 'place.names', 'place.level', 'place.tier'])
    .where('parent.parent_id', '=', placeId)
    .where('parent.from_on', '<=', day)
    .where('parent.to_on', '>', day)
    .where(standsOn(day))
    .orderBy('place.code')
    .execute()
}

/** All counties (cities) under a place on a day: the units that plan. */
export async function countiesUnder(
  db: Db,
  placeId: string,
  day: Day,
): Promise<Omit<PlaceRow, 'level' | 'tier'>[]> {
  return tables(db)
    .selectFrom('registry.place_path as path')
    .innerJoin('registry.place as place', 'place.id', 'path.place_id')
    .select(['place.id', 'place.code', 'place.names'])
    .where('path.from_on', '<=', day)
    .where('path.to_on', '>', day)
    .where(sql<boolean>`path.line @> array[${placeId}]::uuid[]`)
    .where('place.tier', '=', 'planning')
    .where(standsOn(day))
    .orderBy('place.code')
    .execute()
}

/** The places and everything that lies under them at any time: whose figures may count elsewhere when they move. */
export async function everUnder(db: Db, ...placeIds: string[]): Promise<string[]> {
  const rows = await tables(db)
    .selectFrom('registry.place_path')
    .select('place_id')
    .distinct()
    .where(sql<boolean>`line && ${placeIds}::uuid[]`)
    .execute()
  return rows.map((row) => row.place_id)
}

/** What places are called, by id; unknown ids are left out. */
export async function placeNames(db: Db, placeIds: readonly string[]): Promise<Map<string, Names>> {
  if (placeIds.length === 0) return new Map()
  const rows = await tables(db)
    .selectFrom('registry.place')
    .select(['id', 'names'])
    .where('id', 'in', [...placeIds])
    .execute()
  return new Map(rows.map((row) => [row.id, row.names]))
}

/** The path of each place on the day; of a place that is no more, the last it had. */
export async function lastPathsOf(
  db: Db,
  placeIds: readonly string[],
  day: Day,
): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ placeId: string; path: string[] }>`
    select distinct on (path.place_id) path.place_id as "placeId", path.line as path from registry.place_path as path
    where path.place_id = any(${[...placeIds]}::uuid[]) and path.from_on <= ${day}::date
    order by path.place_id, path.from_on desc`.execute(db)
  return new Map(rows.map((row) => [row.placeId, row.path]))
}

/** What stood above a place at all times that it existed, itself included; nothing for one that never did. */
export async function alwaysAbove(
  db: Db,
  placeIds: readonly string[],
): Promise<(placeId: string) => readonly string[]> {
  const { rows } = await sql<{ placeId: string; path: string[] }>`
    select path.place_id as "placeId", path.line as path from registry.place_path as path
    where path.place_id = any(${[...placeIds]}::uuid[])`.execute(db)
  const paths = Map.groupBy(rows, (row) => row.placeId)
  return (placeId) => {
    const [first, ...others] = paths.get(placeId) ?? []
    return first ? first.path.filter((id) => others.every(({ path }) => path.includes(id))) : []
  }
}

export type FoundPlace = PlaceRow & { above: Names | null }

/** Places below any of `scopes` on the day that match the text: what is called just so first, then by level. */
export async function searchPlaces(
  db: Db,
  text: string,
  day: Day,
  limits: {
    scopes?: readonly string[]
    level?: string
    count?: number
  } = {},
): Promise<FoundPlace[]> {
  const { rows } = await sql<FoundPlace>`
    select place.id, place.code, place.names, place.level, place.tier,
      (select above.names from registry.place as above where above.id = path.line[cardinality(path.line) - 1]) as above
    from registry.place join registry.place_path as path on path.place_id = place.id
    where path.from_on <= ${day}::date and path.to_on > ${day}::date and ${standsOn(day)}
      and ${matches(sql.ref('place.search_key'), text)}
      and ${limits.scopes ? sql`path.line && ${[...limits.scopes]}::uuid[]` : sql`true`}
      and ${limits.level ? sql`place.level = ${limits.level}` : sql`true`}
    order by place.names->>'zh' = ${text.trim()} or place.code = ${text.trim().toLowerCase()} desc,
      cardinality(path.line), place.code limit ${limits.count ?? 20}`.execute(db)
  return rows
}
