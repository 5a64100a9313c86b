import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changedByBoth, withMine } from './merge.ts'

const begun = { target: 5, phasing: { '01': 2, '02': 3 }, means: { zh: '贷款', en: '' }, actions: ['buy'] }
const mine = { ...begun, target: 8, means: { zh: '贷款', en: 'Loans' } }
const theirs = { ...begun, phasing: { '01': 1, '02': 4 }, actions: ['buy', 'teach'] }

test('33: what I did not touch stays as somebody else left it', () => {
  assert.deepEqual(withMine(begun, mine, theirs), {
    target: 8,
    phasing: { '01': 1, '02': 4 },
    means: { zh: '贷款', en: 'Loans' },
    actions: ['buy', 'teach'],
  })
  assert.deepEqual(withMine(begun, begun, theirs), theirs)
  assert.deepEqual(withMine(begun, mine, begun), mine)
})

test('33: a field added or emptied by one of us is a change like any other', () => {
  const field = (phasing: Record<string, number | null>) => ({ phasing })
  const after = withMine(field({ a: 1 }), field({ a: null }), field({ a: 1, b: 2 }))
  assert.deepEqual(after, field({ a: null, b: 2 }))
})

test('33: a person chooses only where both changed the same field to something else', () => {
  assert.deepEqual(changedByBoth(begun, mine, theirs), [])
  assert.deepEqual(changedByBoth(begun, mine, { ...theirs, target: 9 }), ['/target'])
  assert.deepEqual(changedByBoth(begun, mine, { ...theirs, target: 8 }), [])
  assert.deepEqual(changedByBoth(begun, { ...mine, actions: [] }, theirs), ['/actions'])
  assert.deepEqual(withMine(begun, mine, { ...theirs, target: 9 }).target, 8)
})
