// Marks of attendance beside what is decided at the same moment, and what is said of marks that changed nothing.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RawBuilder, sql } from 'kysely'
import { openTown, type Town } from '../town.ts'
import { augustClass, decidedClass, liveOn, newId } from './august-class.ts'
import { ask, meet, type Reply, send, waiting } from './office.ts'

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

const seats = 4

const meeting = <T>(held: RawBuilder<unknown>, first: () => Promise<T>, second: () => Promise<T>) =>
  meet(town, held, first, second)
const statuses = (replies: Reply[]) => replies.map(({ status }) => status)
const nominationRow = (id: string) => sql`select 1 from convene.nomination where id = ${id} for update`
const sessionRow = (id: string) => sql`select 1 from convene.session where id = ${id} for no key update`

/** Four people who sit in an August class from its second day on, and the day is its fifth. */
async function seated() {
  const august = await decidedClass(town, { people: seats, seats })
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

test('21: a mark and an acceptance taken back at one moment: the one that came second is refused', async () => {
  const { officer, nominations, holders, sessions, mark, marksOf } = await seated()
  const takeBack = (id: string) => () =>
    send(officer, `POST /api/nominations/${id}/take-back`, { body: { reason: 'Mistaken' } })
  const [one, two] = nominations
  const toMark = (personId: string) => () => mark(sessions[3], personId)
  assert.deepEqual(statuses(await meeting(nominationRow(one), takeBack(one), toMark(holders[0]))), [200, 422])
  assert.equal(await marksOf(holders[0]), 0)
  assert.deepEqual(statuses(await meeting(nominationRow(two), toMark(holders[1]), takeBack(two))), [200, 409])
  assert.equal(await marksOf(holders[1]), 1)
  await liveOn(town, '1954-07-10')
})

test('21: a mark and a withdrawal from an earlier day at one moment: the one that came second is refused', async () => {
  const { nominations, holders, sessions, mark, marksOf, officer } = await seated()
  const leave = (id: string) => () =>
    send(officer, `POST /api/nominations/${id}/withdraw`, { body: { reason: 'Ill', on: '1954-08-04' } })
  const [one, two] = nominations
  const toMark = (personId: string) => () => mark(sessions[3], personId)
  assert.deepEqual(statuses(await meeting(nominationRow(one), leave(one), toMark(holders[0]))), [200, 422])
  assert.equal(await marksOf(holders[0]), 0)
  assert.deepEqual(statuses(await meeting(nominationRow(two), toMark(holders[1]), leave(two))), [200, 422])
  assert.equal(await marksOf(holders[1]), 1)
  await liveOn(town, '1954-07-10')
})

test('21: who is taken off the class takes marks as missing along: none stays that counts for nobody', async () => {
  const { officer, id, nominations, holders, sessions } = await seated()
  const markAs = (at: number, personId: string, state: string) =>
    ask(officer, `POST /api/sessions/${sessions[at].id}/attendance`, {
      body: {
        source: 'roll_call',
        marks: [{ id: newId(), personId, state, madeAt: `${sessions[at].onDay}T01:00:00Z` }],
      },
    })
  await markAs(1, holders[0], 'present')
  await markAs(2, holders[0], 'absent')
  await markAs(3, holders[0], 'excused')
  const leave = (on: string) =>
    send(officer, `POST /api/nominations/${nominations[0]}/withdraw`, { body: { reason: 'Ill', on } })
  assert.equal((await leave('1954-08-03')).status, 422, 'the person was there on that day')
  assert.equal((await leave('1954-08-04')).status, 200)
  const counted = (await ask(officer, `GET /api/classes/${id}/attendance`)).sessions.map(
    (one: Reply['body']) => one.counts,
  )
  const one = { present: 1, excused: 0, absent: 0 }
  assert.deepEqual(counted, [null, one, null, null, null])
  const { figures } = await ask(officer, `GET /api/classes/${id}/summary`)
  assert.deepEqual([figures.recorded, figures.attended, figures.possible], [1, 1, 1])
  // Nothing keeps a session on its day either: nobody is marked in it any more.
  const { sessions: told } = await ask(officer, `GET /api/classes/${id}/sessions`)
  const { stageId, title, startsAt, endsAt, room } = told[2]
  const body = { stageId, title, startsAt, endsAt, room, presenters: [], onDay: '1954-08-02' }
  assert.equal((await send(officer, `PUT /api/sessions/${sessions[2].id}`, { body })).status, 200)
  await liveOn(town, '1954-07-10')
})

test('21: a mark and its session moved, or taken off, at one moment: the one that came second is refused', async () => {
  const { officer, id, holders, sessions, mark, marksOf } = await seated()
  const { stages } = await ask(officer, `GET /api/classes/${id}`)
  const names = { zh: '讨论', en: 'Discussion' }
  const onDay = '1954-08-04'
  const body = { title: names, startsAt: 660, endsAt: 720, room: names, presenters: [] }
  const session = { stageId: stages[0].id, onDay, ...body }
  const move = (sessionId: string) =>
    send(officer, `PUT /api/sessions/${sessionId}`, { body: { ...session, onDay: '1954-08-02' } })
  const takeOff = (sessionId: string) => send(officer, `DELETE /api/sessions/${sessionId}`)
  for (const [at, { change, late, lost }] of [
    { change: move, late: 422, lost: 422 },
    { change: takeOff, late: 409, lost: 404 },
  ].entries())
    for (const isMarkFirst of [true, false]) {
      const made = await ask(officer, `POST /api/classes/${id}/sessions`, { body: session })
      const personId = holders[2 * at + Number(isMarkFirst)]
      sessions.push({ id: made.id, onDay })
      const toMark = () => mark({ id: made.id, onDay }, personId)
      const toChange = () => change(made.id)
      const [first, second] = isMarkFirst ? [toMark, toChange] : [toChange, toMark]
      const came = statuses(await meeting(sessionRow(made.id), first, second))
      assert.deepEqual(came, [200, isMarkFirst ? late : lost])
      if (change === takeOff && !isMarkFirst) sessions.pop()
      assert.equal(await marksOf(personId), isMarkFirst ? 1 : 0)
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
  const onDay = '1954-08-05'
  for (const [isMarkFirst, expected] of [
    [true, [200, 422]],
    [false, [200, 409]],
  ] as const) {
    const personId = holders[Number(isMarkFirst)]
    const made = await ask(officer, `POST /api/classes/${id}/sessions`, { body: { ...body, onDay } })
    sessions.push({ id: made.id, onDay })
    const toMove = () =>
      send(officer, `PUT /api/sessions/${made.id}`, { body: { ...body, onDay: '1954-08-06' } })
    const toMark = () => mark({ id: made.id, onDay }, personId)
    const [first, second] = isMarkFirst ? [toMark, toMove] : [toMove, toMark]
    await liveOn(town, onDay)
    assert.deepEqual(statuses(await meeting(sessionRow(made.id), first, second)), expected)
    await liveOn(town, '1954-08-06')
    assert.equal(await marksOf(personId), isMarkFirst ? 1 : 0)
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
  const toMark = (state: string, minute: number) => () =>
    markAll([{ personId: holders[1], state, madeAt: `1954-08-10T01:0${minute}:00Z` }])
  const toChange = (place: string) => () =>
    ask(officer, `PUT /api/sessions/${sessions[1].id}`, { body: { ...body, room: { zh: '', en: place } } })
  const stands = async () => {
    const { session, people } = await ask(officer, `GET /api/sessions/${sessions[1].id}/attendance`)
    return [session.room.en, people.find((one: Reply['body']) => one.personId === holders[1]).state]
  }
  await meeting<Reply['body']>(sessionRow(sessions[1].id), toMark('absent', 1), toChange('Hall'))
  assert.deepEqual(await stands(), ['Hall', 'absent'])
  await meeting<Reply['body']>(sessionRow(sessions[1].id), toChange('Yard'), toMark('present', 2))
  assert.deepEqual(await stands(), ['Yard', 'present'])
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
    made.session.people,
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
  // What is alike of many is told once, with its number; who they are, by place and name, is read by itself.
  const [only, both] = await corrections()
  assert.deepEqual(both.changes.map((one: Reply['body']) => [one.from, one.to, one.people]).sort(), [
    [null, 'present', 1],
    ['present', 'excused', 1],
  ])
  const whose = await ask(officer, `GET /api/classes/${id}/corrections/${both.id}/people`)
  assert.deepEqual(
    whose.people.map((mark: Reply['body']) => [mark.person.en, mark.from, mark.to]),
    [
      ['Person 1', 'present', 'excused'],
      ['Person 2', null, 'present'],
    ],
  )
  const { corrected: last } = await ask(officer, `GET /api/classes/${id}`)
  assert.deepEqual([last.session, last.session.people], [only.session, 1])
  // Who reads no people of the place learns that something was corrected, not of whom.
  const county = await town.as('jia-officer')
  const { corrected, mayReadPeople } = await ask(county, `GET /api/classes/${id}`)
  assert.deepEqual([corrected, mayReadPeople], [null, false])
  assert.deepEqual((await ask(county, `GET /api/classes/${id}/corrections`)).corrections, [])
  const hidden = await send(county, `GET /api/classes/${id}/corrections/${both.id}/people`)
  assert.equal(hidden.status, 404)
  // Whose mark holds, and since when, for whoever marks.
  const roll = await ask(officer, `GET /api/sessions/${sessions[1].id}/attendance`)
  for (const person of roll.people) assert.equal(person.markedBy.en, 'Duan Hongxin')
  await liveOn(town, '1954-07-10')
})

test('21: of two devices at one moment the one that lost is told so, and the corrections end with what holds', async () => {
  const { officer, sessions, holders, markAll, corrections } = await ended()
  const [one] = holders
  const held = sql`select 1 from convene.attendance where session_id = ${sessions[1].id} for update`
  const toMark = (state: string, minute: number) => () =>
    markAll([{ personId: one, state, madeAt: `1954-08-10T01:0${minute}:00Z` }])
  const told = async () =>
    (await corrections()).flatMap(({ marked }: Reply['body']) =>
      marked.map(({ from, to }: Reply['body']) => [from, to]),
    )
  const holds = async () => {
    const { people } = await ask(officer, `GET /api/sessions/${sessions[1].id}/attendance`)
    return people.find((person: Reply['body']) => person.personId === one).state
  }
  const outdated = (replies: Reply['body'][]) => replies.map((reply) => reply.outdated)
  // What was marked later comes first: the other changes nothing, and is told so.
  assert.deepEqual(outdated(await meeting(held, toMark('excused', 2), toMark('absent', 1))), [0, 1])
  assert.deepEqual([await holds(), await told()], ['excused', [['present', 'excused']]])
  // What was marked earlier comes first: it stood for a moment, and was corrected.
  assert.deepEqual(outdated(await meeting(held, toMark('absent', 3), toMark('present', 4))), [0, 0])
  assert.equal(await holds(), 'present')
  assert.deepEqual(await told(), [
    ['absent', 'present'],
    ['excused', 'absent'],
    ['present', 'excused'],
  ])
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
  // Taken back and accepted anew from another day: each says its own.
  await ask(officer, `POST /api/nominations/${b}/take-back`, { body: { reason: 'The day was wrong' } })
  assert.equal((await accept(b, '1954-08-05')).status, 200)
  assert.deepEqual((await told()).slice(0, 4), [
    ['accepted', 'Person 2', '1954-08-05'],
    ['taken_back', 'Person 2', null],
    ['withdrawn', 'Person 1', '1954-08-05'],
    ['accepted', 'Person 2', '1954-08-04'],
  ])
  await liveOn(town, '1954-07-10')
})

test('21: of marks that come together each stands or falls by itself', async () => {
  const { officer, nominations, holders, sessions, mark, marksOf } = await seated()
  const [first, ...others] = holders
  const stranger = (await augustClass(town, { people: 1 })).holders[0]
  const db = town.database.kysely
  // While the first waits for its session, the others come; and the last of them loses its seat while they are being
  // kept.
  const { asked } = await db.transaction().execute(async (tx) => {
    await sql`update convene.nomination set left_on = '1954-08-04' where id = ${nominations[3]}`.execute(tx)
    const begun = await db.transaction().execute(async (inner) => {
      await sessionRow(sessions[3].id).execute(inner)
      const one = mark(sessions[3], first)
      await waiting(town, 1)
      return { asked: [one, ...[...others, stranger].map((personId) => mark(sessions[3], personId))] }
    })
    await Promise.all(begun.asked.slice(0, 1))
    await waiting(town, 1)
    return begun
  })
  assert.deepEqual(statuses(await Promise.all(asked)), [200, 200, 200, 422, 422])
  assert.deepEqual(await Promise.all(holders.map(marksOf)), [1, 1, 1, 0])
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from platform.journal
    where verb = 'attendance.recorded' and subject_id = ${sessions[3].id}`.execute(db)
  assert.equal(rows[0].n, 3, 'the journal knows each of them')
  assert.equal((await ask(officer, `GET /api/sessions/${sessions[3].id}/attendance`)).people.length, 3)
  await liveOn(town, '1954-07-10')
})

test('21: a session with one mark says of how many it speaks', async () => {
  const { officer, id, sessions, holders, mark } = await seated()
  assert.equal((await mark(sessions[3], holders[0])).status, 200)
  const { last } = (await ask(officer, `GET /api/classes/${id}`)).figures
  assert.deepEqual([last.present, last.marked, last.of], [1, 1, seats])
  // Of the others nothing is known: in the summary they are no share of anything.
  const { figures } = await ask(officer, `GET /api/classes/${id}/summary`)
  for (const part of [figures, figures.byPlace[0], figures.posts[0]])
    assert.deepEqual([part.attended, part.possible], [1, 1])
  await liveOn(town, '1954-07-10')
})
