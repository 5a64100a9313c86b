// Days, clocks and what was marked.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { emptyDatabase } from '../database.ts'
import { officeOf, openTown, type Town } from '../town.ts'
import { ask, send } from './office.ts'

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

let made = 0
const newId = () => `018e0000-0000-7000-8000-${(made++).toString(16).padStart(12, '0')}`

/** The class at Luohe, its sessions and its people, as the trainer sees them. */
async function classOf() {
  const trainer = await town.as('trainer')
  const { rows } = await sql<{ id: string }>`select class.id from convene.class
    where exists (select 1 from convene.session where class_id = class.id) order by first_day limit 1`.execute(
    town.database.kysely,
  )
  const classId = rows[0].id
  const { sessions } = await ask(trainer, `GET /api/classes/${classId}/sessions`)
  const { people } = await ask(trainer, `GET /api/classes/${classId}/people`)
  return { trainer, classId, sessions, people }
}

test('19: the day is that of the programme’s time zone, for people and for machines', async () => {
  const office = await officeOf(await emptyDatabase())
  try {
    for (const timeZone of ['Pacific/Kiritimati', 'Asia/Shanghai', 'America/Lima', 'Pacific/Pago_Pago']) {
      await ask(office.administrator, 'PUT /api/instance', { body: { timeZone, onePerson: false } })
      const before = new Date()
      const { today } = await ask(office.administrator, 'GET /api/me')
      const days = [before, new Date()].map((at) => at.toLocaleDateString('sv-SE', { timeZone }))
      assert.ok(days.includes(today), `${timeZone}: ${today}, not ${days}`)
    }
    const wrong = { timeZone: 'Moon/Crater', onePerson: false }
    const { status, body } = await send(office.administrator, 'PUT /api/instance', { body: wrong })
    assert.deepEqual([status, body.errors[0].pointer], [422, '/timeZone'])
  } finally {
    await office.close()
  }
})

test('20: a telephone whose clock is ahead does not win for ever, and what changes nothing is said', async () => {
  const { trainer, sessions, people } = await classOf()
  const { id } = sessions[0]
  for (const [at, madeAt] of [
    '9999-12-31T23:59:59Z',
    '2099-01-01T00:00:00Z',
    '2100-06-01T00:00:00.5Z',
  ].entries()) {
    const { personId } = people[at]
    const mark = (state: string, made: string) => ({ id: newId(), personId, state, madeAt: made })
    const post = (one: object, source = 'roll_call') =>
      ask(trainer, `POST /api/sessions/${id}/attendance`, {
        body: { source, reason: 'The sheet says so', marks: [one] },
      })
    const ahead = mark('absent', madeAt)
    await post(ahead)
    await post(ahead)
    const right = await post(mark('present', new Date().toISOString()), 'later_report')
    assert.equal(right.outdated, 0)
    const stale = await post(mark('excused', '1954-03-01T00:00:00Z'))
    assert.equal(stale.outdated, 1)
    const roll = await ask(trainer, `GET /api/sessions/${id}/attendance`)
    assert.equal(roll.people.find((one: { personId: string }) => one.personId === personId).state, 'present')
  }
})

test('22: a session with marks does not move into the future; a closed class says of marks that they came late', async () => {
  const { trainer, classId, sessions, people } = await classOf()
  const officer = await town.as('xuchang-officer')
  const { id, stageId, title, startsAt, endsAt, room, presenters } = sessions[0]
  const marks = [
    { id: newId(), personId: people[5].personId, state: 'present', madeAt: '1954-02-20T01:00:00Z' },
  ]
  const post = () =>
    send(trainer, `POST /api/sessions/${id}/attendance`, { body: { source: 'roll_call', marks } })
  assert.equal((await post()).status, 200)
  await sql`update convene.class set last_day = '2050-01-01', ends_said = '2050-01-01', state = 'running'
    where id = ${classId}`.execute(town.database.kysely)
  const moved = { stageId, title, onDay: '2049-01-01', startsAt, endsAt, room, presenters }
  const answer = await send(officer, `PUT /api/sessions/${id}`, { body: moved })
  assert.equal(answer.status, 422)
  assert.equal(answer.body.errors[0].pointer, '/onDay')
  await sql`update convene.class set state = 'closed' where id = ${classId}`.execute(town.database.kysely)
  const late = { ...marks[0], id: newId(), state: 'excused', madeAt: '1954-02-20T02:00:00Z' }
  const { late: isLate } = await ask(trainer, `POST /api/sessions/${id}/attendance`, {
    body: { source: 'roll_call', marks: [late] },
  })
  assert.equal(isLate, true)
  const roll = await ask(trainer, `GET /api/sessions/${id}/attendance`)
  const { source } = roll.people.find((one: { personId: string }) => one.personId === late.personId)
  assert.equal(source, 'later_report')
})

test('36: instants that no calendar has, and bodies nested beyond reason, are refused clearly', async () => {
  const { trainer, sessions, people } = await classOf()
  const mark = (madeAt: string) => ({ id: newId(), personId: people[0].personId, state: 'present', madeAt })
  const path = `POST /api/sessions/${sessions[0].id}/attendance`
  for (const madeAt of ['1954-02-30T08:00:00Z', '0000-01-01T08:00:00Z', '1954-13-01T08:00:00Z']) {
    const { status } = await send(trainer, path, { body: { source: 'roll_call', marks: [mark(madeAt)] } })
    assert.ok([400, 422].includes(status), `${madeAt}: ${status}`)
  }
  const nested = `${'['.repeat(5000)}1${']'.repeat(5000)}`
  const right = JSON.stringify(mark('1954-03-01T08:00:00Z'))
  for (const body of [
    `{"source":"roll_call","marks":[${right}],"nested":${nested}}`,
    `{"source":"roll_call","marks":[${right.replace('}', `,"nested":${nested}}`)}]}`,
    nested,
  ]) {
    const { status } = await send(trainer, path, { body, headers: { 'content-type': 'application/json' } })
    assert.ok([400, 422].includes(status), String(status))
  }
})
