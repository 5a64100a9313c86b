// All reading of the registry's own tables that other rooms need, and the one fragment that decides what may be seen.
import { type RawBuilder, sql } from 'kysely'
import type { Day } from '../base/dates.ts'
import { inOneSpelling } from '../base/spelling.ts'
import { type Db, likeText } from '../platform/database.ts'
import { type Column, column } from '../platform/exports.ts'
import { lock, lockShared } from '../platform/locks.ts'
import type { Gone } from './places/contract.ts'
import type { RegistryTables } from './tables.ts'

export const tables = (db: Db) => db.withTables<RegistryTables>()

/** Said as such, so that an "or" beside it is left to the index that the rest can use. */
const nowhere = sql<boolean>`false`

const under = (scopes: readonly string[], today?: Day): RawBuilder<boolean> =>
  today ? isInCharge(scopes, today) : sql<boolean>`path.line && ${[...scopes]}::uuid[]`

/**
 * SQL that holds where `placeColumn` (e.g. 'plan.place_id') lay under one of `scopes` on the day. This is how "what
 * the actor may see is part of the query": `where(within(scopes(ctx.actor, 'plan.read'), 'plan.place_id', day))`.
 * `day` may be a day or the name of a date column, given as `sql.ref('period.borders_on')`. With `today` also where the
 * place has gone into one of them by then (`isInCharge`).
 */
export function within(
  scopes: readonly string[],
  placeColumn: string,
  day: Day | RawBuilder<unknown>,
  today?: Day,
): RawBuilder<boolean> {
  if (scopes.length === 0) return nowhere
  return sql<boolean>`exists (select 1 from registry.place_path as path
    where ${isPathOn(placeColumn, day)} and ${under(scopes, today)})`
}

/**
 * SQL that holds where the place has gone by today into one of `scopes`, or into one that has: whoever answers for a
 * county answers for what is kept of those that went into it, wherever that is counted. Looked up once, and not
 * among settlements: those that ended in a reform of a whole country are no business of whoever plans, and nothing of a
 * plan is counted under them. Asked by way of `heirs`, the database
 * would begin with the paths of all places.
 */
export const goneInto = (
  scopes: readonly string[],
  placeColumn: string,
  today: Day,
): RawBuilder<boolean> => sql<boolean>`${sql.ref(placeColumn)} = any(array(
    select gone.id from registry.place as gone
    where gone.to_on <= ${today}::date and gone.tier <> 'below'
      and exists (select 1 from registry.place as heir where heir.id = any(${[...scopes]}::uuid[])
        and heir.level = gone.level and heir.id <> gone.id
        and heir.id = any((select now.line from registry.place_path as now where now.place_id = gone.id
          and now.from_on <= ${today}::date and now.to_on > ${today}::date)::uuid[]))))`

/**
 * SQL that holds where one of `scopes` is in charge of the place of `path`: that lies under it there, or has gone into
 * it by today.
 */
export const isInCharge = (scopes: readonly string[], today: Day): RawBuilder<boolean> =>
  sql<boolean>`(path.line && ${[...scopes]}::uuid[] or ${goneInto(scopes, 'path.place_id', today)})`

/**
 * SQL: places that ended, called `gone`, each with the places of its own level that its path leads through since,
 * called `heir`: the one that it went into, and where that went into another, this as well.
 */
const heirs = (today: Day) => sql`registry.place as gone
    join registry.place_path as now on now.place_id = gone.id
      and now.from_on <= ${today}::date and now.to_on > ${today}::date and gone.to_on <= ${today}::date
    join registry.place as heir on heir.id = any(now.line) and heir.level = gone.level and heir.id <> gone.id`

/**
 * SQL: the places that are in charge of what is kept of the place of `path`, whose officers act on it: those above it
 * there, itself, and the counties into which it has gone by today. Figures are posted under the path alone.
 */
export const inCharge = (today: Day): RawBuilder<string[]> => sql`path.line || array(
    select heir.id from ${heirs(today)} where gone.id = path.place_id)`

/**
 * As `isInCharge`, where the row is known by its id: it is asked of that row alone. What is looked up for many rows
 * beforehand makes the database plan anew each time, which takes longer than the answer.
 */
export const isOneInCharge = (scopes: readonly string[], today: Day): RawBuilder<boolean> =>
  sql<boolean>`(${inCharge(today)}) && ${[...scopes]}::uuid[]`

/** As `isOneInCharge` of a place in a column, by the borders of a day: for few rows, settlements among them. */
export const eachInCharge = (
  scopes: readonly string[],
  placeColumn: string,
  day: RawBuilder<unknown>,
  today: Day,
): RawBuilder<boolean> =>
  scopes.length === 0
    ? nowhere
    : sql<boolean>`coalesce((select ${isOneInCharge(scopes, today)} from registry.place_path as path
        where ${isPathOn(placeColumn, day)}), false)`

/** SQL: how the place ended, by today; null for one that stands. */
export const goneAs = (placeColumn: string, today: Day): RawBuilder<Gone | null> => sql`(
    select json_build_object('onDay', gone.to_on, 'into', json_build_object('id', other.id, 'names', other.names),
      'heir', json_build_object('id', heir.id, 'names', heir.names))
    from ${heirs(today)} join registry.place_event as event on event.place_id = gone.id and event.kind = 'merge'
      and event.on_day = gone.to_on and event.taken_back_at is null
    join registry.place as other on other.id = event.other_place_id
    where gone.id = ${sql.ref(placeColumn)} and (heir.to_on is null or heir.to_on > ${today}::date) limit 1)`

/** SQL: the place that it went into by today, with its names; null for one that stands. */
export const mergedInto = (placeColumn: string, today: Day): RawBuilder<Gone['into'] | null> =>
  sql`${goneAs(placeColumn, today)} -> 'into'`

/** SQL that holds where `path` (of registry.place_path) is what stands above a place on the day. */
export function isPathOn(placeColumn: string, day: Day | RawBuilder<unknown>): RawBuilder<boolean> {
  const on = typeof day === 'string' ? sql`${day}::date` : day
  return sql<boolean>`path.place_id = ${sql.ref(placeColumn)} and path.from_on <= ${on} and path.to_on > ${on}`
}

/** SQL: a place and all above it on the day, the nation first; empty if it did not exist then. */
export const pathOn = (placeColumn: string, day: Day | RawBuilder<unknown>): RawBuilder<string[]> =>
  sql`coalesce((select path.line from registry.place_path as path where ${isPathOn(placeColumn, day)}), '{}')`

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
  today?: Day,
): RawBuilder<boolean> {
  if (scopes.length === 0) return nowhere
  return sql<boolean>`coalesce((select ${under(scopes, today)} from registry.place_path as path
    where ${isPathOn(placeColumn, day)}), false)`
}

/** SQL that holds where the row's place stands above the actor: what is published downwards to everybody below. */
export const above = (path: readonly string[], placeColumn: string): RawBuilder<boolean> =>
  sql<boolean>`${sql.ref(placeColumn)} = any(${[...path]}::uuid[])`

/**
 * The entry that an id leads to: of a twin the one that was kept. Held until the transaction ends, so that what is
 * about to name it is not left behind by a merge. An id that leads nowhere stays what it is.
 */
export async function holdKept(db: Db, subject: 'person' | 'organisation', id: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select coalesce(kept_as, id) as id from ${sql.table(`registry.${subject}`)} where id = ${id} for key share`.execute(
    db,
  )
  return rows[0]?.id ?? id
}

/** As `holdKept` for whoever changes the entry itself: another who does so waits, and then sees what it has become. */
export async function holdToChange(db: Db, subject: 'person' | 'organisation', id: string): Promise<string> {
  const keptId = await holdKept(db, subject, id)
  await sql`select 1 from ${sql.table(`registry.${subject}`)} where id = ${keptId} for no key update`.execute(
    db,
  )
  return keptId
}

/** As `holdKept` of many people: by what each id leads to. In the one order in which whoever merges holds them. */
export async function holdAllKept(db: Db, personIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; keptId: string }>`
    select id, coalesce(kept_as, id) as "keptId" from registry.person where id = any(${[...personIds]}::uuid[])
    order by id for key share`.execute(db)
  return new Map(rows.map(({ id, keptId }) => [id, keptId]))
}

/** Said by whoever made the transaction hold the tree, and asked for by whoever relies on it. */
export type TreeHeld = 'tree held'

declare const held: unique symbol

/**
 * What stands above a place, itself included, in a row that the transaction holds (`for share of path`): nobody moves
 * the place meanwhile. Where nothing else is held of the tree: whoever moves the place has the tree and waits for the
 * path.
 */
export type PathHeld = readonly string[] & { [held]: true }

/** So often a place may be moved while somebody waits for its path. */
const mostMoves = 8

/**
 * All that a statement finds that holds a path. Where the place was being moved its old path is gone after the wait,
 * and the new one is seen by looking again; it may be moved once more meanwhile.
 */
export async function findHeld<Row>(db: Db, held: RawBuilder<Row>): Promise<Row[]> {
  for (let moves = 0; moves < mostMoves; moves++) {
    const { rows } = await held.execute(db)
    if (rows.length > 0) return rows
  }
  return []
}

/** Holds the place tree as it is until the transaction ends; many may hold it at once, a change of the tree waits. */
export async function holdTree(db: Db): Promise<TreeHeld> {
  await lockShared(db, 'tree')
  return 'tree held'
}

/** Waits for all who hold the tree, then keeps it alone until the transaction ends. */
export async function lockTree(db: Db): Promise<void> {
  await lock(db, 'tree')
}

/**
 * SQL for a search by Chinese text, Latin text in any case and code, without accents and word by word: holds where each
 * word is in the key, e.g. `sql.ref('place.search_key')`. What is kept for no search has its key made row by row, by
 * `registry.names_key` and `registry.search_key`; several stand side by side with a space between, which no word has.
 * Words may be in the key `also` as well, all but one: it is looked up only where the own key has one of them.
 */
export function matches(
  key: RawBuilder<unknown>,
  text: string | undefined,
  also?: RawBuilder<unknown>,
): RawBuilder<boolean> {
  const typed = inOneSpelling(text ?? '').trim()
  if (typed === '') return sql<boolean>`true`
  // Asked for by itself: made once, not once a row. Of signs that are left out nothing stays, and the whole is looked
  // for; where nothing stays of that either, nobody is found.
  const made = (part: string) => sql`nullif(registry.search_key(${likeText(part)}), '%%')`
  const keyed = (word: string) => sql`(select coalesce(${made(word)}, ${made(typed)}))`
  const has = (word: string) => sql<boolean>`${key} like ${keyed(word)}`
  const words = typed.split(/\s+/)
  if (words.length < 2) return has(typed)
  const own = sql`${sql.join(words.map(has), sql` and `)}`
  if (!also) return sql<boolean>`(${own})`
  return sql<boolean>`((${own}) or ((${sql.join(words.map(has), sql` or `)})
    and concat_ws(' ', ${key}, ${also}) like all(array[${sql.join(words.map(keyed))}])))`
}

/** A column of the id of a row that may lie outside of what is taken out: people read its name all the same. */
export const namedId = (
  name: string,
  title: string,
  expression: string,
  table: 'registry.place' | 'registry.person' | 'registry.organisation',
): Column => ({
  ...column(name, title, expression),
  seen: { sql: `(select named.names::text from ${table} as named where named.id = ${expression})` },
})
