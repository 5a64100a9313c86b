import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { countedInFindings } from './counted-in.ts'
import { indicatorFindings, shareFindings } from './findings.ts'
import { type IndicatorEntry, kindOf, thousandths } from './rules.ts'

const names = { zh: '名称', en: 'name' }
const entry: IndicatorEntry = {
  names,
  definition: names,
  unit: 'points',
  numeratorId: null,
  denominatorId: null,
  cumulative: false,
  byTrade: false,
  byForm: false,
  needsAction: false,
  counts: null,
}
const units = [
  { id: 'points', code: 'points', names, scale: 1, scaledNames: null, isShare: true, retiredOn: null },
]
const cut = { unit: 'points', byTrade: false, byForm: false, cumulative: false }
const others = [
  { ...cut, id: 'good', kind: 'additive', isSummed: true },
  { ...cut, id: 'stock', kind: 'average', isSummed: true },
  { ...cut, id: 'rate', kind: 'ratio', isSummed: false },
  { ...cut, id: 'humidity', kind: 'additive', isSummed: false },
  { ...cut, id: 'index', kind: 'formula', isSummed: false },
  { ...cut, id: 'standing', kind: 'additive', isSummed: true, cumulative: true },
  { ...cut, id: 'by-trade', kind: 'additive', isSummed: true, byTrade: true },
] as const
const term = (indicatorId: string, weight = 0.5) => ({ indicatorId, weight })

const part = (indicatorId: string) => ({ indicatorId, way: 'comes' as const })
const standing = (...ids: string[]) => ({ cumulative: true, balance: ids.map(part) })

test('what an average, a formula and a closing account may be', () => {
  const table: [string, Partial<IndicatorEntry>, string[]][] = [
    ['a ratio and a quantity', { terms: [term('rate', 0.4), term('good', -0.125)] }, []],
    ['nothing', { terms: [] }, ['/terms count']],
    ['too much', { terms: Array.from({ length: 11 }, () => term('good')) }, ['/terms count']],
    ['what is not there', { terms: [term('none')] }, ['/terms/0/indicatorId unknown']],
    ['a share that is not added up', { terms: [term('humidity')] }, ['/terms/0/indicatorId unknown']],
    ['another formula', { terms: [term('good'), term('index')] }, ['/terms/1/indicatorId unknown']],
    ['the same twice', { terms: [term('good'), term('good')] }, ['/terms/1/indicatorId twice']],
    ['no weight', { terms: [term('good', 0)] }, ['/terms/0/weight weight']],
    ['four places', { terms: [term('good', 0.1234)] }, ['/terms/0/weight weight']],
    ['too heavy', { terms: [term('good', 1000.001)] }, ['/terms/0/weight weight']],
    ['a ratio too', { terms: [term('good')], numeratorId: 'good', denominatorId: 'rate' }, ['/terms ratio']],
    ['months and terms', { terms: [term('good')], averaged: true }, ['/averaged other']],
    ['an average', { averaged: true }, []],
    ['an average that stands', { averaged: true, cumulative: true }, ['/averaged other']],
    ['an average of those who left', { averaged: true, counts: 'left' }, ['/cumulative left']],
    ['a ratio of averages', { numeratorId: 'stock', denominatorId: 'good' }, ['/numeratorId unknown']],
    ['an average in a formula', { terms: [term('stock')] }, []],
    ['an account', { cumulative: true, balance: [part('good')] }, []],
    ['an account of what does not stand', { balance: [part('good')] }, ['/balance stands']],
    ['an account of what stands', standing('standing'), ['/balance/0/indicatorId unknown']],
    ['an account of a mean', standing('stock'), ['/balance/0/indicatorId unknown']],
    ['an account by another cut', standing('by-trade'), ['/balance/0/indicatorId cut']],
    ['the same in it twice', standing('good', 'good'), ['/balance/1/indicatorId twice']],
    ['people', { terms: [term('good')], counts: 'members' }, ['/counts reckoned']],
    ['a period', { terms: [term('good')], countedIn: 'whole' }, ['/countedIn reckoned']],
  ]
  for (const [what, change, expected] of table) {
    const changed = { ...entry, ...change, code: 'new', id: 'index' }
    const found = [...indicatorFindings(changed, units, others), ...countedInFindings(changed)]
    const told = found.map(({ pointer, code }) => `${pointer} ${code}`)
    assert.deepEqual(
      told.filter((one) => !one.startsWith('/denominatorId')),
      expected,
      what,
    )
  }
})

test('a formula is in any unit, a quantity in none of shares', () => {
  const formula = { ...entry, terms: [term('good')] }
  assert.equal(kindOf(formula), 'formula')
  assert.deepEqual(shareFindings(formula, units), [])
  assert.equal(shareFindings(entry, units).length, 1)
  assert.equal(shareFindings({ ...entry, averaged: true }, units).length, 1)
})

test('a weight of up to three decimal places is kept whole', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), (whole) => {
      const weight = Number(`${whole}e-3`)
      assert.equal(thousandths(weight), whole)
      assert.equal(thousandths(weight + 0.0004), null)
    }),
  )
})
