// Keeps the flattened tree (registry.place_path) true after a place or a parent has changed.
import { sql } from 'kysely'
import type { Day } from '../../base/dates.ts'
import { notFound } from '../../base/problems.ts'
import type { Db } from '../../platform/database.ts'
import type { RegistryTables } from '../tables.ts'
import { type PathStretch, pathsThrough } from './rules.ts'

const tables = (db: Db) => db.withTables<RegistryTables>()

async function parentsOf(db: Db, placeId: string) {
  const rows = await tables(db)
    .selectFrom('registry.place_parent')
    .selectAll()
    .where('place_id', '=', placeId)
    .orderBy('from_on')
    .execute()
  return rows.map((row) => ({ parentId: row.parent_id, fromOn: row.from_on, toOn: row.to_on }))
}

async function pathsOf(db: Db, placeId: string): Promise<PathStretch[]> {
  const rows = await tables(db)
    .selectFrom('registry.place_path')
    .selectAll()
    .where('place_id', '=', placeId)
    .execute()
  return rows.map((row) => ({ fromOn: row.from_on, toOn: row.to_on, path: row.line }))
}

async function everChildrenOf(db: Db, placeId: string): Promise<string[]> {
  const rows = await tables(db)
    .selectFrom('registry.place_parent')
    .select('place_id')
    .distinct()
    .where('parent_id', '=', placeId)
    .execute()
  return rows.map((row) => row.place_id)
}

/** Recomputes the paths of a place and of everything that ever stood under it. Throws on a circle. */
export async function refreshPaths(db: Db, placeId: string, seen: readonly string[] = []): Promise<void> {
  if (seen.includes(placeId)) throw notFound()
  const parents = await parentsOf(db, placeId)
  const above = new Map<string, PathStretch[]>()
  for (const { parentId } of parents) above.set(parentId, await pathsOf(db, parentId))
  const paths = pathsThrough(placeId, parents, (parentId) => above.get(parentId) ?? [])
  await tables(db).deleteFrom('registry.place_path').where('place_id', '=', placeId).execute()
  if (paths.length > 0) {
    const rows = paths.map(({ fromOn, toOn, path }) => ({
      place_id: placeId,
      from_on: fromOn,
      to_on: toOn,
      line: path,
    }))
    await tables(db).insertInto('registry.place_path').values(rows).execute()
  }
  for (const childId of await everChildrenOf(db, placeId)) await refreshPaths(db, childId, [...seen, placeId])
}

/** A place just made, under one parent from a day on or always. */
type Opened = { id: string; parentId: string; fromOn: Day | null }

/**
 * Writes the paths of many new places at once; nothing stands under them but each other. A parent among them comes
 * before what stands under it.
 */
export async function addPaths(db: Db, opened: readonly Opened[]): Promise<void> {
  const parentIds = [...new Set(opened.map((one) => one.parentId))]
  const { rows } = await sql<{ placeId: string } & PathStretch>`
    select place_id as "placeId", from_on as "fromOn", to_on as "toOn", line as path from registry.place_path
    where place_id = any(${parentIds}::uuid[])`.execute(db)
  const paths = new Map<string, PathStretch[]>(Map.groupBy(rows, (row) => row.placeId))
  const made: ({ id: string } & PathStretch)[] = []
  for (const { id, parentId, fromOn } of opened) {
    const parents = [{ parentId, fromOn: fromOn ?? '-infinity', toOn: 'infinity' }]
    const own = pathsThrough(id, parents, (above) => paths.get(above) ?? [])
    paths.set(id, own)
    for (const stretch of own) made.push({ id, ...stretch })
  }
  await sql`
    insert into registry.place_path (place_id, from_on, to_on, line)
    select r.id, r."fromOn", r."toOn", r.path from jsonb_to_recordset(${JSON.stringify(made)}::jsonb)
      as r(id uuid, "fromOn" date, "toOn" date, path uuid[])`.execute(db)
}
