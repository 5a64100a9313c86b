import assert from 'node:assert/strict'
import { test } from 'node:test'
import { largestFigure, wholeFinding } from './figures.ts'

test('a figure is whole, not below zero, and small enough to be summed exactly', () => {
  const table: [number, string | undefined][] = [
    [0, undefined],
    [1250, undefined],
    [largestFigure, undefined],
    [largestFigure + 1, 'too-large'],
    [Number.MAX_SAFE_INTEGER, 'too-large'],
    [2.5, 'not-whole'],
    [-1, 'negative'],
    [Number.NaN, 'no-number'],
    [Number.POSITIVE_INFINITY, 'no-number'],
  ]
  for (const [value, code] of table) assert.equal(wholeFinding('/target', value)?.code, code, String(value))
  assert.ok(Number.isSafeInteger(largestFigure * 9000))
})
