// All reading of the registry's own tables that other rooms need, and the one fragment that decides what may be seen.
import { type RawBuilder, sql } from 'kysely'
import type { Day } from '../base/dates.ts'
import { type Db, likeText } from '../platform/database.ts'
import { lock, lockShared } from '../platform/locks.ts'
import type { RegistryTables } from './tables.ts'

export const tables = (db: Db) => db.withTables<RegistryTables>()

/** Said as such, so that an "or" beside it is left to the index that the rest can use. */
const nowhere = sql<boolean>`false`

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
  if (scopes.length === 0) return nowhere
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
 * As `within`, for beside an "or": the path of each row is looked up by its place. What is asked to exist after an "or"
 * is planned once for all rows, and then reads the paths of the whole country.
 */
export function eachWithin(
  scopes: readonly string[],
  placeColumn: string,
  day: Day | RawBuilder<unknown>,
): RawBuilder<boolean> {
  if (scopes.length === 0) return nowhere
  const on = typeof day === 'string' ? sql`${day}::date` : day
  return sql<boolean>`coalesce((select path.line && ${[...scopes]}::uuid[] from registry.place_path as path
    where path.place_id = ${sql.ref(placeColumn)} and path.from_on <= ${on} and path.to_on > ${on}), false)`
}

/** SQL that holds where the row's place stands above the actor: what is published downwards to everybody below. */
export const above = (path: readonly string[], placeColumn: string): RawBuilder<boolean> =>
  sql<boolean>`${sql.ref(placeColumn)} = any(${[...path]}::uuid[])`

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

/** Said by whoever made the transaction hold the tree, and asked for by whoever relies on it. */
export type TreeHeld = 'tree held'

declare const held: unique symbol

/**
 * What stands above a place, itself included, in a row that the transaction holds (`for share of path`): nobody moves the
 * place meanwhile. Where nothing else is held of the tree: whoever moves the place has the tree and waits for the path.
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
