// Marks of attendance beside what is decided at the same moment, and what is said of marks that changed nothing.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTown, type Town } from '../town.ts'
import { decidedClass, liveOn } from './august-class.ts'
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
