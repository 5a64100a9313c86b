// Two entries of one person made one, where both had to do with classes: nobody comes to be counted twice by it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { openTown, type Town } from '../town.ts'
import { decidedClass, liveOn, newId } from './august-class.ts'
import { ask, planner, type Reply, send } from './office.ts'

let town: Town
before(async () => {
  town = await openTown()
})
after(async () => {
  await liveOn(town, '1954-07-10')
  await town.close()
})

/** Two people who sit in an August class from its second day on; the day is its fifth; the first was there on it. */
async function twoInClass() {
  await liveOn(town, '1954-07-10')
  const august = await decidedClass(town, { people: 2, seats: 3 })
  await liveOn(town, '1954-08-03')
  const nominations: string[] = []
  for (const personId of august.holders) {
    const id = await august.putForward(personId)
    assert.equal((await august.accept(id)).status, 200)
    nominations.push(id)
  }
  await liveOn(town, '1954-08-06')
  assert.equal((await august.mark(august.sessions[2], august.holders[0])).status, 200)
  const figures = async () => {
    const { figures } = await ask(august.officer, `GET /api/classes/${august.id}/summary`)
    return [figures.recorded, figures.attended, figures.possible]
  }
  const merge = (twin: string, kept: string): Promise<Reply> =>
    send(august.officer, `POST /api/people/${twin}/twins/${kept}`, { body: { reason: 'Entered twice' } })
  return { ...august, nominations, figures, merge }
}
const codes = ({ body }: Reply) => body.errors.map((one: { code: string }) => one.code)

test('of two who had seats on the same days of a class and are made one, one seat counts; parted, both do again', async () => {
  const { nominations, holders, figures, merge, withdraw, officer, sessions, id } = await twoInClass()
  await withdraw(nominations[1], '1954-08-05')
  const before = await figures()
  const seated = async () =>
    (await ask(officer, `GET /api/classes/${id}/attendance`)).sessions.map(
      (one: Reply['body']) => one.expected,
    )
  const expected = await seated()
  for (const [twin, kept] of [holders, holders.toReversed()]) {
    assert.equal((await merge(twin, kept)).status, 200)
    assert.deepEqual(await figures(), before)
    const { people } = await ask(officer, `GET /api/sessions/${sessions[1].id}/attendance`)
    assert.equal(people.length, 1, 'who is one stands once on the roll')
    const partLast = async () => {
      const { twins } = await ask(officer, 'GET /api/twins')
      const last = twins.find((one: { mayUndo: boolean }) => one.mayUndo)
      await ask(officer, `POST /api/twins/${last.id}/undo`, { body: {} })
    }
    // A third entry that is made one with them, and parted again, gives nothing back of theirs.
    const [third] = (await decidedClass(town, { people: 1, seats: 1 })).holders
    assert.equal((await merge(third, kept)).status, 200)
    await partLast()
    assert.deepEqual(await figures(), before)
    await partLast()
    assert.deepEqual(await figures(), before)
    assert.deepEqual(await seated(), expected)
  }
})

test('days of two seats that no session shares do not stand in the way', async () => {
  await liveOn(town, '1954-07-10')
  const { holders, putForward, accept, withdraw, officer } = await decidedClass(town, { people: 2, seats: 3 })
  const [one, two] = [await putForward(holders[0]), await putForward(holders[1])]
  for (const id of [one, two]) assert.equal((await accept(id)).status, 200)
  await liveOn(town, '1954-07-20')
  await withdraw(two)
  const made = await send(officer, `POST /api/people/${holders[1]}/twins/${holders[0]}`, {
    body: { reason: 'Entered twice' },
  })
  assert.equal(made.status, 200)
})

test('where a class allows nobody to sit in two at once, nobody does by being made one', async () => {
  const august = await twoInClass()
  const other = await twoInClass()
  const [here, there] = [august.holders[0], other.holders[1]]
  const rule = (to: string) =>
    sql`update convene.class set clash_rule = ${to} where id in (${other.id}, ${august.id})`.execute(
      town.database.kysely,
    )
  await rule('refused')
  const refused = await august.merge(there, here)
  assert.equal(refused.status, 422)
  assert.deepEqual(codes(refused), ['two-classes', 'two-classes'], 'each of the classes is named')
  await rule('reason')
  assert.equal((await august.merge(there, here)).status, 200)
})

test('a place takes nobody off a class from before a day on which the organiser marked an absence', async () => {
  const { officer, nominations, holders, sessions, figures } = await twoInClass()
  const marks = [
    { id: newId(), personId: holders[1], state: 'absent', madeAt: `${sessions[3].onDay}T01:00:00Z` },
  ]
  await ask(officer, `POST /api/sessions/${sessions[3].id}/attendance`, {
    body: { source: 'roll_call', marks },
  })
  const before = await figures()
  const { rows } = await sql<{ login: string }>`select account.login from access.account
    join access.role_grant as held on held.account_id = account.id
    join convene.nomination as n on n.place_id = held.place_id
    where n.id = ${nominations[1]} and held.role = ${planner} limit 1`.execute(town.database.kysely)
  const county = await town.as(rows[0].login)
  const leave = (on: string) =>
    send(county, `POST /api/nominations/${nominations[1]}/withdraw`, { body: { reason: 'Ill', on } })
  const refused = await leave(sessions[2].onDay)
  assert.equal(refused.status, 422)
  assert.deepEqual(codes(refused), ['was-marked'])
  assert.deepEqual(await figures(), before)
  assert.equal((await leave('1954-08-06')).status, 200, 'from a day on which nothing was marked')
  assert.deepEqual(await figures(), before)
})
