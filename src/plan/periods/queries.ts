// Plan periods, and which of them is meant when none is named.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { must, scopes } from '../../access/rules.ts'
import type { Day } from '../../base/dates.ts'
import { notFound } from '../../base/problems.ts'
import type { Names } from '../../base/words.ts'
import type { Db } from '../../platform/database.ts'
import type { ClosingPeriod, Lack } from '../../platform/room.ts'
import { pathOf } from '../../registry/places/queries.ts'
import { above, eachWithin } from '../../registry/queries.ts'
import { tables } from '../queries.ts'
import { shownLacks } from './closing.ts'
import type { PeriodStep } from './tables.ts'

/** That a period had been closed and is open again: since when, by whom, and why. */
export type Reopened = { on: Day; by: Names; reason: Names }

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
  /** null where it asks for no plans of its own */
  plansDueOn: Day | null
  /** of its programme: the month that the year begins with, and the day on which reports of a month are due */
  yearFrom: number
  dueDay: number
  state: 'open' | 'closed'
  reopened: Reopened | null
}

/** SQL: how `period` was opened again; null where it is closed, or never was. */
export const reopened = sql<Reopened | null>`case when period.state = 'open' then (
    select json_build_object('on', step.on_day, 'by', account.names, 'reason', step.reason)
    from plan.period_event as step join access.account on account.id = step.account_id
    where step.period_id = period.id and step.kind = 'reopened' order by step.id desc limit 1) end`

/** Published by a place above the actor, or by one that the actor may read plans of. */
export const published = (ctx: Context, table: string) =>
  sql<boolean>`(${above(ctx.actor.path, `${table}.place_id`)}
    or ${eachWithin(scopes(ctx.actor, 'plan.read'), `${table}.place_id`, ctx.today)})`

const periods = (ctx: Context) =>
  tables(ctx.db)
    .selectFrom('plan.period as period')
    .innerJoin('convene.programme as programme', 'programme.id', 'period.programme_id')
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
      'programme.year_from as yearFrom',
      'programme.due_day as dueDay',
      'period.state',
      reopened.as('reopened'),
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

/** All periods of a programme in order of time; none is closed or opened until the transaction ends. */
export const holdPeriods = (ctx: Context, programmeId: string): Promise<Period[]> =>
  periods(ctx)
    .where('period.programme_id', '=', programmeId)
    .orderBy('period.from_on')
    .orderBy('period.to_on', 'desc')
    .forShare('period')
    .execute()

async function found(one: ReturnType<typeof periods>, periodId: string): Promise<Period> {
  const period = await one.executeTakeFirst()
  if (!period) throw notFound(periodId)
  return period
}

/** All periods that the actor may see, in order of time, a longer one before its parts. */
export const listPeriods = (ctx: Context): Promise<Period[]> =>
  periods(ctx).orderBy('period.from_on').orderBy('period.to_on', 'desc').execute()

/** Parts of one period that share days since before that was refused: pairs of their codes. */
export async function listOverlaps(db: Db): Promise<[string, string][]> {
  const { rows } = await sql<{ first: string; second: string }>`
    select one.code as first, other.code as second from plan.period as one
    join plan.period as other on other.parent_id = one.parent_id and (other.from_on, other.id) > (one.from_on, one.id)
      and other.from_on < one.to_on and one.from_on < other.to_on
    order by one.from_on, one.id, other.from_on, other.id`.execute(db)
  return rows.map(({ first, second }) => [first, second])
}

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
  all.findLast((period) => period.plansDueOn !== null && period.plansDueOn <= today) ??
  pickCurrent(all, today)

/** How many closings and openings of a period are told, the last ones. */
const mostSteps = 20

type Step = { kind: PeriodStep; on: Day; by: Names; reason: Names | null }

/** What whoever closes a period, or opens it again, reads before: what is missing in it, and what was done with it. */
export async function readClosing(
  ctx: Context,
  periodId: string,
  lacksOf: (ctx: Context, period: ClosingPeriod) => Promise<Lack[]>,
) {
  const period = await getPeriod(ctx, periodId)
  must(ctx.actor, 'period.change', await pathOf(ctx.db, period.placeId, ctx.today))
  const { rows } = await sql<Step>`select * from (
      select step.id, step.kind, step.on_day as on, account.names as by, step.reason
      from plan.period_event as step join access.account on account.id = step.account_id
      where step.period_id = ${periodId} order by step.id desc limit ${mostSteps}
    ) as last order by id`.execute(ctx.db)
  return {
    lacks: shownLacks(await lacksOf(ctx, period)),
    steps: rows.map(({ kind, on, by, reason }) => ({ kind, on, by, reason })),
  }
}
