// The counties under a place: how many, which, and which of them lie elsewhere by other borders.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../access/context.ts'
import type { Day } from '../base/dates.ts'
import { hasPlanned, plansIn } from '../plan/queries.ts'
import { standsOn } from '../registry/places/queries.ts'
import { type Borders, held, on } from './borders.ts'
import type { Layer, PlaceOf } from './scope.ts'

type Under = Layer & { place: PlaceOf }
export type CountedUnder = { childId: string; counties: number }

/**
 * How many counties (cities) of each period lie under the place, by the place directly below it that each lies in. On
 * other borders those alone that the reader holds: a place with none of them is not among these. One statement.
 */
export async function countCounties(
  ctx: Context,
  place: PlaceOf,
  layers: readonly Layer[],
): Promise<Map<string, Map<string, number>>> {
  const each = layers.map(
    (layer) => sql`select ${layer.period.id}::uuid as "periodId", counted.*
      from (${countedUnder(ctx, { place, ...layer })}) as counted`,
  )
  const { rows } = await sql<
    CountedUnder & { periodId: string }
  >`${sql.join(each, sql` union all `)}`.execute(ctx.db)
  const byPeriod = Map.groupBy(rows, (row) => row.periodId)
  return new Map(layers.map(({ period: { id } }) => [id, countsOf(place, byPeriod.get(id) ?? [])]))
}

/** What `countedUnder` gives, by place; a county is one by itself. */
export const countsOf = (place: PlaceOf, counted: readonly CountedUnder[]): Map<string, number> =>
  new Map([
    ...(place.tier === 'planning' ? [[place.id, 1] as const] : []),
    ...counted.map(({ childId, counties }) => [childId, counties] as const),
  ])

/** A query of how many counties lie in each place directly below, as for `countCounties`. */
export function countedUnder(
  ctx: Context,
  { place, period, bordersOn: day }: Under,
): RawBuilder<CountedUnder> {
  const borders = { day, own: period.bordersOn }
  const isParent = sql`parent.from_on <= ${day}::date and parent.to_on > ${day}::date`
  const isHeld =
    day === borders.own
      ? sql`true`
      : sql`exists (select 1 from registry.place_path as path
          where path.place_id = walk.place_id and ${on(day)} and ${held(ctx, borders)})`
  // Walked down to counties: a path is kept for every township too, of which there may be ten times as many. What may
  // be met on the way is read once, where each place would be looked up by itself.
  return sql<CountedUnder>`
    with recursive standing as materialized (
      select place.id, place.tier from registry.place
      where place.tier <> 'below' and ${standsOn(day)}
    ),
    walk as (
      select standing.id as place_id, standing.tier, standing.id as child_id
      from registry.place_parent as parent join standing on standing.id = parent.place_id
      where parent.parent_id = ${place.id} and ${isParent} and ${place.tier} <> 'planning'
      union all
      select standing.id, standing.tier, walk.child_id
      from walk join registry.place_parent as parent on parent.parent_id = walk.place_id and ${isParent}
      join standing on standing.id = parent.place_id
      where walk.tier <> 'planning'
    )
    select child_id as "childId", (count(*) filter (where tier = 'planning'))::int as counties
    from (select * from walk union all ${endedUnder(sql`${place.id}::uuid`, period.id, day)}) as walk
    where ${isHeld} group by child_id`
}

/**
 * SQL: the counties that went into another and have something in the period, with the place directly below this one
 * that each lies in: they lie under what they went into. `offset 0` has the few of them found first, and then their
 * paths one by one: the planner, who takes them for as many as the townships that ended in a reform, would read the
 * paths of the whole country, and plan that anew each time.
 */
export const endedUnder = (placeId: RawBuilder<unknown>, periodId: string, day: Day) => sql`
  select place.id as place_id, place.tier, path.line[array_position(path.line, ${placeId}) + 1] as child_id
  from (
    select * from registry.place
    where to_on is not null and coalesce(to_on <= ${day}::date, false) and tier = 'planning' offset 0
  ) as place cross join lateral (
    select * from registry.place_path as path where path.place_id = place.id and ${on(day)} offset 0
  ) as path
  where place.id <> ${placeId} and ${hasPlanned(periodId)} and ${placeId} = any(path.line)`

export type Moved = { periodId: string; id: string; own: string[]; now: string[] }

/**
 * The counties whose paths differ between the borders of a period's own last day and those asked for, as far as one of
 * them goes through the place; and all that went into another, for they may be in the total of a county that does. One
 * statement.
 */
export async function movedCounties(
  ctx: Context,
  placeId: string,
  layers: readonly Layer[],
): Promise<Moved[]> {
  const each = layers.map((layer) => movedIn(ctx, placeId, layer))
  const { rows } = await sql<Moved>`${sql.join(each, sql` union all `)}`.execute(ctx.db)
  return rows
}

function movedIn(ctx: Context, placeId: string, { period, bordersOn: day }: Layer) {
  const own = period.bordersOn
  const borders: Borders = { day, own }
  return sql`
    select ${period.id}::uuid as "periodId", place.id, coalesce(own.line, '{}') as own,
      coalesce(now.line, '{}') as now
    from registry.place
    left join lateral (
      select path.line from registry.place_path as path where path.place_id = place.id and ${on(own)} offset 0
    ) as own on true
    left join lateral (
      select path.line from registry.place_path as path
      where path.place_id = place.id and ${on(day)} and ${held(ctx, borders)} offset 0
    ) as now on true
    where place.tier = 'planning' and own.line is distinct from now.line
      and (${placeId} = any(coalesce(own.line, '{}') || coalesce(now.line, '{}')) or place.to_on is not null)`
}

/** SQL from `from` on: the counties (cities) of the period under the place, each as `place`. */
export const countiesUnder = (ctx: Context, { place, bordersOn, period }: Under) => sql`
  from registry.place_path as path join registry.place on place.id = path.place_id and place.tier = 'planning'
  where path.line @> array[${place.id}]::uuid[] and ${on(bordersOn)}
    and ${held(ctx, { day: bordersOn, own: period.bordersOn })} and ${plansIn(period.id, bordersOn)}`

export type County = PlaceOf & { periodIds: string[] }

/** All of them of some periods, by code, each with those in which it lies here. One statement. */
export async function countiesIn(ctx: Context, place: PlaceOf, layers: readonly Layer[]): Promise<County[]> {
  if (layers.length === 0) return []
  const each = layers.map(
    (layer) =>
      sql`select place.id, ${layer.period.id}::uuid as period_id ${countiesUnder(ctx, { place, ...layer })}`,
  )
  const { rows } = await sql<County>`
    select place.id, place.names, place.level, place.tier, array_agg(found.period_id) as "periodIds"
    from (${sql.join(each, sql` union all `)}) as found join registry.place using (id)
    group by place.id order by place.code`.execute(ctx.db)
  return rows
}
