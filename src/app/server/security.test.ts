// What holds of every answer and every session, whatever the room: headers, cookies, expiry, limits, and a log and
// refusals that give nothing away.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { openTown, type Town } from '../../../test/town.ts'
import { inviteAgain } from '../../access/accounts/contract.ts'
import { makeSession } from '../../access/sessions/actions.ts'
import { sessionCookie } from '../../access/sessions/queries.ts'
import { makeToken } from '../../access/tokens/contract.ts'
import { usualLimits } from '../../platform/limits.ts'

const log: string[] = []
let town: Town
before(async () => {
  town = await openTown({ baseUrl: 'https://hezuo.example', log: { write: (line) => void log.push(line) } })
})
after(() => town.close())

const cookieName = `__Host-${sessionCookie}`
type Sent = {
  method?: 'GET' | 'POST' | 'PUT'
  url: string
  payload?: unknown
  headers?: Record<string, string>
}
const ask = (sent: Sent) => town.server.inject({ ...sent, payload: sent.payload as never })
const enter = async (login: string, headers = {}) => {
  const payload = { accountId: await town.accountOf(login) }
  const answer = await ask({ method: 'POST', url: '/api/sign-in/cast', payload, headers })
  assert.equal(answer.statusCode, 200, answer.body)
  return { answer, headers: { cookie: `${cookieName}=${answer.cookies[0].value}` } }
}
const isIn = async (headers: Record<string, string>) =>
  (await ask({ url: '/api/me', headers })).json().account !== null

test('every answer carries the headers that keep a browser in bounds', async () => {
  for (const url of ['/', '/api/me', '/api/no-such-thing', '/api/openapi.json', '/sign-in']) {
    const { headers } = await ask({ url })
    const policy = String(headers['content-security-policy'])
    assert.match(policy, /default-src 'self'.*object-src 'none'.*frame-ancestors 'none'/, url)
    assert.doesNotMatch(policy, /unsafe/, url)
    assert.equal(headers['x-content-type-options'], 'nosniff', url)
    assert.equal(headers['strict-transport-security'], 'max-age=31536000; includeSubDomains', url)
    assert.equal(headers['referrer-policy'], 'same-origin', url)
    assert.equal(headers['x-powered-by'], undefined)
    assert.equal(headers.server, undefined)
  }
})

test('under https the session’s cookie is bound to this host, to https and away from scripts', async () => {
  const { answer, headers } = await enter('jia-officer')
  const set = String(answer.headers['set-cookie'])
  for (const part of [`${cookieName}=`, 'HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/'])
    assert.ok(set.includes(part), part)
  assert.doesNotMatch(set, /Domain/)
  assert.ok(await isIn(headers))
  // The name without the prefix, which a neighbouring host could set, is not read.
  assert.ok(!(await isIn({ cookie: headers.cookie.replace('__Host-', '') })))
})

test('signing in begins a new session and ends the one that the device had', async () => {
  const first = await enter('jia-officer')
  const second = await enter('ye-officer', first.headers)
  assert.notEqual(first.headers.cookie, second.headers.cookie)
  assert.ok(!(await isIn(first.headers)))
  assert.ok(await isIn(second.headers))
})

test('a session ends by itself: unused after 30 days, and after 90 days however much it is used', async () => {
  const { headers } = await enter('jia-officer')
  const age = (seen: number, made: number) =>
    sql`update access.session set seen_at = now() - make_interval(days => ${seen}),
      made_at = now() - make_interval(days => ${made}) where ended_at is null`.execute(town.database.kysely)
  await age(29, 80)
  assert.ok(await isIn(headers))
  await age(31, 80)
  assert.ok(!(await isIn(headers)))
  await age(0, 91)
  assert.ok(!(await isIn(headers)))
})

test('no secret reaches the log, whatever breaks', async () => {
  const secrets = ['kiln-and-bamboo-9', 'another-long-one-7']
  const link = await (await town.as('xuchang-officer')).send(
    inviteAgain,
    { params: { accountId: await town.accountOf('ye-officer') } },
    (await enter('xuchang-officer')).headers,
  )
  const { headers } = await enter('xuchang-officer')
  const place = await sql<{ id: string }>`select id from registry.place where code = 'jia'`.execute(
    town.database.kysely,
  )
  const body = { name: 'x', placeId: place.rows[0].id, mayWrite: false, days: 7 }
  const token = await ask({ method: makeToken.method as 'POST', url: makeToken.path, payload: body, headers })
  secrets.push(link.body.secret, token.json().secret, headers.cookie.split('=')[1])
  const authorization = `Bearer ${token.json().secret}`
  // Everything that carries a secret, while the tables behind it are gone.
  await sql`alter table access.account rename to away`.execute(town.database.kysely)
  const broken = [
    await ask({ method: 'POST', url: '/api/sign-in', payload: { login: 'jia', password: secrets[0] } }),
    await ask({ method: 'POST', url: `/api/invitations/${secrets[2]}`, payload: { password: secrets[1] } }),
    await ask({ url: `/api/invitations/${secrets[2]}` }),
    await ask({ url: '/api/me', headers: { authorization } }),
    await ask({ url: '/api/me', headers }),
  ]
  await sql`alter table access.away rename to account`.execute(town.database.kysely)
  assert.ok(log.length >= broken.length, 'nothing was logged')
  for (const secret of secrets) assert.ok(!log.join('\n').includes(secret), `the log tells ${secret}`)
  for (const answer of broken) {
    assert.equal(answer.statusCode, 500)
    // Nothing but the kind and the number by which it is found in the log.
    assert.deepEqual(Object.keys(answer.json()).sort(), ['requestId', 'status', 'title', 'type'])
    assert.doesNotMatch(answer.body, /access\.|relation|select|node_modules|\.ts/)
    assert.ok(log.some((line) => line.includes(answer.json().requestId)))
  }
})

test('the log tells who was refused what, and nothing of what was written', async () => {
  const lines = async (attempt: () => Promise<unknown>) => {
    log.length = 0
    await attempt()
    return log.map((line) => JSON.parse(line))
  }
  const payload = { login: 'jia-officer', password: 'kiln-and-loom-11' }
  const [guess] = await lines(() => ask({ method: 'POST', url: '/api/sign-in', payload }))
  assert.deepEqual([guess.refused, guess.call], ['invalid', 'POST /api/sign-in'])
  assert.match(guess.time, /^\d{4}-\d\d-\d\dT.*Z$/)
  assert.ok(guess.address && guess.reqId)
  const { headers } = await enter('jia-officer')
  const [beyond] = await lines(() => ask({ url: '/api/instance/backups', headers }))
  assert.deepEqual(
    [beyond.refused, beyond.call, beyond.account],
    ['not-permitted', 'GET /api/instance/backups', await town.accountOf('jia-officer')],
  )
  // A line of the log stays one line, whatever is typed.
  const forged = { login: 'jia\n{"level":50}', password: 'kiln-and-loom-11' }
  await lines(() => ask({ method: 'POST', url: '/api/sign-in', payload: forged }))
  for (const line of log) assert.equal(line.trimEnd().split('\n').length, 1)
  assert.ok(!JSON.stringify([guess, beyond, log]).includes('kiln-and-loom'))
})

test('what the database refuses is told in neither log with the values that it was given', async () => {
  const { kysely } = town.database
  await sql`alter table registry.person add constraint person_of_this_test
    check (names ->> 'en' <> 'Telling Name') not valid`.execute(kysely)
  const { headers } = await enter('linying-officer')
  const { rows: places } = await sql<{
    id: string
  }>`select id from registry.place where code = 'linying'`.execute(kysely)
  const told = ['Telling Name', '泄密者', '0395-5550199']
  const payload = { placeId: places[0].id, names: { zh: told[1], en: told[0] }, phone: told[2] }
  log.length = 0
  const broken = await ask({ method: 'POST', url: '/api/people', payload, headers })
  assert.equal(broken.statusCode, 500)
  const own = log.join('\n')
  assert.match(own, /person_of_this_test/, 'the rule that refused it is found in the log')
  const { rows: there } = await sql<{ folder: string }>`
    select setting as folder from pg_settings where name = 'data_directory'`.execute(kysely)
  // On a server of one's own only its administrator knows where its log is.
  const server = there[0] ? readFileSync(join(there[0].folder, '..', 'postgres.log'), 'utf8') : ''
  if (there[0]) assert.match(server, /person_of_this_test/)
  for (const value of told) {
    assert.ok(!own.includes(value), `Hezuo's log tells ${value}`)
    assert.ok(!server.includes(value), `PostgreSQL's log tells ${value}`)
  }
})

test('nothing is smuggled in: prototypes, doubled parameters, other methods, other files', async () => {
  const { headers } = await enter('xuchang-officer')
  const json = { ...headers, 'content-type': 'application/json' }
  for (const payload of ['{"__proto__": {"mayChange": true}}', '{"constructor": {"prototype": {"x": 1}}}']) {
    const answer = await ask({ method: 'PUT', url: '/api/account/language', payload, headers: json })
    assert.equal(answer.statusCode, 400, answer.body)
  }
  const doubled = await ask({ url: '/api/people?text=a&text=b', headers })
  assert.equal(doubled.statusCode, 400, doubled.body)
  for (const method of ['TRACE', 'PUT', 'DELETE'])
    assert.equal((await ask({ method: method as 'PUT', url: '/api/me', headers })).statusCode, 404)
  const page = (await ask({ url: '/' })).body
  for (const url of [
    '/.git/config',
    '/package.json',
    '/..%2fpackage.json',
    '/assets/..%2f..%2f..%2fpackage.json',
  ]) {
    const answer = await ask({ url })
    assert.ok(answer.statusCode >= 400 || answer.body === page, `${url} gives ${answer.body.slice(0, 80)}`)
  }
  assert.equal((await ask({ url: '/assets/' })).statusCode, 404)
})

test('who asks too often is told when to come back, and others are not held up', async () => {
  const hurried = await openTown({
    limits: {
      ...usualLimits,
      perAccount: { burst: 3, perSecond: 0.1 },
      perAddress: { burst: 5, perSecond: 0.1 },
    },
  })
  try {
    const send = (headers = {}) => hurried.server.inject({ url: '/api/me', headers })
    for (let n = 0; n < 5; n++) assert.equal((await send()).statusCode, 200)
    const refused = await send()
    assert.equal(refused.statusCode, 429)
    assert.equal(refused.headers['retry-after'], '10')
  } finally {
    await hurried.close()
  }
})

test('what is refused before it is read counts as well: by its account where that is known, else by its address', async () => {
  const slow = { burst: 4, perSecond: 0.001 }
  const hurried = await openTown({ limits: { ...usualLimits, perAccount: slow, perAddress: slow } })
  try {
    const json = { 'content-type': 'application/json' }
    const refusedAt = async (address: string, sent: Sent) => {
      const statuses: number[] = []
      for (let n = 0; n < 6; n++)
        statuses.push(
          (await hurried.server.inject({ ...sent, payload: sent.payload as never, remoteAddress: address }))
            .statusCode,
        )
      return statuses
    }
    const post = (url: string, payload: string, headers: Record<string, string> = json): Sent => ({
      method: 'POST',
      url,
      payload,
      headers,
    })
    const long = JSON.stringify({ login: 'x'.repeat(20_000), password: 'x' })
    const refusals: [number, Sent][] = [
      [413, post('/api/sign-in', long)],
      [400, post('/api/sign-in', '<xml/>', { 'content-type': 'text/xml' })],
      [400, post('/api/sign-in', '{"login":')],
      [403, post('/api/sign-in', '{}', { ...json, origin: 'https://elsewhere.example' })],
      [401, post('/api/people', '{}')],
      [401, post('/api/people', long)],
      [401, { url: '/api/people', headers: { authorization: 'Bearer guessed' } }],
      [401, post('/api/people', long, { ...json, authorization: 'Bearer guessed' })],
      [404, post('/api/nowhere', '{}')],
      [404, { url: '/api/people/1/..%2f..%2f' }],
      [400, { url: '/api/people/%E0%A4%A' }],
    ]
    for (const [at, [status, sent]] of refusals.entries())
      assert.deepEqual(
        await refusedAt(`10.0.1.${at}`, sent),
        [status, status, status, status, 429, 429],
        `${status} ${JSON.stringify(sent).slice(0, 100)}`,
      )

    for (const url of ['/api/docs', '/api/openapi.json', '/guide/en', '/problems/invalid'])
      assert.deepEqual((await refusedAt(`10.0.3.${url.length}`, { url })).slice(-2), [429, 429], url)

    const cookieOf = async (login: string) => ({
      cookie: `${sessionCookie}=${await makeSession(
        hurried.database.kysely,
        await hurried.accountOf(login),
        'test',
        new Date(),
      )}`,
    })
    const [one, another] = [await cookieOf('jia-officer'), await cookieOf('ye-officer')]
    const tooLong = post('/api/people', `"${'x'.repeat(2_100_000)}"`, { ...json, ...one })
    assert.deepEqual(await refusedAt('10.0.2.1', tooLong), [413, 413, 413, 413, 429, 429])
    const own = { url: '/api/me', headers: one }
    assert.equal((await hurried.server.inject({ ...own, remoteAddress: '10.0.2.2' })).statusCode, 429)
    const others = { url: '/api/me', headers: another }
    assert.equal((await hurried.server.inject({ ...others, remoteAddress: '10.0.2.1' })).statusCode, 200)
  } finally {
    await hurried.close()
  }
})

test('a password that guessers try first is refused, whatever its case and the digits after it', async () => {
  const { headers } = await enter('linying-officer')
  for (const password of ['basketball', 'Basketball', 'BASKETBALL1', 'manchester!', 'q1w2e3r4t5']) {
    const payload = { current: '', password }
    const answer = await ask({ method: 'POST', url: '/api/account/password', payload, headers })
    assert.deepEqual([answer.statusCode, answer.json().errors?.[0].pointer], [422, '/password'], password)
  }
  const payload = { current: '', password: 'kiln wood loom' }
  const answer = await ask({ method: 'POST', url: '/api/account/password', payload, headers })
  assert.equal(answer.statusCode, 200)
  const { rows } = await sql<{ hash: string }>`
    select password_hash as hash from access.account where login = 'linying-officer'`.execute(
    town.database.kysely,
  )
  assert.match(rows[0].hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
})

test('what people hand in is served as a download of its true kind, never as a page', async () => {
  const { headers } = await enter('xuchang-officer')
  const { rows } = await sql<{ id: string }>`select id from study.material order by id limit 1`.execute(
    town.database.kysely,
  )
  const address = `/api/materials/${rows[0].id}/file`
  const put = (payload: string) =>
    ask({
      method: 'PUT',
      url: `${address}?name=page.html`,
      payload,
      headers: { ...headers, 'content-type': 'application/octet-stream' },
    })
  const script = await put('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
  const page = await put('<!doctype html><script>alert(1)</script>')
  for (const answer of [script, page]) {
    assert.equal(answer.statusCode, 200, answer.body)
    const read = await ask({ url: address, headers })
    assert.match(String(read.headers['content-type']), /^text\/plain/)
    assert.match(String(read.headers['content-disposition']), /^attachment/)
    assert.equal(read.headers['x-content-type-options'], 'nosniff')
  }
})
