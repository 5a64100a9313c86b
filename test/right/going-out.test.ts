// What goes out, comes in again, and who is told.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { strFromU8, unzipSync } from 'fflate'
import { sql } from 'kysely'
import { openTown, type Person, type Town } from '../town.ts'
import { ask, placeOf, send } from './office.ts'
import { bring, commit, csvFile } from './sheets.ts'

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

const names = (text: string) => ({ zh: text, en: text })

type Row = Record<string, string>

/** The tables of a place's package, and its description. */
async function packageOf(person: Person, code: string) {
  const placeId = await placeOf(town, code)
  const { status, body } = await send(person, 'GET /api/exports/package.zip', { query: { placeId } })
  assert.equal(status, 200, JSON.stringify(body))
  const files = unzipSync(new Uint8Array(body))
  const about = JSON.parse(strFromU8(files['datapackage.json']))
  return { files, about, rows: (table: string): Row[] => rowsIn(strFromU8(files[`${table}.csv`])) }
}

const rowsIn = (text: string): Row[] => parse(text, { columns: true, bom: true })

/** The programme's day becomes another. */
const setDay = (day: string) =>
  sql`update platform.setting set value = ${JSON.stringify(day)}::jsonb where name = 'pinnedDay'`.execute(
    town.database.kysely,
  )

test('3: an export holds what its reader sees on the borders of each period', async () => {
  const [xuchang, luoyang] = [await town.as('xuchang-officer'), await town.as('luoyang-officer')]
  const linru = await placeOf(town, 'linru')
  const { rows: found } = await sql<{ day: string }>`
    select value #>> '{}' as day from platform.setting where name = 'pinnedDay'`.execute(town.database.kysely)
  const { periods } = await ask(xuchang, 'GET /api/periods')
  const first = periods.find((one: { code: string }) => one.code === '1954-h1').id
  const isThere = ({ place_id, period_id }: Row) => place_id === linru && period_id === first
  for (const day of [found[0].day, '1954-10-01']) {
    await setDay(day)
    const [mine, theirs] = [
      await packageOf(xuchang, 'xuchang-district'),
      await packageOf(luoyang, 'luoyang-district'),
    ]
    for (const table of ['plans', 'condition-sheets', 'reports']) {
      const [here, there] = [mine.rows(table).filter(isThere), theirs.rows(table).filter(isThere)]
      assert.ok(here.length > 0, `${day}: Xuchang, whose ${table} these were, takes them out`)
      assert.deepEqual(there, [], `${day}: Luoyang takes out no ${table} of before its time`)
    }
    for (const { id } of mine.rows('plans').filter(isThere)) {
      assert.equal((await send(xuchang, `GET /api/plans/${id}`)).status, 200)
      assert.equal((await send(luoyang, `GET /api/plans/${id}`)).status, 404)
    }
    // Every line and report belongs to a plan that goes out as well; none goes out twice over.
    for (const out of [mine, theirs]) {
      const plans = new Set(out.rows('plans').map(({ id }) => id))
      assert.ok(out.rows('plan-lines').every(({ plan_id }) => plans.has(plan_id)))
      const lines = new Set(out.rows('plan-lines').map(({ id }) => id))
      assert.ok(out.rows('reports').every(({ plan_line_id }) => lines.has(plan_line_id)))
    }
    const both = [...mine.rows('plans'), ...theirs.rows('plans')].map(({ id }) => id)
    assert.equal(new Set(both).size, both.length)
  }
  // By the county's own name nothing opens that the pages do not show.
  const named = await packageOf(luoyang, 'linru')
  for (const table of ['plans', 'condition-sheets', 'reports'])
    assert.deepEqual(named.rows(table).filter(isThere), [], table)
  await setDay(found[0].day)
})

test('3: the sum of what goes out is what the roll-up counts', async () => {
  const xuchang = await town.as('xuchang-officer')
  const out = await packageOf(xuchang, 'xuchang-district')
  const { rows } = await sql<{ period: string; plans: number }>`
    select plan.period_id as period, count(*)::int as plans from plan.plan as plan
    join plan.period as period on period.id = plan.period_id
    join registry.place_path as path on path.place_id = plan.place_id and path.from_on <= period.borders_on
      and path.to_on > period.borders_on
    where path.line @> array[${await placeOf(town, 'xuchang-district')}]::uuid[]
    group by plan.period_id`.execute(town.database.kysely)
  const counted = Object.groupBy(out.rows('plans'), ({ period_id }) => period_id)
  assert.deepEqual(
    Object.fromEntries(Object.entries(counted).map(([period, plans]) => [period, plans?.length])),
    Object.fromEntries(rows.map(({ period, plans }) => [period, plans])),
  )
})

test('the data package is valid by its own description', async () => {
  const { about, files, rows } = await packageOf(await town.as('xuchang-officer'), 'xuchang-district')
  for (const { name, schema } of about.resources) {
    assert.notDeepEqual(schema.foreignKeys, [], `${name} says no empty list`)
    const all = rows(name)
    for (const field of schema.fields) {
      const values = all.map((row) => row[field.name]).filter((value) => value !== '')
      const pattern = {
        datetime: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
        date: /^\d{4}-\d\d-\d\d$/,
        integer: /^-?\d+$/,
        number: /^-?\d+(\.\d+)?(e-?\d+)?$/,
        boolean: /^(true|false)$/,
      }[field.type as string]
      if (pattern) for (const value of values) assert.match(value, pattern, `${name}.${field.name}`)
    }
    for (const { fields, reference } of schema.foreignKeys ?? []) {
      const ids = new Set(rows(reference.resource || name).map(({ id }) => id))
      const lost = all.filter((row) => row[fields] !== '' && !ids.has(row[fields]))
      assert.deepEqual(lost.slice(0, 3), [], `${name}.${fields} leads to ${reference.resource}`)
    }
  }
  assert.ok(Object.keys(files).length > 10)
})

test('what went out comes in again as what is there already', async () => {
  const admin = await town.as('administrator')
  const linying = await town.as('linying-officer')
  const placeId = await placeOf(town, 'linying')
  for (const [text, phone] of [
    ['回一', '+8613900000021'],
    ['回二', '-0395 21'],
  ])
    await ask(linying, 'POST /api/people', { body: { placeId, names: names(text), phone } })
  const { files } = await packageOf(admin, 'china').catch(() => packageOf(admin, 'xuchang-district'))
  const ofCounty = await packageOf(linying, 'linying')
  for (const [kind, table] of [
    ['people', 'people'],
    ['organisations', 'organisations'],
    ['appointments', 'appointments'],
    ['memberships', 'memberships'],
    ['posts', 'posts'],
    ['places', 'places'],
  ]) {
    const isCommon = kind === 'posts' || kind === 'places'
    const bytes = Buffer.from((isCommon ? files : ofCounty.files)[`${table}.csv`])
    const brought = await bring(isCommon ? admin : linying, kind, `${table}.csv`, bytes)
    assert.deepEqual(brought.page.problems, [], kind)
    assert.deepEqual(
      Object.keys(brought.counts),
      ['same'],
      `${kind}: ${JSON.stringify(brought.counts)} ${brought.marks.slice(0, 5)} ${JSON.stringify(brought.rows.find(({ state }) => state !== 'same'))}`,
    )
  }
})

test('38: a table takes for no formula what somebody wrote', async () => {
  const linying = await town.as('linying-officer')
  const placeId = await placeOf(town, 'linying')
  for (const text of ['=1+1', '＝1+1', '＋1', '－1', '＠甲', '@甲', ' =1+1'])
    await ask(linying, 'POST /api/people', { body: { placeId, names: names(text), phone: null } })
  const { body } = await send(linying, 'GET /api/exports/tables/people', { query: { placeId } })
  const cells = String(body).split(/[,\r\n]/)
  assert.ok(cells.length > 20)
  assert.deepEqual(
    cells.filter((cell) => /^["\s]*[=+@＝＋－＠]/.test(cell)),
    [],
  )
})

test('38: a name is one line that can be seen', async () => {
  const linying = await town.as('linying-officer')
  const placeId = await placeOf(town, 'linying')
  const refused = [
    '\u200b',
    '\u00ad\u00ad',
    '\u2060 \u200d',
    '甲\n乙',
    '甲\r乙',
    '甲\u2028乙',
    '甲\u202e乙',
    '\u2066甲',
    'a\u202db',
    '\u3164',
    '\ufeff',
    '\u0301',
    '\u{e0041}\u{e0042}',
    '\ue000',
    '\u0378',
    '\ufffc',
    '\ufff9\ufffb',
    '甲\ufffd',
  ]
  for (const text of refused)
    for (const [path, body] of [
      ['people', { placeId, names: names(text), phone: null }],
      ['programmes', { placeId, names: names(text), lead: names('') }],
    ] as const) {
      const { status, body: answer } = await send(linying, `POST /api/${path}`, { body })
      assert.ok(
        status === 422 && answer.errors[0].pointer.startsWith('/names'),
        `${path} ${JSON.stringify(text)} ${status}`,
      )
    }
  const person = { placeId, names: names('甲') }
  for (const phone of ['\u202e123', '12\n34', '\u200b']) {
    const { status, body } = await send(linying, 'POST /api/people', { body: { ...person, phone } })
    assert.deepEqual([status, body.errors[0].pointer], [422, '/phone'])
  }
  // Nor does what nobody sees make another name of one.
  const { id } = await ask(linying, 'POST /api/people', {
    body: { placeId, names: { zh: '甲\u200b乙\u3164', en: 'Jia\ufe00 Yi\u00ad' }, phone: null },
  })
  const { rows } = await sql<{ names: object }>`select names from registry.person where id = ${id}`.execute(
    town.database.kysely,
  )
  assert.deepEqual(rows[0].names, { zh: '甲乙', en: 'Jia Yi' })
  // Signs that join letters belong to names of other scripts.
  for (const text of ['ابوالحسن\u200cزاده', 'क्\u200dष', 'José'])
    await ask(linying, 'POST /api/people', { body: { placeId, names: names(text), phone: null } })
})

test('case 11: one name is one name, however it was typed', async () => {
  const linying = await town.as('linying-officer')
  const spelled = [
    '买买提·艾力',
    '买买提・艾力',
    '买买提．艾力',
    '买买提‧艾力',
    '买买提 艾力',
    '买买提•艾力',
    '买买提･艾力',
    '买买提∙艾力',
    '买买提 · 艾力',
    '买买提⋅艾力',
  ]
  const file = csvFile(
    '姓名,县',
    ...spelled.map((name) => `${name},临颍县`),
    'José Lúpez,临颍县',
    'Jose\u0301 Lu\u0301pez,临颍县',
    'JOSÉ LÚPEZ,临颍县',
  )
  const brought = await bring(linying, 'people', 'a.csv', file)
  assert.equal(brought.counts.new, 2)
  assert.equal(brought.counts.ask, spelled.length + 1)
  assert.ok(brought.marks.every((one) => one.endsWith('name twice')))
  await ask(linying, `POST /api/imports/${brought.id}/decisions`, {
    body: { position: null, decision: 'leave-out' },
  })
  assert.equal((await commit(linying, brought)).status, 200)
  const again = await bring(
    linying,
    'people',
    'a.csv',
    csvFile('姓名,县', '买买提艾力,临颍县', 'Jose\u0301 Lúpez,临颍县'),
  )
  assert.deepEqual(again.counts, { ask: 2 })
  const find = async (text: string) => (await ask(linying, 'GET /api/people', { query: { text } })).people
  for (const text of ['José Lúpez', 'Jose\u0301 Lu\u0301pez', 'jose lupez', 'LUPEZ', 'lupez jose'])
    assert.equal((await find(text)).length, 1, text)
  for (const text of ['买买提·艾力', '买买提・艾力', '买买提艾力', '艾力'])
    assert.ok((await find(text)).length >= 1, text)
  const [kept] = await find('买买提')
  assert.equal(kept.names.zh, '买买提·艾力')
})

test('people are found without accents, by words, and by what they hold', async () => {
  const linying = await town.as('linying-officer')
  const placeId = await placeOf(town, 'linying')
  const find = async (text: string) => (await ask(linying, 'GET /api/people', { query: { text } })).people
  for (const [zh, en] of [
    ['德奥', 'Théogène Nkurunziza'],
    ['努', 'Núñez Peñaranda'],
    ['吕', 'Lü Zhǔrèn'],
    ['乌', 'Łukasz Żak'],
    ['奥', 'Ørsted Håkon'],
  ])
    await ask(linying, 'POST /api/people', { body: { placeId, names: { zh, en }, phone: null } })
  for (const text of [
    'theogene',
    'nkurunziza theogene',
    'nunez',
    'penaranda',
    'lu zhuren',
    'lukasz',
    'orsted hakon',
  ])
    assert.equal((await find(text)).length, 1, text)
  const { people } = await ask(linying, 'GET /api/people')
  const holder = people.find(({ posts }: { posts: unknown[] }) => posts.length > 0)
  const word = holder.posts[0].post.en.split(' ')[0]
  const found = await find(`${holder.names.en} ${word}`)
  assert.ok(
    found.some(({ id }: { id: string }) => id === holder.id),
    `${holder.names.en} ${word}`,
  )
  assert.deepEqual(await find(`${holder.names.en} astronaut`), [])
})

test('35: what the kept entry lacks it takes from its twin (case 15)', async () => {
  const linying = await town.as('linying-officer')
  const placeId = await placeOf(town, 'linying')
  const add = async (text: string, phone: string | null) =>
    (await ask(linying, 'POST /api/people', { body: { placeId, names: names(text), phone } })).id
  const phoneOf = async (id: string) => (await ask(linying, `GET /api/people/${id}`)).person.phone
  const merge = (twin: string, kept: string) =>
    ask(linying, `POST /api/people/${twin}/twins/${kept}`, { body: { reason: 'one person' } })
  for (const [a, b, after] of [
    [null, '13900000077', '13900000077'],
    ['13900000078', null, '13900000078'],
    ['13900000079', '13900000080', '13900000079'],
    [null, null, null],
    [null, '+86 139-0000-0081', '+86 139-0000-0081'],
  ] as const) {
    const [kept, twin] = [await add('冲一', a), await add('冲 一', b)]
    await merge(twin, kept)
    assert.equal(await phoneOf(kept), after)
    if (after === null) continue
    const digits = after.replace(/\D/g, '')
    const { people } = await ask(linying, 'GET /api/people', { query: { text: digits } })
    assert.deepEqual(
      people.map(({ id }: { id: string }) => id),
      [kept],
    )
  }
  // Taken back, each has what it had.
  const [kept, twin] = [await add('冲二', null), await add('冲 二', '13900000082')]
  await merge(twin, kept)
  const { twins } = await ask(linying, 'GET /api/twins')
  const log = twins.find((one: { twin: { id: string } }) => one.twin.id === twin)
  await ask(linying, `POST /api/twins/${log.id}/undo`, { body: {} })
  assert.deepEqual([await phoneOf(kept), await phoneOf(twin)], [null, '13900000082'])
})

test('case 16: places are read as they call themselves', async () => {
  const admin = await town.as('administrator')
  const read: Record<string, string> = {
    浚县: 'Xun',
    单县: 'Shan',
    乐亭县: 'Laoting',
    蔚县: 'Yu',
    大埔县: 'Dabu',
    涡阳县: 'Guoyang',
    黄陂区: 'Huangpi',
    六安县: "Lu'an",
    铅山县: 'Yanshan',
    歙县: 'She',
    莘县: 'Shen',
    洪洞县: 'Hongtong',
    番禺县: 'Panyu',
    大城县: 'Daicheng',
    长子县: 'Zhangzi',
    盱眙县: 'Xuyi',
    解县: 'Xie',
    荥阳县: 'Xingyang',
  }
  const file = csvFile(
    '编码,名称,级别,上级',
    ...Object.keys(read).map((name, at) => `zz-${at},${name},县,许昌专区`),
  )
  const brought = await bring(admin, 'places', 'a.csv', file)
  assert.deepEqual(brought.counts, { new: Object.keys(read).length })
  await commit(admin, brought)
  for (const [name, latin] of Object.entries(read)) {
    const { found } = await ask(admin, 'GET /api/places/find', { query: { text: name } })
    assert.ok(
      found.some((one: { names: { en: string } }) => one.names.en.split(' ')[0] === latin),
      `${name} ${JSON.stringify(found.map((one: { names: unknown }) => one.names))}`,
    )
  }
})

test('columns: what only looks like a column is not taken for one', async () => {
  const linying = await town.as('linying-officer')
  const keysOf = async (kind: string, ...lines: string[]) =>
    (await bring(linying, kind, 'a.csv', csvFile(...lines))).page.sheets[0].columns.map(
      (one: { key: string }) => one.key,
    )
  assert.deepEqual(await keysOf('people', 'No,full name,place', '1,栏一,临颍县'), [null, 'name', 'place'])
  assert.deepEqual(await keysOf('people', 'Number,full name,place', '1,栏一,临颍县'), [null, 'name', 'place'])
  assert.deepEqual(await keysOf('people', 'id,code,full name,place', 'x,栏-1,栏一,临颍县'), [
    null,
    'code',
    'name',
    'place',
  ])
  assert.deepEqual(
    (await keysOf('organisations', 'organisation,form,place,Sector', '栏社,生产合作社,临颍县,Food'))[3],
    null,
  )
  assert.deepEqual(
    (await keysOf('appointments', 'id,person,post,organisation,from', 'x,甲,科长,乙,1954-01-01'))[0],
    null,
  )
})

test('official codes are read as offices write them', async () => {
  const admin = await town.as('administrator')
  const file = csvFile(
    '编码,名称',
    '470000,某省',
    '471000,某专区',
    '471023,某县',
    '471023100,某镇',
    '471023101000,别镇',
  )
  const { counts, marks } = await bring(admin, 'places', 'a.csv', file)
  assert.deepEqual([counts, marks], [{ new: 5 }, []])
})

test('choices are offered in the reader’s language', async () => {
  const admin = await town.as('administrator')
  const { id } = await bring(
    admin,
    'places',
    'a.csv',
    csvFile('编码,名称,级别,上级', 'zz-w,选乡,王国,临颍县'),
  )
  for (const [language, word] of [
    ['en', 'township'],
    ['es', 'municipio'],
    ['zh', '乡'],
  ]) {
    const { rows } = await ask(admin, `GET /api/imports/${id}/rows`, {
      headers: { 'accept-language': language },
    })
    const offered = rows[0].marks[0].suggestions.map((one: { text: string }) => one.text)
    if (language === 'es')
      assert.ok(
        offered.every((text: string) => !/\p{Script=Han}/u.test(text)),
        String(offered),
      )
    else
      assert.ok(
        offered.some((text: string) => text.includes(word)),
        String(offered),
      )
  }
  // What is offered is taken.
  const { rows } = await ask(admin, `GET /api/imports/${id}/rows`)
  const { value } = rows[0].marks[0].suggestions.at(-1)
  await ask(admin, `POST /api/imports/${id}/cells`, {
    body: { position: rows[0].position, key: 'level', value, everywhere: false },
  })
  assert.equal((await ask(admin, `GET /api/imports/${id}`)).counts.new, 1)
})

test('7: a webhook ends with the token that made it, and its limit holds under race', async () => {
  const officer = await town.as('xuchang-officer')
  const placeId = await placeOf(town, 'xuchang-district')
  const body = { url: 'https://example.org/hook', placeId, kinds: [] }
  const all = await Promise.all(
    Array.from({ length: 30 }, () => send(officer, 'POST /api/webhooks', { body })),
  )
  const made = all.filter(({ status }) => status === 200)
  assert.equal(made.length, 20)
  for (const one of made) await ask(officer, `DELETE /api/webhooks/${one.body.id}`)
  const token = await ask(officer, 'POST /api/account/tokens', {
    body: { name: 'hook', placeId, mayWrite: true, days: 30 },
  })
  const machine = town.byToken(token.secret)
  const { id } = await ask(machine, 'POST /api/webhooks', { body })
  const isLive = async () =>
    (await ask(officer, 'GET /api/webhooks')).webhooks.find((one: { id: string }) => one.id === id)?.isLive ??
    false
  assert.equal(await isLive(), true)
  await ask(officer, `DELETE /api/account/tokens/${token.id}`)
  assert.equal(await isLive(), false)
})
