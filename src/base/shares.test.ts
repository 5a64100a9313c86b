import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { coarse, fewest, mayStandBeside } from './shares.ts'

const group = fc.integer({ min: fewest, max: 3000 })
const counted = group.chain((of) => fc.tuple(fc.integer({ min: 0, max: of }), fc.constant(of)))

test('shares are told in steps of five', () => {
  const table: [number, number, string, number][] = [
    [0, 5, 'most', 20],
    [1, 5, 'most', 20],
    [2, 5, 'about', 40],
    [4, 5, 'least', 80],
    [5, 5, 'least', 80],
    [0, 24, 'most', 5],
    [9, 24, 'about', 40],
    [24, 24, 'least', 95],
    [60, 1000, 'about', 5],
    [50, 1000, 'most', 5],
  ]
  for (const [count, of, sign, percent] of table)
    assert.deepEqual(coarse(count, of), { sign, percent }, `${count} of ${of}`)
})

test('there is no share of fewer than five people', () => {
  for (let of = 0; of < fewest; of++) assert.throws(() => coarse(0, of), RangeError)
})

test('nobody and one, all and all but one are never told apart', () => {
  fc.assert(
    fc.property(group, (of) => {
      assert.deepEqual(coarse(0, of), coarse(1, of))
      assert.deepEqual(coarse(of, of), coarse(of - 1, of))
    }),
  )
})

test('what is told holds', () => {
  fc.assert(
    fc.property(counted, ([count, of]) => {
      const { sign, percent } = coarse(count, of)
      const exact = (count / of) * 100
      assert.equal(percent % 5, 0)
      if (sign === 'most') assert.ok(exact <= percent)
      else if (sign === 'least') assert.ok(exact >= percent)
      else assert.ok(Math.abs(exact - percent) <= 2.5)
    }),
  )
})

test('a part may stand beside the whole where nobody or at least five are left over', () => {
  assert.deepEqual(
    [20, 19, 16, 15, 5].map((part) => mayStandBeside(part, 20)),
    [true, false, false, true, true],
  )
})
