import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressOf } from './api.ts'
import { pointerOf, withValue } from './draft.ts'
import { readNumber } from './numbers.ts'
import { Refusal, type RefusalKind, readRefusal, sortErrors, verdictOf } from './refusal.ts'

const error = (pointer: string, detail = pointer) => ({ pointer, code: 'x', detail })

test('an error goes to its field, else to the nearest field above, else to nobody', () => {
  const errors = [
    error('/seats'),
    error('/names/zh'),
    error('/lines/3/target'),
    error('/elsewhere'),
    error(''),
  ]
  const { byField, others } = sortErrors(errors, ['/seats', '/names', '/lines/3/target'])
  assert.deepEqual([...byField.keys()], ['/seats', '/names', '/lines/3/target'])
  assert.deepEqual(
    others.map((e) => e.pointer),
    ['/elsewhere', ''],
  )
})

test('a field whose pointer only begins alike gets nothing', () => {
  assert.equal(sortErrors([error('/seatsLeft')], ['/seats']).others.length, 1)
})

test('several reasons at one field are all kept', () => {
  assert.deepEqual(sortErrors([error('/a', '1'), error('/a', '2')], ['/a']).byField.get('/a'), ['1', '2'])
})

test('a problem document becomes a refusal, its kind taken from its type', () => {
  const body = { type: '/problems/wrong-stage', title: 'Not now', status: 409, stage: 'plan approved' }
  const refusal = readRefusal(409, body)
  assert.equal(refusal?.kind, 'wrong-stage')
  assert.equal(refusal?.stage, 'plan approved')
  assert.deepEqual(refusal?.errors, [])
})

test('what is no problem document is not taken for one', () => {
  for (const body of [undefined, null, 'text', {}, { type: '/problems/stale' }])
    assert.equal(readRefusal(500, body), undefined)
})

test('addresses carry params and query, and leave out what is empty', () => {
  assert.equal(
    addressOf('/api/plans/:planId/lines', {
      params: { planId: 'a b' },
      query: { from: '1954-01-01', text: '', all: false, none: undefined },
    }),
    '/api/plans/a%20b/lines?from=1954-01-01&all=false',
  )
  assert.equal(addressOf('/api/me'), '/api/me')
})

test('numbers are read as people type them', () => {
  const cases: [string, number | null | undefined, number | null | undefined][] = [
    // typed, where tenths stand after a point, where they stand after a comma
    ['1250', 1250, 1250],
    ['1,250', 1250, 1.25],
    ['1.250', 1.25, 1250],
    ['6.307', 6.307, 6307],
    ['45,75', 45.75, 45.75],
    ['50.5', 50.5, 50.5],
    ['10,5', 10.5, 10.5],
    ['5.100,5', 5100.5, 5100.5],
    ['5,100.5', 5100.5, 5100.5],
    ['1.250.000', 1_250_000, 1_250_000],
    ['1,250,000', 1_250_000, 1_250_000],
    ['0.125', 0.125, 0.125],
    ['1234.567', 1234.567, 1234.567],
    ['1 250', 1250, 1250],
    ['1\u202f250', 1250, 1250],
    ['１２５０', 1250, 1250],
    ['－3。5', -3.5, -3.5],
    ['−4', -4, -4],
    ['１２５０。５', 1250.5, 1250.5],
    ['1 250\n', 1250, 1250],
    ['1\u00a0250\u00a0000', 1_250_000, 1_250_000],
    ["1'250", 1250, 1250],
    ['1’250’000', 1_250_000, 1_250_000],
    ['1 250,5', 1250.5, 1250.5],
    ['1 250.500', 1250.5, undefined],
    ['1 250,500', undefined, 1250.5],
    ['5,', 5, 5],
    ['.5', 0.5, 0.5],
    [' ', null, null],
    ['', null, null],
    ['12a', undefined, undefined],
    ['1.2.3', undefined, undefined],
    ['1,25,000', undefined, undefined],
    ['1.250,000.5', undefined, undefined],
    ['1,250.000,5', undefined, undefined],
    // Two figures are never one.
    ['3 5', undefined, undefined],
    ['1 2', undefined, undefined],
    ['12 13', undefined, undefined],
    ['1200 130', undefined, undefined],
    ['012 130', undefined, undefined],
    ['1 250 3', undefined, undefined],
    ["1 250'000", undefined, undefined],
    ["10'5", undefined, undefined],
    ['120\t130', undefined, undefined],
    ['120\n130', undefined, undefined],
    ['120 / 130', undefined, undefined],
    ['120  130', undefined, undefined],
    ['3、5', undefined, undefined],
    ['3、500', undefined, undefined],
    ['10²', undefined, undefined],
    ['①', undefined, undefined],
    ['3万', undefined, undefined],
    ['2-3', undefined, undefined],
    ['- 5', undefined, undefined],
    ['5e3', undefined, undefined],
    ['9007199254740993', undefined, undefined],
    ['-', undefined, undefined],
    [',', undefined, undefined],
  ]
  for (const [text, afterPoint, afterComma] of cases) {
    assert.equal(readNumber(text, '.'), afterPoint, `${text} with a point`)
    assert.equal(readNumber(text, ','), afterComma, `${text} with a comma`)
  }
})

test('one place of a draft changes, the rest is shared, lists stay lists', () => {
  const before = { names: { zh: '甲', en: 'a' }, lines: [{ target: 1 }, { target: 2 }] }
  const after = withValue(before, ['lines', 1, 'target'], 5)
  assert.deepEqual(after, { names: { zh: '甲', en: 'a' }, lines: [{ target: 1 }, { target: 5 }] })
  assert.equal(before.lines[1].target, 2)
  assert.ok(Array.isArray(after.lines))
  assert.equal(after.names, before.names)
  assert.equal(pointerOf(['lines', 1, 'a/b~c']), '/lines/1/a~1b~0c')
})

test('only what the server looked at and does not want is refused; everything else stays on the device', () => {
  const verdicts: Record<RefusalKind, ReturnType<typeof verdictOf>> = {
    malformed: 'refused',
    'sign-in': 'sign in',
    'not-permitted': 'refused',
    'not-found': 'refused',
    stale: 'refused',
    'wrong-stage': 'refused',
    'different-content': 'refused',
    'too-large': 'refused',
    invalid: 'refused',
    'slow-down': 'later',
    unexpected: 'later',
    unavailable: 'later',
  }
  for (const [kind, verdict] of Object.entries(verdicts))
    assert.equal(verdictOf(new Refusal({ kind: kind as RefusalKind, status: 0, title: kind })), verdict, kind)
})
