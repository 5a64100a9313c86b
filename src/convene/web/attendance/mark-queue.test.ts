import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '../../../base/ids.ts'
import type { AttendanceSource } from '../../attendance/rules.ts'
import { lastTap, nextBatch } from './mark-batch.ts'

const mark = (source: AttendanceSource) => ({
  id: newId(),
  personId: newId(),
  state: 'present' as const,
  madeAt: '1954-02-15T00:30:00Z',
  source,
})

test('a batch holds marks of one source only, at most two hundred, in the order they were made', () => {
  assert.deepEqual(nextBatch([]), [])
  const [a, b, c] = [mark('roll_call'), mark('sign_in_sheet'), mark('roll_call')]
  assert.deepEqual(nextBatch([a, b, c]), [a, c])
  assert.deepEqual(nextBatch([b, a, c]), [b])
  const many = Array.from({ length: 450 }, () => mark('roll_call'))
  assert.deepEqual(nextBatch(many), many.slice(0, 200))
})

test('what is taken back by one tap is what was marked by one', () => {
  const at = (minute: number) => ({ ...mark('roll_call'), madeAt: `1954-02-15T00:3${minute}:00Z` })
  const marks = [at(0), at(1), at(1)]
  assert.deepEqual(lastTap(marks), marks.slice(1))
  assert.deepEqual(lastTap(marks.slice(0, 1)), marks.slice(0, 1))
})
