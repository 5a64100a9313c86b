// An indicator is defined anew amid a year: each period says what it said when it began, plans keep what they were made
// with, and the year adds up what it may and says what it is made of.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { sql } from 'kysely'
import { addPack, exportPack, previewPack } from '../src/app/pack/contract.ts'
import { canonical } from '../src/base/canonical.ts'
import { linePage } from '../src/carry-out/reports/contract.ts'
import { exportCsv } from '../src/exchange/export/contract.ts'
import { planChoices } from '../src/plan/board/contract.ts'
import { removeDefinition } from '../src/plan/definitions/contract.ts'
import { changeIndicator, listIndicators } from '../src/plan/indicators/contract.ts'
import { changePeriod, changePeriodState } from '../src/plan/periods/contract.ts'
import { planPage } from '../src/plan/plans/contract.ts'
import { planVersion } from '../src/plan/versions/contract.ts'
import * as rollUp from '../src/roll-up/contract.ts'
import {
  type IndicatorCode,
  lineOf,
  monthsIn,
  type Nested,
  openNested,
  openPeriods,
  periodsOf,
  plan,
  planLineId,
  report,
  words,
} from './nested.ts'

let nested: Nested
const [year, , , q1, q2, q3, q4] = periodsOf(2015)
const planned = (quarter: typeof q1) =>
  (['output', 'groups', 'good', 'inspected', 'present'] as const).map((code) =>
    lineOf('a', quarter, code, [10, 2]),
  )
const [inQ1, inQ3] = [planned(q1), planned(q3)]

before(async () => {
  nested = await openNested()
  await openPeriods(nested, periodsOf(2015))
  await plan(nested, inQ1)
  for (const line of inQ1) for (const month of monthsIn(q1)) await report(nested, line, month, 7)
})
after(() => nested.office.close())

type Known = IndicatorCode | 'index' | 'rate'
const found = async (code: Known) => {
  const { indicators, beginnings } = await nested.office.administrator.ask(listIndicators, { query: {} })
  const one = indicators.find(({ id }) => id === nested.ids[code])
  assert.ok(one)
  return { ...one, beginnings }
}
async function change(code: Known, to: object) {
  const one = await found(code)
  const body = Object.fromEntries(
    Object.entries(one).filter(([key]) => key in changeIndicator.body.properties),
  ) as unknown as typeof one & { retired: boolean }
  return nested.office.administrator.send(changeIndicator, {
    params: { indicatorId: one.id },
    body: { ...body, retired: false, ...to },
  })
}
const errorsOf = (answer: { problem: { errors?: { pointer: string; code: string }[] } }) =>
  (answer.problem.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`)
const stored = async () =>
  (
    await sql<{ content: string; sha256: string }>`
      select content, sha256 from plan.plan_version order by plan_id, number`.execute(
      nested.office.database.kysely,
    )
  ).rows
const planId = async (line: (typeof inQ1)[number]) => {
  const { rows } = await sql<{ id: string }>`
    select plan_id as id from plan.plan_line where id = ${planLineId(line)}`.execute(
    nested.office.database.kysely,
  )
  return rows[0].id
}
const rowsOf = async (period: typeof q1, month: string) => {
  const query = { placeId: nested.ids.country, periodId: nested.ids[period.code], month }
  const { rows } = await nested.office.administrator.ask(rollUp.rollUp, { query })
  return (code: Known) => rows.find(({ indicator }) => indicator.id === nested.ids[code])
}
const anew = { names: words('cloth'), definition: words('metres off the loom, and no longer rolls') }

test('whoever puts words otherwise that plans rest on is asked from when on, and nobody else is', async () => {
  assert.equal((await found('meetings')).isTold, false)
  assert.equal((await change('meetings', { names: words('gatherings') })).status, 200)
  assert.deepEqual((await found('meetings')).earlier, [])
  for (const code of ['output', 'rate', 'index'] as const) {
    assert.equal((await found(code)).isTold, true, code)
    assert.deepEqual(errorsOf(await change(code, anew)), ['/fromPeriodId required'])
  }
  assert.equal((await change('output', { countedIn: 'parts' })).status, 200, 'it says what it said')
  assert.equal((await change('good', { names: words('good ones'), fromPeriodId: null })).status, 200)
  const page = await nested.planner('a').ask(planPage, { params: { planId: await planId(inQ1[0]) } })
  const good = page.lines.find(({ indicator }) => indicator.id === nested.ids.good)
  assert.equal(good?.indicator.names.en, 'good ones', 'a correction is one of all periods')
})

test('a new definition begins with a period after those that are closed; the next without a plan is said', async () => {
  const { beginnings } = await found('output')
  assert.equal(beginnings.find(({ isApproved }) => !isApproved)?.fromOn, q2.fromOn)
  const state = (code: string, to: 'open' | 'closed') =>
    nested.office.administrator.ask(changePeriodState, {
      params: { periodId: nested.ids[code] },
      body: to === 'open' ? { state: to, reason: words('forgotten') } : { state: to },
    })
  await state(q1.code, 'closed')
  assert.deepEqual(
    (await found('output')).beginnings.map(({ id }) => id).includes(nested.ids[year.code]),
    false,
  )
  for (const period of [year, q1])
    assert.deepEqual(errorsOf(await change('output', { ...anew, fromPeriodId: nested.ids[period.code] })), [
      '/fromPeriodId closed-period',
    ])
  const terms = [{ indicatorId: nested.ids.groups, weight: 3 }]
  assert.deepEqual(errorsOf(await change('index', { terms, fromPeriodId: null })), [
    '/fromPeriodId closed-period',
  ])
  await state(q1.code, 'open')
})

test('each period has what was said as it began: plans, lines to choose, reports, and what is kept of plans', async () => {
  const kept = await stored()
  assert.equal((await change('output', { ...anew, fromPeriodId: nested.ids[q3.code] })).status, 200)
  assert.deepEqual(await stored(), kept)
  await plan(nested, inQ3)
  const said = async (line: (typeof inQ1)[number]) => {
    const id = await planId(line)
    const page = await nested.planner('a').ask(planPage, { params: { planId: id } })
    const inPlan = page.lines.find((one) => one.id === planLineId(line))?.indicator
    const own = await nested.planner('a').ask(linePage, { params: { planLineId: planLineId(line) } })
    const { content, intact } = await nested
      .planner('a')
      .ask(planVersion, { params: { planId: id, number: page.versions.length } })
    assert.ok(intact)
    const inVersion = content.lines.find((one) => one.id === planLineId(line))?.indicator
    return [
      inPlan?.names.en,
      inPlan?.definition.en,
      own.line.indicator.names.en,
      inVersion?.names.en,
      inVersion?.definition?.en,
    ]
  }
  assert.deepEqual(await said(inQ1[0]), ['output', 'counted', 'output', 'output', 'counted'])
  assert.deepEqual(await said(inQ3[0]), ['cloth', anew.definition.en, 'cloth', 'cloth', anew.definition.en])
  const choices = await nested.planner('a').ask(planChoices, {})
  const one = choices.indicators.find(({ id }) => id === nested.ids.output)
  assert.deepEqual(
    one?.earlier.map(({ untilOn, names }) => [untilOn, names.en]),
    [[q3.fromOn, 'output']],
  )
  assert.ok(one?.earlier[0].by.en)
})

test('a version that was kept before definitions were is read as it was', async () => {
  const id = await planId(inQ1[0])
  const db = nested.office.database.kysely
  const { rows } = await sql<{ content: string }>`
    select content from plan.plan_version where plan_id = ${id} and number = 1`.execute(db)
  const old = JSON.parse(rows[0].content)
  for (const line of old.lines) delete line.indicator.definition
  const text = canonical(old)
  await sql`insert into plan.plan_version (plan_id, number, kind, content, sha256, on_day, made_by)
    select plan_id, 99, kind, ${text}, ${createHash('sha256').update(text).digest('hex')}, on_day, made_by
    from plan.plan_version where plan_id = ${id} and number = 1`.execute(db)
  const version = await nested.planner('a').ask(planVersion, { params: { planId: id, number: 99 } })
  assert.ok(version.intact)
  assert.equal(version.content.lines[0].indicator.definition, undefined)
})

test('a year adds up what is defined anew amid it and says so; the file and the cell say it too', async () => {
  for (const line of inQ3) for (const month of monthsIn(q3)) await report(nested, line, month, 5)
  const whole = (await rowsOf(year, '2015-09'))('output')
  assert.equal(whole?.indicator.names.en, 'output')
  assert.deepEqual(
    whole?.anew.map(({ on, period, names }) => [on, period?.en, names.en]),
    [[q3.fromOn, q3.code, 'cloth']],
  )
  assert.equal(whole?.figures.actual, 3 * 7 + 3 * 5)
  assert.deepEqual(
    [(await rowsOf(q1, '2015-03'))('output'), (await rowsOf(q3, '2015-09'))('output')].map((row) => [
      row?.indicator.names.en,
      row?.anew,
    ]),
    [
      ['output', []],
      ['cloth', []],
    ],
  )
  const query = { placeId: nested.ids.country, periodId: nested.ids[year.code], month: '2015-09' }
  const { administrator } = nested.office
  const sheet = String(await administrator.ask(rollUp.rollUpCsv, { query }))
  assert.match(sheet, new RegExp(`output: defined anew from ${q3.code} on`))
  const cell = await administrator.ask(rollUp.rollUpCell, {
    query: { ...query, indicatorId: nested.ids.output, measure: 'actual' },
  })
  assert.deepEqual([cell.indicator.names.en, cell.anew.length, cell.total, cell.sum], ['output', 1, 36, 36])
})

test('a formula is reckoned by the weights of its period, and of a year whose parts weigh otherwise not at all', async () => {
  const weigh = (weight: number) => [{ indicatorId: nested.ids.output, weight }]
  assert.equal((await change('index', { terms: weigh(2), fromPeriodId: null })).status, 200)
  assert.equal((await rowsOf(year, '2015-09'))('index')?.figures.actual, 2 * 36)
  assert.equal((await change('index', { terms: weigh(10), fromPeriodId: nested.ids[q3.code] })).status, 200)
  const of = async (period: typeof q1, month: string) => {
    const row = (await rowsOf(period, month))('index')
    return [row?.indicator.terms?.[0].weight, row?.figures.actual, row?.isReweighed]
  }
  assert.deepEqual(await of(q1, '2015-03'), [2, 2 * 21, false])
  assert.deepEqual(await of(q3, '2015-09'), [10, 10 * 15, false])
  assert.deepEqual(await of(year, '2015-09'), [2, null, true])
  assert.deepEqual(
    errorsOf(
      await change('index', {
        terms: null,
        numeratorId: nested.ids.good,
        denominatorId: nested.ids.inspected,
        fromPeriodId: null,
      }),
    ),
    ['/kind defined'],
  )
})

test('a definition is taken back while no approved plan rests on it, by whoever sets up the programme', async () => {
  const { administrator } = nested.office
  const remove = (person: typeof administrator, code: Known, fromOn: string) =>
    person.send(removeDefinition, { params: { indicatorId: nested.ids[code], fromOn } })
  assert.equal((await remove(administrator, 'output', q3.fromOn)).status, 409)
  assert.equal((await remove(administrator, 'index', q3.fromOn)).status, 409)
  const later = { names: words('cloth by weight'), definition: words('kilograms') }
  assert.deepEqual(errorsOf(await change('output', { ...later, fromPeriodId: nested.ids[q2.code] })), [
    '/fromPeriodId defined',
  ])
  assert.equal((await change('output', { ...later, fromPeriodId: nested.ids[q4.code] })).status, 200)
  assert.equal((await found('output')).earlier.length, 2)
  const moved = await administrator.send(changePeriod, {
    params: { periodId: nested.ids[q4.code] },
    body: {
      names: words(q4.code),
      fromOn: '2015-11-01',
      toOn: q4.toOn,
      plansDueOn: q4.fromOn,
      parentPeriodId: nested.ids['2015-h2'],
    },
  })
  assert.deepEqual(errorsOf(moved), ['/fromOn defined'])
  assert.equal((await remove(nested.planner('a'), 'output', q4.fromOn)).status, 403)
  assert.equal((await remove(administrator, 'output', q3.fromOn)).status, 404, 'the last one goes first')
  assert.equal((await remove(administrator, 'output', q4.fromOn)).status, 200)
  const { names, earlier } = await found('output')
  assert.deepEqual([names.en, earlier.length], ['cloth', 1])
})

test('a pack brings other words in from a period on, or as a correction, and is refused where neither is said', async () => {
  const { administrator } = nested.office
  const pack = JSON.parse(String(await administrator.ask(exportPack, {})))
  const own = pack.indicators.find(({ code }: { code: string }) => code === 'own-output')
  Object.assign(own, { names: words('yarn') })
  const source = { code: null, text: JSON.stringify(pack), placeId: null }
  const compared = await administrator.ask(previewPack, { body: source })
  const was = compared.entries.find(({ code }) => code === 'own-output')?.was ?? ''
  const body = { ...source, take: [{ section: 'indicators' as const, code: 'own-output', was }] }
  const { entries } = await administrator.ask(previewPack, { body })
  const seen = entries.find(({ code }) => code === 'own-output')
  assert.deepEqual([seen?.state, seen?.reasons.length], ['refused', 1])
  await administrator.ask(addPack, { body: { ...body, fromPeriodId: nested.ids[q4.code] } })
  const { names, earlier } = await found('output')
  assert.deepEqual([names.en, ...earlier.map((one) => one.names.en)], ['yarn', 'output', 'cloth'])
  const reimported = await administrator.ask(previewPack, { body: source })
  assert.equal(reimported.entries.find(({ code }) => code === 'own-output')?.state, 'same')
})

test('what was said before goes out with the data', async () => {
  const { administrator } = nested.office
  const csv = async (table: string) =>
    parse(
      String(
        await administrator.ask(exportCsv, { params: { table }, query: { placeId: nested.ids.country } }),
      ),
      {
        columns: true,
        bom: true,
      },
    ) as Record<string, string>[]
  const out = await csv('indicator-definitions')
  assert.equal(out.length, 3)
  assert.ok(out.some((row) => row.until === q3.fromOn && row.indicator_id === nested.ids.output))
  assert.deepEqual(
    (await csv('indicator-earlier-terms')).map(({ weight }) => Number(weight)),
    [2],
  )
})
