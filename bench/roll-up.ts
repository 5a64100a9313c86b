// The roll-up of a country, a province and a county, against the same sums grouped on the fly in the same database.
import { sql } from 'kysely'
import type { Database } from '../src/platform/database.ts'
import { rollUp as call } from '../src/roll-up/contract.ts'
import { fold, postAll } from '../src/totals/actions.ts'
import { type Bench, type Figure, figure, quantile, times } from './figure.ts'
import { type Country, countryOf } from './national.ts'
import { send } from './traffic.ts'

export async function rollUp(bench: Bench): Promise<Figure[]> {
  const country = await countryOf(bench)
  const cookie = await bench.cookieOf(country.reader)
  const pages = [
    ['2,978 counties', country.nationId],
    ['a province', country.provinceId],
    ['a county', country.countyIds[0]],
  ]
  const figures: Figure[] = []
  for (const [what, placeId] of pages) {
    bench.tell(`roll-up of ${what}`)
    const query = new URLSearchParams({ placeId, periodId: country.periodId })
    const page = () => send(bench, `${call.path}?${query}`, { cookie })
    const before = bench.database.statements()
    await page()
    const statements = bench.database.statements() - before
    const taken = await times(100, page, 10)
    const grouped = await times(3, () => groupOnTheFly(bench.database, country, placeId), 1)
    const isCountry = placeId === country.nationId
    figures.push(
      figure(`roll-up of ${what}, median`, quantile(taken, 0.5), 'ms', {
        yardstick: 'grouping the same facts on the fly, median',
        ratio: quantile(taken, 0.5) / quantile(grouped, 0.5),
        budget: isCountry ? '≤ 0.05 of the yardstick' : null,
      }),
      figure(`roll-up of ${what}, 95 %`, quantile(taken, 0.95), 'ms', {
        budget: isCountry ? '≤ 50 ms' : null,
      }),
      figure(`roll-up of ${what}`, statements, 'statements', { budget: '≤ 8' }),
    )
  }
  return [...figures, await unfolded(bench, country, cookie)]
}

/** What a reader waits for while ten thousand deltas are not folded yet: far more than ever wait while jobs run. */
async function unfolded(bench: Bench, { nationId, periodId }: Country, cookie: string): Promise<Figure> {
  bench.tell('roll-up with unfolded deltas')
  const db = bench.database.kysely
  for (const amount of [1, -1])
    await postAll(
      db,
      sql`select place_id, borders_on, period_id, indicator_id, trade_id, form, measure, status, month, ${amount}::bigint as amount
        from totals.posted where period_id = ${periodId} and measure = 'actual' limit 5000`,
    )
  const query = new URLSearchParams({ placeId: nationId, periodId })
  const taken = await times(100, () => send(bench, `${call.path}?${query}`, { cookie }), 10)
  await fold(db)
  return figure('the same with 10,000 unfolded deltas, 95 %', quantile(taken, 0.95), 'ms', {
    budget: '≤ 50 ms',
  })
}

/** The figures of the page alone, without its coverage: targets phased and actuals as of the last month, by trade and form. */
async function groupOnTheFly(database: Database, { periodId, months }: Country, placeId: string) {
  const month = months.at(-1)
  await sql`
    with plans as (
      select plan.id, plan.state from plan.plan join registry.place_path as path on path.place_id = plan.place_id
      where plan.period_id = ${periodId} and path.line @> array[${placeId}]::uuid[]
    ),
    planned as (
      select line.indicator_id, line.trade_id, line.form, sum(line.baseline) as baseline,
        sum(coalesce(line.decided_target, line.target)) as target, sum((line.phasing->>${month})::bigint) as phased
      from plans join plan.plan_line as line on line.plan_id = plans.id where plans.state = 'approved'
      group by line.indicator_id, line.trade_id, line.form
    ),
    latest as (
      select distinct on (report.plan_line_id) report.indicator_id, report.trade_id, report.form, report.value
      from plans join plan.plan_line as line on line.plan_id = plans.id
      join carry_out.report on report.plan_line_id = line.id
      where report.standing and report.month <= ${month} order by report.plan_line_id, report.month desc
    ),
    reported as (
      select indicator_id, trade_id, form, sum(value) as actual from latest group by indicator_id, trade_id, form
    )
    select planned.*, reported.actual from planned left join reported using (indicator_id, trade_id, form)`.execute(
    database.kysely,
  )
}
