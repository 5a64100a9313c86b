// An event of places that may be taken back: what it changed, whose places it concerns, and what rests on it.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { may } from '../../access/rules.ts'
import type { Day } from '../../base/dates.ts'
import { notFound } from '../../base/problems.ts'
import { msg, type Names } from '../../base/words.ts'
import type { Db } from '../../platform/database.ts'
import type { Naming } from '../../platform/naming.ts'
import { type Resting, readResting, restingRows } from '../../platform/resting.ts'
import { placeNames } from '../places/queries.ts'
import { type Kept, type PlaceEventKind, type Return, returnsOf } from '../places/rules.ts'

export type PlaceEvent = {
  id: string
  kind: PlaceEventKind
  onDay: Day
  placeId: string
  otherId: string | null
  namesBefore: Names | null
  kept: Kept | null
  takenBackAt: Date | null
}

/** The event, or 'not-found'. What happened to places is public as they are. */
export async function getEvent(db: Db, eventId: string): Promise<PlaceEvent> {
  const { rows } = await sql<PlaceEvent>`
    select id, kind, on_day as "onDay", place_id as "placeId", other_place_id as "otherId", names_before as "namesBefore",
      kept, taken_back_at as "takenBackAt" from registry.place_event where id = ${eventId}`.execute(db)
  if (!rows[0]) throw notFound(eventId)
  return rows[0]
}

/** What stands over each of the places that these events are about, by the borders of the day of the event. */
export async function concernedBy(db: Db, eventIds: readonly string[]): Promise<Map<string, string[][]>> {
  const { rows } = await sql<{ id: string; path: string[] }>`
    with concerned as (
      select e.id, place.id as place_id, greatest(e.on_day, place.on_day) as on_day
      from registry.place_event as e, lateral (
        select e.place_id as id, e.on_day union select e.other_place_id, e.on_day
        union select (row->>'parentId')::uuid, (row->>'fromOn')::date from jsonb_array_elements(e.kept->'cut') as row
      ) as place where place.id is not null and e.id = any(${[...eventIds]}::uuid[])
    )
    select concerned.id, coalesce(path.line, '{}') as path from concerned
    left join registry.place_path as path on path.place_id = concerned.place_id
      and path.from_on <= concerned.on_day and path.to_on > concerned.on_day`.execute(db)
  const paths = Map.groupBy(rows, ({ id }) => id)
  return new Map(eventIds.map((id) => [id, (paths.get(id) ?? []).map(({ path }) => path)]))
}

/** Those of the events that the actor may take back, as far as all their places are the actor's. */
export async function mayTakeBack(ctx: Context, eventIds: readonly string[]): Promise<Set<string>> {
  const concerned = await concernedBy(ctx.db, eventIds)
  return new Set(
    eventIds.filter((id) => concerned.get(id)?.every((path) => may(ctx.actor, 'place.change', path))),
  )
}

const laterChanges = msg('Later changes of these places')
const partsElsewhere = msg('Units that were put under one of the other place since')
const enteredThere = msg('Places entered there since')

/**
 * What came after an event and would not be what it is without it: later events of the places that it changed, or that
 * changed those that it took a place from or put it under; and whatever is kept of a place that it made.
 */
export async function restingOn(
  db: Db,
  rooms: readonly Naming[],
  { id, kind, placeId, otherId, kept }: PlaceEvent & { kept: Kept },
): Promise<Resting[]> {
  const changed = sql`${kept.changed}::text[]`
  const parents = sql`${[...kept.cut, ...kept.put].map(({ parentId }) => parentId)}::text[]`
  const events = await restingRows(
    db,
    laterChanges,
    sql`
    select place.names, '/places/' || place.id as href
    from registry.place_event as later join registry.place on place.id = later.place_id
    where later.id > ${id} and later.taken_back_at is null and (
      later.place_id::text = any(${changed}) or later.other_place_id::text = any(${changed})
      or later.kept->'changed' ?| ${changed}
      or (later.kind <> 'rename' and later.kept->'changed' ?| ${parents}))
    order by later.id`,
  )
  if (kind === 'split' && otherId)
    return [...events, ...(await readResting(db, rooms, 'place', sql`${otherId}::uuid`))]
  if (kind !== 'merge') return events
  // Ids follow each other in time: such a place was entered after the event was recorded.
  const places = await restingRows(
    db,
    enteredThere,
    sql`
    select place.names, '/places/' || place.id as href from registry.place where place.id > ${id}::uuid
      and exists (select 1 from registry.place_parent as parent
        where parent.place_id = place.id and parent.parent_id = ${placeId})`,
  )
  const units = await restingRows(
    db,
    partsElsewhere,
    sql`
    select unit.names, '/organisations/' || unit.id as href from registry.organisation as unit
    join registry.organisation as above on above.id = unit.parent_id and above.place_id = unit.place_id
    where unit.place_id = ${otherId}
      and (unit.id = any(${kept.units}::uuid[])) <> (above.id = any(${kept.units}::uuid[]))`,
  )
  return [...events, ...places, ...units]
}

type Named = { id: string; names: Names }
type Returning = { place: Named; from: Named; to: Named; fromOn: Day | null; toOn: Day | null }

/** So many of the places that would go back are named. */
const mostReturning = 20

const edge = (day: Day): Day | null => (day.endsWith('infinity') ? null : day)

/** Where places would go if the event were taken back; the place itself first. */
export async function returningOf(db: Db, { placeId, kept }: PlaceEvent & { kept: Kept }) {
  const isOwn = (one: Return) => (one.placeId === placeId ? 0 : 1)
  const all = returnsOf(kept).sort((a, b) => isOwn(a) - isOwn(b))
  const shown = all.slice(0, mostReturning)
  const names = await placeNames(
    db,
    shown.flatMap((one) => [one.placeId, one.fromId, one.toId]),
  )
  const named = (id: string): Named => ({ id, names: names.get(id) ?? { zh: '', en: '' } })
  return {
    all,
    shown: shown.map(
      (one): Returning => ({
        place: named(one.placeId),
        from: named(one.fromId),
        to: named(one.toId),
        fromOn: edge(one.fromOn),
        toOn: edge(one.toOn),
      }),
    ),
  }
}
