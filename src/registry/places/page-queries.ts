// What the screens of places read.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { may, must, scopes } from '../../access/rules.ts'
import type { Day } from '../../base/dates.ts'
import { notFound } from '../../base/problems.ts'
import { pageLength } from '../../base/schemas.ts'
import type { Names } from '../../base/words.ts'
import { keyAfter, pageOf } from '../../platform/paging.ts'
import type { Tier } from '../levels/rules.ts'
import { countForms } from '../organisations/queries.ts'
import { countPeople, firstSeen } from '../people/queries.ts'
import { matches, within } from '../queries.ts'
import { mayTakeBack } from '../taking-back/queries.ts'
import { childrenOf, getPlace, searchPlaces, standingOf, standingPathOf, standsOn } from './queries.ts'
import { type PlaceEventKind, returningKinds } from './rules.ts'

const edge = (day: string): Day | null => (day.endsWith('infinity') ? null : day)

type Node = {
  id: string
  code: string
  names: Names
  level: string
  tier: Tier
  parentId: string | null
  children: number
}

/** A tree of more places than this is not read at once: what is below a place is asked for when it is opened. */
const mostAtOnce = 600

async function wholeTree(ctx: Context) {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from registry.place where tier <> 'below'`.execute(ctx.db)
  return rows[0].count <= mostAtOnce ? sql`place.tier <> 'below'` : sql`cardinality(path.line) <= 2`
}

const belowOf = (under: string, levels?: number) => sql`path.line @> array[${under}]::uuid[]
  and ${levels ? sql`cardinality(path.line) - array_position(path.line, ${under}::uuid) <= ${levels}` : sql`true`}`

/** The tree on a day: below `under`, or from the top down to counties, of a large country to its provinces. */
export async function readTree(ctx: Context, query: { on?: Day; under?: string; levels?: number }) {
  const on = query.on ?? ctx.today
  const { rows } = await sql<Node>`
    select place.id, place.code, place.names, place.level, place.tier, path.line[cardinality(path.line) - 1] as "parentId",
      (select count(*)::int from registry.place_parent as below where below.parent_id = place.id
        and below.from_on <= ${on}::date and below.to_on > ${on}::date
        and not exists (select 1 from registry.place as ended
          where ended.id = below.place_id and ended.to_on <= ${on}::date)) as children
    from registry.place_path as path join registry.place on place.id = path.place_id
    where path.from_on <= ${on}::date and path.to_on > ${on}::date and ${standsOn(on)}
      and ${query.under ? belowOf(query.under, query.levels) : await wholeTree(ctx)}
    order by cardinality(path.line), place.code limit 5000`.execute(ctx.db)
  const mayAdd = scopes(ctx.actor, 'place.change').length > 0
  return { on, places: rows, mayAdd }
}

type EventRow = {
  id: string
  kind: PlaceEventKind
  onDay: Day
  place: { id: string; names: Names }
  other: { id: string; names: Names } | null
  note: Names
  source: string
  namesBefore: Names | null
  illustrative: boolean
  isKept: boolean
  takenBack: { at: string; by: Names | null; reason: string } | null
}

/** What is recorded of one place or of all, the latest first, a page at a time. */
export async function readEvents(ctx: Context, { placeId, after }: { placeId?: string; after?: string }) {
  const key = keyAfter(after, ['day', 'id'])
  const { rows } = await sql<EventRow>`
    select e.id, e.kind, e.on_day as "onDay", json_build_object('id', a.id, 'names', a.names) as place,
      coalesce(case when b.id is not null then jsonb_build_object('id', b.id, 'names', b.names) end, e.kept->'gone') as other,
      e.note, e.source, e.names_before as "namesBefore", e.illustrative, e.kept is not null as "isKept",
      case when e.taken_back_at is not null then json_build_object('at', e.taken_back_at, 'by', doer.names,
        'reason', e.taken_back_reason) end as "takenBack"
    from registry.place_event as e join registry.place as a on a.id = e.place_id
    left join registry.place as b on b.id = e.other_place_id
    left join access.account as doer on doer.id = e.taken_back_by
    where ${placeId ? sql`${placeId} in (e.place_id, e.other_place_id)` : sql`true`}
      and ${key ? sql`(e.on_day, e.id) < (${key[0]}::date, ${key[1]}::uuid)` : sql`true`}
    order by e.on_day desc, e.id desc limit ${pageLength + 1}`.execute(ctx.db)
  const { page, next } = pageOf(rows, ({ onDay, id }) => [onDay, id])
  const open = page.filter((one) => returningKinds.includes(one.kind) && one.isKept && !one.takenBack)
  const mayBe = await mayTakeBack(
    ctx,
    open.map(({ id }) => id),
  )
  return { events: page.map(({ isKept: _, ...one }) => ({ ...one, mayTakeBack: mayBe.has(one.id) })), next }
}

type Page = {
  id: string
  code: string
  names: Names
  level: string
  tier: Tier
  fromOn: Day | null
  toOn: Day | null
  path: { id: string; names: Names }[]
}

export async function readPlace(ctx: Context, placeId: string, on: Day) {
  const found = await sql<Page>`
    select place.id, place.code, place.names, place.level, place.tier, place.from_on as "fromOn", place.to_on as "toOn",
      coalesce((select json_agg(json_build_object('id', above.id, 'names', above.names) order by step.n)
        from registry.place_path as path, unnest(path.line) with ordinality as step (id, n)
        join registry.place as above on above.id = step.id
        where path.place_id = place.id and path.from_on <= ${on}::date and path.to_on > ${on}::date), '[]') as path
    from registry.place where place.id = ${placeId}`.execute(ctx.db)
  if (found.rows.length === 0) throw notFound(placeId)
  const { path, ...place } = found.rows[0]
  // Nothing is entered in a place that is no more, nor is it changed.
  const isEnded = place.toOn !== null && place.toOn <= on
  const pathIds = isEnded ? [] : path.map((one) => one.id)
  const parents = await sql<{ id: string; names: Names; fromOn: string; toOn: string }>`
    select parent.id, parent.names, p.from_on as "fromOn", p.to_on as "toOn"
    from registry.place_parent as p join registry.place as parent on parent.id = p.parent_id
    where p.place_id = ${placeId} order by p.from_on`.execute(ctx.db)
  return {
    on,
    place,
    path,
    parents: parents.rows.map(({ id, names, fromOn, toOn }) => ({
      parent: { id, names },
      fromOn: edge(fromOn),
      toOn: edge(toOn),
    })),
    children: await childrenOf(ctx.db, placeId, on),
    counts: await countForms(ctx, placeId, on),
    people: await countPeople(ctx, placeId),
    mayOpenBelow: place.tier !== 'below' && may(ctx.actor, 'place.change', pathIds),
    mayAddOrganisation: may(ctx.actor, 'organisation.change', pathIds),
    mayAddPerson: may(ctx.actor, 'person.change', pathIds),
    mayChange: pathIds.length > 1 && may(ctx.actor, 'place.change', pathIds),
  }
}

/** What a transfer would take along and what it would drop; for whoever is over the place. */
export async function previewTransfer(
  ctx: Context,
  placeId: string,
  { toPlaceId, onDay }: { toPlaceId: string; onDay: Day },
) {
  await getPlace(ctx.db, placeId)
  const to = await getPlace(ctx.db, toPlaceId)
  const path = await standingPathOf(ctx.db, placeId, onDay)
  must(ctx.actor, 'place.change', path)
  const was = (await standingOf(ctx.db, placeId, onDay)) ?? null
  const from = was && named(await getPlace(ctx.db, was.parentPlaceId))
  const counts = await sql<{ counties: number; organisations: number }>`
    select (select count(*)::int from registry.place_path as path join registry.place on place.id = path.place_id
        where path.from_on <= ${onDay}::date and path.to_on > ${onDay}::date and place.tier = 'planning'
          and ${standsOn(onDay)}
          and path.line @> array[${placeId}]::uuid[] and place.id <> ${placeId}) as counties,
      (select count(*)::int from registry.organisation as o
        where o.kept_as is null and ${within([placeId], 'o.place_id', onDay)}) as organisations`.execute(
    ctx.db,
  )
  const dropped = from && was?.fromOn === onDay ? [{ parent: from, fromOn: onDay }] : []
  return { from, to: named(to), was, ...counts.rows[0], dropped }
}

const named = ({ id, names }: { id: string; names: Names }) => ({ id, names })

type Hit = {
  id: string
  code: string
  names: Names
  place: { id: string; names: Names }
  illustrative: boolean
}

/** One search over the three registers: places are public, the rest as the actor may see it. Three statements. */
export async function searchRegisters(ctx: Context, text: string) {
  const here = sql`json_build_object('id', place.id, 'names', place.names) as place`
  const organisations = await sql<Hit & { form: string }>`
    select o.id, o.code, o.names, o.form, o.illustrative, ${here}
    from registry.organisation as o join registry.place on place.id = o.place_id
    where o.kept_as is null and ${within(scopes(ctx.actor, 'organisation.read'), 'o.place_id', ctx.today)}
      and ${matches(sql.ref('o.search_key'), text)}
    order by o.code limit 30`.execute(ctx.db)
  const people = await sql<Hit & { posts: Names[] }>`
    select p.id, p.code, p.names, p.illustrative, ${here}, coalesce((
      select json_agg(post.names order by a.from_on) from registry.appointment as a
      join registry.post on post.id = a.post_id where a.person_id = p.id
        and a.from_on <= ${ctx.today}::date and a.to_on > ${ctx.today}::date), '[]') as posts
    from registry.person as p join registry.place on place.id = p.place_id
    where p.id in ${firstSeen(ctx, { where: sql`true`, text }, 30)} order by p.code`.execute(ctx.db)
  return {
    places: await searchPlaces(ctx.db, text, ctx.today, { count: 30 }),
    organisations: organisations.rows,
    people: people.rows,
  }
}
