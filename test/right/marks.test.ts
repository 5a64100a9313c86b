// Marks of attendance beside what is decided at the same moment, and what is said of marks that changed nothing.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { openTown, type Town } from '../town.ts'
import { decidedClass, liveOn, newId } from './august-class.ts'
import { ask, type Reply, send } from './office.ts'

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

const rounds = 20
/** Both at once, the second a little later each time, so that they meet at every step of each other. */
async function atOnce(round: number, first: () => Promise<Reply>, second: () => Promise<Reply>) {
  const later = new Promise((go) => setTimeout(go, round % 5))
  return (await Promise.all([first(), later.then(second)])).map(({ status }) => status)
}

/** Twenty people who sit in an August class from its second day on, and the day is its fifth. */
async function seated() {
  const august = await decidedClass(town, { people: rounds, seats: rounds })
  await liveOn(town, '1954-08-03')
  const nominations: string[] = []
  for (const personId of august.holders) {
    const id = await august.putForward(personId)
    assert.equal((await august.accept(id)).status, 200)
    nominations.push(id)
  }
  await liveOn(town, '1954-08-06')
  const marksOf = async (personId: string) =>
    (
      await Promise.all(
        august.sessions.map(({ id }) => ask(august.officer, `GET /api/sessions/${id}/attendance`)),
      )
    ).filter(({ people }) =>
      people.some((one: Reply['body']) => one.personId === personId && one.state === 'present'),
    ).length
  return { ...august, nominations, marksOf }
}

test('21: a mark and an acceptance taken back at one moment: one of the two holds, and a mark that is kept counts', async () => {
  const { officer, nominations, holders, sessions, mark, marksOf } = await seated()
  for (const [round, id] of nominations.entries()) {
    const takeBack = () =>
      send(officer, `POST /api/nominations/${id}/take-back`, { body: { reason: 'Mistaken' } })
    const [back, marked] = await atOnce(round, takeBack, () => mark(sessions[3], holders[round]))
    assert.deepEqual([back, marked].sort(), back === 200 ? [200, 422] : [200, 409])
    assert.equal(await marksOf(holders[round]), marked === 200 ? 1 : 0)
  }
  await liveOn(town, '1954-07-10')
})

test('21: a mark and a withdrawal from an earlier day at one moment: one of the two holds', async () => {
  const { nominations, holders, sessions, mark, marksOf, officer } = await seated()
  for (const [round, id] of nominations.entries()) {
    const leave = () =>
      send(officer, `POST /api/nominations/${id}/withdraw`, { body: { reason: 'Ill', on: '1954-08-04' } })
    const [left, marked] = await atOnce(round, leave, () => mark(sessions[3], holders[round]))
    assert.deepEqual([left, marked].sort(), [200, 422])
    assert.equal(await marksOf(holders[round]), marked === 200 ? 1 : 0)
  }
  await liveOn(town, '1954-07-10')
})

test('21: a mark and its session moved, or taken off, at one moment: one of the two holds', async () => {
  const { officer, id, holders, sessions, mark, marksOf } = await seated()
  const { stages } = await ask(officer, `GET /api/classes/${id}`)
  const names = { zh: '讨论', en: 'Discussion' }
  const body = {
    stageId: stages[0].id,
    title: names,
    startsAt: 660,
    endsAt: 720,
    room: names,
    presenters: [],
  }
  for (const [round, personId] of holders.entries()) {
    const onDay = '1954-08-04'
    const { id: sessionId } = await ask(officer, `POST /api/classes/${id}/sessions`, {
      body: { ...body, onDay },
    })
    sessions.push({ id: sessionId, onDay })
    const isMove = round % 2 === 0
    const change = () =>
      isMove
        ? send(officer, `PUT /api/sessions/${sessionId}`, { body: { ...body, onDay: '1954-08-02' } })
        : send(officer, `DELETE /api/sessions/${sessionId}`)
    const [changed, marked] = await atOnce(round, change, () => mark({ id: sessionId, onDay }, personId))
    if (marked === 200) assert.equal(changed, isMove ? 422 : 409)
    else assert.deepEqual([changed, marked], [200, isMove ? 422 : 404])
    if (changed === 200 && !isMove) sessions.pop()
    assert.equal(await marksOf(personId), marked === 200 ? 1 : 0)
  }
  await liveOn(town, '1954-07-10')
})

/** A class of two that has ended, with the first marked present on its second day by the trainer’s device, at eight. */
async function ended() {
  const august = await decidedClass(town, { people: 2, seats: 2 })
  const { officer, id, sessions, holders } = august
  await liveOn(town, '1954-08-02')
  for (const personId of holders)
    assert.equal((await august.accept(await august.putForward(personId))).status, 200)
  await liveOn(town, '1954-08-06')
  assert.equal((await august.mark(sessions[1], holders[0])).status, 200)
  await liveOn(town, '1954-08-10')
  const mark = (marks: { personId: string; state: string; madeAt: string }[], reason = 'The sheet says so') =>
    ask(officer, `POST /api/sessions/${sessions[1].id}/attendance`, {
      body: { source: 'roll_call', reason, marks: marks.map((one) => ({ id: newId(), ...one })) },
    })
  const corrections = async () => (await ask(officer, `GET /api/classes/${id}/corrections`)).corrections
  const later = (n: number) => `1954-08-10T0${n}:00:00Z`
  return { ...august, markAll: mark, corrections, later }
}

test('21: marks and their session moved to tomorrow at one moment: no mark stands on a day that has not come', async () => {
  const { officer, id, holders, sessions, mark, marksOf } = await seated()
  const { sessions: told } = await ask(officer, `GET /api/classes/${id}/sessions`)
  const { stageId, title, startsAt, endsAt, room } = told[0]
  const body = { stageId, title, startsAt, endsAt, room, presenters: [] }
  for (const [round, personId] of holders.entries()) {
    const onDay = '1954-08-05'
    const made = await ask(officer, `POST /api/classes/${id}/sessions`, { body: { ...body, onDay } })
    sessions.push({ id: made.id, onDay })
    const move = () =>
      send(officer, `PUT /api/sessions/${made.id}`, { body: { ...body, onDay: '1954-08-06' } })
    await liveOn(town, '1954-08-05')
    const [moved, marked] = await atOnce(round, move, () => mark({ id: made.id, onDay }, personId))
    await liveOn(town, '1954-08-06')
    assert.ok((moved === 200) !== (marked === 200), `moved ${moved}, marked ${marked}`)
    assert.equal(await marksOf(personId), marked === 200 ? 1 : 0)
  }
  await liveOn(town, '1954-07-10')
})

test('21: what was marked keeps its session where it is, also after the single marks were removed in their time', async () => {
  const { officer, id, holders, sessions, mark } = await seated()
  assert.equal((await mark(sessions[1], holders[0])).status, 200)
  await sql`delete from convene.attendance_mark where session_id = ${sessions[1].id}`.execute(
    town.database.kysely,
  )
  const { sessions: told } = await ask(officer, `GET /api/classes/${id}/sessions`)
  const {
    id: sessionId,
    stageId,
    title,
    startsAt,
    endsAt,
    room,
  } = told.find((one: Reply['body']) => one.id === sessions[1].id)
  const body = { stageId, title, startsAt, endsAt, room, presenters: [] }
  const move = (onDay: string) =>
    send(officer, `PUT /api/sessions/${sessionId}`, { body: { ...body, onDay } })
  // Nobody had a seat yet on the first day.
  assert.equal((await move('1954-08-02')).status, 422)
  assert.equal((await send(officer, `DELETE /api/sessions/${sessionId}`)).status, 409)
  await liveOn(town, '1954-08-10')
  assert.equal((await move('1954-08-04')).status, 422)
  await liveOn(town, '1954-07-10')
})

test('21: marks that come late and a change of their session at one moment wait for each other, neither is lost', async () => {
  const { officer, id, holders, sessions, markAll } = await ended()
  const { sessions: told } = await ask(officer, `GET /api/classes/${id}/sessions`)
  const { stageId, title, onDay, startsAt, endsAt } = told.find(
    (one: Reply['body']) => one.id === sessions[1].id,
  )
  const body = { stageId, title, onDay, startsAt, endsAt, presenters: [] }
  const state = (round: number) => (round % 2 === 0 ? 'absent' : 'present')
  for (let round = 0; round < rounds; round += 1) {
    const madeAt = new Date(Date.parse('1954-08-10T01:00:00Z') + round * 60_000).toISOString()
    const room = { zh: '', en: `Room ${round}` }
    const [changed] = await Promise.all([
      send(officer, `PUT /api/sessions/${sessions[1].id}`, { body: { ...body, room } }),
      markAll([{ personId: holders[1], state: state(round), madeAt }]),
    ])
    assert.equal(changed.status, 200)
  }
  await liveOn(town, '1954-07-10')
})

test('21: a correction of marks says whose mark it was, from what to what, and counts what took effect alone', async () => {
  const { officer, id, sessions, holders, markAll, corrections, later } = await ended()
  const [one, two] = holders
  // Marked earlier than what holds, or once more as it stands: nothing is corrected.
  const lost = await markAll([{ personId: one, state: 'absent', madeAt: '1954-08-03T00:30:00Z' }])
  assert.deepEqual([lost.outdated, lost.outdatedOf], [1, [one]])
  await markAll([{ personId: one, state: 'present', madeAt: later(1) }])
  assert.deepEqual(await corrections(), [])
  await markAll([
    { personId: one, state: 'absent', madeAt: later(2) },
    { personId: one, state: 'excused', madeAt: later(3) },
    { personId: two, state: 'present', madeAt: later(2) },
  ])
  await markAll([
    { personId: one, state: 'present', madeAt: later(2) },
    { personId: two, state: 'absent', madeAt: later(4) },
  ])
  const told = (await corrections()).map((made: Reply['body']) => [
    made.session.marks,
    made.marked.map((mark: Reply['body']) => [mark.person.en, mark.from, mark.to]).sort(),
  ])
  assert.deepEqual(told, [
    [1, [['Person 2', 'present', 'absent']]],
    [
      2,
      [
        ['Person 1', 'present', 'excused'],
        ['Person 2', null, 'present'],
      ],
    ],
  ])
  // Who reads no people of the place learns that something was corrected, not of whom.
  const elsewhere = await ask(await town.as('jia-officer'), `GET /api/classes/${id}`).catch(() => null)
  if (elsewhere) {
    const seen = await ask(await town.as('jia-officer'), `GET /api/classes/${id}/corrections`)
    assert.ok(seen.corrections.every((made: Reply['body']) => made.marked.length === 0))
  }
  // Whose mark holds, and since when, for whoever marks.
  const roll = await ask(officer, `GET /api/sessions/${sessions[1].id}/attendance`)
  for (const person of roll.people) assert.equal(person.markedBy.en, 'Duan Hongxin')
  await liveOn(town, '1954-07-10')
})

test('21: of two devices at one moment the one that lost is told so, and the corrections end with what holds', async () => {
  const { officer, sessions, holders, markAll, corrections } = await ended()
  const [one] = holders
  const at = (n: number) => new Date(Date.parse('1954-08-10T01:00:00Z') + n * 60_000).toISOString()
  let before = 0
  for (let round = 0; round < rounds; round += 1) {
    const [early, late] = await Promise.all([
      markAll([{ personId: one, state: 'absent', madeAt: at(2 * round) }]),
      markAll([{ personId: one, state: 'present', madeAt: at(2 * round + 1) }]),
    ])
    assert.equal(late.outdated, 0)
    const made = (await corrections()).flatMap(({ marked }: Reply['body']) => marked).reverse()
    for (const [n, { from, to }] of made.entries()) {
      assert.equal(from, n === 0 ? 'present' : made[n - 1].to)
      assert.notEqual(from, to)
    }
    const { people } = await ask(officer, `GET /api/sessions/${sessions[1].id}/attendance`)
    const { state } = people.find((person: Reply['body']) => person.personId === one)
    assert.deepEqual([state, made.at(-1)?.to ?? 'present'], ['present', 'present'])
    // Either it stood for a moment and was corrected, or it is told that it changed nothing.
    assert.equal(early.outdated, made.length > before ? 0 : 1)
    before = made.length
  }
  await liveOn(town, '1954-07-10')
})

test('what was written of an erased person’s marks goes with the person, whatever became of the marks', async () => {
  const { id, sessions, holders, markAll, corrections, later } = await ended()
  const [one, two] = holders
  await markAll([{ personId: one, state: 'absent', madeAt: later(1) }], 'One was in hospital')
  await markAll([{ personId: two, state: 'present', madeAt: later(1) }], 'Two came late')
  // A later mark of the same person holds, and the single marks were removed since.
  await markAll([{ personId: one, state: 'excused', madeAt: later(2) }], 'One had leave')
  await sql`delete from convene.attendance_mark where session_id = ${sessions[1].id}`.execute(
    town.database.kysely,
  )
  await sql`update registry.appointment set to_on = '1954-08-07' where person_id = ${one}`.execute(
    town.database.kysely,
  )
  const administrator = await town.as('administrator')
  await ask(administrator, `POST /api/people/${one}/erase`, {
    body: { name: 'Person 1' },
  })
  const reasons = (await corrections()).map((made: Reply['body']) => made.reason)
  assert.deepEqual(reasons, [null, 'Two came late', null])
  assert.equal(id.length, 36)
  await liveOn(town, '1954-07-10')
})

test('28: an acceptance taken back stands in the history as such, not as put forward by who decided', async () => {
  const { officer, nominations } = await seated()
  const [id] = nominations
  await ask(officer, `POST /api/nominations/${id}/take-back`, { body: { reason: 'Mistaken' } })
  await ask(officer, `POST /api/nominations/${id}/return`, { body: { reason: 'Somebody else' } })
  const { steps } = await ask(officer, `GET /api/nominations/${id}/history`)
  assert.deepEqual(
    steps.map((step: Reply['body']) => [step.state, step.isTakenBack]),
    [
      ['returned', false],
      ['nominated', true],
      ['accepted', false],
      ['nominated', false],
    ],
  )
  await liveOn(town, '1954-07-10')
})

test('30: the corrections of a class say that an acceptance was taken back, and from which day somebody sits', async () => {
  const { officer, id, holders, accept, corrections } = await ended()
  const told = async () =>
    (await corrections()).map((one: Reply['body']) => [one.what, one.person?.en, one.from])
  const { nominations } = await ask(officer, `GET /api/classes/${id}/nominations`)
  const nominationOf = (personId: string) =>
    nominations.find((one: Reply['body']) => one.personId === personId).id
  const [a, b] = holders.map(nominationOf)
  await ask(officer, `POST /api/nominations/${b}/take-back`, { body: { reason: 'Was never there' } })
  assert.deepEqual(await told(), [['taken_back', 'Person 2', null]])
  assert.equal((await accept(b, '1954-08-04')).status, 200)
  assert.deepEqual((await told())[0], ['accepted', 'Person 2', '1954-08-04'])
  await ask(officer, `POST /api/nominations/${a}/withdraw`, { body: { reason: 'Ill', on: '1954-08-05' } })
  assert.deepEqual(await told(), [
    ['withdrawn', 'Person 1', '1954-08-05'],
    ['accepted', 'Person 2', '1954-08-04'],
    ['taken_back', 'Person 2', null],
  ])
  // Taken back and accepted anew from another day: what held for a while is not said of the day that holds.
  await ask(officer, `POST /api/nominations/${b}/take-back`, { body: { reason: 'The day was wrong' } })
  assert.equal((await accept(b, '1954-08-05')).status, 200)
  assert.deepEqual((await told()).slice(0, 4), [
    ['accepted', 'Person 2', '1954-08-05'],
    ['taken_back', 'Person 2', null],
    ['withdrawn', 'Person 1', '1954-08-05'],
    ['accepted', 'Person 2', null],
  ])
  await liveOn(town, '1954-07-10')
})

test('21: a session with one mark says of how many it speaks', async () => {
  const { officer, id, sessions, holders, mark } = await seated()
  assert.equal((await mark(sessions[3], holders[0])).status, 200)
  const { last } = (await ask(officer, `GET /api/classes/${id}`)).figures
  assert.deepEqual([last.present, last.marked, last.of], [1, 1, rounds])
  // Of the others nothing is known: in the summary they are no share of anything.
  const { figures } = await ask(officer, `GET /api/classes/${id}/summary`)
  for (const part of [figures, figures.byPlace[0], figures.posts[0]])
    assert.deepEqual([part.attended, part.possible], [1, 1])
  await liveOn(town, '1954-07-10')
})
