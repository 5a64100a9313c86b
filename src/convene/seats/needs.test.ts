import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type CellCounts, needsOf, type Pending } from './needs.ts'

const cell = (some: Partial<CellCounts>): CellCounts => ({
  placeId: 'jia',
  postId: 'office',
  seats: 1,
  accepted: 0,
  undecided: 0,
  returned: 0,
  waiting: 0,
  ...some,
})
const one = (some: Partial<Pending>): Pending => ({
  id: 'n1',
  placeId: 'jia',
  postId: 'office',
  state: 'waiting',
  reason: null,
  names: { zh: '王', en: 'Wang' },
  lapsed: false,
  ...some,
})
const situation = {
  today: '1954-02-12',
  state: 'called' as const,
  firstDay: '1954-02-20',
  lastDay: '1954-03-10',
  deadlineSaid: '1954-02-early',
  seats: 1,
  cells: [] as CellCounts[],
  pending: [] as Pending[],
  unrecorded: { n: 0, sessionId: null },
  isDecider: true,
  mayRecord: true,
}
const kinds = (some: Partial<Parameters<typeof needsOf>[0]>) =>
  needsOf({ ...situation, ...some }).map((need) => need.kind)

test('a seat without a nomination is called missing only after the deadline has passed in every reading', () => {
  assert.deepEqual(kinds({ cells: [cell({})] }), ['missing'])
  assert.deepEqual(kinds({ cells: [cell({})], today: '1954-02-10' }), [])
  assert.deepEqual(kinds({ cells: [cell({})], deadlineSaid: null }), [])
  assert.deepEqual(kinds({ cells: [cell({ accepted: 1 })] }), [])
  assert.deepEqual(kinds({ cells: [cell({ returned: 1 })], pending: [one({ state: 'returned' })] }), [
    'returned',
  ])
})

test('what only the organiser can do is not asked of a county', () => {
  const cells = [cell({ seats: 2, undecided: 1, waiting: 1 })]
  assert.deepEqual(kinds({ cells, pending: [one({})] }), ['free-seat', 'undecided'])
  assert.deepEqual(kinds({ cells, pending: [one({})], isDecider: false }), [])
})

test('a waiting list behind full seats waits', () => {
  assert.deepEqual(kinds({ cells: [cell({ accepted: 1, waiting: 1 })], pending: [one({})] }), [])
})

test('the class itself needs its next step, and a closed one needs nobody', () => {
  assert.deepEqual(kinds({ state: 'preparing', seats: 0 }), ['no-seats'])
  assert.deepEqual(kinds({ state: 'preparing', seats: 9 }), ['call'])
  assert.deepEqual(kinds({ today: '1954-02-20' }), ['begin'])
  assert.deepEqual(kinds({ state: 'running', today: '1954-03-11', unrecorded: { n: 2, sessionId: null } }), [
    'no-attendance',
    'close',
  ])
  assert.deepEqual(kinds({ state: 'closed', cells: [cell({})], unrecorded: { n: 2, sessionId: null } }), [])
})

test('somebody whose appointment has lapsed is shown whatever the state of the nomination', () => {
  assert.deepEqual(kinds({ pending: [one({ state: 'accepted', lapsed: true })] }), ['lapsed'])
  assert.deepEqual(kinds({ pending: [one({ state: 'returned', lapsed: true })] }), ['returned'])
})
