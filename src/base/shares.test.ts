import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { apart, coarse, fewest, mayDiffer } from './shares.ts'

const group = fc.integer({ min: fewest, max: 3000 })
const counted = group.chain((of) => fc.tuple(fc.integer({ min: 0, max: of }), fc.constant(of)))

test('shares are told in steps of five', () => {
  const table: [number, number, string, number][] = [
    [0, 5, 'most', 40],
    [2, 5, 'most', 40],
    [3, 5, 'least', 60],
    [5, 5, 'least', 60],
    [2, 6, 'most', 35],
    [3, 6, 'about', 50],
    [4, 6, 'least', 65],
    [0, 24, 'most', 25],
    [9, 24, 'about', 40],
    [24, 24, 'least', 75],
    [230, 1000, 'about', 25],
    [200, 1000, 'most', 20],
  ]
  for (const [count, of, sign, percent] of table)
    assert.deepEqual(coarse(count, of), { sign, percent }, `${count} of ${of}`)
})

test('there is no share of fewer than five people', () => {
  for (let of = 0; of < fewest; of++) assert.throws(() => coarse(0, of), RangeError)
})

test('whoever has one answer, or fewer than a fifth of them, never learns that all others answered alike', () => {
  fc.assert(
    fc.property(group, fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean(), (of, part, isRight) => {
      const most = Math.max(1, Math.ceil(of / 5) - 1)
      const own = 1 + Math.floor(part * (most - 1))
      const others = of - own
      // Own answers, and whatever the others answered: what is told of all of them alike is told of others as well.
      for (const alike of [0, others]) {
        const told = coarse(alike + (isRight ? own : 0), of)
        const asWell = alike === 0 ? 1 : others - 1
        assert.deepEqual(coarse(asWell + (isRight ? own : 0), of), told, `${own} of ${of}`)
      }
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

test('two groups differ by nobody, or by five besides as many as could be one’s own and fewer than a fifth', () => {
  assert.deepEqual([5, 6, 10, 11, 25, 26, 36, 125].map(apart), [5, 6, 6, 7, 9, 10, 12, 29])
  assert.deepEqual(
    [0, 1, 5, 8, 9, 25].map((by) => mayDiffer(by, 25)),
    [true, false, false, false, true, true],
  )
  fc.assert(
    fc.property(group, (of) => {
      const own = Math.ceil(of / 5) - 1
      assert.ok(own * 5 < of && (own + 1) * 5 >= of, 'the most that are fewer than a fifth')
      assert.equal(apart(of) - own, fewest)
    }),
  )
})
