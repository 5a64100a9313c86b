// A figure is read as it is shown, in every language: whoever copies last month's figure does not send a thousandth.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { intlTag } from '../../src/base/words.ts'
import { readNumber } from '../../src/kit/numbers.ts'
import { readTongues } from '../../src/platform/tongues.ts'

test('in every language a figure is read as it is shown', () => {
  for (const code of readTongues().keys()) {
    const format = new Intl.NumberFormat(intlTag(code), { useGrouping: 'always', maximumFractionDigits: 3 })
    const decimal = format.format(0.5).includes(',') ? ',' : '.'
    fc.assert(
      fc.property(
        fc.integer({ min: -(10 ** 12), max: 10 ** 12 }),
        fc.integer({ min: 0, max: 3 }),
        (n, digits) => {
          const value = n / 10 ** digits
          const shown = format.format(value).replace('-', '−')
          assert.equal(readNumber(shown, decimal), value, `${shown} in ${code}`)
        },
      ),
    )
  }
})
