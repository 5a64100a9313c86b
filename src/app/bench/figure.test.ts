// A run of the bench says of each figure whether it keeps its budget.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { figure } from './figure.ts'

test('a budget of a value is held by the value, one of the yardstick by the ratio, at the very bound as well', () => {
  const met = (budget: string | null, value: number, ratio: number | null = null) =>
    figure('a page', value, 'ms', { budget, ratio }).met
  assert.equal(met('≤ 20 ms', 20), true)
  assert.equal(met('≤ 20 ms', 20.1), false)
  assert.equal(met('≥ 1,000 a second', 999, 5), false)
  assert.equal(met('≤ 0.025 of the yardstick', 900, 0.02), true)
  assert.equal(met('≥ 0.85 of the yardstick', 900, 0.8), false)
  assert.equal(met('≤ 2 s, no error', 1.9), true)
  assert.equal(met(null, 7), null)
  assert.throws(() => met('fast', 1), /not a budget/)
})
