// Ways in and out, as somebody at the front door meets them.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { hash } from '@node-rs/argon2'
import { sql } from 'kysely'
import { openTown, type Town } from '../../test/town.ts'
import * as calls from './accounts/contract.ts'
import { failuresByLogin, type Role } from './rules.ts'
import { makeSession } from './sessions/actions.ts'
import { sessionCookie } from './sessions/queries.ts'
import * as signInCalls from './sign-in/contract.ts'
import { proveAgain } from './ways/contract.ts'

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

const idOf = async (login: string): Promise<string> => {
  const { rows } = await sql<{ id: string }>`select id from access.account where login = ${login}`.execute(
    town.database.kysely,
  )
  return rows[0].id
}
const placeId = async (code: string): Promise<string> => {
  const { rows } = await sql<{ id: string }>`select id from registry.place where code = ${code}`.execute(
    town.database.kysely,
  )
  return rows[0].id
}

/** Sends as a browser would, and gives the cookie that came back. */
async function enter(method: 'POST', url: string, payload: unknown) {
  const response = await town.server.inject({ method, url, payload: payload as never })
  const cookie = response.cookies.find((one) => one.name === sessionCookie)
  return {
    status: response.statusCode,
    cookie,
    headers: { cookie: `${sessionCookie}=${cookie?.value}` },
    body: response.json(),
  }
}

test('an invitation is used once, sets the password, and signs in', async () => {
  const officer = await town.as('xuchang-officer')
  const made = await officer.ask(calls.invite, {
    body: {
      login: 'wang.min',
      names: { zh: '王敏', en: 'Wang Min' },
      personId: null,
      role: 'reader',
      placeId: await placeId('linying'),
    },
  })
  const nobody = town.stranger()
  const shown = await nobody.ask(signInCalls.readInvitation, { params: { secret: made.secret } })
  assert.equal(shown.login, 'wang.min')
  const weak = await nobody.send(signInCalls.acceptInvitation, {
    params: { secret: made.secret },
    body: { password: 'short' },
  })
  assert.deepEqual([weak.status, weak.problem.errors?.[0].pointer], [422, '/password'])

  const entered = await enter('POST', `/api/invitations/${made.secret}`, { password: 'tin bamboo kiln' })
  assert.equal(entered.status, 200)
  assert.ok(entered.cookie?.httpOnly)
  const who = await town.server.inject({ url: '/api/me', headers: entered.headers })
  assert.equal(who.json().account.login, 'wang.min')

  const again = await nobody.send(signInCalls.acceptInvitation, {
    params: { secret: made.secret },
    body: { password: 'another long one' },
  })
  assert.equal(again.status, 404)
  const signed = await enter('POST', '/api/sign-in', { login: 'Wang.Min ', password: 'tin bamboo kiln' })
  assert.equal(signed.status, 200)
})

test('a new link ends the earlier one, and using it ends what was open', async () => {
  const officer = await town.as('xuchang-officer')
  const accountId = await idOf('wang.min')
  const session = await enter('POST', '/api/sign-in', { login: 'wang.min', password: 'tin bamboo kiln' })
  const first = await officer.ask(calls.inviteAgain, { params: { accountId } })
  const second = await officer.ask(calls.inviteAgain, { params: { accountId } })
  const gone = await town.stranger().send(signInCalls.readInvitation, { params: { secret: first.secret } })
  assert.equal(gone.status, 404)
  await enter('POST', `/api/invitations/${second.secret}`, { password: 'forge wood loom' })
  const who = await town.server.inject({ url: '/api/me', headers: session.headers })
  assert.equal(who.json().account, null)
})

test('an unknown name and a wrong password get the same answer; repeated failures are slowed down', async () => {
  const wrong = await enter('POST', '/api/sign-in', { login: 'wang.min', password: 'not this one' })
  const unknown = await enter('POST', '/api/sign-in', { login: 'nobody.at.all', password: 'not this one' })
  const cast = await enter('POST', '/api/sign-in', { login: 'administrator', password: 'not this one' })
  const plain = ({ status, body }: { status: number; body: { requestId?: string } }) => ({
    status,
    body: { ...body, requestId: '' },
  })
  assert.deepEqual(plain(unknown), plain(wrong))
  assert.deepEqual(plain(cast), plain(wrong))
  for (let n = 1; n < failuresByLogin; n++)
    await enter('POST', '/api/sign-in', { login: 'wang.min', password: `guess ${n}` })
  const slowed = await enter('POST', '/api/sign-in', { login: 'wang.min', password: 'forge wood loom' })
  assert.equal(slowed.status, 429)
  // Others are not held up by it.
  const other = await enter('POST', '/api/sign-in', { login: 'nobody.else', password: 'not this one' })
  assert.equal(other.status, 422)
})

test('guesses sent at the same moment are counted too', async () => {
  const guesses = Array.from({ length: 12 }, (_, n) =>
    enter('POST', '/api/sign-in', { login: 'at.once', password: `guess ${n}` }),
  )
  const looked = (await Promise.all(guesses)).filter((one) => one.status === 422)
  assert.ok(looked.length <= failuresByLogin, `${looked.length} guesses were looked at`)
})

test('sessions are listed and ended, one’s own only', async () => {
  const cast = await town.stranger().ask(signInCalls.listCast, {})
  const jia = cast.cast.find((one) => one.login === 'jia-officer')
  const one = await enter('POST', '/api/sign-in/cast', { accountId: jia?.accountId })
  const two = await enter('POST', '/api/sign-in/cast', { accountId: jia?.accountId })
  const list = async () =>
    (await town.server.inject({ url: '/api/account/sign-ins', headers: two.headers })).json().signIns
  const [own, other] = (await list()).sort((a: { isThis: boolean }) => (a.isThis ? -1 : 1))
  assert.ok(own.isThis && !other.isThis)
  const somebody = await (await town.as('ye-officer')).send(signInCalls.endSignIn, {
    params: { signInId: other.id },
  })
  assert.equal(somebody.status, 404)
  const ended = await town.server.inject({
    method: 'POST',
    url: '/api/account/sign-ins/end-others',
    headers: two.headers,
  })
  assert.equal(ended.statusCode, 200)
  assert.equal(
    (await town.server.inject({ url: '/api/account/sign-ins', headers: one.headers })).statusCode,
    401,
  )
  await town.server.inject({ method: 'POST', url: '/api/sign-out', headers: two.headers })
  assert.equal(
    (await town.server.inject({ url: '/api/account/sign-ins', headers: two.headers })).statusCode,
    401,
  )
})

test('a role that there is none of is refused with those that there are, those of version 0.1.0 too', async () => {
  const administrator = await town.as('administrator')
  const params = { accountId: await idOf('linying-officer') }
  for (const role of ['district_officer', 'county_officer', 'viewer', 'king']) {
    const body = { role: role as Role, placeId: await placeId('linying') }
    const { status, problem } = await administrator.send(calls.giveRole, { params, body })
    assert.equal(status, 422)
    assert.deepEqual(problem.errors, [
      {
        pointer: '/role',
        code: 'enum',
        detail:
          'This is not one of the choices: administrator, reviewer, planner, trainer, presenter, trainee, reporter, reader.',
      },
    ])
  }
})

test('a reviewer gives roles in the own district only, and never an administrator’s', async () => {
  const officer = await town.as('xuchang-officer')
  const invitee = { login: 'li.hua', names: { zh: '李华', en: '' }, personId: null }
  const outside = await officer.send(calls.invite, {
    body: { ...invitee, role: 'planner', placeId: await placeId('yichuan') },
  })
  assert.equal(outside.status, 403)
  const high = await officer.send(calls.invite, {
    body: { ...invitee, role: 'administrator', placeId: await placeId('xuchang-district') },
  })
  assert.equal(high.status, 403)
  const taken = await officer.send(calls.invite, {
    body: { ...invitee, login: 'jia-officer', role: 'reader', placeId: await placeId('jia') },
  })
  assert.deepEqual(
    taken.problem.errors?.map((one) => one.pointer),
    ['/login'],
  )
  const county = await (await town.as('jia-officer')).send(calls.invite, {
    body: { ...invitee, role: 'reporter', placeId: await placeId('jia') },
  })
  assert.equal(county.status, 403)
})

test('an account with a role elsewhere is not taken over by a new link', async () => {
  const administrator = await town.as('administrator')
  const accountId = await idOf('wang.min')
  await administrator.ask(calls.giveRole, {
    params: { accountId },
    body: { role: 'reader', placeId: await placeId('luoyang-district') },
  })
  const officer = await town.as('xuchang-officer')
  assert.equal((await officer.send(calls.inviteAgain, { params: { accountId } })).status, 403)
  assert.equal((await officer.send(calls.endAccount, { params: { accountId } })).status, 403)
  const { accounts } = await officer.ask(calls.listAccounts, { query: { text: 'wang.min' } })
  assert.deepEqual(
    accounts[0].roles.map((one) => one.place.names.en),
    ['Linying County'],
  )
  const foreign = await officer.send(calls.inviteAgain, {
    params: { accountId: await idOf('luoyang-officer') },
  })
  assert.equal(foreign.status, 404)
  const own = await administrator.send(calls.endAccount, {
    params: { accountId: await idOf('administrator') },
  })
  assert.equal(own.status, 422)
})

test('an ended account and an ended role hold at once', async () => {
  const administrator = await town.as('administrator')
  const { accounts } = await administrator.ask(calls.listAccounts, { query: { text: 'wuyang-officer' } })
  const reader = await town.as('wuyang-officer')
  assert.equal((await reader.ask(signInCalls.me, {})).account?.roles.length, 1)
  await administrator.ask(calls.endRole, {
    params: { accountId: accounts[0].id, roleGrantId: accounts[0].roles[0].id },
  })
  assert.equal((await reader.ask(signInCalls.me, {})).account?.roles.length, 0)
  // Signed out everywhere, by whoever may end the account and by nobody else.
  const accountId = accounts[0].id
  const elsewhere = await town.as('luoyang-officer')
  assert.equal((await elsewhere.send(calls.endSignInsOf, { params: { accountId } })).status, 404)
  await administrator.ask(calls.endSignInsOf, { params: { accountId } })
  assert.equal((await reader.ask(signInCalls.me, {})).account, null)
  await administrator.ask(calls.endAccount, { params: { accountId: await idOf('baofeng-officer') } })
  assert.equal(
    (await enter('POST', '/api/sign-in/cast', { accountId: await idOf('baofeng-officer') })).status,
    422,
  )
})

test('the journal keeps no secret', async () => {
  const { rows } = await sql<{
    detail: unknown
  }>`select detail from platform.journal where kind = 'account'`.execute(town.database.kysely)
  assert.ok(rows.length > 5)
  assert.doesNotMatch(JSON.stringify(rows), /secret|password_hash|argon2|tin bamboo|forge wood/)
})

test('a page of another site cannot write with this site’s cookie', async () => {
  const { headers } = await enter('POST', '/api/sign-in/cast', { accountId: await idOf('ye-officer') })
  const answer = await town.server.inject({
    method: 'POST',
    url: '/api/sign-out',
    headers: { ...headers, 'sec-fetch-site': 'cross-site' },
  })
  assert.equal(answer.statusCode, 403)
})

test('a hall of two hundred signs in at the same moment, from one address and with the right passwords', async () => {
  const password = 'a hall of right ones'
  const kept = await hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })
  await sql`insert into access.account (id, login, names, password_hash, made_at)
    select gen_random_uuid(), 'of-the-hall-' || n, '{"zh": "", "en": "One of the hall"}', ${kept}, now()
    from generate_series(1, 200) as n`.execute(town.database.kysely)
  const all = await Promise.all(
    Array.from({ length: 200 }, (_, at) => signInFrom('10.0.7.1', `of-the-hall-${at + 1}`, password)),
  )
  assert.deepEqual([...new Set(all)], [200])
  // Nobody failed, so that nothing is held against anybody there.
  assert.equal(await failedFrom('10.0.7.1'), 0)
  const [mistyped, ...others] = await Promise.all(
    [6, 1, 2, 3, 4, 5].map((n) =>
      signInFrom('10.0.7.1', `of-the-hall-${n}`, n === 6 ? 'a hall of rihgt ones' : password),
    ),
  )
  assert.deepEqual([mistyped, [...new Set(others)]], [422, [200]])
  assert.equal(await failedFrom('10.0.7.1'), 1)
})

test('a hall in which a few mistype signs in at the same moment: as many count as did', async () => {
  const all = await Promise.all(
    Array.from({ length: 130 }, (_, at) =>
      signInFrom('10.0.7.3', `of-the-hall-${at + 1}`, at < 30 ? 'mistyped by one' : 'a hall of right ones'),
    ),
  )
  assert.deepEqual([new Set(all.slice(0, 30)), new Set(all.slice(30))], [new Set([422]), new Set([200])])
  assert.equal(await failedFrom('10.0.7.3'), 30)
})

test('what a process that was killed had begun to look at is no failure: a hall that waits gets in', async () => {
  const keys = ['address 10.0.7.5', 'login of-the-hall-9 from 10.0.7.5', 'login of-the-hall-9']
  await sql`insert into access.failed_sign_in (key, attempt_id, at)
    select key, gen_random_uuid(), now() - interval '18 seconds'
    from unnest(${keys}::text[]) as key, generate_series(1, 100)`.execute(town.database.kysely)
  const all = await Promise.all(
    Array.from({ length: 20 }, (_, at) =>
      signInFrom('10.0.7.5', `of-the-hall-${at + 1}`, 'a hall of right ones'),
    ),
  )
  assert.deepEqual([...new Set(all)], [200])
})

test('more than may fail show at the same moment, in one hall, that it is still they', async () => {
  const { rows } = await sql<{ id: string }>`select id from access.account where login like 'of-the-hall-%'
    order by login limit 120`.execute(town.database.kysely)
  const all = await Promise.all(
    rows.map(async ({ id }) => {
      const cookie = `${sessionCookie}=${await makeSession(town.database.kysely, id, 'test', new Date())}`
      const payload = { password: 'a hall of right ones' }
      const { path: url } = proveAgain
      const sent = { method: 'POST', url, payload, headers: { cookie }, remoteAddress: '10.0.7.4' } as const
      return (await town.server.inject(sent)).statusCode
    }),
  )
  assert.deepEqual([...new Set(all)], [200])
  assert.equal(await failedFrom('10.0.7.4'), 0)
})

async function failedFrom(address: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from access.failed_sign_in
    where key = ${`address ${address}`}`.execute(town.database.kysely)
  return rows[0].n
}

test('of one name tried a hundred times at once as many are looked at as may fail, and the others are told to wait', async () => {
  const all = await Promise.all(
    Array.from({ length: 100 }, () => signInFrom('10.0.7.2', 'of-the-hall-7', 'not the right one')),
  )
  const counted = Map.groupBy(all, (status) => status)
  assert.deepEqual(
    [counted.get(422)?.length, counted.get(429)?.length],
    [failuresByLogin, 100 - failuresByLogin],
  )
})

async function signInFrom(remoteAddress: string, login: string, password: string): Promise<number> {
  const url = signInCalls.signIn.path
  const sent = { method: 'POST', url, payload: { login, password }, remoteAddress } as const
  return (await town.server.inject(sent)).statusCode
}

test('more people than there are connections sign in at once, and each is answered', async () => {
  const nobody = town.stranger()
  const all = await Promise.all(
    Array.from({ length: 60 }, (_, at) =>
      nobody.send(signInCalls.signIn, { body: { login: `hall-${at}`, password: 'not the right one' } }),
    ),
  )
  // Wrong for all of them, and beyond so many from one address a request to wait: never that nobody could be reached.
  const seen = Map.groupBy(all, ({ status }) => status)
  assert.deepEqual(
    [...seen.keys()].filter((status) => status !== 422 && status !== 429),
    [],
  )
})
