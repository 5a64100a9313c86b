// A class is invited at once: one link for each person who was accepted and cannot come in yet, for whoever answers for
// them, and for nobody else.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { openTown, type Town } from '../town.ts'
import { ask, type Reply, send } from './office.ts'

let town: Town
let address: string
before(async () => {
  town = await openTown()
  const { classes } = await ask(await town.as('xuchang-officer'), 'GET /api/classes')
  const { id } = classes.find((one: { state: string }) => one.state === 'running')
  address = `/api/classes/${id}/invitations`
})
after(() => town.close())

// biome-ignore lint/suspicious/noExplicitAny: what comes back is looked at, not relied on
type One = any
const people = async (login = 'xuchang-officer'): Promise<One[]> =>
  (await ask(await town.as(login), `GET ${address}`)).people
const invite = async (personIds: string[], login = 'xuchang-officer'): Promise<Reply> =>
  send(await town.as(login), `POST ${address}`, { body: { personIds } })
const idsOf = (list: One[]) => list.map(({ personId }) => personId)
const accounts = async () =>
  (await sql<{ n: number }>`select count(*)::int as n from access.account`.execute(town.database.kysely))
    .rows[0].n

test('46: everybody accepted who has no account gets one, with a link of the own that lets in as a trainee', async () => {
  const before = await people()
  const without = before.filter(({ state }) => state === 'none')
  assert.ok(without.length > 80, `${without.length} have no account`)
  const counted = await accounts()
  const { status, body } = await invite(idsOf(without))
  assert.equal(status, 200, JSON.stringify(body))
  assert.equal(body.made.length, without.length)
  assert.equal(await accounts(), counted + without.length)
  for (const key of ['secret', 'login', 'personId'])
    assert.equal(new Set(body.made.map((one: One) => one[key])).size, without.length, key)

  const [first, second] = body.made
  const came = await send(town.stranger(), `POST /api/invitations/${first.secret}`, {
    body: { password: 'fourteen trees by the river' },
  })
  assert.equal(came.status, 200, JSON.stringify(came.body))
  const again = await send(town.stranger(), `POST /api/invitations/${first.secret}`, {
    body: { password: 'fourteen trees by the river' },
  })
  assert.notEqual(again.status, 200, 'a link works once')
  const after = await people()
  const stateOf = (personId: string) => after.find((one) => one.personId === personId).state
  assert.equal(stateOf(first.personId), 'in')
  assert.equal(stateOf(second.personId), 'invited')
  const trainee = await town.as(first.login)
  const { isTrainee } = await ask(trainee, `GET ${address.replace('/invitations', '')}`)
  assert.equal(isTrainee, true)
  const { account } = await ask(trainee, 'GET /api/me')
  assert.deepEqual(
    account.roles.map((one: One) => one.role),
    ['trainee'],
  )
})

test('46: whose link ran out is invited again, and the link before ends; whoever came in is not', async () => {
  const [one, other] = (await people()).filter(({ state }) => state === 'invited')
  await sql`update access.invitation set expires_at = now() - interval '1 hour' where account_id =
    (select id from access.account where person_id = ${one.personId})`.execute(town.database.kysely)
  const lapsed = (await people()).find(({ personId }) => personId === one.personId)
  assert.equal(lapsed.state, 'lapsed')
  const counted = await accounts()
  const first = (await invite([one.personId, other.personId])).body.made
  const second = (await invite([one.personId, other.personId])).body.made
  assert.equal(await accounts(), counted, 'nobody has two accounts')
  assert.equal(first[0].login, lapsed.login)
  for (const { secret } of first)
    assert.notEqual((await send(town.stranger(), `GET /api/invitations/${secret}`)).status, 200)
  for (const { secret } of second)
    assert.equal((await send(town.stranger(), `GET /api/invitations/${secret}`)).status, 200)
  const came = (await people()).find(({ state }) => state === 'in')
  const refused = await invite([one.personId, came.personId])
  assert.equal(refused.status, 422)
  assert.equal(refused.body.errors[0].pointer, '/personIds/1')
})

test('46: two who invite the same people at once open one account for each', async () => {
  const linying = (await people()).filter(({ state }) => state !== 'in').slice(-6)
  await sql`update access.account set ended_at = now() where person_id = any(${idsOf(linying)}::uuid[])`.execute(
    town.database.kysely,
  )
  const answers = await Promise.all([1, 2, 3].map(() => invite(idsOf(linying))))
  for (const { status, body } of answers) assert.equal(status, 200, JSON.stringify(body))
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from access.account
    where person_id = any(${idsOf(linying)}::uuid[]) and ended_at is null`.execute(town.database.kysely)
  assert.equal(rows[0].n, linying.length)
})

test('46: who is made one with another entry while the class is invited is invited as that entry', async () => {
  const officer = await town.as('xuchang-officer')
  const some = (await people()).filter(({ state }) => state === 'none' || state === 'invited').slice(0, 6)
  await sql`update access.account set ended_at = now() where person_id = any(${idsOf(some)}::uuid[])`.execute(
    town.database.kysely,
  )
  for (const { personId, placeId, names } of some) {
    const body = { placeId, names, phone: null }
    const { id: kept } = await ask(officer, 'POST /api/people', { body })
    const [invited, merged] = await Promise.all([
      invite([personId]),
      send(officer, `POST /api/people/${personId}/twins/${kept}`, { body: { reason: 'twice' } }),
    ])
    assert.deepEqual([invited.status, merged.status], [200, 200], JSON.stringify([invited.body, merged.body]))
    const now = (await people()).find((one) => one.personId === kept)
    assert.equal(now.login, invited.body.made[0].login)
    assert.equal(now.state, 'invited')
    // By the id of before, as a list read earlier has it.
    assert.equal((await invite([personId])).body.made[0].personId, kept)
  }
})

test('46: only who answers for the person hands out a link', async () => {
  const open = (await people()).filter(({ mayInvite }) => mayInvite)
  const [one] = open
  for (const login of ['linying-officer', 'trainer', 'linying-trainee', 'linying-reporter'])
    assert.equal((await invite([one.personId], login)).status, 403, login)
  assert.deepEqual(await people('linying-officer'), [], 'who gives no accounts sees nobody to invite')
  // A machine with a token hands out no links.
  const { secret } = await ask(await town.as('xuchang-officer'), 'POST /api/account/tokens', {
    body: {
      name: 'm',
      placeId: (await ask(await town.as('xuchang-officer'), 'GET /api/account/token-places')).found[0].id,
      mayWrite: true,
      days: 3,
    },
  })
  const machine = await send(town.byToken(secret), `POST ${address}`, { body: { personIds: [one.personId] } })
  assert.equal(machine.status, 403)
  // Somebody of the class who belongs to another district by now is that district's to invite.
  await sql`update registry.person set place_id = (select id from registry.place where code = 'luoyang-district')
    where id = ${one.personId}`.execute(town.database.kysely)
  assert.equal((await people()).find(({ personId }) => personId === one.personId).mayInvite, false)
  assert.equal((await invite([one.personId])).status, 403)
})

test('46: who takes no part in the class is a field to mend, whoever it is', async () => {
  const roster = idsOf(await people())
  const { rows } = await sql<{ id: string }>`select id from registry.person
    where id <> all(${roster}::uuid[]) limit 1`.execute(town.database.kysely)
  for (const id of [rows[0].id, '01890000-0000-7000-8000-000000000000']) {
    const { status, body } = await invite([id])
    assert.equal(status, 422)
    assert.equal(body.errors[0].pointer, '/personIds/0')
  }
  assert.equal((await invite([])).status, 422)
})

test('46: the journal says that the class was invited, and of every account that it was opened', async () => {
  const { entries } = await ask(await town.as('xuchang-officer'), 'GET /api/journal')
  const verbs = new Set(entries.map((one: One) => one.verb))
  assert.ok(verbs.has('class.invited'), [...verbs].join())
  assert.ok(verbs.has('account.opened'))
  assert.ok(!JSON.stringify(entries).includes('secret'))
})
