// The rooms in the order of the programme, the only list of them: a room may know those before it. What a room is to
// the whole it says itself, in its room.ts; what all of them say together is gathered here.
import type { Context, ImportKind, Room } from '../access/context.ts'
import { access } from '../access/room.ts'
import type { PaperKind } from '../base/papers.ts'
import { carryOut } from '../carry-out/room.ts'
import { cases } from '../cases/room.ts'
import { convene } from '../convene/room.ts'
import { examine } from '../examine/room.ts'
import { exchange } from '../exchange/room.ts'
import { formation } from '../formation/room.ts'
import { plan } from '../plan/room.ts'
import type { Database, Db } from '../platform/database.ts'
import type { ExportTable } from '../platform/exports.ts'
import type { Listeners } from '../platform/journal.ts'
import { migrate as migrateRooms } from '../platform/migrate.ts'
import type { Naming } from '../platform/naming.ts'
import type { Constraints } from '../platform/refusals.ts'
import { sayLevels } from '../registry/levels/queries.ts'
import { registry } from '../registry/room.ts'
import { rollUp } from '../roll-up/room.ts'
import { study } from '../study/room.ts'
import { thread } from '../thread/room.ts'
import { totals } from '../totals/room.ts'

export const rooms: readonly Room[] = [
  access,
  registry,
  totals,
  convene,
  study,
  cases,
  examine,
  plan,
  carryOut,
  formation,
  rollUp,
  thread,
  exchange,
]

/** The folders that may bring migrations, in the order in which those of one day are applied. */
export const migrating: readonly string[] = ['platform', ...rooms.map(({ name }) => name)]

/** Brings a database to this version, and what is said to the words that its programme has for its places. */
export async function migrate(database: Database) {
  const done = await migrateRooms(database, migrating)
  await sayLevels(database.kysely)
  return done
}

export const listeners: Listeners = {}
for (const room of rooms)
  for (const [verb, list] of Object.entries(room.listeners ?? {}))
    listeners[verb] = [...(listeners[verb] ?? []), ...list]

export const refusals: Constraints = Object.assign({}, ...rooms.map((room) => room.refusals))

/** What in the rooms names people and units, and what accounts wrote; a test looks for columns that nobody declared. */
export const naming: Naming[] = rooms.flatMap((room) => room.naming ?? [])

/** The tables that go out as files: a table comes after those that it refers to. */
export const exports: ExportTable[] = []
for (const room of rooms)
  for (const table of room.exports ?? []) {
    const before = exports.findIndex(({ name }) => name === table.after)
    exports.splice(before < 0 ? exports.length : before + 1, 0, table)
  }

/** The papers that the house prints, as they come. */
export const papers: readonly PaperKind[] = rooms.flatMap((room) => room.papers ?? [])

/** The kinds of files that can be brought in: what comes later names what came before. */
export const imports: ImportKind[] = rooms.flatMap((room) => room.imports ?? [])

/** The kinds of records that programs elsewhere may be told about. */
export const told: { kind: string; title: string }[] = rooms.flatMap(({ journal }) =>
  Object.entries(journal?.kinds ?? {}).flatMap(([kind, one]) => (one.told ? { kind, title: one.told } : [])),
)

/** The SHA-256 of every file that a record of any room names. */
export const filesNamed = async (db: Db): Promise<string[]> => {
  const all: string[] = []
  for (const { files } of rooms) all.push(...((await files?.(db)) ?? []))
  return all
}

/** What the rooms count under a name, together. */
export async function factsTogether(
  name: string,
  ctx: Context,
  of?: { id: string; on: string },
): Promise<number> {
  let sum = 0
  for (const { facts } of rooms) sum += Number((await facts?.[name]?.(ctx, of)) ?? 0)
  return sum
}
