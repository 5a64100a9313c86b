// The mean over the months of a year of which one quarter alone is planned: there is one as far as that quarter goes,
// and none beyond, for what nobody planned or reported is not nothing.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { coverageByCell, noCoverage } from './coverage-rules.ts'
import { calendarOf, countedRows } from './period-rules.ts'
import { figuresOf, gridCells, type IndicatorOf, noSums, sumsByCell } from './rules.ts'

const period = (id: string, fromOn: string, toOn: string, parentId: string | null) => ({
  id,
  fromOn,
  toOn,
  yearFrom: 1,
  parentId,
})
const tree = [
  period('year', '2026-01-01', '2027-01-01', null),
  period('first', '2026-01-01', '2026-04-01', 'year'),
  period('second', '2026-04-01', '2026-07-01', 'year'),
]
const calendars = { parts: calendarOf(tree, 'parts'), whole: calendarOf(tree, 'whole') }
const present: IndicatorOf = {
  id: 'present',
  unit: 'persons',
  kind: 'average',
  isSummed: true,
  numeratorId: null,
  denominatorId: null,
  terms: null,
  cumulative: false,
  counts: null,
  countedIn: 'parts',
  frequency: 'month',
}

const quarter = (periodId: string, months: readonly string[]) => {
  const row =
    (measure: 'lines' | 'baseline' | 'target' | 'actual' | 'reports', status: string, amount: number) =>
    (month: string | null) => ({
      periodId,
      indicatorId: 'present',
      tradeId: null,
      form: null,
      measure,
      status,
      month,
      amount,
    })
  return [
    row('lines', 'approved', 1)(null),
    row('baseline', 'approved', 80)(null),
    row('target', 'approved', 100)(null),
    ...months.flatMap((month) => [
      row('target', 'approved', 100)(month),
      row('actual', 'reported', 90)(month),
      row('reports', 'reported', 1)(month),
    ]),
    row('baseline', 'reported', 80)(months[0]),
  ]
}
const rows = quarter('first', ['2026-01', '2026-02', '2026-03'])

const figuresIn = (month: string) => {
  const counted = countedRows(rows, [present], calendars, month)
  const { months } = calendars.whole
  const sums = sumsByCell(counted, [present], { months, month, counting: 'approved' }).get('present  ')
  const coverage = coverageByCell(counted, month).get('present  ')
  return figuresOf(sums ?? noSums(), coverage ?? noCoverage(), present, { isLast: false, isOne: true })
}

test('the mean of a year is told up to the months that are planned, and the target of the year not at all', () => {
  const { baseline, target, phased, actual, reportedBaseline, change } = figuresIn('2026-03')
  assert.deepEqual([baseline, target], [null, null], 'nobody knows what the other months will aim at')
  assert.deepEqual([phased, actual, reportedBaseline, change], [100, 90, 80, 10])
  const later = figuresIn('2026-06')
  assert.deepEqual([later.actual, later.phased, later.change], [null, null, null])
})

test('the grid goes on with nothing through months in which nothing is planned', () => {
  const own = {
    cumulative: false,
    kind: 'average' as const,
    frequency: 'month' as const,
    calendar: calendars.parts,
  }
  const sent = { reported: 0, expected: 0, onTime: 0, lateSince: null, approvedOn: null }
  const cells = gridCells(rows, own, new Set(['year', 'first', 'second']), () => sent as never)
  assert.deepEqual(
    cells.slice(0, 6).map(({ actual, phased }) => [actual, phased]),
    [
      [90, 100],
      [90, 100],
      [90, 100],
      [null, 0],
      [null, 0],
      [null, 0],
    ],
  )
})
