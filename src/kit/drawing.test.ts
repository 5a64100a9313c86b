import assert from 'node:assert/strict'
import { test } from 'node:test'
import { curveOf, orderColumns, placeAll } from './graph-layout.ts'
import { ticksFor } from './month-scale.ts'
import { nextOrder, sortRows } from './sort.ts'

const sizes = { width: 100, height: 40, gapX: 20, gapY: 10, head: 30 }

test('a column is ordered so that edges need not cross', () => {
  const columns = [
    ['a', 'b'],
    ['x', 'y'],
  ]
  const order = orderColumns(columns, [
    { from: 'a', to: 'y' },
    { from: 'b', to: 'x' },
  ])
  assert.equal(order[0].indexOf('a'), order[1].indexOf('y'))
})

test('nodes never overlap, and an edge over a column gets a lane of its own', () => {
  const edges = [
    { from: 'a', to: 'c' },
    { from: 'a', to: 'b' },
    { from: 'b', to: 'c' },
  ]
  const { spots, height } = placeAll([['a'], ['b', 'b2'], ['c']], edges, sizes)
  const [b, b2] = [spots.get('b'), spots.get('b2')]
  assert.ok(b && b2 && Math.abs(b.y - b2.y) >= sizes.height + sizes.gapY)
  for (const { y } of spots.values()) assert.ok(y >= sizes.head && y < height)
  assert.match(curveOf(edges[0], spots, 100, 40), /^M100 .*H220C.* 240 /)
  assert.equal(curveOf({ from: 'a', to: 'nobody' }, spots, 100, 40), '')
})

test('ticks are round, start at nothing and reach the largest', () => {
  assert.deepEqual(ticksFor(264), [0, 100, 200, 300])
  assert.deepEqual(ticksFor(3), [0, 1, 2, 3])
  assert.deepEqual(ticksFor(0), [0, 1])
  assert.deepEqual(ticksFor(0.9, 0, false), [0, 0.25, 0.5, 0.75, 1])
  assert.ok(ticksFor(5, -12)[0] <= -12)
})

test('rows sort by meaning; what is missing stands last both ways; equals keep their places', () => {
  const rows = [
    { n: 2, k: 'a' },
    { n: null, k: 'b' },
    { n: 10, k: 'c' },
    { n: 2, k: 'd' },
  ]
  const keys = (down: boolean) =>
    sortRows(rows, (r) => r.n, down, 'en')
      .map((r) => r.k)
      .join('')
  assert.equal(keys(false), 'adcb')
  assert.equal(keys(true), 'cadb')
  assert.deepEqual(
    sortRows(['叶县', '临颍', '宝丰'], (x) => x, false, 'zh'),
    ['宝丰', '临颍', '叶县'],
  )
  assert.deepEqual(
    sortRows(['Line 10', 'Line 9'], (x) => x, false, 'en'),
    ['Line 9', 'Line 10'],
  )
})

test('a head leads from its first direction to the other, then back to the order given', () => {
  const first = nextOrder(null, 'a', true)
  assert.deepEqual(first, { key: 'a', down: true })
  const second = nextOrder(first, 'a', true)
  assert.deepEqual(second, { key: 'a', down: false })
  assert.equal(nextOrder(second, 'a', true), null)
  assert.deepEqual(nextOrder(second, 'b', false), { key: 'b', down: false })
})
