// Coverage grouped anew from plans, condition sheets and reports in one statement, the way a reader would count by
// hand:
// it uses neither the stored counts nor the rules that post them.
import { sql } from 'kysely'
import type { Database } from '../src/platform/database.ts'

type Of = { placeId: string; periodId: string; month: string }
type Cover = {
  indicatorId: string
  tradeId: string | null
  form: string | null
  depth: number
  expected: number
  reported: number
  lines: number
  linesReported: number
  reports: number
  due: number
}
type County = { placeId: string; lines: number; isDue: boolean }
type MonthOf = { placeId: string; month: string; reports: number; verified: number; disputed: number }
type Grouped = {
  counties: number
  known: number
  plans: (County & { state: string; stands: boolean })[]
  months: MonthOf[]
  coverage: Cover[]
}

/** The facts of a place as of a month, and coverage by 'indicator trade form', '' standing for all. */
export async function groupedCoverage(database: Database, { placeId, periodId, month }: Of) {
  const { rows } = await sql<Grouped>`
    with recursive period as (select * from plan.period where id = ${periodId}),
    under as (
      select id from registry.place where id = ${placeId}
      union
      select parent.place_id from registry.place_parent as parent join under on under.id = parent.parent_id, period
      where parent.from_on < period.to_on and parent.to_on >= period.to_on
    ),
    -- A county that went into another is one as long as it has something in the period.
    counties as (
      select under.id from under join registry.place using (id), period where level = 'county'
        and (place.to_on is null or place.to_on >= period.to_on
          or exists (select 1 from plan.plan where place_id = under.id and period_id = ${periodId})
          or exists (select 1 from plan.condition_sheet where place_id = under.id and period_id = ${periodId}))
    ),
    plans as (select * from plan.plan where period_id = ${periodId} and place_id in (select id from counties)),
    -- Whatever is being revised, the lines of the version that was approved last are those that report.
    lines as (
      select line.*, plans.place_id from plans join lateral (
        select content::jsonb as content from plan.plan_version as v where v.plan_id = plans.id and v.kind = 'approved'
        order by number desc limit 1) as last on true
      cross join jsonb_array_elements(last.content->'lines') as kept
      join plan.plan_line as line on line.id = (kept->>'id')::uuid
    ),
    standing as (
      select * from carry_out.report
      where standing and period_id = ${periodId} and place_id in (select id from counties)
    ),
    by_line as (
      select plan_line_id, bool_or(month = ${month}) as now, count(*) as n from standing
      where month <= ${month} group by plan_line_id
    ),
    cover as (
      select lines.indicator_id as "indicatorId", lines.trade_id as "tradeId", lines.form,
        grouping(lines.trade_id) + 2 * grouping(lines.form) as depth,
        count(distinct lines.place_id)::int as expected,
        (count(distinct lines.place_id) filter (where by_line.now))::int as reported,
        count(*)::int as lines, (count(*) filter (where by_line.now))::int as "linesReported",
        coalesce(sum(by_line.n), 0)::int as reports,
        (count(*) * (select count(*) from period, generate_series(period.from_on, (${month} || '-01')::date, interval '1 month')))::int as due
      from lines left join by_line on by_line.plan_line_id = lines.id
      group by lines.indicator_id, grouping sets ((), (lines.trade_id), (lines.form), (lines.trade_id, lines.form))
    )
    select (select count(*)::int from counties) as counties,
      (select count(distinct place_id)::int from plan.condition_sheet
        where period_id = ${periodId} and place_id in (select id from counties)) as known,
      coalesce((select json_agg(json_build_object('placeId', place_id, 'state', state, 'stands', standing_version is not null,
        'lines', (select count(*) from lines where lines.plan_id = plans.id),
        'isDue', exists (select 1 from lines where lines.plan_id = plans.id and lines.standing_phasing ? ${month}))) from plans), '[]') as plans,
      coalesce((select json_agg(by_month) from (
        select place_id as "placeId", month, count(*) as reports, count(*) filter (where state = 'verified') as verified,
          count(*) filter (where state = 'disputed') as disputed
        from standing group by place_id, month) as by_month), '[]') as months,
      coalesce((select json_agg(cover) from cover), '[]') as coverage`.execute(database.kysely)
  const { counties, known, plans, months, coverage } = rows[0]
  const upTo = months.filter((one) => one.month <= month)
  const now = months.filter((one) => one.month === month)
  const linesOf = new Map(plans.map((plan) => [plan.placeId, plan.lines]))
  const whole = now.filter((one) => one.reports >= (linesOf.get(one.placeId) ?? 0)).length
  const sum = (of: (one: MonthOf) => number) => upTo.reduce((all, one) => all + of(one), 0)
  return {
    facts: {
      counties,
      conditionsKnown: known,
      submitted: plans.filter((plan) => plan.state !== 'draft').length,
      approved: plans.filter((plan) => plan.stands).length,
      reported: whole,
      reportedPartly: now.length - whole,
      nothingDue: plans.filter((plan) => plan.stands && !plan.isDue).length,
      reports: sum((one) => one.reports),
      verified: sum((one) => one.verified),
      disputed: sum((one) => one.disputed),
    },
    coverage: byCell(coverage),
  }
}

/** Cells in which what was posted, action by action, is not what the two views say of the rows as a whole. */
export async function postedAmiss(database: Database): Promise<unknown[]> {
  const cell = sql.raw(
    'place_id, borders_on, period_id, indicator_id, trade_id, form, measure, status, month',
  )
  const { rows } = await sql`
    with posted as (
      select ${cell}, sum(amount) as amount from (
        select ${cell}, amount from totals.posted union all select ${cell}, amount from totals.delta) as both_parts
      group by ${cell} having sum(amount) <> 0
    ),
    reckoned as (
      select ${cell}, sum(amount) as amount from (
        select * from plan.counted union all select * from carry_out.counted) as both_rooms
      group by ${cell} having sum(amount) <> 0
    )
    (table posted except table reckoned) union all (table reckoned except table posted)`.execute(
    database.kysely,
  )
  return rows
}

/** The wider a row counts, the later it comes: it replaces the narrower one of the same key. */
function byCell(
  rows: readonly Cover[],
): Record<string, Omit<Cover, 'indicatorId' | 'tradeId' | 'form' | 'depth'>> {
  const cells = [...rows]
    .sort((a, b) => a.depth - b.depth)
    .map(({ indicatorId, tradeId, form, depth: _, ...cover }) => [
      `${indicatorId} ${tradeId ?? ''} ${form ?? ''}`,
      cover,
    ])
  return Object.fromEntries(cells)
}
