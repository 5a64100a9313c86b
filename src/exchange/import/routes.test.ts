// A file through the front door: read, previewed, put right, brought in, all of it or nothing.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { correct, countsOf, csv, marksOf, rowsOf, upload } from '../../../test/imports.ts'
import { openTown, type Person, type Town } from '../../../test/town.ts'
import { newId } from '../../base/ids.ts'
import { lock, locks } from '../../platform/locks.ts'
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

const named = async (text: string) => (await administrator.ask(people.listPeople, { query: { text } })).people

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

test('what is decided of all rows at once does to each what it allows, and says how many it decided and how many wait', async () => {
  const there = csv('编码,姓名,地区', 'mt-1,独一,临颍县', 'mt-2,成对,临颍县', 'mt-3,成对,临颍县')
  await linying.ask(calls.commitImport, await upload(linying, 'people', there))
  const lines = ['姓名,地区', '独一,临颍县', '成对,临颍县', '两次,临颍县', '两次,临颍县', ',临颍县']
  const at = await upload(linying, 'people', csv(...lines))
  const choicesNow = async () => (await linying.ask(calls.importPage, at)).choices
  const decideAll = async (decision: 'same' | 'new' | 'meant' | 'leave-out' | 'undo') => {
    const { decided, open } = await linying.ask(calls.decideRows, {
      ...at,
      body: { position: null, decision },
    })
    return { decided, open }
  }
  assert.deepEqual(await countsOf(linying, at), { new: 1, ask: 3, faulty: 1 })
  assert.deepEqual(await choicesNow(), { same: 1, new: 3, meant: 0, 'leave-out': 4 })
  assert.deepEqual(await decideAll('meant'), { decided: 0, open: 4 })
  // One row can be one person alone; another may be two, and the third nobody who is there.
  assert.deepEqual(await decideAll('same'), { decided: 1, open: 3 })
  assert.deepEqual(await choicesNow(), { same: 0, new: 2, meant: 0, 'leave-out': 3 })
  assert.deepEqual(await decideAll('new'), { decided: 2, open: 1 })
  assert.deepEqual(await decideAll('leave-out'), { decided: 1, open: 0 })
  assert.deepEqual(await choicesNow(), { same: 0, new: 0, meant: 0, 'leave-out': 0 })
  assert.deepEqual(await countsOf(linying, at), { new: 3, same: 1, 'left-out': 1 })
  // What was decided is taken back as a whole, and of no other row anything is said.
  assert.equal((await linying.ask(calls.importPage, at)).decided, 4)
  assert.deepEqual(await decideAll('undo'), { decided: 4, open: 4 })
  assert.equal((await linying.ask(calls.importPage, at)).decided, 0)
  assert.deepEqual(await decideAll('undo'), { decided: 0, open: 4 })
  assert.deepEqual(await choicesNow(), { same: 1, new: 3, meant: 0, 'leave-out': 4 })
  const row = (await rowsOf(linying, at))[3]
  const wrong = await linying.send(calls.decideRows, {
    ...at,
    body: { position: row.position, decision: 'meant' },
  })
  assert.equal(wrong.problem.errors?.[0]?.code, 'none')
})

test('of new entries as many are told to get their pinyin as have a Chinese name and no Latin one', async () => {
  const known = csv('姓名,地区', '拼音有,临颍县')
  await linying.ask(calls.commitImport, await upload(linying, 'people', known))
  const cases: [lines: string[], readings: number][] = [
    [['姓名,地区', '拼音甲,临颍县', '拼音乙,临颍县', 'María Núñez Ortega,临颍县'], 2],
    [['Full name,Place', 'Ana Ruiz Peña,Linying County', 'Eva Sol Gil,Linying County'], 0],
    [['姓名,拼音,地区', '拼音丙,Pin Yinbing,临颍县', '拼音丁,,临颍县', '拼音戊,—,临颍县'], 2],
    [['姓名,地区', '拼音有,临颍县', ',临颍县', '拼音己,无此地'], 0],
  ]
  for (const [lines, readings] of cases) {
    const at = await upload(linying, 'people', csv(...lines))
    assert.equal((await linying.ask(calls.importPage, at)).readings, readings, lines.join(' | '))
  }
  const at = await upload(linying, 'people', csv('姓名,拼音,地区', '拼音庚,,临颍县'))
  await correct(linying, at, 0, 'latin', 'Pin Yingeng')
  assert.equal((await linying.ask(calls.importPage, at)).readings, 0)
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

test('whoever may no longer do by hand what an import does brings nothing in either', async () => {
  const at = await upload(officer, 'places', csv('编码,名称,级别,上级', 'linying-west,西关镇,镇,临颍县'))
  const accountId = await town.accountOf('xuchang-officer')
  const become = (role: string) =>
    sql`update access.role_grant set role = ${role}
      where account_id = ${accountId} and role in ('reviewer', 'planner')`.execute(town.database.kysely)
  await become('planner')
  assert.equal((await officer.send(calls.commitImport, at)).status, 403)
  await become('reviewer')
  assert.equal((await officer.send(calls.commitImport, at)).status, 200)
})

test('after thousands of rows have come in, the database soon knows how many there are', async () => {
  const rows = Array.from({ length: 1200 }, (_, n) => `${n},林${n},临颍县,`)
  const at = await upload(linying, 'people', csv('编号,姓名,县（市）,电话', ...rows))
  await linying.ask(calls.commitImport, at)
  const told = async () =>
    (
      await sql<{ is: number; taken: number }>`
        select (select count(*) from registry.person)::int as is, reltuples::int as taken
        from pg_class where oid = 'registry.person'::regclass`.execute(town.database.kysely)
    ).rows[0]
  let now = await told()
  // By itself it would look after a minute.
  for (const until = Date.now() + 30_000; now.taken !== now.is && Date.now() < until; now = await told())
    await wait(20)
  assert.equal(now.taken, now.is)
})
