// The closing account of what stands: told where a month does not come out, and nothing is refused or put right by it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lineOf, monthsIn, openNested, openPeriods, periodsOf, plan, report } from '../../../test/nested.ts'
import { changeIndicator, listIndicators } from '../../plan/indicators/contract.ts'
import { type AccountLine, accountsOf, differenceIn } from './balance.ts'
import { linePage, monthPage, reportPage } from './contract.ts'

const months = ['1954-01', '1954-02', '1954-03']
const lineAs = (
  id: string,
  form: string | null = null,
  balance: AccountLine['line']['indicator']['balance'] = null,
) =>
  ({
    id: `${id} ${form}`,
    planId: 'plan',
    indicator: { id, balance },
    trade: null,
    form,
    baseline: 10,
  }) as const
const units = lineAs('units', 'group', [
  { indicatorId: 'formed', way: 'comes' },
  { indicatorId: 'merged', way: 'goes' },
])
const sent = (line: AccountLine['line'], values: (number | null)[]): AccountLine => ({
  line,
  reporter: null,
  figures: values.flatMap((value, at) => (value === null ? [] : [{ month: months[at], value }])),
})

test('a month comes out where the opening, what came and what went make what stands', () => {
  const table: [string, (number | null)[], (number | null)[], (number | null)[], (number | null)[]][] = [
    ['from the baseline on', [14, 13, 13], [5, 0, 2], [1, 1, 2], [0, 0, 0]],
    ['more and fewer', [16, 13, 13], [5, 0, 2], [1, 1, 2], [2, -2, 0]],
    ['nothing of a month whose part is missing', [16, 13, 13], [5, 0, 2], [1, null, 2], [2, null, 0]],
    ['nor where what stood before is missing', [14, null, 13], [5, 0, 2], [1, 1, 2], [0, null, null]],
  ]
  for (const [what, stood, formed, merged, expected] of table) {
    const own = sent(units, stood)
    const others = [own, sent(lineAs('formed', 'group'), formed), sent(lineAs('merged', 'group'), merged)]
    assert.deepEqual(
      months.map((month) => differenceIn(own, others, months, month)),
      expected,
      what,
    )
    const elsewhere = others.map((one) =>
      one === own ? one : { ...one, line: { ...one.line, form: 'cooperative' } },
    )
    assert.equal(differenceIn(own, elsewhere, months, '1954-01'), null, 'of another form')
    const below = others.map((one) => ({ ...one, reporter: { id: 'township', baseline: 9 } }))
    const first = differenceIn(below[0], [...others, ...below], months, '1954-01')
    assert.equal(first, differenceIn(own, others, months, '1954-01') === null ? null : (expected[0] ?? 0) + 1)
    assert.equal(
      differenceIn(below[0], [below[0], ...others], months, '1954-01'),
      null,
      'of another reporter',
    )
  }
})

test('an account is the stock with its parts, of one trade and form', () => {
  const all = [
    units,
    lineAs('formed', 'group'),
    lineAs('merged', 'group'),
    lineAs('formed'),
    lineAs('left', 'group'),
  ]
  const ids = (line: (typeof all)[number]) => accountsOf<AccountLine['line']>(line, all).map(({ id }) => id)
  const account = ['units group', 'formed group', 'merged group']
  assert.deepEqual([ids(all[0]), ids(all[2]), ids(all[3]), ids(all[4])], [account, account, [], []])
})

test('whoever reads a line or a report has the account with it, and what does not come out is kept as it was typed', async () => {
  const nested = await openNested()
  const { ids, office, planner } = nested
  const [, , , quarter] = periodsOf(2015)
  await openPeriods(nested, periodsOf(2015))
  const { indicators } = await office.administrator.ask(listIndicators, { query: {} })
  const groups = indicators.find((one) => one.id === ids.groups)
  assert.ok(groups)
  const {
    id: indicatorId,
    code: _,
    kind: __,
    retiredOn: ___,
    isUsed: ____,
    isTold: _told,
    earlier: _earlier,
    isSummed: _____,
    disaggregations: ______,
    ...entry
  } = groups
  const change = (balance: typeof groups.balance) =>
    office.administrator.send(changeIndicator, {
      params: { indicatorId },
      body: { ...entry, balance, retired: false },
    })
  assert.equal((await change([{ indicatorId: ids.present, way: 'comes' }])).status, 422)
  const lines = (['groups', 'output', 'meetings'] as const).map((code) => lineOf('a', quarter, code, [10, 2]))
  await plan(nested, lines)
  // It is a check on what is reported: it may come when figures rest on the indicator already.
  const account = [
    { indicatorId: ids.output, way: 'comes' as const },
    { indicatorId: ids.meetings, way: 'goes' as const },
  ]
  assert.equal((await change(account)).status, 200)
  const [january, february] = monthsIn(quarter)
  for (const [at, [first, second]] of [
    [12, 20],
    [5, 1],
    [3, 2],
  ].entries()) {
    await report(nested, lines[at], january, first)
    await report(nested, lines[at], february, second)
  }
  const person = planner('a')
  const month = await person.ask(monthPage, {
    query: { placeId: ids.a, periodId: ids[quarter.code], month: february },
  })
  assert.deepEqual(
    month.lines.find(({ line }) => line.indicator.id === ids.groups)?.line.indicator.balance,
    account,
  )
  const differences = async () => {
    let found: (number | null)[] = []
    for (const { line, figures } of month.lines) {
      const page = await person.ask(linePage, { params: { planLineId: line.id } })
      assert.equal(page.account.length, 3, line.indicator.code)
      const one = await person.ask(reportPage, { params: { reportId: figures[0].id } })
      assert.equal(one.account.length, 3)
      const stock = page.account.find((own) => own.line.indicator.balance)
      assert.ok(stock)
      found = page.months.map((of) => differenceIn(stock, page.account, page.months, of))
    }
    return found
  }
  assert.deepEqual(await differences(), [0, 9, null])
  await report(nested, lines[0], february, 11)
  assert.deepEqual(await differences(), [0, 0, null])
  await nested.office.close()
})
