// Keeps the flattened tree (registry.place_path) true after a place or a parent has changed.
import { notFound } from '../base/problems.ts'
import type { Db } from '../platform/database.ts'
import { type LineStretch, linesThrough } from './rules.ts'
import type { RegistryTables } from './tables.ts'

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

async function pathsOf(db: Db, placeId: string): Promise<LineStretch[]> {
  const rows = await tables(db)
    .selectFrom('registry.place_path')
    .selectAll()
    .where('place_id', '=', placeId)
    .execute()
  return rows.map((row) => ({ fromOn: row.from_on, toOn: row.to_on, line: row.line }))
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

/** Recomputes the lines of a place and of everything that ever stood under it. Throws on a circle. */
export async function refreshPaths(db: Db, placeId: string, seen: readonly string[] = []): Promise<void> {
  if (seen.includes(placeId)) throw notFound()
  const parents = await parentsOf(db, placeId)
  const above = new Map<string, LineStretch[]>()
  for (const { parentId } of parents) above.set(parentId, await pathsOf(db, parentId))
  const lines = linesThrough(placeId, parents, (parentId) => above.get(parentId) ?? [])
  await tables(db).deleteFrom('registry.place_path').where('place_id', '=', placeId).execute()
  if (lines.length > 0) {
    const rows = lines.map(({ fromOn, toOn, line }) => ({
      place_id: placeId,
      from_on: fromOn,
      to_on: toOn,
      line,
    }))
    await tables(db).insertInto('registry.place_path').values(rows).execute()
  }
  for (const childId of await everChildrenOf(db, placeId)) await refreshPaths(db, childId, [...seen, placeId])
}
