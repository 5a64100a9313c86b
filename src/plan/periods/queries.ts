// Plan periods, and which of them is meant when none is named.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { scopes } from '../../access/rules.ts'
import type { Day } from '../../base/dates.ts'
import { notFound } from '../../base/problems.ts'
import type { Names } from '../../base/words.ts'
import { above, eachWithin } from '../../registry/queries.ts'
import { tables } from '../queries.ts'

export type Period = {
  id: string
  programmeId: string
  placeId: string
  parentId: string | null
  code: string
  names: Names
  fromOn: Day
  /** not included: [fromOn, toOn) */
  toOn: Day
  /** the last day, whose borders decide */
  bordersOn: Day
  plansDueOn: Day
  state: 'open' | 'closed'
}

/** Published by a place above the actor, or by one that the actor may read plans of. */
export const published = (ctx: Context, table: string) =>
  sql<boolean>`(${above(ctx.actor.path, `${table}.place_id`)}
    or ${eachWithin(scopes(ctx.actor, 'plan.read'), `${table}.place_id`, ctx.today)})`

const periods = (ctx: Context) =>
  tables(ctx.db)
    .selectFrom('plan.period as period')
    .select([
      'period.id',
      'period.programme_id as programmeId',
      'period.place_id as placeId',
      'period.parent_id as parentId',
      'period.code',
      'period.names',
      'period.from_on as fromOn',
      'period.to_on as toOn',
      'period.borders_on as bordersOn',
      'period.plans_due_on as plansDueOn',
      'period.state',
    ])
    .where(published(ctx, 'period'))

/** The period, or 'not-found' where it is not published to the actor. */
export const getPeriod = (ctx: Context, periodId: string): Promise<Period> =>
  found(periods(ctx).where('period.id', '=', periodId), periodId)

/**
 * The period as it stays until the transaction ends: whoever moves a figure of it holds it together with all others who
 * do, whoever closes or changes it holds it alone, and waits for them.
 */
export const holdPeriod = (ctx: Context, periodId: string, how: 'together' | 'alone'): Promise<Period> => {
  const one = periods(ctx).where('period.id', '=', periodId)
  return found(how === 'alone' ? one.forUpdate('period') : one.forShare('period'), periodId)
}

async function found(one: ReturnType<typeof periods>, periodId: string): Promise<Period> {
  const period = await one.executeTakeFirst()
  if (!period) throw notFound(periodId)
  return period
}

/** All periods that the actor may see, in order of time. */
export const listPeriods = (ctx: Context): Promise<Period[]> =>
  periods(ctx).orderBy('period.from_on').orderBy('period.to_on').execute()

/** Of periods in order: the shortest that holds the day, else the last that began, else the first. */
export function pickCurrent(all: readonly Period[], today: Day): Period | null {
  const holding = all.filter((period) => period.fromOn <= today && today < period.toOn)
  holding.sort(
    (a, b) => Date.parse(a.toOn) - Date.parse(a.fromOn) - (Date.parse(b.toOn) - Date.parse(b.fromOn)),
  )
  return holding[0] ?? all.findLast((period) => period.fromOn <= today) ?? all[0] ?? null
}

/** Where work on plans stands: the last period whose plans are due by now, else the one that holds the day. */
export const pickDue = (all: readonly Period[], today: Day): Period | null =>
  all.findLast((period) => period.plansDueOn <= today) ?? pickCurrent(all, today)
