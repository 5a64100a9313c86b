// One figure saved with every total above it: how long it takes, and what keeping the totals costs many writers at
// once.
import { sql } from 'kysely'
import type { CallReply } from '../../base/call.ts'
import { endOfMonth } from '../../base/dates.ts'
import { newId } from '../../base/ids.ts'
import { makeReport } from '../../carry-out/reports/contract.ts'
import { changeLine } from '../../plan/lines/contract.ts'
import { planPage, returnPlan } from '../../plan/plans/contract.ts'
import { type Db, openDatabase } from '../../platform/database.ts'
import { note } from '../../platform/journal.ts'
import { once } from '../../platform/once.ts'
import type { PathHeld } from '../../registry/queries.ts'
import { deltaParts, foldFrom } from '../../totals/actions.ts'
import type { Delta } from '../../totals/rules.ts'
import { type Bench, type Figure, figure, quantile, rate, times } from './figure.ts'
import { type Country, countryOf } from './national.ts'
import { ask, send } from './traffic.ts'

export async function saveFigure(bench: Bench): Promise<Figure[]> {
  const country = await countryOf(bench)
  const db = openDatabase(bench.database.url, { connections: 34 })
  // Folding goes on meanwhile, as it does while people work.
  const folding = setInterval(() => foldFrom(db.kysely, 2000).catch(console.error), 1000)
  try {
    const figures = [
      ...(await reportsOneByOne(bench, country)),
      ...(await planLinesOneByOne(bench, country)),
      ...(await manyWriters(bench, db.kysely, country)),
    ]
    await mustBeExact(db.kysely, country)
    return figures
  } finally {
    clearInterval(folding)
    await db.close()
  }
}

const nothing = { zh: '', en: '' }
const some = { zh: '测量', en: 'measured' }

/** The last month of the district, which nobody has reported yet, through the front door. */
async function reportsOneByOne(bench: Bench, country: Country): Promise<Figure[]> {
  bench.tell('saving progress figures')
  const cookie = await bench.cookieOf(country.writer)
  const month = country.months.at(-1) ?? ''
  const { rows: lines } = await sql<{ id: string }>`
    select line.id from plan.plan_line as line join plan.plan on plan.id = line.plan_id
    where plan.place_id = any(${country.countyIds}::uuid[]) and plan.state = 'approved' and not exists (
      select 1 from carry_out.report where report.plan_line_id = line.id and report.month = ${month})
    order by line.id limit 300`.execute(bench.database.kysely)
  const report = (at: number) =>
    send(bench, makeReport.path.replace(':planLineId', lines[at].id), {
      method: 'POST',
      cookie,
      body: {
        id: newId(),
        month,
        asOf: endOfMonth(month),
        value: 200,
        unit: 'persons',
        leftReasons: [],
        dormant: null,
        source: 'ledger',
        sourceNote: nothing,
        cause: some,
        help: nothing,
        supersedesId: null,
        reason: null,
      },
    })
  const taken = await times(250, report, 20)
  return [
    figure('progress figure saved with all totals, median', quantile(taken, 0.5), 'ms'),
    figure('progress figure saved with all totals, 95 %', quantile(taken, 0.95), 'ms', { budget: '≤ 4 ms' }),
  ]
}

type Line = CallReply<typeof planPage>['lines'][number]

/** A county's plan, given back for revision: what was approved stands while its figures change. */
async function planLinesOneByOne(bench: Bench, country: Country): Promise<Figure[]> {
  bench.tell('saving plan figures')
  const { rows } = await sql<{ id: string }>`
    select id from plan.plan where place_id = any(${country.countyIds}::uuid[]) and period_id = ${country.periodId}
      and state = 'approved' order by id limit 1`.execute(bench.database.kysely)
  const address = planPage.path.replace(':planId', rows[0].id)
  const cookie = await bench.cookieOf(country.writer)
  const read = () => ask<CallReply<typeof planPage>>(bench, address, { cookie })
  await send(bench, returnPlan.path.replace(':planId', rows[0].id), {
    method: 'POST',
    cookie: await bench.cookieOf(country.reviewer),
    body: { editVersion: (await read()).editVersion, reason: some },
  })
  const { lines } = await read()
  const target = lines[0].target
  const change = (at: number) => {
    const line = lines[at % lines.length]
    const round = Math.floor(at / lines.length)
    return send(bench, changeLine.path.replace(':planLineId', line.id), {
      method: 'PUT',
      cookie,
      body: { ...bodyOf(line, target + round + 1), editVersion: line.editVersion + round },
    })
  }
  const taken = await times(200, change, 20)
  return [
    figure('plan figure saved with all totals, median', quantile(taken, 0.5), 'ms'),
    figure('plan figure saved with all totals, 95 %', quantile(taken, 0.95), 'ms', { budget: '≤ 6 ms' }),
  ]
}

function bodyOf(line: Line, target: number) {
  const { section, baseline, means, risk, form } = line
  const months = Object.keys(line.phasing).sort()
  return {
    section,
    indicatorId: line.indicator.id,
    tradeId: line.trade?.id ?? null,
    form,
    unit: line.indicator.unit,
    baseline,
    target,
    phasing: { ...line.phasing, [months[months.length - 1]]: target },
    ownerPostId: null,
    means,
    risk,
    note: some,
    actions: [],
    citations: [],
  }
}

type Cell = {
  lineId: string
  planId: string
  placeId: string
  tradeId: string
  form: string
  month: string
  state: string
}

/**
 * Corrections by many writers of one district, each in a county of its own: the statements that write a correction,
 * with posting to the totals and without it. On one cell all correct the same trade, form and month: all add to the
 * same totals of district, province and country.
 */
async function manyWriters(bench: Bench, db: Db, country: Country): Promise<Figure[]> {
  const { rows: cells } = await sql<Cell>`
    select line.id as "lineId", plan.id as "planId", plan.place_id as "placeId", line.trade_id as "tradeId", line.form,
      report.month, report.state
    from plan.plan join plan.plan_line as line on line.plan_id = plan.id
    join carry_out.report on report.plan_line_id = line.id and report.standing
      and report.month = any(${country.months.slice(0, -2)}::text[])
    where plan.place_id = any(${country.countyIds}::uuid[]) and plan.period_id = ${country.periodId}
    order by line.trade_id, line.form, report.month, plan.place_id`.execute(db)
  const byCounty = [...Map.groupBy(cells, (cell) => cell.placeId).values()]
  const figures: Figure[] = []
  for (const writers of [1, 8, 32]) {
    for (const [where, pick] of [
      ['spread over cells', (own: Cell[], at: number) => own[(at * 7) % own.length]],
      ['all on one cell', (own: Cell[]) => own[0]],
    ] as const) {
      bench.tell(`${writers} writers, ${where}`)
      let at = 0
      const write = (withTotals: boolean) => (writer: number) =>
        correct(db, country, pick(byCounty[writer % byCounty.length], ++at), withTotals)
      const rates = { with: 0, without: 0 }
      // By turns, so that what else the machine does meets both alike.
      for (let turn = 0; turn < 4; turn++) {
        rates.without += (await rate(writers, 2, write(false))) / 4
        rates.with += (await rate(writers, 2, write(true))) / 4
      }
      figures.push(
        figure(`figures saved by ${writers} writers, ${where}`, rates.with, 'a second', {
          yardstick: 'the same writes without totals',
          ratio: rates.with / rates.without,
          budget: writers === 32 ? '≥ 0.85 of the yardstick' : null,
        }),
      )
    }
  }
  return figures
}

/** One correction by one unit, with all that `makeReport` writes for it. */
async function correct(database: Db, country: Country, cell: Cell, withTotals: boolean): Promise<void> {
  const id = newId()
  const at = new Date()
  const actor = { accountId: country.nationId }
  await database.transaction().execute(async (db) => {
    const { rows: held } = await sql<{ path: PathHeld }>`
      select path.line as path from plan.plan join registry.place_path as path on path.place_id = plan.place_id
      where plan.id = ${cell.planId}
      for no key update of plan ${withTotals ? sql`for share of path` : sql``}`.execute(db)
    await once<{ id: string }>({ db, actor }, { id, content: cell }, async (remembering) => {
      const { rows } = await sql<{ id: string }>`update carry_out.report set standing = false
        where plan_line_id = ${cell.lineId} and month = ${cell.month} and standing returning id`.execute(db)
      const report = sql`insert into carry_out.report (id, plan_line_id, place_id, reporter_id, period_id, indicator_id, trade_id, form, month,
          as_of, value, baseline, source, source_note, cause, help, state, supersedes_id, reason, made_on, made_at, made_by)
        select ${id}, plan_line_id, place_id, reporter_id, period_id, indicator_id, trade_id, form, month, as_of,
          value + ${withTotals ? 1 : 0}, baseline, source, source_note, cause, help, state, id,
          ${JSON.stringify(some)}::jsonb, made_on, now(), made_by
        from carry_out.report where id = ${rows[0].id}`
      const cause = { at, verb: 'report.corrected', month: cell.month }
      const totals = withTotals ? deltaParts(held[0].path, deltasOf(country, cell), cause) : []
      const entry = {
        verb: cause.verb,
        kind: 'report',
        id,
        placeId: cell.placeId,
        detail: { month: cell.month },
      }
      await note({ db, now: at, listeners: {}, actor }, entry, [report, ...totals, remembering({ id })])
      return { id }
    })
  })
}

/** One more in the month, and one more that is no longer the latest figure in the next. */
function deltasOf({ periodId, indicatorId, months, bordersOn }: Country, cell: Cell): Delta[] {
  const { placeId, tradeId, form, month, state } = cell
  const whole = {
    placeId,
    bordersOn,
    periodId,
    indicatorId,
    tradeId,
    form,
    measure: 'actual',
    status: state,
  } as const
  return [
    { ...whole, month, amount: 1 },
    { ...whole, month: months[months.indexOf(month) + 1], amount: -1 },
  ]
}

/** Nothing was lost: what the district's counties report adds up to the country's share of it. */
async function mustBeExact(db: Db, { periodId, districtId, countyIds }: Country): Promise<void> {
  await foldFrom(db, 1)
  const { rows } = await sql<{ stored: number; summed: number }>`
    select (select sum(amount)::bigint from totals.total where place_id = ${districtId} and period_id = ${periodId}
        and form = '*' and measure = 'actual' and status in ('reported', 'verified', 'disputed')) as stored,
      (select sum(value)::bigint from (select distinct on (plan_line_id) value from carry_out.report
        where standing and period_id = ${periodId} and place_id = any(${countyIds}::uuid[])
        order by plan_line_id, month desc) as latest) as summed`.execute(db)
  const { stored, summed } = rows[0]
  if (stored !== summed) throw new Error(`totals say ${stored}, the rows ${summed}`)
}
