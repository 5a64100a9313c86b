import assert from 'node:assert/strict'
import { test } from 'node:test'
import { joinedUp, leftOut, type Row } from './clause-rows.ts'

const clause = (number: string, text: string) => ({ number, depth: 0, heading: false, text })
const rows: Row[] = [
  {
    key: 0,
    change: 'same',
    clauseId: 'a',
    before: { number: '1', text: 'One.' },
    after: clause('1', 'One.'),
  },
  { key: 1, change: 'removed', clauseId: 'b', before: { number: '2', text: 'Two.' }, after: null },
  { key: 2, change: 'added', clauseId: null, before: null, after: clause('3', 'Three.') },
  {
    key: 3,
    change: 'same',
    clauseId: 'd',
    before: { number: '4', text: 'Four.' },
    after: clause('4', 'Four.'),
  },
]
const told = (of: readonly Row[]) => of.map(({ key, change, after }) => [key, change, after?.text ?? null])

test('a clause that is joined goes to the end of the one above that is kept; what was new is gone, what stood is dropped', () => {
  assert.deepEqual(told(joinedUp(rows, 2)), [
    [0, 'changed', 'One.\nThree.'],
    [1, 'removed', null],
    [3, 'same', 'Four.'],
  ])
  assert.deepEqual(told(joinedUp(rows, 3)), [
    [0, 'same', 'One.'],
    [1, 'removed', null],
    [2, 'added', 'Three.\nFour.'],
    [3, 'removed', null],
  ])
})

test('where nothing is kept above, nothing is joined', () => {
  assert.deepEqual(joinedUp(rows, 0), rows)
})

test('a clause that is left out is dropped where it stood before, and gone where it was new', () => {
  assert.deepEqual(told(leftOut(rows, 0))[0], [0, 'removed', null])
  assert.deepEqual(
    leftOut(rows, 2).map(({ key }) => key),
    [0, 1, 3],
  )
})
