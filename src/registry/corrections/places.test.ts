// A place that was entered wrongly is put right, as long as nothing rests on it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { emptyDatabase } from '../../../test/database.ts'
import { type OfficeTown, officeOf, openTown, type Person } from '../../../test/town.ts'
import * as calls from '../places/contract.ts'

let office: OfficeTown
let administrator: Person
before(async () => {
  office = await officeOf(await emptyDatabase())
  administrator = office.administrator
})
after(() => office.close())

const words = (en: string) => ({ zh: `${en}（中文）`, en })
const enter = async (code: string, level: string, parentPlaceId: string) =>
  (
    await administrator.ask(calls.addPlace, {
      body: { code, names: words(code), level, parentPlaceId, fromOn: null },
    })
  ).id

test('code, spelling and level of a place are corrected, and found by from then on', async () => {
  const district = await enter('distrikt', 'province', office.placeId)
  const was = { code: 'distrikt', names: words('distrikt'), level: 'province' }
  const right = { code: 'district-one', names: words('District One'), level: 'district' }
  const params = { placeId: district }
  await administrator.ask(calls.correctPlace, { params, body: { ...right, was } })
  const { found } = await administrator.ask(calls.searchPlaces, { query: { text: 'District One' } })
  assert.deepEqual(
    found.map(({ id, code, level, tier }) => ({ id, code, level, tier })),
    [{ id: district, code: 'district-one', level: 'district', tier: 'above' }],
  )
  // Whoever saw it before is told.
  const late = await administrator.send(calls.correctPlace, {
    params,
    body: { ...right, code: 'other', was },
  })
  assert.deepEqual([late.status, late.problem.current], [409, right])
  const { events } = await administrator.ask(calls.placeEvents, { query: { placeId: district } })
  assert.deepEqual(events, [], 'what was entered wrongly is no event of the place')
})

test('a level between what stands above and below it, and no other', async () => {
  const upper = await enter('upper', 'province', office.placeId)
  const middle = await enter('middle', 'district', upper)
  await enter('lower', 'county', middle)
  const was = { code: 'middle', names: words('middle'), level: 'district' }
  const params = { placeId: middle }
  for (const level of ['province', 'nation', 'county', 'township', 'kingdom']) {
    const given = await administrator.send(calls.correctPlace, { params, body: { ...was, level, was } })
    assert.equal(given.status, 422, level)
    assert.equal(given.problem.errors?.[0].pointer, '/level')
  }
  const top = { code: '0', names: { zh: '全国', en: 'Nation' }, level: 'nation' }
  const { place } = await administrator.ask(calls.placePage, {
    params: { placeId: office.placeId },
    query: {},
  })
  const seen = { code: place.code, names: place.names, level: place.level }
  const moved = await administrator.send(calls.correctPlace, {
    params: { placeId: office.placeId },
    body: { ...top, level: 'province', was: seen },
  })
  assert.equal(moved.problem.errors?.[0].pointer, '/level')
  const taken = await administrator.send(calls.correctPlace, { params, body: { ...was, code: 'upper', was } })
  assert.deepEqual(
    taken.problem.errors?.map(({ pointer, code }) => `${pointer} ${code}`),
    ['/code taken'],
  )
})

test('a place that plans stand on keeps what it is, and it is told what rests on it; others may not at all', async () => {
  const town = await openTown()
  const person = await town.as('administrator')
  const { found } = await person.ask(calls.searchPlaces, { query: { text: 'linying' } })
  const county = found.find(({ code }) => code === 'linying') ?? assert.fail('no county')
  const was = { code: county.code, names: county.names, level: county.level }
  const params = { placeId: county.id }
  const body = { ...was, names: words('Linyin'), was }
  const refused = await person.send(calls.correctPlace, { params, body })
  assert.deepEqual(
    refused.problem.errors?.map(({ pointer, code }) => `${pointer} ${code}`),
    [' in-use'],
  )
  assert.match(
    refused.problem.errors?.[0].detail ?? '',
    /plans and condition sheets \(\d+\), classes \(\d+\)/,
  )
  // Nor what such places lie under.
  const above = (await person.ask(calls.searchPlaces, { query: { text: '许昌专区' } })).found[0]
  const seen = { code: above.code, names: above.names, level: above.level }
  const upper = await person.send(calls.correctPlace, {
    params: { placeId: above.id },
    body: { ...seen, code: 'other', was: seen },
  })
  assert.equal(upper.problem.errors?.[0].code, 'in-use')
  for (const login of ['linying-officer', 'trainer', 'linying-reporter'])
    assert.equal((await (await town.as(login)).send(calls.correctPlace, { params, body })).status, 403, login)
  await town.close()
})
