import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { classOf, followUp, idOf, luohe, luoyang } from '../../../test/convene-class.ts'
import { openTown, type Town } from '../../../test/town.ts'
import { newId } from '../../base/ids.ts'
import { changeSeats, seatTable } from '../seats/contract.ts'
import * as calls from './contract.ts'

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

const codes = (problem: { errors?: { pointer: string; code: string }[] }) =>
  problem.errors?.map((one) => `${one.pointer} ${one.code}`)

const listOf = async (login: string, classId: string) =>
  (await (await town.as(login)).ask(calls.nominationList, { params: { classId } })).nominations

test('a county puts its own people forward; every refusal says why', async () => {
  const { classId, place, post } = await classOf(town, 'xuchang-officer', luohe)
  const jia = await town.as('jia-officer')
  const send = async (body: { placeId: string; postId: string; personId: string }) =>
    jia.send(calls.nominate, {
      params: { classId },
      body: { id: newId(), reason: 'The county was asked late', ...body },
    })
  const office = {
    placeId: place('jia'),
    postId: post('office-cadre'),
    personId: await idOf(town, 'person', 'jia-office-2'),
  }
  const table: [Partial<typeof office>, string][] = [
    [{ postId: newId() }, '/postId unknown-post'],
    [{ placeId: newId() }, '/placeId unknown-place'],
    [{ personId: newId() }, '/personId unknown-person'],
    [{ personId: await idOf(town, 'person', 'linying-office-2') }, '/personId unknown-person'],
    [{ personId: await idOf(town, 'person', 'jia-production-head') }, '/personId twice'],
    [{ personId: await idOf(town, 'person', 'jia-group-head-2') }, '/personId no-appointment'],
    [{ postId: post('plant-manager') }, '/postId no-seat'],
  ]
  for (const [change, expected] of table) {
    const { status, problem } = await send({ ...office, ...change })
    assert.equal(status, 422, expected)
    assert.deepEqual(codes(problem), [expected])
    assert.ok(problem.errors?.[0].detail && !problem.errors[0].detail.includes('{'), expected)
  }
  const foreign = await send({ ...office, placeId: place('linying') })
  assert.equal(foreign.status, 403)
  const made = await send(office)
  assert.deepEqual([made.status, made.body.state], [200, 'nominated'])
  assert.deepEqual(codes((await send(office)).problem), ['/personId twice'])
})

test('an appointment that ended before the first day is named with its end, in the reader’s language', async () => {
  const { classId, place, post } = await classOf(town, 'xuchang-officer', luohe)
  const yancheng = await town.as('yancheng-officer')
  const personId = await idOf(town, 'person', 'yancheng-expired')
  const body = { id: newId(), placeId: place('yancheng'), postId: post('group-head'), personId, reason: 'x' }
  const en = await yancheng.send(calls.nominate, { params: { classId }, body })
  assert.match(en.problem.errors?.[0].detail ?? '', /ended on 30 Jan 1954/)
  assert.match(en.problem.errors?.[0].detail ?? '', /11 Feb 1954/)
  const zh = await yancheng.send(
    calls.nominate,
    { params: { classId }, body },
    { 'accept-language': 'zh-CN' },
  )
  assert.match(zh.problem.errors?.[0].detail ?? '', /1954年2月11日.*于1954年1月30日到期/)
  const { found } = await yancheng.ask(calls.candidates, {
    params: { classId },
    query: { placeId: body.placeId, postId: body.postId },
  })
  assert.equal(found.find((one) => one.id === personId)?.holds, false)
  assert.ok(found[0].holds, 'those who hold the post come first')
})

test('over the seats comes the waiting list; who leaves is followed by its first, and only by its first', async () => {
  const { classId, place, post } = await classOf(town, 'xuchang-officer', luohe)
  const county = await town.as('linying-officer')
  const officer = await town.as('xuchang-officer')
  const put = async (code: string) =>
    county.ask(calls.nominate, {
      params: { classId },
      body: {
        id: newId(),
        reason: 'A place became free',
        placeId: place('linying'),
        postId: post('group-head'),
        personId: await idOf(town, 'person', code),
      },
    })
  const third = await put('linying-group-head-3')
  const fourth = await put('linying-group-head-4')
  assert.deepEqual([third.state, third.position, fourth.state, fourth.position], ['waiting', 1, 'waiting', 2])
  const up = (nominationId: string, reason = 'A seat became free') =>
    officer.send(calls.moveUp, { params: { nominationId }, body: { reason } })
  assert.deepEqual(codes((await up(third.id)).problem), [' over-quota'])
  const accepted = (await listOf('linying-officer', classId)).find(
    (one) => one.state === 'accepted' && one.postId === post('group-head'),
  )
  const bare = await county.send(calls.withdraw, {
    params: { nominationId: accepted?.id ?? '' },
    body: { reason: ' ' },
  })
  assert.deepEqual(codes(bare.problem), ['/reason empty'])
  await county.ask(calls.withdraw, { params: { nominationId: accepted?.id ?? '' }, body: { reason: 'Ill' } })
  assert.deepEqual(codes((await up(fourth.id)).problem), [' not-first'])
  assert.equal(
    (await county.send(calls.moveUp, { params: { nominationId: third.id }, body: { reason: 'x' } })).status,
    403,
  )
  assert.equal((await up(third.id)).status, 200)
  const now = await listOf('linying-officer', classId)
  assert.equal(now.find((one) => one.id === third.id)?.reason, 'A seat became free')
  assert.deepEqual([now.find((one) => one.id === fourth.id)?.position], [1])
  assert.equal((await up(third.id)).problem.stage, 'nomination accepted')
})

test('what is returned comes back with its reason, and is put forward again with another person', async () => {
  const { classId, place, post } = await classOf(town, 'xuchang-officer', luohe)
  const officer = await town.as('xuchang-officer')
  const county = await town.as('xihua-officer')
  const open = (await listOf('xihua-officer', classId)).find((one) => one.state === 'nominated')
  const nominationId = open?.id ?? ''
  assert.equal(
    (await county.send(calls.sendBack, { params: { nominationId }, body: { reason: 'x' } })).status,
    403,
  )
  await officer.ask(calls.sendBack, { params: { nominationId }, body: { reason: 'Needed at the kilns' } })
  assert.equal(
    (await listOf('xihua-officer', classId)).find((one) => one.id === nominationId)?.reason,
    'Needed at the kilns',
  )
  assert.equal(
    (await officer.send(calls.accept, { params: { nominationId }, body: {} })).problem.stage,
    'nomination returned',
  )
  const personId = await idOf(town, 'person', 'xihua-group-head-4')
  const body = { personId, reason: 'Needed at the kilns until now' }
  const again = await county.ask(calls.resubmit, { params: { nominationId }, body })
  assert.equal(again.state, 'nominated')
  const late = { params: { nominationId }, body: {} }
  assert.deepEqual(codes((await officer.send(calls.accept, late)).problem), ['/reason empty'])
  await officer.ask(calls.accept, { ...late, body: { reason: 'Was there, was not written down' } })
  const seats = await officer.ask(seatTable, { params: { classId } })
  const cell = seats.cells.find((one) => one.placeId === place('xihua') && one.postId === post('group-head'))
  assert.deepEqual([cell?.seats, cell?.accepted], [2, 2])
})

test('another county’s nominations are not there for its neighbour, a trainee or a reporter', async () => {
  const { classId, place, post } = await classOf(town, 'xuchang-officer', luohe)
  const [nomination] = await listOf('linying-officer', classId)
  const own = { params: { nominationId: nomination.id } }
  const why = { ...own, body: { reason: 'x' } }
  for (const login of [
    'jia-officer',
    'linying-trainee',
    'linying-reporter',
    'tin-presenter',
    'luoyang-officer',
  ]) {
    const person = await town.as(login)
    assert.equal((await person.send(calls.accept, { ...own, body: {} })).status, 404, login)
    for (const call of [calls.sendBack, calls.decline, calls.withdraw, calls.moveUp]) {
      assert.equal((await person.send(call, why)).status, 404, `${login} ${call.path}`)
    }
    assert.equal(
      (await person.send(calls.resubmit, { ...own, body: { personId: nomination.personId } })).status,
      404,
      login,
    )
    if (login === 'luoyang-officer') continue
    const seen = await listOf(login, classId)
    assert.ok(!seen.some((one) => one.placeId === place('linying')), login)
    const query = { placeId: place('linying'), postId: post('group-head') }
    assert.equal((await person.send(calls.candidates, { params: { classId }, query })).status, 403, login)
  }
  const people = await (await town.as('jia-officer')).ask(calls.roster, { params: { classId } })
  assert.ok(people.people.length > 0 && people.people.every((one) => one.placeId === place('jia')))
  for (const login of ['trainer', 'henan-viewer']) {
    const reader = await town.as(login)
    assert.equal((await reader.send(calls.accept, { ...own, body: {} })).status, 403, login)
    assert.ok((await listOf(login, classId)).length > 100, login)
  }
})

test('before the notice nobody is put forward', async () => {
  const { classId, place, post } = await classOf(town, 'xuchang-officer', followUp)
  const body = {
    id: newId(),
    placeId: place('jia'),
    postId: post('group-head'),
    personId: await idOf(town, 'person', 'jia-group-head-1'),
  }
  const { status, problem } = await (await town.as('jia-officer')).send(calls.nominate, {
    params: { classId },
    body,
  })
  assert.deepEqual([status, problem.stage], [409, 'class in preparation'])
})

test('fifty people accepted at the same moment never exceed the seats of the cell', async () => {
  const officer = await town.as('luoyang-officer')
  const { classId, place, post } = await classOf(town, 'luoyang-officer', luoyang)
  const cell = { placeId: place('song'), postId: post('group-head') }
  const made = await holdersOf(cell, 50)
  const put = (seats: number, version: number) =>
    officer.ask(changeSeats, {
      params: { classId },
      body: { version, cells: [{ ...cell, seats }], reason: 'Test of the crowd' },
    })
  await sql`update convene.class set capacity = 100 where id = ${classId}`.execute(town.database.kysely)
  const { version } = await put(50, 1)
  const ids: string[] = []
  // Whoever puts somebody forward leaves the decision to another.
  const administrator = await town.as('administrator')
  for (const personId of made) {
    const placed = await administrator.ask(calls.nominate, {
      params: { classId },
      body: { id: newId(), ...cell, personId },
    })
    assert.equal(placed.state, 'nominated')
    ids.push(placed.id)
  }
  await put(10, version)
  const answers = await Promise.all(
    ids.map((nominationId) => officer.send(calls.accept, { params: { nominationId }, body: {} })),
  )
  assert.equal(answers.filter((answer) => answer.status === 200).length, 10)
  for (const answer of answers.filter((one) => one.status !== 200))
    assert.deepEqual(codes(answer.problem), [' over-quota'])
  const table = await officer.ask(seatTable, { params: { classId } })
  assert.equal(
    table.cells.find((one) => one.placeId === cell.placeId && one.postId === cell.postId)?.accepted,
    10,
  )
})

/** People who hold a post in a place from long before, straight in the registers. */
async function holdersOf(cell: { placeId: string; postId: string }, n: number): Promise<string[]> {
  const db = town.database.kysely
  const unit = await sql<{
    id: string
  }>`select id from registry.organisation where place_id = ${cell.placeId} limit 1`.execute(db)
  const ids = Array.from({ length: n }, newId)
  await sql`insert into registry.person (id, code, names, place_id)
    select id, 'crowd-' || id, jsonb_build_object('zh', '人' || n, 'en', 'Person ' || n), ${cell.placeId}
    from unnest(${ids}::uuid[]) with ordinality as made (id, n)`.execute(db)
  await sql`insert into registry.appointment (id, person_id, post_id, organisation_id, from_on)
    select gen_random_uuid(), id, ${cell.postId}, ${unit.rows[0].id}, '1950-01-01' from unnest(${ids}::uuid[]) as made (id)`.execute(
    db,
  )
  return ids
}
