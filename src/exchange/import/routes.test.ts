// A file through the front door: read, previewed, put right, brought in, all of it or nothing.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { openTown, type Person, type Town } from '../../../test/town.ts'
import { imports } from '../../app/rooms.ts'
import { newId } from '../../base/ids.ts'
import { personMemberships } from '../../formation/contract.ts'
import { lock, locks } from '../../platform/locks.ts'
import * as organisations from '../../registry/organisations/contract.ts'
import * as people from '../../registry/people/contract.ts'
import * as calls from './contract.ts'

let town: Town
let linying: Person
let jia: Person
let officer: Person
let administrator: Person
before(async () => {
  town = await openTown()
  linying = await town.as('linying-officer')
  jia = await town.as('jia-officer')
  officer = await town.as('xuchang-officer')
  administrator = await town.as('administrator')
})
after(() => town.close())

const csv = (...lines: string[]) => Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`)

type At = { params: { importId: string } }
const upload = async (person: Person, kind: string, bytes: Buffer, importId = newId()): Promise<At> => {
  await person.ask(calls.uploadImport, { query: { importId, kind, name: 'roster.csv' }, body: bytes })
  return { params: { importId } }
}
const rowsOf = async (person: Person, at: At) =>
  (await person.ask(calls.importRows, { ...at, query: {} })).rows
const marksOf = async (person: Person, at: At) =>
  (await rowsOf(person, at)).flatMap((row) =>
    row.marks.map((one) => `${row.rowNumber} ${one.column} ${one.code}`),
  )
const countsOf = async (person: Person, at: At) => {
  const { counts } = await person.ask(calls.importPage, at)
  return Object.fromEntries(Object.entries(counts).filter(([, n]) => n > 0))
}
const named = async (text: string) => (await administrator.ask(people.listPeople, { query: { text } })).people
const correct = (person: Person, at: At, position: number, key: string, value: string, everywhere = false) =>
  person.ask(calls.correctCell, { ...at, body: { position, key, value, everywhere } })

test('faulty cells are marked where they stand, put right, and everything goes in at once', async () => {
  const at = await upload(
    linying,
    'people',
    csv(
      '临颍县一九五四年名册,,,',
      ',,,',
      '序号,姓名（必填）,所在地区,联系电话',
      '1,贺　楼兰,临颍县,１３８ ００００',
      '2,,临颍县,',
      ',,,',
      '3,钟离昧,临颖县,',
      '4,司徒雷,临颖县,1.38E+10',
      '5,郏某,郏县,',
    ),
  )
  const page = await linying.ask(calls.importPage, at)
  assert.deepEqual([page.encoding, page.sheets[0].headRow, page.problems], ['UTF-8', 3, []])
  assert.deepEqual(
    page.sheets[0].columns.map((one) => one.key),
    [null, 'name', 'place', 'phone'],
  )
  assert.deepEqual(await marksOf(linying, at), [
    '5 name required',
    '7 place unknown',
    '8 phone shortened',
    '8 place unknown',
    '9 place not-yours',
  ])
  const early = await linying.send(calls.commitImport, at)
  assert.deepEqual([early.status, early.problem.stage], [409, 'rows open'])

  const rows = await rowsOf(linying, at)
  const near = rows[2].marks[0].suggestions[0]
  assert.equal(near.value, '临颍县')
  await correct(linying, at, rows[2].position, 'place', near.value, true)
  await correct(linying, at, rows[3].position, 'phone', '13800000000')
  await correct(linying, at, rows[1].position, 'name', '闻人达')
  assert.deepEqual(await marksOf(linying, at), ['9 place not-yours'])
  assert.equal((await rowsOf(linying, at))[2].corrected[2], '临颖县')
  await linying.ask(calls.decideRows, {
    ...at,
    body: { position: rows[4].position, decision: 'leave-out' },
  })
  assert.deepEqual(await countsOf(linying, at), { new: 4, 'left-out': 1 })

  const first = await linying.ask(calls.commitImport, at)
  const again = await linying.ask(calls.commitImport, at)
  assert.deepEqual(first, again)
  const [one] = await named('贺楼兰')
  assert.deepEqual([one.names.en, one.place.names.zh], ['He Loulan', '临颍县'])
  assert.equal((await named('钟离昧'))[0].names.en, 'Zhongli Mei')
  assert.equal((await named('闻人达')).length, 1)
  const { person } = await linying.ask(people.personPage, { params: { personId: one.id } })
  assert.equal(person.phone, '138 0000')
  assert.deepEqual(await rowsOf(linying, at), [])
  const closed = await linying.send(calls.checkImport, at)
  assert.deepEqual([closed.status, closed.problem.stage], [409, 'import done'])
})

test('a person of the same name at the same place is asked about, and decided row by row', async () => {
  const first = await upload(linying, 'people', csv('name,place,code', '成双,临颍县,lc-1', '成单,临颍县,'))
  await linying.ask(calls.commitImport, first)
  const at = await upload(
    linying,
    'people',
    csv('姓名,地区,编码,电话', '成双,临颍县,,5566', '成单,临颍县,,', '成双,临颍县,LC-1,'),
  )
  assert.deepEqual(await marksOf(linying, at), ['2 name namesake', '3 name namesake'])
  const rows = await rowsOf(linying, at)
  assert.equal(rows[0].candidates[0].code, 'lc-1')
  const nobody = await linying.send(calls.decideRows, {
    ...at,
    body: { position: rows[0].position, decision: 'same', candidateId: newId() },
  })
  assert.deepEqual(
    nobody.problem.errors?.map((error) => error.pointer),
    ['/candidateId'],
  )
  await linying.ask(calls.decideRows, {
    ...at,
    body: { position: rows[0].position, decision: 'same' },
  })
  // The third row is this person by its code already.
  assert.deepEqual(await marksOf(linying, at), ['3 name namesake', '4 name twice'])
  for (const decision of ['undo', 'new'] as const)
    await linying.ask(calls.decideRows, { ...at, body: { position: rows[0].position, decision } })
  await linying.ask(calls.decideRows, { ...at, body: { position: null, decision: 'same' } })
  assert.deepEqual(await countsOf(linying, at), { same: 2, new: 1 })
  await linying.ask(calls.commitImport, at)
  assert.equal((await named('成双')).length, 2)
  assert.equal((await named('成单')).length, 1)
})

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

test('the same file twice adds nothing; a change is one; codes of other places reveal nothing', async () => {
  const lines = ['编码,姓名,地区,电话', 'lt-1,同甲,临颍县,111', 'lt-2,同乙,临颍县,222']
  await linying.ask(calls.commitImport, await upload(linying, 'people', csv(...lines)))
  const again = await upload(linying, 'people', csv(...lines))
  assert.deepEqual(await countsOf(linying, again), { same: 2 })
  assert.notEqual((await linying.ask(calls.importPage, again)).doneBefore, null)
  const changed = await upload(linying, 'people', csv(...lines.slice(0, 2), 'lt-2,同乙,临颍县,333'))
  assert.deepEqual(await countsOf(linying, changed), { same: 1, changed: 1 })
  await linying.ask(calls.commitImport, changed)
  const foreign = await upload(jia, 'people', csv('编码,姓名,地区', 'lt-1,同甲,郏县'))
  const [row] = await rowsOf(jia, foreign)
  assert.deepEqual([row.marks[0].code, row.candidates], ['taken', []])
  assert.ok(!JSON.stringify(row).includes('临颍'))
})

test('an import is seen by who made it and by administrators above, and changed by its maker alone', async () => {
  const at = await upload(linying, 'people', csv('姓名,地区', '独见,临颍县'))
  const has = async (person: Person) =>
    (await person.ask(calls.listImports, { query: {} })).imports.some((one) => one.id === at.params.importId)
  assert.deepEqual([await has(linying), await has(officer), await has(jia)], [true, false, false])
  assert.equal(await has(administrator), true)
  assert.equal((await officer.send(calls.importPage, at)).status, 404)
  assert.equal((await jia.send(calls.importRows, { ...at, query: {} })).status, 404)
  assert.equal((await administrator.send(calls.commitImport, at)).status, 403)
  const trainee = await town.as('linying-trainee')
  const importId = newId()
  const refused = await trainee.send(calls.uploadImport, {
    query: { importId, kind: 'people', name: 'a.csv' },
    body: csv('姓名,地区', '甲,临颍县'),
  })
  assert.equal(refused.status, 403)
  await linying.ask(calls.removeImport, at)
  assert.equal((await linying.send(calls.importPage, at)).status, 404)
})

test('an id is one import: the same file again answers the first, another one is refused', async () => {
  const bytes = csv('姓名,地区', '一号,临颍县')
  const query = { importId: newId(), kind: 'people', name: 'roster.csv' }
  await linying.askTwice(calls.uploadImport, { query, body: bytes })
  const other = await linying.send(calls.uploadImport, {
    query,
    body: csv('姓名,地区', '二号,临颍县'),
  })
  assert.equal(other.status, 409)
})

test('two who bring in the same at the same time double nothing', async () => {
  const bytes = csv('编码,姓名,地区', ...Array.from({ length: 40 }, (_, n) => `lz-${n},争先${n},临颍县`))
  const mine = await upload(linying, 'people', bytes)
  const yours = await upload(officer, 'people', bytes)
  const answers = await Promise.all([
    linying.send(calls.commitImport, mine),
    officer.send(calls.commitImport, yours),
    linying.send(calls.commitImport, mine),
  ])
  assert.deepEqual(
    answers.map((one) => one.status),
    [200, 200, 200],
  )
  const news = answers.slice(0, 2).map((one) => (one.body.counts as Record<string, number>).new)
  const total = news[0] + news[1]
  assert.equal(total, 40)
  assert.equal((await named('争先17'))[0].code, 'lz-17')

  // Without codes nobody can know whether they are the same: the second is shown what has changed.
  const bare = csv('姓名,地区', '并行甲,临颍县', '并行乙,临颍县')
  const [a, b] = [await upload(linying, 'people', bare), await upload(officer, 'people', bare)]
  await linying.ask(calls.commitImport, a)
  assert.equal((await officer.send(calls.commitImport, b)).status, 409)
  await officer.ask(calls.checkImport, b)
  assert.deepEqual(await countsOf(officer, b), { ask: 2 })
  assert.equal((await named('并行甲')).length, 1)
})

test('a list that goes in while another does waits for it, and holds no transaction meanwhile', async () => {
  const { kysely } = town.database
  const mine = await upload(linying, 'people', csv('姓名,地区', '候门甲,临颍县'))
  const yours = await upload(officer, 'people', csv('姓名,地区', '候门乙,临颍县'))
  const waiting = async () => {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from pg_locks
      where locktype = 'advisory' and objid = ${locks.importing} and not granted
        and database = (select oid from pg_database where datname = current_database())`.execute(kysely)
    return rows[0].n
  }
  const answers: Promise<{ status: number }>[] = []
  await kysely.transaction().execute(async (db) => {
    await lock(db, 'importing')
    answers.push(linying.send(calls.commitImport, mine))
    while ((await waiting()) === 0) await officer.ask(calls.importPage, yours)
    answers.push(officer.send(calls.commitImport, yours))
    for (let n = 0; n < 20; n += 1) await officer.ask(calls.importPage, yours)
    assert.equal(await waiting(), 1)
  })
  assert.deepEqual(
    (await Promise.all(answers)).map(({ status }) => status),
    [200, 200],
  )
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

test('whoever may no longer do by hand what an import does brings nothing in either', async () => {
  const at = await upload(officer, 'places', csv('编码,名称,级别,上级', 'linying-west,西关镇,镇,临颍县'))
  const accountId = await town.accountOf('xuchang-officer')
  const become = (role: string) =>
    sql`update access.role_grant set role = ${role}
      where account_id = ${accountId} and role in ('district_officer', 'county_officer')`.execute(
      town.database.kysely,
    )
  await become('county_officer')
  assert.equal((await officer.send(calls.commitImport, at)).status, 403)
  await become('district_officer')
  assert.equal((await officer.send(calls.commitImport, at)).status, 200)
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

test('after thousands of rows have come in, the database knows how many there are', async () => {
  const rows = Array.from({ length: 1200 }, (_, n) => `${n},林${n},临颍县,`)
  const at = await upload(linying, 'people', csv('编号,姓名,县（市）,电话', ...rows))
  await linying.ask(calls.commitImport, at)
  const { rows: told } = await sql<{ is: number; taken: number }>`
    select (select count(*) from registry.person)::int as is, reltuples::int as taken
    from pg_class where oid = 'registry.person'::regclass`.execute(town.database.kysely)
  assert.equal(told[0].taken, told[0].is)
})

test('each cell is judged by itself: a fault in one hides none of another, and a double code is told on every row', async () => {
  const cases: [kind: string, lines: string[], marks: string[]][] = [
    [
      'places',
      [
        'Code,Name of the place,Level,Stands under,From',
        'x1,一,county,无此地,1954-02-31',
        'x1,二,county,无此地,',
        ',三,无此级,无此地,1954-01-01',
        'x 4,四,county,临颍县,',
        'acos,五,county,许昌专区,1954-02-31',
        'acos,六,county,许昌专区,',
      ],
      [
        ...['2 code twice', '2 from date', '2 parent unknown', '3 code twice', '3 parent unknown'],
        ...['4 code required', '4 level choice', '4 parent unknown', '5 code pattern', '5 level level'],
        ...['6 code twice', '6 from date', '7 code twice'],
      ],
    ],
    [
      'people',
      ['姓名,地区,编码', ',无此地,p-1', '甲,临颍县,p-1', '乙,无此地,'],
      ['2 code twice', '2 name required', '2 place unknown', '3 code twice', '4 place unknown'],
    ],
    [
      'organisations',
      ['单位,类型,地区,行业,编码', ',无此形式,无此地,无此行业,o-1', '甲社,无此形式,临颍县,无此行业,o-1'],
      [
        ...['2 code twice', '2 form unknown', '2 name required', '2 place unknown', '2 trade unknown'],
        ...['3 code twice', '3 form unknown', '3 trade unknown'],
      ],
    ],
    [
      'posts',
      ['编码,职务,单位形式', 'q-1,,无此形式', 'q-1,乙,无此形式'],
      ['2 code twice', '2 forms unknown', '2 name required', '3 code twice', '3 forms unknown'],
    ],
    [
      'appointments',
      ['姓名,职务,单位,地区,自', '无此人,无此职务,无此单位,无此地,1954-02-31', ',无此职务,,无此地,'],
      [
        ...['2 from date', '2 organisation unknown', '2 person unknown', '2 place unknown', '2 post unknown'],
        ...['3 from required', '3 organisation required', '3 person required', '3 place unknown'],
        '3 post unknown',
      ],
    ],
    [
      'memberships',
      ['姓名,单位,地区,同意日期,同意方式,加入', '无此人,无此单位,无此地,,无此法,1954-02-31'],
      [
        ...['2 consentHow choice', '2 consentOn required', '2 joined date', '2 organisation unknown'],
        ...['2 person unknown', '2 place unknown'],
      ],
    ],
  ]
  for (const [kind, lines, marks] of cases) {
    const at = await upload(administrator, kind, csv(...lines))
    assert.deepEqual((await marksOf(administrator, at)).sort(), marks, kind)
  }
})
