import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { difference } from '../totals/rules.ts'
import { type FigureLine, figuresOf, type PlanFigures } from './figures/rules.ts'
import { apportion, phasingFor, seasonOf, spread } from './phasing/rules.ts'
import { isReopening, isRevised, type PlanEventKind, type PlanState, planStates } from './plans/rules.ts'

const months = ['1954-01', '1954-02', '1954-03', '1954-04', '1954-05', '1954-06']
const whole = fc.integer({ min: 0, max: 1_000_000 })

test('shares are whole and make the total, whatever the weights', () => {
  fc.assert(
    fc.property(
      whole,
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 24 }),
      (total, weights) => {
        const shares = apportion(total, weights)
        return (
          shares.length === weights.length &&
          shares.every((share) => Number.isInteger(share) && share >= 0) &&
          shares.reduce((a, b) => a + b, 0) === total
        )
      },
    ),
  )
})

test('a flow spread over months sums to its target, a stock ends at it; months past stay as they were', () => {
  fc.assert(
    fc.property(
      whole,
      whole,
      fc.boolean(),
      fc.option(fc.constantFrom(...months), { nil: undefined }),
      (baseline, target, cumulative, fromMonth) => {
        const phasing = spread({ cumulative, baseline, target, months, fromMonth, season: seasonOf([3, 4]) })
        assert.deepEqual(Object.keys(phasing), months)
        const past = months.filter((month) => fromMonth !== undefined && month < fromMonth)
        for (const month of past) assert.equal(phasing[month], cumulative ? baseline : 0)
        if (cumulative) assert.equal(phasing['1954-06'], target)
        else
          assert.equal(
            Object.values(phasing).reduce((a, b) => a + b, 0),
            target,
          )
      },
    ),
  )
})

test('busy months carry more', () => {
  const phasing = spread({ cumulative: false, baseline: 0, target: 1000, months, season: seasonOf([4]) })
  assert.deepEqual(phasing, {
    '1954-01': 125,
    '1954-02': 125,
    '1954-03': 125,
    '1954-04': 375,
    '1954-05': 125,
    '1954-06': 125,
  })
})

test('a decided target follows the course of the proposal and ends at the decision', () => {
  const stock = {
    baseline: 2,
    target: 6,
    cumulative: true,
    phasing: { '1954-01': 2, '1954-02': 4, '1954-03': 6 },
  }
  assert.deepEqual(phasingFor(stock, 4), { '1954-01': 2, '1954-02': 3, '1954-03': 4 })
  assert.deepEqual(phasingFor(stock, 6), stock.phasing)
  fc.assert(
    fc.property(fc.array(whole, { minLength: 1, maxLength: 12 }), whole, (values, decided) => {
      const phasing = Object.fromEntries(
        values.map((value, at) => [`1954-${String(at + 1).padStart(2, '0')}`, value]),
      )
      const target = values.reduce((a, b) => a + b, 0)
      const course = phasingFor({ baseline: 0, target, cumulative: false, phasing }, decided)
      return Object.values(course).reduce((a, b) => a + b, 0) === decided
    }),
  )
})

test('the months of an average have exactly the target as their mean, even or by season, proposed or decided', () => {
  const months = ['1954-01', '1954-02', '1954-03']
  const meanOf = (phasing: Record<string, number>) =>
    Object.values(phasing).reduce((a, b) => a + b, 0) / months.length
  fc.assert(
    fc.property(whole, whole, (target, decided) => {
      const about = { cumulative: false, averaged: true, baseline: 7, target, months }
      const even = spread({ ...about, fromMonth: '1954-02' })
      assert.deepEqual(Object.values(even), [target, target, target])
      const seasonal = spread({ ...about, season: seasonOf([2]) })
      assert.equal(meanOf(seasonal), target)
      assert.equal(meanOf(phasingFor({ ...about, phasing: seasonal }, decided)), decided)
    }),
  )
})

const line = fc.record({
  indicatorId: fc.constantFrom('groups', 'members'),
  tradeId: fc.constantFrom('iron', 'wood', null),
  form: fc.constantFrom('production_group' as const, null),
  baseline: whole,
  target: whole,
  phasing: fc.constant({ '1954-01': 1, '1954-02': 2 }),
  standing: fc.option(
    fc.record({ baseline: whole, target: whole, phasing: fc.constant({ '1954-01': 3, '1954-02': 4 }) }),
    { nil: null },
  ),
}) satisfies fc.Arbitrary<FigureLine>

const plan: fc.Arbitrary<PlanFigures> = fc.record({
  place: fc.constant({ id: 'linying' }),
  period: fc.constant({ id: 'h1', fromOn: '1954-01-01', toOn: '1954-07-01', bordersOn: '1954-06-30' }),
  state: fc.constantFrom(...planStates),
  standingVersion: fc.option(fc.nat(5), { nil: null }),
  illustrative: fc.boolean(),
  lines: fc.array(line, { maxLength: 6 }),
})

test('what is posted leads from the figures before to the figures after, cell by cell', () => {
  fc.assert(
    fc.property(plan, plan, (before, after) => {
      const cells = new Map([...figuresOf(before)].map(([key, delta]) => [key, delta.amount]))
      const keyOf = new Map(
        [...figuresOf(before), ...figuresOf(after)].map(([key, { amount: _, ...cell }]) => [
          JSON.stringify(cell),
          key,
        ]),
      )
      for (const { amount, ...cell } of difference(figuresOf(before), figuresOf(after))) {
        const key = keyOf.get(JSON.stringify(cell)) ?? ''
        cells.set(key, (cells.get(key) ?? 0) + amount)
      }
      for (const [key, delta] of figuresOf(after)) {
        assert.equal(cells.get(key) ?? 0, delta.amount)
        cells.delete(key)
      }
      assert.ok([...cells.values()].every((amount) => amount === 0))
    }),
  )
})

test('what a line of a plan that was never approved changes is the same alone as among its other lines', () => {
  const states = planStates.filter((state) => state !== 'approved')
  const change = fc.record({ before: fc.option(line), after: fc.option(line) })
  const amounts = (before: PlanFigures, after: PlanFigures) =>
    difference(figuresOf(before), figuresOf(after))
      .map((delta) => JSON.stringify(delta))
      .sort()
  fc.assert(
    fc.property(plan, fc.constantFrom(...states), change, (whole, state, { before, after }) => {
      const others = { ...whole, state, standingVersion: null }
      const among = (one: FigureLine | null) => ({
        ...others,
        lines: [...others.lines, ...(one ? [one] : [])],
      })
      const alone = (one: FigureLine | null) => ({ ...others, lines: one ? [one] : [] })
      assert.deepEqual(amounts(alone(before), alone(after)), amounts(among(before), among(after)))
    }),
  )
})

test('a draft counts nowhere; what was approved counts alone, whatever is being revised', () => {
  const proposed = { indicatorId: 'groups', tradeId: 'iron', form: null, baseline: 1, target: 4 }
  const first = { ...proposed, phasing: { '1954-01': 4 }, standing: null }
  const standing = { baseline: 1, target: 3, phasing: { '1954-01': 3 } }
  const targets = (state: PlanState, standingVersion: number | null, lines: FigureLine[]) =>
    [
      ...figuresOf({
        place: { id: 'linying' },
        period: { id: 'h1', fromOn: '1954-01-01', toOn: '1954-07-01', bordersOn: '1954-06-30' },
        state,
        standingVersion,
        illustrative: false,
        lines,
      }).values(),
    ]
      .filter((delta) => delta.measure === 'target')
      .map((delta) => `${delta.status} ${delta.month} ${delta.amount}`)
  assert.deepEqual(targets('draft', null, [first]), [])
  assert.deepEqual(targets('submitted', null, [first]), ['submitted null 4', 'submitted 1954-01 4'])
  assert.deepEqual(targets('returned', null, [first]), ['returned null 4', 'returned 1954-01 4'])
  // A line that the revision adds counts with its approval.
  const revised = [
    { ...first, target: 9, standing },
    { ...first, tradeId: 'wood' },
  ]
  for (const state of planStates.filter((one) => one !== 'draft'))
    assert.deepEqual(targets(state, 2, revised), ['approved null 3', 'approved 1954-01 3'], state)
})

test('a plan is being revised once it was approved and is open again; one that never stood was returned', () => {
  const revised = planStates.flatMap((state) =>
    [null, 3].filter((standingVersion) => isRevised({ state, standingVersion })).map((n) => [state, n]),
  )
  assert.deepEqual(revised, [['returned', 3]])
})

test('only what follows upon an approval opens a plan for revision; what follows upon a submission returns it', () => {
  const way: PlanEventKind[] = [
    'opened',
    'submitted',
    'returned',
    'submitted',
    'approved',
    'returned',
    'submitted',
    'returned',
  ]
  const events = way.map((kind) => ({ kind }))
  assert.deepEqual(
    way.map((_, at) => isReopening(events, at)),
    [false, false, false, false, false, true, false, false],
  )
  assert.equal(isReopening([{ kind: 'returned' }], 0), false)
  assert.equal(isReopening([], -1), false)
})
