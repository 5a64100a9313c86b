// Who reports lines, as it is read: of a line, of places that are named, and what may be chosen.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import type { Day } from '../../base/dates.ts'
import type { Coded } from '../../base/schemas.ts'
import type { Names } from '../../base/words.ts'
import { among, type Db } from '../../platform/database.ts'
import { standsOn } from '../../registry/places/queries.ts'
import { isPathOn } from '../../registry/queries.ts'
import { getPlan, type PlanHead } from '../plans/queries.ts'
import { type KnownPlace, mostReporters } from './rules.ts'

/** A reporter as the plan's own pages and actions know it. */
export type ReporterRow = {
  place: Coded
  level: string
  baseline: number
  standing: number | null
  isInside: boolean
}

/** SQL that holds where `place` lies in another, below those that plan, on a day. */
const isInside = (placeId: RawBuilder<unknown>, day: Day | RawBuilder<unknown>) => sql<boolean>`(
    place.tier = 'below' and ${standsOn(day)} and exists (select 1 from registry.place_path as path
      where ${isPathOn('place.id', day)} and ${placeId} = any(path.line)))`

/** SQL: who reports `line` of `plan` for `period`, besides the place that plans it; as it is written now. */
export const reporters = sql<ReporterRow[]>`coalesce((
    select json_agg(json_build_object('place', json_build_object('id', place.id, 'code', place.code, 'names', place.names),
      'level', place.level, 'baseline', named.baseline, 'standing', named.standing_baseline,
      'isInside', ${isInside(sql`plan.place_id`, sql`period.borders_on`)}) order by place.code, place.id)
    from plan.line_reporter as named join registry.place on place.id = named.place_id
    where named.plan_line_id = line.id), '[]')`

/** What is known of places that are to report lines of a plan. */
export async function readNamed(
  db: Db,
  { place, period }: Pick<PlanHead, 'place' | 'period'>,
  placeIds: readonly string[],
): Promise<KnownPlace[]> {
  if (placeIds.length === 0) return []
  const { rows } = await sql<KnownPlace>`
    select place.id, place.level, ${isInside(sql`${place.id}::uuid`, period.bordersOn)} as "isInside"
    from registry.place where place.id ${among([...new Set(placeIds)])}`.execute(db)
  return rows
}

type Choices = { levels: { code: string; plural: Names; places: Coded[] }[] }

/** The places that may report lines of the plan, level by level; 'not-found' where the actor may not see it. */
export async function readReporterChoices(ctx: Context, planId: string): Promise<Choices> {
  const { place, period } = await getPlan(ctx, planId)
  const { rows } = await sql<Choices['levels'][number]>`
    select level.code, level.plural, json_agg(json_build_object('id', place.id, 'code', place.code, 'names', place.names)
      order by place.code, place.id) as places
    from registry.place_path as path join registry.place on place.id = path.place_id
    join registry.level on level.code = place.level
    where path.line @> array[${place.id}]::uuid[] and path.from_on <= ${period.bordersOn}::date
      and path.to_on > ${period.bordersOn}::date and place.tier = 'below' and ${standsOn(period.bordersOn)}
    group by level.code, level.plural, level.position having count(*) <= ${mostReporters}
    order by level.position`.execute(ctx.db)
  return { levels: rows }
}
