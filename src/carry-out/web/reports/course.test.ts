import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Line } from '../shapes.ts'
import { pointsOf, standingOf } from './course.ts'

const months = ['1954-01', '1954-02', '1954-03', '1954-04']
const lineOf = (kind: 'additive' | 'average', cumulative: boolean) =>
  ({
    indicator: { unit: 'count', kind, cumulative },
    phasing: { '1954-01': 10, '1954-02': 20, '1954-03': 30, '1954-04': 40 },
  }) as unknown as Line
const figures = [
  { month: '1954-01', value: 8 },
  { month: '1954-02', value: 12 },
  { month: '1954-04', value: 40 },
]

test('as of a month: what stands, what was added up, or the mean, of which there is none behind a missing month', () => {
  const table: [Line, number[], (number | null)[]][] = [
    [lineOf('additive', true), [10, 20, 30, 40], [8, 12, null, 40]],
    [lineOf('additive', false), [10, 30, 60, 100], [8, 20, null, 60]],
    [lineOf('average', false), [10, 15, 20, 25], [8, 10, null, null]],
  ]
  for (const [line, targets, actuals] of table) {
    const points = pointsOf(line, figures, months, '1954-07-10')
    assert.deepEqual(
      points.map(({ target, actual }) => [target, actual]),
      targets.map((target, at) => [target, actuals[at]]),
    )
  }
  const points = pointsOf(lineOf('average', false), figures, months, '1954-07-10')
  assert.deepEqual(standingOf(points), { month: '1954-02', actual: 10, phased: 15 })
})

test('of a line that several places report: what each said last together, and a mean once nobody is missing', () => {
  const said = [
    ...figures.map((one) => ({ ...one, by: 'a' })),
    { month: '1954-01', value: 2, by: 'b' },
    { month: '1954-03', value: 5, by: 'b' },
  ]
  const actuals = (line: Line) => pointsOf(line, said, months, '1954-07-10', 2).map(({ actual }) => actual)
  assert.deepEqual(actuals(lineOf('additive', true)), [10, 14, 17, 45])
  assert.deepEqual(actuals(lineOf('additive', false)), [10, 22, 27, 67])
  assert.deepEqual(actuals(lineOf('average', false)), [10, null, null, null])
})
