// Rows that name a person or a unit of the registers, or the account that wrote them: read, counted, given to another
// record where two of the registers turn out to be one, and moved back. Each room declares which columns of its own
// tables do; src/app/rooms.ts puts the lists together.
import { type RawBuilder, sql } from 'kysely'
import type { Finding } from '../base/problems.ts'
import type { Db } from './database.ts'

export type Subject = 'person' | 'organisation'
/**
 * Of an account: the rows whose words it wrote. They stay its own, whatever becomes of the entry of its person. Of a
 * place: the rows that are kept of it; of other entries: those that name it.
 */
export type Whose = Subject | 'account' | 'place' | 'post' | 'appointment' | 'membership'

/** `from` is the twin, `to` the record that is kept. */
export type Pair = { subject: Subject; from: string; to: string }

type Named<Tables> = {
  [Table in keyof Tables & string]: {
    of: Whose
    table: Table
    column: keyof Tables[Table] & string
    /** What tells the rows of the table apart, beside the column itself where that is a part of it. */
    key: (keyof Tables[Table] & string)[]
    /** 'text': the ids stand somewhere in a jsonb document. 'key': the id is a part of what tells the rows apart. */
    as?: 'text' | 'key'
    /** What these rows are called, e.g. 'Nominations'; English, translated at the edge. */
    what: string
    /** SQL of a row `t`: what it is called by itself, and where it is shown. */
    called?: string
    href?: string
    /** The column that says which entry of the same register the row itself is of. */
    own?: keyof Tables[Table] & string
  }
}[keyof Tables & string]

export type Column = {
  of: Whose
  table: string
  column: string
  key: string[]
  as?: 'text' | 'key'
  what: string
  called?: string
  href?: string
  own?: string
}

export type Naming = {
  columns: Column[]
  /** Why the two cannot be one here: what a single record may have only once. */
  conflicts: (db: Db, pair: Pair) => Promise<Finding[]>
  /** Why the two can be neither made one nor parted here, whichever of them it is about. */
  frozen: (db: Db, pair: Pair) => Promise<Finding[]>
  /** Changes what only one of the two can keep, before all is moved to `to`, so that `follow` finds it again. */
  settle: (db: Db, pair: Pair) => Promise<void>
  /** Gives back to `from` what was written under `to` meanwhile and belongs to what was moved back. */
  follow: (db: Db, pair: Pair) => Promise<void>
}

/** What a room has to say of its rows: the compiler keeps it to tables of its own. */
export const declareNaming =
  <Tables>() =>
  (columns: Named<Tables>[], asked: Partial<Omit<Naming, 'columns'>> = {}): Naming => ({
    columns: columns as unknown as Column[],
    conflicts: async () => [],
    frozen: async () => [],
    settle: async () => {},
    follow: async () => {},
    ...asked,
  })

type Key = Record<string, unknown>
/** What was moved of one column; `both` are documents that named both before, as they were. */
export type Moved = { table: string; column: string; keys: Key[]; both: { key: Key; before: unknown }[] }

const keyOf = ({ key }: Column): RawBuilder<Key> =>
  sql<Key>`jsonb_build_object(${sql.join(key.flatMap((name) => [sql.lit(name), sql.ref(`t.${name}`)]))})`

const holds = ({ as, column }: Column, id: string): RawBuilder<boolean> =>
  as === 'text'
    ? sql<boolean>`position(${id} in ${sql.ref(`t.${column}`)}::text) > 0`
    : sql<boolean>`${sql.ref(`t.${column}`)} = ${id}::uuid`

const given = ({ as, column }: Column, from: string, to: string): RawBuilder<unknown> =>
  as === 'text' ? sql`replace(${sql.ref(`t.${column}`)}::text, ${from}, ${to})::jsonb` : sql`${to}::uuid`

const columnsOf = (rooms: readonly Naming[], subject: Whose): Column[] =>
  rooms.flatMap(({ columns }) => columns).filter((column) => column.of === subject)

export type NamedRows = { what: string; rows: Record<string, unknown>[] }

/**
 * The rows that name a person, or that an account wrote, as they stand. Of documents that may name others too only what
 * tells them apart.
 */
export async function readNaming(
  db: Db,
  rooms: readonly Naming[],
  of: 'person' | 'account',
  id: string,
): Promise<NamedRows[]> {
  const found = new Map<string, Record<string, unknown>[]>()
  for (const column of columnsOf(rooms, of)) {
    const row = column.as === 'text' ? keyOf(column) : withoutMade(column)
    const { rows } = await sql<{ row: Record<string, unknown> }>`
      select ${row} as row from ${sql.table(column.table)} as t where ${holds(column, id)} order by ${keyOf(column)}`.execute(
      db,
    )
    if (rows.length > 0)
      found.set(column.what, [...(found.get(column.what) ?? []), ...rows.map((one) => one.row)])
  }
  return [...found].map(([what, rows]) => ({ what, rows }))
}

/** The row, without what the database makes of its other columns to search by. */
const withoutMade = ({ table }: Column) => sql<Record<string, unknown>>`to_jsonb(t) - array(
  select attname::text from pg_attribute where attrelid = ${table}::regclass and attgenerated <> '')`

async function countRows(db: Db, { table }: Column, where: RawBuilder<boolean>): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from ${sql.table(table)} as t where ${where}`.execute(db)
  return rows[0].count
}

/** How many rows of each kind name a record. */
export async function countNaming(
  db: Db,
  rooms: readonly Naming[],
  { subject, from }: Pair,
): Promise<{ what: string; count: number }[]> {
  const counts = new Map<string, number>()
  for (const column of columnsOf(rooms, subject)) {
    const count = await countRows(db, column, holds(column, from))
    counts.set(column.what, (counts.get(column.what) ?? 0) + count)
  }
  return [...counts].flatMap(([what, count]) => (count > 0 ? { what, count } : []))
}

/** What speaks against the two being one, in all rooms. */
export async function conflictsOf(db: Db, rooms: readonly Naming[], pair: Pair): Promise<Finding[]> {
  const found = await frozenOf(db, rooms, pair)
  for (const room of rooms) found.push(...(await room.conflicts(db, pair)))
  return found
}

/** What speaks against the two being parted again, in all rooms, and against their being made one. */
export async function frozenOf(db: Db, rooms: readonly Naming[], pair: Pair): Promise<Finding[]> {
  const found: Finding[] = []
  for (const room of rooms) found.push(...(await room.frozen(db, pair)))
  return found
}

/** Whatever names `from` names `to` afterwards; what is returned is enough for `moveNamingBack`. */
export async function moveNaming(db: Db, rooms: readonly Naming[], pair: Pair): Promise<Moved[]> {
  const moved: Moved[] = []
  for (const room of rooms) await room.settle(db, pair)
  for (const column of columnsOf(rooms, pair.subject)) {
    const { rows: both } =
      column.as === 'text'
        ? await sql<{ key: Key; before: unknown }>`
            select ${keyOf(column)} as key, ${sql.ref(`t.${column.column}`)} as before
            from ${sql.table(column.table)} as t where ${holds(column, pair.from)} and ${holds(column, pair.to)}`.execute(
            db,
          )
        : { rows: [] }
    const { rows } = await sql<{ key: Key }>`
      update ${sql.table(column.table)} as t set ${sql.ref(column.column)} = ${given(column, pair.from, pair.to)}
      where ${holds(column, pair.from)} returning ${keyOf(column)} as key`.execute(db)
    if (rows.length === 0) continue
    moved.push({ table: column.table, column: column.column, keys: rows.map(({ key }) => key), both })
  }
  return moved
}

/** How many of each kind were moved, for those who read the log. */
export function countMoved(
  rooms: readonly Naming[],
  moved: readonly Moved[],
): { what: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const { table, column, keys } of moved) {
    const what = columnNamed(rooms, table, column)?.what
    if (what) counts.set(what, (counts.get(what) ?? 0) + keys.length)
  }
  return [...counts].map(([what, count]) => ({ what, count }))
}

const columnNamed = (rooms: readonly Naming[], table: string, name: string): Column | undefined =>
  rooms.flatMap(({ columns }) => columns).find((one) => one.table === table && one.column === name)

/**
 * Moves back to `from` what was moved to `to`, and what was written beside it meanwhile. A row that is gone since needs
 * nothing; `taken` tells of rows that name a third by now, so that nothing of what was before can be made again.
 */
export async function moveNamingBack(
  db: Db,
  rooms: readonly Naming[],
  pair: Pair,
  moved: readonly Moved[],
): Promise<{ taken: { what: string; count: number }[] }> {
  const { from, to } = pair
  const taken: { what: string; count: number }[] = []
  // The last moved first, as a stack of papers is put back.
  for (const { table, column: name, keys, both } of [...moved].reverse()) {
    const column = columnNamed(rooms, table, name)
    if (!column) throw new Error(`no room knows ${table}.${name} any more`)
    const changed = await restoreBoth(db, column, { from, to }, both)
    const isBoth = new Set(both.map(({ key }) => JSON.stringify(key)))
    const others = keys.filter((key) => !isBoth.has(JSON.stringify(key)))
    const among = sql`${keyOf(column)} = any(array(select jsonb_array_elements(${JSON.stringify(others)}::jsonb)))`
    const strange = column.as
      ? 0
      : await countRows(db, column, sql<boolean>`${among} and not ${holds(column, to)}`)
    const count = changed + strange
    if (count > 0) taken.push({ what: column.what, count })
    await sql`update ${sql.table(table)} as t set ${sql.ref(name)} = ${given(column, to, from)}
      where ${among} and ${holds(column, to)}`.execute(db)
  }
  for (const room of rooms) await room.follow(db, pair)
  return { taken }
}

/** Where a document named both, only the document as it was tells them apart; gives how many have changed since. */
async function restoreBoth(
  db: Db,
  column: Column,
  { from, to }: { from: string; to: string },
  both: Moved['both'],
): Promise<number> {
  let changed = 0
  for (const { key, before } of both) {
    const value = sql.ref(`t.${column.column}`)
    const isRow = sql<boolean>`${keyOf(column)} = ${JSON.stringify(key)}::jsonb`
    const after = sql`replace(${JSON.stringify(before)}, ${from}, ${to})::jsonb`
    changed += await countRows(db, column, sql<boolean>`${isRow} and ${value} <> ${after}`)
    await sql`update ${sql.table(column.table)} as t
      set ${sql.ref(column.column)} = ${JSON.stringify(before)}::jsonb where ${isRow} and ${value} = ${after}`.execute(
      db,
    )
  }
  return changed
}
