import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { classOf, followUp, idOf, luohe, luoyang } from '../../../test/convene-class.ts'
import { openTown, type Town } from '../../../test/town.ts'
import type { CallInput } from '../../base/call.ts'
import { addDays } from '../../base/dates.ts'
import { newId } from '../../base/ids.ts'
import { attendanceOverview, sessionAttendance } from '../attendance/contract.ts'
import { nominationList, roster } from '../nominations/contract.ts'
import { keepExample, makeProgramme } from '../programmes/contract.ts'
import { changeSeats, seatChanges, seatTable } from '../seats/contract.ts'
import { removeSession, timetable } from '../sessions/contract.ts'
import {
  addPost,
  changeClass,
  classChoices,
  classForm,
  classPage,
  classSummary,
  listClasses,
  makeClass,
  moveClass,
} from './contract.ts'

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

const codes = (problem: { errors?: { pointer: string; code: string }[] }) =>
  problem.errors?.map((one) => `${one.pointer} ${one.code}`)

/** What of a class its organiser changes later. */
const particularsOf = (one: CallInput<typeof changeClass>['body']) => ({
  names: one.names,
  purpose: one.purpose,
  venue: one.venue,
  hostPlaceId: one.hostPlaceId,
  startsSaid: one.startsSaid,
  endsSaid: one.endsSaid,
  deadlineSaid: one.deadlineSaid,
  capacity: one.capacity,
})

async function bodyOfNew() {
  const officer = await town.as('xuchang-officer')
  const form = await officer.ask(classForm, { query: { on: '1954-08-01' } })
  const names = { zh: '复习班', en: 'Refresher class' }
  return {
    programmeId: form.programmes[0].id,
    placeId: form.organisers[0].id,
    names,
    purpose: names,
    venue: { zh: '', en: '' },
    hostPlaceId: form.places[0].id,
    startsSaid: '1954-08-early',
    endsSaid: '1954-08-mid',
    deadlineSaid: null,
    capacity: 30,
    postIds: form.posts.slice(0, 2).map((post) => post.id),
    placeIds: form.places.map((place) => place.id),
    stages: [{ kind: 'study' as const, names }],
  }
}

test('the sample class is the one of the article: places, posts, seats, and the imprecision of its days', async () => {
  const { head } = await classOf(town, 'xuchang-officer', luohe)
  assert.equal(head.places.length, 19)
  assert.equal(head.posts.length, 6)
  assert.equal(head.class.startsSaid, '1954-02-mid')
  assert.equal(head.class.endsSaid, '1954-03-early')
  assert.equal(head.class.firstDay, '1954-02-11')
  assert.deepEqual(head.figures.people, { places: 19, seats: 125, accepted: 122, waiting: 2, undecided: 1 })
  assert.equal(head.figures.days, 17)
  const said = head.needs.map((need) => `${need.kind} ${need.place?.names.en ?? ''}`.trim())
  assert.deepEqual(said, [
    'missing Jia County',
    'returned Yancheng County',
    'undecided Xihua County',
    'no-attendance',
    'close',
  ])
})

test('a class of another district is not found, by whichever of its addresses', async () => {
  const { classId } = await classOf(town, 'luoyang-officer', luoyang)
  for (const login of [
    'xuchang-officer',
    'linying-officer',
    'trainer',
    'linying-trainee',
    'tin-presenter',
    'linying-reporter',
  ]) {
    const person = await town.as(login)
    assert.ok(
      !(await person.ask(listClasses, { query: {} })).classes.some((one) => one.id === classId),
      login,
    )
    for (const call of [classPage, seatTable, classSummary, nominationList, roster] as const) {
      assert.equal((await person.send(call, { params: { classId } })).status, 404, `${login} ${call.path}`)
    }
    const change = {
      params: { classId },
      body: { version: 0, cells: [{ placeId: newId(), postId: newId(), seats: 1 }], reason: 'x' },
    }
    assert.equal((await person.send(changeSeats, change)).status, 404, login)
    assert.equal(
      (await person.send(moveClass, { params: { classId }, body: { to: 'closed' } })).status,
      404,
      login,
    )
  }
  assert.equal((await town.stranger().send(classPage, { params: { classId } })).status, 401)
})

test('all who are called see the seat table; who is in the seats only where they may read it', async () => {
  const { classId, place } = await classOf(town, 'xuchang-officer', luohe)
  const county = await town.as('linying-officer')
  const table = await county.ask(seatTable, { params: { classId } })
  assert.equal(
    table.cells.reduce((sum, cell) => sum + cell.seats, 0),
    125,
  )
  for (const cell of table.cells) assert.equal(cell.accepted !== null, cell.placeId === place('linying'))
  const trainee = await (await town.as('linying-trainee')).ask(seatTable, { params: { classId } })
  assert.ok(trainee.cells.every((cell) => cell.accepted === null && cell.live === null))
  assert.equal(trainee.changes, 0)
  const head = await (await town.as('linying-trainee')).ask(classPage, { params: { classId } })
  assert.equal(head.figures.people, null)
  assert.deepEqual(head.needs, [])
  assert.equal(head.isTrainee, true)
  const viewer = await (await town.as('henan-viewer')).ask(classPage, { params: { classId } })
  assert.equal(viewer.figures.people?.accepted, 122)
  assert.equal(
    viewer.mayChange || viewer.mayDecide || viewer.mayRecord || viewer.mayNominateFor.length > 0,
    false,
  )
})

test('only the organiser’s officer changes a class: the others are refused by name of their role', async () => {
  const { classId, head, place, post } = await classOf(town, 'xuchang-officer', luohe)
  const seats = {
    version: 0,
    cells: [{ placeId: place('jia'), postId: post('group-head'), seats: 2 }],
    reason: 'x',
  }
  const particulars = particularsOf(head.class)
  const body = await bodyOfNew()
  for (const login of [
    'linying-officer',
    'trainer',
    'linying-trainee',
    'henan-viewer',
    'linying-reporter',
    'tin-presenter',
  ]) {
    const person = await town.as(login)
    assert.equal((await person.send(changeSeats, { params: { classId }, body: seats })).status, 403, login)
    assert.equal(
      (await person.send(changeClass, { params: { classId }, body: particulars })).status,
      403,
      login,
    )
    assert.equal(
      (await person.send(moveClass, { params: { classId }, body: { to: 'closed' } })).status,
      403,
      login,
    )
    assert.equal(
      (await person.send(addPost, { params: { classId }, body: { postId: newId() } })).status,
      403,
      login,
    )
    assert.equal((await person.send(makeClass, { body })).status, 403, login)
    const programme = { placeId: body.placeId, names: body.names, lead: body.names }
    assert.equal((await person.send(makeProgramme, { body: programme })).status, 403, login)
  }
})

test('a new class: every refusal names its field, and nothing is left behind', async () => {
  const officer = await town.as('xuchang-officer')
  const body = await bodyOfNew()
  const count = async () => (await officer.ask(listClasses, { query: {} })).classes.length
  const classesBefore = await count()
  const luoyangCounty = await idOf(town, 'place', 'yanshi')
  const table: [Partial<typeof body>, string[]][] = [
    [{ startsSaid: '1954-09-late', endsSaid: '1954-09-mid' }, ['/endsSaid dates-order']],
    [{ startsSaid: '1954-13' }, ['/startsSaid date']],
    [{ names: { zh: '班', en: '' } }, ['/names/en empty']],
    [{ postIds: [newId()] }, ['/postIds/0 unknown-post']],
    [{ placeIds: [body.placeIds[0], luoyangCounty] }, ['/placeIds/1 not-under']],
    [{ hostPlaceId: newId() }, ['/hostPlaceId unknown-place']],
    [{ programmeId: newId() }, ['/programmeId unknown-programme']],
  ]
  for (const [change, expected] of table) {
    const { status, problem } = await officer.send(makeClass, { body: { ...body, ...change } })
    assert.equal(status, 422, expected[0])
    assert.deepEqual(codes(problem), expected)
  }
  const foreign = await officer.send(makeClass, {
    body: { ...body, placeId: await idOf(town, 'place', 'luoyang-district') },
  })
  assert.equal(foreign.status, 403)
  assert.equal(await count(), classesBefore)
})

test('a class that begins after Linru has gone to Luoyang can no longer call it', async () => {
  const officer = await town.as('xuchang-officer')
  const body = await bodyOfNew()
  const linru = await idOf(town, 'place', 'linru')
  const at = body.placeIds.indexOf(linru)
  assert.ok(at >= 0, 'in August it still lies under Xuchang')
  const later = { ...body, startsSaid: '1954-10', endsSaid: '1954-10' }
  const { problem } = await officer.send(makeClass, { body: later })
  assert.deepEqual(codes(problem), [`/placeIds/${at} not-under`])
})

test('from preparation to the notice, with seats of both ways of typing', async () => {
  const officer = await town.as('xuchang-officer')
  const body = await bodyOfNew()
  const { id: classId } = await officer.ask(makeClass, { body })
  const early = await officer.send(moveClass, { params: { classId }, body: { to: 'called' } })
  assert.deepEqual(codes(early.problem), ['/to no-seats'])
  const skipped = await officer.send(moveClass, { params: { classId }, body: { to: 'running' } })
  assert.equal(skipped.status, 409)
  assert.equal(skipped.problem.stage, 'class preparing')
  const [placeId] = body.placeIds
  const cells = body.postIds.map((postId) => ({ placeId, postId, seats: 3 }))
  assert.equal(
    (await officer.ask(changeSeats, { params: { classId }, body: { version: 0, cells, reason: '' } }))
      .version,
    1,
  )
  const many = [{ ...cells[0], seats: 28 }]
  const over = await officer.send(changeSeats, {
    params: { classId },
    body: { version: 1, cells: many, reason: '' },
  })
  assert.deepEqual(codes(over.problem), ['/cells over-capacity'])
  await officer.ask(moveClass, { params: { classId }, body: { to: 'called' } })
  const silent = await officer.send(changeSeats, {
    params: { classId },
    body: { version: 1, cells: [{ ...cells[0], seats: 2 }], reason: ' ' },
  })
  assert.deepEqual(codes(silent.problem), ['/reason empty'])
  const posts = (await officer.ask(classForm, { query: {} })).posts.map((post) => post.id)
  const another = posts.find((id) => !body.postIds.includes(id)) ?? ''
  await officer.ask(addPost, { params: { classId }, body: { postId: another } })
  const twice = await officer.send(addPost, { params: { classId }, body: { postId: another } })
  assert.deepEqual(codes(twice.problem), ['/postId twice'])
  const unknown = await officer.send(addPost, { params: { classId }, body: { postId: newId() } })
  assert.deepEqual(codes(unknown.problem), ['/postId unknown-post'])
  const table = await officer.ask(seatTable, { params: { classId } })
  assert.equal(table.cells.length, 3 * body.placeIds.length)
  const narrow = await officer.send(changeClass, {
    params: { classId },
    body: { ...particularsOf(body), capacity: 5 },
  })
  assert.deepEqual(codes(narrow.problem), ['/capacity below-seats'])
})

test('two officers change seats: other cells are kept, the same cell shows both, the log keeps who and why', async () => {
  const { classId, place, post } = await classOf(town, 'xuchang-officer', luohe)
  const one = await town.as('xuchang-officer')
  const other = await town.as('administrator')
  const seen = (await one.ask(seatTable, { params: { classId } })).version
  const cell = (placeId: string, seats: number) => ({ placeId, postId: post('group-head'), seats })
  const put = (cells: ReturnType<typeof cell>[], version: number) => ({
    params: { classId },
    body: { version, cells, reason: 'More groups there' },
  })
  await other.ask(changeSeats, put([cell(place('jia'), 2)], seen))
  await one.ask(changeSeats, put([cell(place('ye'), 2)], seen))
  const clash = await one.send(changeSeats, put([cell(place('jia'), 3), cell(place('fugou'), 2)], seen))
  assert.equal(clash.status, 409)
  assert.deepEqual(clash.problem.current, { version: seen + 2, cells: [cell(place('jia'), 2)] })
  const table = await one.ask(seatTable, { params: { classId } })
  const seatsOf = (code: string) =>
    table.cells.find((c) => c.placeId === place(code) && c.postId === post('group-head'))?.seats
  assert.deepEqual([seatsOf('jia'), seatsOf('ye'), seatsOf('fugou')], [2, 2, 1])
  const below = await one.send(changeSeats, put([cell(place('yu'), 2)], table.version))
  assert.deepEqual(codes(below.problem), ['/cells/0/seats below-accepted'])
  const log = await one.ask(seatChanges, { params: { classId }, query: {} })
  assert.equal(table.changes, log.changes.length)
  const unseen = await (await town.as('linying-trainee')).ask(seatChanges, { params: { classId }, query: {} })
  assert.deepEqual(unseen.changes, [])
  assert.deepEqual(
    log.changes.slice(0, 2).map((entry) => [entry.placeId, entry.from, entry.to, entry.reason]),
    [
      [place('ye'), 1, 2, 'More groups there'],
      [place('jia'), 1, 2, 'More groups there'],
    ],
  )
})

test('dates of a class do not move past its sessions', async () => {
  const { classId, head } = await classOf(town, 'xuchang-officer', luohe)
  const officer = await town.as('xuchang-officer')
  const body = { ...particularsOf(head.class), startsSaid: '1954-02-late' }
  const { problem } = await officer.send(changeClass, { params: { classId }, body })
  assert.deepEqual(codes(problem), ['/startsSaid sessions-outside'])
})

test('the summary tells the class from its own figures, in every language, once it has begun', async () => {
  const officer = await town.as('xuchang-officer')
  const { classId } = await classOf(town, 'xuchang-officer', luohe)
  const { texts, figures } = await officer.ask(classSummary, { params: { classId } })
  for (const one of ['en', 'zh'])
    assert.ok(
      texts.some(({ language }) => language === one),
      one,
    )
  const told = Object.fromEntries(texts.map((text) => [text.language, text.sentences.join(' ')]))
  for (const part of [
    'mid-February to early March 1954',
    'Luohe City',
    `${figures.accepted} people`,
    'Xuchang City Tin',
    'no future',
  ]) {
    assert.ok(told.en.includes(part), part)
  }
  for (const part of [
    '1954年2月中旬至3月上旬',
    '漯河市',
    '许昌市白铁生产小组',
    '漯河市针织生产合作社',
    '手工业没有前途',
  ]) {
    assert.ok(told.zh.includes(part), part)
  }
  assert.doesNotMatch(told.zh, /\{|[a-z]{4}/)
  assert.equal(
    figures.posts.reduce((sum, post) => sum + post.accepted, 0),
    figures.accepted,
  )
  assert.match(told.es, /^\p{Lu}/u, 'a sentence begins as one')
  const next = await classOf(town, 'xuchang-officer', followUp)
  assert.deepEqual((await officer.ask(classSummary, { params: { classId: next.classId } })).texts, [])
})

test('places stand in one order wherever the class shows them', async () => {
  const officer = await town.as('xuchang-officer')
  const { classId } = await classOf(town, 'xuchang-officer', luohe)
  const params = { classId }
  const { places } = await officer.ask(classPage, { params })
  const order = places.map(({ id }) => id)
  const nameOf = new Map(places.map(({ id, names }) => [id, names.zh]))
  const { figures } = await officer.ask(classSummary, { params })
  assert.deepEqual(
    figures.byPlace.map(({ names }) => names.zh),
    order.map((id) => nameOf.get(id)),
  )
  const attendance = await officer.ask(attendanceOverview, { params })
  assert.deepEqual(
    attendance.places.map(({ placeId }) => placeId),
    order,
  )
  const [held] = attendance.sessions
  const lists = [
    await officer.ask(roster, { params }),
    await officer.ask(sessionAttendance, { params: { sessionId: held.id } }),
  ]
  for (const { people } of lists) {
    const seen = [...new Set(people.map(({ placeId }) => placeId))]
    assert.ok(seen.length > 1)
    assert.deepEqual(
      seen,
      order.filter((id) => seen.includes(id)),
    )
  }
})

test('a closed class takes no change of seats until it is opened again', async () => {
  const officer = await town.as('luoyang-officer')
  const { classId, place, post } = await classOf(town, 'luoyang-officer', luoyang)
  await officer.ask(moveClass, { params: { classId }, body: { to: 'running' } })
  await officer.ask(moveClass, { params: { classId }, body: { to: 'closed' } })
  const body = {
    version: 1,
    cells: [{ placeId: place('song'), postId: post('group-head'), seats: 2 }],
    reason: 'x',
  }
  const shut = await officer.send(changeSeats, { params: { classId }, body })
  assert.equal(shut.status, 409)
  assert.equal(shut.problem.stage, 'class closed')
  await officer.ask(moveClass, { params: { classId }, body: { to: 'running' } })
  await officer.ask(changeSeats, { params: { classId }, body })
})

test('a class is chosen among those that one may see, or where one may do something', async () => {
  const choices = async (login: string, query: { text?: string; may?: 'study.change' | 'round.change' }) =>
    (await (await town.as(login)).ask(classChoices, { query })).found.map(({ names }) => names.en)
  assert.ok((await choices('trainer', { may: 'study.change' })).includes(luohe))
  assert.deepEqual(await choices('linying-trainee', { may: 'study.change' }), [])
  assert.ok((await choices('linying-trainee', {})).includes(luohe))
  assert.deepEqual(await choices('linying-trainee', { text: 'TRAINING CLASS FOR HANDICRAFT' }), [luohe])
  assert.deepEqual(await choices('linying-trainee', { text: '100%' }), [])
  assert.ok(!(await choices('luoyang-officer', {})).includes(luohe))
})

test('a class is begun from the example of its programme, and one that went well becomes the example', async () => {
  const officer = await town.as('xuchang-officer')
  const form = await officer.ask(classForm, { query: { on: '1954-08-01' } })
  const example = form.programmes[0].example
  assert.ok(example && example.sessions.length > 5)
  const body = { ...(await bodyOfNew()), names: example.names, stages: example.stages }
  const sessions = example.sessions.map(({ day, ...session }) => ({
    ...session,
    onDay: addDays('1954-08-01', day - 1),
  }))
  const { id } = await officer.ask(makeClass, { body: { ...body, sessions } })
  const { sessions: made } = await officer.ask(timetable, { params: { classId: id } })
  assert.deepEqual(
    made.map(({ title, onDay, startsAt }) => [title.en, onDay, startsAt]),
    sessions.map(({ title, onDay, startsAt }) => [title.en, onDay, startsAt]),
  )
  const outside = [
    { ...sessions[0], onDay: '1954-09-01' },
    { ...sessions[1], stage: 9 },
  ]
  const refused = await officer.send(makeClass, { body: { ...body, sessions: outside } })
  assert.deepEqual(codes(refused.body as never), [
    '/sessions/0/onDay outside',
    '/sessions/1/stage unknown-stage',
  ])
  // The programme is run by the place above: whoever only takes part in it keeps no example for it.
  const page = { params: { classId: id } }
  assert.equal((await officer.ask(classPage, page)).mayKeep, false)
  assert.equal((await (await town.as('administrator')).ask(classPage, page)).mayKeep, true)
  assert.equal((await officer.send(keepExample, { params: { classId: id } })).status, 403)
  await officer.ask(removeSession, { params: { sessionId: made[0].id } })
  await (await town.as('administrator')).ask(keepExample, { params: { classId: id } })
  const kept = (await officer.ask(classForm, { query: {} })).programmes[0].example
  assert.deepEqual(kept?.sessions, example.sessions.slice(1))
  assert.deepEqual(kept?.stages, example.stages)
})
