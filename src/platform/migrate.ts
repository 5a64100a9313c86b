// Dated plain-SQL migrations, kept by the rooms: src/<room>/migrations/<date>[-word].sql, in order of date, then of
// room.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import type { Database, Db } from './database.ts'
import { lock } from './locks.ts'
import { zoneOfMachine } from './settings.ts'

const source = fileURLToPath(new URL('..', import.meta.url))

/** The folders of rooms that may bring migrations, in the order in which those of one day are applied. */
type Rooms = readonly string[]

function found(rooms: Rooms): { name: string; text: string }[] {
  const all = rooms.flatMap((room, order) => {
    const folder = join(source, room, 'migrations')
    return filesIn(folder).map((file) => ({
      name: `${room}/${file}`,
      date: file.slice(0, 10),
      order,
      file,
      folder,
    }))
  })
  all.sort((a, b) => a.date.localeCompare(b.date) || a.order - b.order || a.file.localeCompare(b.file))
  return all.map(({ name, folder, file }) => ({ name, text: readFileSync(join(folder, file), 'utf8') }))
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((file) => file.endsWith('.sql'))
  } catch {
    return []
  }
}

/** The schema of a room: there is one for each that keeps anything. */
export const schemaOf = (room: string): string => room.replace(/-/g, '_')

/** The names of all migrations of this version, in the order in which they are applied. */
export const knownMigrations = (rooms: Rooms): string[] => found(rooms).map(({ name }) => name)

/** The names of those that were applied to a database; none where it is empty. */
export async function migrationsIn(db: Db): Promise<string[]> {
  const { rows } = await sql<{ there: boolean }>`
    select to_regclass('platform.migration') is not null as there`.execute(db)
  if (!rows[0].there) return []
  const done = await sql<{ name: string }>`select name from platform.migration order by name`.execute(db)
  return done.rows.map((row) => row.name)
}

/** Applies what is missing, all in one transaction: the database is at the old version or at the new one. */
export async function migrate(database: Database, rooms: Rooms): Promise<{ applied: string[] }> {
  return database.kysely.transaction().execute(async (tx) => {
    // However long it takes, and however long another process is at it.
    await sql`set local statement_timeout = 0`.execute(tx)
    await sql`set local lock_timeout = 0`.execute(tx)
    return { applied: await applyMigrations(tx, rooms) }
  })
}

/** Applies what is missing, or of that only what is wanted, in the caller's transaction; gives the names. */
export async function applyMigrations(tx: Db, rooms: Rooms, wanted?: ReadonlySet<string>): Promise<string[]> {
  await lock(tx, 'migrating')
  // Whose days are those of rows that older versions dated by the clock at Greenwich, where the programme chose no
  // zone.
  await sql`select set_config('hezuo.time_zone', ${zoneOfMachine}, true)`.execute(tx)
  await sql`create schema if not exists platform`.execute(tx)
  await sql`create table if not exists platform.migration (
    name text primary key, applied_at timestamptz not null default now())`.execute(tx)
  const known = new Set(await migrationsIn(tx))
  const missing = found(rooms).filter(({ name }) => !known.has(name) && (!wanted || wanted.has(name)))
  // Each waits for the one before: what restores a backup comes by a connection that is asked one thing at a time.
  for (const { text } of missing) await sql.raw(text).execute(tx)
  const applied = missing.map(({ name }) => name)
  await sql`insert into platform.migration (name) select unnest(${applied}::text[])`.execute(tx)
  return applied
}
