import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { closingFindings, commitmentFindings, mostOpen } from '../commitments/rules.ts'
import { changesBetween, type LineFigures, postingsOf, type StandingReport } from './figures.ts'
import { bandOf, type Known, lineRule, looksOf, type ReportEntry, reportFindings } from './rules.ts'

const nothing = { zh: '', en: '' }
const months = ['1954-01', '1954-02', '1954-03', '1954-04', '1954-05', '1954-06']
const line: Known['line'] = {
  unit: 'persons',
  code: 'members',
  stands: true,
  counts: 'members',
  frequency: 'month',
  baseline: 120,
  phasing: { '1954-01': 120, '1954-02': 120, '1954-03': 130, '1954-04': 145, '1954-05': 156, '1954-06': 168 },
}
const known: Known = {
  line,
  period: { fromOn: '1954-01-01', toOn: '1954-07-01', yearFrom: 1, state: 'open' },
  today: '1954-07-10',
  before: { '1954-03': 131, '1954-04': 151 },
}
const entry: ReportEntry = {
  month: '1954-05',
  asOf: '1954-05-31',
  value: 160,
  unit: 'persons',
  leftReasons: [],
  dormant: null,
  source: 'ledger',
  sourceNote: nothing,
  cause: nothing,
  help: nothing,
  supersedesId: null,
  reason: null,
}
const codes = (changed: Partial<ReportEntry>, about: Partial<Known> = {}) =>
  reportFindings({ ...entry, ...changed }, { ...known, ...about }).map((one) => `${one.pointer} ${one.code}`)

test('a figure is refused by field and reason', () => {
  const cases: [string, Partial<ReportEntry>, Partial<Known>, string[]][] = [
    ['good', {}, {}, []],
    ['closed period', {}, { period: { ...known.period, state: 'closed' } }, ['/month closed']],
    [
      'a month outside',
      { month: '1954-07', asOf: '1954-07-05' },
      {},
      ['/month outside-period', '/asOf outside-period'],
    ],
    [
      'before the period',
      { month: '1953-12', asOf: '1953-12-31' },
      {},
      ['/month outside-period', '/asOf outside-period'],
    ],
    ['another month', { asOf: '1954-04-30' }, {}, ['/asOf other-month']],
    ['no such day', { asOf: '1954-05-32' }, {}, ['/asOf date']],
    ['in the future', { month: '1954-06', asOf: '1954-06-30' }, { today: '1954-06-29' }, ['/asOf future']],
    ['another unit', { unit: 'count' }, {}, ['/unit unit']],
    ['no source', { source: '' as never }, {}, ['/source required']],
    ['negative', { value: -1 }, {}, ['/value negative']],
    ['half a person', { value: 12.5 }, {}, ['/value not-whole']],
    ['a silent fall', { value: 150 }, {}, ['/cause fell']],
    ['a fall with its cause', { value: 150, cause: { zh: '有人退组', en: '' } }, {}, []],
    [
      'reasons where nobody can leave',
      { leftReasons: [{ reason: 'illness', count: 1 }] },
      {},
      ['/leftReasons not-asked'],
    ],
    ['dormant members', { dormant: 1 }, {}, ['/dormant not-asked']],
    ['a correction without a reason', { supersedesId: 'x', reason: nothing }, {}, ['/reason required']],
  ]
  for (const [what, changed, about, expected] of cases)
    assert.deepEqual(codes(changed, about), expected, what)
})

test('what is averaged over the months does not fall silently either', () => {
  const { unit, code, counts, frequency, ...rest } = line
  const averaged = { unit, code, counts, frequency, cumulative: false, kind: 'average' as const }
  assert.deepEqual(codes({ value: 150 }, { line: lineRule({ ...rest, indicator: averaged }) }), [
    '/cause fell',
  ])
  const flow = { ...averaged, kind: 'additive' as const }
  assert.deepEqual(codes({ value: 150 }, { line: lineRule({ ...rest, indicator: flow }) }), [])
})

test('those who left are reported with their reasons, units with those that lie dormant', () => {
  const left = { line: { ...line, counts: 'left' as const, stands: false } }
  assert.deepEqual(codes({ value: 3 }, left), ['/leftReasons sum'])
  const two = {
    leftReasons: [
      { reason: 'other_trade' as const, count: 2 },
      { reason: 'moved_away' as const, count: 1 },
    ],
  }
  assert.deepEqual(codes({ value: 3, ...two }, left), [])
  assert.deepEqual(codes({ value: 2, ...two }, left), ['/leftReasons sum'])
  const units = {
    line: { ...line, unit: 'count' as const, code: 'organisations', counts: 'organisations' as const },
    before: {},
  }
  assert.deepEqual(codes({ unit: 'count', value: 4 }, units), ['/dormant required'])
  assert.deepEqual(codes({ unit: 'count', value: 4, dormant: 5 }, units), ['/dormant more-than-all'])
  assert.deepEqual(codes({ unit: 'count', value: 4, dormant: 1 }, units), [])
  assert.deepEqual(codes({ unit: 'count', value: 5e9, dormant: 4e9 }, units), ['/dormant too-large'])
})

test('what looks unusual is pointed out and nothing more', () => {
  assert.deepEqual(bandOf(line, '1954-05'), { low: 148, high: 164 })
  const looks = (value: number) =>
    looksOf({ month: '1954-05', value }, known).map((one) => `${one.code} ${one.params.n ?? ''}`)
  assert.deepEqual(looks(160), [])
  assert.deepEqual(looks(168), ['above 4'])
  assert.deepEqual(looks(140), ['below 8'])
  assert.deepEqual(looks(151), ['same '])
  assert.deepEqual(looks(200), ['above 36', 'round '])
  assert.deepEqual(codes({ value: 200 }), [])
})

test('a commitment is due after the class, names occasion and step, and there are at most five', () => {
  const good = {
    ifText: { zh: '如果到货', en: '' },
    thenText: { zh: '我就开会', en: '' },
    dueOn: '1954-04-01',
  }
  const about = { classEndsOn: '1954-03-10', open: 0 }
  const codesOf = (changed: object, open = 0) =>
    commitmentFindings({ ...good, ...changed }, { ...about, open }).map((one) => one.pointer)
  assert.deepEqual(codesOf({}), [])
  assert.deepEqual(codesOf({ dueOn: '1954-03-10' }), ['/dueOn'])
  assert.deepEqual(codesOf({ ifText: nothing, thenText: { zh: ' ', en: '' } }), ['/ifText', '/thenText'])
  assert.deepEqual(codesOf({}, mostOpen), ['/personId'])
  assert.deepEqual(closingFindings({ state: 'done', reason: null }), [])
  assert.equal(closingFindings({ state: 'dropped', reason: nothing })[0].pointer, '/reason')
})

// What reports add to the totals

const state = fc.constantFrom('reported' as const, 'verified' as const, 'disputed' as const)
const amount = fc.integer({ min: 0, max: 5000 })
const reports = fc.uniqueArray(fc.constantFrom(...months), { maxLength: 6 }).chain((chosen) =>
  fc.tuple(
    ...chosen.map((month) =>
      fc.record({
        month: fc.constant(month),
        value: fc.integer({ min: 0, max: 10_000 }),
        baseline: fc.integer({ min: 0, max: 10_000 }),
        state,
        dormant: fc.option(fc.integer({ min: 0, max: 50 })),
        parts: fc.record({ women: amount, men: amount, young: amount }, { requiredKeys: [] }),
      }),
    ),
  ),
) as fc.Arbitrary<StandingReport[]>
const lineFigures = (cumulative: boolean): LineFigures => ({
  placeId: 'p',
  bordersOn: '1954-06-30',
  periodId: 'h1',
  indicatorId: 'i',
  tradeId: null,
  form: null,
  cumulative,
})

/** What somebody who adds by hand comes to. */
function figureAsOf(
  line: Pick<LineFigures, 'cumulative'>,
  reports: readonly StandingReport[],
  month: string,
): number | null {
  const known = reports.filter((report) => report.month <= month).sort((a, b) => (a.month < b.month ? -1 : 1))
  if (known.length === 0) return null
  return line.cumulative
    ? (known.at(-1)?.value ?? null)
    : known.reduce((sum, report) => sum + report.value, 0)
}

test('the sum of what was posted up to a month is the figure as of the month, of stocks and of flows', () => {
  fc.assert(
    fc.property(fc.boolean(), reports, fc.constantFrom(...months), (cumulative, all, month) => {
      const every = [...postingsOf(lineFigures(cumulative), all).values()].filter(
        (one) => (one.month ?? '') <= month,
      )
      const posted = every.filter(({ indicatorId }) => indicatorId === 'i')
      const actual = posted.filter((one) => one.measure === 'actual' && one.status !== 'dormant')
      const sum = actual.reduce((n, one) => n + one.amount, 0)
      assert.equal(sum, figureAsOf({ cumulative }, all, month) ?? 0)
      // Of parts the same: of a stock what the latest report says of them, if it says anything.
      const upTo = all.filter((one) => one.month <= month)
      for (const part of ['women', 'men', 'young']) {
        const own = every.filter((one) => one.indicatorId === part)
        const sum = (measure: string) =>
          own.filter((one) => one.measure === measure).reduce((n, { amount }) => n + amount, 0)
        const said = upTo.map((one) => ({ ...one, value: (one.parts as Record<string, number>)[part] ?? 0 }))
        assert.equal(sum('actual'), figureAsOf({ cumulative }, said, month) ?? 0)
        assert.equal(sum('reports'), upTo.filter(({ parts }) => part in parts).length)
      }
      const latest = all.filter((one) => one.month <= month).sort((a, b) => (a.month < b.month ? 1 : -1))[0]
      const dormant = posted.filter((one) => one.status === 'dormant').reduce((n, one) => n + one.amount, 0)
      assert.equal(dormant, latest?.dormant ?? 0)
      if (!cumulative) return
      // Of a stock each status alone is true too: the whole figure stands under the state of the latest report.
      for (const status of ['reported', 'verified', 'disputed'] as const) {
        const under = actual.filter((one) => one.status === status).reduce((n, one) => n + one.amount, 0)
        assert.equal(under, latest?.state === status ? latest.value : 0)
      }
    }),
  )
})

test('whatever is added, corrected or verified in between, posting the differences ends where the rows end', () => {
  fc.assert(
    fc.property(fc.boolean(), fc.array(reports, { maxLength: 6 }), (cumulative, course) => {
      const totals = new Map<string, number>()
      let before: StandingReport[] = []
      for (const after of course) {
        for (const { indicatorId, measure, status, month, amount } of changesBetween(
          lineFigures(cumulative),
          before,
          after,
        )) {
          const key = `${indicatorId} ${measure} ${status} ${month}`
          totals.set(key, (totals.get(key) ?? 0) + amount)
        }
        before = after
      }
      const expected = new Map(
        [...postingsOf(lineFigures(cumulative), before).values()].map((one) => [
          `${one.indicatorId} ${one.measure} ${one.status} ${one.month}`,
          one.amount,
        ]),
      )
      for (const [key, amount] of totals) assert.equal(amount, expected.get(key) ?? 0, key)
    }),
  )
})
