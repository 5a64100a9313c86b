// Totals on their own: stored plus not yet folded is exact at every moment, at every level, under many writers.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { emptyDatabase, type TestDatabase } from '../../test/database.ts'
import { newId } from '../base/ids.ts'
import { holdTree, lockTree } from '../registry/queries.ts'
import { addDeltas, fold, foldFrom, recount } from './actions.ts'
import { lastChangeAmong, lastChangeOf, sumsByPlace, totalsOf, whole } from './queries.ts'
import type { Delta } from './rules.ts'

let database: TestDatabase
const [nation, east, west, county, other, period, indicator] = Array.from({ length: 7 }, newId)

before(async () => {
  database = await emptyDatabase()
  const places = [nation, east, west, county, other]
  for (const [at, id] of places.entries()) {
    const level = at === 0 ? 'nation' : at < 3 ? 'district' : 'county'
    await sql`insert into registry.place (id, code, names, level, tier)
      select ${id}, ${id}, '{}', code, tier from registry.level where code = ${level}`.execute(
      database.kysely,
    )
  }
  await lines([
    [nation, [nation]],
    [east, [nation, east]],
    [west, [nation, west]],
    [county, [nation, east, county]],
    [other, [nation, west, other]],
  ])
})
after(() => database.drop())

const moved = () => ({ at: new Date(), verb: 'place.moved', month: null })

async function lines(of: [string, string[]][]): Promise<void> {
  for (const [id, line] of of) {
    await sql`insert into registry.place_path (place_id, from_on, to_on, line)
      values (${id}, '-infinity', 'infinity', ${line}::uuid[])
      on conflict (place_id, from_on) do update set line = excluded.line`.execute(database.kysely)
  }
}

const delta = (placeId: string, amount: number, change: Partial<Delta> = {}): Delta => ({
  placeId,
  bordersOn: '1954-06-30',
  periodId: period,
  indicatorId: indicator,
  tradeId: null,
  form: null,
  measure: 'target',
  status: 'approved',
  month: null,
  amount,
  ...change,
})
const posting = (deltas: Delta[]) =>
  database.kysely.transaction().execute(async (tx) => addDeltas(tx, await holdTree(tx), deltas))
const folding = () => database.kysely.transaction().execute((tx) => fold(tx))
const sums = async () => {
  const rows = await totalsOf(database.kysely, whole([nation, east, west, county, other], period))
  return Object.fromEntries(
    [nation, east, west, county, other].map((id) => [
      id,
      rows.filter((row) => row.placeId === id).reduce((a, row) => a + row.amount, 0),
    ]),
  )
}
const expected = (inEast: number, inWest: number) => ({
  [nation]: inEast + inWest,
  [east]: inEast,
  [west]: inWest,
  [county]: inEast,
  [other]: inWest,
})

test('a posted figure stands at every level at once, before and after folding', async () => {
  await posting([delta(county, 5), delta(other, 7), delta(county, 0)])
  assert.deepEqual(await sums(), expected(5, 7))
  await folding()
  assert.deepEqual(await sums(), expected(5, 7))
  await posting([delta(county, -2)])
  assert.deepEqual(await sums(), expected(3, 7))
})

test('what is taken back leaves no row behind in the answer', async () => {
  const only = { indicatorId: newId() }
  await posting([delta(county, 4, only)])
  await posting([delta(county, -4, only)])
  const rows = await totalsOf(database.kysely, whole([nation], period))
  assert.ok(!rows.some((row) => row.indicatorId === only.indicatorId))
})

test('trades, forms, measures, states and months are counted apart', async () => {
  const own = { indicatorId: newId() }
  const trade = newId()
  await posting([
    delta(county, 1, { ...own, tradeId: trade }),
    delta(county, 2, { ...own, form: 'production_group' }),
    delta(county, 3, { ...own, measure: 'actual', status: 'reported', month: '1954-03' }),
  ])
  const rows = (await totalsOf(database.kysely, whole([east], period))).filter(
    (row) => row.indicatorId === own.indicatorId,
  )
  assert.deepEqual(
    rows
      .map((row) => [row.tradeId, row.form, row.measure, row.month, row.amount])
      .sort((a, b) => Number(a[4]) - Number(b[4])),
    [
      [trade, null, 'target', null, 1],
      [null, 'production_group', 'target', null, 2],
      [null, null, 'actual', '1954-03', 3],
    ],
  )
  await posting([
    delta(county, -1, { ...own, tradeId: trade }),
    delta(county, -2, { ...own, form: 'production_group' }),
    delta(county, -3, { ...own, measure: 'actual', status: 'reported', month: '1954-03' }),
  ])
})

test('all trades and forms together, and the months before one, are the same folded or not', async () => {
  const own = { indicatorId: newId() }
  const read = async () => {
    const [sum] = await sumsByPlace(database.kysely, whole([east], period), {
      indicatorId: own.indicatorId,
      counted: { target: ['approved'] },
    })
    const upTo = await totalsOf(database.kysely, whole([east], period), { upTo: '1954-03' })
    const mine = upTo.filter((row) => row.indicatorId === own.indicatorId)
    return { sum: sum?.amount, months: mine.map((row) => [row.month, row.amount]).sort() }
  }
  const trade = newId()
  await posting([
    delta(county, 1, { ...own, tradeId: trade, form: 'production_group' }),
    delta(county, 2, { ...own, tradeId: newId() }),
    delta(county, 4, { ...own, form: 'production_group' }),
  ])
  assert.equal((await read()).sum, 7)
  await folding()
  assert.equal((await read()).sum, 7)
  await posting([delta(county, -7, own)])
  assert.equal((await read()).sum, undefined)
  const months = ['1954-01', '1954-02', '1954-03', '1954-04'].map((month) => ({
    ...own,
    tradeId: trade,
    measure: 'actual' as const,
    status: 'reported',
    month,
  }))
  await posting(months.map((cell, at) => delta(county, 10 ** at, cell)))
  const expected = [
    ['1954-02', 11],
    ['1954-03', 100],
  ]
  const ofMonths = async () => (await read()).months.filter(([month]) => month !== null)
  assert.deepEqual(await ofMonths(), expected)
  await folding()
  assert.deepEqual(await ofMonths(), expected)
  await posting([
    ...months.map((cell, at) => delta(county, -(10 ** at), cell)),
    delta(county, -1, { ...own, tradeId: trade, form: 'production_group' }),
    delta(county, 5, own),
    delta(county, -4, { ...own, form: 'production_group' }),
  ])
})

test('what changed a place last is known at every level, folded or not, and a move is a change of what it leaves and joins', async () => {
  const last = async (id: string) =>
    (await lastChangeOf(id, [period]).execute(database.kysely)).rows[0] as { verb: string } | undefined
  const cause = (verb: string, second: number) => ({ at: new Date(second * 1000), verb, month: null })
  const change = (placeId: string, verb: string, second: number) =>
    database.kysely
      .transaction()
      .execute(async (tx) => addDeltas(tx, await holdTree(tx), [delta(placeId, 1)], cause(verb, second)))
  const undo = () => posting([delta(county, -2), delta(other, -1)])
  await change(county, 'first', 1)
  await change(other, 'second', 2)
  const all = async () => [await last(nation), await last(east), await last(west)].map((one) => one?.verb)
  assert.deepEqual(await all(), ['second', 'first', 'second'])
  await folding()
  assert.deepEqual(await all(), ['second', 'first', 'second'])
  await change(county, 'third', 3)
  assert.deepEqual(await all(), ['third', 'third', 'second'])
  const move = (...line: string[]) =>
    database.kysely.transaction().execute(async (tx) => {
      await lockTree(tx)
      await sql`update registry.place_path set line = ${[nation, ...line]}::uuid[] where place_id = ${county}`.execute(
        tx,
      )
      await recount(tx, [county], moved())
    })
  await move(west, county)
  assert.deepEqual(await all(), ['third', 'place.moved', 'place.moved'])
  // It goes into the other one, which has changes of its own that nothing of it covers once it is taken back.
  const now = Date.now() / 1000
  await move(west, other, county)
  await change(county, 'fourth', now + 30)
  await folding()
  assert.deepEqual(
    [await last(other), await last(west)].map((one) => one?.verb),
    ['fourth', 'fourth'],
  )
  const own = async () =>
    (await lastChangeAmong(sql`select ${other}::uuid`, [period]).execute(database.kysely)).rows[0]
  assert.equal(((await own()) as { verb: string }).verb, 'second')
  await move(east, county)
  assert.deepEqual(await all(), ['fourth', 'fourth', 'place.moved'])
  await undo()
  await posting([delta(county, -1)])
})

test('what was done under a clock that ran ahead gives way to what follows once the clock is right, folded or not', async () => {
  const days = 86_400_000
  const change = (placeId: string, verb: string, at: number) =>
    database.kysely
      .transaction()
      .execute(async (tx) =>
        addDeltas(tx, await holdTree(tx), [delta(placeId, 1)], { at: new Date(at), verb, month: null }),
      )
  const last = async () =>
    ((await lastChangeOf(nation, [period]).execute(database.kysely)).rows[0] as { verb: string }).verb
  for (const isFoldedBetween of [false, true]) {
    const verbs = [`ahead ${isFoldedBetween}`, `right ${isFoldedBetween}`]
    await change(county, verbs[0], Date.now() + 40 * days)
    if (isFoldedBetween) await folding()
    // Later than what other tests did, and not ahead.
    await change(other, verbs[1], Date.now() + 40_000)
    assert.equal(await last(), verbs[1])
    await folding()
    assert.equal(await last(), verbs[1])
  }
  await posting([delta(county, -2), delta(other, -2)])
})

test('few deltas wait, many are folded', async () => {
  await folding()
  const waiting = async () => {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from totals.delta`.execute(
      database.kysely,
    )
    return rows[0].n
  }
  await posting([delta(county, 3)])
  await foldFrom(database.kysely, 2)
  assert.equal(await waiting(), 1)
  await posting([delta(county, -3)])
  await foldFrom(database.kysely, 2)
  assert.equal(await waiting(), 0)
})

test('32 writers on one cell, folded meanwhile, lose nothing', async () => {
  const begin = await sums()
  const writers = Array.from({ length: 32 }, async (_, at) => {
    for (let n = 0; n < 5; n++) await posting([delta(at % 2 === 0 ? county : other, at + 1)])
  })
  await Promise.all([...writers, folding(), folding(), folding()])
  const all = Array.from({ length: 32 }, (_, at) => at + 1)
  const even = 5 * all.filter((_, at) => at % 2 === 0).reduce((a, b) => a + b, 0)
  const odd = 5 * all.filter((_, at) => at % 2 === 1).reduce((a, b) => a + b, 0)
  assert.deepEqual(await sums(), expected(begin[county] + even, begin[other] + odd))
  await folding()
  assert.deepEqual(await sums(), expected(begin[county] + even, begin[other] + odd))
})

test('a county that moves takes all it has posted with it, folded or not, and back again', async () => {
  const begin = await sums()
  await posting([delta(county, 11)])
  const move = (to: string) =>
    database.kysely.transaction().execute(async (tx) => {
      await lockTree(tx)
      await sql`update registry.place_path set line = ${[nation, to, county]}::uuid[] where place_id = ${county}`.execute(
        tx,
      )
      await recount(tx, [county], moved())
    })
  await move(west)
  const mine = begin[county] + 11
  assert.deepEqual(await sums(), {
    ...expected(0, mine + begin[other]),
    [county]: mine,
    [other]: begin[other],
  })
  // A figure posted after the move counts where the county lies now.
  await posting([delta(county, 1)])
  assert.equal((await sums())[west], mine + 1 + begin[other])
  await move(east)
  assert.deepEqual(await sums(), expected(mine + 1, begin[other]))
})

test('figures posted while the county moves are counted once, on one side or the other', async () => {
  const begin = await sums()
  const move = database.kysely.transaction().execute(async (tx) => {
    await lockTree(tx)
    await sql`update registry.place_path set line = ${[nation, west, county]}::uuid[] where place_id = ${county}`.execute(
      tx,
    )
    await recount(tx, [county], moved())
  })
  await Promise.all([move, ...Array.from({ length: 20 }, () => posting([delta(county, 1)])), folding()])
  const sum = await sums()
  assert.equal(sum[county], begin[county] + 20)
  assert.equal(sum[west], begin[west] + begin[county] + 20)
  assert.equal(sum[east], 0)
  assert.equal(sum[nation], begin[nation] + 20)
})
