// A file that went in is taken back as a whole, while nobody has changed what it made and nothing newer rests on it.
import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { sql } from 'kysely'
import { idOf } from '../../../test/convene-class.ts'
import { dump } from '../../../test/database-dump.ts'
import { csv, files, upload } from '../../../test/imports.ts'
import { meet, waiting } from '../../../test/right/office.ts'
import { openTown, type Person, type Town } from '../../../test/town.ts'
import { giveRole } from '../../access/accounts/contract.ts'
import { comparePaths, compareTotals } from '../../app/doctor/totals.ts'
import { newId } from '../../base/ids.ts'
import * as members from '../../formation/contract.ts'
import * as people from '../../registry/people/contract.ts'
import * as places from '../../registry/places/contract.ts'
import * as calls from './contract.ts'
import { forgetPreviews } from './jobs.ts'

let town: Town
let administrator: Person
beforeEach(async () => {
  town = await openTown()
  administrator = await town.as('administrator')
})
afterEach(() => town.close())

const db = () => town.database.kysely
const aside = /^(platform\.(journal|received)|exchange\.|access\.session)/

/** Everything that the rooms keep of their own. */
const content = async () =>
  (await dump(town.database))
    .flatMap(({ table, text }) => (aside.test(table) ? [] : `${table} ${text}`))
    .sort()

type At = Awaited<ReturnType<typeof upload>>
async function bring(kind: string, file: Buffer, person = administrator): Promise<At> {
  const at = await upload(person, kind, file)
  await person.ask(calls.commitImport, at)
  return at
}
const takeBack = (at: At, person = administrator) => person.send(calls.takeBackImport, at)
const restingOf = async (at: At) => {
  const { resting } = await administrator.ask(calls.previewTakingBack, at)
  const answer = await takeBack(at)
  assert.deepEqual([answer.status, answer.problem.errors?.[0].code], [422, 'in-use'])
  const said = JSON.stringify(answer.problem)
  for (const { what, count } of resting) assert.ok(said.includes(`${what} (${count})`), said)
  return Object.fromEntries(resting.map(({ what, count }) => [what, count]))
}

test('files of every kind, taken back from the last on, leave everything as it was before each', async () => {
  const done: { kind: string; at: At; before: string[]; made: number; changed: number }[] = []
  for (const { kind, head, first, second, does } of files) {
    const before = await content()
    done.push({ kind, at: await bring(kind, csv(head, ...first)), before, made: first.length, changed: 0 })
    const between = await content()
    const at = await bring(kind, csv(head, ...second))
    done.push({ kind, at, before: between, made: does.new, changed: does.changed ?? 0 })
  }
  // What others stand on does not go before them.
  for (const { kind, at } of [done[4], done[6]]) assert.ok(Object.keys(await restingOf(at)).length > 0, kind)
  for (const { kind, at, before, made, changed } of done.reverse()) {
    const seen = await administrator.ask(calls.previewTakingBack, at)
    assert.deepEqual(seen, { made, changed, resting: [] }, kind)
    const { status, problem } = await takeBack(at)
    assert.equal(status, 200, `${kind} ${JSON.stringify(problem)}`)
    assert.deepEqual(await content(), before, kind)
  }
  const page = await administrator.ask(calls.importPage, done[0].at)
  assert.ok(page.takenBack?.by && !page.isKept)
  assert.equal((await takeBack(done[0].at)).status, 409)
  assert.deepEqual(
    [await comparePaths(db()), await compareTotals(db())].map(({ wrong }) => Number(wrong)),
    [0, 0],
  )
  // The same file goes in again.
  const { kind, head, first } = files[0]
  const { doneBefore } = await administrator.ask(
    calls.importPage,
    await upload(administrator, kind, csv(head, ...first)),
  )
  assert.equal(doneBefore, null)
})

test('an entry that was changed, erased or merged since, and one that got a post, forbid it by name', async () => {
  const at = await bring(
    'people',
    csv('编码,姓名,地区,电话', 'tb-1,取回甲,临颍县,8101', 'tb-2,取回乙,临颍县,8102'),
  )
  const one = await idOf(town, 'person', 'tb-1')
  const [first, second] = [await idOf(town, 'person', 'tb-1'), await idOf(town, 'person', 'tb-2')]
  await administrator.ask(people.changePerson, {
    params: { personId: one },
    body: { names: { zh: '取回甲改', en: 'A' }, phone: null },
  })
  assert.deepEqual(await restingOf(at), { 'Entries that were changed since': 1 })
  const { resting } = await administrator.ask(calls.previewTakingBack, at)
  assert.deepEqual(
    resting[0].first.map(({ names }) => names.zh),
    ['取回甲改'],
  )
  await sql`update registry.person set kept_as = ${first} where id = ${second}`.execute(db())
  assert.equal((await restingOf(at))['Entries that were changed since'], 2)

  const other = await bring('people', csv('编码,姓名,地区', 'tb-3,取回丙,临颍县'))
  await bring('organisations', csv('编码,名称,类型,地区', 'tb-unit,取回小组,生产小组,临颍县'))
  const post = await bring('appointments', csv('姓名,职务,单位,自', '取回丙,group-head,tb-unit,1954-02-01'))
  assert.deepEqual(await restingOf(other), { Appointments: 1 })
  assert.equal((await takeBack(post)).status, 200)
  assert.equal((await takeBack(other)).status, 200)
})

test('places that others were put under, or of which something is recorded, stay until that is taken back', async () => {
  const head = '编码,名称,级别,上级'
  const before = await content()
  const at = await bring('places', csv(head, 'tb-xian,取回县,县,许昌专区', 'tb-xiang,取回乡,乡,tb-xian'))
  const below = await bring('places', csv(head, 'tb-xiang-2,又取回乡,乡,tb-xian'))
  assert.deepEqual(await restingOf(at), { 'Places under it': 1 })
  assert.equal((await takeBack(below)).status, 200)
  const params = { placeId: await idOf(town, 'place', 'tb-xian') }
  const said = { onDay: '1954-03-01', source: '试验', note: { zh: '试验', en: '' } }
  const toPlaceId = await idOf(town, 'place', 'luoyang-district')
  const { id: eventId } = await administrator.ask(places.transferPlace, {
    params,
    body: { ...said, toPlaceId },
  })
  assert.deepEqual(await restingOf(at), { 'Later changes of these places': 1 })
  await administrator.ask(places.takeBackEvent, { params: { eventId }, body: { reason: '记错' } })
  assert.equal((await takeBack(at)).status, 200)
  const ofPlaces = (rows: string[]) => rows.filter((row) => /^registry\.place(_parent|_path)? /.test(row))
  assert.deepEqual(ofPlaces(await content()), ofPlaces(before))
  assert.deepEqual(Number((await comparePaths(db())).wrong), 0)
})

test('units are not put back into a circle, nor under one that became another since or is gone', async () => {
  const head = '编码,名称,类型,地区,上级单位'
  const unit = (code: string, name: string, above = '') => `${code},${name},federation,临颍县,${above}`
  const [first, other] = [unit('tb-a', '甲社'), unit('tb-c', '丙社')]
  const made = await bring('organisations', csv(head, first, other, unit('tb-l', '联社', 'tb-a')))
  const moved = await bring('organisations', csv(head, unit('tb-b', '乙社'), unit('tb-l', '联社', 'tb-b')))
  const around = await bring('organisations', csv(head, unit('tb-a', '甲社', 'tb-l')))
  const within = 'Units that would be a part of themselves'
  assert.deepEqual(await restingOf(moved), { [within]: 1 })
  assert.equal((await takeBack(around)).status, 200)
  // What stood above it has become one with another.
  const [from, into] = [await idOf(town, 'organisation', 'tb-a'), await idOf(town, 'organisation', 'tb-c')]
  await sql`update registry.organisation set kept_as = ${into} where id = ${from}`.execute(db())
  const gone = 'Units that would be a part of one that is no longer in the register'
  assert.deepEqual(await restingOf(moved), { [gone]: 1 })
  await sql`update registry.organisation set kept_as = null where id = ${from}`.execute(db())
  assert.equal((await takeBack(moved)).status, 200)
  assert.equal((await takeBack(made)).status, 200)
})

const group = '编码,名称,类型,地区'
const inGroup = async () => {
  const unit = await bring('organisations', csv(group, 'tb-unit,取回小组,生产小组,临颍县'))
  const persons = await bring('people', csv('编码,姓名,地区', 'tb-1,取回甲,临颍县', 'tb-2,取回乙,临颍县'))
  const organisationId = await idOf(town, 'organisation', 'tb-unit')
  const [first, second] = [await idOf(town, 'person', 'tb-1'), await idOf(town, 'person', 'tb-2')]
  return { unit, persons, organisationId, first, second }
}

test('a post is not given back to somebody for days in which another holds it by now', async () => {
  const { organisationId, second } = await inGroup()
  const line = '取回甲,group-head,tb-unit,1954-02-01,'
  const head = '姓名,职务,单位,自,至'
  await bring('appointments', csv(head, line))
  const ended = await bring('appointments', csv(head, `${line}1954-03-01`))
  const postId = await idOf(town, 'post', 'group-head')
  const appoint = (fromOn: string) =>
    administrator.send(people.appoint, {
      body: { personId: second, postId, organisationId, fromOn, toOn: '1954-05-01' },
    })
  assert.equal((await appoint('1954-04-01')).status, 200)
  assert.deepEqual(await restingOf(ended), { Appointments: 1 })
  await sql`delete from registry.appointment where person_id = ${second}`.execute(db())
  // Of two at the same moment one waits for the other, and is refused.
  const held = sql`select 1 from registry.organisation where id = ${organisationId} for update`
  const statuses = await meet<number>(
    town,
    held,
    async () => (await appoint('1954-03-01')).status,
    async () => (await takeBack(ended)).status,
  )
  assert.deepEqual(statuses.sort(), [200, 422])
})

const membership = (personId: string, joinedOn: string) => ({
  id: newId(),
  personId,
  newPerson: null,
  party: 'person' as const,
  joinedOn,
  consentOn: joinedOn,
  consentHow: 'signed' as const,
  note: '',
})

test('what was entered of somebody who is erased since is not put back: what it was is not known any more', async () => {
  await inGroup()
  const head = '姓名,职务,单位,自,至'
  const line = '取回甲,group-head,tb-unit,1954-02-01,'
  await bring('appointments', csv(head, line))
  const ended = await bring('appointments', csv(head, `${line}1954-03-01`))
  const personId = await idOf(town, 'person', 'tb-1')
  await administrator.ask(people.erasePerson, { params: { personId }, body: { name: '取回甲' } })
  assert.deepEqual(await restingOf(ended), { 'Entries that were changed since': 1 })
})

test('nobody becomes a member twice by taking a leaving back after which they joined again', async () => {
  const { organisationId, first } = await inGroup()
  const head = '姓名,单位,同意日期,同意方式,加入,退出,退出原因'
  await bring('memberships', csv(head, '取回甲,tb-unit,1954-01-30,签字,1954-02-01,,'))
  const left = await bring(
    'memberships',
    csv(head, '取回甲,tb-unit,1954-01-30,签字,1954-02-01,1954-03-01,迁走'),
  )
  const params = { organisationId }
  await administrator.ask(members.addMember, { params, body: membership(first, '1954-04-01') })
  assert.deepEqual(await restingOf(left), { Memberships: 1 })
})

test('a member is entered, or the file of the person or of the unit is taken back, never both', async () => {
  const { unit, persons, organisationId, first } = await inGroup()
  const enter = () =>
    administrator.send(members.addMember, {
      params: { organisationId },
      body: membership(first, '1954-04-01'),
    })
  for (const [at, refused] of [
    [persons, 422],
    [unit, 404],
  ] as const) {
    // Whoever takes it back has removed what it made, and is not done yet.
    const held = sql`select 1 from exchange.import where id = ${at.params.importId} for update`
    const statuses = meet<number>(
      town,
      held,
      async () => (await takeBack(at)).status,
      async () => (await enter()).status,
    )
    assert.deepEqual(await statuses, [200, refused])
  }
})

test('nobody takes back what lies in places of others, nor an import that is none of theirs', async () => {
  const county = await town.as('linying-officer')
  const own = await bring('people', csv('编码,姓名,地区', 'tb-own,自家甲,临颍县'), county)
  const wide = await bring('people', csv('编码,姓名,地区', 'tb-a,甲,临颍县', 'tb-b,乙,叶县'))
  assert.equal((await takeBack(wide, county)).status, 404)
  assert.equal((await takeBack(own, await town.as('ye-officer'))).status, 404)
  // Whoever may no longer change the places takes nothing back.
  await sql`update exchange.import set made_by = ${await town.accountOf('linying-officer')},
    place_id = ${await idOf(town, 'place', 'linying')} where id = ${wide.params.importId}`.execute(db())
  assert.equal((await takeBack(wide, county)).status, 403)
  const both = await Promise.all([takeBack(own, county), takeBack(own, county)])
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409])
})

test('after thirty days it is no longer kept what stood before, and the page says so', async () => {
  const at = await bring('people', csv('编码,姓名,地区', 'tb-old,旧甲,临颍县'))
  await sql`update exchange.import set done_at = now() - interval '31 days' where state = 'done'`.execute(
    db(),
  )
  await forgetPreviews(db())
  assert.equal((await administrator.ask(calls.importPage, at)).isKept, false)
  const { status, problem } = await takeBack(at)
  assert.deepEqual([status, problem.errors?.[0].code], [422, 'not-kept'])
})

test('a hundred thousand people go in a few seconds', async () => {
  const lines = Array.from({ length: 100_000 }, (_, n) => `tb-${n},众人${n},临颍县`)
  const before = await sql<{ n: number }>`select count(*)::int as n from registry.person`.execute(db())
  const at = await bring('people', csv('编码,姓名,地区', ...lines))
  const begun = Date.now()
  const answer = await takeBack(at)
  assert.equal(answer.status, 200, JSON.stringify(answer.problem))
  const taken = Date.now() - begun
  const after = await sql<{ n: number }>`select count(*)::int as n from registry.person`.execute(db())
  assert.equal(after.rows[0].n, before.rows[0].n)
  assert.ok(taken < 15_000, `${taken} ms`)
})

test('whoever gives a role at a place whose import is being taken back waits, and then finds it gone', async () => {
  const at = await bring('places', csv('编码,名称,级别,上级', 'tb-going,取回县,县,许昌专区'))
  const placeId = await idOf(town, 'place', 'tb-going')
  const params = { accountId: await town.accountOf('ye-officer') }
  // The taking back holds the place already, and waits for what it writes last.
  const { asked } = await db()
    .transaction()
    .execute(async (tx) => {
      await sql`select 1 from exchange.import where id = ${at.params.importId} for update`.execute(tx)
      const taking = takeBack(at)
      await waiting(town, 1)
      const giving = administrator.send(giveRole, { params, body: { role: 'reader', placeId } })
      await waiting(town, 2)
      return { asked: [taking, giving] }
    })
  const [taken, given] = await Promise.all(asked)
  assert.equal(taken.status, 200, JSON.stringify(taken.problem))
  assert.deepEqual([given.status, given.problem.errors?.[0].pointer], [422, '/placeId'])
})
