// The roll-up of a country, a province and a county, against the same sums grouped on the fly in the same database.
import { sql } from 'kysely'
import type { Database } from '../../platform/database.ts'
import { holdTree } from '../../registry/queries.ts'
import { rollUp as call } from '../../roll-up/contract.ts'
import { foldFrom, postAll } from '../../totals/actions.ts'
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
  // Each once up and once down, so that the totals stay what they were.
  const changes = sql`select each.*, step.amount from (
      select place_id, borders_on, period_id, indicator_id, trade_id, form, measure, status, month
      from totals.posted where period_id = ${periodId} and measure = 'actual' limit 5000
    ) as each cross join (values (1::bigint), (-1)) as step (amount)`
  await db.transaction().execute(async (tx) => postAll(tx, await holdTree(tx), changes))
  const query = new URLSearchParams({ placeId: nationId, periodId })
  const taken = await times(100, () => send(bench, `${call.path}?${query}`, { cookie }), 10)
  await foldFrom(db, 1)
  return figure('the same with 10,000 unfolded deltas, 95 %', quantile(taken, 0.95), 'ms', {
    budget: '≤ 50 ms',
  })
}

/** Targets and actuals by trade, form and month: the page without its coverage. */
async function groupOnTheFly(database: Database, { periodId }: Country, placeId: string) {
  await sql`
    with plans as (
      select plan.id, plan.place_id from plan.plan join registry.place_path as path on path.place_id = plan.place_id
      where plan.period_id = ${periodId} and plan.state = 'approved' and path.line @> array[${placeId}]::uuid[]
    ),
    planned as (
      select line.trade_id, line.form, share.key as month, sum(share.value::bigint) as target
      from plans join plan.plan_line as line on line.plan_id = plans.id, jsonb_each_text(line.phasing) as share
      group by line.trade_id, line.form, share.key
    ),
    reported as (
      select report.trade_id, report.form, report.month, sum(report.value) as actual
      from plans join carry_out.report on report.place_id = plans.place_id and report.period_id = ${periodId}
      where report.standing group by report.trade_id, report.form, report.month
    )
    select * from planned left join reported using (trade_id, form, month)`.execute(database.kysely)
}
