import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { layBlock, readSeats, stepFrom } from './seat-block.ts'

const size = { rows: 3, columns: 2 }

test('keys lead to the neighbouring cell and stop at the edge', () => {
  assert.deepEqual(stepFrom('ArrowDown', { row: 0, column: 0 }, size), { row: 1, column: 0 })
  assert.deepEqual(stepFrom('Enter', { row: 1, column: 1 }, size), { row: 2, column: 1 })
  assert.equal(stepFrom('ArrowRight', { row: 0, column: 1 }, size), null)
  assert.equal(stepFrom('ArrowUp', { row: 0, column: 0 }, size), null)
  assert.equal(stepFrom('7', { row: 0, column: 0 }, size), null)
})

test('seats are read as people type them', () => {
  for (const [text, seats] of [
    ['', 0],
    ['–', 0],
    ['-', 0],
    ['4', 4],
    ['１２', 12],
    [' 3 ', 3],
  ] as const) {
    assert.equal(readSeats(text), seats, text)
  }
  for (const text of ['-1', '1.5', 'two', '10000']) assert.equal(readSeats(text), undefined, text)
})

test('a block from a spreadsheet is laid over the table; what does not fit is counted', () => {
  const block = layBlock('1\t2\r\nx\t4\r\n5\t6\t7\r\n8\t9\r\n', { row: 0, column: 0 }, size)
  assert.deepEqual(
    block.values.map(({ seats }) => seats),
    [1, 2, 4, 5, 6],
  )
  assert.equal(block.unread, 1)
  assert.equal(block.beyond, 3)
})

test('every field of a block is laid, unread or beyond', () => {
  const field = fc.constantFrom('1', '22', '', '–', 'x')
  const rows = fc
    .integer({ min: 1, max: 5 })
    .chain((n) => fc.array(fc.array(field, { minLength: n, maxLength: n }), { minLength: 1, maxLength: 5 }))
  fc.assert(
    fc.property(
      rows,
      fc.integer({ min: 0, max: 2 }),
      fc.integer({ min: 0, max: 1 }),
      (lines, row, column) => {
        // A last line of one empty field cannot be told from the end of the text.
        fc.pre(lines.at(-1)?.join('\t') !== '')
        const block = layBlock(lines.map((line) => line.join('\t')).join('\n'), { row, column }, size)
        return block.values.length + block.unread + block.beyond === lines.flat().length
      },
    ),
  )
})
