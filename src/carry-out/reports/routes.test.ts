import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { errorsOf, lineId, one } from '../../../test/reports.ts'
import { openTown, type Person, type Town } from '../../../test/town.ts'
import type { CallInput } from '../../base/call.ts'
import { newId } from '../../base/ids.ts'
import * as promised from '../commitments/contract.ts'
import * as calls from './contract.ts'

let town: Town
let linying: Person
let district: Person
const nothing = { zh: '', en: '' }

before(async () => {
  town = await openTown()
  linying = await town.as('linying-officer')
  district = await town.as('xuchang-officer')
})
after(() => town.close())

type Entry = CallInput<typeof calls.makeReport>['body']

const standing = (planLineId: string, month: string) =>
  one(
    town,
    sql<{ id: string; value: number; state: string }>`select id, value, state from carry_out.report
    where plan_line_id = ${planLineId} and month = ${month} and standing`,
  )

const entryOf = (changes: Partial<Entry>): Entry => ({
  id: newId(),
  month: '1954-06',
  asOf: '1954-06-30',
  value: 30,
  unit: 'persons',
  leftReasons: [],
  dormant: null,
  source: 'ledger',
  sourceNote: nothing,
  cause: nothing,
  help: nothing,
  supersedesId: null,
  reason: null,
  ...changes,
})

/** What all standing reports of a county's line add up to as of June, and what the totals say of the county. */
async function bothSums(county: string, indicator: string) {
  const { stored } = await one(
    town,
    sql<{ stored: number }>`
    select coalesce(sum(amount), 0)::bigint as stored from (
      select total.amount, total.place_id, total.indicator_id, total.measure, total.status from totals.total
      where total.form <> '*'
      union all
      select delta.amount, delta.place_id, delta.indicator_id, delta.measure, delta.status from totals.delta
    ) as t join registry.place on place.id = t.place_id join plan.indicator on indicator.id = t.indicator_id
    where place.code = ${county} and indicator.code = ${indicator} and t.measure = 'actual'
      and t.status in ('reported', 'verified', 'disputed')`,
  )
  const { summed } = await one(
    town,
    sql<{ summed: number }>`
    select coalesce(sum(value), 0)::bigint as summed from (
      select distinct on (case when indicator.cumulative then report.plan_line_id::text else report.id::text end) report.value
      from carry_out.report join registry.place on place.id = report.place_id
      join plan.indicator on indicator.id = report.indicator_id
      where place.code = ${county} and indicator.code = ${indicator} and report.standing
      order by case when indicator.cumulative then report.plan_line_id::text else report.id::text end, report.month desc
    ) as latest`,
  )
  return { stored, summed }
}

test('a figure is kept once, its totals change with it, and the same content again gives the first answer', async () => {
  const reporter = await town.as('ye-officer')
  const { lines } = await reporter.ask(calls.monthPage, { query: { month: '1954-06' } })
  assert.ok(lines.length > 3)
  const { line, figures } = lines.find((todo) => todo.line.indicator.code === 'members') ?? lines[0]
  assert.ok(!figures.some((figure) => figure.month === '1954-06'), 'the county has not reported June')
  const before = await bothSums('ye', 'members')
  assert.equal(before.stored, before.summed)
  const body = entryOf({ value: line.phasing['1954-06'] })
  const input = { params: { planLineId: line.id }, body }
  const first = await reporter.ask(calls.makeReport, input)
  const after = await bothSums('ye', 'members')
  assert.notEqual(after.stored, before.stored)
  assert.equal(after.stored, after.summed)

  assert.deepEqual(await reporter.ask(calls.makeReport, input), first)
  const other = await reporter.send(calls.makeReport, { ...input, body: { ...body, value: body.value + 1 } })
  assert.equal(other.status, 409)
  assert.equal(other.problem.type, '/problems/different-content')
  assert.equal((other.problem.current as { value: number }).value, body.value)
  assert.deepEqual(await bothSums('ye', 'members'), after)
})

test('a correction supersedes with a reason and changes the totals by the difference', async () => {
  const planLineId = await lineId(town, 'linying', 'output', 'iron')
  const old = await standing(planLineId, '1954-05')
  const params = { planLineId }
  const changed = { month: '1954-05', asOf: '1954-05-31', value: old.value + 1000, unit: 'CNY-old' as const }
  const twice = await linying.send(calls.makeReport, { params, body: entryOf(changed) })
  assert.deepEqual(errorsOf(twice), ['/month already-reported'])
  const silent = await linying.send(calls.makeReport, {
    params,
    body: entryOf({ ...changed, supersedesId: old.id }),
  })
  assert.deepEqual(errorsOf(silent), ['/reason required'])
  const reason = { zh: '漏计一张交货单', en: '' }
  const wrong = await linying.send(calls.makeReport, {
    params,
    body: entryOf({ ...changed, supersedesId: newId(), reason }),
  })
  assert.deepEqual(errorsOf(wrong), ['/supersedesId unknown'])

  const before = await bothSums('linying', 'output')
  const { id } = await linying.ask(calls.makeReport, {
    params,
    body: entryOf({ ...changed, supersedesId: old.id, reason }),
  })
  const after = await bothSums('linying', 'output')
  assert.equal(after.stored, before.stored + 1000)
  assert.equal(after.summed, after.stored)
  const page = await linying.ask(calls.reportPage, { params: { reportId: id } })
  assert.deepEqual(
    page.chain.map((one) => one.standing),
    [false, true],
  )
  const again = await linying.send(calls.makeReport, {
    params,
    body: entryOf({ ...changed, value: changed.value + 5, supersedesId: old.id, reason }),
  })
  assert.equal(again.problem.type, '/problems/stale')
  assert.equal((again.problem.current as { id: string }).id, id)
  const late = await district.send(calls.verifyReport, {
    params: { reportId: old.id },
    body: {
      id: newId(),
      onDay: '1954-07-09',
      outcome: 'verified',
      how: 'ledger',
      found: null,
      note: nothing,
    },
  })
  assert.equal(late.problem.stage, 'report corrected')
})

test('a figure that breaks a rule is refused by field and nothing is kept', async () => {
  const planLineId = await lineId(town, 'linying', 'members', 'knitting', 'production_group', '1954-h1')
  const params = { planLineId }
  const before = await bothSums('linying', 'members')
  const refused = async (changes: Partial<Entry>) =>
    errorsOf(await linying.send(calls.makeReport, { params, body: entryOf(changes) }))
  assert.deepEqual(await refused({ month: '1954-07', asOf: '1954-07-09' }), [
    '/month outside-period',
    '/asOf outside-period',
  ])
  assert.deepEqual(await refused({ unit: 'count', value: -2 }), [
    '/unit unit',
    '/value negative',
    '/month already-reported',
  ])
  assert.deepEqual(await refused({ value: 10.5 }), ['/value not-whole', '/month already-reported'])
  const shaped = await linying.send(calls.makeReport, {
    params,
    body: { ...entryOf({}), source: 'rumour' } as never,
  })
  assert.equal(shaped.status, 422)
  assert.equal(shaped.problem.errors?.[0].pointer, '/source')
  assert.deepEqual(await bothSums('linying', 'members'), before)
})

test('figures are refused against a plan that is not approved, and in a period that is closed', async () => {
  const body = entryOf({})
  const submitted = await lineId(
    town,
    'yancheng',
    'members',
    (await firstTrade('yancheng')).trade,
    (await firstTrade('yancheng')).form,
  )
  const early = await (await town.as('yancheng-officer')).send(calls.makeReport, {
    params: { planLineId: submitted },
    body,
  })
  assert.equal(early.status, 409)
  assert.equal(early.problem.stage, 'plan submitted')

  const trained = await lineId(town, 'lushan', 'trained')
  await sql`update plan.period set state = 'closed' where code = '1954-h1'`.execute(town.database.kysely)
  const closed = await (await town.as('lushan-officer')).send(calls.makeReport, {
    params: { planLineId: trained },
    body,
  })
  await sql`update plan.period set state = 'open' where code = '1954-h1'`.execute(town.database.kysely)
  assert.deepEqual([closed.status, closed.problem.stage], [409, 'period closed'])
  assert.match(closed.problem.detail ?? '', /closed/)
  const inChinese = await (await town.as('lushan-officer')).send(
    calls.makeReport,
    { params: { planLineId: trained }, body: { ...body, unit: 'kg' } },
    { 'accept-language': 'zh' },
  )
  assert.match(inChinese.problem.errors?.[0].detail ?? '', /[\u4e00-\u9fff]/)
})

const firstTrade = (county: string) =>
  one(
    town,
    sql<{ trade: string; form: string }>`select trade.code as trade, line.form from plan.plan_line as line
    join plan.plan on plan.id = line.plan_id join registry.place on place.id = plan.place_id
    join plan.indicator on indicator.id = line.indicator_id join registry.trade on trade.id = line.trade_id
    where place.code = ${county} and indicator.code = 'members' order by line.id limit 1`,
  )

test('a figure is verified or disputed on the spot, and the totals say so', async () => {
  const planLineId = await lineId(town, 'linying', 'trained')
  const { id, value } = await standing(planLineId, '1954-06')
  const params = { reportId: id }
  const visit = {
    id: newId(),
    onDay: '1954-07-09',
    outcome: 'disputed' as const,
    how: 'counted' as const,
    found: value + 1,
    note: nothing,
  }
  const silent = await district.send(calls.verifyReport, { params, body: visit })
  assert.deepEqual(errorsOf(silent), ['/note required'])
  const differs = await district.send(calls.verifyReport, { params, body: { ...visit, outcome: 'verified' } })
  assert.deepEqual(errorsOf(differs), ['/found differs'])
  const tomorrow = await district.send(calls.verifyReport, {
    params,
    body: { ...visit, onDay: '1954-07-11', outcome: 'verified', found: null },
  })
  assert.deepEqual(errorsOf(tomorrow), ['/onDay future'])
  await district.ask(calls.verifyReport, {
    params,
    body: { ...visit, note: { zh: '多一人', en: 'one more' } },
  })
  const { verified, disputed } = await one(
    town,
    sql<{ verified: number; disputed: number }>`
    select coalesce(sum(amount) filter (where status = 'verified'), 0)::int as verified,
      coalesce(sum(amount) filter (where status = 'disputed'), 0)::int as disputed
    from totals.delta join registry.place on place.id = delta.place_id join plan.indicator on indicator.id = delta.indicator_id
    where place.code = 'linying' and indicator.code = 'trained' and month = '1954-06' and measure = 'actual'`,
  )
  assert.deepEqual({ verified, disputed }, { verified: 0, disputed: value })
  const page = await linying.ask(calls.reportPage, { params })
  assert.equal(page.report.state, 'disputed')
  assert.equal(page.visits[0].found, value + 1)
  assert.equal(page.mayVerify, false)
  assert.equal(page.mayCorrect, true)
})

test('somebody else’s line and report answer as not found; a reader without the verb is not permitted', async () => {
  const planLineId = await lineId(town, 'linying', 'left')
  const { id } = await standing(planLineId, '1954-05')
  const visit = {
    id: newId(),
    onDay: '1954-07-09',
    outcome: 'verified' as const,
    how: 'ledger' as const,
    found: null,
    note: nothing,
  }
  const body = entryOf({ value: 0 })
  const statuses = async (login: string) => {
    const person = await town.as(login)
    return [
      (await person.send(calls.linePage, { params: { planLineId } })).status,
      (await person.send(calls.makeReport, { params: { planLineId }, body })).status,
      (await person.send(calls.reportPage, { params: { reportId: id } })).status,
      (await person.send(calls.verifyReport, { params: { reportId: id }, body: visit })).status,
      (
        await person.send(calls.addEvidence, {
          params: { reportId: id },
          query: { evidenceId: newId(), name: 'a.png' },
          body: png,
        })
      ).status,
    ]
  }
  assert.deepEqual(await statuses('jia-officer'), [404, 404, 404, 404, 404])
  assert.deepEqual(await statuses('luoyang-officer'), [404, 404, 404, 404, 404])
  assert.deepEqual(await statuses('henan-viewer'), [200, 403, 200, 403, 403])
  assert.equal(
    (await linying.send(calls.verifyReport, { params: { reportId: id }, body: visit })).status,
    403,
  )
  assert.equal((await town.stranger().send(calls.reportPage, { params: { reportId: id } })).status, 401)
  const { id: jia } = await one(town, sql<{ id: string }>`select id from registry.place where code = 'jia'`)
  assert.equal((await linying.send(calls.placeProgress, { params: { placeId: jia }, query: {} })).status, 404)
  assert.equal((await linying.send(calls.monthPage, { query: { placeId: jia } })).status, 404)
})

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

test('evidence is kept by what its bytes are, once, and shown to those who may see the report', async () => {
  const reporter = await town.as('linying-reporter')
  const { id } = await standing(await lineId(town, 'linying', 'left'), '1954-06')
  const params = { reportId: id }
  const query = { evidenceId: newId(), name: 'ledger.png', caption: '账页' }
  const false1 = await reporter.send(calls.addEvidence, {
    params,
    query: { ...query, name: 'ledger.pdf' },
    body: png,
  })
  assert.deepEqual(errorsOf(false1), ['/file not-what-it-says'])
  const script = await reporter.send(calls.addEvidence, {
    params,
    query,
    body: Buffer.from('<svg onload=alert(1)>'),
  })
  assert.deepEqual(errorsOf(script), ['/file kind'])
  const kept = await reporter.ask(calls.addEvidence, { params, query, body: png })
  assert.equal(kept.kind, 'png')
  assert.deepEqual(await reporter.ask(calls.addEvidence, { params, query, body: png }), kept)
  const otherId = await reporter.ask(calls.addEvidence, {
    params,
    query: { ...query, evidenceId: newId() },
    body: png,
  })
  assert.equal(otherId.id, kept.id)
  const other = await reporter.send(calls.addEvidence, {
    params,
    query: { ...query, name: 'a.pdf' },
    body: Buffer.from('%PDF-1.4 other'),
  })
  assert.equal(other.problem.type, '/problems/different-content')

  const evidence = { params: { evidenceId: kept.id } }
  assert.equal((await linying.send(calls.evidenceFile, evidence)).status, 200)
  assert.equal((await (await town.as('jia-officer')).send(calls.evidenceFile, evidence)).status, 404)
  assert.equal((await linying.ask(calls.reportPage, { params })).evidence.length, 1)
})

test('the district sees what is late county by county, and pages cost the same for one county and for all', async () => {
  const { rows, period } = await district.ask(calls.latePage, { query: {} })
  assert.equal(rows.length, 19)
  const stateOf = (name: string, month: string) =>
    rows.find((row) => row.place.names.en.startsWith(name))?.months.find((one) => one.month === month)?.state
  assert.equal(stateOf('Lushan', '1954-06'), 'missing')
  assert.equal(stateOf('Wuyang', '1954-06'), 'partly')
  assert.equal(stateOf('Zhoukou', '1954-04'), 'late')
  assert.equal(stateOf('Linying', '1954-04'), 'reported')
  assert.equal(stateOf('Jia', '1954-06'), 'no-plan')

  const count = async (work: () => Promise<unknown>) => {
    const before = town.database.statements()
    await work()
    return town.database.statements() - before
  }
  const query = { periodId: period?.id }
  const all = await count(() => district.ask(calls.latePage, { query }))
  assert.equal(await count(() => linying.ask(calls.latePage, { query })), all)
  const place = rows.find((row) => row.place.names.en.startsWith('Linying'))?.place.id ?? ''
  const pages = [
    all,
    await count(() => linying.ask(calls.monthPage, { query: {} })),
    await count(() => linying.ask(calls.placeProgress, { params: { placeId: place }, query: {} })),
    await count(() => district.ask(promised.listCommitments, { query: {} })),
  ]
  for (const statements of pages) assert.ok(statements <= 8, `${statements} statements`)
})
