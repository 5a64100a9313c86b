// What people do about places beside transferring them: open, merge, split and rename. Each is a recorded event, and
// the dated parents follow from it; what was so before the day stays so.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { may, must } from '../../access/rules.ts'
import type { Day } from '../../base/dates.ts'
import { newId } from '../../base/ids.ts'
import { finding, Problem, refuseIf } from '../../base/problems.ts'
import { msg, type Names } from '../../base/words.ts'
import type { Db } from '../../platform/database.ts'
import { note } from '../../platform/journal.ts'
import { readLevels, tierOf, topLevel } from '../levels/queries.ts'
import { mayStandUnder } from '../levels/rules.ts'
import { lockTree } from '../queries.ts'
import type { RegistryTables } from '../tables.ts'
import { addParent, parentsOf, refreshPaths, refuseOrphans } from './paths.ts'
import { everUnder, getPlace, pathOf, standingPathOf, topPlace } from './queries.ts'
import {
  type Kept,
  keptOf,
  later,
  mergeFindings,
  type PlaceEventKind,
  placeFindings,
  renameFindings,
  splitFindings,
  wentInto,
} from './rules.ts'

const tables = (db: Db) => db.withTables<RegistryTables>()

type Said = { onDay: Day; source: string; note: Names }

/**
 * The place that everything stands under; made if there is none. Asks nobody: it is done before anybody could have
 * the right to.
 */
export async function ensureNation(db: Db, names: Names): Promise<string> {
  const standing = await topPlace(db)
  if (standing) return standing.id
  // Whoever comes while a sample is being loaded, or another process starts, waits and then finds it.
  await lockTree(db)
  const made = await topPlace(db)
  if (made) return made.id
  return restoreNation(db, { id: newId(), code: '0', names })
}

/**
 * Puts the top place back into an empty registry, under the id that roles over it name. Asks nobody: it is done
 * before anybody could have the right to.
 */
export async function restoreNation(
  db: Db,
  top: { id: string; code: string; names: Names },
): Promise<string> {
  const { id, code, names } = top
  await tables(db)
    .insertInto('registry.place')
    .values({ id, code, names, level: topLevel, tier: tierOf(topLevel), from_on: null, to_on: null })
    .execute()
  await refreshPaths({ db, now: new Date() }, [id])
  return id
}

type NewPlace = {
  code: string
  names: Names
  level: string
  parentPlaceId: string
  fromOn: Day | null
  /** It existed before, under a parent that is not known. */
  isOlder?: boolean
}

/** Enters a place under another, from a day on or as one that always stood there. */
export async function addPlace(ctx: Context, entry: NewPlace): Promise<{ id: string }> {
  await lockTree(ctx.db)
  const parent = await getPlace(ctx.db, entry.parentPlaceId)
  must(
    ctx.actor,
    'place.change',
    await standingPathOf(ctx.db, entry.parentPlaceId, entry.fromOn ?? ctx.today),
  )
  const levels = await readLevels(ctx.db, 'held')
  refuseIf(placeFindings(entry, mayStandUnder(levels, entry.level, parent.level)))
  const id = await insertPlace(ctx, entry, '/fromOn')
  await note(ctx, { verb: 'place.opened', kind: 'place', id, placeId: id, detail: { code: entry.code } })
  return { id }
}

async function insertPlace(
  ctx: Context,
  { code, names, level, parentPlaceId, fromOn, isOlder }: NewPlace,
  pointer: string,
): Promise<string> {
  const id = newId()
  await tables(ctx.db)
    .insertInto('registry.place')
    .values({ id, code, names, level, tier: tierOf(level), from_on: isOlder ? null : fromOn, to_on: null })
    .execute()
  await addParent(ctx.db, id, {
    parentId: parentPlaceId,
    fromOn: fromOn ?? '-infinity',
    toOn: 'infinity',
  })
  await refreshPaths(ctx, [id])
  await refuseOrphans(ctx, [id], pointer)
  return id
}

type PlaceEvent = Said & {
  kind: PlaceEventKind
  otherPlaceId?: string | null
  namesBefore?: Names | null
  kept?: Kept
}

/** Keeps what happened and what it changed; nothing, unless said. Asks nobody: whoever records it has asked. */
export async function addEvent(db: Db, placeId: string, event: PlaceEvent): Promise<string> {
  const id = newId()
  await tables(db)
    .insertInto('registry.place_event')
    .values({
      id,
      kind: event.kind,
      on_day: event.onDay,
      place_id: placeId,
      other_place_id: event.otherPlaceId ?? null,
      note: event.note,
      source: event.source,
      names_before: event.namesBefore ?? null,
      kept: event.kept ?? keptOf([], [], []),
    })
    .execute()
  return id
}

/** Records an event that changes nothing else: what is known of a place's past without its former parent. */
export async function recordPlaceEvent(
  ctx: Context,
  placeId: string,
  event: PlaceEvent,
): Promise<{ id: string }> {
  await getPlace(ctx.db, placeId)
  mustHere(ctx, [
    ...(await pathOf(ctx.db, placeId, event.onDay)),
    ...(await pathOf(ctx.db, placeId, ctx.today)),
  ])
  const id = await addEvent(ctx.db, placeId, event)
  await note(ctx, {
    verb: 'place.event-recorded',
    kind: 'place',
    id: placeId,
    placeId,
    detail: { kind: event.kind },
  })
  return { id }
}

const mustHere = (ctx: Context, path: readonly string[]) => must(ctx.actor, 'place.change', path)

/** Where a place goes to must be the actor's as well as where it stands. */
export function mustReach(ctx: Context, pointer: string, path: readonly string[]): void {
  if (may(ctx.actor, 'place.change', path)) return
  const text = msg('This place is not under you. Ask somebody who is over both places to record this.')
  throw new Problem('not-permitted', { errors: [finding(pointer, 'not-permitted', text)] })
}

/**
 * A place goes into another one of its level and ends on the day. What stood under it goes to the other; units and
 * people entered there are entered in the other from then on. The place itself lies under the other from the day on:
 * what is kept of it goes on there. Refuses a day to come: what lies ahead is recorded when it has happened.
 */
export async function mergePlace(
  ctx: Context,
  placeId: string,
  change: Said & { intoPlaceId: string },
): Promise<{ id: string }> {
  const { onDay } = change
  await lockTree(ctx.db)
  const place = await getPlace(ctx.db, placeId)
  const into = await getPlace(ctx.db, change.intoPlaceId)
  const [from, to] = [
    await standingPathOf(ctx.db, placeId, onDay),
    await standingPathOf(ctx.db, into.id, onDay),
  ]
  mustHere(ctx, from.length > 0 ? from : await pathOf(ctx.db, placeId, ctx.today))
  mustReach(ctx, '/intoPlaceId', to.length > 0 ? to : await pathOf(ctx.db, into.id, ctx.today))
  const endedOn = await endOf(ctx.db, placeId)
  refuseIf(mergeFindings(change, { ...place, endedOn }, into, { from, to }, ctx.today))

  const children = await stretchesFrom(ctx.db, 'parent_id', placeId, onDay)
  refuseIf(children.some((child) => child.place_id === into.id) ? [wentInto('/intoPlaceId')] : [])
  const moved = await everUnder(ctx.db, placeId)
  const changed = [...new Set([placeId, ...children.map((child) => child.place_id)])]
  const before = await parentsOf(ctx.db, changed)
  for (const child of children) await moveStretch(ctx.db, child, into.id, onDay)
  for (const own of await stretchesFrom(ctx.db, 'place_id', placeId, onDay))
    await cutStretch(ctx.db, own, onDay)
  await addParent(ctx.db, placeId, { parentId: into.id, fromOn: onDay, toOn: 'infinity' })
  await tables(ctx.db).updateTable('registry.place').set({ to_on: onDay }).where('id', '=', placeId).execute()
  const along = await enterIn(ctx.db, placeId, into.id)
  await refreshPaths(ctx, changed)
  await refuseOrphans(ctx, moved)
  const kept = keptOf(changed, before, await parentsOf(ctx.db, changed), along)
  await addEvent(ctx.db, placeId, { ...change, kind: 'merge', otherPlaceId: into.id, kept })
  await note(ctx, {
    verb: 'place.moved',
    kind: 'place',
    id: placeId,
    placeId,
    detail: { placeIds: moved, into: into.id, onDay },
  })
  return { id: placeId }
}

async function endOf(db: Db, placeId: string): Promise<Day | null> {
  const found = tables(db).selectFrom('registry.place').select('to_on').where('id', '=', placeId)
  return (await found.executeTakeFirst())?.to_on ?? null
}

/** What is entered in a place is entered in another from now on; gives what that is. */
async function enterIn(db: Db, placeId: string, otherId: string): Promise<Pick<Kept, 'units' | 'people'>> {
  const units = await sql<{ id: string }>`
    update registry.organisation set place_id = ${otherId} where place_id = ${placeId} returning id`.execute(
    db,
  )
  const people = await sql<{ id: string }>`
    update registry.person set place_id = ${otherId} where place_id = ${placeId} returning id`.execute(db)
  return { units: units.rows.map(({ id }) => id), people: people.rows.map(({ id }) => id) }
}

type Stretch = { place_id: string; parent_id: string; from_on: Day; to_on: Day }

/** The stretches of a place, or of what stands under it, that reach beyond the day. */
const stretchesFrom = (
  db: Db,
  column: 'place_id' | 'parent_id',
  placeId: string,
  onDay: Day,
): Promise<Stretch[]> =>
  tables(db)
    .selectFrom('registry.place_parent')
    .select(['place_id', 'parent_id', 'from_on', 'to_on'])
    .where(column, '=', placeId)
    .where('to_on', '>', onDay)
    .orderBy('from_on')
    .execute()

/** What of a stretch lies before the day stays, the rest is gone. */
async function cutStretch(db: Db, stretch: Stretch, onDay: Day): Promise<void> {
  const isIt = sql`place_id = ${stretch.place_id} and from_on = ${stretch.from_on}`
  await (stretch.from_on < onDay
    ? sql`update registry.place_parent set to_on = ${onDay} where ${isIt}`
    : sql`delete from registry.place_parent where ${isIt}`
  ).execute(db)
}

/** The part of a stretch before the day stays where it was; the part from the day on goes under the new parent. */
async function moveStretch(db: Db, stretch: Stretch, parentId: string, onDay: Day): Promise<void> {
  await cutStretch(db, stretch, onDay)
  await addParent(db, stretch.place_id, {
    parentId,
    fromOn: later(stretch.from_on, onDay),
    toOn: stretch.to_on,
  })
}

/**
 * A place stands under another parent from the day on, as far as it stood under the one that it had then: what is
 * recorded of later days stays. Asks nobody: whoever transfers has asked.
 */
export async function moveParent(db: Db, placeId: string, parentId: string, onDay: Day): Promise<void> {
  const [stretch] = await stretchesFrom(db, 'place_id', placeId, onDay)
  await moveStretch(db, stretch, parentId, onDay)
}

/** A new place of the same level is made out of one, under the same parent, from the day on. */
export async function splitPlace(
  ctx: Context,
  placeId: string,
  change: Said & { code: string; names: Names },
): Promise<{ id: string }> {
  await lockTree(ctx.db)
  const place = await getPlace(ctx.db, placeId)
  const path = await standingPathOf(ctx.db, placeId, change.onDay)
  mustHere(ctx, path.length > 0 ? path : await pathOf(ctx.db, placeId, ctx.today))
  refuseIf(splitFindings(change, path))
  const parentPlaceId = path[path.length - 2]
  const { code, names, onDay } = change
  const entry = { code, names, level: place.level, parentPlaceId, fromOn: onDay }
  const id = await insertPlace(ctx, entry, '/onDay')
  const kept = keptOf([id], [], await parentsOf(ctx.db, [id]))
  await recordPlaceEvent(ctx, placeId, { ...change, kind: 'split', otherPlaceId: id, kept })
  return { id }
}

/** A place takes another name from the day on; the event keeps the old one. */
export async function renamePlace(
  ctx: Context,
  placeId: string,
  change: Said & { names: Names },
): Promise<{ id: string }> {
  await lockTree(ctx.db)
  const place = await getPlace(ctx.db, placeId)
  const path = await standingPathOf(ctx.db, placeId, change.onDay)
  mustHere(ctx, path.length > 0 ? path : await pathOf(ctx.db, placeId, ctx.today))
  refuseIf(renameFindings(change, place.names, path, ctx.today))
  await tables(ctx.db)
    .updateTable('registry.place')
    .set({ names: change.names })
    .where('id', '=', placeId)
    .execute()
  const kept = keptOf([placeId], [], [])
  await recordPlaceEvent(ctx, placeId, { ...change, kind: 'rename', namesBefore: place.names, kept })
  return { id: placeId }
}
