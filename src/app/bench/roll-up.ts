// The roll-up of a country, a province and a county, against the same sums grouped on the fly in the same database.
import { sql } from 'kysely'
import type { Day } from '../../base/dates.ts'
import { newId } from '../../base/ids.ts'
import type { Database } from '../../platform/database.ts'
import { searchPlaces } from '../../registry/places/contract.ts'
import { holdTree } from '../../registry/queries.ts'
import { rollUp as call } from '../../roll-up/contract.ts'
import { foldFrom, postAll } from '../../totals/actions.ts'
import { anyForm } from '../../totals/rules.ts'
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
  let ofCountry = 0
  for (const [what, placeId] of pages) {
    bench.tell(`roll-up of ${what}`)
    const before = bench.database.statements()
    await pageOf(bench, country, placeId, cookie)
    const statements = bench.database.statements() - before
    const taken = await timesOf(bench, country, placeId, cookie)
    const grouped = quantile(await times(5, () => groupOnTheFly(bench.database, country, placeId), 1), 0.5)
    const isCountry = placeId === country.nationId
    if (isCountry) ofCountry = grouped
    figures.push(
      ...pageFigures(taken, `roll-up of ${what}`, grouped, isCountry),
      figure(`roll-up of ${what}`, statements, 'statements', { budget: '≤ 8' }),
    )
  }
  return [
    ...figures,
    await onOtherBorders(bench, country, cookie),
    await placesByName(bench, cookie),
    ...(await unfolded(bench, country, cookie, ofCountry)),
    ...(await manyIndicators(bench, country, cookie, ofCountry)),
  ]
}

const pageOf = (
  bench: Bench,
  { periodId }: Country,
  placeId: string,
  cookie: string,
  more: { bordersOn?: Day } = {},
) => send(bench, `${call.path}?${new URLSearchParams({ placeId, periodId, ...more })}`, { cookie })

const timesOf = (bench: Bench, country: Country, placeId: string, cookie: string) =>
  times(100, () => pageOf(bench, country, placeId, cookie), 10)

/** The median by its ratio, which holds on any machine, and what one in twenty waits at least. */
const pageFigures = (taken: readonly number[], what: string, grouped: number, isCountry = true): Figure[] => [
  figure(`${what}, median`, quantile(taken, 0.5), 'ms', {
    yardstick: 'grouping the same facts on the fly, median',
    ratio: quantile(taken, 0.5) / grouped,
    budget: isCountry ? '≤ 0.025 of the yardstick' : null,
  }),
  figure(`${what}, 95 %`, quantile(taken, 0.95), 'ms', { budget: isCountry ? '≤ 20 ms' : null }),
]

/** The country by the borders of another day than the period's last: what moved between the two is looked for. */
async function onOtherBorders(bench: Bench, country: Country, cookie: string): Promise<Figure> {
  bench.tell('roll-up on other borders')
  const { nationId, months } = country
  const own = await times(30, () => pageOf(bench, country, nationId, cookie), 6)
  const bordersOn = `${months[0]}-01`
  const taken = await times(30, () => pageOf(bench, country, nationId, cookie, { bordersOn }), 6)
  return figure('roll-up of 2,978 counties on other borders, median', quantile(taken, 0.5), 'ms', {
    yardstick: 'on its own borders, median',
    ratio: quantile(taken, 0.5) / quantile(own, 0.5),
    budget: '≤ 2.5 of the yardstick',
  })
}

/** A place of the country looked for while somebody types. */
async function placesByName(bench: Bench, cookie: string): Promise<Figure> {
  bench.tell('places by name')
  const byName = () =>
    send(bench, `${searchPlaces.path}?${new URLSearchParams({ text: 'place 777' })}`, { cookie })
  const taken = await times(30, byName, 6)
  const read = () =>
    sql`select count(*) from registry.place where code like '%777%'`.execute(bench.database.kysely)
  const codes = quantile(await times(30, read, 6), 0.5)
  return figure('a place by a part of its name, of 44,704, median', quantile(taken, 0.5), 'ms', {
    yardstick: 'looking through all codes, median',
    ratio: quantile(taken, 0.5) / codes,
    budget: '≤ 5 of the yardstick',
  })
}

/** What a reader waits for while ten thousand deltas are not folded yet: far more than ever wait while jobs run. */
async function unfolded(bench: Bench, country: Country, cookie: string, grouped: number): Promise<Figure[]> {
  bench.tell('roll-up with unfolded deltas')
  const { nationId, periodId } = country
  const db = bench.database.kysely
  // Each once up and once down, so that the totals stay what they were.
  const changes = sql`select each.*, step.amount from (
      select place_id, borders_on, period_id, indicator_id, trade_id, form, measure, status, month
      from totals.posted where period_id = ${periodId} and measure = 'actual' limit 5000
    ) as each cross join (values (1::bigint), (-1)) as step (amount)`
  await db.transaction().execute(async (tx) => postAll(tx, await holdTree(tx), changes))
  const taken = await timesOf(bench, country, nationId, cookie)
  await foldFrom(db, 1)
  return pageFigures(taken, 'the same with 10,000 unfolded deltas', grouped)
}

/**
 * The country with twelve indicators: eleven more like its one, posted at the nation, where a page of the nation reads
 * them. The yardstick stays what one of them takes, so that the ratio says more than is asked.
 */
async function manyIndicators(
  bench: Bench,
  country: Country,
  cookie: string,
  grouped: number,
): Promise<Figure[]> {
  bench.tell('roll-up of twelve indicators')
  const { nationId, periodId, indicatorId, bordersOn } = country
  const db = bench.database.kysely
  const ids = Array.from({ length: 11 }, newId)
  await sql`insert into plan.indicator (id, programme_id, place_id, code, names, definition, unit, kind, cumulative, by_trade,
      by_form, counts, position)
    select made.id, programme_id, place_id, 'members-' || n, names, definition, unit, kind, cumulative, by_trade, by_form,
      null, position + n
    from plan.indicator, unnest(${ids}::uuid[]) with ordinality as made (id, n) where indicator.id = ${indicatorId}`.execute(
    db,
  )
  const changes = sql`
    select place_id, ${bordersOn}::date as borders_on, period_id, made.id as indicator_id, trade_id, form, measure, status,
      month, amount
    from totals.total, unnest(${ids}::uuid[]) as made (id)
    where place_id = ${nationId} and period_id = ${periodId} and indicator_id = ${indicatorId}
      and (measure = 'counties' or form <> ${anyForm})`
  await db.transaction().execute(async (tx) => postAll(tx, await holdTree(tx), changes))
  await foldFrom(db, 1)
  await sql`vacuum analyze totals.total`.execute(db)
  return pageFigures(
    await timesOf(bench, country, nationId, cookie),
    'roll-up of 2,978 counties, 12 indicators',
    grouped,
  )
}

/**
 * What the page shows, grouped from plans and reports: by trade, form and month, and by place and month, with coverage.
 * No month without a report is filled from the one before, which the page does.
 */
async function groupOnTheFly(database: Database, { periodId }: Country, placeId: string) {
  const plans = sql`
    select plan.id, plan.place_id, path.line[array_position(path.line, ${placeId}::uuid) + 1] as child_id
    from plan.plan join registry.place_path as path on path.place_id = plan.place_id
    where plan.period_id = ${periodId} and plan.state = 'approved' and path.line @> array[${placeId}]::uuid[]`
  const lines = sql`(${plans}) as own join plan.plan_line as line on line.plan_id = own.id and line.binding`
  const reports = sql`(${plans}) as own join carry_out.report on report.place_id = own.place_id
    and report.period_id = ${periodId} and report.standing`
  const asked = [
    sql`select child_id, trade_id, form, count(*), sum(baseline), sum(target) from ${lines}
      group by grouping sets ((trade_id, form), (child_id))`,
    sql`select child_id, trade_id, form, share.key, sum(share.value::bigint) from ${lines}, jsonb_each_text(line.phasing) as share
      group by grouping sets ((trade_id, form, share.key), (child_id, share.key))`,
    sql`select child_id, trade_id, form, month, state, count(*), sum(value) from ${reports}
      group by grouping sets ((trade_id, form, month, state), (child_id, month))`,
    // Counties that reported, by trade, by form and at all, and those of them that reported every line.
    sql`select trade_id, form, month, count(*), count(*) filter (where n = lines) from (
        select own.id, trade_id, form, month, count(*) as n from ${reports}
        group by grouping sets ((own.id, month), (own.id, trade_id, month), (own.id, form, month))
      ) as county join (select own.id, count(*) as lines from ${lines} group by own.id) as expected using (id)
      group by trade_id, form, month`,
  ]
  // At once, as the page asks.
  await Promise.all(asked.map((one) => one.execute(database.kysely)))
}
