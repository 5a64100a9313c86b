// An event of places is taken back, as if it had never been recorded, as long as nothing newer rests on it. It stays in
// the list of what happened, and says that it was taken back, by whom and why.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { must } from '../../access/rules.ts'
import { type Finding, finding, Problem, refuseIf, stale } from '../../base/problems.ts'
import { msg, type Names } from '../../base/words.ts'
import type { Db } from '../../platform/database.ts'
import { note } from '../../platform/journal.ts'
import type { Naming } from '../../platform/naming.ts'
import { restingFindings } from '../../platform/resting.ts'
import { readLevels } from '../levels/queries.ts'
import { mayStandUnder } from '../levels/rules.ts'
import { refreshPaths, refuseOrphans, removePlaces } from '../places/paths.ts'
import { everUnder } from '../places/queries.ts'
import { type Kept, returningKinds } from '../places/rules.ts'
import { lockTree } from '../queries.ts'
import { concernedBy, getEvent, type PlaceEvent, restingOn, returningOf } from './queries.ts'

type KeptEvent = PlaceEvent & { kept: Kept }

/** The event, for whoever may change all the places that it concerns. */
async function eventOfActor(ctx: Context, eventId: string): Promise<PlaceEvent> {
  const event = await getEvent(ctx.db, eventId)
  const [path = [], ...others] = (await concernedBy(ctx.db, [eventId])).get(eventId) ?? []
  must(ctx.actor, 'place.change', path)
  for (const other of others) must(ctx.actor, 'place.change', other)
  return event
}

/** What would follow if the event were taken back, and what rests on it. Changes nothing. */
export async function previewTakingBack(ctx: Context, rooms: readonly Naming[], eventId: string) {
  const event = await eventOfActor(ctx, eventId)
  const kept = returningKinds.includes(event.kind) && event.kept
  if (!kept) return { isKept: false, all: [], returning: [], units: 0, people: 0, resting: [] }
  const { all, shown } = await returningOf(ctx.db, { ...event, kept })
  const resting = event.takenBackAt ? [] : await restingOn(ctx.db, rooms, { ...event, kept })
  return {
    isKept: true,
    all,
    returning: shown,
    units: kept.units.length,
    people: kept.people.length,
    resting: resting.map((one) => ({ ...one, what: ctx.say(one.what) })),
  }
}

/**
 * Takes an event back: places stand where they stood, what went along is entered where it was, and a place that it made
 * is gone. Totals follow in the same transaction. Refuses where something newer rests on it, which is told; stale where
 * somebody else has taken it back.
 */
export async function takeBackEvent(
  ctx: Context,
  rooms: readonly Naming[],
  eventId: string,
  said: { reason: string },
): Promise<{ id: string }> {
  await lockTree(ctx.db)
  const event = await eventOfActor(ctx, eventId)
  const only = msg('Only a transfer, a merger, a split and a new name can be taken back.')
  refuseIf(returningKinds.includes(event.kind) ? [] : [finding('', 'kind', only)])
  const reason = said.reason.trim()
  refuseIf(reason === '' ? [finding('/reason', 'required', msg('Please say why it is taken back.'))] : [])
  if (event.takenBackAt) throw stale({ takenBackAt: event.takenBackAt.toISOString() })
  const { kept } = event
  if (!kept) {
    const why = msg('This was recorded before it was kept what stood before, so it cannot be taken back.')
    throw new Problem('invalid', { errors: [finding('', 'not-kept', why)] })
  }
  if (event.kind === 'split' && event.otherId) await holdPlace(ctx.db, event.otherId)
  refuseIf([
    ...restingFindings(await restingOn(ctx.db, rooms, { ...event, kept }), ctx),
    ...(await levelFindings(ctx, { ...event, kept })),
  ])
  const placeIds = await putBack(ctx, { ...event, kept })
  await sql`update registry.place_event set taken_back_at = ${ctx.now}, taken_back_by = ${ctx.actor.accountId},
    taken_back_reason = ${reason} where id = ${eventId}`.execute(ctx.db)
  const { kind, onDay, placeId, otherId } = event
  const detail = { eventId, kind, onDay, otherPlaceId: otherId, placeIds }
  await note(ctx, { verb: 'place.taken-back', kind: 'place', id: placeId, placeId, detail })
  return { id: eventId }
}

/**
 * From here on nothing new is kept of the place: whoever is about to holds it (by `getPlace`, by a reference or with
 * the tree), so either waits, and then finds it gone, or is waited for, and what was kept is found resting on it.
 */
async function holdPlace(db: Db, placeId: string): Promise<void> {
  await sql`select 1 from registry.place_path where line @> array[${placeId}]::uuid[] for update`.execute(db)
  await sql`select 1 from registry.place where id = ${placeId} for update`.execute(db)
}

/**
 * A level may have been corrected since: then a place may not fit under what it stood under. One that went into another
 * stands under its like.
 */
async function levelFindings(ctx: Context, { placeId, kept }: KeptEvent): Promise<Finding[]> {
  const levels = await readLevels(ctx.db, 'held')
  const { rows } = await sql<{ level: string; above: string; names: Names }>`
    select place.level, above.level as above, place.names from ${rowsOf(kept.cut)}
    join registry.place on place.id = row."placeId" join registry.place as above on above.id = row."parentId"
    where place.id = ${placeId} or place.to_on is null or row."fromOn" < place.to_on`.execute(ctx.db)
  const text = msg('{place} is of another level by now, which cannot stand where it stood.')
  return rows.flatMap(({ level, above, names }) =>
    mayStandUnder(levels, level, above) ? [] : [finding('', 'level', text, { place: names })],
  )
}

const rowsOf = (rows: Kept['cut']) => sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
  as row("placeId" uuid, "parentId" uuid, "fromOn" date, "toOn" date)`

/** Gives the places of which what was counted may count elsewhere now. */
async function putBack(ctx: Context, event: KeptEvent): Promise<string[]> {
  const { kind, placeId, otherId, namesBefore, kept } = event
  const taken = await sql`
    delete from registry.place_parent as now using ${rowsOf(kept.put)} where now.place_id = row."placeId"
      and now.parent_id = row."parentId" and now.from_on = row."fromOn" and now.to_on = row."toOn"`.execute(
    ctx.db,
  )
  if (Number(taken.numAffectedRows) !== kept.put.length)
    throw new Error(`places moved by no event since ${event.id}`)
  await sql`insert into registry.place_parent (place_id, parent_id, from_on, to_on)
    select "placeId", "parentId", "fromOn", "toOn" from ${rowsOf(kept.cut)}`.execute(ctx.db)
  if (kind === 'rename')
    await sql`update registry.place set names = ${JSON.stringify(namesBefore)}::jsonb where id = ${placeId}`.execute(
      ctx.db,
    )
  if (kind === 'merge' && otherId) await standAgain(ctx.db, { placeId, otherId, kept })
  if (kind === 'split' && otherId) await removePlaces(ctx.db, sql`${otherId}::uuid`)
  if (kept.cut.length === 0) return []
  await refreshPaths(ctx, kept.changed)
  const placeIds = await everUnder(ctx.db, ...kept.changed)
  await refuseOrphans(ctx, placeIds, '')
  return placeIds
}

/** What went along goes back, unless it has been entered elsewhere since. */
async function standAgain(
  db: Db,
  { placeId, otherId, kept }: { placeId: string; otherId: string; kept: Kept },
) {
  await sql`update registry.place set to_on = null where id = ${placeId}`.execute(db)
  await sql`update registry.organisation set place_id = ${placeId}
    where id = any(${kept.units}::uuid[]) and place_id = ${otherId}`.execute(db)
  await sql`update registry.person set place_id = ${placeId}
    where id = any(${kept.people}::uuid[]) and place_id = ${otherId}`.execute(db)
}
