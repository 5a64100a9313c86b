import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fill } from '../../base/words.ts'
import { confirmedOf, questionsOf, stillAsked } from '../figures/rules.ts'
import type { IndicatorRule } from '../indicators/rules.ts'
import { type Figures, figureCodes, sheetFindings } from '../sheets/rules.ts'
import { type LineInput, type LineSetting, lineFindings, submitFindings } from './rules.ts'

const nothing = { zh: '', en: '' }
const some = { zh: '有据', en: 'for a reason' }
const stock: IndicatorRule = {
  id: 'groups',
  unit: 'count',
  kind: 'additive',
  cumulative: true,
  byTrade: true,
  byForm: true,
  needsAction: true,
  counts: 'organisations',
  frequency: 'month',
}
const money: IndicatorRule = {
  ...stock,
  id: 'output',
  unit: 'CNY-old',
  cumulative: false,
  byForm: false,
  needsAction: false,
  counts: null,
}

const figures = (values: Partial<Record<keyof Figures, number>>): Figures =>
  Object.fromEntries(
    figureCodes(['production_group', 'production_cooperative']).map((code) => [
      code,
      { value: values[code] ?? 0, said: '1954-02', source: some, estimate: false },
    ]),
  ) as Figures
const ironFigures = figures({
  artisans: 100,
  unorganised: 76,
  'units:production_group': 2,
  'members:production_group': 24,
})

const sections = [
  { code: 'develop', retiredOn: null },
  { code: 'consolidate', retiredOn: '1954-02-01' },
]

const setting = (indicator: IndicatorRule | undefined, barsGrowth = false): LineSetting => ({
  lineId: 'mine',
  indicator,
  period: {
    id: 'h1',
    fromOn: '1954-01-01',
    toOn: '1954-04-01',
    bordersOn: '1954-03-31',
    yearFrom: 1,
    state: 'open',
  },
  sheets: [{ tradeId: 'iron', barsGrowth }],
  sections,
  standing: null,
  lines: [
    { id: 'mine', indicatorId: 'groups', tradeId: 'iron', form: 'production_group' },
    { id: 'other', indicatorId: 'groups', tradeId: 'iron', form: 'production_cooperative' },
  ],
  reporters: { places: [], standing: [], isBinding: false, isSummed: true },
  hasPost: (id) => id === 'head',
  hasForm: (code) => code !== 'guild',
})

const good: LineInput = {
  section: 'develop',
  indicatorId: 'groups',
  tradeId: 'iron',
  form: 'production_group',
  unit: 'count',
  baseline: 2,
  target: 4,
  phasing: { '1954-01': 2, '1954-02': 3, '1954-03': 4 },
  ownerPostId: 'head',
  means: nothing,
  risk: nothing,
  note: nothing,
  actions: [],
  citations: [],
}
const output = {
  ...good,
  form: null,
  unit: 'CNY-old',
  baseline: 300,
  target: 330,
  phasing: { '1954-01': 100, '1954-02': 110, '1954-03': 120 },
}

test('a line that keeps every rule is found right', () => {
  assert.deepEqual(lineFindings(good, setting(stock)), [])
  assert.deepEqual(lineFindings(output, setting(money)), [])
  assert.deepEqual(lineFindings({ ...output, target: 110 }, setting({ ...money, kind: 'average' })), [])
})

test('every refusal names the field and the reason', () => {
  const table: [string, Partial<LineInput>, IndicatorRule | undefined, string, string, boolean?][] = [
    ['unknown indicator', {}, undefined, '/indicatorId', 'unknown'],
    ['a ratio is not planned', {}, { ...stock, kind: 'ratio' }, '/indicatorId', 'ratio'],
    ['a formula is not planned', {}, { ...stock, kind: 'formula' }, '/indicatorId', 'formula'],
    [
      'a mean that is not that of the months',
      { ...output, target: 109 },
      { ...money, kind: 'average' },
      '/phasing',
      'mean',
    ],
    ['no trade', { tradeId: null }, stock, '/tradeId', 'missing'],
    ['no condition sheet for the trade', { tradeId: 'wood' }, stock, '/tradeId', 'no-conditions'],
    ['no form', { form: null }, stock, '/form', 'missing'],
    ['a form that plans do not count', { form: 'guild' }, stock, '/form', 'unknown'],
    ['a form where there is none', { ...output, form: 'production_group' }, money, '/form', 'not-by-form'],
    ['a trade where there is none', {}, { ...stock, byTrade: false }, '/tradeId', 'not-by-trade'],
    ['the same line twice', { form: 'production_cooperative' }, stock, '/indicatorId', 'twice'],
    ['another unit', { unit: 'persons' }, stock, '/unit', 'other-unit'],
    ['a unit nobody knows', { unit: 'dozen' }, stock, '/unit', 'other-unit'],
    ['new yuan for old', { ...output, unit: 'CNY' }, money, '/unit', 'other-unit'],
    [
      'negative',
      { target: -1, phasing: { '1954-01': 2, '1954-02': 2, '1954-03': -1 } },
      stock,
      '/target',
      'negative',
    ],
    ['not whole', { target: 2.5 }, stock, '/target', 'not-whole'],
    ['no number', { baseline: Number.NaN }, stock, '/baseline', 'no-number'],
    [
      'a month outside',
      { phasing: { ...good.phasing, '1954-04': 4 } },
      stock,
      '/phasing/1954-04',
      'other-month',
    ],
    ['a month missing', { phasing: { '1954-01': 2, '1954-03': 4 } }, stock, '/phasing/1954-02', 'missing'],
    [
      'a stock that ends elsewhere',
      { phasing: { ...good.phasing, '1954-03': 3 } },
      stock,
      '/phasing/1954-03',
      'end',
    ],
    ['a flow that does not sum', { ...output, target: 331 }, money, '/phasing', 'sum'],
    [
      'more than twice the baseline without a note',
      { target: 5, phasing: { ...good.phasing, '1954-03': 5 } },
      stock,
      '/note',
      'growth',
    ],
    ['growth against the outlook', {}, stock, '/note', 'against-outlook', true],
    ['no section', { section: null }, stock, '/section', 'required'],
    ['a retired section', { section: 'consolidate' }, stock, '/section', 'unknown'],
    ['another programme’s section', { section: 'reduce' }, stock, '/section', 'unknown'],
    ['unknown post', { ownerPostId: 'nobody' }, stock, '/ownerPostId', 'unknown'],
    [
      'an action without anybody',
      { actions: [{ what: some, where: nothing, who: nothing, fromSaid: '1954-03', toSaid: '1954-04' }] },
      stock,
      '/actions/0/who',
      'missing',
    ],
    [
      'an action the wrong way round',
      { actions: [{ what: some, where: nothing, who: some, fromSaid: '1954-04', toSaid: '1954-03-late' }] },
      stock,
      '/actions/0/toSaid',
      'order',
    ],
  ]
  for (const [what, change, indicator, pointer, code, barsGrowth] of table) {
    const found = lineFindings({ ...good, ...change }, setting(indicator, barsGrowth))
    assert.ok(
      found.some((one) => one.pointer === pointer && one.code === code),
      `${what}: ${JSON.stringify(found)}`,
    )
    for (const one of found)
      assert.ok(fill(one.text, one.params).length > 10 && !/\{/.test(fill(one.text, one.params)), one.text)
  }
})

test('a reason lets growth through; so does a first group; leaving needs no defence', () => {
  assert.deepEqual(
    lineFindings(
      { ...good, target: 9, phasing: { ...good.phasing, '1954-03': 9 }, note: some },
      setting(stock),
    ),
    [],
  )
  const first = { ...good, baseline: 0, target: 2, phasing: { '1954-01': 0, '1954-02': 1, '1954-03': 2 } }
  assert.deepEqual(lineFindings(first, setting(stock)), [])
  const left: IndicatorRule = { ...money, unit: 'persons' }
  const leaving = {
    ...output,
    unit: 'persons',
    baseline: 100,
    target: 110,
    phasing: { '1954-01': 50, '1954-02': 30, '1954-03': 30 },
  }
  assert.deepEqual(lineFindings(leaving, setting(left, true)), [])
})

test('the message on new yuan does the conversion', () => {
  const found = lineFindings({ ...output, unit: 'CNY' }, setting(money)).find(
    (one) => one.pointer === '/unit',
  )
  assert.equal(found?.params?.converted, 3_300_000)
})

test('a plan is not sent off without lines, or without actions where they are needed', () => {
  assert.deepEqual(
    submitFindings([], () => setting(stock)).map((one) => one.code),
    ['no-line'],
  )
  const [found] = submitFindings([{ ...good, id: 'mine' }], () => setting(stock))
  assert.deepEqual([found.pointer, found.code], ['/lines/mine/actions', 'no-action'])
  const hold = { ...good, id: 'mine', target: 2, phasing: { '1954-01': 2, '1954-02': 2, '1954-03': 2 } }
  assert.deepEqual(
    submitFindings([hold], () => setting(stock)),
    [],
  )
})

test('questions ask and never refuse', () => {
  const sheets = [{ tradeId: 'iron', figures: ironFigures }]
  const sizes = [{ code: 'production_group', leastMembers: 4, mostMembers: 40 }]
  const groups = {
    id: 'g',
    indicator: stock,
    tradeId: 'iron',
    form: 'production_group' as const,
    baseline: 2,
    target: 4,
    previousTarget: 4,
  }
  const members = {
    ...groups,
    id: 'm',
    indicator: { ...stock, counts: 'members' as const },
    baseline: 30,
    target: 400,
    previousTarget: null,
  }
  const codes = questionsOf([groups, members], sheets, sizes).map((one) => `${one.lineId} ${one.code}`)
  assert.deepEqual(codes.sort(), ['g as-before', 'm baseline', 'm jump', 'm more-than-there-are', 'm size'])
  const confirmed = questionsOf([groups, members], sheets, sizes).map(confirmedOf)
  const left = (lines: (typeof groups | typeof members)[], known = sheets) =>
    stillAsked(questionsOf(lines, known, sizes), confirmed).map((one) => `${one.lineId} ${one.code}`)
  assert.deepEqual(left([groups, members]), [], 'what was confirmed of the same figures is not asked again')
  assert.deepEqual(left([groups, { ...members, target: 401 }]), ['m jump', 'm more-than-there-are', 'm size'])
  const fewer = { ...ironFigures, artisans: { ...ironFigures.artisans, value: 90 } }
  assert.deepEqual(left([groups, members], [{ ...sheets[0], figures: fewer }]), ['m more-than-there-are'])
  const round = [20, 40, 100, 3000].map((target, at) => ({
    ...groups,
    id: `${at}`,
    tradeId: null,
    baseline: target,
    target,
    previousTarget: null,
  }))
  assert.deepEqual(
    questionsOf(round, [], []).map((one) => one.code),
    ['round'],
  )
  const counted = [21, 43, 100, 3000].map((target, at) => ({
    ...groups,
    id: `${at}`,
    tradeId: null,
    baseline: target,
    target,
    previousTarget: null,
  }))
  assert.deepEqual(questionsOf(counted, [], []), [])
})

test('a condition sheet needs date and source of every figure, and figures that agree', () => {
  const sheet = {
    figures: ironFigures,
    tools: nothing,
    materials: some,
    markets: some,
    repairs: nothing,
    problems: nothing,
    busyMonths: [3, 4],
    outlook: 'develop',
    outlookReason: some,
  }
  const known = {
    forms: ['production_group'],
    outlooks: [
      { code: 'develop', retiredOn: null },
      { code: 'convert', retiredOn: '1954-02-01' },
    ],
    standing: null,
  }
  assert.deepEqual(sheetFindings(sheet, known, '1954-03-01'), [])
  const codes = (change: object) =>
    sheetFindings({ ...sheet, ...change }, known, '1954-03-01').map((one) => `${one.pointer} ${one.code}`)
  const withFigure = (code: keyof Figures, change: object) => ({
    figures: { ...ironFigures, [code]: { ...ironFigures[code], ...change } },
  })
  assert.deepEqual(codes(withFigure('artisans', { source: nothing })), ['/figures/artisans/source missing'])
  assert.deepEqual(codes(withFigure('artisans', { said: 'lately' })), ['/figures/artisans/said no-date'])
  assert.deepEqual(codes(withFigure('artisans', { said: '1954-05' })), ['/figures/artisans/said future'])
  assert.deepEqual(codes(withFigure('artisans', { value: 101 })), ['/figures/artisans/value sum'])
  assert.deepEqual(codes(withFigure('units:production_cooperative', { value: 1 })), [
    '/figures/members:production_cooperative/value without',
  ])
  assert.deepEqual(codes(withFigure('households', { value: 1.5 })), ['/figures/households/value not-whole'])
  assert.deepEqual(codes(withFigure('looms', {})), ['/figures/looms unknown'])
  const { artisans: _, ...incomplete } = ironFigures
  assert.deepEqual(codes({ figures: incomplete }), ['/figures/artisans/value missing'])
  assert.deepEqual(codes({ outlookReason: nothing }), ['/outlookReason missing'])
  assert.deepEqual(codes({ outlook: null, outlookReason: nothing }), ['/outlook required'])
  assert.deepEqual(codes({ outlook: 'convert' }), ['/outlook unknown'])
  const retired = { ...sheet, outlook: 'convert' }
  assert.deepEqual(sheetFindings(retired, { ...known, standing: 'convert' }, '1954-03-01'), [])
  const without = { ...known, outlooks: [] }
  const unasked = { ...sheet, outlook: null, outlookReason: nothing }
  assert.deepEqual(sheetFindings(unasked, without, '1954-03-01'), [])
  assert.deepEqual(
    sheetFindings({ ...unasked, outlookReason: some }, without, '1954-03-01').map(({ code }) => code),
    ['no-outlook'],
  )
  assert.deepEqual(codes({ busyMonths: [3, 13] }), ['/busyMonths/1 no-month'])
})
