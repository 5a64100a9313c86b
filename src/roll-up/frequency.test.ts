// A programme whose year begins in July, with indicators that are reported every month, quarter, year and period: what
// is expected, late, phased and added up equals a summation by hand over the plans and figures that the test wrote.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { postedAmiss } from '../../test/coverage.ts'
import {
  type IndicatorCode,
  type LineOf,
  monthsIn,
  type Nested,
  openNested,
  openPeriods,
  type PeriodOf,
  type PlaceCode,
  plan,
  report,
  words,
} from '../../test/nested.ts'
import { endOfMonth } from '../base/dates.ts'
import { newId } from '../base/ids.ts'
import * as reportCalls from '../carry-out/reports/contract.ts'
import { changeProgramme } from '../convene/programmes/contract.ts'
import type { Frequency } from '../plan/frequency/rules.ts'
import { addIndicator, changeIndicator, listIndicators } from '../plan/indicators/contract.ts'
import { periodClosing } from '../plan/periods/contract.ts'
import { fold } from '../totals/actions.ts'
import * as calls from './contract.ts'

let nested: Nested
before(async () => {
  nested = await openNested()
  const { office, programmeId, ids } = nested
  await office.administrator.ask(changeProgramme, {
    params: { programmeId },
    body: { names: words('own'), lead: { zh: '', en: '' }, yearFrom: 7, dueDay: 10 },
  })
  for (const [code, { often, stands }] of Object.entries(kinds)) {
    const body = { ...plain, programmeId, code: `own-${code}`, names: words(code), cumulative: stands }
    ids[code] = (await office.administrator.ask(addIndicator, { body: { ...body, frequency: often } })).id
  }
  await openPeriods(nested, [year, half])
  await liveOn('2024-07-02')
  for (const [place, period, ...own] of planned)
    await plan(
      nested,
      own.map((code) => lineOf(place, period, code)),
    )
  await liveOn('2026-06-01')
})
after(() => nested.office.close())

const liveOn = (day: string) =>
  sql`insert into platform.setting (name, value) values ('pinnedDay', to_jsonb(${day}::text))
    on conflict (name) do update set value = excluded.value`.execute(nested.office.database.kysely)

const plain = {
  definition: words('counted'),
  unit: 'count',
  byTrade: false,
  byForm: false,
  needsAction: false,
  counts: null,
  numeratorId: null,
  denominatorId: null,
}
const kinds: Record<string, { often: Frequency; stands: boolean }> = {
  monthly: { often: 'month', stands: false },
  standing: { often: 'month', stands: true },
  quarterly: { often: 'quarter', stands: false },
  groups4: { often: 'quarter', stands: true },
  halves: { often: 'half-year', stands: true },
  yearly: { often: 'year', stands: false },
  once: { often: 'period', stands: true },
}
const year: PeriodOf = { code: 'year', fromOn: '2024-07-01', toOn: '2025-07-01', parent: null }
const half: PeriodOf = { code: 'half', fromOn: '2024-07-01', toOn: '2025-01-01', parent: 'year' }
const planned: [PlaceCode, PeriodOf, ...string[]][] = [
  ['a', half, 'monthly', 'standing', 'quarterly', 'groups4', 'yearly', 'once'],
  ['b', half, 'quarterly', 'groups4', 'halves'],
  ['a', year, ...Object.keys(kinds)],
  ['c', year, 'monthly', 'groups4', 'yearly'],
]
const every: Record<Frequency, readonly number[]> = {
  month: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
  quarter: [9, 12, 3, 6],
  'half-year': [12, 6],
  year: [6],
  period: [],
}
/** By hand: the months of a year from July in which it is due. */
const dueIn = (code: string, period: PeriodOf): string[] => {
  const months = monthsIn(period)
  return months.filter(
    (one) => every[kinds[code].often].includes(Number(one.slice(5))) || one === months.at(-1),
  )
}

let seed = 10
function lineOf(place: PlaceCode, period: PeriodOf, code: string): LineOf {
  seed += 7
  const baseline = seed
  const months = dueIn(code, period)
  const phasing = Object.fromEntries(
    months.map((one, at) => [one, seed + (kinds[code].stands ? 5 : 0) + at * 3]),
  )
  const all = Object.values(phasing)
  const target = kinds[code].stands ? all[all.length - 1] : sum(all)
  return { place, period: period.code, indicator: code as IndicatorCode, baseline, target, phasing }
}
const sum = (all: readonly number[]) => all.reduce((a, b) => a + b, 0)
const under: Record<string, readonly PlaceCode[]> = {
  country: ['a', 'b', 'c'],
  east: ['a', 'b'],
  west: ['c'],
  b: ['b'],
}

type Of = { code: string; period: PeriodOf; month: string }
/** The half-year holds its months, the year the rest. */
const holderOf = (period: PeriodOf, month: string): string =>
  period === half || month < half.toOn.slice(0, 7) ? 'half' : 'year'

function reckon(indicator: string, { code, period, month }: Of) {
  const own = nested.lines.filter((one) => one.indicator === indicator && under[code].includes(one.place))
  const now = own.filter((one) => one.period === holderOf(period, month))
  // A flow's figure tells of all months since the one before it: it counts where none of these is another period's.
  const told = (line: LineOf, of: string) => {
    const before = Object.keys(line.phasing).filter((one) => one < of)
    const all = monthsIn(line.period === 'half' ? half : year).filter((one) => one <= of)
    return all.filter((one) => before.every((other) => one > other))
  }
  const holds = (line: LineOf, of: string) =>
    (kinds[indicator].stands ? [of] : told(line, of)).every((one) => holderOf(period, one) === line.period)
  const counts = (line: LineOf, of: string) => of <= month && holds(line, of)
  const figures = nested.figures.filter(({ line, month: of }) => own.includes(line) && counts(line, of))
  const isDue = (line: LineOf) => month in line.phasing
  const expected = now.filter((line) => isDue(line) && holds(line, month)).length
  const reported = figures.filter((one) => one.month === month).length
  if (!kinds[indicator].stands) {
    const phased = own.flatMap((line) =>
      Object.entries(line.phasing).flatMap(([of, n]) => (counts(line, of) ? n : [])),
    )
    const actual = figures.length > 0 ? sum(figures.map(({ value }) => value)) : null
    return { phased: sum(phased), actual, expected, reported }
  }
  const last = (line: LineOf) =>
    Object.keys(line.phasing)
      .sort()
      .findLast((of) => of <= month)
  const stands = now.map((line) => line.phasing[last(line) ?? ''] ?? line.baseline)
  // Of its own plan in the months before too, whoever else holds those.
  const latest = now.flatMap(
    (line) =>
      nested.figures
        .filter((one) => one.line === line && one.month <= month)
        .sort((one, other) => (one.month < other.month ? 1 : -1))[0] ?? [],
  )
  const actual = latest.length > 0 ? sum(latest.map(({ value }) => value)) : null
  return { phased: sum(stands), actual, expected, reported }
}

const read = (of: Of, gridIndicatorId?: string) =>
  nested.office.administrator.ask(calls.rollUp, {
    query: {
      placeId: nested.ids[of.code],
      periodId: nested.ids[of.period.code],
      month: of.month,
      gridIndicatorId,
    },
  })

async function assertExact(when: string) {
  assert.deepEqual(await postedAmiss(nested.office.database), [], when)
  for (const period of [half, year])
    for (const code of Object.keys(under))
      for (const month of monthsIn(period)) {
        const of = { code, period, month }
        if (code === 'west' && period === half) continue
        const { rows } = await read(of)
        for (const indicator of Object.keys(kinds)) {
          const row = rows.find((one) => one.indicator.id === nested.ids[indicator])
          if (!row) throw new Error(indicator)
          const { phased, actual } = row.figures
          const { expected, reported } = row.coverage
          const known = reckon(indicator, of)
          const shown = { phased: phased ?? 0, actual, expected, reported }
          assert.deepEqual(shown, known, `${when}: ${indicator} ${code} ${period.code} ${month}`)
        }
      }
}

test('nothing is expected of a month in which nothing is due, and a stock stands as it was last to stand', async () => {
  await assertExact('planned')
  const august = await read({ code: 'east', period: half, month: '2024-08' })
  assert.deepEqual([august.facts.approved, august.facts.nothingDue], [2, 1])
  const { grid } = await read({ code: 'east', period: half, month: '2024-12' }, nested.ids.groups4)
  const b = grid.rows.find(({ place }) => place.id === nested.ids.b)
  const line = nested.lines.find((one) => one.place === 'b' && one.indicator === ('groups4' as IndicatorCode))
  if (!b || !line) throw new Error('b plans groups')
  const { phasing, baseline } = line
  assert.deepEqual(
    b.cells.map((one) => [one.state, one.expected, one.phased]),
    [
      ...[0, 1].map(() => ['none-due', 0, baseline]),
      ['missing', 1, phasing['2024-09']],
      ...[0, 1].map(() => ['none-due', 0, phasing['2024-09']]),
      ['missing', 1, phasing['2024-12']],
    ],
  )
  for (const measure of ['phased', 'target', 'baseline'] as const)
    for (const indicator of Object.keys(kinds))
      for (const month of ['2024-08', '2024-10', '2025-02', '2025-06']) {
        const query = { placeId: nested.ids.country, periodId: nested.ids.year, month, measure }
        const cell = await nested.office.administrator.ask(calls.rollUpCell, {
          query: { ...query, indicatorId: nested.ids[indicator] },
        })
        assert.equal(cell.sum, cell.total, `${measure} of ${indicator} as of ${month}`)
      }
})

test('who reports is asked for what is due, and told when the rest is', async () => {
  const { planner, ids } = nested
  const ask = (place: PlaceCode, month: string) =>
    planner(place).ask(reportCalls.monthPage, { query: { periodId: ids.half, month } })
  const page = await ask('a', '2024-08')
  const codeOf = (id: string) => Object.keys(kinds).find((code) => ids[code] === id) ?? ''
  assert.deepEqual(page.lines.map(({ line }) => codeOf(line.indicator.id)).sort(), ['monthly', 'standing'])
  assert.deepEqual([page.dueOn, page.sent.expected, page.sent.state], ['2024-09-10', 2, 'missing'])
  assert.deepEqual(
    Object.fromEntries(page.later.map(({ line, month }) => [codeOf(line.indicator.id), month])),
    { quarterly: '2024-09', groups4: '2024-09', yearly: '2024-12', once: '2024-12' },
  )
  const none = await ask('b', '2024-08')
  assert.deepEqual([none.lines.length, none.later.length, none.sent.state], [0, 3, 'none-due'])
  const late = await nested.office.administrator.ask(reportCalls.latePage, { query: { periodId: ids.half } })
  const states = (place: PlaceCode) =>
    late.rows.find((row) => row.place.id === ids[place])?.months.map((one) => `${one.state} ${one.expected}`)
  assert.deepEqual(states('b'), [
    'none-due 0',
    'none-due 0',
    'missing 2',
    'none-due 0',
    'none-due 0',
    'missing 3',
  ])
  assert.deepEqual(states('a')?.slice(0, 3), ['missing 2', 'missing 2', 'missing 4'])
  const [early] = none.later
  const line = await planner('b').ask(reportCalls.linePage, { params: { planLineId: early.line.id } })
  assert.deepEqual(line.dueMonths, ['2024-09', '2024-12'])
  const sent = await planner('b').send(reportCalls.makeReport, {
    params: { planLineId: early.line.id },
    body: {
      ...{
        id: newId(),
        month: '2024-08',
        asOf: endOfMonth('2024-08'),
        value: 3,
        unit: 'count',
        leftReasons: [],
      },
      ...{
        dormant: null,
        source: 'ledger' as const,
        sourceNote: words('it'),
        cause: words('so'),
        help: words('none'),
      },
      ...{ supersedesId: null, reason: null },
    },
  })
  assert.equal(sent.status, 422)
  assert.match(JSON.stringify(sent.problem), /not-due.*September 2024/)
})

test('whatever is reported, corrected and folded, totals are those of the rows', async () => {
  const step = fc.record({ at: fc.nat(200), month: fc.nat(11), value: fc.nat(300), fold: fc.boolean() })
  const isAgain = ({ line, month }: { line: LineOf; month: string }, value: number) =>
    nested.figures.some((one) => one.line === line && one.month === month && one.value === value)
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      for (const { at, month, value, fold: isFolded } of steps) {
        const line = nested.lines[at % nested.lines.length]
        const months = Object.keys(line.phasing)
        const one = { line, month: months[month % months.length] }
        if (!isAgain(one, value)) await report(nested, line, one.month, value)
        if (isFolded) await nested.office.database.kysely.transaction().execute((tx) => fold(tx))
      }
      await assertExact('reported')
    }),
    { numRuns: 4 },
  )
})

test('a period lacks no report in whose month nothing was due', async () => {
  const { office, ids } = nested
  const lacking = async () =>
    (await office.administrator.ask(periodClosing, { params: { periodId: ids.half } })).lacks
      .filter(({ code }) => code === 'reports')
      .flatMap(({ places }) => places.map(({ id }) => id))
  for (const line of nested.lines.filter((one) => one.period === 'half' && one.place === 'b'))
    for (const month of Object.keys(line.phasing))
      if (!nested.figures.some((one) => one.line === line && one.month === month))
        await report(nested, line, month, 5)
  const places = await lacking()
  assert.ok(!places.includes(ids.b) && places.includes(ids.a))
  await assertExact('b is whole')
})

test('what was planned with it stays: how often it is reported, and where its year begins', async () => {
  const { office, programmeId, ids } = nested
  const change = (calendar: { yearFrom?: number; dueDay?: number }) =>
    office.administrator.send(changeProgramme, {
      params: { programmeId },
      body: { names: words('own'), lead: { zh: '', en: '' }, ...calendar },
    })
  const refused = await change({ yearFrom: 1 })
  assert.equal(refused.status, 422)
  assert.match(JSON.stringify(refused.problem), /yearFrom.*planned/)
  assert.equal((await change({ yearFrom: 7, dueDay: 12 })).status, 200)
  const all = await office.administrator.ask(listIndicators, { query: { programmeId } })
  const known = all.indicators.find((one) => one.id === ids.quarterly)
  assert.equal(known?.frequency, 'quarter')
  const again = (frequency?: Frequency) =>
    office.administrator.send(changeIndicator, {
      params: { indicatorId: ids.quarterly },
      body: { ...plain, names: words('quarterly'), cumulative: false, retired: false, frequency },
    })
  assert.equal((await again('month')).status, 422)
  assert.equal((await again()).status, 200, 'what is not said stays')
})

test('means and closing accounts need every month, and a ratio two quantities of the same months', async () => {
  const { office, programmeId, ids } = nested
  const add = (body: object) =>
    office.administrator.send(addIndicator, {
      body: {
        ...plain,
        programmeId,
        code: `x-${newId().slice(-9)}`,
        names: words(newId()),
        cumulative: false,
        ...body,
      },
    })
  const refusals: [object, RegExp][] = [
    [{ averaged: true, frequency: 'quarter' }, /frequency.*average/],
    [
      { cumulative: true, frequency: 'year', balance: [{ indicatorId: ids.monthly, way: 'comes' }] },
      /balance/,
    ],
    [{ cumulative: true, balance: [{ indicatorId: ids.quarterly, way: 'comes' }] }, /every month/],
    [{ unit: 'percent', numeratorId: ids.monthly, denominatorId: ids.quarterly }, /equally often/],
    [{ unit: 'percent', numeratorId: ids.monthly, denominatorId: ids.output, frequency: 'year' }, /reckoned/],
  ]
  for (const [body, why] of refusals) {
    const answer = await add(body)
    assert.equal(answer.status, 422, JSON.stringify(body))
    assert.match(JSON.stringify(answer.problem), why)
  }
  assert.equal(
    (await add({ unit: 'percent', numeratorId: ids.monthly, denominatorId: ids.output })).status,
    200,
  )
})
