import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { classOf, followUp, idOf, luohe, luoyang } from '../../../test/convene-class.ts'
import { openTown, type Town } from '../../../test/town.ts'
import { newId } from '../../base/ids.ts'
import * as attendanceCalls from '../attendance/contract.ts'
import { roster } from '../nominations/contract.ts'
import * as calls from './contract.ts'
import { mostSessions } from './rules.ts'

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

const codes = (problem: { errors?: { pointer: string; code: string }[] }) =>
  problem.errors?.map((one) => `${one.pointer} ${one.code}`)

async function lastSession(classId: string) {
  const { sessions } = await (await town.as('xuchang-officer')).ask(calls.timetable, { params: { classId } })
  return sessions[sessions.length - 1]
}

const mark = (
  personId: string,
  state: 'present' | 'excused' | 'absent' = 'present',
  madeAt = '1954-03-05T06:05:00Z',
) => ({
  id: newId(),
  personId,
  state,
  madeAt,
})

test('a session is put on, moved and taken off; what is wrong is named', async () => {
  const officer = await town.as('xuchang-officer')
  const { classId, head } = await classOf(town, 'xuchang-officer', followUp)
  const body = {
    stageId: head.stages[0].id,
    title: { zh: '总结', en: 'Summing up' },
    onDay: '1954-07-24',
    startsAt: 840,
    endsAt: 960,
    room: { zh: '大会场', en: 'Main hall' },
    presenters: [],
  }
  const table: [Partial<typeof body>, string][] = [
    [{ onDay: '1954-08-02' }, '/onDay outside'],
    [{ endsAt: 840 }, '/endsAt dates-order'],
    [{ stageId: newId() }, '/stageId unknown-stage'],
    [{ title: { zh: '总结', en: '' } }, '/title/en empty'],
  ]
  for (const [change, expected] of table) {
    const { problem } = await officer.send(calls.addSession, {
      params: { classId },
      body: { ...body, ...change },
    })
    assert.deepEqual(codes(problem), [expected])
  }
  const { id: sessionId } = await officer.ask(calls.addSession, { params: { classId }, body })
  await officer.ask(calls.changeSession, { params: { sessionId }, body: { ...body, startsAt: 900 } })
  for (const login of ['trainer', 'linying-officer', 'linying-trainee', 'henan-viewer']) {
    const person = await town.as(login)
    assert.equal((await person.send(calls.addSession, { params: { classId }, body })).status, 403, login)
    assert.equal((await person.send(calls.changeSession, { params: { sessionId }, body })).status, 403, login)
    assert.equal((await person.send(calls.removeSession, { params: { sessionId } })).status, 403, login)
  }
  assert.equal(
    (await (await town.as('luoyang-officer')).send(calls.removeSession, { params: { sessionId } })).status,
    404,
  )
  await officer.ask(calls.removeSession, { params: { sessionId } })
  assert.equal((await officer.send(calls.removeSession, { params: { sessionId } })).status, 404)
})

test('a class holds so many sessions and no more', async () => {
  const officer = await town.as('xuchang-officer')
  const { classId } = await classOf(town, 'xuchang-officer', followUp)
  const params = { classId }
  const { sessions } = await officer.ask(calls.timetable, { params })
  const { id, illustrative: _, ...body } = sessions[0]
  const missing = mostSessions - sessions.length
  await sql`insert into convene.session select (jsonb_populate_record(null::convene.session,
      to_jsonb(one) || jsonb_build_object('id', gen_random_uuid()))).*
    from convene.session as one, generate_series(2, ${missing}::int) where one.id = ${id}`.execute(
    town.database.kysely,
  )
  const { id: last } = await officer.ask(calls.addSession, { params, body })
  assert.deepEqual(codes((await officer.send(calls.addSession, { params, body })).problem), ['/onDay many'])
  await officer.ask(calls.removeSession, { params: { sessionId: last } })
  await officer.ask(calls.addSession, { params, body })
})

test('the same batch again changes nothing; the same id with other content is refused; the mark made last holds', async () => {
  const trainer = await town.as('trainer')
  const { classId } = await classOf(town, 'xuchang-officer', luohe)
  const { people } = await trainer.ask(roster, { params: { classId } })
  const session = await lastSession(classId)
  const params = { sessionId: session.id }
  const marks = people.slice(0, 5).map((person) => mark(person.personId))
  const send = (some: typeof marks) =>
    trainer.send(attendanceCalls.recordAttendance, { params, body: { source: 'roll_call', marks: some } })
  const stateOf = async (personId: string) => {
    const sheet = await trainer.ask(attendanceCalls.sessionAttendance, { params })
    return sheet.people.find((person) => person.personId === personId)?.state
  }
  const batch = { source: 'roll_call' as const, marks }
  await trainer.askTwice(attendanceCalls.recordAttendance, { params, body: batch })
  const first = people[0].personId
  const other = await send([{ ...marks[0], state: 'absent' }])
  assert.deepEqual([other.status, other.problem.current], [409, { ids: [marks[0].id] }])
  assert.equal(await stateOf(first), 'present')
  await send([mark(first, 'excused', '1954-03-05T06:20:00Z')])
  assert.equal(await stateOf(first), 'excused')
  await send([mark(first, 'absent', '1954-03-05T06:10:00Z')])
  assert.equal(await stateOf(first), 'excused', 'an older mark that arrives late does not win')
  await send(marks)
  assert.equal(await stateOf(first), 'excused', 'nor does an old batch sent again')
  const both = [
    mark(people[1].personId, 'absent', '1954-03-05T07:00:00Z'),
    mark(people[1].personId, 'present', '1954-03-05T07:01:00Z'),
  ]
  await send(both)
  assert.equal(await stateOf(people[1].personId), 'present')
})

test('devices that mark the same people at the same time do not stand in each other’s way', async () => {
  const trainer = await town.as('trainer')
  const { classId } = await classOf(town, 'xuchang-officer', luohe)
  const { people } = await trainer.ask(roster, { params: { classId } })
  const { id: sessionId } = await lastSession(classId)
  const batches = Array.from({ length: 12 }, (_, n) => {
    const marks = people.map((person) =>
      mark(person.personId, 'present', `1954-03-05T08:00:${String(n).padStart(2, '0')}Z`),
    )
    return n % 2 ? marks.reverse() : marks
  })
  const answers = await Promise.all(
    batches.map((marks) =>
      trainer.send(attendanceCalls.recordAttendance, {
        params: { sessionId },
        body: { source: 'check_in', marks },
      }),
    ),
  )
  assert.deepEqual(
    answers.map((answer) => answer.status),
    batches.map(() => 200),
  )
  const { people: after } = await trainer.ask(attendanceCalls.sessionAttendance, { params: { sessionId } })
  assert.ok(after.every((person) => person.state === 'present' && person.madeAt?.endsWith('08:00:11Z')))
})

test('a stranger to the class, a session to come, a class not begun: refused, and nothing of the batch is kept', async () => {
  const trainer = await town.as('trainer')
  const { classId } = await classOf(town, 'xuchang-officer', luohe)
  const { people } = await trainer.ask(roster, { params: { classId } })
  const before = await trainer.ask(attendanceCalls.attendanceOverview, { params: { classId } })
  const { sessions } = await trainer.ask(calls.timetable, { params: { classId } })
  const open = before.sessions.find((one) => one.counts === null) ?? sessions[0]
  const stranger = await idOf(town, 'person', 'linying-office-1')
  const marks = [mark(people[0].personId), mark(stranger)]
  const { problem } = await trainer.send(attendanceCalls.recordAttendance, {
    params: { sessionId: open.id },
    body: { source: 'roll_call', marks },
  })
  assert.deepEqual(codes(problem), ['/marks/1/personId not-in-class'])
  assert.deepEqual(await trainer.ask(attendanceCalls.attendanceOverview, { params: { classId } }), before)
  const next = await classOf(town, 'xuchang-officer', followUp)
  const { sessions: later } = await trainer.ask(calls.timetable, { params: { classId: next.classId } })
  const early = await trainer.send(attendanceCalls.recordAttendance, {
    params: { sessionId: later[0].id },
    body: { source: 'roll_call', marks: [mark(stranger)] },
  })
  assert.deepEqual([early.status, early.problem.stage], [409, 'class preparing'])
})

test('an instant that no calendar has is a field to mend', async () => {
  const trainer = await town.as('trainer')
  const { classId } = await classOf(town, 'xuchang-officer', luohe)
  const { id: sessionId } = await lastSession(classId)
  const personId = await idOf(town, 'person', 'linying-group-head-1')
  for (const madeAt of ['1954-02-30T08:00:00Z', '0000-02-28T08:00:00Z', '1954-02-28T24:00:00Z']) {
    const body = { source: 'roll_call' as const, marks: [{ ...mark(personId), madeAt }] }
    const { status, problem } = await trainer.send(attendanceCalls.recordAttendance, {
      params: { sessionId },
      body,
    })
    assert.equal(status, 422)
    assert.match(String(codes(problem)), /^\/marks\/0\/madeAt /)
  }
})

test('who records, who reads, and who only sees their own', async () => {
  const { classId, place } = await classOf(town, 'xuchang-officer', luohe)
  const { id: sessionId } = await lastSession(classId)
  const body = {
    source: 'roll_call' as const,
    marks: [mark(await idOf(town, 'person', 'linying-group-head-1'))],
  }
  for (const login of ['linying-officer', 'linying-trainee', 'henan-viewer', 'tin-presenter']) {
    assert.equal(
      (await (await town.as(login)).send(attendanceCalls.recordAttendance, { params: { sessionId }, body }))
        .status,
      403,
      login,
    )
  }
  for (const login of ['luoyang-officer']) {
    const person = await town.as(login)
    assert.equal(
      (await person.send(attendanceCalls.recordAttendance, { params: { sessionId }, body })).status,
      404,
    )
    assert.equal(
      (await person.send(attendanceCalls.sessionAttendance, { params: { sessionId } })).status,
      404,
    )
  }
  const county = await (await town.as('linying-officer')).ask(attendanceCalls.sessionAttendance, {
    params: { sessionId },
  })
  assert.ok(county.people.length > 0 && county.people.every((person) => person.placeId === place('linying')))
  const trainee = await town.as('linying-trainee')
  const own = await trainee.ask(attendanceCalls.attendanceOverview, { params: { classId } })
  assert.ok(own.own.length >= 30)
  assert.deepEqual(own.places, [])
  assert.ok(own.sessions.every((session) => session.counts === null))
  assert.deepEqual(
    (await trainee.ask(attendanceCalls.sessionAttendance, { params: { sessionId } })).people,
    [],
  )
  const foreign = await classOf(town, 'luoyang-officer', luoyang)
  const { sessions } = await (await town.as('luoyang-officer')).ask(calls.timetable, {
    params: { classId: foreign.classId },
  })
  assert.equal(
    (await trainee.send(attendanceCalls.sessionAttendance, { params: { sessionId: sessions[0].id } })).status,
    404,
  )
})

test('a session with attendance stays on the timetable', async () => {
  const { classId } = await classOf(town, 'xuchang-officer', luohe)
  const officer = await town.as('xuchang-officer')
  const { sessions } = await officer.ask(calls.timetable, { params: { classId } })
  const { status, problem } = await officer.send(calls.removeSession, {
    params: { sessionId: sessions[0].id },
  })
  assert.deepEqual([status, problem.stage], [409, 'attendance recorded'])
})

test('attendance adds up: by session and by county the same marks', async () => {
  const { classId } = await classOf(town, 'xuchang-officer', luohe)
  const { sessions, places, expected } = await (await town.as('xuchang-officer')).ask(
    attendanceCalls.attendanceOverview,
    { params: { classId } },
  )
  const total = (list: ({ present: number; excused: number; absent: number } | null)[]) =>
    list.reduce((sum, counts) => sum + (counts ? counts.present + counts.excused + counts.absent : 0), 0)
  assert.equal(total(sessions.map((one) => one.counts)), total(places.map((one) => one.counts)))
  assert.equal(
    places.reduce((sum, one) => sum + one.expected, 0),
    expected,
  )
})
