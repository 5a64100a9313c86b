// The bucket that refills, by its own clock.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Problem } from '../base/problems.ts'
import { openLimits, usualLimits } from './limits.ts'

const limits = { perAccount: { burst: 3, perSecond: 1 }, perAddress: { burst: 5, perSecond: 2 } }
const refusedAfter = (ask: () => void): number | undefined => {
  try {
    ask()
    return undefined
  } catch (error) {
    assert.ok(error instanceof Problem && error.kind === 'slow-down')
    return error.details.seconds
  }
}

test('a burst is let through, then one for each refill, and the refusal says when', () => {
  let now = 0
  const ask = openLimits(limits, () => now)
  const own = () => refusedAfter(() => ask({ accountId: 'a' }, '10.0.0.1'))
  assert.deepEqual([own(), own(), own(), own()], [undefined, undefined, undefined, 1])
  now = 500
  assert.equal(own(), 1)
  now = 1_100
  assert.equal(own(), undefined)
  assert.equal(own(), 1)
})

test('one account does not use up another’s, nor its neighbours’ at the same address', () => {
  const ask = openLimits(limits, () => 0)
  for (let n = 0; n < 9; n++) refusedAfter(() => ask({ accountId: 'a' }, '10.0.0.1'))
  assert.equal(
    refusedAfter(() => ask({ accountId: 'b' }, '10.0.0.1')),
    undefined,
  )
  assert.equal(
    refusedAfter(() => ask(null, '10.0.0.1')),
    undefined,
  )
})

test('a hall of 200 telephones behind one address opens its pages and hands in its answers in one minute', () => {
  let now = 0
  const ask = openLimits(usualLimits, () => now)
  // Ten calls that nobody is signed in for when a page opens, and forty answers without a name, from each telephone.
  for (let n = 0; n < 200 * 50; n++) {
    now += 60_000 / (200 * 50)
    assert.equal(
      refusedAfter(() => ask(null, '10.0.0.1')),
      undefined,
    )
  }
})
