// One person entered twice: looked for while somebody is typed, listed as likely, and said to be two.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { openTown, type Person, type Town } from '../../../test/town.ts'
import { enterAt, idIn, two } from '../../../test/twins.ts'
import { phoneKey, spellingKey } from '../../base/spelling.ts'
import * as calls from '../../registry/twins/contract.ts'

let town: Town
let district: Person
let county: Person
before(async () => {
  town = await openTown()
  district = await town.as('xuchang-officer')
  county = await town.as('linying-officer')
})
after(() => town.close())

const enter = (placeCode: string, zh: string, en: string, phone: string | null = null) =>
  enterAt(town, district, placeCode, { zh, en, phone })

test('who is typed is looked for in one’s own places alone', async () => {
  const placeId = await idIn(town, 'registry.place', 'linying')
  const other = await idIn(town, 'registry.place', 'jia')
  await enter('linying', '许广田', 'Xu Guangtian', '0374-8862 101')
  await enter('jia', '许广田', 'Xu Guangtian')
  const near = async (who: Person, query: { zh?: string; en?: string; phone?: string }, at = placeId) =>
    (await who.ask(calls.nearPeople, { query: { placeId: at, ...query } })).near
  const [found] = await near(district, { zh: ' 许　广田', en: 'xu guang-tian' })
  assert.deepEqual(found.alike, ['name', 'place'])
  assert.equal(found.entry.names.zh, '许广田')
  assert.equal((await near(district, { zh: '许广田' })).length, 2)
  assert.equal((await near(county, { zh: '许广田' })).length, 1, 'nobody of another county')
  assert.equal((await near(county, { zh: '许广田' }, other)).length, 1, 'whatever place is asked about')
  assert.deepEqual((await near(county, { zh: '徐广田', en: 'Xu Guangtian' }))[0].alike, ['sound', 'place'])
  assert.deepEqual((await near(county, { zh: '许广由' }))[0].alike, ['like', 'place'])
  assert.deepEqual((await near(county, { phone: '+86 03748862101' }))[0].alike, ['phone', 'place'])
  assert.deepEqual(await near(county, { zh: '欧阳振安' }), [])
  assert.deepEqual(await near(county, {}), [])
})

test('a name is the same whether its signs are whole ones or those of a dictionary', async () => {
  const placeId = await idIn(town, 'registry.place', 'linying')
  await enter('linying', '⻢⻓⻘', 'Ma Changqing')
  const near = async (zh: string) => (await county.ask(calls.nearPeople, { query: { placeId, zh } })).near
  for (const zh of ['马长青', '⻢长青', '马⻓⻘'])
    assert.deepEqual((await near(zh))[0]?.alike, ['name', 'place'], zh)
  // The register compares as an import does.
  const all = Array.from({ length: 0x2fe0 - 0x2e80 }, (_, n) => String.fromCodePoint(0x2e80 + n)).join('')
  for (const name of [all, "Lü O'Brien-Smith, Jr.", 'LÜ', 'Ouyang Zhen’an', '王·小 明⺁', 'ＡＢ c', '']) {
    const { rows } = await sql<{ key: string }>`select registry.name_key(${name}) as key`.execute(
      town.database.kysely,
    )
    assert.equal(rows[0].key, spellingKey(name), name)
  }
  assert.equal(spellingKey('⻢⻓⻘'), '马长青')
})

test('a telephone is the same however it is written, in the register as in a file', async () => {
  for (const [phone, key] of [
    ['138 0000-1111', '13800001111'],
    ['+86 138 0000 1111', '13800001111'],
    ['(0374) 886２１０１', '03748862101'],
    ['８862101', '8862101'],
    // Too few that are digits as they stand.
    ['８８62101', null],
    ['12345', null],
    ['', null],
  ] as const) {
    assert.equal(phoneKey(phone), key, phone)
    const { rows } = await sql<{ key: string | null }>`select registry.phone_key(${phone}) as key`.execute(
      town.database.kysely,
    )
    assert.equal(rows[0].key, key, phone)
  }
})

test('likely pairs come the most likely first, a page at a time, and "not the same" is remembered', async () => {
  const first = await enter('linying', '陈大有', 'Chen Dayou', '13800001111')
  const second = await enter('linying', '陈大有', 'Chen Dayou', '138 0000 1111')
  const third = await enter('xuchang', '陈大有', 'Chen Dayou', '13900002222')
  const pairs = async (query: { apart?: boolean } = {}) => {
    const all: { first: { id: string }; second: { id: string }; alike: string[] }[] = []
    let after: string | undefined
    do {
      const page: { pairs: typeof all; next: string | null } = await district.ask(calls.likelyPeople, {
        query: { ...query, after },
      })
      all.push(...page.pairs)
      after = page.next ?? undefined
    } while (after)
    return all
  }
  const mine = (all: Awaited<ReturnType<typeof pairs>>) =>
    all.filter((pair) => [first, second, third].includes(pair.first.id))
  const [likely, ...others] = mine(await pairs())
  assert.deepEqual([likely.first.id, likely.second.id].sort(), [first, second].sort())
  assert.deepEqual(likely.alike, ['name', 'phone', 'place'])
  assert.deepEqual(others, [], 'the same name elsewhere with another telephone is another person')

  await district.ask(calls.keepPeopleApart, { ...two(second, first), body: { apart: true } })
  assert.deepEqual(mine(await pairs()), [])
  assert.equal(mine(await pairs({ apart: true })).length, 1)
  await district.ask(calls.keepPeopleApart, { ...two(first, second), body: { apart: false } })
  assert.equal(mine(await pairs()).length, 1)
  assert.equal((await district.send(calls.likelyPeople, { query: { after: 'x' } })).status, 400)
})

test('more likely pairs than a page are told once each, whatever is entered in between', async () => {
  for (let n = 0; n < 12; n += 1) await enter('xihua', '孟小满', 'Meng Xiaoman')
  const told: string[] = []
  let after: string | undefined
  do {
    const page: { pairs: { first: { id: string }; second: { id: string } }[]; next: string | null } =
      await district.ask(calls.likelyPeople, { query: { after } })
    told.push(...page.pairs.map(({ first, second }) => `${first.id} ${second.id}`))
    after = page.next ?? undefined
    await enter('xihua', '孟小满二', 'Meng Xiaoman Er')
  } while (after)
  assert.equal(new Set(told).size, told.length)
  assert.ok(told.length >= 66, String(told.length))
})
