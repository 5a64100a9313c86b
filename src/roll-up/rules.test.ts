import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { sentOf } from '../carry-out/coverage/rules.ts'
import { cellKey, narrowest, noCoverage, plannedIn } from './coverage-rules.ts'
import { calendarOf } from './period-rules.ts'
import {
  addTo,
  figuresOf,
  formulaFigures,
  gridCells,
  type IndicatorOf,
  noFigures,
  noSums,
  ratioFigures,
  ratioOf,
  sumsByCell,
} from './rules.ts'

const members: IndicatorOf = {
  id: 'members',
  unit: 'persons',
  kind: 'additive',
  isSummed: true,
  numeratorId: null,
  denominatorId: null,
  terms: null,
  cumulative: true,
  counts: 'members',
  countedIn: 'parts',
  frequency: 'month',
}
const output: IndicatorOf = { ...members, id: 'output', unit: 'CNY-old', cumulative: false, counts: null }
const row = (changes: object) => ({
  indicatorId: 'members',
  tradeId: 'iron',
  form: 'production_group',
  measure: 'actual' as const,
  status: 'reported',
  month: '1954-05' as string | null,
  amount: 10,
  ...changes,
})

test('what counts: plans by their state, a stock’s phasing as it stands, a flow’s as it adds up', () => {
  const sums = noSums()
  const add = (changes: object, cumulative = true) =>
    addTo(sums, row(changes), cumulative, '1954-05', 'approved')
  add({ measure: 'baseline', status: 'approved', month: null, amount: 100 })
  add({ measure: 'baseline', status: 'submitted', month: null, amount: 7 })
  add({ measure: 'baseline', status: 'reported', month: '1954-02', amount: 90 })
  add({ measure: 'baseline', status: 'reported', month: '1954-06', amount: 10 })
  add({ measure: 'target', status: 'approved', month: null, amount: 150 })
  add({ measure: 'target', status: 'approved', month: '1954-04', amount: 130 })
  add({ measure: 'target', status: 'approved', month: '1954-05', amount: 140 })
  add({ status: 'verified', month: '1954-03', amount: 110 })
  add({ status: 'disputed', month: '1954-05', amount: 5 })
  add({ status: 'dormant', month: '1954-05', amount: 2 })
  add({ month: '1954-06', amount: 1000 })
  const expected = {
    baseline: 100,
    target: 150,
    phased: 140,
    actual: 115,
    verified: 110,
    disputed: 5,
    dormant: 2,
    reportedBaseline: 90,
    parted: 0,
    begun: 0,
    ended: 0,
    standing: 0,
    gaps: 0,
    passedGaps: 0,
  }
  assert.deepEqual(sums, expected)
  const flow = noSums()
  for (const month of ['1954-04', '1954-05', '1954-06']) {
    addTo(
      flow,
      row({ measure: 'target', status: 'approved', month, amount: 10 }),
      false,
      '1954-05',
      'approved',
    )
  }
  assert.equal(flow.phased, 20)
  const wide = noSums()
  addTo(
    wide,
    row({ measure: 'baseline', status: 'submitted', month: null, amount: 7 }),
    true,
    '1954-05',
    'submitted',
  )
  assert.equal(wide.baseline, 7)
})

test('every row is counted once in each of its sums', () => {
  const cells = fc.record({
    tradeId: fc.option(fc.constantFrom('iron', 'wood')),
    form: fc.option(fc.constantFrom('production_group', 'production_cooperative')),
    amount: fc.integer({ min: -50, max: 500 }),
  })
  fc.assert(
    fc.property(fc.array(cells, { maxLength: 20 }), (all) => {
      const sums = sumsByCell(
        all.map((one) => row(one)),
        [members],
        { months: ['1954-05'], month: '1954-05', counting: 'approved' },
      )
      const of = (tradeId: string | null, form: string | null) =>
        sums.get(cellKey('members', tradeId, form))?.actual ?? 0
      assert.equal(
        of(null, null),
        all.reduce((n, one) => n + one.amount, 0),
      )
      for (const tradeId of ['iron', 'wood']) {
        assert.equal(
          of(tradeId, null),
          all.filter((one) => one.tradeId === tradeId).reduce((n, one) => n + one.amount, 0),
        )
      }
    }),
  )
})

const whenOver = { isLast: true, isOne: true }

test('change is measured on those who reported, and a flow’s only when no month is missing', () => {
  const sums = { ...noSums(), baseline: 100, reportedBaseline: 60, actual: 75 }
  const cover = { ...noCoverage(), lines: 2, linesReported: 2, reports: 12, due: 12 }
  const { reportedBaseline, change, actual } = figuresOf(sums, cover, members, whenOver)
  assert.deepEqual([reportedBaseline, change, actual], [60, 15, 75])
  assert.equal(figuresOf(sums, cover, output, whenOver).change, 15)
  assert.equal(figuresOf(sums, { ...cover, reports: 11 }, output, whenOver).change, null)
  assert.equal(figuresOf(sums, cover, output, { ...whenOver, isLast: false }).change, null)
  const silent = figuresOf(sums, noCoverage(), members, whenOver)
  assert.deepEqual([silent.actual, silent.change, silent.baseline], [null, null, 100])
  // Of a baseline of more months than count here nobody knows how much falls in these.
  const parted = figuresOf({ ...sums, parted: 40 }, cover, output, whenOver)
  assert.deepEqual([parted.baseline, parted.change, parted.actual], [null, null, 75])
})

test('a ratio comes from the sums of its parts, never from ratios', () => {
  const cover = { ...noCoverage(), reports: 3 }
  const top = { ...noSums(), baseline: 91 + 5, actual: 95 + 8, reportedBaseline: 96 }
  const bottom = { ...noSums(), baseline: 100 + 10, actual: 100 + 10, reportedBaseline: 110 }
  const figures = ratioFigures(top, bottom, { top: cover, bottom: cover }, 'percent')
  assert.equal(figures.actual, (103 / 110) * 100)
  assert.notEqual(figures.actual, (95 + 80) / 2)
  assert.equal(figures.target, null)
  assert.ok(Math.abs((figures.change ?? 0) - (7 / 110) * 100) < 1e-9)
  assert.equal(ratioOf(1, 0, 'percent'), null)
  assert.equal(ratioFigures(top, bottom, { top: cover, bottom: noCoverage() }, 'percent').actual, null)
})

test('a formula is the weighted sum of its terms, exact in whole numbers, and nothing where one has none', () => {
  const termOf = fc.record({ weight: fc.integer({ min: -5000, max: 5000 }), value: fc.option(fc.nat(1e9)) })
  fc.assert(
    fc.property(fc.array(termOf, { minLength: 1, maxLength: 10 }), (all) => {
      const terms = all.map(({ weight, value }) => ({
        indicatorId: 'any',
        weight: weight / 1000,
        figures: { ...noFigures, actual: value, target: 7, verified: 3 },
      }))
      const { actual, target, verified, baseline } = formulaFigures(terms)
      const exact = all.reduce((sum, { weight, value }) => sum + BigInt(weight) * BigInt(value ?? 0), 0n)
      assert.equal(actual, all.some(({ value }) => value === null) ? null : Number(exact) / 1000)
      assert.equal(target, (all.reduce((sum, { weight }) => sum + weight, 0) * 7) / 1000)
      assert.deepEqual([verified, baseline], [null, null], 'what no term has')
    }),
  )
})

test('coverage of what is made of several is the narrowest', () => {
  const cover = (reported: number, linesReported: number) => ({ ...noCoverage(), reported, linesReported })
  const [few, many, same] = [cover(1, 30), cover(2, 2), cover(1, 4)]
  assert.equal(narrowest([many, few, same]), same)
  assert.equal(narrowest([few, many]), few)
  assert.equal(narrowest([many]), many)
})

test('the grid shows the mean of the months so far, and none behind a missing report', () => {
  const quarter = { id: 'q1', parentId: null, fromOn: '1954-01-01', toOn: '1954-04-01', yearFrom: 1 }
  const of = (measure: 'actual' | 'reports' | 'target', month: string, amount: number) => ({
    periodId: 'q1',
    measure,
    month,
    amount,
  })
  const cells = gridCells(
    [
      { periodId: 'q1', measure: 'lines', month: null, amount: 2 },
      ...[of('reports', '1954-01', 2), of('reports', '1954-02', 2), of('reports', '1954-03', 1)],
      ...[of('actual', '1954-01', 40), of('actual', '1954-02', 45), of('actual', '1954-03', 9)],
      ...['1954-01', '1954-02', '1954-03'].map((month, at) => of('target', month, 40 + at)),
    ],
    { cumulative: false, kind: 'average', frequency: 'month', calendar: calendarOf([quarter], 'parts') },
    new Set(['q1']),
    (month) =>
      sentOf(month, [{ approvedOn: null, expected: 2, reported: 2, lastMadeOn: null }], {
        today: '1954-07-10',
        dueDay: 5,
      }),
  )
  assert.deepEqual(
    cells.map(({ actual, phased }) => [actual, phased]),
    [
      [40, 40],
      [42.5, 40.5],
      [null, 41],
    ],
  )
})

test('a month without a report shows what was known before, and nothing before the first report', () => {
  const quarter = { id: 'q1', parentId: null, fromOn: '1954-01-01', toOn: '1954-04-01', yearFrom: 1 }
  const calendar = calendarOf([quarter], 'parts')
  const sum = { periodId: 'q1', month: '1954-02' }
  const cells = gridCells(
    [
      { ...sum, measure: 'actual', amount: 40 },
      { ...sum, measure: 'reports', amount: 1 },
    ],
    { cumulative: true, kind: 'additive', frequency: 'month', calendar },
    new Set(['q1']),
    (month) =>
      sentOf(
        month,
        [{ approvedOn: null, expected: 1, reported: month === '1954-02' ? 1 : 0, lastMadeOn: null }],
        { today: '1954-07-10', dueDay: 5 },
      ),
  )
  assert.deepEqual(
    cells.map((cell) => [cell.actual, cell.reported]),
    [
      [null, 0],
      [40, 1],
      [40, 0],
    ],
  )
})

test('a ratio of what nobody plans is none, and one of two things planned in other quarters is told apart', () => {
  const none = ratioFigures(
    noSums(),
    { ...noSums(), begun: 1, ended: 1, baseline: 40, target: 50 },
    { top: noCoverage(), bottom: noCoverage() },
    'percent',
  )
  assert.deepEqual([none.baseline, none.target, none.phased], [null, null, null])
  const stretch = (periodId: string) => ({ periodId, months: 3, passed: 3 })
  const lines = (indicatorId: string, periodId: string) =>
    row({ indicatorId, measure: 'lines', status: 'approved', month: null, stretch: stretch(periodId) })
  const planned = plannedIn(
    [lines('paid', 'first'), lines('sales', 'first'), lines('sales', 'second')],
    ['approved'],
  )
  assert.deepEqual([...(planned.get('paid  ')?.keys() ?? [])], ['first'])
  assert.deepEqual([...(planned.get('sales  ')?.keys() ?? [])], ['first', 'second'])
})
