import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { csvCell, csvOf } from './csv.ts'

test('a sheet’s cells cannot become formulas, and its quotes hold', () => {
  assert.deepEqual(['=1+1', '+86', '-3', '@x', 'a,b', 'say "so"', '鲁山'].map(csvCell), [
    "'=1+1",
    "'+86",
    "'-3",
    "'@x",
    '"a,b"',
    '"say ""so"""',
    '鲁山',
  ])
  for (const unseen of ['\u00ad', '\u034f', '\u3164', '\ufe0f'])
    assert.equal(csvCell(`${unseen}=1+1`), `'${unseen}=1+1`)
  assert.equal(csvCell(-3), '-3')
  assert.equal(csvCell(null), '')
  assert.equal(csvOf([['a', 1]]), '\ufeffa,1\r\n')
  fc.assert(fc.property(fc.string(), (text) => !/^[=+\-@\t\r]/.test(csvCell(text))))
})
