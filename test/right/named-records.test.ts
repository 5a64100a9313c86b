// What a screen ties to a record leads on to it: presenters to their case, materials to their class and session,
// questions to their misconception.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTown, type Town } from '../town.ts'
import { ask, send } from './office.ts'

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

async function running() {
  const officer = await town.as('xuchang-officer')
  const { classes } = await ask(officer, 'GET /api/classes')
  const { id } = classes.find((one: { state: string }) => one.state === 'running')
  const { sessions } = await ask(officer, `GET /api/classes/${id}/sessions`)
  return { officer, classId: id as string, sessions }
}

test('a case names the session that its presenter holds, whether the unit or the person stands on the timetable', async () => {
  const { officer, classId, sessions } = await running()
  const { cases } = await ask(officer, 'GET /api/cases')
  const published = await ask(officer, `GET /api/cases/${cases[0].id}`)
  const [last] = sessions.slice(-1)
  const session = (presenter: object, title: string) => ({
    ...{ stageId: last.stageId, onDay: last.onDay, startsAt: 1140, endsAt: 1200, room: last.room },
    title: { zh: title, en: title },
    presenters: [{ names: published.presenter.names, organisationId: null, personId: null, ...presenter }],
  })
  const add = (body: object) => ask(officer, `POST /api/classes/${classId}/sessions`, { body })
  const byPerson = await add(session({ personId: published.presenter.id }, 'Told by the person'))
  const byUnit = await add(session({ organisationId: published.unit.id }, 'Told by the unit'))
  const byName = await add(session({}, 'Told by somebody of that name'))
  const { sessions: told } = await ask(officer, `GET /api/cases/${cases[0].id}`)
  const ids = told.map((one: { id: string }) => one.id)
  assert.ok(ids.includes(byPerson.id))
  assert.ok(ids.includes(byUnit.id))
  assert.ok(!ids.includes(byName.id))
})

test('a material says for which class and session it is', async () => {
  const { classId, sessions } = await running()
  const trainer = await town.as('trainer')
  const make = (title: string, ids: object) =>
    send(trainer, 'POST /api/materials', {
      body: {
        ...{ kind: 'reading', title: { zh: title, en: title }, text: { zh: '', en: '' } },
        ...{ classId: null, sessionId: null, clauseId: null, ...ids },
      },
    })
  assert.equal((await make('For everybody', {})).status, 200)
  assert.equal((await make('For the class', { classId })).status, 200)
  assert.equal((await make('For a session', { classId, sessionId: sessions[0].id })).status, 200)
  assert.equal((await make('For a session of no class', { sessionId: sessions[0].id })).status, 422)
  const { materials } = await ask(await town.as('linying-trainee'), 'GET /api/materials')
  const of = (title: string) => materials.find((one: { title: { en: string } }) => one.title.en === title)
  assert.equal(of('For everybody').class, null)
  assert.match(of('For the class').class.en, /handicraft/)
  assert.equal(of('For the class').session, null)
  assert.deepEqual(of('For a session').session, sessions[0].title)
})
