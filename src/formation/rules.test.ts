import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, type Day } from '../base/dates.ts'
import {
  correctionFindings,
  differing,
  type Held,
  heldFindings,
  leavingFindings,
  openFindings,
  type Terms,
  termsFindings,
  type UnitRule,
  yearBefore,
} from './rules.ts'

const today = '1954-07-10'
const terms: Terms = {
  party: 'person',
  joinedOn: '1954-02-01',
  leftOn: null,
  leftReason: null,
  consentOn: '1954-01-28',
  consentHow: 'signed',
  note: '',
}
const unit: UnitRule = { status: 'active', owned: [{ fromOn: '1953-05-01', toOn: 'infinity' }] }
const codes = (found: { pointer: string; code: string }[]) => found.map((one) => `${one.pointer} ${one.code}`)

test('what a membership may say, by itself', () => {
  const table: [Partial<Terms>, Partial<UnitRule>, string[]][] = [
    [{}, {}, []],
    // Consent on the day of joining is consent before it.
    [{ consentOn: '1954-02-01' }, {}, []],
    [{ consentOn: '1954-02-02' }, {}, ['/consentOn after-joining']],
    [{ joinedOn: '1954-07-10' }, {}, []],
    [{ joinedOn: '1954-07-11' }, {}, ['/joinedOn future']],
    [{ joinedOn: '1953-05-01', consentOn: '1953-05-01' }, {}, []],
    [{ joinedOn: '1953-04-30', consentOn: '1953-04-30' }, {}, ['/joinedOn unit']],
    [{ leftOn: '1954-02-01' }, {}, []],
    [{ leftOn: '1954-01-31' }, {}, ['/leftOn order']],
    // Leaving may be known before it comes, and is never refused for it.
    [{ leftOn: '1955-01-01' }, {}, []],
    [{}, { owned: [] }, ['/organisationId no-members']],
    [{}, { owned: [{ fromOn: '1953-05-01', toOn: '1954-02-01' }] }, ['/joinedOn unit']],
    // From one form that members own into the next: one unit, and one membership.
    [
      {},
      {
        owned: [
          { fromOn: '-infinity', toOn: '1954-02-01' },
          { fromOn: '1954-02-01', toOn: 'infinity' },
        ],
      },
      [],
    ],
  ]
  for (const [change, of, expected] of table)
    assert.deepEqual(codes(termsFindings({ ...terms, ...change }, { ...unit, ...of }, today)), expected)
})

test('a unit that is no more takes in nobody, but who was a member of it can be entered', () => {
  for (const status of ['merged', 'dissolved'] as const) {
    assert.deepEqual(codes(openFindings(terms, { ...unit, status })), ['/organisationId closed'])
    assert.deepEqual(openFindings({ ...terms, leftOn: '1954-03-01' }, { ...unit, status }), [])
  }
  for (const status of ['preparing', 'active', 'dormant'] as const)
    assert.deepEqual(openFindings(terms, { ...unit, status }), [])
})

const day = fc.integer({ min: 0, max: 400 }).map((n) => addDays('1953-01-01', n))
const held = fc.tuple(day, fc.option(fc.integer({ min: 0, max: 200 }))).map(([fromOn, days]) => ({
  fromOn,
  toOn: days === null ? 'infinity' : addDays(fromOn, days),
}))
const covers = (span: { fromOn: Day; toOn: Day }, on: Day) => span.fromOn <= on && on < span.toOn

test('of one unit nobody is a member twice on one day; of two only where that is meant', () => {
  fc.assert(
    fc.property(held, fc.array(held), fc.array(held), fc.boolean(), (own, here, spans, meant) => {
      const elsewhere: Held[] = spans.map((span) => ({ ...span, unit: { zh: '社', en: 'Unit' } }))
      const entry = { ...terms, joinedOn: own.fromOn, leftOn: own.toOn === 'infinity' ? null : own.toOn }
      const found = codes(heldFindings(entry, here, elsewhere, meant))
      const days = Array.from({ length: 700 }, (_, n) => addDays('1953-01-01', n))
      const isTwice = days.some((on) => covers(own, on) && here.some((one) => covers(one, on)))
      const isDouble = days.some((on) => covers(own, on) && elsewhere.some((one) => covers(one, on)))
      // One who joined and left on one day was a member on none.
      if (isTwice) assert.deepEqual(found, ['/personId member'])
      if (!isTwice && isDouble && !meant && !found.includes('/personId member'))
        assert.deepEqual(found, ['/overlapMeant overlap'])
      if (meant) assert.ok(!found.includes('/overlapMeant overlap'))
    }),
  )
})

test('a unit that the reader may not see is not named in the question', () => {
  const span = { fromOn: '1954-01-01', toOn: 'infinity' }
  const [named] = heldFindings(terms, [], [{ ...span, unit: { zh: '针织社', en: 'Knitters' } }], false)
  assert.deepEqual(named.params, { name: { zh: '针织社', en: 'Knitters' } })
  const [silent] = heldFindings(terms, [], [{ ...span, unit: null }], false)
  assert.deepEqual([silent.code, silent.params], ['overlap', undefined])
})

test('leaving is possible on every day from joining on, and on none before', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: -300, max: 3000 }), (joinedOn, n) => {
      const found = leavingFindings({ leftOn: addDays(joinedOn, n) }, { joinedOn })
      assert.equal(found.length === 0, n >= 0)
    }),
  )
})

test('a correction changes something and says why', () => {
  const table: [Partial<Terms>, string, string[]][] = [
    [{ joinedOn: '1954-02-03' }, 'misread', []],
    [{ joinedOn: '1954-02-03' }, ' ', ['/reason required']],
    [{}, 'misread', [' unchanged']],
  ]
  for (const [change, reason, expected] of table)
    assert.deepEqual(codes(correctionFindings(terms, { ...terms, ...change }, reason)), expected)
  assert.deepEqual(differing(terms, { ...terms, note: 'x', leftOn: '1954-05-01', leftReason: 'other' }), [
    'leftOn',
    'leftReason',
    'note',
  ])
})

test('a year before', () => {
  for (const [on, before] of [
    ['1954-07-10', '1953-07-10'],
    ['1956-02-29', '1955-02-28'],
    ['0001-01-01', '0001-01-01'],
  ])
    assert.equal(yearBefore(on), before)
})
