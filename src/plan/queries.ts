// The doors of plans for other rooms: periods, indicators, single lines, and the links that lines store. What the
// actor may see is part of every statement.
import { sql } from 'kysely'
import type { Context } from '../access/context.ts'
import { scopes } from '../access/rules.ts'
import type { Day } from '../base/dates.ts'
import { notFound } from '../base/problems.ts'
import type { Names } from '../base/words.ts'
import type { ConveneTables } from '../convene/tables.ts'
import type { Db, Reading } from '../platform/database.ts'
import { standsOn } from '../registry/places/queries.ts'
import { within } from '../registry/queries.ts'
import type { RegistryTables } from '../registry/tables.ts'
import type { PlanState } from './plans/rules.ts'
import type { PlanTables } from './tables.ts'

export const tables = (db: Db) =>
  db.withTables<PlanTables & Reading<RegistryTables> & Reading<ConveneTables>>()

/**
 * SQL that holds where the actor may see the plan `plan` of the period `period`: by the borders of its last day, and
 * where its county has gone into the actor's since.
 */
export const planVisible = (ctx: Context) =>
  within(scopes(ctx.actor, 'plan.read'), 'plan.place_id', sql.ref('period.borders_on'), ctx.today)

/**
 * SQL that holds where the county `place` plans in the period: it stands on the day, or it has gone into another by
 * then, and what it planned or described before goes on.
 */
export const plansIn = (periodId: string, day: Day) => sql<boolean>`(${standsOn(day)}
  or exists (select 1 from plan.plan as own where own.place_id = place.id and own.period_id = ${periodId})
  or exists (select 1 from plan.condition_sheet as own where own.place_id = place.id and own.period_id = ${periodId}))`

/**
 * SQL that holds where `place`, of which there are few, has a plan or a condition sheet in the period: looked up one by
 * one (offset 0), since the planner, who can't tell that they are few, would read those of all places.
 */
export const hasPlanned = (periodId: string) => sql<boolean>`(
  exists (select 1 from plan.plan as own where own.place_id = place.id and own.period_id = ${periodId} offset 0)
  or exists (select 1 from plan.condition_sheet as own where own.place_id = place.id and own.period_id = ${periodId} offset 0))`

/** SQL: the state that the plan `plan` counts under: once approved it stands, whatever is being revised. */
export const countedState = sql<PlanState>`case when plan.standing_version is null then plan.state else 'approved' end`

export type PlanStanding = { state: PlanState; version: number; editVersion: number }

/** Where a plan stands now, and which change of it was the last; 'not-found' where the actor may not see it. */
export async function getPlanStanding(ctx: Context, planId: string): Promise<PlanStanding> {
  const { rows } = await sql<PlanStanding>`
    select plan.state, plan.version, plan.edit_version as "editVersion"
    from plan.plan join plan.period on period.id = plan.period_id
    where plan.id = ${planId} and ${planVisible(ctx)}`.execute(ctx.db)
  if (!rows[0]) throw notFound(planId)
  return rows[0]
}

/**
 * The periods whose figures count elsewhere where these places stand under others for these days: those for which
 * something under them is planned.
 */
export async function periodsMoving(
  db: Db,
  moves: readonly { placeId: string; fromOn: Day; toOn: Day }[],
): Promise<{ id: string; names: Names; isClosed: boolean }[]> {
  const { rows } = await sql<{ id: string; names: Names; isClosed: boolean }>`
    select period.id, period.names, period.state = 'closed' as "isClosed" from plan.period
    where exists (
      select 1 from jsonb_to_recordset(${JSON.stringify(moves)}::jsonb) as move("placeId" uuid, "fromOn" date, "toOn" date)
      join registry.place_path as path on path.line @> array[move."placeId"]
        and path.from_on <= period.borders_on and path.to_on > period.borders_on
      join plan.plan on plan.place_id = path.place_id and plan.period_id = period.id
      where move."fromOn" <= period.borders_on and move."toOn" > period.borders_on)
    order by period.from_on, period.id`.execute(db)
  return rows
}
