// What the screens of carrying out read: a reporter's month, what is late in the counties, one county, one line.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { may, scopes } from '../../access/rules.ts'
import { addDays, type Day, monthsOf } from '../../base/dates.ts'
import { notFound } from '../../base/problems.ts'
import type { Named } from '../../base/schemas.ts'
import type { Names } from '../../base/words.ts'
import { usualCalendar } from '../../convene/programmes/rules.ts'
import { dueMonths, isDue, nextDue } from '../../plan/frequency/rules.ts'
import { getPlanLine, listPlanLines, type PlanLineRow, shownPeriod } from '../../plan/lines/queries.ts'
import { listPeriods, type Period, pickCurrent } from '../../plan/periods/queries.ts'
import type { PlanState } from '../../plan/plans/rules.ts'
import { countedState, plansIn } from '../../plan/queries.ts'
import { getPlace, goneOf, inChargeOn, standsOn } from '../../registry/places/queries.ts'
import { eachInCharge, isInCharge, mergedInto } from '../../registry/queries.ts'
import { readSent } from '../coverage/queries.ts'
import { reportDueOn, sentOf } from '../coverage/rules.ts'
import { commitmentVisible } from './queries.ts'
import {
  mayOf,
  readAccount,
  readable,
  readTodos,
  reportersOf,
  reportsOf,
  shownLine,
  shownReport,
  shownReporter,
} from './report.ts'

/** The month whose figures are wanted now: the one before, until the next is over. */
const monthDue = (today: Day): string => addDays(`${today.slice(0, 7)}-01`, -1).slice(0, 7)

/** The period asked for, else the shortest that holds the day, else the last that began. */
function choosePeriod(periods: readonly Period[], periodId: string | undefined, day: Day): Period | null {
  if (periodId) {
    const asked = periods.find((period) => period.id === periodId)
    if (!asked) throw notFound()
    return asked
  }
  return pickCurrent(periods, day)
}

/** The period whose reports are read, with why it is open again. */
const readPeriod = (period: Period) => ({ ...shownPeriod(period), reopened: period.reopened })

/**
 * The counties of the period for which the actor reports, by the borders of its last day; with those that went into
 * them since, and those of whose lines a place of the actor's reports its part.
 */
async function countiesOf(ctx: Context, { id: periodId, bordersOn: day }: Period): Promise<Named[]> {
  const ids = scopes(ctx.actor, 'report.make')
  if (ids.length === 0) return []
  const { rows } = await sql<Named>`select place.id, place.names from registry.place_path as path
    join registry.place on place.id = path.place_id and place.tier = 'planning'
    where (${isInCharge(ids, ctx.today)} or place.id = any(${partly(ids, { periodId, day }, ctx.today)}))
      and path.from_on <= ${day}::date and path.to_on > ${day}::date
      and ${plansIn(periodId, day)}
    order by not ${standsOn(ctx.today)}, place.code limit 200`.execute(ctx.db)
  return rows
}

/** SQL: the places whose lines are reported in part from one of `scopes`. Begins with the few that are named. */
const partly = (scopes: readonly string[], { periodId, day }: { periodId: string; day: Day }, today: Day) =>
  sql<string[]>`array(select plan.place_id from plan.line_reporter as named
    join plan.plan_line as line on line.id = named.plan_line_id
    join plan.plan on plan.id = line.plan_id and plan.period_id = ${periodId}
    where named.standing_baseline is not null
      and ${eachInCharge(scopes, 'named.place_id', sql`${day}::date`, today)})`

type ReportedIn = { period: Period | null; places: Named[]; offered: Period[] }

/**
 * The period of a reporter's month, with the places that report in it, and what else is offered: open periods that have
 * begun, the latest first. What has passed may still be reported, late, until it is closed; a closed one is read only
 * where it is asked for by name. Where none is, it is the one that holds the day, as long as the reporter reports in
 * it; else the latest in which there is anything to report.
 */
async function reportedIn(
  ctx: Context,
  all: readonly Period[],
  periodId: string | undefined,
  day: Day,
): Promise<ReportedIn> {
  const open = all.filter((one) => one.state === 'open' && one.fromOn <= ctx.today).toReversed()
  const asked = choosePeriod(periodId || open.length === 0 ? all : open.toReversed(), periodId, day)
  const offered = asked && !open.includes(asked) ? [asked, ...open] : open
  const places = asked ? await countiesOf(ctx, asked) : []
  if (periodId || places.length > 0) return { period: asked, places, offered }
  for (const period of open) {
    const there = await countiesOf(ctx, period)
    if (there.length > 0) return { period, places: there, offered }
  }
  return { period: asked, places, offered }
}

/** The lines of a reporter's month. Only approved plans are reported against. */
export async function readMonth(
  ctx: Context,
  query: { month?: string; placeId?: string; periodId?: string },
) {
  const month = query.month ?? monthDue(ctx.today)
  const all = await listPeriods(ctx)
  const { period, places, offered } = await reportedIn(ctx, all, query.periodId, `${month}-01`)
  const place = query.placeId ? places.find((one) => one.id === query.placeId) : places[0]
  if (query.placeId && !place) throw notFound()
  const lines = period && place ? await listPlanLines(ctx, { periodId: period.id, placeId: place.id }) : []
  const inCharge = period && place ? await inChargeOn(ctx.db, place.id, period.bordersOn, ctx.today) : []
  const mayMake = may(ctx.actor, 'report.make', inCharge)
  const ownOf = (line: PlanLineRow) =>
    reportersOf({ ...line, inCharge }).filter((one) => mayOf(ctx, 'report.make', { inCharge }, one))
  const approved = lines.filter((line) => line.planState === 'approved' && ownOf(line).length > 0)
  const reporterIds = [...new Set(approved.flatMap(ownOf).map((one) => one.place.id))]
  const months = period ? monthsOf(period.fromOn, period.toOn) : []
  const shown = months.includes(month)
    ? month
    : (months.findLast((one) => one <= month) ?? months[0] ?? month)
  const due = approved.filter((line) => isDue(line.indicator.frequency, shown, line.period))
  const placeIds = place ? [place.id] : []
  // Whoever reports for a place below is told of its own figures.
  const of = mayMake ? { placeIds } : { placeIds, reporterIds }
  const sentBy = period && place && (await readSent(ctx.db, { periods: [period], ...of, today: ctx.today }))
  const { dueDay } = period ?? usualCalendar
  const todos = await readTodos(ctx, due, inCharge)
  const sent = sentBy ? sentBy(place.id, shown) : sentOf(shown, [], { today: ctx.today, dueDay })
  return {
    period: period && readPeriod(period),
    periods: offered.map(shownPeriod),
    month: shown,
    months: months.filter((one) => one <= ctx.today.slice(0, 7)).toReversed(),
    dueOn: sent.dueOn,
    sent,
    place: place ?? null,
    gone: place ? await goneOf(ctx.db, place.id, ctx.today) : null,
    places,
    lines: todos.filter(({ reporter }) => reporter === null || reporterIds.includes(reporter.id)),
    later: approved
      .filter((line) => !due.includes(line))
      .map((line) => ({
        line: shownLine(line),
        month: nextDue(line.indicator.frequency, shown, line.period),
      })),
    mayReport: period?.state === 'open' && place !== undefined,
  }
}

type LateRow = {
  id: string
  names: Names
  mergedInto: Named | null
  planId: string | null
  planState: PlanState | null
  verified: number
  disputed: number
  reports: number
  open: number
  overdue: number
}

/** The place, or 'not-found' where the actor may not read its reports. */
async function placeReadOf(ctx: Context, placeId: string, day: Day): Promise<Named> {
  const { id, names } = await getPlace(ctx.db, placeId)
  if (!may(ctx.actor, 'report.read', await inChargeOn(ctx.db, placeId, day, ctx.today))) throw notFound()
  return { id, names }
}

/** One page shows a province's worth of counties; of a whole country a place is chosen. */
const mostCounties = 400

/** Counties by months. A county without a plan in the period is there too: its silence has a reason. */
export async function readLate(ctx: Context, query: { periodId?: string; placeId?: string }) {
  const all = await listPeriods(ctx)
  const period = choosePeriod(all, query.periodId, `${monthDue(ctx.today)}-01`)
  const periods = all.map(shownPeriod)
  const readable = scopes(ctx.actor, 'report.read')
  const mayRead = readable.length > 0
  if (!period) return { period: null, periods, place: null, more: 0, mayRead, months: [], rows: [] }
  const under = query.placeId ? await placeReadOf(ctx, query.placeId, period.bordersOn) : null
  const months = monthsOf(period.fromOn, period.toOn)
  const { rows } = await sql<LateRow & { all: number }>`
    with county as (
      select place.id, place.names, place.code, path.line, plan.id as plan_id, ${countedState} as state,
        ${mergedInto('place.id', ctx.today)} as merged_into,
        count(*) over ()::int as all
      from registry.place_path as path
      join registry.place on place.id = path.place_id and place.tier = 'planning'
      left join plan.plan on plan.place_id = place.id and plan.period_id = ${period.id}
      where ${isInCharge(readable, ctx.today)}
        and path.from_on <= ${period.bordersOn}::date and path.to_on > ${period.bordersOn}::date
        and (plan.id is not null or (path.line @> array[${period.placeId}]::uuid[]
          and ${standsOn(period.bordersOn)}))
        and ${under ? sql`path.line @> array[${under.id}]::uuid[]` : sql`true`}
      order by path.line[1:cardinality(path.line) - 1], place.code limit ${mostCounties}
    ),
    -- County by county: the planner would rather read the reports of the whole country.
    by_place as (
      select county.id as place_id, own.* from county cross join lateral (
        select count(*)::int as reports, (count(*) filter (where report.state = 'verified'))::int as verified,
          (count(*) filter (where report.state = 'disputed'))::int as disputed
        from carry_out.report
        where report.place_id = county.id and report.period_id = ${period.id} and report.standing
      ) as own
    )
    select county.id, county.names, county.merged_into as "mergedInto", county.plan_id as "planId", county.state as "planState", county.all,
      by_place.verified, by_place.disputed, by_place.reports, coalesce(promised.open, 0) as open, coalesce(promised.overdue, 0) as overdue
    from county join by_place on by_place.place_id = county.id
    left join (
      select commitment.place_id, (count(*) filter (where state = 'open'))::int as open,
        (count(*) filter (where state = 'open' and due_on < ${ctx.today}::date))::int as overdue
      from carry_out.commitment where commitment.place_id in (select id from county) and ${commitmentVisible(ctx)}
      group by commitment.place_id
    ) as promised on promised.place_id = county.id
    order by county.code`.execute(ctx.db)
  const sent = await readSent(ctx.db, {
    periods: [period],
    placeIds: rows.map((row) => row.id),
    today: ctx.today,
  })
  return {
    period: readPeriod(period),
    periods,
    place: under,
    more: Math.max(0, (rows[0]?.all ?? 0) - mostCounties),
    mayRead,
    months: months.map((month) => ({ month, dueOn: reportDueOn(month, period.dueDay) })),
    rows: rows.map(({ id, names, all: _, open, overdue, ...row }) => ({
      ...row,
      place: { id, names },
      openCommitments: open,
      overdueCommitments: overdue,
      months: months.map((month) => sent(id, month)),
    })),
  }
}

/** One county's lines, each with its standing figures; 'not-found' where the actor may not see its reports. */
export async function readPlaceProgress(ctx: Context, placeId: string, query: { periodId?: string }) {
  const periods = await listPeriods(ctx)
  const period = choosePeriod(periods, query.periodId, `${monthDue(ctx.today)}-01`)
  const { id, names } = await getPlace(ctx.db, placeId)
  const day = period?.bordersOn ?? ctx.today
  const inCharge = await inChargeOn(ctx.db, placeId, day, ctx.today)
  const mayRead = may(ctx.actor, 'report.read', inCharge)
  const all = period ? await listPlanLines(ctx, { periodId: period.id, placeId }) : []
  // Of a plan that was approved once, what stands; what a revision adds comes with its approval.
  const approved = all.filter((line) => line.planState === 'approved')
  const lines = approved.length > 0 ? approved : all
  const todos = await readTodos(ctx, lines, inCharge)
  if (!mayRead && todos.length === 0) throw notFound()
  const reporterIds = todos.flatMap(({ reporter }) => reporter?.id ?? [])
  const of = mayRead ? { placeIds: [id] } : { placeIds: [id], reporterIds }
  const sent = period && (await readSent(ctx.db, { periods: [period], ...of, today: ctx.today }))
  const months = period ? monthsOf(period.fromOn, period.toOn) : []
  return {
    place: { id, names },
    gone: await goneOf(ctx.db, id, ctx.today),
    period: period && readPeriod(period),
    periods: periods.map(shownPeriod),
    planState: lines[0]?.planState ?? null,
    months,
    sent: sent ? months.map((month) => sent(id, month)) : [],
    lines: todos,
    mayReport: lines.some((line) => mayReportOn(ctx, { ...line, inCharge })),
  }
}

const mayReportOn = (ctx: Context, line: PlanLineRow & { inCharge: string[] }): boolean =>
  line.planState === 'approved' &&
  line.period.state === 'open' &&
  reportersOf(line).some((one) => mayOf(ctx, 'report.make', line, one))

/** One line and everything reported against it. */
export async function readLine(ctx: Context, planLineId: string) {
  const { path: _, ...line } = await getPlanLine(ctx, planLineId)
  const reporters = readable(ctx, line)
  if (reporters.length === 0) throw notFound()
  const isRead = (id: string) => reporters.some(({ place }) => place.id === id)
  return {
    line: shownLine(line),
    period: line.period,
    months: monthsOf(line.period.fromOn, line.period.toOn),
    dueMonths: dueMonths(line.indicator.frequency, line.period),
    reporters: reporters.flatMap((one) => shownReporter(line, one) ?? []),
    reports: (await reportsOf(ctx, planLineId)).filter((one) => isRead(one.reporterId)).map(shownReport),
    account: await readAccount(ctx, line),
    mayReport: mayReportOn(ctx, line),
    mayOpenPlan: may(ctx.actor, 'plan.read', line.inCharge),
  }
}
