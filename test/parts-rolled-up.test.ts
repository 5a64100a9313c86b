// Parts of figures in the roll-up: at every place and month, in a year of quarters and after a place has moved, they
// are what is summed up by hand; small ones are withheld in the page, in what it is made of and in the file.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { compareTotals } from '../src/app/doctor/totals.ts'
import * as calls from '../src/roll-up/contract.ts'
import { fold } from '../src/totals/actions.ts'
import {
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
  tellApart,
} from './nested.ts'

let nested: Nested
const codes = ['output', 'groups', 'present'] as const
const all = periodsOf(2016)
const quarters = all.slice(3)
const partsOf: Record<string, string[]> = {}
before(async () => {
  nested = await openNested()
  await openPeriods(nested, all)
  const sex = { code: 'sex', parts: ['women', 'men'], least: 0 }
  for (const code of codes) partsOf[code] = await tellApart(nested, code, sex)
})
after(() => nested.office.close())

const sideOf = (place: PlaceCode, { toOn }: PeriodOf) =>
  place === 'c' || (place === 'b' && toOn > '2016-05-15') ? 'west' : 'east'
const isUnder = (line: LineOf, code: string, quarter: PeriodOf) =>
  code === 'country' || code === line.place || code === sideOf(line.place, quarter)

/** By hand: what reports said of a part up to a month; of what stands the latest of the quarter that holds it. */
function reckon(
  indicator: (typeof codes)[number],
  part: string,
  at: { code: string; period: PeriodOf; month: string },
) {
  const within = quarters.filter((one) => one.fromOn >= at.period.fromOn && one.toOn <= at.period.toOn)
  const sums = within.flatMap((quarter) => {
    if (isStock(indicator) && !monthsIn(quarter).includes(at.month)) return []
    const own = nested.lines.filter(
      (line) =>
        line.indicator === indicator && line.period === quarter.code && isUnder(line, at.code, quarter),
    )
    return own.flatMap((line) => {
      const sent = nested.figures
        .filter((one) => one.line === line && one.month <= at.month)
        .sort((a, b) => (a.month < b.month ? -1 : 1))
      return (isStock(indicator) ? sent.slice(-1) : sent).map(({ parts }) => parts[part] ?? 0)
    })
  })
  const sum = sums.reduce((a, b) => a + b, 0)
  return indicator === 'present' ? sum / monthsIn(at.period).filter((one) => one <= at.month).length : sum
}

const ask = (code: string, period: PeriodOf, month: string) =>
  nested.office.administrator.ask(calls.rollUp, {
    query: { placeId: nested.ids[code], periodId: nested.ids[period.code], month },
  })

test('parts at every place, period and month are what was reported, and what is not said stands beside', async () => {
  for (const [n, quarter] of quarters.entries()) {
    if (n === 1) await move(nested, 'b', 'west', '2016-05-15')
    for (const [p, place] of placeCodes.entries()) {
      const lines = codes.map((code) => lineOf(place, quarter, code, [20, 3]))
      await plan(nested, lines)
      for (const [m, month] of monthsIn(quarter).entries())
        for (const line of lines) {
          const [women, men] = partsOf[line.indicator]
          const value = 20 + 7 * p + m
          const isSaid = (n + p + m) % 3 !== 0
          await report(
            nested,
            line,
            month,
            value,
            isSaid ? { [women]: 5 + p, [men]: value - 5 - p } : undefined,
          )
        }
    }
  }
  // What is put right of the first quarter changes it where the place lay then.
  const line = nested.lines.find(
    (one) => one.place === 'b' && one.indicator === 'groups' && one.period === '2016-q1',
  )
  assert.ok(line)
  const [women, men] = partsOf.groups
  await report(nested, line, '2016-03', 30, { [women]: 11, [men]: 19 })
  const { kysely } = nested.office.database
  assert.equal((await compareTotals(kysely)).wrong, 0)
  let told = 0
  for (const isFolded of [false, true]) {
    if (isFolded) await kysely.transaction().execute((tx) => fold(tx))
    for (const code of ['country', 'east', 'west', 'b'])
      for (const period of [all[0], all[1], quarters[0], quarters[2]])
        for (const month of [monthsIn(period)[1], monthsIn(period).at(-1) ?? '']) {
          const { rows, facts } = await ask(code, period, month)
          const current = quarters.find((one) => monthsIn(one).includes(month)) as PeriodOf
          const sent = nested.figures.filter(
            (one) =>
              one.line.period === current.code && one.month <= month && isUnder(one.line, code, current),
          )
          assert.equal(facts.reports, sent.length, `${code} ${period.code} ${month}`)
          for (const indicator of codes) {
            const where = `${code} ${period.code} ${month} ${indicator}`
            const row = rows.find((one) => one.indicator.id === nested.ids[indicator])
            const own = partsOf[indicator].map((part) => reckon(indicator, part, { code, period, month }))
            const [sex] = row?.disaggregations ?? []
            if (!sex) {
              assert.ok(own.every((n) => n === 0) || row?.figures.actual === null, where)
              continue
            }
            told += 1
            assert.deepEqual(
              sex.parts.map(({ value }) => value),
              own,
              where,
            )
            const rest = (row?.figures.actual ?? 0) - own[0] - own[1]
            assert.ok(Math.abs((sex.notSaid ?? 0) - rest) < 1e-9, where)
            assert.equal(sex.parts[0].share !== null, sex.notSaid === null, where)
          }
        }
  }
  assert.ok(told > 50, `${told}`)
  assert.equal((await compareTotals(kysely)).wrong, 0)
})

test('a part opens down to the reports that said it, which make exactly it', async () => {
  for (const indicator of codes) {
    const [women] = partsOf[indicator]
    const query = {
      placeId: nested.ids.west,
      periodId: nested.ids['2016'],
      month: '2016-12',
      indicatorId: nested.ids[indicator],
      measure: 'actual' as const,
      partId: women,
    }
    const cell = await nested.office.administrator.ask(calls.rollUpCell, { query })
    assert.equal(cell.part?.id, women)
    assert.ok(cell.total !== null && cell.total > 0 && cell.byCounty)
    assert.equal(cell.sum, cell.total, indicator)
    assert.ok(cell.groups.some(({ rows }) => rows.length > 0))
    const target = await nested.office.administrator.send(calls.rollUpCell, {
      query: { ...query, measure: 'target' },
    })
    assert.deepEqual([target.status, target.problem.errors?.[0].code], [422, 'part'])
    const [other] = partsOf[indicator === 'groups' ? 'output' : 'groups']
    const strange = await nested.office.administrator.send(calls.rollUpCell, {
      query: { ...query, partId: other },
    })
    assert.equal(strange.status, 404)
  }
})

test('whatever is put right, parts of every period are what reports say now', async () => {
  const [women, men] = partsOf.output
  const change = fc.record({
    place: fc.constantFrom(...placeCodes),
    quarter: fc.constantFrom(...quarters),
    nth: fc.nat(2),
    said: fc.option(fc.tuple(fc.nat(9), fc.nat(9)), { nil: undefined }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
      for (const { place, quarter, nth, said } of changes) {
        const line = nested.lines.find(
          (one) => one.place === place && one.indicator === 'output' && one.period === quarter.code,
        )
        assert.ok(line)
        const [w, m] = said ?? [4, 4]
        const parts: Record<string, number> = said ? { [women]: w, [men]: m } : {}
        const month = monthsIn(quarter)[nth]
        const stands = nested.figures.find((one) => one.line === line && one.month === month)
        // What is no other is refused.
        const isOther = stands?.value !== w + m || [women, men].some((id) => stands.parts[id] !== parts[id])
        if (isOther) await report(nested, line, month, w + m, parts)
      }
      for (const code of ['country', 'west'])
        for (const period of [all[0], all[2], quarters[1]]) {
          const month = monthsIn(period).at(-1) ?? ''
          const { rows } = await ask(code, period, month)
          const [sex] = rows.find((one) => one.indicator.id === nested.ids.output)?.disaggregations ?? []
          const own = partsOf.output.map((part) => reckon('output', part, { code, period, month }))
          assert.deepEqual(sex?.parts.map(({ value }) => value) ?? [0, 0], own, `${code} ${period.code}`)
        }
    }),
    { numRuns: 5 },
  )
})

test('small parts are withheld, and what they could be worked out from: on the page, in its places, in the file', async () => {
  const age = { code: 'age', parts: ['young', 'middle', 'old'], least: 5 }
  const [young, middle, old] = await tellApart(nested, 'output', age)
  const last = quarters[3]
  const month = '2016-12'
  const said: Record<PlaceCode, [number, number, number]> = { a: [2, 10, 30], b: [20, 12, 0], c: [9, 8, 7] }
  for (const place of placeCodes) {
    const line = nested.lines.find(
      (one) => one.place === place && one.indicator === 'output' && one.period === last.code,
    )
    assert.ok(line)
    for (const of of monthsIn(last)) await report(nested, line, of, 1)
    const [y, m, o] = said[place]
    await report(nested, line, month, y + m + o, { [young]: y, [middle]: m, [old]: o })
  }
  const shown = async (code: string) => {
    const { rows } = await ask(code, last, month)
    const row = rows.find((one) => one.indicator.id === nested.ids.output)
    const [told] = (row?.disaggregations ?? []).filter(({ id }) => id === nested.ids.age)
    return told.parts.map(({ value }) => value)
  }
  assert.deepEqual(await shown('a'), [null, null, 30])
  assert.deepEqual(await shown('b'), [20, 12, 0])
  assert.deepEqual(await shown('country'), [31, 30, 37])
  const cell = (code: string, partId: string) =>
    nested.office.administrator.ask(calls.rollUpCell, {
      query: {
        placeId: nested.ids[code],
        periodId: nested.ids[last.code],
        month,
        indicatorId: nested.ids.output,
        measure: 'actual',
        partId,
      },
    })
  const kept = await cell('a', middle)
  assert.deepEqual([kept.total, kept.sum, kept.groups, kept.absent], [null, null, [], []])
  // East is a alone, and b and c are the west: of the two sums one would be left over.
  const places = await cell('country', young)
  assert.deepEqual([places.total, places.sum], [31, 31])
  assert.deepEqual(
    places.groups.map(({ sum, rows }) => [sum, rows]),
    [
      [null, []],
      [null, []],
    ],
  )
  const whole = await cell('country', old)
  assert.deepEqual(
    whole.groups.map(({ sum }) => sum),
    [30, 7],
  )
  const csv = String(
    await nested.office.administrator.ask(calls.rollUpCsv, {
      query: { placeId: nested.ids.a, periodId: nested.ids[last.code], month },
    }),
  )
  // The name of a part has a comma, and is quoted; behind it come the unit, trade, form and what is planned.
  const actual = (part: string) =>
    csv
      .split(/\r?\n/)
      .find((one) => one.includes(part))
      ?.replace(/^"[^"]*",/, '')
      .split(',')[6]
  for (const part of ['young', 'middle']) assert.match(actual(part) ?? '', /^(withheld|不公布)/, part)
  assert.equal(actual('old'), '30')
  // On their own pages too: the west is what the country has without the east, and its places make it up.
  const [west] = await shown('west')
  assert.deepEqual([(await shown('east'))[0], west, (await cell('west', young)).total], [null, null, null])
  const below = [(await shown('b'))[0], (await shown('c'))[0]]
  assert.ok(below.includes(null), 'what the west keeps is not the sum of its places')
  const file = String(
    await nested.office.administrator.ask(calls.rollUpCsv, {
      query: { placeId: nested.ids.west, periodId: nested.ids[last.code], month },
    }),
  )
  const ofWest = file.split(/\r?\n/).find((one) => one.includes('young')) ?? ''
  assert.match(ofWest, /withheld|不公布/)
})
