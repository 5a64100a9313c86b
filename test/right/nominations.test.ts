// What is asked before it is done, what can be taken back, and what stays of it; deadlines, and two classes at once.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTown, type Person, type Town } from '../town.ts'
import { augustClass, liveOn, newId } from './august-class.ts'
import { ask, type Reply, send } from './office.ts'

let town: Town
let nominator: Person
before(async () => {
  town = await openTown()
  nominator = await town.as('administrator')
})
after(() => town.close())

type August = Awaited<ReturnType<typeof augustClass>>

const putForward = (by: Person, { id, placeId, postId }: August, personId: string, reason?: string) =>
  send(by, `POST /api/classes/${id}/nominations`, {
    body: { id: newId(), placeId, postId, personId, ...(reason === undefined ? {} : { reason }) },
  })
const accept = (by: Person, nominationId: string, body: object = {}) =>
  send(by, `POST /api/nominations/${nominationId}/accept`, { body })
const listed = async ({ officer, id }: August, nominationId: string): Promise<Reply['body']> =>
  (await ask(officer, `GET /api/classes/${id}/nominations`)).nominations.find(
    (one: { id: string }) => one.id === nominationId,
  )
const errorsOf = ({ body }: Reply) => body.errors?.map((one: Reply['body']) => `${one.pointer} ${one.code}`)

test('28: every reason stays in the history of a nomination, and is seen beside what is put forward again', async () => {
  const august = await augustClass(town, { people: 3 })
  const { officer, holders } = august
  const { id } = (await putForward(nominator, august, holders[0])).body
  const step = (path: string, reason: string) =>
    ask(officer, `POST /api/nominations/${id}/${path}`, { body: { reason } })
  const again = (personId: string) => ask(nominator, `PUT /api/nominations/${id}`, { body: { personId } })
  await step('return', 'Needed at the kilns')
  await again(holders[1])
  assert.equal((await listed(august, id)).returnedFor, 'Needed at the kilns')
  await step('return', 'Away in August')
  await again(holders[2])
  assert.equal((await listed(august, id)).returnedFor, 'Away in August')
  assert.equal((await accept(officer, id)).status, 200)
  await step('withdraw', 'Fell ill')
  const { steps } = await ask(officer, `GET /api/nominations/${id}/history`)
  assert.deepEqual(
    steps.map((one: Reply['body']) => [one.state, one.reason, one.person.en]),
    [
      ['withdrawn', 'Fell ill', 'Person 3'],
      ['accepted', null, 'Person 3'],
      ['nominated', null, 'Person 3'],
      ['returned', 'Away in August', 'Person 2'],
      ['nominated', null, 'Person 2'],
      ['returned', 'Needed at the kilns', 'Person 1'],
      ['nominated', null, 'Person 1'],
    ].map(([state, reason, name]) => [state, reason, name]),
  )
  // Nobody else's to see.
  for (const login of ['luoyang-officer', 'linying-trainee', 'tin-presenter'])
    assert.equal((await send(await town.as(login), `GET /api/nominations/${id}/history`)).status, 404, login)
})

test('28: an acceptance is taken back at once without a word, later or by another with the reason', async () => {
  const august = await augustClass(town, { people: 3 })
  const { officer, holders, sessions } = august
  const { id } = (await putForward(nominator, august, holders[0])).body
  const takeBack = (by: Person, body: object = {}) =>
    send(by, `POST /api/nominations/${id}/take-back`, { body })
  assert.equal((await takeBack(officer)).status, 409, 'nothing was accepted')
  await accept(officer, id)
  assert.equal((await listed(august, id)).isJustAccepted, true)
  assert.equal((await takeBack(await town.as('trainer'))).status, 403)
  assert.deepEqual(errorsOf(await takeBack(nominator)), ['/reason empty'], 'another says why')
  assert.equal((await takeBack(officer)).status, 200)
  assert.equal((await listed(august, id)).state, 'nominated')
  await accept(officer, id)
  assert.equal((await takeBack(nominator, { reason: 'By mistake' })).status, 200)
  await accept(officer, id)
  // Once somebody was there, that stays: a withdrawal says from when no longer.
  await liveOn(town, sessions[0].onDay)
  const marks = [{ id: newId(), personId: holders[0], state: 'present', madeAt: '1954-08-02T01:00:00Z' }]
  await ask(officer, `POST /api/sessions/${sessions[0].id}/attendance`, {
    body: { source: 'roll_call', marks },
  })
  assert.equal((await takeBack(officer)).status, 409)
  await liveOn(town, '1954-07-10')
})

test('28: whoever puts somebody forward leaves the decision to another, where there is another', async () => {
  const august = await augustClass(town, { people: 2 })
  const { officer, holders } = august
  const { id } = (await putForward(officer, august, holders[0])).body
  const alone = await accept(officer, id)
  assert.equal(alone.status, 403)
  assert.match(alone.body.detail, /Somebody else decides on it: /)
  assert.equal((await accept(nominator, id)).status, 200)
  const { id: own } = (await putForward(nominator, august, holders[1])).body
  assert.equal((await accept(nominator, own)).status, 403)
  await ask(nominator, 'PUT /api/instance', { body: { timeZone: null, onePerson: true, confirmed: true } })
  assert.equal((await accept(nominator, own)).status, 200, 'an office of one person says so once')
  await ask(nominator, 'PUT /api/instance', { body: { timeZone: null, onePerson: false } })
})

test('29: after the deadline a nomination is late, with the reason, or refused: as the class says', async () => {
  await liveOn(town, '1954-07-10')
  for (const deadline of ['1954-07-10', '1954-07', '1954-07-early']) {
    const august = await augustClass(town, { people: 1, deadline })
    const { status, body } = await putForward(nominator, august, august.holders[0])
    assert.equal(status, 200, deadline)
    assert.equal((await listed(august, body.id)).isLate, false)
  }
  for (const deadline of ['1954-07-09', '1954-06', '1954-06-late', '1953']) {
    const august = await augustClass(town, { people: 2, deadline })
    const { officer, holders } = august
    for (const reason of [undefined, '', ' '])
      assert.deepEqual(errorsOf(await putForward(nominator, august, holders[0], reason)), ['/reason empty'])
    const { id } = (await putForward(nominator, august, holders[0], 'Flooded roads')).body
    const seen = await listed(august, id)
    assert.deepEqual([seen.isLate, seen.reason], [true, 'Flooded roads'])
    await accept(officer, id)
    const after = await listed(august, id)
    assert.equal(after.isLate, true, 'late it stays')
    const { steps } = await ask(officer, `GET /api/nominations/${id}/history`)
    assert.equal(steps.at(-1).reason, 'Flooded roads')
    const { class: now } = await ask(officer, `GET /api/classes/${august.id}`)
    const { names, purpose, venue, hostPlaceId, startsSaid, endsSaid, deadlineSaid, capacity } = now
    const particulars = { names, purpose, venue, hostPlaceId, startsSaid, endsSaid, deadlineSaid, capacity }
    await ask(officer, `PUT /api/classes/${august.id}`, { body: { ...particulars, lateRule: 'refused' } })
    const refused = await putForward(nominator, august, holders[1], 'Flooded roads')
    assert.deepEqual(errorsOf(refused), [' too-late'])
    // What is not said stays as it is.
    await ask(officer, `PUT /api/classes/${august.id}`, { body: particulars })
    assert.equal((await ask(officer, `GET /api/classes/${august.id}`)).class.lateRule, 'refused')
  }
})

test('29: somebody else put forward again after the deadline is late, or refused; who was in time stays so', async () => {
  for (const lateRule of ['late', 'refused']) {
    await liveOn(town, '1954-07-10')
    const august = await augustClass(town, { people: 3, deadline: '1954-07-10', rules: { lateRule } })
    const { officer, holders } = august
    const { id } = (await putForward(nominator, august, holders[0])).body
    const again = (personId: string, reason?: string) =>
      send(nominator, `PUT /api/nominations/${id}`, { body: { personId, reason } })
    const sendBack = () =>
      ask(officer, `POST /api/nominations/${id}/return`, { body: { reason: 'Needed at the kilns' } })
    await sendBack()
    // Before the deadline is past anybody may come instead.
    assert.equal((await again(holders[1])).status, 200)
    assert.equal((await listed(august, id)).isLate, false)
    await sendBack()
    await liveOn(town, '1954-07-11')
    assert.equal((await again(holders[1])).status, 200, 'the same person is as much in time as before')
    assert.equal((await listed(august, id)).isLate, false)
    await sendBack()
    if (lateRule === 'refused') {
      for (const reason of [undefined, 'Flooded roads'])
        assert.deepEqual(errorsOf(await again(holders[2], reason)), [' too-late'])
      assert.equal((await listed(august, id)).state, 'returned')
    } else {
      for (const reason of [undefined, '', ' '])
        assert.deepEqual(errorsOf(await again(holders[2], reason)), ['/reason empty'])
      assert.equal((await again(holders[2], 'Flooded roads')).status, 200)
      const seen = await listed(august, id)
      assert.deepEqual([seen.isLate, seen.reason], [true, 'Flooded roads'])
      // Once late it stays late, whoever it is.
      await sendBack()
      assert.equal((await again(holders[2])).status, 200)
      assert.equal((await listed(august, id)).isLate, true)
    }
  }
  await liveOn(town, '1954-07-10')
})

test('29: a reason says which step it explains: lateness, or an acceptance taken back', async () => {
  const august = await augustClass(town, { people: 1, deadline: '1954-07-09' })
  const { id } = (await putForward(nominator, august, august.holders[0], 'Flooded roads')).body
  assert.equal((await listed(august, id)).isTakenBack, false)
  await accept(august.officer, id)
  assert.equal((await listed(august, id)).isTakenBack, false)
  await ask(nominator, `POST /api/nominations/${id}/take-back`, { body: { reason: 'By mistake' } })
  const seen = await listed(august, id)
  assert.deepEqual([seen.isTakenBack, seen.reason], [true, 'By mistake'])
  await ask(august.officer, `POST /api/nominations/${id}/return`, { body: { reason: 'Needed at the kilns' } })
  assert.equal(
    (await ask(nominator, `PUT /api/nominations/${id}`, { body: { personId: august.holders[0] } })).id,
    id,
  )
  assert.equal((await listed(august, id)).isTakenBack, false)
})

test('29: nobody sits in two classes on the same days: said to who nominates, held by who accepts', async () => {
  const one = await augustClass(town, { people: 2 })
  const { officer, holders } = one
  const [personId] = holders
  const { id: first } = (await putForward(nominator, one, personId)).body
  await accept(officer, first)
  const two = await augustClass(town, { people: 0 })
  const candidates = await ask(nominator, `GET /api/classes/${two.id}/candidates`, {
    query: { placeId: two.placeId, postId: two.postId, text: 'Person 1' },
  })
  const known = candidates.found.find((found: { id: string }) => found.id === personId)
  assert.deepEqual(known.elsewhere, { names: { zh: '八月班', en: 'August class' }, day: '1954-08-02' })
  const placed = (await putForward(nominator, two, personId)).body
  assert.equal(placed.elsewhere.day, '1954-08-02')
  assert.deepEqual(errorsOf(await accept(officer, placed.id)), [' elsewhere'])
  assert.deepEqual(errorsOf(await accept(officer, placed.id, { reason: 'Both' })), [' elsewhere'])
  // Another class lets it through with a reason.
  const three = await augustClass(town, { people: 0, rules: { clashRule: 'reason' } })
  const other = (await putForward(nominator, three, personId)).body
  assert.deepEqual(errorsOf(await accept(officer, other.id)), ['/reason elsewhere'])
  assert.equal((await accept(officer, other.id, { reason: 'Mornings here, evenings there' })).status, 200)
  // Without a day in common, and after leaving the other, nothing stands against it.
  await ask(officer, `POST /api/nominations/${first}/withdraw`, { body: { reason: 'Goes to the other' } })
  await ask(officer, `POST /api/nominations/${other.id}/withdraw`, { body: { reason: 'Goes to the other' } })
  assert.equal((await accept(officer, placed.id)).status, 200)
})

test('29: two classes that accept somebody at the same moment: one of them does', async () => {
  const one = await augustClass(town, { people: 4 })
  const { officer, holders } = one
  for (const personId of holders) {
    const two = await augustClass(town, { people: 0 })
    const ids = []
    for (const august of [one, two]) ids.push((await putForward(nominator, august, personId)).body.id)
    const answers = await Promise.all(ids.map((id) => accept(officer, id)))
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 422])
  }
})
