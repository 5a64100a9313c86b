// One rule about whether a county has reported a month, and one sentence.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, endOfMonth } from '../../base/dates.ts'
import { type Batch, dueFor, reportDueOn, sentOf, sentText } from './rules.ts'

const batch = (changed: Partial<Batch> = {}): Batch => ({
  approvedOn: '1954-03-15',
  expected: 10,
  reported: 10,
  lastMadeOn: '1954-06-03',
  ...changed,
})
const nothing = { reported: 0, lastMadeOn: null }
const stateOf = (changed: Partial<Batch>, today = '1954-07-10', month = '1954-05') =>
  sentOf(month, [batch(changed)], { today, dueDay: 5 }).state

test('a month is reported, late, missing or not yet due; a late approval makes nothing late', () => {
  assert.equal(stateOf({}), 'reported')
  assert.equal(stateOf({ lastMadeOn: '1954-06-06' }), 'late')
  assert.equal(stateOf({ reported: 3 }), 'partly')
  assert.equal(stateOf(nothing), 'missing')
  assert.equal(stateOf(nothing, '1954-06-05'), 'waiting')
  assert.equal(stateOf(nothing, '1954-05-20'), 'ahead')
  assert.equal(stateOf({ ...nothing, expected: 0 }), 'none-due')
  assert.equal(stateOf({ lastMadeOn: '1954-03-25' }, '1954-07-10', '1954-01'), 'reported')
  assert.equal(dueFor('1954-01', '1954-03-15', 5), '1954-03-25')
})

const said = (batches: Batch[], today: string, month = '1954-06') => {
  const sent = sentOf(month, batches, { today, dueDay: 5 })
  const { text, day } = sentText(sent)
  return text
    .replace('{n}', String(sent.reported))
    .replace('{all}', String(sent.expected))
    .replace('{day}', day)
}

test('one sentence says how many were sent, and since when the rest is late or when it is due', () => {
  const nine = { ...nothing, expected: 9 }
  assert.equal(said([batch(nine)], '1954-06-20'), '0 of 9 sent, due on 1954-07-05')
  assert.equal(said([batch(nine)], '1954-07-05'), '0 of 9 sent, due on 1954-07-05')
  assert.equal(said([batch(nine)], '1954-07-06'), '0 of 9 sent, late since 1954-07-06')
  assert.equal(said([batch({ ...nine, reported: 4 })], '1954-07-06'), '4 of 9 sent, late since 1954-07-06')
  assert.equal(said([batch({ lastMadeOn: '1954-07-05' })], '1954-07-20'), '10 of 10 sent')
  assert.equal(said([batch({ lastMadeOn: '1954-07-06' })], '1954-07-20'), '10 of 10 sent, late')
  assert.equal(said([], '1954-07-20'), 'no approved plan')
  assert.equal(said([batch({ ...nine, expected: 0 })], '1954-07-20'), 'nothing due')
  assert.equal(
    said([batch({ ...nine, expected: 0 }), batch(nine)], '1954-07-05'),
    '0 of 9 sent, due on 1954-07-05',
  )
})

test('what a revision adds is due ten days after its approval, and hides nothing that was late before', () => {
  const added = batch({ ...nothing, approvedOn: '1954-05-10', expected: 1 })
  assert.equal(said([batch(), added], '1954-05-20', '1954-02'), '10 of 11 sent, due on 1954-05-20')
  assert.equal(said([batch(nothing), added], '1954-05-11', '1954-02'), '0 of 11 sent, late since 1954-03-26')
  const both = [batch({ lastMadeOn: '1954-04-20' }), { ...added, reported: 1, lastMadeOn: '1954-05-15' }]
  assert.equal(said(both, '1954-06-20', '1954-02'), '11 of 11 sent, late')
})

test('on every day a month is either not yet due, late or sent, and what was sent in time never becomes late', () => {
  const batches = fc.array(
    fc.record({
      approvedOn: fc.option(fc.constantFrom('1954-03-01', '1954-05-10', '1954-07-20'), { nil: null }),
      expected: fc.nat(5),
      reported: fc.nat(5),
      lastMadeOn: fc.constantFrom('1954-06-01', '1954-07-01', '1954-07-06', '1954-08-10'),
    }),
    { maxLength: 3 },
  )
  fc.assert(
    fc.property(batches, fc.nat(120), fc.integer({ min: 1, max: 28 }), (all, n, dueDay) => {
      const today = addDays('1954-05-01', n)
      const known = all.map((one) => {
        const reported = Math.min(one.reported, one.expected)
        return { ...one, reported, lastMadeOn: reported > 0 ? one.lastMadeOn : null }
      })
      const sent = sentOf('1954-06', known, { today, dueDay })
      const isWhole = sent.reported >= sent.expected
      if (sent.expected === 0) assert.equal(sent.state, all.length > 0 ? 'none-due' : 'no-plan')
      else if (isWhole) assert.equal(sent.state, sent.lateSince ? 'late' : 'reported')
      else if (today < endOfMonth('1954-06')) assert.ok(['ahead', 'partly'].includes(sent.state))
      else if (today <= reportDueOn('1954-06', dueDay)) assert.ok(['waiting', 'partly'].includes(sent.state))
      if (!isWhole && !sent.lateSince) assert.ok(today <= sent.dueOn)
      if (isWhole) assert.deepEqual(sentOf('1954-06', known, { today: addDays(today, 30), dueDay }), sent)
    }),
  )
})
