// What one more report changes in coverage, held against everything that the county's reports add to it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { difference } from '../../totals/rules.ts'
import { changeByFirst, coverageOf } from './expected.ts'

const county = { placeId: 'ye', bordersOn: '1954-06-30', periodId: 'h1' }
const line = fc.record({
  id: fc.uuid(),
  indicatorId: fc.constantFrom('output', 'members'),
  tradeId: fc.constantFrom(null, 'iron', 'wood'),
  form: fc.constantFrom(null, 'group', 'cooperative'),
  month: fc.constantFrom('1954-01', '1954-02'),
})

test('one more report changes what all reports with it add, less what those before it do', () => {
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 8 }),
      line,
      fc.integer({ min: 1, max: 6 }),
      (others, one, lines) => {
        const of = { ...county, linesIn: (month: string) => lines + (month === '1954-02' ? 1 : 0) }
        const changes = difference(coverageOf(of, others), coverageOf(of, [...others, one]))
        const sorted = (deltas: object[]) => deltas.map((delta) => JSON.stringify(delta)).sort()
        assert.deepEqual(sorted(changeByFirst(of, others, one)), sorted(changes))
      },
    ),
  )
})

test('the last line of a county makes its month whole', () => {
  const of = { ...county, linesIn: () => 2 }
  const one = { id: 'a', indicatorId: 'output', tradeId: 'iron', form: null, month: '1954-01' }
  const other = { id: 'b', indicatorId: 'members', tradeId: null, form: null, month: '1954-01' }
  const months = (deltas: { indicatorId: string | null; status: string; amount: number }[]) =>
    deltas.filter(({ indicatorId }) => indicatorId === null).map(({ status, amount }) => [status, amount])
  assert.deepEqual(months(changeByFirst(of, [], one)), [['partly', 1]])
  assert.deepEqual(months(changeByFirst(of, [one], other)), [
    ['partly', -1],
    ['whole', 1],
  ])
})
