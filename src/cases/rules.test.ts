// The rules of cases: dates, what a case must show, what it needs before others see it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  type CaseDraft,
  type CaseRecord,
  draftFindings,
  evidenceLevels,
  isLikeSize,
  isSameResult,
  publishFindings,
  type ResultDraft,
  submitFindings,
} from './rules.ts'

const said = (en: string) => ({ zh: '', en })
const result: ResultDraft = {
  id: 'r',
  indicator: said('Income'),
  unit: said('old yuan'),
  beforeValue: 180000,
  beforeSaid: '1953-04',
  afterValue: 260000,
  afterSaid: '1953-12',
  lessIsBetter: false,
  source: said('Pay book'),
}
const blank = said('')
const record: CaseRecord = {
  summary: said('What they did.'),
  conditions: { tools: blank, capital: blank, debts: blank, materials: blank, orders: blank },
  problem: said('No sheet.'),
  decisions: [],
  objections: [],
  rules: { entry: blank, valuation: blank, pay: blank, surplus: blank, meetings: blank },
  arrangements: blank,
  costs: blank,
  wentWrong: said('Buckets leaked.'),
  necessary: blank,
  notWhere: said('Where sheet is plentiful.'),
  advice: blank,
}
const draft: CaseDraft = {
  formBefore: 'independent_artisan',
  formAfter: 'production_group',
  fromSaid: '1953-04-late',
  toSaid: '1954-01',
  title: said('Tin'),
  record,
  steps: [
    {
      id: 's',
      onSaid: '1953-05-mid',
      title: said('Buy'),
      who: said('All'),
      what: said('Sheet'),
      clauseIds: [],
    },
  ],
  results: [result],
}
const today = '1954-02-10'
const found = (change: Partial<CaseDraft>) =>
  draftFindings({ ...draft, ...change }, today).map(({ pointer, code }) => `${pointer} ${code}`)

test('a sound draft has no findings', () => assert.deepEqual(found({}), []))

test('each wrong entry is named at its field', () => {
  assert.deepEqual(found({ title: said(' ') }), ['/title missing'])
  assert.deepEqual(found({ fromSaid: '1954-02', toSaid: '1953' }), ['/toSaid order'])
  assert.deepEqual(found({ toSaid: '1954-13' }), ['/toSaid date'])
  assert.deepEqual(found({ toSaid: '1954-03' }), ['/toSaid future'])
  const [step] = draft.steps
  assert.deepEqual(found({ steps: [{ ...step, title: blank, onSaid: '1954-05' }] }), [
    '/steps/0/title missing',
    '/steps/0/onSaid future',
  ])
  assert.deepEqual(found({ steps: [step, step] }), ['/steps/1/id double'])
  assert.deepEqual(found({ results: [{ ...result, afterSaid: '1953-01', source: blank }] }), [
    '/results/0/source missing',
    '/results/0/afterSaid order',
  ])
})

test('a case is handed in only with choices, failure and limits told', () => {
  assert.deepEqual(submitFindings({ record, steps: 1, results: 1 }), [])
  const bare = { ...record, problem: blank, wentWrong: blank, notWhere: blank, summary: blank }
  assert.deepEqual(
    submitFindings({ record: bare, steps: 0, results: 0 }).map((one) => one.pointer),
    ['/record/summary', '/record/problem', '/record/wentWrong', '/record/notWhere', '/steps', '/results'],
  )
})

test('publishing needs consent and a document that was seen, whatever else there is', () => {
  const levels = fc.array(fc.constantFrom(...evidenceLevels), { maxLength: 6 })
  fc.assert(
    fc.property(fc.boolean(), levels, (hasConsent, evidence) => {
      const codes = publishFindings({ hasConsent, evidence }).map((one) => one.code)
      assert.equal(codes.includes('no-consent'), !hasConsent)
      assert.equal(codes.includes('no-evidence'), !evidence.some((level) => level !== 'self_reported'))
    }),
  )
})

test('evidence holds for a figure only while it says the same', () => {
  assert.ok(isSameResult(result, { ...result, lessIsBetter: true }))
  for (const change of [
    { afterValue: 1 },
    { beforeSaid: '1953' },
    { source: said('Hearsay') },
    { unit: said('yuan') },
  ]) {
    assert.ok(!isSameResult(result, { ...result, ...change }))
  }
})

test('a like size is mutual', () => {
  const size = fc.integer({ min: 1, max: 500 })
  fc.assert(fc.property(size, size, (a, b) => isLikeSize(a, b) === isLikeSize(b, a)))
  assert.ok(isLikeSize(12, 20) && !isLikeSize(12, 30))
})
