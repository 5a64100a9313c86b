// Which place, period, month and borders a roll-up is asked for, and which places it is made of.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../access/context.ts'
import { scopes } from '../access/rules.ts'
import { addDays, type Day, isDay, monthsOf } from '../base/dates.ts'
import { finding, notFound, refuseIf } from '../base/problems.ts'
import { msg, type Names } from '../base/words.ts'
import { shownPeriod } from '../plan/lines/queries.ts'
import { listPeriods, type Period, pickCurrent } from '../plan/periods/queries.ts'
import { plansIn } from '../plan/queries.ts'
import { standsOn } from '../registry/places/queries.ts'
import { inCharge, matches } from '../registry/queries.ts'
import { type Part, whole } from '../totals/queries.ts'
import { type Borders, held, on } from './borders.ts'
import { countCounties, endedUnder, movedCounties } from './county-queries.ts'
import type { Asked, Child, PlaceOf, Scope } from './scope.ts'

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
  const months = monthsOf(period.fromOn, period.toOn)
  const bordersOn = asked.bordersOn ?? period.bordersOn
  refuseIf([
    ...(isDay(bordersOn) ? [] : [finding('/bordersOn', 'date', msg('There is no such date.'))]),
    ...(asked.month && !months.includes(asked.month)
      ? [finding('/month', 'outside-period', msg('The period does not have this month.'))]
      : []),
  ])
  const passed = months.filter((one) => one < ctx.today.slice(0, 7))
  const borders = { day: bordersOn, own: period.bordersOn }
  const { path, inCharge: by, above, below, ...place } = await findPlace(ctx, asked.placeId, period, borders)
  const all = place.tier === 'planning' ? [{ ...place, mergedInto: null }, ...below] : below
  const counted =
    bordersOn === period.bordersOn ? null : await countCounties(ctx, { place, period, bordersOn })
  const children = all.filter(({ id }) => counted?.has(id) ?? true)
  const held = path.findIndex((id) => scopes(ctx.actor, 'roll_up.read').includes(id))
  return {
    periods,
    period,
    months,
    month: asked.month ?? passed.at(-1) ?? months[0],
    counting: asked.counting ?? 'approved',
    bordersOn,
    place,
    path,
    inCharge: by,
    above: above.slice(held, -1),
    children,
    ...(await partsOn(ctx, place, children, borders)),
  }
}

type Found = PlaceOf & { path: string[]; inCharge: string[]; above: PlaceOf[]; below: Child[] }

/**
 * The place asked for with what lies above and directly below it; where none is asked for, the one where a reader
 * begins: the place that runs the programme, else the highest one in reach.
 */
async function findPlace(
  ctx: Context,
  placeId: string | undefined,
  period: Period,
  borders: Borders,
): Promise<Found> {
  const likely = placeId ? [placeId] : [period.placeId, ...ctx.actor.grants.map((grant) => grant.placeId)]
  const found =
    (await readPlace(ctx, sql`path.place_id = any(${likely}::uuid[])`, period, borders)) ??
    (placeId ? null : await readPlace(ctx, sql`true`, period, borders))
  if (!found) throw notFound()
  return found
}

async function readPlace(
  ctx: Context,
  where: RawBuilder<unknown>,
  period: Period,
  borders: Borders,
): Promise<Found | null> {
  const { day } = borders
  const { rows } = await sql<Found>`
    with here as (
      select place.id, place.names, place.level, place.tier, path.line as path,
        ${inCharge(ctx.today)} as "inCharge"
      from registry.place_path as path join registry.place on place.id = path.place_id
      where ${where} and ${on(day)} and place.tier <> 'below' and ${held(ctx, borders)}
        and ${plansIn(period.id, day)}
      order by place.id = ${period.placeId} desc, cardinality(path.line), place.code limit 1
    ),
    below as (
      select place.id
      from here join registry.place_parent as parent on parent.parent_id = here.id
        and parent.from_on <= ${day}::date and parent.to_on > ${day}::date
      join registry.place on place.id = parent.place_id and ${standsOn(day)}
      where here.tier <> 'planning' and place.tier <> 'below'
      union
      select child_id from (${endedUnder(sql`(select id from here)`, period.id, day)}) as ended
    )
    select here.*,
      (select json_agg(json_build_object('id', place.id, 'names', place.names, 'level', place.level, 'tier', place.tier) order by step.n)
        from unnest(here.path) with ordinality as step (id, n) join registry.place on place.id = step.id) as above,
      coalesce((select json_agg(json_build_object('id', place.id, 'names', place.names, 'level', place.level, 'tier', place.tier,
          'mergedInto', case when not ${standsOn(day)}
            then json_build_object('id', here.id, 'names', here.names) end) order by place.code)
        from below join registry.place using (id)), '[]') as below
    from here`.execute(ctx.db)
  return rows[0] ?? null
}

/**
 * On the period's own borders each place's stored total; on others less the counties that left, and with those that
 * came. The total of a county holds those that went into it as well: they come and leave by themselves.
 */
async function partsOn(
  ctx: Context,
  place: PlaceOf,
  children: readonly Child[],
  borders: Borders,
): Promise<Pick<Scope, 'parts' | 'childParts'>> {
  const moved = borders.day === borders.own ? [] : await movedCounties(ctx, place.id, borders)
  const within = (id: string) => moved.filter((county) => county.id !== id && county.own.includes(id))
  const alone = (id: string, of: string, sign: 1 | -1): Part[] => [
    { of, placeId: id, sign },
    ...within(id).map((one): Part => ({ of, placeId: one.id, sign: sign === 1 ? -1 : 1 })),
  ]
  const partsOf = (id: string): Part[] => [
    ...whole([id]),
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
        ...children.slice(0, mostOffered).map(({ mergedInto: _, ...one }) => ({ ...one, under: null })),
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
})
