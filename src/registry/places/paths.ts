// Keeps the flattened tree (registry.place_path) true after a place or a parent has changed, and leaves nothing under
// nothing: whoever changes the tree asks `refuseOrphans` at the end.
import { type RawBuilder, sql } from 'kysely'
import type { Day } from '../../base/dates.ts'
import { finding, notFound, refuseIf } from '../../base/problems.ts'
import { msg, type Names, nameIn } from '../../base/words.ts'
import type { Db } from '../../platform/database.ts'
import { eachInSlices, sendPortions } from '../../platform/slices.ts'
import { type ParentRow, type PathStretch, pathsThrough } from './rules.ts'

/**
 * Recomputes the paths of places and of everything that ever stood under them, all at once: nobody who holds one of
 * them waits for each. Where counties lie elsewhere than before it is kept of which days, and since when that is known.
 * Refuses a circle. Asks nobody: it follows from a change of the tree that has asked.
 */
export async function refreshPaths(
  { db, now }: { db: Db; now: Date },
  placeIds: readonly string[],
): Promise<void> {
  const ids = sql`${[...placeIds]}::uuid[]`
  const { rows: before } = await sql`
    with gone as (delete from registry.place_path where place_id = any(${ids}) or line && ${ids} returning *)
    select gone.* from gone join registry.place on place.id = gone.place_id and place.tier = 'planning'`.execute(
    db,
  )
  // A path through one of the places is written from that one downwards; what lies above them all is still there.
  const { rows } = await sql<{ isCircle: boolean }>`
    with recursive own as (
      select parent.place_id, above.line, greatest(parent.from_on, above.from_on) as from_on,
        least(parent.to_on, above.to_on) as to_on
      from registry.place_parent as parent join registry.place_path as above on above.place_id = parent.parent_id
      where parent.place_id = any(${ids})
      union all
      select top.id, '{}', '-infinity', 'infinity' from unnest(${ids}) as top (id)
      where not exists (select 1 from registry.place_parent as parent where parent.place_id = top.id)
    ),
    tree as (
      select place_id, from_on, to_on, line || place_id as line, false as is_circle
      from own where from_on < to_on
      union all
      select below.place_id, greatest(tree.from_on, below.from_on), least(tree.to_on, below.to_on),
        tree.line || below.place_id, below.place_id = any(tree.line)
      from tree join registry.place_parent as below on below.parent_id = tree.place_id and not is_circle
        and greatest(tree.from_on, below.from_on) < least(tree.to_on, below.to_on)
    ),
    written as (
      insert into registry.place_path (place_id, from_on, to_on, line)
      select place_id, from_on, to_on, line from tree where not is_circle
    ),
    told as (
      insert into registry.path_change (place_id, from_on, to_on, line_before, line_after, at)
      select place_id, greatest(before.from_on, tree.from_on), least(before.to_on, tree.to_on), before.line, tree.line,
        ${now}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(before)}::jsonb)
        as before (place_id uuid, from_on date, to_on date, line uuid[])
      join tree using (place_id)
      where greatest(before.from_on, tree.from_on) < least(before.to_on, tree.to_on) and before.line <> tree.line
        and not is_circle
    )
    select exists (select 1 from tree where is_circle) as "isCircle"`.execute(db)
  if (rows[0].isCircle) throw notFound()
}

/** A place just made, under one parent from a day on or always. */
type Opened = { id: string; parentId: string; fromOn: Day | null }

/**
 * Writes the paths of many new places at once; nothing stands under them but each other. A parent among them comes
 * before what stands under it. Asks nobody: whoever opens the places has asked.
 */
export async function addPaths(db: Db, opened: readonly Opened[]): Promise<void> {
  const parentIds = [...new Set(opened.map((one) => one.parentId))]
  const paths = new Map<string, PathStretch[]>()
  await sendPortions(parentIds, async (some) => {
    const { rows } = await sql<{ placeId: string } & PathStretch>`
      select place_id as "placeId", from_on as "fromOn", to_on as "toOn", line as path from registry.place_path
      where place_id = any(${some}::uuid[])`.execute(db)
    for (const [placeId, stretches] of Map.groupBy(rows, (row) => row.placeId)) paths.set(placeId, stretches)
  })
  const made: ({ id: string } & PathStretch)[] = []
  await eachInSlices(opened, ({ id, parentId, fromOn }) => {
    const parents = [{ parentId, fromOn: fromOn ?? '-infinity', toOn: 'infinity' }]
    const own = pathsThrough(id, parents, (above) => paths.get(above) ?? [])
    paths.set(id, own)
    for (const stretch of own) made.push({ id, ...stretch })
  })
  await sendPortions(made, (some) =>
    sql`
    insert into registry.place_path (place_id, from_on, to_on, line)
    select r.id, r."fromOn", r."toOn", r.path from jsonb_to_recordset(${JSON.stringify(some)}::jsonb)
      as r(id uuid, "fromOn" date, "toOn" date, path uuid[])`.execute(db),
  )
}

/**
 * Puts a place under a parent for a stretch of time. From the day on which the parent goes into another place, it
 * stands under that one, as all that lay there then. Asks nobody: whoever changes the tree has asked.
 */
export async function addParent(
  db: Db,
  placeId: string,
  stretch: { parentId: string; fromOn: Day; toOn: Day },
): Promise<void> {
  const { parentId, fromOn, toOn } = stretch
  await sql`
    insert into registry.place_parent (place_id, parent_id, from_on, to_on)
    with recursive step (n, parent_id, from_on) as (
      select 1, ${parentId}::uuid, ${fromOn}::date
      union all
      select n + 1, event.other_place_id, greatest(step.from_on, place.to_on)
      from step join registry.place on place.id = step.parent_id and place.to_on < ${toOn}::date
      join registry.place_event as event on event.place_id = place.id and event.kind = 'merge'
        and event.on_day = place.to_on and event.other_place_id is not null and event.taken_back_at is null
      where n < 30
    ),
    each as (
      select parent_id, from_on, coalesce(lead(from_on) over (order by n), ${toOn}::date) as to_on from step
    )
    select ${placeId}, parent_id, from_on, to_on from each where from_on < to_on`.execute(db)
}

/** Under which others places stand, from when to when. */
export async function parentsOf(db: Db, placeIds: readonly string[]): Promise<ParentRow[]> {
  const { rows } = await sql<ParentRow>`
    select place_id as "placeId", parent_id as "parentId", from_on as "fromOn", to_on as "toOn"
    from registry.place_parent where place_id = any(${[...placeIds]}::uuid[]) order by place_id, from_on`.execute(
    db,
  )
  return rows
}

/** So many places are named; a district has more than anybody reads. */
const mostNamed = 5

/**
 * Refuses a change of the tree after which a place would lie under nothing on any later day: its parent is no more
 * then, or lies nowhere. Before its first day under anything a place may lie nowhere.
 */
export async function refuseOrphans(
  { db, language }: { db: Db; language: string },
  placeIds: readonly string[],
  pointer = '/onDay',
): Promise<void> {
  const { rows } = await sql<{ names: Names; fromOn: Day }>`
    with wanted as (
      select place_id, range_agg(daterange(from_on, to_on)) as days from registry.place_parent
      where place_id = any(${[...placeIds]}::uuid[]) group by place_id
    ),
    held as (
      select path.place_id, min(path.from_on) as first_on, range_agg(daterange(path.from_on,
        greatest(path.from_on, least(path.to_on, coalesce(parent.to_on, 'infinity'))))) as days
      from registry.place_path as path
      left join registry.place as parent on parent.id = path.line[cardinality(path.line) - 1]
      where path.place_id = any(${[...placeIds]}::uuid[]) group by path.place_id
    ),
    bare as (
      select wanted.place_id, wanted.days * datemultirange(daterange(held.first_on, 'infinity'))
        - coalesce(held.days, '{}') as days
      from wanted left join held using (place_id)
    )
    select place.names, lower(bare.days) as "fromOn" from bare join registry.place on place.id = bare.place_id
    where not isempty(bare.days) order by lower(bare.days), place.code limit ${mostNamed}`.execute(db)
  const places = rows.map((one) => `${nameIn(one.names, language)} (${one.fromOn})`).join(', ')
  const text = msg(
    'From the day in brackets on these would lie under nothing: {places}. Record first where they go on that day, or choose a place that is still there then.',
  )
  refuseIf(rows.length > 0 ? [finding(pointer, 'orphaned', text, { places })] : [])
}

/**
 * Removes places that stand under nothing any more and of which nothing is kept. What was recorded of them is taken
 * back already; where one was the other place of an event, its name stays told. Asks nobody: whoever takes back what
 * made them has asked.
 */
export async function removePlaces(db: Db, ids: RawBuilder<unknown>): Promise<void> {
  await sql`update registry.place_event as e set other_place_id = null, kept = e.kept || jsonb_build_object('gone',
      jsonb_build_object('id', place.id, 'names', place.names))
    from registry.place where place.id = e.other_place_id and place.id in (${ids})`.execute(db)
  await sql`delete from registry.place_event where place_id in (${ids})`.execute(db)
  await sql`delete from registry.path_change where place_id in (${ids})`.execute(db)
  await sql`delete from registry.place_path where place_id in (${ids})`.execute(db)
  await sql`delete from registry.place where id in (${ids})`.execute(db)
}
