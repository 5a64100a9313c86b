// How far counties have reported: by the days on which their lines were approved, since nobody could report before.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { type Day, monthsOf } from '../../base/dates.ts'
import { msg, type Names } from '../../base/words.ts'
import { usualCalendar } from '../../convene/programmes/rules.ts'
import { type Frequency, isDue } from '../../plan/frequency/rules.ts'
import { among, type Db } from '../../platform/database.ts'
import type { ClosingPeriod, Lack } from '../../platform/room.ts'
import { type MonthSent, sentOf } from './rules.ts'

type Row = {
  placeId: string
  periodId: string
  approvedOn: Day | null
  frequency: Frequency
  expected: number
  months: { month: string; reported: number; lastMadeOn: Day }[]
}
type SentPeriod = Pick<ClosingPeriod, 'id' | 'toOn' | 'yearFrom' | 'dueDay'>
type Of = {
  periods: readonly SentPeriod[]
  placeIds: readonly string[]
  /** only of the lines of this indicator */
  indicatorId?: string
  /** only what these are to report */
  reporterIds?: readonly string[]
  today: Day
}

/** The places whose reports of a period are not whole; whoever asks has asked who may. */
export async function listOwing(ctx: Context, period: ClosingPeriod): Promise<Lack[]> {
  const { rows } = await sql<{ id: string; names: Names }>`select place.id, place.names
    from plan.plan join registry.place on place.id = plan.place_id
    where plan.period_id = ${period.id} order by place.code`.execute(ctx.db)
  const sent = await readSent(ctx.db, {
    periods: [period],
    placeIds: rows.map(({ id }) => id),
    today: ctx.today,
  })
  const months = monthsOf(period.fromOn, period.toOn)
  const owes = (placeId: string) =>
    months.map((month) => sent(placeId, month)).some(({ reported, expected }) => reported < expected)
  const place = ({ id, names }: { id: string; names: Names }) => ({
    id,
    names,
    href: `/carry-out/places/${id}?period=${period.id}`,
  })
  return [
    {
      code: 'reports',
      text: ctx.say(msg('Reports of months, not whole')),
      href: `/carry-out/counties?period=${period.id}`,
      places: rows.filter(({ id }) => owes(id)).map(place),
    },
  ]
}

/**
 * What stands of a month in a period, the first where none is named, of any of these counties. One statement; what the
 * actor may see is the caller's to ask.
 */
export async function readSent(
  db: Db,
  { periods, placeIds, indicatorId, reporterIds, today }: Of,
): Promise<(placeId: string, month: string, periodId?: string) => MonthSent> {
  const periodIds = periods.map(({ id }) => id)
  const byId = new Map(periods.map((period) => [period.id, period]))
  const isAsked = sql`${indicatorId ? sql`due.indicator_id = ${indicatorId}` : sql`true`}
    and ${reporterIds ? sql`due.place_id ${among(reporterIds)}` : sql`true`}`
  const { rows } = await sql<Row>`
    with batch as (
      select plan.place_id, plan.period_id, due.since, indicator.frequency, count(*)::int as expected
      from plan.plan join plan.reported_by as due on due.plan_id = plan.id
      join plan.indicator on indicator.id = due.indicator_id
      where plan.period_id ${among(periodIds)} and plan.place_id ${among(placeIds)} and ${isAsked}
      group by plan.place_id, plan.period_id, due.since, indicator.frequency
    ),
    first as (
      select report.place_id, report.period_id, due.since, indicator.frequency, report.month,
        report.plan_line_id, report.reporter_id,
        bool_or(report.standing) as stands, min(report.made_on) as made_on
      from carry_out.report join plan.reported_by as due on due.plan_line_id = report.plan_line_id
        and due.place_id = report.reporter_id
      join plan.indicator on indicator.id = due.indicator_id
      where report.period_id ${among(periodIds)} and report.place_id ${among(placeIds)} and ${isAsked}
      group by report.place_id, report.period_id, due.since, indicator.frequency, report.month,
        report.plan_line_id, report.reporter_id
    ),
    by_month as (
      select place_id, period_id, since, frequency, json_build_object('month', month, 'reported', count(*), 'lastMadeOn', max(made_on)) as told
      from first where stands group by place_id, period_id, since, frequency, month
    )
    select batch.place_id as "placeId", batch.period_id as "periodId", batch.since as "approvedOn",
      batch.frequency, batch.expected,
      coalesce(json_agg(by_month.told) filter (where by_month.told is not null), '[]') as months
    from batch left join by_month on by_month.place_id = batch.place_id and by_month.period_id = batch.period_id
      and by_month.since is not distinct from batch.since and by_month.frequency = batch.frequency
    group by batch.place_id, batch.period_id, batch.since, batch.frequency, batch.expected`.execute(db)
  const byPlace = Map.groupBy(rows, (row) => `${row.placeId} ${row.periodId}`)
  return (placeId, month, periodId = periodIds[0]) => {
    const period = byId.get(periodId)
    const own = period ? (byPlace.get(`${placeId} ${periodId}`) ?? []) : []
    const batches = own.map(({ approvedOn, frequency, expected, months }) => {
      const { reported = 0, lastMadeOn = null } = months.find((one) => one.month === month) ?? {}
      const isAsked = period !== undefined && isDue(frequency, month, period)
      return { approvedOn, expected: isAsked ? expected : 0, reported, lastMadeOn }
    })
    return sentOf(month, batches, { today, dueDay: (period ?? usualCalendar).dueDay })
  }
}
