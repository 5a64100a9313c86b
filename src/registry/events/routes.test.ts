// What happens to places, through the front door: transfers, splits and mergers, each with its preview and refusals.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTown, type Person, type Town } from '../../../test/town.ts'
import * as organisations from '../organisations/contract.ts'
import * as calls from '../places/contract.ts'

let town: Town
let officer: Person
let administrator: Person
before(async () => {
  town = await openTown()
  officer = await town.as('xuchang-officer')
  administrator = await town.as('administrator')
})
after(() => town.close())

const event = { source: 'test', note: { zh: '试', en: 'test' } }
const placeOf = async (code: string) => {
  const { found } = await administrator.ask(calls.searchPlaces, { query: { text: code, on: '1954-01-01' } })
  const place = found.find((one) => one.code === code)
  assert.ok(place, code)
  return place.id
}
const pointers = (answer: { problem: { errors?: { pointer: string; code: string }[] } }) =>
  (answer.problem.errors ?? []).map((one) => `${one.pointer} ${one.code}`)

async function parentOn(code: string, on: string): Promise<string | undefined> {
  const { places } = await officer.ask(calls.placeTree, { query: { on } })
  const place = places.find((one) => one.code === code)
  return places.find((one) => one.id === place?.parentId)?.code
}

test('a transfer is previewed, refused where it is none, and leaves the days before as they were', async () => {
  const [placeId, toPlaceId] = [await placeOf('baofeng'), await placeOf('luoyang-district')]
  const params = { placeId }
  const preview = await officer.ask(calls.transferPreview, {
    params,
    query: { toPlaceId, onDay: '1954-08-01' },
  })
  assert.deepEqual([preview.from?.names.en, preview.counties], ['Xuchang Special District', 0])
  assert.ok(preview.organisations > 5)
  const same = await officer.send(calls.transferPlace, {
    params,
    body: { toPlaceId: await placeOf('xuchang-district'), onDay: '1954-08-01', ...event },
  })
  assert.deepEqual(pointers(same), ['/toPlaceId unchanged'])
  const level = await officer.send(calls.transferPlace, {
    params,
    body: { toPlaceId: await placeOf('ye'), onDay: '1954-08-01', ...event },
  })
  assert.deepEqual(pointers(level), ['/toPlaceId level'])
  const county = await (await town.as('baofeng-officer')).send(calls.transferPlace, {
    params,
    body: { toPlaceId, onDay: '1954-08-01', ...event },
  })
  assert.equal(county.status, 403)
  const transfer = { params, body: { toPlaceId, onDay: '1954-08-01', ...event } }
  const away = await officer.send(calls.transferPlace, transfer)
  assert.deepEqual([away.status, ...pointers(away)], [403, '/toPlaceId not-permitted'])
  const home = await officer.send(calls.transferPlace, {
    params: { placeId: await placeOf('yichuan') },
    body: { ...transfer.body, toPlaceId: await placeOf('xuchang-district') },
  })
  assert.equal(home.status, 403)
  assert.equal(await parentOn('baofeng', '1954-08-01'), 'xuchang-district')
  await administrator.ask(calls.transferPlace, transfer)
  assert.equal(await parentOn('baofeng', '1954-07-31'), 'xuchang-district')
  assert.equal(await parentOn('baofeng', '1954-08-01'), 'luoyang-district')
})

test('of transfers of one place on one day, sent at once, one is recorded; another replaces it who saw it', async () => {
  const params = { placeId: await placeOf('baofeng') }
  const onDay = '1954-09-01'
  const districts = ['xuchang-district', 'one-district', 'two-district']
  for (const code of districts.slice(1))
    await administrator.ask(calls.addPlace, {
      body: {
        ...{ code, names: { zh: '又专区', en: code }, level: 'district', fromOn: null },
        parentPlaceId: await placeOf('henan'),
      },
    })
  const send = async (code: string, seen?: string) =>
    administrator.send(calls.transferPlace, {
      params,
      body: {
        ...{ toPlaceId: await placeOf(code), onDay, ...event },
        was: seen === undefined ? undefined : { parentPlaceId: await placeOf(seen), fromOn: onDay },
      },
    })
  const answers = await Promise.all(districts.map((code) => send(code)))
  assert.deepEqual(answers.map((one) => one.status).sort(), [200, 409, 409])
  const first = districts[answers.findIndex((one) => one.status === 200)]
  assert.equal(await parentOn('baofeng', onDay), first)
  const [other] = districts.filter((code) => code !== first)
  const late = await send(other, 'luoyang-district')
  const standing = { parentPlaceId: await placeOf(first), fromOn: onDay }
  assert.deepEqual([late.status, late.problem.current], [409, standing])
  assert.equal((await send(other, first)).status, 200)
  assert.equal(await parentOn('baofeng', onDay), other)
})

test('a transfer drops nothing that its preview did not show, also where the parent of the day is the same again', async () => {
  const [placeId, home, away] = [
    await placeOf('yu'),
    await placeOf('xuchang-district'),
    await placeOf('luoyang-district'),
  ]
  const params = { placeId }
  const onDay = '1954-10-15'
  const preview = () =>
    administrator.ask(calls.transferPreview, { params, query: { toPlaceId: away, onDay } })
  const transfer = (toPlaceId: string, day: string, was?: Awaited<ReturnType<typeof preview>>['was']) =>
    administrator.send(calls.transferPlace, {
      params,
      body: { toPlaceId, onDay: day, ...event, was: was ?? undefined },
    })
  const seen = await preview()
  assert.deepEqual([seen.from?.id, seen.was?.parentPlaceId, seen.dropped], [home, home, []])
  assert.equal((await transfer(away, '1954-10-10')).status, 200)
  assert.equal((await transfer(home, onDay)).status, 200)

  const standing = { parentPlaceId: home, fromOn: onDay }
  const late = await transfer(away, onDay, seen.was)
  assert.deepEqual([late.status, late.problem.current], [409, standing])
  const { parents } = await administrator.ask(calls.placePage, { params, query: {} })
  assert.deepEqual(
    parents.slice(-2).map(({ parent, fromOn }) => [parent.id, fromOn]),
    [
      [away, '1954-10-10'],
      [home, onDay],
    ],
    'nothing is gone',
  )
  const anew = await preview()
  assert.deepEqual([anew.was, anew.dropped.map(({ fromOn }) => fromOn)], [standing, [onDay]])
  assert.equal((await transfer(away, onDay, anew.was)).status, 200)
  assert.equal(await parentOn('yu', onDay), 'luoyang-district')
})

test('a county under a county is refused, a split makes a new one, a merger ends it and moves what it had', async () => {
  const district = await placeOf('xuchang-district')
  const under = await officer.send(calls.addPlace, {
    body: {
      code: 'new-district',
      names: { zh: '新区', en: 'New' },
      level: 'district',
      parentPlaceId: await placeOf('ye'),
      fromOn: null,
    },
  })
  assert.deepEqual(pointers(under), ['/parentPlaceId level'])
  const twice = await officer.send(calls.addPlace, {
    body: {
      code: 'jia',
      names: { zh: '郏', en: 'Jia' },
      level: 'county',
      parentPlaceId: district,
      fromOn: null,
    },
  })
  assert.deepEqual(pointers(twice), ['/code taken'])
  const { id } = await officer.ask(calls.splitPlace, {
    params: { placeId: await placeOf('ye') },
    body: { code: 'ye-east', names: { zh: '叶东县', en: 'East Ye County' }, onDay: '1954-05-01', ...event },
  })
  assert.equal(await parentOn('ye-east', '1954-04-30'), undefined)
  assert.equal(await parentOn('ye-east', '1954-05-01'), 'xuchang-district')
  const unit = await officer.ask(organisations.addOrganisation, {
    body: {
      placeId: id,
      form: 'production_group',
      names: { zh: '叶东铁业生产小组', en: 'East Ye Ironwork Group' },
      tradeId: null,
      parentOrganisationId: null,
      foundedSaid: '1954-05-mid',
      status: 'active',
    },
  })
  await officer.ask(calls.renamePlace, {
    params: { placeId: id },
    body: { names: { zh: '东叶县', en: 'Dongye "Red Flag" County' }, onDay: '1954-06-01', ...event },
  })
  const found = async (text: string) =>
    (await officer.ask(calls.searchPlaces, { query: { text, on: '1954-06-15' } })).found.map((one) => one.id)
  for (const text of ['东叶', 'dongye', 'DŌNG YÈ', 'Dong-ye "red flag"', '"Red Flag" 东叶'])
    assert.deepEqual(await found(text), [id], text)
  for (const text of ['-', '","', '[']) assert.deepEqual(await found(text), [], `${text} stands in no name`)
  assert.deepEqual(await found('叶东'), [], 'what it was called is not what it is called')
  const ahead = await officer.send(calls.mergePlace, {
    params: { placeId: id },
    body: { intoPlaceId: await placeOf('ye'), onDay: '1954-12-01', ...event },
  })
  assert.deepEqual(pointers(ahead), ['/onDay future'])
  await officer.ask(calls.mergePlace, {
    params: { placeId: id },
    body: { intoPlaceId: await placeOf('ye'), onDay: '1954-07-01', ...event },
  })
  assert.equal(await parentOn('ye-east', '1954-07-01'), undefined)
  const page = await officer.ask(organisations.organisationPage, { params: { organisationId: unit.id } })
  assert.equal(page.organisation.place.names.en, 'Ye County')
  const history = await officer.ask(calls.placeEvents, { query: { placeId: id } })
  assert.deepEqual(
    history.events.map((one) => one.kind),
    ['merge', 'rename', 'split'],
  )
  assert.equal(history.events[1].namesBefore?.en, 'East Ye County')
})
