// Tokens for machines, as a program at the front door meets them.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { openTown, type Person, type Town } from '../../../test/town.ts'
import { changePerson, listPeople, personPage } from '../../registry/people/contract.ts'
import * as calls from '../accounts/contract.ts'
import { sessionCookie } from '../sessions/queries.ts'
import * as signInCalls from '../sign-in/contract.ts'
import * as tokens from './contract.ts'

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

const placeId = async (code: string): Promise<string> => {
  const { rows } = await sql<{ id: string }>`select id from registry.place where code = ${code}`.execute(
    town.database.kysely,
  )
  return rows[0].id
}

async function tokenFor(owner: Person, code: string, mayWrite = true) {
  const body = { name: `for ${code}`, placeId: await placeId(code), mayWrite, days: 30 }
  return owner.ask(tokens.makeToken, { body })
}

test('a token acts by the roles of its owner in its place, and only there', async () => {
  const officer = await town.as('xuchang-officer')
  const { secret } = await tokenFor(officer, 'linying')
  assert.match(secret, /^hz_[A-Za-z0-9_-]{43}$/)
  const machine = town.byToken(secret)
  const { people } = await machine.ask(listPeople, { query: {} })
  assert.ok(people.length > 0)
  assert.deepEqual([...new Set(people.map((one) => one.place.names.en))], ['Linying County'])
  const { people: all } = await officer.ask(listPeople, { query: { under: await placeId('jia') } })
  const elsewhere = { params: { personId: all[0].id } }
  assert.equal((await officer.send(personPage, elsewhere)).status, 200)
  assert.equal((await machine.send(personPage, elsewhere)).status, 404)
})

test('the journal names the token with the deed', async () => {
  const officer = await town.as('xuchang-officer')
  const { id, secret } = await tokenFor(officer, 'linying')
  const machine = town.byToken(secret)
  const { people } = await machine.ask(listPeople, { query: {} })
  const page = await machine.ask(personPage, { params: { personId: people[0].id } })
  const { names, phone } = page.person
  await machine.ask(changePerson, { params: { personId: people[0].id }, body: { names, phone } })
  const { rows } = await sql<{ accountId: string; tokenId: string }>`
    select account_id as "accountId", token_id as "tokenId" from platform.journal
    where subject_id = ${people[0].id} order by id desc limit 1`.execute(town.database.kysely)
  assert.deepEqual(rows, [{ accountId: await town.accountOf('xuchang-officer'), tokenId: id }])
})

test('a token that only reads writes nothing, and no token gives or takes ways in', async () => {
  const officer = await town.as('xuchang-officer')
  const reading = town.byToken((await tokenFor(officer, 'xuchang-district', false)).secret)
  const writing = town.byToken((await tokenFor(officer, 'xuchang-district')).secret)
  const input = { params: {}, query: {}, body: {} } as never
  let seen = 0
  for (const call of town.server.calls.filter((one) => !one.path.includes(':'))) {
    if (call.method !== 'GET') {
      seen += 1
      assert.equal((await reading.send(call, input)).status, 403, `${call.method} ${call.path} read only`)
    }
    if (call.open === 'in-person')
      assert.equal((await writing.send(call, input)).status, 403, `${call.method} ${call.path} in person`)
  }
  assert.ok(seen > 20)
  const inPerson = town.server.calls.filter((one) => one.open === 'in-person').map((one) => one.path)
  for (const path of [
    '/api/account/tokens',
    '/api/account/password',
    '/api/account/sign-ins',
    '/api/accounts',
  ])
    assert.ok(inPerson.includes(path), path)
})

test('a token ends when it is ended, when it expires, with its account, and its power with the role', async () => {
  const administrator = await town.as('administrator')
  const owner = await town.as('xihua-officer')
  const accountId = await town.accountOf('xihua-officer')
  const some: { id: string; secret: string }[] = []
  for (let n = 0; n < 3; n++) some.push(await tokenFor(owner, 'xihua'))
  const status = async (at: number) =>
    (await town.byToken(some[at].secret).send(listPeople, { query: {} })).status
  const [first, second] = some
  await owner.ask(tokens.endToken, { params: { tokenId: first.id } })
  assert.equal(await status(0), 401)
  await sql`update access.token set made_at = made_at - interval '40 days', expires_at = now() - interval '1 second'
    where id = ${second.id}`.execute(town.database.kysely)
  assert.equal(await status(1), 401)

  const { accounts } = await administrator.ask(calls.listAccounts, { query: { text: 'xihua-officer' } })
  const listed = await administrator.ask(tokens.listTokensOf, { params: { accountId } })
  assert.deepEqual(
    listed.tokens.map((one) => [one.id, one.mayWrite, one.seenAt === null]),
    [[some[2].id, true, true]],
  )
  assert.equal(await status(2), 200)
  await administrator.ask(calls.endRole, {
    params: { accountId, roleGrantId: accounts[0].roles[0].id },
  })
  const powerless = await town.byToken(some[2].secret).ask(listPeople, { query: {} })
  assert.deepEqual(powerless.people, [])
  await administrator.ask(calls.endAccount, { params: { accountId } })
  assert.equal(await status(2), 401)
})

test('whoever may end the account may end its tokens; others may not', async () => {
  const owner = await town.as('ye-officer')
  const { id: tokenId, secret } = await tokenFor(owner, 'ye')
  const params = { accountId: await town.accountOf('ye-officer'), tokenId }
  assert.equal((await (await town.as('jia-officer')).send(tokens.endTokenOf, { params })).status, 403)
  assert.equal((await (await town.as('luoyang-officer')).send(tokens.endTokenOf, { params })).status, 404)
  assert.equal((await (await town.as('jia-officer')).send(tokens.endToken, { params })).status, 404)
  await (await town.as('xuchang-officer')).ask(tokens.endTokenOf, { params })
  assert.equal((await town.byToken(secret).send(signInCalls.me, {})).status, 401)
})

test('a place beyond the own roles, one that moved, and more than a year are refused by their fields', async () => {
  const officer = await town.as('xuchang-officer')
  const ask = async (code: string, days: number, name = 'x') => {
    const body = { name, placeId: await placeId(code), mayWrite: false, days }
    const { status, problem } = await officer.send(tokens.makeToken, { body })
    return [status, problem.errors?.map((one) => one.pointer)]
  }
  assert.deepEqual(await ask('yichuan', 30), [422, ['/placeId']])
  assert.deepEqual(await ask('henan', 30), [422, ['/placeId']])
  // Linru goes to Luoyang in September: a token for it would open what is then Luoyang's.
  assert.deepEqual(await ask('linru', 30), [422, ['/placeId']])
  assert.deepEqual(await ask('jia', 366), [422, ['/days']])
  assert.deepEqual(await ask('jia', 30, '  '), [422, ['/name']])
})

test('of a request with both a session and a token the token counts', async () => {
  const officer = await town.as('xuchang-officer')
  const { secret } = await tokenFor(officer, 'linying', false)
  const answer = await officer.send(tokens.listTokens, {}, { authorization: `Bearer ${secret}` })
  assert.equal(answer.status, 403)
  const unknown = await officer.send(tokens.listTokens, {}, { authorization: 'Bearer hz_unknown' })
  assert.equal(unknown.status, 401)
  assert.equal((await officer.send(tokens.listTokens, {})).status, 200)
  const raw = await town.server.inject({ url: '/api/me', headers: { authorization: 'Bearer hz_unknown' } })
  assert.equal(raw.headers['www-authenticate'], 'Bearer')
  assert.equal(sessionCookie in raw.cookies, false)
})

test('a new link used by its holder ends the tokens that were made before', async () => {
  const { secret } = await tokenFor(await town.as('jia-officer'), 'jia')
  const params = { accountId: await town.accountOf('jia-officer') }
  const link = await (await town.as('xuchang-officer')).ask(calls.inviteAgain, { params })
  await town.stranger().ask(signInCalls.acceptInvitation, {
    params: { secret: link.secret },
    body: { password: 'tin bamboo kiln' },
  })
  assert.equal((await town.byToken(secret).send(signInCalls.me, {})).status, 401)
})

test('neither the database nor the journal holds the secret of a token', async () => {
  const { secret } = await tokenFor(await town.as('xuchang-officer'), 'linying')
  const { rows } = await sql<{ row: unknown }>`
    select to_jsonb(t) as row from access.token as t union all
    select to_jsonb(j) from platform.journal as j`.execute(town.database.kysely)
  assert.ok(!JSON.stringify(rows).includes(secret.slice(3)))
})
