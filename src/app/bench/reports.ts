// Progress reports as the counties of a country send them: each county reports all lines of a month, one after the
// other.
import { sql } from 'kysely'
import { addGrant, makeAccount } from '../../access/accounts/actions.ts'
import { endOfMonth, monthsOf } from '../../base/dates.ts'
import { newId } from '../../base/ids.ts'
import { makeReport } from '../../carry-out/reports/contract.ts'
import { type Db, openDatabase } from '../../platform/database.ts'
import { holdTree } from '../../registry/queries.ts'
import { fold, postAll } from '../../totals/actions.ts'
import type { Bench, Sending } from './figure.ts'
import { type Country, countryOf } from './national.ts'

/** So many officers send at once, each for so many counties of a year that nobody has reported yet. */
const officers = 32
const countiesEach = 20

const nothing = { zh: '', en: '' }

export async function reportsToSend(bench: Bench): Promise<{ sendings: Sending[]; close(): Promise<void> }> {
  const country = await countryOf(bench)
  bench.tell('a year to report')
  const db = bench.database.kysely
  const months = await openYear(db, country)
  const cookies: string[] = []
  for (let at = 0; at < officers; at++) cookies.push(await officerOf(bench, country, at))
  const queues = await entriesOf(db, months)
  const plain = openDatabase(bench.database.url, { connections: officers })
  const insert = await bareRows(plain.kysely, country)
  let sent = 0
  const sending: Sending = {
    name: 'progress reports with all totals',
    each: 1,
    budgets: { 1: 350, 8: 900, 32: 1000 },
    cpu: 1.5,
    // Whoever begins anew takes another officer's counties, so that none runs out of them.
    send: (client, worker) => {
      const officer = (worker + Math.floor(sent++ / 1000)) % officers
      const next = queues[officer].next()
      if (next.done) throw new Error('nothing is left to report')
      const { lineId, month } = next.value
      return client.post(makeReport.path.replace(':planLineId', lineId), cookies[officer], bodyOf(month))
    },
    insert,
  }
  return { sendings: [sending], close: () => plain.close() }
}

const bodyOf = (month: string) => ({
  id: newId(),
  month,
  asOf: endOfMonth(month),
  value: 90 + Math.floor(Math.random() * 40),
  unit: 'persons',
  leftReasons: [],
  dormant: null,
  source: 'ledger',
  sourceNote: nothing,
  cause: { zh: '', en: 'counted' },
  help: nothing,
  supersedesId: null,
  reason: null,
})

const code = 'bench-before'

/** The year before the country's own, with the same lines approved and nothing reported. Gives its months. */
async function openYear(db: Db, { periodId, nationId }: Country): Promise<string[]> {
  const id = newId()
  const { rows } = await sql<{ fromOn: string; toOn: string }>`
    insert into plan.period (id, programme_id, place_id, code, names, from_on, to_on, plans_due_on)
    select ${id}, programme_id, ${nationId}, ${code}, '{"zh": "上年", "en": "the year before"}',
      from_on - interval '1 year', from_on, from_on - interval '1 year'
    from plan.period where id = ${periodId} returning from_on as "fromOn", to_on as "toOn"`.execute(db)
  const months = monthsOf(rows[0].fromOn, rows[0].toOn)
  await sql`insert into plan.plan (id, place_id, period_id, state, version, standing_version, made_at)
    select uuidv7(), place_id, ${id}, 'approved', 1, 1, now() from plan.plan where period_id = ${periodId}
    order by place_id limit ${officers * countiesEach}`.execute(db)
  await sql`insert into plan.plan_line (id, plan_id, section, indicator_id, trade_id, form, baseline, target, phasing, means,
      risk, note, binding, standing_baseline, standing_target, standing_phasing, standing_since)
    select uuidv7(), plan.id, line.section, line.indicator_id, line.trade_id, line.form, line.baseline, line.target,
      course, line.means, line.risk, line.note, true, line.baseline, line.target, course, (${months[0]}::text || '-01')::date
    from plan.plan join plan.plan as later on later.place_id = plan.place_id and later.period_id = ${periodId}
    join plan.plan_line as line on line.plan_id = later.id, lateral (
      select jsonb_object_agg(month, line.target) as course from unnest(${months}::text[]) as month) as c
    where plan.period_id = ${id}`.execute(db)
  await sql`analyze plan.plan, plan.plan_line`.execute(db)
  await db.transaction().execute(async (tx) => {
    await postAll(tx, await holdTree(tx), sql`select * from plan.counted where period_id = ${id}`)
    await fold(tx)
  })
  return months
}

async function officerOf(bench: Bench, { nationId }: Country, at: number): Promise<string> {
  const db = bench.database.kysely
  const login = `bench-officer-${at}`
  const id = newId()
  await makeAccount(db, { id, login, names: { zh: login, en: login }, personId: null }, new Date())
  await addGrant(db, id, { role: 'planner', placeId: nationId }, new Date())
  return bench.cookieOf(login)
}

type Entry = { lineId: string; month: string }

/** What each officer reports: month by month, county by county, line by line. */
async function entriesOf(db: Db, months: readonly string[]): Promise<Generator<Entry, void>[]> {
  const { rows } = await sql<{ lines: string[] }>`
    select array_agg(line.id order by line.id) as lines
    from plan.plan join plan.period on period.id = plan.period_id join plan.plan_line as line on line.plan_id = plan.id
    where period.code = ${code} group by plan.id order by plan.id`.execute(db)
  function* entries(counties: readonly string[][]): Generator<Entry, void> {
    for (const month of months)
      for (const lines of counties) for (const lineId of lines) yield { lineId, month }
  }
  return Array.from({ length: officers }, (_, officer) =>
    entries(rows.filter((_, at) => at % officers === officer).map((row) => row.lines)),
  )
}

/**
 * A report, the six deltas that most have, its entry in the journal and what its id stands for, in copies of their
 * tables.
 */
async function bareRows(db: Db, { periodId }: Country): Promise<Sending['insert']> {
  await sql`create schema if not exists bench`.execute(db)
  for (const [name, of] of [
    ['report', 'carry_out.report'],
    ['delta', 'totals.delta'],
    ['journal', 'platform.journal'],
    ['received', 'platform.received'],
  ])
    await sql`create table bench.${sql.raw(name)} (like ${sql.raw(of)} including all)`.execute(db)
  const { rows } = await sql<{ report: object; line: string[] }>`
    select to_jsonb(report) as report, path.line from carry_out.report
    join registry.place_path as path on path.place_id = report.place_id where report.period_id = ${periodId} limit 1`.execute(
    db,
  )
  const { report, line } = rows[0]
  return () => {
    const id = newId()
    const row = JSON.stringify({ ...report, id, plan_line_id: id })
    return sql`
      with given as (select * from jsonb_populate_record(null::bench.report, ${row}::jsonb)),
      report as (insert into bench.report select * from given),
      deltas as (
        insert into bench.delta (place_id, line, borders_on, period_id, indicator_id, trade_id, form, measure, status,
          month, amount, changed_at, cause, cause_month)
        select place_id, ${line}::uuid[], as_of, period_id, indicator_id, trade_id, form, 'actual', state, month, n,
          made_at, 'report.made', month from given, generate_series(1, 6) as n),
      received as (insert into bench.received select id, made_by, ${'0'.repeat(64)}, '{}' from given)
      insert into bench.journal (id, at, account_id, verb, kind, subject_id, place_id, detail)
      select id, made_at, made_by, 'report.made', 'report', id, place_id, looks from given`.execute(db)
  }
}
