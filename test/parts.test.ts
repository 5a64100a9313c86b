// Parts of reported figures, as a planner reports them: all of one disaggregation or none, together the figure; kept
// once, corrected with the figure, counted under their own ids, and going out with the reports.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { compareTotals } from '../src/app/doctor/totals.ts'
import { linePage, makeReport, reportPage } from '../src/carry-out/reports/contract.ts'
import { exportCsv } from '../src/exchange/export/contract.ts'
import { changeDisaggregation, listDisaggregations } from '../src/plan/disaggregations/contract.ts'
import type { Said } from '../src/plan/disaggregations/rules.ts'
import { changeIndicator, listIndicators } from '../src/plan/indicators/contract.ts'
import { fold } from '../src/totals/actions.ts'
import { postedOf } from '../src/totals/queries.ts'
import {
  type LineOf,
  lineOf,
  monthsIn,
  type Nested,
  openNested,
  openPeriods,
  periodsOf,
  plan,
  planLineId,
  reportBody,
  tellApart,
  words,
} from './nested.ts'

let nested: Nested
const [, , , quarter] = periodsOf(2015)
const [january, february, march] = monthsIn(quarter)
const [output, groups] = (['output', 'groups'] as const).map((code) => lineOf('a', quarter, code, [10, 2]))
let sexOf: Record<'output' | 'groups', string[]>
let ageOf: string[]

before(async () => {
  nested = await openNested()
  await openPeriods(nested, periodsOf(2015))
  const sex = { code: 'sex', parts: ['women', 'men'], least: 0 }
  sexOf = {
    output: await tellApart(nested, 'output', sex),
    groups: await tellApart(nested, 'groups', sex),
  }
  await plan(nested, [output, groups])
  // It may come when the indicator is in use already.
  ageOf = await tellApart(nested, 'groups', { code: 'age', parts: ['young', 'older'], least: 5 })
})
after(() => nested.office.close())

const send = (line: LineOf, body: ReturnType<typeof reportBody> & { parts?: Said }) =>
  nested.planner('a').send(makeReport, { params: { planLineId: planLineId(line) }, body })
const errorsOf = (answer: { problem: { errors?: { pointer: string; code: string; detail: string }[] } }) =>
  (answer.problem.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`)

/** What totals hold of a part, and how many reports said it, folded or not; and that all of them are what rows make. */
async function totalsOf(part: string): Promise<[amount: number, reports: number]> {
  const { kysely } = nested.office.database
  assert.equal((await compareTotals(kysely)).wrong, 0)
  const rows = (await postedOf(kysely, nested.ids.a, nested.ids[quarter.code])).filter(
    ({ indicatorId }) => indicatorId === part,
  )
  const sum = (measure: string) =>
    rows.filter((row) => row.measure === measure).reduce((all, { amount }) => all + amount, 0)
  return [sum('actual'), sum('reports')]
}

test('parts that are not the figure, are missing or are another indicator’s are refused at their field', async () => {
  const [women, men] = sexOf.output
  const tries: [Said, string[]][] = [
    [{ [women]: 3, [men]: 8 }, [`/parts/${men} sum`]],
    [{ [women]: 3 }, [`/parts/${men} required`]],
    [{ [women]: 3.5, [men]: 6.5 }, [`/parts/${women} not-whole`, `/parts/${men} not-whole`]],
    [{ [women]: 3, [men]: 7, [sexOf.groups[0]]: 10 }, [`/parts/${sexOf.groups[0]} unknown`]],
    [{ [women]: 3, [men]: 7, women: 1 }, ['/parts/women unknown']],
  ]
  for (const [parts, errors] of tries)
    assert.deepEqual(errorsOf(await send(output, { ...reportBody(january, 10), parts })), errors)
  const told = await send(output, { ...reportBody(january, 10), parts: { [women]: 3, [men]: 1 } })
  assert.match(JSON.stringify(told.problem.errors), /6/, 'the difference is said')
  assert.deepEqual(await totalsOf(women), [0, 0])
})

test('a report with its parts is kept once, corrected with them, and counted under their ids', async () => {
  const [women, men] = sexOf.output
  const body = { ...reportBody(january, 10), parts: { [women]: 3, [men]: 7 } }
  const first = await send(output, body)
  assert.equal(first.status, 200)
  // What was sent from a telephone whose answer got lost is sent again.
  assert.deepEqual((await send(output, body)).body, first.body)
  const other = await send(output, { ...body, parts: { [women]: 4, [men]: 6 } })
  assert.equal(other.status, 409)
  assert.deepEqual(
    [await totalsOf(women), await totalsOf(men)],
    [
      [3, 1],
      [7, 1],
    ],
  )
  const page = await nested.planner('a').ask(reportPage, { params: { reportId: body.id } })
  assert.deepEqual(page.report.parts, body.parts)

  const anew = { supersedesId: body.id, reason: words('miscounted') }
  const same = await send(output, { ...reportBody(january, 10), parts: body.parts, ...anew })
  assert.deepEqual(errorsOf(same), ['/value unchanged'])
  const apart = { ...reportBody(january, 10), parts: { [women]: 6, [men]: 4 }, ...anew }
  assert.equal((await send(output, apart)).status, 200)
  assert.deepEqual(await totalsOf(women), [6, 1])
  // A program that knows nothing of parts corrects the figure, and says none of them.
  const silent = { ...reportBody(january, 12), supersedesId: apart.id, reason: words('miscounted') }
  assert.equal((await send(output, silent)).status, 200)
  assert.deepEqual(await totalsOf(women), [0, 0])
  const line = await nested.planner('a').ask(linePage, { params: { planLineId: planLineId(output) } })
  assert.deepEqual(
    line.reports.map(({ parts }) => parts[women] ?? null),
    [3, 6, null],
  )
})

test('of what stands the parts of the latest report count, and none where it says none', async () => {
  const [women, men] = sexOf.groups
  const [young, older] = ageOf
  const sex = { [women]: 4, [men]: 6 }
  const all = { ...sex, [young]: 0, [older]: 10 }
  assert.equal((await send(groups, { ...reportBody(january, 10), parts: all })).status, 200)
  assert.deepEqual(
    [await totalsOf(women), await totalsOf(young)],
    [
      [4, 1],
      [0, 1],
    ],
  )
  const { kysely } = nested.office.database
  await kysely.transaction().execute((tx) => fold(tx))
  const later = { ...reportBody(march, 9), parts: { [women]: 5, [men]: 4 } }
  assert.equal((await send(groups, later)).status, 200)
  assert.deepEqual(
    [await totalsOf(women), await totalsOf(older)],
    [
      [5, 2],
      [0, 1],
    ],
  )
  // Between the two comes one that says nothing of its parts: the last one stands as it is.
  assert.equal((await send(groups, reportBody(february, 11))).status, 200)
  assert.deepEqual(
    [await totalsOf(women), await totalsOf(men)],
    [
      [5, 2],
      [4, 2],
    ],
  )
  await kysely.transaction().execute((tx) => fold(tx))
  assert.deepEqual(await totalsOf(men), [4, 2])
})

test('what figures were told apart by stays; a part that is retired is not asked, and what was told of it stays', async () => {
  const { administrator } = nested.office
  const find = async () =>
    (await administrator.ask(listIndicators, { query: {} })).indicators.find(
      (one) => one.id === nested.ids.groups,
    )
  const found = await find()
  assert.ok(found)
  const {
    id,
    code: _,
    kind: __,
    isSummed: ___,
    isUsed: ____,
    isTold: _told,
    earlier: _earlier,
    retiredOn: _____,
    disaggregations: ______,
    ...entry
  } = found
  const gone = await administrator.send(changeIndicator, {
    params: { indicatorId: id },
    body: { ...entry, disaggregationIds: [nested.ids.sex], retired: false },
  })
  assert.deepEqual(errorsOf(gone), ['/disaggregationIds used'])
  const { disaggregations } = await administrator.ask(listDisaggregations, { query: {} })
  const age = disaggregations.find(({ code }) => code === 'age')
  const parts = (age?.parts ?? []).map(({ id, code, names }) => ({
    id,
    code,
    names,
    retired: code === 'young',
  }))
  const unknown = { id: null, code: 'unknown', names: words('unknown'), retired: false }
  await administrator.ask(changeDisaggregation, {
    params: { disaggregationId: nested.ids.age },
    body: { names: words('age'), least: 5, retired: false, parts: [...parts, unknown] },
  })
  const asked = (await find())?.disaggregations.find((one) => one.id === nested.ids.age)
  assert.deepEqual(
    asked?.parts.map(({ isAsked }) => isAsked),
    [false, true, true],
  )
  const reports = (await nested.planner('a').ask(linePage, { params: { planLineId: planLineId(groups) } }))
    .reports
  const latest = reports.find((one) => one.month === march)
  const anew = { ...reportBody(march, 9), supersedesId: latest?.id ?? null, reason: words('asked again') }
  const [, older] = ageOf
  const few = await send(groups, { ...anew, parts: { [older]: 9 } })
  assert.deepEqual(errorsOf(few), [`/parts/${asked?.parts[2].id} required`])
  const whole = { ...anew, parts: { [older]: 2, [asked?.parts[2].id ?? '']: 7 } }
  assert.equal((await send(groups, whole)).status, 200)
  assert.deepEqual(await totalsOf(older), [2, 2])
  assert.deepEqual(await totalsOf(ageOf[0]), [0, 1])
})

test('the parts go out with the reports, under what they are called', async () => {
  const { administrator } = nested.office
  const read = async (table: string) => {
    const query = { placeId: nested.ids.country }
    const file = await administrator.ask(exportCsv, { params: { table }, query })
    return parse(Buffer.from(file as Buffer), { columns: true, bom: true }) as Record<string, string>[]
  }
  const parts = await read('report-parts')
  assert.equal(parts.length, 2 + 2 + 4 + 2 + 2)
  const names = new Map((await read('indicator-parts')).map((one) => [one.id, one.code]))
  assert.deepEqual(
    new Set(parts.map((one) => names.get(one.part_id))),
    new Set(['women', 'men', 'young', 'older', 'unknown']),
  )
  assert.deepEqual(
    (await read('disaggregations')).map(({ code, least }) => [code, least]),
    [
      ['sex', '0'],
      ['age', '5'],
    ],
  )
})
