// What people do about places beside transferring them: open, merge, split and rename. Each is a recorded event, and
// the dated parents follow from it; what was so before the day stays so.
import type { Context } from '../../access/context.ts'
import { may, must } from '../../access/rules.ts'
import type { Day } from '../../base/dates.ts'
import { newId } from '../../base/ids.ts'
import { finding, Problem, refuseIf } from '../../base/problems.ts'
import { msg, type Names } from '../../base/words.ts'
import type { Db } from '../../platform/database.ts'
import { note } from '../../platform/journal.ts'
import type { Level } from '../levels/rules.ts'
import { lockTree } from '../queries.ts'
import type { RegistryTables } from '../tables.ts'
import { refreshPaths } from './paths.ts'
import { everUnder, getPlace, pathOf, topPlace } from './queries.ts'
import { mergeFindings, type PlaceEventKind, placeFindings, renameFindings, splitFindings } from './rules.ts'

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
    .values({ id, code, names, level: 'nation', from_on: null, to_on: null })
    .execute()
  await refreshPaths(db, id)
  return id
}

type NewPlace = {
  code: string
  names: Names
  level: Level
  parentPlaceId: string
  fromOn: Day | null
  /** It existed before, under a parent that is not known. */
  isOlder?: boolean
}

/** Enters a place under another, from a day on or as one that always stood there. */
export async function addPlace(ctx: Context, entry: NewPlace): Promise<{ id: string }> {
  await lockTree(ctx.db)
  const parent = await getPlace(ctx.db, entry.parentPlaceId)
  must(ctx.actor, 'place.change', await pathOf(ctx.db, entry.parentPlaceId, entry.fromOn ?? ctx.today))
  refuseIf(placeFindings(entry, parent.level))
  const id = await insertPlace(ctx, entry)
  await note(ctx, { verb: 'place.opened', kind: 'place', id, placeId: id, detail: { code: entry.code } })
  return { id }
}

async function insertPlace(
  ctx: Context,
  { code, names, level, parentPlaceId, fromOn, isOlder }: NewPlace,
): Promise<string> {
  const id = newId()
  await tables(ctx.db)
    .insertInto('registry.place')
    .values({ id, code, names, level, from_on: isOlder ? null : fromOn, to_on: null })
    .execute()
  await tables(ctx.db)
    .insertInto('registry.place_parent')
    .values({ place_id: id, parent_id: parentPlaceId, ...(fromOn ? { from_on: fromOn } : {}) })
    .execute()
  await refreshPaths(ctx.db, id)
  return id
}

/** Records an event that changes nothing else: what is known of a place's past without its former parent. */
export async function recordPlaceEvent(
  ctx: Context,
  placeId: string,
  event: Said & { kind: PlaceEventKind; otherPlaceId?: string | null; namesBefore?: Names | null },
): Promise<{ id: string }> {
  await getPlace(ctx.db, placeId)
  mustHere(ctx, [
    ...(await pathOf(ctx.db, placeId, event.onDay)),
    ...(await pathOf(ctx.db, placeId, ctx.today)),
  ])
  const id = newId()
  await tables(ctx.db)
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
    })
    .execute()
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
 * people entered there are entered in the other from then on. Refuses a day to come: what lies ahead is recorded when
 * it has happened.
 */
export async function mergePlace(
  ctx: Context,
  placeId: string,
  change: Said & { intoPlaceId: string },
): Promise<{ id: string }> {
  await lockTree(ctx.db)
  const place = await getPlace(ctx.db, placeId)
  const into = await getPlace(ctx.db, change.intoPlaceId)
  const [from, to] = [
    await pathOf(ctx.db, placeId, change.onDay),
    await pathOf(ctx.db, into.id, change.onDay),
  ]
  mustHere(ctx, from.length > 0 ? from : await pathOf(ctx.db, placeId, ctx.today))
  mustReach(ctx, '/intoPlaceId', to.length > 0 ? to : await pathOf(ctx.db, into.id, ctx.today))
  refuseIf(mergeFindings(change, place, into, { from, to }, ctx.today))

  const children = await tables(ctx.db)
    .selectFrom('registry.place_parent')
    .select(['place_id', 'from_on', 'to_on'])
    .where('parent_id', '=', placeId)
    .where('to_on', '>', change.onDay)
    .execute()
  const moved = await everUnder(ctx.db, placeId)
  for (const child of children) await moveStretch(ctx.db, child, placeId, into.id, change.onDay)
  await tables(ctx.db)
    .deleteFrom('registry.place_parent')
    .where('place_id', '=', placeId)
    .where('from_on', '>=', change.onDay)
    .execute()
  await tables(ctx.db)
    .updateTable('registry.place_parent')
    .set({ to_on: change.onDay })
    .where('place_id', '=', placeId)
    .where('to_on', '>', change.onDay)
    .execute()
  await tables(ctx.db)
    .updateTable('registry.place')
    .set({ to_on: change.onDay })
    .where('id', '=', placeId)
    .execute()
  for (const table of ['registry.organisation', 'registry.person'] as const) {
    await tables(ctx.db)
      .updateTable(table)
      .set({ place_id: into.id })
      .where('place_id', '=', placeId)
      .execute()
  }
  await refreshPaths(ctx.db, placeId)
  for (const child of children) await refreshPaths(ctx.db, child.place_id)
  await recordMerge(ctx, placeId, change)
  await note(ctx, {
    verb: 'place.moved',
    kind: 'place',
    id: placeId,
    placeId,
    detail: { placeIds: moved, into: into.id, onDay: change.onDay },
  })
  return { id: placeId }
}

async function recordMerge(
  ctx: Context,
  placeId: string,
  change: Said & { intoPlaceId: string },
): Promise<void> {
  await tables(ctx.db)
    .insertInto('registry.place_event')
    .values({
      id: newId(),
      kind: 'merge',
      on_day: change.onDay,
      place_id: placeId,
      other_place_id: change.intoPlaceId,
      note: change.note,
      source: change.source,
    })
    .execute()
}

type Stretch = { place_id: string; from_on: string; to_on: string }

// The part of a stretch before the day stays where it was; the part from the day on goes under the new parent.
async function moveStretch(
  db: Db,
  child: Stretch,
  oldId: string,
  newParentId: string,
  onDay: Day,
): Promise<void> {
  const later = child.from_on >= onDay ? child.from_on : onDay
  if (child.from_on >= onDay) {
    await tables(db)
      .deleteFrom('registry.place_parent')
      .where('place_id', '=', child.place_id)
      .where('parent_id', '=', oldId)
      .where('from_on', '=', child.from_on)
      .execute()
  } else {
    await tables(db)
      .updateTable('registry.place_parent')
      .set({ to_on: onDay })
      .where('place_id', '=', child.place_id)
      .where('from_on', '=', child.from_on)
      .execute()
  }
  await tables(db)
    .insertInto('registry.place_parent')
    .values({ place_id: child.place_id, parent_id: newParentId, from_on: later, to_on: child.to_on })
    .execute()
}

/** A new place of the same level is made out of one, under the same parent, from the day on. */
export async function splitPlace(
  ctx: Context,
  placeId: string,
  change: Said & { code: string; names: Names },
): Promise<{ id: string }> {
  await lockTree(ctx.db)
  const place = await getPlace(ctx.db, placeId)
  const path = await pathOf(ctx.db, placeId, change.onDay)
  mustHere(ctx, path.length > 0 ? path : await pathOf(ctx.db, placeId, ctx.today))
  refuseIf(splitFindings(change, path))
  const parentPlaceId = path[path.length - 2]
  const id = await insertPlace(ctx, {
    code: change.code,
    names: change.names,
    level: place.level,
    parentPlaceId,
    fromOn: change.onDay,
  })
  await recordPlaceEvent(ctx, placeId, { ...change, kind: 'split', otherPlaceId: id })
  return { id }
}

/** A place takes another name from the day on; the event keeps the old one. */
export async function renamePlace(
  ctx: Context,
  placeId: string,
  change: Said & { names: Names },
): Promise<{ id: string }> {
  const place = await getPlace(ctx.db, placeId)
  const path = await pathOf(ctx.db, placeId, change.onDay)
  mustHere(ctx, path.length > 0 ? path : await pathOf(ctx.db, placeId, ctx.today))
  refuseIf(renameFindings(change, place.names, path, ctx.today))
  await tables(ctx.db)
    .updateTable('registry.place')
    .set({ names: change.names })
    .where('id', '=', placeId)
    .execute()
  await recordPlaceEvent(ctx, placeId, { ...change, kind: 'rename', namesBefore: place.names })
  return { id: placeId }
}
