// A place plans, and places below it report: their figures are added up where the line is planned and nowhere else,
// each of them is late by itself, sees and says what is its own, and nothing of another.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { postedAmiss } from '../../test/coverage.ts'
import {
  type LineOf,
  lineOf,
  monthsIn,
  type Nested,
  openNested,
  openPeriods,
  type PeriodOf,
  periodsOf,
  plan,
  planLineId,
  reportBody,
  words,
} from '../../test/nested.ts'
import { errorsOf } from '../../test/reports.ts'
import type { Person } from '../../test/town.ts'
import { addGrant, makeAccount } from '../access/accounts/actions.ts'
import { compareTotals } from '../app/doctor/totals.ts'
import type { CallInput } from '../base/call.ts'
import { newId } from '../base/ids.ts'
import { changeByFirst, coverageOf } from '../carry-out/coverage/expected.ts'
import * as reports from '../carry-out/reports/contract.ts'
import * as lines from '../plan/lines/contract.ts'
import { periodClosing } from '../plan/periods/contract.ts'
import * as plans from '../plan/plans/contract.ts'
import { reporterChoices } from '../plan/reporters/contract.ts'
import { planVersion } from '../plan/versions/contract.ts'
import { addPlace, mergePlace, transferPlace } from '../registry/places/contract.ts'
import { fold } from '../totals/actions.ts'
import { difference } from '../totals/rules.ts'
import * as calls from './contract.ts'
import { coverageByCell } from './coverage-rules.ts'

let nested: Nested
let heads: Record<string, Person>
const nothing = { zh: '', en: '' }
const all = periodsOf(2024)
const [year, , , quarter, second] = all
const townships = ['a1', 'a2', 'a3'] as const

before(async () => {
  nested = await openNested()
  const { office, ids } = nested
  heads = {}
  for (const code of [...townships, 'a4', 'b1', 'b2']) {
    const parent = ids[code.slice(0, 1)]
    const body = { code, names: words(code), level: 'locality', parentPlaceId: parent, fromOn: null }
    ids[code] = (await office.administrator.ask(addPlace, { body })).id
    heads[code] = await headOf(code)
  }
  await openPeriods(nested, all)
  await liveOn('2024-01-02')
  await plan(nested, [groups, output, own])
  await plan(nested, [groupsOfB])
  await plan(nested, [later])
  await liveOn('2024-06-20')
})
after(() => nested.office.close())

/** A reporter of a place below: the role that reports and plans nothing. */
async function headOf(code: string): Promise<Person> {
  const { office, ids } = nested
  const [id, login] = [newId(), `head-${code}`]
  await makeAccount(office.database.kysely, { id, login, names: words(login), personId: null }, new Date())
  await addGrant(office.database.kysely, id, { role: 'reporter', placeId: ids[code] }, new Date())
  return office.as(login)
}

const liveOn = (day: string) =>
  sql`insert into platform.setting (name, value) values ('pinnedDay', to_jsonb(${day}::text))
    on conflict (name) do update set value = excluded.value`.execute(nested.office.database.kysely)

const share = { a1: 5, a2: 3, a3: 2 }
const groups: LineOf = { ...lineOf('a', quarter, 'groups', [10, 4]), reporters: share }
const output: LineOf = { ...lineOf('a', quarter, 'output', [7, 30]), reporters: { a1: 7, a2: 0 } }
const own: LineOf = lineOf('a', quarter, 'inspected', [3, 20])
const groupsOfB: LineOf = { ...lineOf('b', quarter, 'groups', [6, 1]), reporters: { b1: 6, b2: 0 } }
const later: LineOf = { ...lineOf('a', second, 'output', [9, 12]), reporters: { a1: 4, a3: 5 } }
const [january, february, march] = monthsIn(quarter)

const bodyOf = ({
  month = january,
  value = 4,
  ...said
}: Partial<CallInput<typeof reports.makeReport>['body']>) => ({
  ...reportBody(month, value),
  ...said,
})
const send = (person: Person, line: LineOf, changes: Parameters<typeof bodyOf>[0]) =>
  person.send(reports.makeReport, { params: { planLineId: planLineId(line) }, body: bodyOf(changes) })

async function rowOf(line: LineOf, place: string, period: PeriodOf, month: string) {
  const { office, ids } = nested
  const query = { placeId: ids[place], periodId: ids[period.code], month }
  const page = await office.administrator.ask(calls.rollUp, { query })
  return page.rows.find(({ indicator }) => indicator.id === ids[line.indicator])
}

async function isExact() {
  const { kysely } = nested.office.database
  assert.deepEqual(await postedAmiss(nested.office.database), [])
  await fold(kysely)
  assert.equal((await compareTotals(kysely)).wrong, 0)
}

test('what may report a line is below the place that plans, of one level, and its parts make the baseline', async () => {
  const { planner, ids } = nested
  const person = planner('c')
  const { id: planId } = await person.ask(plans.makePlan, {
    body: { placeId: ids.c, periodId: ids[quarter.code] },
  })
  const choices = await planner('a').ask(reporterChoices, { params: { planId: await planOf(groups) } })
  assert.deepEqual(
    choices.levels.map(({ code, places }) => [code, places.map((one) => one.code)]),
    [['locality', ['a1', 'a2', 'a3', 'a4']]],
  )
  assert.equal((await person.send(reporterChoices, { params: { planId: await planOf(groups) } })).status, 404)
  const { baseline, target, phasing } = lineOf('c', quarter, 'groups', [10, 1])
  const adding = (reporters: { placeId: string; baseline: number }[]) =>
    person.send(lines.addLine, {
      params: { planId },
      body: {
        ...{ section: 'existing', indicatorId: ids.groups, tradeId: null, form: null, unit: 'count' },
        ...{ baseline, target, phasing, reporters, ownerPostId: null, means: nothing, risk: nothing },
        ...{ note: nothing, actions: [], citations: [] },
      },
    })
  const table: [string, [string, number][], string[]][] = [
    ['another county’s', [['a1', 10]], ['/reporters/0/placeId elsewhere']],
    ['itself', [['c', 10]], ['/reporters/0/placeId elsewhere']],
    ['nobody', [['none', 10]], ['/reporters/0/placeId elsewhere']],
  ]
  for (const [what, named, expected] of table) {
    const reporters = named.map(([code, baseline]) => ({ placeId: ids[code] ?? newId(), baseline }))
    assert.deepEqual(errorsOf(await adding(reporters)), expected, what)
  }
})

const planOf = async (line: LineOf) =>
  (await nested.planner(line.place).ask(reports.linePage, { params: { planLineId: planLineId(line) } })).line
    .planId

test('each place reports its own, once a month, and nothing of another', async () => {
  const { ids, planner, office } = nested
  assert.equal((await send(heads.a1, groups, { value: 6 })).status, 200, 'of one place it is that one')
  assert.equal((await send(heads.a2, groups, { value: 4, reporterId: ids.a2 })).status, 200)
  assert.deepEqual(errorsOf(await send(heads.a1, groups, { value: 6 })), ['/month already-reported'])
  // A sibling: its name is not there for it, in the body or as an id of a page.
  assert.deepEqual(errorsOf(await send(heads.a1, groups, { reporterId: ids.a3 })), ['/reporterId unknown'])
  assert.equal((await send(heads.a4, groups, {})).status, 404)
  assert.equal((await send(heads.b1, groups, {})).status, 404)
  assert.equal((await send(heads.a1, own, {})).status, 404, 'what the county reports itself')
  assert.deepEqual(errorsOf(await send(planner('a'), groups, {})), ['/reporterId required'])
  assert.deepEqual(errorsOf(await send(planner('a'), own, { reporterId: ids.a1 })), ['/reporterId unknown'])
  assert.equal((await send(office.administrator, groups, { reporterId: ids.a3 })).status, 403)

  const seen = await heads.a1.ask(reports.linePage, { params: { planLineId: planLineId(groups) } })
  assert.deepEqual(
    seen.reports.map(({ reporter, value }) => [reporter?.id, value]),
    [[ids.a1, 6]],
  )
  assert.deepEqual(
    seen.reporters.map(({ id, baseline }) => [id, baseline]),
    [[ids.a1, 5]],
  )
  assert.equal(seen.mayOpenPlan, false)
  const whole = await planner('a').ask(reports.linePage, { params: { planLineId: planLineId(groups) } })
  assert.equal(whole.reports.length, 2)
  const others = whole.reports.find(({ reporter }) => reporter?.id === ids.a2)
  const params = { reportId: others?.id ?? '' }
  assert.equal((await heads.a1.send(reports.reportPage, { params })).status, 404)
  assert.equal((await heads.a2.send(reports.reportPage, { params })).status, 200)
  const correct = { supersedesId: params.reportId, reason: words('mine'), value: 1 }
  assert.deepEqual(errorsOf(await send(heads.a1, groups, correct)), ['/supersedesId unknown'])
  assert.equal(
    (await heads.a4.send(reports.linePage, { params: { planLineId: planLineId(groups) } })).status,
    404,
  )
  await isExact()
})

test('a month page is the place’s own; the county is told how many of how many, and whose are missing', async () => {
  const { ids, planner, office } = nested
  const mine = await heads.a1.ask(reports.monthPage, {
    query: { month: january, periodId: ids[quarter.code] },
  })
  assert.deepEqual(mine.place?.id, ids.a)
  assert.deepEqual(
    mine.lines.map(({ line, reporter, figures }) => [line.indicator.id, reporter?.id, figures.length]).sort(),
    [
      [ids.groups, ids.a1, 1],
      [ids.output, ids.a1, 0],
    ].sort(),
  )
  assert.deepEqual([mine.sent.reported, mine.sent.expected], [1, 2])
  const county = await planner('a').ask(reports.monthPage, {
    query: { month: january, periodId: ids[quarter.code] },
  })
  assert.deepEqual([county.sent.reported, county.sent.expected, county.lines.length], [2, 6, 6])
  const idle = await heads.a4.ask(reports.monthPage, { query: { month: january } })
  assert.equal(idle.lines.length, 0)
  const late = await office.administrator.ask(reports.latePage, { query: { periodId: ids[quarter.code] } })
  const month = late.rows.find(({ place }) => place.id === ids.a)?.months[0]
  assert.deepEqual([month?.state, month?.reported, month?.expected], ['partly', 2, 6])
  const page = { params: { placeId: ids.a }, query: { periodId: ids[quarter.code] } }
  const progress = await office.administrator.ask(reports.placeProgress, page)
  const missing = progress.lines.filter(({ figures }) => figures.length === 0)
  assert.deepEqual(
    missing.map(({ reporter }) => reporter?.id ?? null).sort(),
    [null, ids.a1, ids.a2, ids.a3].sort(),
  )
  const ownOnly = await heads.a3.ask(reports.placeProgress, page)
  assert.deepEqual(
    ownOnly.lines.map(({ reporter }) => reporter?.id),
    [ids.a3],
  )
  assert.equal((await heads.a4.send(reports.placeProgress, page)).status, 404)
  const lacks = await office.administrator.ask(periodClosing, { params: { periodId: ids[quarter.code] } })
  assert.ok(JSON.stringify(lacks).includes(ids.a))
})

test('their figures are added up where the line is planned: change is that of those who reported', async () => {
  const { ids } = nested
  for (const place of ['a', 'east', 'country']) {
    const row = await rowOf(groups, place, quarter, january)
    assert.deepEqual(
      [row?.figures.actual, row?.figures.change, row?.figures.reportedBaseline],
      [10, 2, 8],
      place,
    )
    const lines = place === 'a' ? 3 : 5
    assert.deepEqual(
      [row?.coverage.lines, row?.coverage.linesReported, row?.coverage.reports],
      [lines, 2, 2],
      place,
    )
    assert.deepEqual([row?.coverage.expected, row?.coverage.reported], [place === 'a' ? 1 : 2, 1], place)
  }
  const cell = await nested.office.administrator.ask(calls.rollUpCell, {
    query: {
      placeId: ids.east,
      periodId: ids[quarter.code],
      month: january,
      indicatorId: ids.groups,
      measure: 'actual',
    },
  })
  assert.equal(cell.sum, cell.total)
  assert.deepEqual(
    cell.groups.flatMap(({ rows }) => rows.map((one) => [one.reporter?.en, one.value])).sort(),
    [
      ['a1', 6],
      ['a2', 4],
    ],
  )
})

test('a correction, a late one and a whole month: exact at every level, and in the year', async () => {
  const { ids, planner, reviewer } = nested
  await send(heads.a3, groups, { value: 2 })
  for (const [by, value] of Object.entries({ a1: 20, a2: 5 }))
    await send(heads[by], output, { value, reporterId: ids[by] })
  await send(planner('a'), own, { value: 21 })
  const [{ reported, reportedPartly }] = await factsOf(january)
  assert.deepEqual([reported, reportedPartly], [1, 0])
  await send(heads.a1, groups, { value: 7, month: march })
  const first = await planner('a').ask(reports.linePage, { params: { planLineId: planLineId(groups) } })
  const stands = first.reports.find(({ reporter, month }) => reporter?.id === ids.a1 && month === march)
  const corrected = { value: 9, month: march, supersedesId: stands?.id ?? '', reason: words('two more') }
  const { status } = await send(heads.a1, groups, corrected)
  assert.equal(status, 200)
  // The latest of each: nine in March, four and two in January.
  assert.equal((await rowOf(groups, 'country', quarter, march))?.figures.actual, 15)
  const visited = await planner('a').ask(reports.linePage, { params: { planLineId: planLineId(groups) } })
  const last = visited.reports.find(({ standing, reporter }) => standing && reporter?.id === ids.a2)
  const visit = {
    id: newId(),
    onDay: '2024-06-01',
    outcome: 'verified',
    how: 'counted',
    found: null,
    note: nothing,
  }
  await reviewer.ask(reports.verifyReport, { params: { reportId: last?.id ?? '' }, body: visit as never })
  assert.equal((await rowOf(groups, 'east', quarter, march))?.figures.verified, 4)
  await send(heads.a1, later, { value: 11, month: '2024-04' })
  await send(heads.a3, later, { value: 13, month: '2024-04' })
  assert.equal((await rowOf(output, 'country', year, '2024-04'))?.figures.actual, 25 + 24)
  await isExact()
})

const factsOf = async (month: string) => {
  const query = { placeId: nested.ids.a, periodId: nested.ids[quarter.code], month }
  return [(await nested.office.administrator.ask(calls.rollUp, { query })).facts]
}

test('a report of an older device is known again, whoever else reports the line since', async () => {
  const { planner, ids } = nested
  const body = bodyOf({ month: february, value: 22 })
  const input = { params: { planLineId: planLineId(own) }, body }
  const first = await planner('a').ask(reports.makeReport, input)
  assert.deepEqual(await planner('a').ask(reports.makeReport, input), first)
  const told = bodyOf({ month: february, value: 6 })
  const ofHead = { params: { planLineId: planLineId(groups) }, body: told }
  const kept = await heads.a1.ask(reports.makeReport, ofHead)
  assert.deepEqual(await heads.a1.ask(reports.makeReport, ofHead), kept)
  const other = await heads.a1.send(reports.makeReport, { ...ofHead, body: { ...told, reporterId: ids.a1 } })
  assert.equal(other.problem.type, '/problems/different-content')
})

test('a revision adds reporters and lets none go; what was approved counts until the next approval', async () => {
  const { planner, reviewer, ids } = nested
  const person = planner('b')
  const { line } = await person.ask(reports.linePage, { params: { planLineId: planLineId(groupsOfB) } })
  const planId = line.planId
  const page = () => person.ask(plans.planPage, { params: { planId } })
  const { version } = await page()
  const kept = await person.ask(planVersion, { params: { planId, number: version } })
  assert.deepEqual(
    kept.content.lines[0].reporters?.map(({ code, baseline }) => [code, baseline]),
    [
      ['b1', 6],
      ['b2', 0],
    ],
  )
  const reason = words('one more')
  await reviewer.ask(plans.returnPlan, {
    params: { planId },
    body: { editVersion: (await page()).editVersion, reason },
  })
  const change = async (reporters: Record<string, number> | undefined, baseline = 6) => {
    const { lines: all } = await page()
    const { editVersion } = all[0]
    const { target, phasing } = groupsOfB
    return person.send(lines.changeLine, {
      params: { planLineId: line.id },
      body: {
        ...{ section: 'existing', indicatorId: ids.groups, tradeId: null, form: null, unit: 'count' },
        ...{ baseline, target, phasing, ownerPostId: null, means: nothing, risk: nothing, editVersion },
        ...{ note: words('as agreed'), actions: [], citations: [] },
        reporters:
          reporters &&
          Object.entries(reporters).map(([code, own]) => ({ placeId: ids[code], baseline: own })),
      },
    })
  }
  assert.deepEqual(errorsOf(await change({ b1: 6 })), ['/reporters standing'])
  assert.deepEqual(errorsOf(await change({ b1: 4, b2: 2 })), [
    '/reporters/0/baseline standing',
    '/reporters/1/baseline standing',
  ])
  assert.deepEqual(errorsOf(await change({ b1: 6, b2: 0 }, 7)), ['/reporters sum'])
  assert.deepEqual(errorsOf(await change({ b1: 6, b2: 0, b: 0 })), ['/reporters/2/placeId elsewhere'])
  assert.equal((await change(undefined)).status, 200, 'an older screen leaves them as they are')
  assert.deepEqual(errorsOf(await change(undefined, 7)), ['/reporters sum'])
  const body = { code: 'b3', names: words('b3'), level: 'locality', parentPlaceId: ids.b, fromOn: null }
  ids.b3 = (await nested.office.administrator.ask(addPlace, { body })).id
  assert.equal((await change({ b1: 6, b2: 0, b3: 0 })).status, 200)
  // Under revision what was approved is reported, against what was approved.
  assert.equal((await send(heads.b1, groupsOfB, { value: 7 })).status, 200)
  assert.deepEqual((await rowOf(groupsOfB, 'b', quarter, january))?.figures.reportedBaseline, 6)
  assert.equal((await rowOf(groupsOfB, 'b', quarter, january))?.coverage.lines, 2)
  await isExact()
  await person.ask(plans.submitPlan, {
    params: { planId },
    body: { editVersion: (await page()).editVersion },
  })
  const approved = { editVersion: (await page()).editVersion, conditions: nothing }
  await reviewer.ask(plans.approvePlan, { params: { planId }, body: approved })
  assert.equal((await rowOf(groupsOfB, 'b', quarter, january))?.coverage.lines, 3)
  await isExact()
})

test('a place that moves or goes into another: the line’s reports stay with it, whoever follows reports on', async () => {
  const { office, ids } = nested
  const { administrator } = office
  await administrator.ask(transferPlace, {
    params: { placeId: ids.a3 },
    body: { toPlaceId: ids.c, onDay: '2024-03-10', source: 'decree', note: nothing },
  })
  const before = await rowOf(groups, 'a', quarter, march)
  assert.equal((await send(heads.a3, groups, { value: 3, month: march })).status, 200)
  const now = await rowOf(groups, 'a', quarter, march)
  assert.equal(now?.figures.actual, (before?.figures.actual ?? 0) + 1)
  assert.equal((await rowOf(groups, 'west', quarter, march))?.figures.actual ?? null, null)
  await administrator.ask(mergePlace, {
    params: { placeId: ids.a2 },
    body: { intoPlaceId: ids.a4, onDay: '2024-04-02', source: 'decree', note: nothing } as never,
  })
  assert.equal((await send(heads.a4, groups, { value: 5, month: march })).status, 200)
  assert.equal((await rowOf(groups, 'a', quarter, march))?.figures.actual, (now?.figures.actual ?? 0) + 1)
  await isExact()
})

test('of one trade and form a county that several report is one', () => {
  const row = (
    measure: 'lines' | 'reports' | 'counties',
    status: string,
    month: string | null,
    amount: number,
  ) => {
    const lines =
      measure === 'lines' ? { due: 0, stand: true, areNow: true, begin: true, end: true } : undefined
    return { indicatorId: 'members', tradeId: 'iron', form: 'group', measure, status, month, amount, lines }
  }
  const rows = [row('lines', 'approved', null, 4), row('counties', 'shared', null, 2)]
  const sent = [row('reports', 'reported', january, 3), row('counties', 'again', january, 1)]
  const cover = (all: typeof rows) => coverageByCell(all, january).get('members iron group')
  assert.deepEqual([cover(rows)?.expected, cover(rows)?.reported, cover(rows)?.lines], [2, 0, 4])
  const now = cover([...rows, ...sent])
  assert.deepEqual([now?.expected, now?.reported, now?.linesReported], [2, 2, 3])
  const county = { placeId: 'a', bordersOn: '2024-03-31', periodId: 'q', linesIn: () => 3 }
  const line = { id: 'line', indicatorId: 'members', tradeId: 'iron', form: 'group', month: january }
  const again = changeByFirst(county, [line], line)
  const whole = coverageOf(county, [line, line])
  const before = coverageOf(county, [line])
  assert.deepEqual(
    again.filter(isAgain).map(({ amount }) => amount),
    [1],
  )
  assert.deepEqual(
    difference(before, whole)
      .filter(isAgain)
      .map(({ amount }) => amount),
    [1],
  )
})
const isAgain = ({ status }: { status: string }) => status === 'again'

test('stored is recounted, over lines that several report and lines that one does', async () => {
  const values = fc.integer({ min: 0, max: 400 })
  const steps = fc.array(
    fc.oneof(
      fc.record({
        line: fc.constant(groups),
        by: fc.constantFrom('a1', 'a2', 'a3'),
        month: fc.constantFrom(...monthsIn(quarter)),
        value: values,
      }),
      fc.record({
        line: fc.constant(output),
        by: fc.constantFrom('a1', 'a2'),
        month: fc.constantFrom(...monthsIn(quarter)),
        value: values,
      }),
      fc.record({
        line: fc.constant(fresh),
        by: fc.constant(undefined),
        month: fc.constantFrom(...monthsIn(quarter)),
        value: values,
      }),
    ),
    { maxLength: 6 },
  )
  await plan(nested, [fresh])
  await standing()
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      for (const { line, by, month, value } of all) await sayAnew(line, by, month, value)
      await isExact()
    }),
    { numRuns: 6 },
  )
})
const fresh = lineOf('c', quarter, 'output', [2, 8])

const ids = new Map<string, { id: string; value: number }>()
async function standing() {
  const { rows } = await sql<{ key: string; id: string; value: number }>`
    select plan_line_id || ' ' || reporter_id || ' ' || month as key, id, value from carry_out.report where standing`.execute(
    nested.office.database.kysely,
  )
  for (const { key, ...row } of rows) ids.set(key, row)
}
async function sayAnew(line: LineOf, by: string | undefined, month: string, value: number) {
  const key = `${planLineId(line)} ${nested.ids[by ?? line.place]} ${month}`
  const old = ids.get(key)
  if (old?.value === value) return
  const reporterId = by && nested.ids[by]
  const again = { supersedesId: old?.id ?? null, reason: old ? words('anew') : null }
  const body = bodyOf({ month, value, reporterId, ...again })
  await nested.planner(line.place).ask(reports.makeReport, { params: { planLineId: planLineId(line) }, body })
  ids.set(key, { id: body.id, value })
}
