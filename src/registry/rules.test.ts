// The registry's pure rules: how a dated tree flattens, and who may hold a post when.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays } from '../base/dates.ts'
import { appointmentFindings, endFindings, postFits, stateOn } from './appointments/rules.ts'
import { mayStandUnder } from './levels/rules.ts'
import { formFindings } from './organisations/rules.ts'
import { mergeFindings, type PathStretch, pathsThrough } from './places/rules.ts'

const always = { fromOn: '-infinity', toOn: 'infinity' }

test('a place that changed its parent has one path before the day and another from it on', () => {
  const above: Record<string, PathStretch[]> = {
    xuchang: [{ ...always, path: ['nation', 'henan', 'xuchang'] }],
    luoyang: [{ ...always, path: ['nation', 'henan', 'luoyang'] }],
  }
  const paths = pathsThrough(
    'linru',
    [
      { fromOn: '-infinity', toOn: '1954-09-04', parentId: 'xuchang' },
      { fromOn: '1954-09-04', toOn: 'infinity', parentId: 'luoyang' },
    ],
    (parentId) => above[parentId],
  )
  assert.deepEqual(
    paths.map(({ fromOn, path }) => [fromOn, path.at(-2)]),
    [
      ['-infinity', 'xuchang'],
      ['1954-09-04', 'luoyang'],
    ],
  )
})

const day = fc.integer({ min: 0, max: 2000 }).map((n) => addDays('1950-01-01', n))

test('paths never overlap and hold exactly where the parent and the parent’s path hold', () => {
  const cuts = fc.uniqueArray(day, { minLength: 1, maxLength: 5 }).map((days) => [...days].sort())
  const stretches = (days: string[]) =>
    ['-infinity', ...days].map((fromOn, at) => ({ fromOn, toOn: days[at] ?? 'infinity' }))
  fc.assert(
    fc.property(cuts, cuts, day, (own, upper, on) => {
      const parents = stretches(own).map((one, at) => ({ ...one, parentId: `p${at % 2}` }))
      const pathsOf = (id: string) => stretches(upper).map((one, at) => ({ ...one, path: [`g${at}`, id] }))
      const found = pathsThrough('c', parents, pathsOf).filter((one) => one.fromOn <= on && on < one.toOn)
      assert.equal(found.length, 1)
      const parent = parents.find((one) => one.fromOn <= on && on < one.toOn)
      const above = pathsOf(parent?.parentId ?? '').find((one) => one.fromOn <= on && on < one.toOn)
      assert.deepEqual(found[0].path, [...(above?.path ?? []), 'c'])
    }),
  )
})

const post = { forms: ['production_group'], single_seat: true }
const names = { zh: '王', en: 'Wang' }
const entry = { personId: 'a', fromOn: '1954-03-01', toOn: null }
const codes = (findings: { code: string }[]) => findings.map((one) => one.code)

test('an appointment is refused with its reason', () => {
  const check = (changes: object, holders: object[] = [], others: object[] = []) =>
    codes(
      appointmentFindings(
        { ...entry, ...changes },
        post,
        'production_group',
        holders as never,
        others as never,
      ),
    )
  assert.deepEqual(check({}), [])
  assert.deepEqual(check({ fromOn: '1954-02-30' }), ['date'])
  assert.deepEqual(check({ toOn: '1954-03-01' }), ['order'])
  const held = { names, fromOn: '1953-01-01', toOn: 'infinity' }
  assert.deepEqual(check({}, [{ ...held, personId: 'b' }]), ['taken'])
  assert.deepEqual(check({}, [{ ...held, personId: 'b', toOn: '1954-03-01' }]), [])
  assert.deepEqual(check({}, [{ ...held, personId: 'a' }]), ['held'])
  assert.deepEqual(check({}, [], [held]), ['overlap'])
  assert.deepEqual(check({ overlapMeant: true }, [], [held]), [])
  assert.deepEqual(codes(appointmentFindings(entry, post, 'office', [], [])), ['form'])
})

test('whatever is let through, a single-seat post has at most one holder on any day', () => {
  const wish = fc.record({
    personId: fc.constantFrom('a', 'b', 'c'),
    fromOn: day,
    length: fc.integer({ min: 1, max: 400 }),
  })
  fc.assert(
    fc.property(fc.array(wish, { maxLength: 12 }), day, (wishes, on) => {
      const held: { personId: string; names: typeof names; fromOn: string; toOn: string }[] = []
      for (const { personId, fromOn, length } of wishes) {
        const toOn = addDays(fromOn, length)
        const asked = { personId, fromOn, toOn, overlapMeant: true }
        if (appointmentFindings(asked, post, 'production_group', held, []).length === 0) {
          held.push({ personId, names, fromOn, toOn })
        }
      }
      assert.ok(held.filter((one) => one.fromOn <= on && on < one.toOn).length <= 1)
    }),
  )
})

test('an appointment ends after it began, not later than it did, and goes to somebody else', () => {
  const held = { fromOn: '1953-05-01', toOn: '1954-05-01', personId: 'a' }
  assert.deepEqual(codes(endFindings({ onDay: '1954-03-01' }, held, { id: 'b' })), [])
  assert.deepEqual(codes(endFindings({ onDay: '1953-05-01' }, held, null)), ['order'])
  assert.deepEqual(codes(endFindings({ onDay: '1954-06-01' }, held, null)), ['ended'])
  assert.deepEqual(codes(endFindings({ onDay: '1954-03-01' }, held, { id: 'a' })), ['itself'])
})

test('a new form is another one, later than the last, of a unit that lives', () => {
  const now = { form: 'production_group', fromOn: '1952-10-01', status: 'active' } as const
  const change = { form: 'production_cooperative', fromOn: '1954-01-12', names: null } as const
  assert.deepEqual(codes(formFindings(change, now, '1954-07-10')), [])
  assert.deepEqual(codes(formFindings({ ...change, form: 'production_group' }, now, '1954-07-10')), [
    'unchanged',
  ])
  assert.deepEqual(codes(formFindings({ ...change, fromOn: '1952-10-01' }, now, '1954-07-10')), ['order'])
  assert.deepEqual(codes(formFindings({ ...change, fromOn: '1954-08-01' }, now, '1954-07-10')), ['future'])
  assert.deepEqual(codes(formFindings(change, { ...now, status: 'merged' }, '1954-07-10')), ['closed'])
})

test('places merge into another of their level, on a day that both stood and that has come', () => {
  const place = { id: 'w', level: 'county' } as const
  const into = { id: 'c', level: 'county' } as const
  const paths = { from: ['n', 'w'], to: ['n', 'c'] }
  let endedOn: string | null = null
  const check = (changes: object, other: object = into, at = paths) =>
    codes(
      mergeFindings(
        { onDay: '1954-06-21', ...changes },
        { ...place, endedOn },
        other as never,
        at,
        '1954-07-10',
      ),
    )
  assert.deepEqual(check({}), [])
  assert.deepEqual(check({ onDay: '1954-09-04' }), ['future'])
  assert.deepEqual(check({}, place), ['itself'])
  assert.deepEqual(check({}, { id: 'd', level: 'district' }), ['level'])
  assert.deepEqual(check({}, into, { from: [], to: [] }), ['no-place', 'no-place'])
  endedOn = '1954-06-30'
  assert.deepEqual(check({}), ['ended'])
  const levels = ['nation', 'province', 'district', 'county', 'township'].map((code) => ({ code }))
  assert.ok(mayStandUnder(levels, 'county', 'district'))
  assert.ok(!mayStandUnder(levels, 'district', 'county'))
})

test('a post fits the forms it is entered for; a day lies before, in or after a stretch', () => {
  const director = { forms: ['production_cooperative', 'supply_marketing_production_cooperative'] }
  assert.ok(postFits(director, 'supply_marketing_production_cooperative'))
  assert.ok(!postFits(director, 'production_group'))
  const span = { fromOn: '1954-01-01', toOn: '1954-02-01' }
  assert.equal(stateOn('1953-12-31', span), 'ahead')
  assert.equal(stateOn('1954-01-01', span), 'now')
  assert.equal(stateOn('1954-02-01', span), 'before')
})
