// What each kind of file holds: how its columns and words are recognised, and which rows of it are right.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { correct, countsOf, csv, marksOf, rowsOf, upload } from '../../../test/imports.ts'
import { openTown, type Person, type Town } from '../../../test/town.ts'
import { imports } from '../../app/rooms.ts'
import { newId } from '../../base/ids.ts'
import { personMemberships } from '../../formation/contract.ts'
import { readWords } from '../../platform/catalogues.ts'
import * as organisations from '../../registry/organisations/contract.ts'
import * as people from '../../registry/people/contract.ts'
import * as calls from './contract.ts'
import { rowHeadings } from './rules.ts'

let town: Town
let linying: Person
let officer: Person
let administrator: Person
before(async () => {
  town = await openTown()
  linying = await town.as('linying-officer')
  officer = await town.as('xuchang-officer')
  administrator = await town.as('administrator')
})
after(() => town.close())

const named = async (text: string) => (await administrator.ask(people.listPeople, { query: { text } })).people

test('a roster in Latin letters is held against the Latin names of who is there, and leaves Chinese names as they are', async () => {
  const first = csv('编码,姓名,地区,电话', 'la-1,杨兰芝,临颍县,711', 'la-2,杨兰枝,临颍县,722')
  await linying.ask(calls.commitImport, await upload(linying, 'people', first))
  const head = 'Full name,Place,Telephone'
  const at = await upload(
    linying,
    'people',
    csv(head, 'yang lanzhi,Linying County,', 'Yang Lanzhi,Linying County,722', 'María Núñez,Linying County,'),
  )
  assert.deepEqual(await marksOf(linying, at), ['2 name namesake'])
  const rows = await rowsOf(linying, at)
  assert.deepEqual(rows[0].candidates.map(({ code }) => code).sort(), ['la-1', 'la-2'])
  await linying.ask(calls.decideRows, { ...at, body: { position: rows[0].position, decision: 'leave-out' } })
  await linying.ask(calls.commitImport, at)
  assert.equal((await named('杨兰芝')).length, 1)
  assert.equal((await named('杨兰枝')).length, 1)
  const corrected = await upload(
    linying,
    'people',
    csv('Code,Full name,Place,Telephone', 'la-1,Yang Lan-chih,Linying County,733'),
  )
  assert.deepEqual(await countsOf(linying, corrected), { changed: 1 })
  await linying.ask(calls.commitImport, corrected)
  assert.equal((await named('杨兰芝'))[0].names.en, 'Yang Lan-chih')
})

test('columns are recognised in any order and language, and can be said anew', async () => {
  const at = await upload(linying, 'people', csv('Phone;谁;PLACE;备注', '1;列甲;Linying County;x'))
  const page = await linying.ask(calls.importPage, at)
  assert.deepEqual(page.problems, [{ sheet: 0, kind: 'missing', key: 'name' }])
  assert.equal((await linying.send(calls.commitImport, at)).problem.stage, 'columns missing')
  await linying.ask(calls.mapColumns, { ...at, body: { sheet: 0, column: 1, key: 'name' } })
  assert.deepEqual((await linying.ask(calls.importPage, at)).problems, [])
  assert.deepEqual(await countsOf(linying, at), { new: 1 })
  const wrong = await linying.send(calls.mapColumns, { ...at, body: { sheet: 0, column: 9, key: 'name' } })
  assert.equal(wrong.status, 422)
  const twice = await upload(linying, 'people', csv('姓名,姓名,地区', '甲,乙,临颍县'))
  assert.deepEqual(
    (await linying.ask(calls.importPage, twice)).problems.map((one) => one.kind),
    ['twice'],
  )
})

test('every template is recognised as what it is, in both languages', async () => {
  const { kinds } = await administrator.ask(calls.importKinds, {})
  assert.deepEqual(
    kinds.map(({ kind }) => kind),
    imports.map(({ name }) => name),
  )
  for (const { kind } of kinds) {
    for (const language of ['zh', 'en']) {
      const { body } = await administrator.send(
        calls.importTemplate,
        { params: { kind } },
        { 'accept-language': language },
      )
      const bytes = body as Buffer
      assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf])
      const at = await upload(administrator, kind, bytes)
      const page = await administrator.ask(calls.importPage, at)
      assert.deepEqual(page.problems, [], `${kind} ${language}`)
      const ignored = page.sheets[0].columns.filter((one) => one.key === null)
      assert.deepEqual(ignored, [], `${kind} ${language}`)
    }
  }
})

test('the level of a place is read as the reader’s language calls it', async () => {
  const rows = ['linying,Linying County,condado,许昌专区', 'xuchang-two,Segundo,Distrito,henan']
  const importId = newId()
  const spanish = { 'accept-language': 'es' }
  const body = csv('编码,名称,级别,上级', ...rows)
  const query = { importId, kind: 'places', name: 'roster.csv' }
  assert.equal((await administrator.send(calls.uploadImport, { query, body }, spanish)).status, 200)
  const { body: found } = await administrator.send(
    calls.importRows,
    { params: { importId }, query: {} },
    spanish,
  )
  const wrong = found.rows.flatMap(({ marks }) => marks.filter(({ column }) => column === 'level'))
  assert.deepEqual(wrong, [])
})

test('a kind of file that there is not is refused in words, and its template is not found', async () => {
  const { status, problem } = await linying.send(calls.uploadImport, {
    query: { importId: newId(), kind: 'nothing', name: 'roster.csv' },
    body: csv('姓名,地区', '甲,临颍县'),
  })
  assert.deepEqual([status, problem.errors?.[0]?.pointer], [422, '/kind'])
  assert.equal((await linying.send(calls.importTemplate, { params: { kind: 'nothing' } })).status, 404)
  const told = async (language: string) => {
    const { body } = await linying.send(calls.importKinds, {}, { 'accept-language': language })
    return (body as { kinds: { title: string }[] }).kinds.map(({ title }) => title)
  }
  assert.deepEqual([(await told('zh'))[0], (await told('en'))[0]], ['地区', 'Places'])
})

test('units with their parents and said dates, then who holds their posts', async () => {
  const units = await upload(
    linying,
    'organisations',
    csv(
      '编码,名称,类型,地区,行业,上级单位,成立时间,状态',
      'li-federation,临颍县手工业联社,federation,临颍县,,,1954年2月中旬,正常',
      'li-hemp,临颍县麻绳生产小组,生产小组,临颍县,,临颍县手工业联社,mid-January 1954,',
      'li-iron,临颍县白铁生产社,手工业生产合作社,临颍县,白铁匠,,19750,',
    ),
  )
  assert.deepEqual(await marksOf(linying, units), ['4 founded serial', '4 trade unknown'])
  const [, , row] = await rowsOf(linying, units)
  assert.deepEqual(row.marks[0].suggestions, [{ value: '1954-01-26', text: '1954-01-26' }])
  await correct(linying, units, row.position, 'founded', '1954-01-26')
  await correct(linying, units, row.position, 'trade', '')
  await linying.ask(calls.commitImport, units)
  const { organisations: found } = await linying.ask(organisations.listOrganisations, {
    query: { text: 'li-hemp' },
  })
  const page = await linying.ask(organisations.organisationPage, {
    params: { organisationId: found[0].id },
  })
  assert.deepEqual(
    [page.organisation.parent?.names.zh, page.organisation.foundedSaid, page.forms[0].fromOn],
    ['临颍县手工业联社', '1954-01-mid', '1954-01-11'],
  )

  await linying.ask(
    calls.commitImport,
    await upload(linying, 'people', csv('编码,姓名,地区', 'li-p1,组长甲,临颍县', 'li-p2,组长乙,临颍县')),
  )
  const posts = await upload(
    linying,
    'appointments',
    csv(
      '姓名,职务,单位,自,至',
      '组长甲,group-head,li-hemp,1954年2月,',
      '组长乙,group-head,临颍县麻绳生产小组,1954-03-01,',
      '组长乙,group-head,li-iron,1954-03-01,1953-01-01',
      '无此人,group-head,li-hemp,1954-03-01,',
    ),
  )
  assert.deepEqual(await marksOf(linying, posts), ['2 from inexact', '4 to order', '5 person unknown'])
  const rows = await rowsOf(linying, posts)
  await correct(linying, posts, rows[0].position, 'from', rows[0].marks[0].suggestions[0].value)
  assert.deepEqual((await marksOf(linying, posts)).slice(0, 2), ['3 post taken', '4 to order'])
  await correct(linying, posts, rows[0].position, 'to', '1954-03-01')
  for (const at of [2, 3])
    await linying.ask(calls.decideRows, {
      ...posts,
      body: { position: rows[at].position, decision: 'leave-out' },
    })
  assert.deepEqual(await marksOf(linying, posts), [])
  await linying.ask(calls.commitImport, posts)
  const after = await linying.ask(organisations.organisationHolders, {
    params: { organisationId: found[0].id },
    query: {},
  })
  assert.deepEqual(
    after.holders.map((one) => [one.person.names.zh, one.fromOn, one.toOn]),
    [
      ['组长乙', '1954-03-01', null],
      ['组长甲', '1954-02-01', '1954-03-01'],
    ],
  )
})

test('places: under what is there or in the file; doubles, circles and levels the wrong way round are found', async () => {
  const at = await upload(
    officer,
    'places',
    csv(
      '编码,名称,级别,上级',
      'linying-chengguan,城关镇,镇,临颍县',
      'linying-east,东区,县,临颍县',
      'loop-a,环甲,乡,loop-b',
      'loop-b,环乙,乡,loop-a',
      'henan-again,河南省,省,全国',
      'linying,临颍县,县,许昌专区',
      'jia,郏城,县,许昌专区',
    ),
  )
  assert.deepEqual(await marksOf(officer, at), [
    '3 level level',
    '5 parent circle',
    '6 parent not-yours',
    '8 name renamed',
  ])
  const again = await upload(
    administrator,
    'places',
    csv('编码,名称,级别,上级', 'henan-again,河南省,省,全国'),
  )
  assert.deepEqual(await countsOf(administrator, again), { same: 1 })
  const latin = await upload(
    officer,
    'places',
    csv('编码,名称,级别,上级', 'linying,Linying County,县,许昌专区'),
  )
  assert.deepEqual(await countsOf(officer, latin), { same: 1 }, 'by its Latin name as well')
})

test('memberships: consent is required of every row, a second unit is asked about, an end is news, all in or nothing', async () => {
  const heading = '姓名,单位,加入日期,同意日期,同意方式,退出日期,退出原因,加入方式'
  const unit = '临颍城关铁业生产合作社'
  await linying.ask(
    calls.commitImport,
    await upload(
      linying,
      'people',
      csv('编码,姓名,地区', 'lm-1,社员甲,临颍县', 'lm-2,社员乙,临颍县', 'lm-3,社员丙,临颍县'),
    ),
  )
  const at = await upload(
    linying,
    'memberships',
    csv(
      heading,
      `社员甲,${unit},1954-03-01,1954-02-26,按手印,,,`,
      `社员乙,${unit},1954-03-01,,,,,`,
      `社员丙,${unit},1954-03-01,1954-03-02,签字,,,户`,
      `社员丁,${unit},1954-03-01,1954-03-01,签字,,,`,
      `刘改英,${unit},1954-03-01,1954-03-01,社员大会,,,`,
      '社员甲,郏城关铁业生产合作社,1954-03-01,1954-03-01,签字,,,',
    ),
  )
  assert.deepEqual(await marksOf(linying, at), [
    '3 consentOn required',
    '3 consentHow required',
    '4 consentOn after-joining',
    '5 person unknown',
    '6 organisation overlap',
    '7 organisation unknown',
  ])
  const early = await linying.send(calls.commitImport, at)
  assert.deepEqual([early.status, early.problem.stage], [409, 'rows open'])
  const rows = await rowsOf(linying, at)
  await correct(linying, at, rows[1].position, 'consentOn', '1954-02-27')
  await correct(linying, at, rows[1].position, 'consentHow', '当面表示')
  await correct(linying, at, rows[2].position, 'consentOn', '1954-02-27')
  const decide = (row: number, decision: 'leave-out' | 'meant') =>
    linying.ask(calls.decideRows, { ...at, body: { position: rows[row].position, decision } })
  await decide(3, 'leave-out')
  await decide(4, 'meant')
  await decide(5, 'leave-out')
  assert.deepEqual(await countsOf(linying, at), { new: 4, 'left-out': 2 })
  await linying.ask(calls.commitImport, at)
  const [jia1] = await named('社员甲')
  const { memberships } = await linying.ask(personMemberships, { params: { personId: jia1.id } })
  assert.deepEqual(
    memberships.map((one) => [one.organisation.names.zh, one.joinedOn, one.consentHow, one.state]),
    [[unit, '1954-03-01', 'signed', 'now']],
  )

  const ends = await upload(
    linying,
    'memberships',
    csv(
      heading,
      `社员甲,${unit},1954-03-01,1954-02-26,签字,1954-06-01,迁走,`,
      `社员乙,${unit},1954-03-01,1954-02-27,当面表示,,,`,
      `社员丙,${unit},1954-03-01,1954-02-20,签字,,,户`,
    ),
  )
  assert.deepEqual(await marksOf(linying, ends), ['4 joined entered-otherwise'])
  await linying.ask(calls.decideRows, {
    ...ends,
    body: { position: (await rowsOf(linying, ends))[2].position, decision: 'leave-out' },
  })
  assert.deepEqual(await countsOf(linying, ends), { changed: 1, same: 1, 'left-out': 1 })
  await linying.ask(calls.commitImport, ends)
  const { memberships: after } = await linying.ask(personMemberships, { params: { personId: jia1.id } })
  assert.deepEqual(
    after.map((one) => [one.state, one.leftOn, one.leftReason, one.changes.map(({ kind }) => kind)]),
    [['before', '1954-06-01', 'moved_away', ['left']]],
  )
})

test('no two columns of a preview are headed alike, of no kind and in no language', () => {
  const { languages, say } = readWords()
  assert.ok(languages.length >= 3)
  for (const language of languages)
    for (const { name, columns } of imports) {
      const titles = [...Object.values(rowHeadings), ...columns.map(({ title }) => title)]
      const told = titles.map((title) => say(language)(title).toLowerCase())
      assert.deepEqual(
        told.filter((title, at) => told.indexOf(title) < at),
        [],
        `${name} ${language}`,
      )
    }
})

test('of several people of one name the place of the row decides, and where it names none that of the unit', async () => {
  const bring = async (kind: string, ...lines: string[]) =>
    administrator.ask(calls.commitImport, await upload(administrator, kind, csv(...lines)))
  await bring('people', '编码,姓名,地区', 'sn-1,同名某,临颍县', 'sn-2,同名某,郏县')
  await bring('organisations', '编码,名称,类型,地区', 'sn-unit,同名生产小组,生产小组,临颍县')
  const places = [
    ['02', ''],
    ['03', '临颍县'],
    ['04', '郏县'],
  ]
  await bring(
    'appointments',
    '姓名,职务,单位,地区,自,至',
    ...places.map(([month, place]) => `同名某,group-head,sn-unit,${place},1954-${month}-01,1954-${month}-20`),
  )
  await bring(
    'memberships',
    '姓名,单位,地区,同意日期,同意方式,加入,退出,退出原因',
    ...places.map(
      ([month, place]) => `同名某,sn-unit,${place},1954-01-30,签字,1954-${month}-01,1954-${month}-20,迁走`,
    ),
  )
  const days: Record<string, string[][]> = {}
  for (const { id: personId, code } of await named('同名某')) {
    const { appointments } = await administrator.ask(people.personPage, { params: { personId } })
    const { memberships } = await administrator.ask(personMemberships, { params: { personId } })
    days[code] = [
      appointments.map(({ fromOn }) => fromOn).sort(),
      memberships.map(({ joinedOn }) => joinedOn).sort(),
    ]
  }
  const [ofUnit, ofRow] = [['1954-02-01', '1954-03-01'], ['1954-04-01']]
  assert.deepEqual(days, { 'sn-1': [ofUnit, ofUnit], 'sn-2': [ofRow, ofRow] })
})
