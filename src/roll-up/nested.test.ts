// A year adds up its quarters: totals at every place, period and month equal a summation by hand over the plans and
// figures that the test itself wrote, where a place lies elsewhere from the second quarter on.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import {
  type FigureOf,
  type IndicatorCode,
  indicatorCodes,
  isMean,
  isStock,
  type LineOf,
  lineOf,
  monthsIn,
  move,
  type Nested,
  openNested,
  openPeriods,
  type PeriodOf,
  type PlaceCode,
  periodsOf,
  placeCodes,
  plan,
  report,
  somebody,
  words,
} from '../../test/nested.ts'
import { changeIndicator, listIndicators } from '../plan/indicators/contract.ts'
import { changePeriodState, periodClosing } from '../plan/periods/contract.ts'
import { fold } from '../totals/actions.ts'
import * as calls from './contract.ts'

let nested: Nested
/** On which day b went to which side: it began in the east. */
const moves: { onDay: string; to: 'east' | 'west' }[] = []
before(async () => {
  nested = await openNested()
})
after(() => nested.office.close())

/** `until` is the day after the one by whose borders it is asked. */
const sideOf = (place: PlaceCode, until: string): string =>
  place === 'b'
    ? (moves.findLast(({ onDay }) => onDay < until)?.to ?? 'east')
    : place === 'a'
      ? 'east'
      : 'west'
const isUnder = (place: PlaceCode, code: string, period: PeriodOf): boolean =>
  code === 'country' || code === place || code === sideOf(place, period.toOn)

type Reckoned = {
  baseline: number
  target: number
  phased: number
  actual: number | null
  change: number | null
}
type Of = { code: string; period: PeriodOf; all: readonly PeriodOf[]; month: string }

const sum = (all: readonly number[]) => all.reduce((a, b) => a + b, 0)
const isIn = (part: PeriodOf, of: PeriodOf) => of.fromOn <= part.fromOn && part.toOn <= of.toOn

/** The quarters of the period in which a place there plans it. */
const plannedQuarters = (indicator: IndicatorCode, { code, period, all }: Of): string =>
  all
    .filter((one) => one.code.includes('-q') && isIn(one, period))
    .filter((quarter) =>
      nested.lines.some(
        (one) =>
          one.indicator === indicator && one.period === quarter.code && isUnder(one.place, code, quarter),
      ),
    )
    .map((one) => one.code)
    .join(' ')

/** By hand, quarter by quarter: of what counts in the whole period its own plan. */
function reckon(indicator: IndicatorCode, { code, period, all, month }: Of, isWhole: boolean): Reckoned {
  const quarters = isWhole ? [period] : all.filter((one) => one.code.includes('-q') && isIn(one, period))
  const own = (quarter: PeriodOf) =>
    nested.lines.filter(
      (one) =>
        one.indicator === indicator && one.period === quarter.code && isUnder(one.place, code, quarter),
    )
  const sent = (quarter: PeriodOf) =>
    nested.figures.filter(({ line, month: of }) => own(quarter).includes(line) && of <= month)
  if (isStock(indicator)) {
    const now = quarters.find((one) => monthsIn(one).includes(month)) as PeriodOf
    const latest = own(now).flatMap((line) => {
      const last = sent(now)
        .filter((one) => one.line === line)
        .sort((a, b) => (a.month < b.month ? 1 : -1))[0]
      return last ? [{ value: last.value, from: line.baseline }] : []
    })
    const actual = latest.length > 0 ? sum(latest.map(({ value }) => value)) : null
    return {
      baseline: sum(own(quarters[0]).map((one) => one.baseline)),
      target: sum(own(quarters[quarters.length - 1]).map((one) => one.target)),
      phased: sum(own(now).map((one) => one.phasing[month])),
      actual,
      change: actual === null ? null : actual - sum(latest.map(({ from }) => from)),
    }
  }
  const lines = quarters.flatMap(own)
  const figures = quarters.flatMap(sent)
  if (isMean(indicator))
    return reckonMean(
      quarters.map((of) => ({ of, own: own(of) })),
      figures,
      period,
      month,
    )
  const actual = figures.length > 0 ? sum(figures.map(({ value }) => value)) : null
  const isOver = month === monthsIn(period).at(-1)
  const isMissing = figures.length < sum(quarters.map((one) => own(one).length * monthsIn(one).length))
  return {
    baseline: sum(lines.map((one) => one.baseline)),
    target: sum(lines.map((one) => one.target)),
    phased: sum(
      lines.flatMap(({ phasing }) => Object.entries(phasing).map(([of, n]) => (of <= month ? n : 0))),
    ),
    actual,
    change: isOver && actual !== null && !isMissing ? actual - sum(lines.map((one) => one.baseline)) : null,
  }
}

/** Month by month: what was planned and reported of each, divided by how many there are. */
function reckonMean(
  quarters: readonly { of: PeriodOf; own: LineOf[] }[],
  figures: readonly FigureOf[],
  period: PeriodOf,
  month: string,
): Reckoned {
  const months = monthsIn(period)
  const past = months.filter((one) => one <= month)
  const each = (of: readonly string[], amount: (line: LineOf, month: string) => number) =>
    sum(
      of.flatMap((one) =>
        quarters
          .filter((two) => monthsIn(two.of).includes(one))
          .flatMap(({ own }) => own.map((line) => amount(line, one))),
      ),
    ) / of.length
  const due = quarters.flatMap(({ of, own }) =>
    past.flatMap((one) => (monthsIn(of).includes(one) ? own : [])),
  )
  // Of a month in which nobody planned anything of it there is nothing to be a mean of.
  const isPlanned = (one: string) =>
    quarters.some(({ of, own }) => own.length > 0 && monthsIn(of).includes(one))
  const isTold = figures.length > 0 && figures.length === due.length && past.every(isPlanned)
  const actual = isTold ? sum(figures.map(({ value }) => value)) / past.length : null
  return {
    baseline: months.every(isPlanned) ? each(months, (line) => line.baseline) : 0,
    target: months.every(isPlanned) ? each(months, (line, one) => line.phasing[one]) : 0,
    phased: past.every(isPlanned) ? each(past, (line, one) => line.phasing[one]) : 0,
    actual,
    change: actual === null ? null : actual - each(past, (line) => line.baseline),
  }
}

const ask = ({ code, period, month }: Pick<Of, 'code' | 'period' | 'month'>) =>
  nested.office.administrator.ask(calls.rollUp, {
    query: { placeId: nested.ids[code], periodId: nested.ids[period.code], month },
  })

/** Everything of a year, at every place, period and month. */
async function assertTrue(all: readonly PeriodOf[], when: string): Promise<void> {
  for (const code of ['country', 'east', 'west', ...placeCodes])
    for (const period of all)
      for (const month of monthsIn(period)) await assertPage({ code, period, all, month }, when)
}

async function assertPage(of: Of, when: string): Promise<void> {
  const { rows, facts, current } = await ask(of)
  const where = `${when}: ${of.code} ${of.period.code} ${of.month}`
  const figuresOf = (id: string) => rows.find(({ indicator }) => indicator.id === id)?.figures
  for (const indicator of indicatorCodes) {
    const f = figuresOf(nested.ids[indicator])
    const { actual = null, change = null } = f ?? {}
    const shown = {
      baseline: f?.baseline ?? 0,
      target: f?.target ?? 0,
      phased: f?.phased ?? 0,
      actual,
      change,
    }
    assert.deepEqual(shown, reckon(indicator, of, indicator === 'meetings'), `${where} ${indicator}`)
  }
  const [top, bottom] = [reckon('good', of, false), reckon('inspected', of, false)]
  const rate = figuresOf(nested.ids.rate)
  // Flows over other quarters are no two quantities of the same thing; of what nobody plans there is no ratio.
  const [ofGood, ofInspected] = ['good', 'inspected'].map((one) => plannedQuarters(one as IndicatorCode, of))
  const isAlike = ofGood === ofInspected && ofGood !== ''
  const target = isAlike && bottom.target !== 0 ? (top.target / bottom.target) * 100 : null
  assert.equal(rate?.target ?? null, target, where)
  const made = top.actual === null || !bottom.actual || !isAlike ? null : (top.actual / bottom.actual) * 100
  assert.equal(rate?.actual ?? null, made, where)
  assertIndex(of, { made, shown: figuresOf(nested.ids.index)?.actual ?? null }, where)
  // Four quarters are not four plans of a place.
  const now = of.all.find(
    (one) => isIn(one, of.period) && one.code.includes('-q') && monthsIn(one).includes(of.month),
  ) as PeriodOf
  assert.equal(current?.id, nested.ids[now.code], where)
  const planning = placeCodes.filter(
    (place) =>
      isUnder(place, of.code, now) &&
      nested.lines.some((one) => one.place === place && one.period === now.code),
  )
  assert.equal(facts.approved, planning.length, where)
  assert.equal(facts.counties, placeCodes.filter((place) => isUnder(place, of.code, now)).length, where)
}

/** The formula: 0.4 × rate − 1.125 × groups + 2 × meetings + 0.5 × present, where all four have a figure. */
function assertIndex(of: Of, { made, shown }: Record<'made' | 'shown', number | null>, where: string): void {
  const [groups, meetings] = [reckon('groups', of, false).actual, reckon('meetings', of, true).actual]
  const present = reckon('present', of, false).actual
  if (made === null || groups === null || meetings === null || present === null)
    assert.equal(shown, null, where)
  else
    assert.ok(
      Math.abs((shown ?? Number.NaN) - (0.4 * made - 1.125 * groups + 2 * meetings + 0.5 * present)) < 1e-9,
      where,
    )
}

const lineSeed = fc.record({ baseline: fc.nat(50), each: fc.nat(9) })
const placeSeed = fc.record({
  lines: fc.dictionary(fc.constantFrom(...indicatorCodes), lineSeed, { minKeys: 2, noNullPrototype: true }),
  missing: fc.uniqueArray(fc.nat(2), { maxLength: 2 }),
  value: fc.nat(40),
})
const ofAll = fc.record(
  Object.fromEntries(indicatorCodes.map((code) => [code, lineSeed])) as Record<
    IndicatorCode,
    typeof lineSeed
  >,
  { noNullPrototype: true },
)
const seed = fc.record({
  quarters: fc.array(placeSeed, { minLength: 12, maxLength: 12 }),
  year: fc.record({ lines: ofAll, missing: fc.constant<number[]>([1]), value: fc.nat(40) }),
  isFolded: fc.boolean(),
})

let year = 2018
test('a year, its halves and its quarters are what was written, at every place and month', async () => {
  await fc.assert(
    fc.asyncProperty(seed, async ({ quarters, year: whole, isFolded }) => {
      year += 1
      const all = periodsOf(year)
      await openPeriods(nested, all)
      const to = moves.at(-1)?.to === 'west' ? 'east' : 'west'
      type Own = Pick<typeof whole, 'missing' | 'value'> & { lines: Partial<(typeof whole)['lines']> }
      const write = async (place: PlaceCode, period: PeriodOf, own: Own) => {
        const codes = Object.keys(own.lines) as IndicatorCode[]
        const lines = codes.map((code) => {
          const { baseline, each } = own.lines[code] ?? { baseline: 0, each: 0 }
          return lineOf(place, period, code, [baseline, each])
        })
        await plan(nested, lines)
        for (const [n, month] of monthsIn(period).entries())
          for (const line of lines)
            if (!own.missing.includes(n % 3)) await report(nested, line, month, own.value + n)
        return lines
      }
      // Half of the figures are written before the place lies elsewhere, half after.
      for (const [n, own] of quarters.entries()) {
        if (n === 6) {
          await move(nested, 'b', to, `${year}-05-15`)
          moves.push({ onDay: `${year}-05-15`, to })
        }
        await write(placeCodes[n % 3], all[3 + Math.floor(n / 3)], own)
      }
      await write('a', all[0], whole)
      // What is put right of the first quarter changes it where the place lay then.
      const [line] = nested.lines.filter((one) => one.place === 'b' && one.period === `${year}-q1`)
      await report(nested, line, `${year}-01`, 17)
      await report(nested, line, `${year}-01`, 19)
      if (isFolded) await nested.office.database.kysely.transaction().execute((tx) => fold(tx))
      await assertTrue(all, `${year}`)
    }),
    { numRuns: 3, endOnFailure: true },
  )
})

test('what does not count is told apart, whichever of the two it is, and opens down to its rows', async () => {
  const all = periodsOf(year)
  const [whole] = all
  const { rows } = await ask({ code: 'country', period: whole, month: `${year}-12` })
  let told = 0
  for (const indicator of indicatorCodes) {
    const row = rows.find((one) => one.indicator.id === nested.ids[indicator])
    const other = reckon(
      indicator,
      { code: 'country', period: whole, all, month: `${year}-12` },
      indicator !== 'meetings',
    )
    const isTold = other.target > 0 || other.actual !== null
    if (isTold) {
      told += 1
      assert.deepEqual(
        [row?.apart?.target ?? 0, row?.apart?.actual ?? null],
        [other.target, other.actual],
        indicator,
      )
      const cell = await nested.office.administrator.ask(calls.rollUpCell, {
        query: {
          placeId: nested.ids.country,
          periodId: nested.ids[whole.code],
          month: `${year}-12`,
          indicatorId: nested.ids[indicator],
          measure: 'target',
          countedIn: indicator === 'meetings' ? 'parts' : 'whole',
        },
      })
      const times = cell.mean?.months ?? 1
      assert.deepEqual(
        [(cell.total ?? 0) / times, (cell.sum ?? 0) / times],
        [other.target, other.target],
        indicator,
      )
    }
  }
  assert.ok(told > 1, `${told} told apart`)
  const quarter = await ask({ code: 'country', period: all[3], month: `${year}-02` })
  assert.deepEqual([quarter.madeOf, quarter.rows.filter(({ apart }) => apart)], [[], []])
})

test('every figure of a year opens down to rows that make exactly it, and its places down to theirs', async () => {
  const all = periodsOf(year)
  for (const code of ['country', 'east', 'west', 'b'])
    for (const month of [`${year}-05`, `${year}-12`]) {
      const of = { placeId: nested.ids[code], periodId: nested.ids[`${year}`], month }
      const { rows } = await nested.office.administrator.ask(calls.rollUp, { query: of })
      for (const indicator of indicatorCodes)
        for (const measure of ['baseline', 'target', 'phased', 'actual', 'reportedBaseline'] as const) {
          const query = { ...of, indicatorId: nested.ids[indicator], measure }
          const cell = await nested.office.administrator.ask(calls.rollUpCell, { query })
          const row = rows.find((one) => one.indicator.id === nested.ids[indicator])
          const where = `${code} ${month} ${indicator} ${measure}`
          assert.equal(cell.sum, cell.total, where)
          const shown = (cell.total ?? Number.NaN) / (cell.mean?.months ?? 1)
          assert.equal(shown, row?.figures[measure] ?? shown, where)
          assert.equal(cell.mean !== null, isMean(indicator), where)
          if (measure === 'actual' && cell.mean?.missing) assert.equal(row?.figures.actual, null, where)
          for (const { place, rows: own } of cell.groups)
            for (const { period } of own) {
              const quarter = all.find((one) => nested.ids[one.code] === period.id) as PeriodOf
              const placed = placeCodes.find((one) => nested.ids[one] === place.id) as PlaceCode
              assert.ok(isUnder(placed, code, quarter), `${where} ${period.names.en}`)
            }
        }
    }
})

test('a place that lies elsewhere since stays a row of the grid with the months in which it counted here', async () => {
  const all = periodsOf(year)
  const [from, to] = moves.at(-1)?.to === 'west' ? ['east', 'west'] : ['west', 'east']
  const gridOf = async (code: string) => {
    const query = {
      placeId: nested.ids[code],
      periodId: nested.ids[`${year}`],
      month: `${year}-12`,
      gridIndicatorId: nested.ids.output,
    }
    const { grid } = await nested.office.administrator.ask(calls.rollUp, { query })
    return grid.rows.find(({ place }) => place.id === nested.ids.b)
  }
  const [left, came] = [await gridOf(from), await gridOf(to)]
  const months = monthsIn(all[0])
  const here = (row: typeof left) => months.filter((_, at) => row?.cells[at].isHere)
  assert.deepEqual([here(left), here(came)], [months.slice(0, 3), months.slice(3)])
  assert.deepEqual([left?.isHere, left?.planState, came?.isHere], [false, null, true])
  const own = (month: string) =>
    reckon('output', { code: 'b', period: all[0], all, month }, false).phased -
    (month > months[2]
      ? reckon('output', { code: 'b', period: all[0], all, month: months[2] }, false).phased
      : 0)
  for (const [at, month] of months.entries())
    assert.equal((at < 3 ? left : came)?.cells[at].phased, own(month), month)
})

test('whoever answers for a place since the second quarter does not read its first one by way of the year', async () => {
  const to = moves.at(-1)?.to ?? ''
  const reader = await somebody(nested.office, 'plan.review', nested.ids[to])
  const query = { placeId: nested.ids.b, periodId: nested.ids[`${year}`], month: `${year}-12` }
  const { madeOf, rows } = await reader.ask(calls.rollUp, { query })
  assert.deepEqual(
    madeOf.map(({ isRead }) => isRead),
    [false, true, true, true],
  )
  const quarters = periodsOf(year).slice(4)
  const target = sum(
    nested.lines
      .filter((one) => one.place === 'b' && one.indicator === 'output')
      .filter((one) => quarters.some(({ code }) => code === one.period))
      .map((one) => one.target),
  )
  assert.equal(rows.find((one) => one.indicator.id === nested.ids.output)?.figures.target ?? 0, target)
  const first = await reader.send(calls.rollUp, {
    query: { placeId: nested.ids.b, periodId: nested.ids[`${year}-q1`] },
  })
  assert.equal(first.status, 404)
})

test('on the borders of a day all parts are counted by that day', async () => {
  const [from, to] = moves.at(-1)?.to === 'west' ? ['east', 'west'] : ['west', 'east']
  for (const [bordersOn, there] of [
    [`${year}-01-31`, from],
    [`${year}-12-31`, to],
  ])
    for (const code of ['country', 'east', 'west']) {
      const month = `${year}-12`
      const query = { placeId: nested.ids[code], periodId: nested.ids[`${year}`], month, bordersOn }
      const { rows, grid, isByOwn } = await nested.office.administrator.ask(calls.rollUp, { query })
      const isHere = (place: PlaceCode) =>
        code === 'country' || code === (place === 'b' ? there : sideOf(place, bordersOn))
      const own = nested.lines.filter(
        (one) => one.indicator === 'output' && one.period.startsWith(`${year}-q`) && isHere(one.place),
      )
      const where = `${code} ${bordersOn}`
      const row = rows.find((one) => one.indicator.id === nested.ids.output)
      assert.equal(row?.figures.target ?? 0, sum(own.map((one) => one.target)), where)
      const figures = nested.figures.filter(({ line }) => own.includes(line))
      assert.equal(row?.figures.actual ?? 0, sum(figures.map(({ value }) => value)), where)
      assert.equal(isByOwn, false)
      const indicatorId = nested.ids.output
      const cell = await nested.office.administrator.ask(calls.rollUpCell, {
        query: { ...query, indicatorId, measure: 'actual' },
      })
      assert.deepEqual([cell.sum, cell.total], [row?.figures.actual ?? 0, row?.figures.actual ?? 0], where)
      if (code !== 'country')
        assert.equal(
          grid.rows.some(({ place }) => place.id === nested.ids.b),
          code === there,
          where,
        )
    }
})

test('a year says what changed it last, where that counted, and is read with as many statements as a quarter', async () => {
  const { database } = nested.office
  const [from] = moves.at(-1)?.to === 'west' ? ['east'] : ['west']
  const page = await ask({ code: from, period: periodsOf(year)[0], month: `${year}-12` })
  assert.deepEqual([page.lastChange?.verb, page.lastChange?.place.en], ['report.corrected', 'b'])
  const costOf = async (period: PeriodOf) => {
    const before = database.statements()
    await ask({ code: 'country', period, month: `${year}-02` })
    return database.statements() - before
  }
  const costs: number[] = []
  for (const at of [0, 1, 3]) costs.push(await costOf(periodsOf(year)[at]))
  assert.deepEqual(new Set(costs), new Set([costs[0]]))
  assert.ok(costs[0] <= 8, `${costs[0]} statements`)
})

test('the months that no part holds are the year’s own', async () => {
  const all = periodsOf(2016)
  const [whole, , , first, , third] = all
  const parts = [first, third].map((one) => ({ ...one, parent: '2016' }))
  await openPeriods(nested, [whole, ...parts])
  const line = (period: PeriodOf, code: IndicatorCode, n: number) => lineOf('a', period, code, [n, n])
  const written = new Map(
    [whole, first, third].map((period, n) => [
      period.code,
      { output: line(period, 'output', 10 * (n + 1)), groups: line(period, 'groups', 5 * (n + 1)) },
    ]),
  )
  for (const { output, groups } of written.values()) await plan(nested, [output, groups])
  const [own, early, late] = [...written.values()]
  const value = (month: string) => Number(month.slice(5)) * 100
  // The year’s own plan is reported too in a month that the first quarter holds, where it does not count.
  for (const month of ['2016-02', '2016-04', '2016-05']) {
    await report(nested, own.output, month, value(month))
    await report(nested, own.groups, month, value(month))
  }
  for (const month of monthsIn(first)) await report(nested, early.output, month, value(month) + 1)
  await report(nested, early.groups, '2016-03', 7)
  const figuresOf = async (month: string) => {
    const { rows, current, madeOf } = await ask({ code: 'east', period: whole, month })
    const of = (code: IndicatorCode) => rows.find((one) => one.indicator.id === nested.ids[code])
    return { output: of('output'), groups: of('groups'), current: current?.names.en, madeOf }
  }
  const may = await figuresOf('2016-05')
  const outside = Object.entries(own.output.phasing).filter(([month]) => !/-0[123789]$/.test(month))
  const target = early.output.target + late.output.target + sum(outside.map(([, n]) => n))
  assert.equal(may.output?.figures.target, target)
  // What the year was before is not known of some of its months.
  assert.deepEqual([may.output?.figures.baseline, may.output?.figures.change], [null, null])
  assert.equal(may.output?.figures.actual, 101 + 201 + 301 + 400 + 500)
  assert.deepEqual(
    [may.groups?.figures.baseline, may.groups?.figures.target, may.groups?.figures.actual],
    [early.groups.baseline, own.groups.target, 500],
  )
  assert.equal(may.current, '2016')
  assert.deepEqual(
    may.madeOf.map(({ names }) => names.en),
    ['2016-q1', '2016', '2016-q3'],
  )
  const march = await figuresOf('2016-03')
  assert.deepEqual([march.groups?.figures.actual, march.output?.figures.actual], [7, 603])
  // Nothing is carried over into a part that has not reported.
  const august = await figuresOf('2016-08')
  assert.deepEqual([august.groups?.figures.actual, august.groups?.coverage.reported], [null, 0])
  assert.equal(august.output?.figures.actual, 603 + 900)
  assert.deepEqual(
    [august.output?.coverage.reports, august.output?.coverage.due],
    [5, monthsIn(whole).indexOf('2016-08') + 1],
  )
  for (const code of ['output', 'groups'] as const)
    for (const measure of ['baseline', 'target', 'phased', 'actual'] as const) {
      const query = { placeId: nested.ids.east, periodId: nested.ids['2016'], month: '2016-05', measure }
      const cell = await nested.office.administrator.ask(calls.rollUpCell, {
        query: { ...query, indicatorId: nested.ids[code] },
      })
      assert.equal(cell.sum, cell.total, `${code} ${measure}`)
    }
})

test('of what stands, a part that nobody planned gives no baseline and no target, not one of nothing', async () => {
  const all = periodsOf(2015)
  await openPeriods(nested, all)
  await plan(nested, [lineOf('c', all[4], 'groups', [3, 1])])
  const { rows } = await ask({ code: 'west', period: all[0], month: '2015-05' })
  const figures = rows.find((one) => one.indicator.id === nested.ids.groups)?.figures
  assert.deepEqual([figures?.baseline, figures?.phased, figures?.target], [null, 5, null])
})

test('the sheet of a year says of what it is made, and what is counted apart', async () => {
  const query = { placeId: nested.ids.country, periodId: nested.ids[`${year}`], month: `${year}-12` }
  const { body } = await nested.office.administrator.send(calls.rollUpCsv, { query })
  const text = String(body)
  for (const quarter of periodsOf(year).slice(3))
    assert.ok(text.includes(`Made of,${quarter.code},`), quarter.code)
  assert.ok(text.includes('Target counted apart, not added'))
})

test('a closed quarter keeps its figures; a year is closed after its parts and opened before them', async () => {
  const { administrator } = nested.office
  const state = (code: string, to: 'open' | 'closed') =>
    administrator.send(changePeriodState, {
      params: { periodId: nested.ids[code] },
      body: { state: to, ...(to === 'open' ? { reason: words('put right') } : {}) },
    })
  const closed = async (code: string) => assert.equal((await state(code, 'closed')).status, 200, code)
  const before = await ask({ code: 'country', period: periodsOf(2016)[0], month: '2016-12' })
  const { lacks } = await administrator.ask(periodClosing, { params: { periodId: nested.ids['2016'] } })
  assert.deepEqual(
    lacks.find(({ code }) => code === 'open-parts')?.places.map(({ names }) => names.en),
    ['2016-q1', '2016-q3'],
  )
  assert.equal((await state('2016', 'closed')).problem.stage, 'parts open')
  await closed('2016-q1')
  const [line] = nested.lines.filter((one) => one.period === '2016-q1')
  await assert.rejects(report(nested, line, '2016-01', 5), /period closed/)
  await closed('2016-q3')
  await closed('2016')
  assert.equal((await state('2016-q1', 'open')).problem.stage, 'whole closed')
  const more = { ...periodsOf(2016)[4], parent: '2016' }
  await assert.rejects(openPeriods(nested, [more]), /closed-period/)
  const { indicators } = await administrator.ask(listIndicators, { query: {} })
  const found = indicators.find(({ id }) => id === nested.ids.output)
  assert.ok(found)
  const {
    id: indicatorId,
    code: _,
    kind: __,
    isSummed: ___,
    isUsed: ____,
    isTold: _told,
    earlier: _earlier,
    retiredOn: _____,
    disaggregations: ______,
    ...body
  } = found
  const change = (countedIn: 'parts' | 'whole') =>
    administrator.send(changeIndicator, {
      params: { indicatorId },
      body: { ...body, countedIn, retired: false },
    })
  assert.deepEqual(
    (await change('whole')).problem.errors?.map(({ pointer, code }) => `${pointer} ${code}`),
    ['/countedIn closed-period'],
  )
  const after = await ask({ code: 'country', period: periodsOf(2016)[0], month: '2016-12' })
  assert.deepEqual(after.rows, before.rows)
  assert.equal((await state('2016', 'open')).status, 200)
  assert.equal((await change('whole')).status, 200)
  const moved = await ask({ code: 'country', period: periodsOf(2016)[0], month: '2016-12' })
  const own = nested.lines.find((one) => one.period === '2016' && one.indicator === 'output')
  const figures = moved.rows.find((one) => one.indicator.id === nested.ids.output)
  assert.equal(figures?.figures.target, own?.target)
  assert.equal((await change('parts')).status, 200)
})
