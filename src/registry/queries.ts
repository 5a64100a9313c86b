// All reading of the registry's own tables that other rooms need, and the one fragment that decides what may be seen.
import { type RawBuilder, sql } from 'kysely'
import type { Day } from '../base/dates.ts'
import { notFound } from '../base/problems.ts'
import type { Names } from '../base/words.ts'
import { type Db, likeText } from '../platform/database.ts'
import { lock, lockShared } from '../platform/locks.ts'
import type { Gate } from './gates/rules.ts'
import { type Form, offered } from './rules.ts'
import type { RegistryTables } from './tables.ts'

export const tables = (db: Db) => db.withTables<RegistryTables>()

/**
 * SQL that holds where `placeColumn` (e.g. 'plan.place_id') lay under one of `scopes` on the day. This is how "what
 * the actor may see is part of the query": `where(within(scopes(ctx.actor, 'plan.read'), 'plan.place_id', day))`.
 * `day` may be a day or the name of a date column, given as `sql.ref('period.borders_on')`.
 */
export function within(
  scopes: readonly string[],
  placeColumn: string,
  day: Day | RawBuilder<unknown>,
): RawBuilder<boolean> {
  const on = typeof day === 'string' ? sql`${day}::date` : day
  return sql<boolean>`exists (select 1 from registry.place_path as path
    where path.place_id = ${sql.ref(placeColumn)} and path.from_on <= ${on} and path.to_on > ${on}
      and path.line && ${[...scopes]}::uuid[])`
}

/** SQL that holds where `path` (of registry.place_path) is what stands above a place on the day. */
export const pathOn = (placeColumn: string, day: RawBuilder<unknown>): RawBuilder<boolean> =>
  sql<boolean>`path.place_id = ${sql.ref(placeColumn)} and path.from_on <= ${day} and path.to_on > ${day}`

/** SQL: the places that a query gives and all above them on the day, without order or doubles. */
export const placesAndAbove = (
  placeIds: RawBuilder<unknown>,
  day: RawBuilder<unknown>,
): RawBuilder<string[]> =>
  sql`coalesce((select array_agg(distinct above) from registry.place_path as path, unnest(path.line) as above
    where path.place_id in (${placeIds}) and path.from_on <= ${day} and path.to_on > ${day}), '{}')`

/**
 * As `within`, for beside an "or": the line of each row is looked up by its place. What is asked to exist after an "or"
 * is planned once for all rows, and then reads the lines of the whole country.
 */
export function eachWithin(
  scopes: readonly string[],
  placeColumn: string,
  day: Day | RawBuilder<unknown>,
): RawBuilder<boolean> {
  const on = typeof day === 'string' ? sql`${day}::date` : day
  return sql<boolean>`coalesce((select path.line && ${[...scopes]}::uuid[] from registry.place_path as path
    where path.place_id = ${sql.ref(placeColumn)} and path.from_on <= ${on} and path.to_on > ${on}), false)`
}

/** SQL that holds where the row's place stands above the actor: what is published downwards to everybody below. */
export const above = (line: readonly string[], placeColumn: string): RawBuilder<boolean> =>
  sql<boolean>`${sql.ref(placeColumn)} = any(${[...line]}::uuid[])`

/**
 * The entry that an id leads to: of a twin the one that was kept. Held until the transaction ends, so that what is about
 * to name it is not left behind by a merge. An id that leads nowhere stays what it is.
 */
export async function holdKept(db: Db, subject: 'person' | 'organisation', id: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select coalesce(kept_as, id) as id from ${sql.table(`registry.${subject}`)} where id = ${id} for key share`.execute(
    db,
  )
  return rows[0]?.id ?? id
}

/** The ancestors of a place on a day, itself included, the nation first; empty if it did not exist then. */
export async function lineOf(db: Db, placeId: string, day: Day): Promise<string[]> {
  const row = await tables(db)
    .selectFrom('registry.place_path')
    .select('line')
    .where('place_id', '=', placeId)
    .where('from_on', '<=', day)
    .where('to_on', '>', day)
    .executeTakeFirst()
  return row?.line ?? []
}

/** The places themselves and all above them on the day, without order or doubles. */
export async function linesOf(db: Db, placeIds: readonly string[], day: Day): Promise<string[]> {
  if (placeIds.length === 0) return []
  const rows = await tables(db)
    .selectFrom('registry.place_path')
    .select('line')
    .where('place_id', 'in', [...placeIds])
    .where('from_on', '<=', day)
    .where('to_on', '>', day)
    .execute()
  return [...new Set(rows.flatMap((row) => row.line))]
}

export type PlaceRow = {
  id: string
  code: string
  names: Names
  level: RegistryTables['registry.place']['level']
}

/** The place, or 'not-found'. Places are public geography: anybody signed in may see them. */
export async function getPlace(db: Db, placeId: string): Promise<PlaceRow> {
  const row = await tables(db)
    .selectFrom('registry.place')
    .select(['id', 'code', 'names', 'level'])
    .where('id', '=', placeId)
    .executeTakeFirst()
  if (!row) throw notFound(placeId)
  return row
}

/** The place that everything stands under. */
export async function topPlace(db: Db): Promise<PlaceRow | undefined> {
  return tables(db)
    .selectFrom('registry.place')
    .select(['id', 'code', 'names', 'level'])
    .where('level', '=', 'nation')
    .executeTakeFirst()
}

/** The places directly under one on a day, by code. */
export async function childrenOf(db: Db, placeId: string, day: Day): Promise<PlaceRow[]> {
  return tables(db)
    .selectFrom('registry.place_parent as parent')
    .innerJoin('registry.place as place', 'place.id', 'parent.place_id')
    .select(['place.id', 'place.code', 'place.names', 'place.level'])
    .where('parent.parent_id', '=', placeId)
    .where('parent.from_on', '<=', day)
    .where('parent.to_on', '>', day)
    .orderBy('place.code')
    .execute()
}

/** All counties (cities) under a place on a day: the units that plan. */
export async function countiesUnder(db: Db, placeId: string, day: Day): Promise<Omit<PlaceRow, 'level'>[]> {
  return tables(db)
    .selectFrom('registry.place_path as path')
    .innerJoin('registry.place as place', 'place.id', 'path.place_id')
    .select(['place.id', 'place.code', 'place.names'])
    .where('path.from_on', '<=', day)
    .where('path.to_on', '>', day)
    .where(sql<boolean>`path.line @> array[${placeId}]::uuid[]`)
    .where('place.level', '=', 'county')
    .orderBy('place.code')
    .execute()
}

export type FormRow = Form

/** The forms of units in the programme's order, retired ones included. */
export async function listForms(db: Db): Promise<FormRow[]> {
  const { rows } = await sql<FormRow>`
    select id, code, names, plural, kind, counted, least_members as "leastMembers", most_members as "mostMembers",
      retired_on as "retiredOn"
    from registry.form order by position, code`.execute(db)
  return rows
}

export type GateRow = Gate & { id: string; retiredOn: Day | null }

/** The steps of the formation path in their order, retired ones included. */
export async function listGates(db: Db): Promise<GateRow[]> {
  const { rows } = await sql<GateRow>`
    select id, from_form as "fromForm", to_form as "toForm", skippable, questions, retired_on as "retiredOn"
    from registry.gate order by position, id`.execute(db)
  return rows
}

/** The codes of the forms that plans and condition sheets count, as the list offers them. */
export async function countedForms(db: Db): Promise<string[]> {
  return offered(await listForms(db)).flatMap((form) => (form.counted ? form.code : []))
}

/** Whether any unit has or had the form. */
export async function isFormUsed(db: Db, code: string): Promise<boolean> {
  return (await usedForms(db)).has(code)
}

export async function usedForms(db: Db): Promise<Set<string>> {
  const rows = await tables(db).selectFrom('registry.organisation_form').select('form').distinct().execute()
  return new Set(rows.map((row) => row.form))
}

export type TradeRow = { id: string; code: string; names: Names; retiredOn: Day | null }
/** All trades in the programme's order, retired ones included. */
export const listTrades = (db: Db): Promise<TradeRow[]> =>
  tables(db)
    .selectFrom('registry.trade')
    .select(['id', 'code', 'names', 'retired_on as retiredOn'])
    .orderBy('position')
    .orderBy('code')
    .execute()

export type PostRow = {
  id: string
  code: string
  names: Names
  forms: string[]
  singleSeat: boolean
  retiredOn: Day | null
}
/** All kinds of posts in the programme's order, retired ones included. */
export const listPosts = (db: Db): Promise<PostRow[]> =>
  tables(db)
    .selectFrom('registry.post')
    .select(['id', 'code', 'names', 'forms', 'single_seat as singleSeat', 'retired_on as retiredOn'])
    .orderBy('position')
    .orderBy('code')
    .execute()

export type Holding = {
  appointmentId: string
  postId: string
  organisationId: string
  /** where the organisation is, as of the registry */
  placeId: string
  fromOn: Day
  toOn: Day
}

/** The appointments that a person holds on a day. */
export async function appointmentsOn(db: Db, personId: string, day: Day): Promise<Holding[]> {
  return tables(db)
    .selectFrom('registry.appointment as a')
    .innerJoin('registry.organisation as o', 'o.id', 'a.organisation_id')
    .select([
      'a.id as appointmentId',
      'a.post_id as postId',
      'a.organisation_id as organisationId',
      'o.place_id as placeId',
      'a.from_on as fromOn',
      'a.to_on as toOn',
    ])
    .where('a.person_id', '=', personId)
    .where('a.from_on', '<=', day)
    .where('a.to_on', '>', day)
    .execute()
}

/** The place and everything that lies under it at any time: whose figures may count elsewhere when it moves. */
export async function everUnder(db: Db, placeId: string): Promise<string[]> {
  const rows = await tables(db)
    .selectFrom('registry.place_path')
    .select('place_id')
    .distinct()
    .where(sql<boolean>`line @> array[${placeId}]::uuid[]`)
    .execute()
  return rows.map((row) => row.place_id)
}

/** Said by whoever made the transaction hold the tree, and asked for by whoever relies on it. */
export type TreeHeld = 'tree held'

declare const held: unique symbol
/**
 * What stands above a place, itself included, in a row that the transaction holds (`for share of path`): nobody moves the
 * place meanwhile. Where nothing else is held of the tree.
 */
export type PathHeld = readonly string[] & { [held]: true }

/** Holds the place tree as it is until the transaction ends; many may hold it at once, a change of the tree waits. */
export async function holdTree(db: Db): Promise<TreeHeld> {
  await lockShared(db, 'tree')
  return 'tree held'
}

/** Waits for all who hold the tree, then keeps it alone until the transaction ends. */
export async function lockTree(db: Db): Promise<void> {
  await lock(db, 'tree')
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

/** The line of each place on the day; of a place that is no more, the last it had. */
export async function lastLinesOf(
  db: Db,
  placeIds: readonly string[],
  day: Day,
): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ placeId: string; line: string[] }>`
    select distinct on (path.place_id) path.place_id as "placeId", path.line from registry.place_path as path
    where path.place_id = any(${[...placeIds]}::uuid[]) and path.from_on <= ${day}::date
    order by path.place_id, path.from_on desc`.execute(db)
  return new Map(rows.map((row) => [row.placeId, row.line]))
}

/** What stood above a place at all times that it existed, itself included; nothing for one that never did. */
export async function alwaysAbove(
  db: Db,
  placeIds: readonly string[],
): Promise<(placeId: string) => readonly string[]> {
  const { rows } = await sql<{ placeId: string; line: string[] }>`
    select path.place_id as "placeId", path.line from registry.place_path as path
    where path.place_id = any(${[...placeIds]}::uuid[])`.execute(db)
  const lines = Map.groupBy(rows, (row) => row.placeId)
  return (placeId) => {
    const [first, ...others] = lines.get(placeId) ?? []
    return first ? first.line.filter((id) => others.every(({ line }) => line.includes(id))) : []
  }
}

/** The posts that people hold on a day, by person. */
export async function postNamesOf(
  db: Db,
  personIds: readonly string[],
  day: Day,
): Promise<Map<string, Names[]>> {
  const { rows } = await sql<{ personId: string; posts: Names[] }>`
    select a.person_id as "personId", json_agg(p.names order by a.from_on, a.id) as posts
    from registry.appointment as a join registry.post as p on p.id = a.post_id
    where a.person_id = any(${[...personIds]}::uuid[]) and a.from_on <= ${day}::date and a.to_on > ${day}::date
    group by a.person_id`.execute(db)
  return new Map(rows.map((row) => [row.personId, row.posts]))
}

/** SQL for a search by Chinese text, Latin text in any case and code, over `<table>.names` and `<table>.code`. */
export function matches(table: string, text: string): RawBuilder<boolean> {
  const wanted = likeText(text)
  // Pinyin is written with and without spaces, apostrophes and the dots of ü; compared without all of them.
  const plain = `%${latinKey(text)}%`
  const names = sql.ref(`${table}.names`)
  return sql<boolean>`(${names}->>'zh' ilike ${wanted} or ${names}->>'en' ilike ${wanted}
    or ${sql.ref(`${table}.code`)} ilike ${wanted}
    or (${plain} <> '%%' and translate(lower(${names}->>'en'), 'ü ''’-', 'u') like ${plain}))`
}

const latinKey = (text: string): string =>
  text
    .toLowerCase()
    .replace(/ü/g, 'u')
    .replace(/[ '’-]/g, '')
    .replace(/[^a-z0-9]/g, '')

export type FoundPlace = PlaceRow & { above: Names | null }

/** Places below any of `scopes` on the day that match the text: what is called just so first, then by level. */
export async function findPlaces(
  db: Db,
  text: string,
  day: Day,
  limits: {
    scopes?: readonly string[]
    level?: RegistryTables['registry.place']['level']
    count?: number
  } = {},
): Promise<FoundPlace[]> {
  const { rows } = await sql<FoundPlace>`
    select place.id, place.code, place.names, place.level, above.names as above
    from registry.place join registry.place_path as path on path.place_id = place.id
    left join registry.place as above on above.id = path.line[cardinality(path.line) - 1]
    where path.from_on <= ${day}::date and path.to_on > ${day}::date and ${matches('place', text)}
      and ${limits.scopes ? sql`path.line && ${[...limits.scopes]}::uuid[]` : sql`true`}
      and ${limits.level ? sql`place.level = ${limits.level}` : sql`true`}
    order by place.names->>'zh' = ${text.trim()} or place.code = ${text.trim().toLowerCase()} desc,
      cardinality(path.line), place.code limit ${limits.count ?? 20}`.execute(db)
  return rows
}
