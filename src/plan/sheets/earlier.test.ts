// The sheet that a county may begin from, through the front door: the last of the same place and trade, as it was.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { planOf, words } from '../../../test/plans.ts'
import { openTown, type Town } from '../../../test/town.ts'
import { mergePlace, placeTree } from '../../registry/places/contract.ts'
import { periods } from '../periods/contract.ts'
import { planPage } from '../plans/contract.ts'
import * as calls from './contract.ts'

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

async function asked(login: string, code: string) {
  const person = await town.as(login)
  const plan = await planOf(person, code)
  const { sheets } = await person.ask(planPage, { params: { planId: plan.id } })
  const all = await person.ask(periods, {})
  const later = all.periods.find((one) => one.code === '1954-h2')
  assert.ok(later && sheets[0])
  return {
    person,
    sheet: sheets[0],
    periodId: plan.period.id,
    query: { placeId: plan.place.id, tradeId: sheets[0].trade.id, periodId: later.id },
  }
}

test('a later period is offered the sheet of the earlier one as it was, and the first is offered none', async () => {
  const { person, sheet, periodId, query } = await asked('linying-officer', 'linying')
  const { earlier } = await person.ask(calls.earlierSheet, { query })
  assert.equal(earlier?.period.id, periodId)
  assert.deepEqual(earlier?.sheet, sheet)
  const first = await person.ask(calls.earlierSheet, { query: { ...query, periodId } })
  assert.equal(first.earlier, null)
  const { rows } = await sql<{ id: string }>`select id from registry.trade where id not in (
    select trade_id from plan.condition_sheet where place_id = ${query.placeId}) limit 1`.execute(
    town.database.kysely,
  )
  const none = await person.ask(calls.earlierSheet, { query: { ...query, tradeId: rows[0].id } })
  assert.equal(none.earlier, null, 'another trade has no sheet')
})

test('another county’s sheets are not found', async () => {
  const { query } = await asked('linying-officer', 'linying')
  const fugou = await town.as('fugou-officer')
  assert.equal((await fugou.send(calls.earlierSheet, { query })).status, 404)
})

test('of a place that went into another no earlier sheet is offered, neither to it nor to that one', async () => {
  const { query } = await asked('ye-officer', 'ye')
  const administrator = await town.as('administrator')
  const { places } = await administrator.ask(placeTree, { query: {} })
  const intoPlaceId = places.find((one) => one.code === 'jia')?.id ?? ''
  const { rows } = await sql<{ tradeId: string }>`select trade_id as "tradeId" from plan.condition_sheet
    where place_id = ${query.placeId} and trade_id not in (
      select trade_id from plan.condition_sheet where place_id = ${intoPlaceId}) limit 1`.execute(
    town.database.kysely,
  )
  assert.ok(rows[0], 'a trade that only the one that ends has described')
  const of = { ...query, ...rows[0] }
  const earlierOf = async (placeId: string) =>
    (await administrator.ask(calls.earlierSheet, { query: { ...of, placeId } })).earlier
  assert.ok(await earlierOf(query.placeId))
  await administrator.ask(mergePlace, {
    params: { placeId: query.placeId },
    body: { intoPlaceId, onDay: '1954-07-05', note: words('并县'), source: '通知' },
  })
  assert.deepEqual([await earlierOf(query.placeId), await earlierOf(intoPlaceId)], [null, null])
})
