import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { compare, type StandingClause } from './compare.ts'

const standing = (rows: [string, string][]): StandingClause[] =>
  rows.map(([number, zh], at) => ({ id: `id-${at}`, number, depth: 1, heading: false, text: { zh, en: '' } }))
const parsed = (rows: [string, string][]) =>
  rows.map(([number, text]) => ({ number, depth: 1, heading: false, text }))

const before: [string, string][] = [
  ['1', '手工业供应农具、日用品和修理。'],
  ['2', '入社自愿，退社自由，不许强迫命令。'],
  ['3', '从供销入手，订立合同，写明数量、质量和规格。'],
  ['4', '便利群众，修理服务点不能减少。'],
]

test('a new clause in between: those behind it are renumbered, not exchanged', () => {
  const rows = compare(
    standing(before),
    parsed([
      before[0],
      ['2', '从本地情况出发，先摸清供产销。'],
      ['3', before[1][1]],
      ['4', before[2][1]],
      ['5', before[3][1]],
    ]),
    'zh',
  )
  assert.deepEqual(
    rows.map(({ change, clauseId, after }) => [change, clauseId, after?.number]),
    [
      ['same', 'id-0', '1'],
      ['added', null, '2'],
      ['changed', 'id-1', '3'],
      ['changed', 'id-2', '4'],
      ['changed', 'id-3', '5'],
    ],
  )
})

test('an amended clause is the same clause; a dropped one stands where it stood', () => {
  const rows = compare(
    standing(before),
    parsed([before[0], ['2', '入社自愿，退社自由，工具折价要公道，不许强迫命令。'], ['3', before[3][1]]]),
    'zh',
  )
  assert.deepEqual(
    rows.map(({ change, clauseId }) => [change, clauseId]),
    [
      ['same', 'id-0'],
      ['changed', 'id-1'],
      ['removed', 'id-2'],
      ['changed', 'id-3'],
    ],
  )
  assert.equal(rows[2].after, null)
})

test('other words under the same number are another clause', () => {
  const rows = compare(standing([before[0]]), parsed([['1', 'Accounts are posted every month.']]), 'zh')
  assert.deepEqual(
    rows.map(({ change }) => change),
    ['added', 'removed'],
  )
})

test('the other language is imported by number', () => {
  const rows = compare(
    standing(before),
    parsed([
      ['1', 'Handicrafts supply tools.'],
      ['2', 'Joining is voluntary.'],
    ]),
    'en',
  )
  assert.deepEqual(
    rows.map(({ change, clauseId }) => [change, clauseId]),
    [
      ['changed', 'id-0'],
      ['changed', 'id-1'],
      ['removed', 'id-2'],
      ['removed', 'id-3'],
    ],
  )
})

test('every clause of both sides is told exactly once', () => {
  const text = fc.constantFrom(...before.map(([, zh]) => zh), '账目公开，按期公布。', '多劳多得。', 'x')
  const side = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 9 }).map(String), text), {
    selector: ([number]) => number,
    maxLength: 8,
  })
  fc.assert(
    fc.property(side, side, (old, next) => {
      const rows = compare(standing(old), parsed(next), 'zh')
      assert.deepEqual(
        rows.flatMap(({ after }) => (after ? [after.number] : [])),
        next.map(([number]) => number),
      )
      const ids = rows.flatMap(({ clauseId }) => (clauseId ? [clauseId] : []))
      assert.equal(new Set(ids).size, ids.length)
      assert.equal(ids.length, old.length)
    }),
  )
})
