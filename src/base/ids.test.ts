import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from './ids.ts'

test('ids made one after the other are of the seventh version, in order, and none comes twice', () => {
  const before = Date.now()
  const ids = Array.from({ length: 2000 }, newId)
  for (const id of ids)
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  assert.deepEqual(ids, [...new Set(ids)].sort())
  const madeAt = (id: string) => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)
  assert.ok(madeAt(ids[0]) >= before && madeAt(ids[ids.length - 1]) <= Date.now())
  // What comes after the counted part is chance, and never the same of two.
  assert.equal(new Set(ids.map((id) => id.slice(-10))).size, ids.length)
})
