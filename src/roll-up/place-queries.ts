// Which place, period, month and borders a roll-up is asked for, and which places it is made of.
import { sql } from 'kysely'
import type { Context } from '../access/context.ts'
import { scopes } from '../access/rules.ts'
import { addDays, type Day, isDay } from '../base/dates.ts'
import { finding, notFound, refuseIf } from '../base/problems.ts'
import { msg, type Names } from '../base/words.ts'
import { shownPeriod } from '../plan/lines/queries.ts'
import { listPeriods, type Period, pickCurrent } from '../plan/periods/queries.ts'
import { withParts } from '../plan/periods/rules.ts'
import { plansIn } from '../plan/queries.ts'
import { among } from '../platform/database.ts'
import { standsOn } from '../registry/places/queries.ts'
import { inCharge, matches } from '../registry/queries.ts'
import { type Part, whole } from '../totals/queries.ts'
import { type Borders, held, heldOne, on } from './borders.ts'
import { countCounties, endedUnder, type Moved, movedCounties } from './county-queries.ts'
import { calendarOf } from './period-rules.ts'
import type { Asked, Child, Layer, PlaceOf, Scope } from './scope.ts'

/**
 * The period whose last reported month is due now: the one that holds last month's last day, else the last that began.
 */
const currentOf = (periods: readonly Period[], today: Day): Period | null =>
  pickCurrent(periods, addDays(`${today.slice(0, 7)}-01`, -1))

/** Reads what was asked for; 'not-found' for a place or a period that the actor may not see. */
export async function readScope(ctx: Context, asked: Asked): Promise<Scope> {
  const periods = await listPeriods(ctx)
  const period = asked.periodId
    ? periods.find((one) => one.id === asked.periodId)
    : currentOf(periods, ctx.today)
  if (!period) throw notFound()
  const tree = withParts(period, periods)
  const calendars = { parts: calendarOf(tree, 'parts'), whole: calendarOf(tree, 'whole') }
  const { months } = calendars.whole
  const bordersOn = asked.bordersOn ?? period.bordersOn
  refuseIf([
    ...(isDay(bordersOn) ? [] : [finding('/bordersOn', 'date', msg('There is no such date.'))]),
    ...(asked.month && !months.includes(asked.month)
      ? [finding('/month', 'outside-period', msg('The period does not have this month.'))]
      : []),
  ])
  const isByOwn = asked.bordersOn === undefined || (tree.length === 1 && bordersOn === period.bordersOn)
  const layersOf = (all: readonly Period[]): Layer[] =>
    all.map((one) => ({ period: one, bordersOn: isByOwn ? one.bordersOn : bordersOn }))
  const found = await findPlace(ctx, asked.placeId, layersOf(tree))
  const { path, inCharge: by, above, below, periodIds, ...place } = found
  const layers = layersOf(tree.filter(({ id }) => periodIds.includes(id)))
  const passed = months.filter((one) => one < ctx.today.slice(0, 7))
  const month = asked.month ?? passed.at(-1) ?? months[0]
  const current = layers.find((one) => one.period.id === calendars.parts.holderOf(month)) ?? null
  const held = path.findIndex((id) => scopes(ctx.actor, 'roll_up.read').includes(id))
  return {
    periods,
    period,
    tree,
    layers,
    calendars,
    current,
    months: [...months],
    month,
    counting: asked.counting ?? 'approved',
    bordersOn,
    isByOwn,
    place,
    path,
    inCharge: by,
    above: above.slice(held, -1),
    ...(await partsOn(ctx, place, layers, { isByOwn, below: childrenOf(place, layers, below) })),
  }
}

/** Directly below a county lies itself as well, beside those that went into it. */
const childrenOf = (place: PlaceOf, layers: readonly Layer[], below: Child[]): Child[] =>
  place.tier === 'planning'
    ? [{ ...place, mergedInto: null, periodIds: layers.map(({ period }) => period.id) }, ...below]
    : below

type Found = PlaceOf & {
  path: string[]
  inCharge: string[]
  above: PlaceOf[]
  below: Child[]
  /** those of the periods in which the reader may read its totals */
  periodIds: string[]
}

/**
 * The place asked for with what lies above and directly below it; where none is asked for, the one where a reader
 * begins: the place that runs the programme, else the highest one in reach.
 */
async function findPlace(
  ctx: Context,
  placeId: string | undefined,
  layers: readonly Layer[],
): Promise<Found> {
  const [whole] = layers
  const likely = placeId
    ? [placeId]
    : [whole.period.placeId, ...ctx.actor.grants.map((grant) => grant.placeId)]
  const first = placeId ? layers : [whole]
  const found = (await readPlace(ctx, likely, first)) ?? (placeId ? null : await readPlace(ctx, null, first))
  if (!found) throw notFound()
  // Which place it is the whole period decides; of its parts it is then read by itself.
  return first.length < layers.length ? findPlace(ctx, found.id, layers) : found
}

const bordersOf = ({ period, bordersOn }: Layer): Borders => ({ day: bordersOn, own: period.bordersOn })

/**
 * One of these places, or of all, as it lies by the borders of the whole period, where the reader may read it by these,
 * else by those of one of its parts; and what lies directly below it by the borders of any.
 */
async function readPlace(
  ctx: Context,
  placeIds: readonly string[] | null,
  layers: readonly Layer[],
): Promise<Found | null> {
  const isAsked = placeIds ? sql`path.place_id ${among(placeIds)}` : sql`true`
  const isHeld = placeIds ? heldOne : held
  const here = layers.map(
    (layer, at) => sql`(
      select place.id, place.names, place.level, place.tier, path.line as path,
        ${inCharge(ctx.today)} as "inCharge", ${layer.period.id}::uuid as period_id, ${at}::int as at
      from registry.place_path as path join registry.place on place.id = path.place_id
      where ${isAsked} and ${on(layer.bordersOn)} and place.tier <> 'below' and ${isHeld(ctx, bordersOf(layer))}
        and ${plansIn(layer.period.id, layer.bordersOn)}
      order by place.id = ${layer.period.placeId} desc, cardinality(path.line), place.code limit 1)`,
  )
  const { rows } = await sql<Found>`
    with found as (${sql.join(here, sql` union all `)}),
    here as (select * from found order by at limit 1),
    below as (${sql.join(layers.map(belowIn), sql` union all `)})
    select here.id, here.names, here.level, here.tier, here.path, here."inCharge",
      (select array_agg(period_id) from found) as "periodIds",
      (select json_agg(json_build_object('id', place.id, 'names', place.names, 'level', place.level, 'tier', place.tier) order by step.n)
        from unnest(here.path) with ordinality as step (id, n) join registry.place on place.id = step.id) as above,
      ${belowHere} as below
    from here`.execute(ctx.db)
  return rows[0] ?? null
}

/** SQL: what lies directly below, with the periods in which it does. */
const belowHere = sql`coalesce((select json_agg(json_build_object('id', place.id, 'names', place.names, 'level', place.level, 'tier', place.tier,
          'periodIds', each.period_ids, 'mergedInto', case when each.is_gone
            then json_build_object('id', here.id, 'names', here.names) end) order by place.code)
        from (select id, array_agg(period_id) as period_ids, bool_or(is_gone) as is_gone from below group by id) as each
        join registry.place using (id)), '[]')`

/** SQL: what lies directly below by the borders of one of the periods, where the reader reads the place by these. */
const belowIn = ({ period, bordersOn: day }: Layer) => sql`
  select place.id, ${period.id}::uuid as period_id, not ${standsOn(day)} as is_gone
  from (
    select place.id
    from here join registry.place_parent as parent on parent.parent_id = here.id
      and parent.from_on <= ${day}::date and parent.to_on > ${day}::date
    join registry.place on place.id = parent.place_id and ${standsOn(day)}
    where here.tier <> 'planning' and place.tier <> 'below'
    union
    select child_id from (${endedUnder(sql`(select id from here)`, period.id, day)}) as ended
  ) as lying join registry.place using (id)
  where ${period.id} in (select period_id from found)`

/**
 * The places above, the highest first, from where the programme begins: each with the totals of what lies directly
 * below it by the same borders, and which of these leads to the place asked for. Nothing of them is told to the reader.
 */
export async function readLevels(
  ctx: Context,
  { path, period, layers, isByOwn }: Scope,
): Promise<{ childId: string; childParts: Part[] }[]> {
  const line = path.slice(Math.max(0, path.indexOf(period.placeId)))
  const periodIds = layers.map((layer) => layer.period.id)
  return Promise.all(
    line.slice(0, -1).map(async (id, at) => {
      const { rows } = await sql<PlaceOf & { below: Child[] }>`
        with found as (select unnest(${periodIds}::uuid[]) as period_id),
        here as (select id, names, level, tier from registry.place where id = ${id}),
        below as (${sql.join(layers.map(belowIn), sql` union all `)})
        select here.*, ${belowHere} as below from here`.execute(ctx.db)
      const [{ below, ...place }] = rows
      const { childParts } = await partsOn(ctx, place, layers, {
        isByOwn,
        below: childrenOf(place, layers, below),
      })
      return { childId: line[at + 1], childParts }
    }),
  )
}

/**
 * On the period's own borders each place's stored total; on others less the counties that left, and with those that
 * came. The total of a county holds those that went into it as well: they come and leave by themselves. Of a period
 * that has parts each of these by itself, by its own borders or by those that are asked for.
 */
async function partsOn(
  ctx: Context,
  place: PlaceOf,
  layers: readonly Layer[],
  { isByOwn, below }: { isByOwn: boolean; below: readonly Child[] },
): Promise<Pick<Scope, 'children' | 'parts' | 'childParts'>> {
  const counted = isByOwn ? null : await countCounties(ctx, place, layers)
  const movedAll = isByOwn ? [] : await movedCounties(ctx, place.id, layers)
  const children = below
    .map((child) => ({
      ...child,
      periodIds: child.periodIds.filter((id) => counted?.get(id)?.has(child.id) ?? isByOwn),
    }))
    .filter(({ periodIds }) => periodIds.length > 0)
  const each = layers.map(({ period: { id: periodId } }) => {
    const moved = movedAll.filter((county) => county.periodId === periodId)
    const there = children.filter(({ periodIds }) => periodIds.includes(periodId))
    return partsIn(place, there, periodId, moved)
  })
  return {
    children,
    parts: each.flatMap(({ parts }) => parts),
    childParts: each.flatMap(({ childParts }) => childParts),
  }
}

function partsIn(
  place: PlaceOf,
  children: readonly Child[],
  periodId: string,
  moved: readonly Moved[],
): Pick<Scope, 'parts' | 'childParts'> {
  const within = (id: string) => moved.filter((county) => county.id !== id && county.own.includes(id))
  const alone = (id: string, of: string, sign: 1 | -1): Part[] => [
    { of, placeId: id, periodId, sign },
    ...within(id).map((one): Part => ({ of, placeId: one.id, periodId, sign: sign === 1 ? -1 : 1 })),
  ]
  const partsOf = (id: string): Part[] => [
    ...whole([id], periodId),
    ...moved
      .filter((county) => county.id !== id && county.own.includes(id) !== county.now.includes(id))
      .flatMap((county) => alone(county.id, id, county.now.includes(id) ? 1 : -1)),
  ]
  // The row of a county is what it is beside those that went into it, which have rows of their own.
  const merged = children.filter((child) => child.mergedInto).flatMap((child) => partsOf(child.id))
  return {
    parts: partsOf(place.id),
    childParts: [
      ...children.flatMap((child) => partsOf(child.id)),
      ...merged.map((part): Part => ({ ...part, of: place.id, sign: part.sign === 1 ? -1 : 1 })),
    ],
  }
}

/** So many places are offered at a time; more are found by typing. */
const mostOffered = 60

/** The places that a reader may turn to: by name or code, and without a text those around the place shown. */
export async function readPlaces(
  ctx: Context,
  { text = '', ...asked }: Asked & { text?: string },
): Promise<{ found: (PlaceOf & { under: Names | null })[] }> {
  const scope = await readScope(ctx, asked)
  const borders = { day: scope.bordersOn, own: scope.period.bordersOn }
  if (text.trim() === '') {
    const here = [...scope.above, scope.place]
    const children = scope.place.tier === 'planning' ? [] : scope.children
    return {
      found: [
        ...here.map((one) => ({ ...one, under: null })),
        ...children
          .slice(0, mostOffered)
          .map(({ mergedInto: _, periodIds: __, ...one }) => ({ ...one, under: null })),
      ],
    }
  }
  const { rows } = await sql<PlaceOf & { under: Names | null }>`
    select place.id, place.names, place.level, place.tier,
      (select above.names from registry.place as above where above.id = path.line[cardinality(path.line) - 1]) as under
    from registry.place join registry.place_path as path on path.place_id = place.id and ${on(borders.day)}
    where place.tier <> 'below' and ${matches(sql.ref('place.search_key'), text)} and ${held(ctx, borders)}
      and ${plansIn(scope.period.id, borders.day)}
    order by cardinality(path.line), place.code limit ${mostOffered}`.execute(ctx.db)
  return { found: rows }
}

export const headOf = (scope: Scope) => ({
  place: scope.place,
  period: shownPeriod(scope.period),
  month: scope.month,
  counting: scope.counting,
  bordersOn: scope.bordersOn,
  isByOwn: scope.isByOwn,
  madeOf: madeOf(scope),
})

/** The periods that hold the months of one which has parts, in order of time, itself where it holds some. */
function madeOf({ tree, layers, calendars, months }: Scope) {
  if (tree.length === 1) return []
  const ids = [...new Set(months.map(calendars.parts.holderOf))]
  return ids.flatMap((id) => {
    const period = tree.find((one) => one.id === id)
    return period ? [{ ...shownPeriod(period), isRead: layers.some((layer) => layer.period.id === id) }] : []
  })
}
