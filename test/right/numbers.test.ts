// A figure is read as it is shown, in every language: whoever copies last month's figure does not send a thousandth.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { intlTag } from '../../src/base/words.ts'
import { readNumber, typedNumber, writtenNumber } from '../../src/kit/numbers.ts'
import { readTongues } from '../../src/platform/tongues.ts'

const tongues = [...readTongues().keys()].map((code) => {
  const half = new Intl.NumberFormat(intlTag(code)).format(0.5)
  return { code, decimal: half.includes(',') ? (',' as const) : ('.' as const) }
})
/** Figures of up to fifteen digits, some of them behind the sign. */
const figures = fc
  .tuple(fc.integer({ min: -(10 ** 12), max: 10 ** 12 }), fc.integer({ min: 0, max: 9 }))
  .map(([n, digits]) => n / 10 ** digits)

test('in every language a figure is read as it is shown, with as many digits as it is shown with', () => {
  for (const { code, decimal } of tongues)
    for (const digits of [0, 1, 2, 4, 12]) {
      const format = new Intl.NumberFormat(intlTag(code), {
        useGrouping: 'always',
        maximumFractionDigits: digits,
      })
      fc.assert(
        fc.property(figures, (value) => {
          const shown = format.format(value).replace('-', '−')
          const rounded = Number(
            value.toLocaleString('en', { useGrouping: false, maximumFractionDigits: digits }),
          )
          assert.equal(readNumber(shown, decimal), rounded, `${shown} in ${code}`)
        }),
      )
    }
})

test('what a field has kept is read back as what stood in it, be it a number or a text that is none', () => {
  const tiny = fc.constantFrom(1e-7, -1e-12, 0.1 + 0.2, 1e15, 0)
  for (const { decimal } of tongues) {
    fc.assert(
      fc.property(fc.oneof(figures, tiny), (value) => {
        assert.equal(typedNumber(writtenNumber(value, decimal), decimal), value)
      }),
    )
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."0123 .,、'万-²") }), (text) => {
        const typed = typedNumber(text, decimal)
        assert.equal(typedNumber(writtenNumber(typed, decimal), decimal), typed)
      }),
    )
  }
})

test('two figures with anything but one sign between them are never one', () => {
  const between = fc.constantFrom(
    ' ',
    '  ',
    '\t',
    '\n',
    '、',
    "'",
    '’',
    ' / ',
    '-',
    '²',
    '万',
    '\u00a0',
    '\u3000',
  )
  for (const { decimal } of tongues)
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 99_999 }),
        between,
        fc.integer({ min: 0, max: 99 }),
        (a, sign, b) => {
          assert.equal(readNumber(`${a}${sign}${b}`, decimal), undefined)
        },
      ),
    )
})
