// The kernel through a server of its own with a few calls that only this test knows.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import cookie from '@fastify/cookie'
import Fastify, { type FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { Type } from 'typebox'
import { emptyDatabase, type TestDatabase } from '../../test/database.ts'
import { call } from '../base/call.ts'
import { finding, Problem, refuseIf } from '../base/problems.ts'
import { Id } from '../base/schemas.ts'
import { readWords } from './catalogues.ts'
import { openGate } from './gate.ts'
import { makeServe } from './http.ts'
import { note } from './journal.ts'

/** Catalogues as the house has them, and one file of a language that nobody else has heard of. */
const house = mkdtempSync(join(tmpdir(), 'house-'))
for (const room of ['base', 'platform'])
  cpSync(join(import.meta.dirname, '..', room, 'words'), join(house, room, 'words'), { recursive: true })
writeFileSync(
  join(house, 'base', 'words', 'mi.po'),
  'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n\nmsgid "Please check what is marked."\nmsgstr "Tirohia ngā mea kua tohua."\n',
)

let database: TestDatabase
let app: FastifyInstance
const heard: string[] = []
const subject = '0192f0c0-0000-7000-8000-000000000001'

const Body = Type.Object({ seats: Type.Integer({ minimum: 0 }), name: Type.String({ minLength: 1 }) })
const write = call({
  method: 'POST',
  path: '/api/things/:thingId',
  summary: 'Writes and then does as the name says.',
  open: 'anyone',
  once: 'none',
  params: Type.Object({ thingId: Id }),
  body: Body,
  reply: Type.Object({ ok: Type.Boolean() }),
})
const private_ = call({
  method: 'GET',
  path: '/api/private',
  summary: 'For the signed-in.',
  reply: Type.Null(),
})

const long = call({
  method: 'POST',
  path: '/api/long',
  summary: 'Takes something long of the signed-in.',
  once: 'none',
  body: Type.Object({ text: Type.String() }),
  reply: Type.Object({ length: Type.Integer() }),
})

const heavy = (path: string) =>
  call({
    method: 'POST',
    path,
    summary: 'Heavy work, which says in whose name it was done.',
    once: 'none',
    params: Type.Object({ name: Type.String() }),
    reply: Type.Object({ by: Type.String() }),
  })
const guarded = heavy('/api/guarded/:name')
const prepared = heavy('/api/prepared/:name')
const crossing = heavy('/api/crossing/:name')
/** Whose account has ended meanwhile. */
const gone = new Set<string>()
let timesAsked = 0
const done: string[] = []
/** What is done inside, by its name in the address. */
const inside = new Map<string, () => Promise<void>>()

before(async () => {
  database = await emptyDatabase()
  app = Fastify()
  await app.register(cookie)
  const serve = makeServe<{ accountId: string } | null>(
    app,
    {
      database,
      words: readWords(house),
      listeners: { 'thing.written': [async (_db, entry) => void heard.push(entry.id)] },
      constraints: { thing_seats_known: finding('/seats', 'known', 'This is not one of the choices.') },
      accountOf: (actor) => actor?.accountId ?? null,
      mustHaveRoom: async () => {},
      count: () => {},
      underWay: { count: 0 },
      secureCookies: false,
      checkReplies: true,
      files: undefined as never,
      whoIs: async (_db, _cookie, bearer) => {
        timesAsked += 1
        const actor = bearer && !gone.has(bearer) ? { accountId: bearer } : null
        return { actor, today: '1954-07-10', language: null }
      },
    },
    [],
  )
  await sql`create table platform.thing (seats int constraint thing_seats_known check (seats < 1000))`.execute(
    database.kysely,
  )
  serve(private_, async () => null)
  serve(long, async (_ctx, { body }) => ({ length: body.text.length }))
  const by = (ctx: { actor: { accountId: string } | null }) => ({ by: ctx.actor?.accountId ?? 'nobody' })
  serve(
    guarded,
    async (ctx, { params }) => {
      await inside.get(params.name)?.()
      done.push(params.name)
      return by(ctx)
    },
    { gate: openGate(1) },
  )
  serve(
    prepared,
    async (_ctx, { params }, reply) => {
      await inside.get(params.name)?.()
      return reply.transaction(async (ctx) => {
        done.push(params.name)
        return by(ctx)
      })
    },
    { opensItself: true },
  )
  serve(crossing, async (ctx, { params }, reply) => {
    reply.afterCommit(async () => void heard.push(params.name))
    const [first, second] = params.name === 'east' ? [1, 2] : [2, 1]
    await sql`update platform.crossing set n = n + 1 where id = ${first}`.execute(ctx.db)
    await inside.get(params.name)?.()
    await sql`update platform.crossing set n = n + 1 where id = ${second}`.execute(ctx.db)
    return by(ctx)
  })
  serve(write, async (ctx, { params, body }) => {
    await note({ ...ctx, actor: null }, { verb: 'thing.written', kind: 'thing', id: params.thingId })
    await sql`insert into platform.thing values (${body.seats})`.execute(ctx.db)
    if (body.name === 'refuse') refuseIf([finding('/name', 'required', 'This is missing.')])
    if (body.name === 'break') throw new Error('secret detail')
    if (body.name === 'wait') throw new Problem('unavailable', { seconds: 60 })
    if (body.name === 'clash') throw new Problem('stale', { current: { seats: 3 } })
    return { ok: true }
  })
})
after(async () => {
  await app.close()
  await database.drop()
  rmSync(house, { recursive: true })
})

const post = (body: unknown, headers: Record<string, string> = {}, id = subject) =>
  app.inject({
    method: 'POST',
    url: `/api/things/${id}`,
    payload: body as never,
    headers: { 'accept-language': 'en', ...headers },
  })

const timesNoted = async () => {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from platform.journal
    where kind = 'thing' and subject_id = ${subject}`.execute(database.kysely)
  return rows[0].n
}

test('what fits is done, noted and heard in one transaction', async () => {
  const reply = await post({ seats: 1, name: 'tin' })
  assert.deepEqual([reply.statusCode, reply.json()], [200, { ok: true }])
  assert.deepEqual(heard, [subject])
  assert.equal(await timesNoted(), 1)
})

test('what does not fit is refused with every field named, in the reader’s language', async () => {
  const en = (await post({ seats: -1 })).json()
  assert.equal(en.type, '/problems/invalid')
  assert.deepEqual(en.errors.map((e: { pointer: string }) => e.pointer).sort(), ['/name', '/seats'])
  const zh = (await post({ seats: -1, name: 'tin' }, { 'accept-language': 'zh-CN,zh;q=0.9' })).json()
  assert.match(zh.title, /\p{Script=Han}/u)
  assert.match(zh.errors[0].detail, /\p{Script=Han}/u)
})

test('one file more is a language more; what it does not translate stays in English', async () => {
  const asked = { 'accept-language': 'xx, mi-NZ;q=0.9, en;q=0.5' }
  const { title, errors } = (await post({ seats: -1, name: 'tin' }, asked)).json()
  assert.equal(title, 'Tirohia ngā mea kua tohua.')
  assert.equal(errors[0].detail, 'This is too small.')
})

test('the language that is wanted most is spoken, not the one that is named first', async () => {
  const titleFor = async (header: string) =>
    (await post({ seats: -1, name: 'tin' }, { 'accept-language': header })).json().title
  assert.match(await titleFor('en;q=0.2, zh;q=0.9'), /\p{Script=Han}/u)
  assert.equal(await titleFor('es-AR'), 'Revise lo que está marcado.')
  assert.equal(await titleFor('zh;q=0, fr'), 'Please check what is marked.')
})

test('a refusal, a clash and a bug leave nothing behind', async () => {
  const rows = async () =>
    (await sql<{ n: number }>`select count(*)::int as n from platform.thing`.execute(database.kysely)).rows[0]
      .n
  const before = await rows()
  assert.equal((await post({ seats: 2, name: 'refuse' })).statusCode, 422)
  const clash = await post({ seats: 2, name: 'clash' })
  assert.deepEqual([clash.statusCode, clash.json().current], [409, { seats: 3 }])
  const later = await post({ seats: 2, name: 'wait' })
  assert.deepEqual([later.statusCode, later.headers['retry-after']], [503, '60'])
  const bug = await post({ seats: 2, name: 'break' })
  assert.equal(bug.statusCode, 500)
  assert.doesNotMatch(bug.body, /secret detail/)
  assert.ok(bug.json().requestId)
  assert.equal(await rows(), before)
  assert.equal(await timesNoted(), 1)
})

test('a constraint of the database speaks as a field', async () => {
  const reply = await post({ seats: 5000, name: 'tin' })
  assert.deepEqual([reply.statusCode, reply.json().errors[0].pointer], [422, '/seats'])
})

test('what cannot be read, is of another form or comes from another site is refused', async () => {
  const broken = await post('{"seats": 1', { 'content-type': 'application/json' })
  assert.deepEqual([broken.statusCode, broken.json().type], [400, '/problems/malformed'])
  assert.equal((await post({ seats: 1, name: 'tin' }, {}, 'robert')).statusCode, 404)
  assert.equal((await post({ seats: 1, name: 'tin' }, { 'sec-fetch-site': 'cross-site' })).statusCode, 403)
  assert.equal(
    (await post({ seats: 1, name: 'tin' }, { origin: 'https://elsewhere.example' })).statusCode,
    403,
  )
  assert.equal((await post({ seats: 1, name: 'x'.repeat(3_000_000) })).statusCode, 413)
})

test('a character that no database keeps is named with its field, not a bug', async () => {
  for (const broken of ['tin\u0000', 'tin\ud800']) {
    const reply = await post({ seats: 1, name: broken }, { 'accept-language': 'zh-CN' })
    assert.deepEqual([reply.statusCode, reply.json().errors[0].pointer], [422, '/name'])
    assert.match(reply.json().errors[0].detail, /\p{Script=Han}/u)
  }
  assert.equal((await post({ seats: 1, name: '𠮷·买买提' })).statusCode, 200)
})

test('an undeclared field is refused by name, in the reader’s language', async () => {
  for (const [language, detail] of [
    ['en', 'There is no field “place_id” here.'],
    ['zh-CN', '这里没有“place_id”这个字段。'],
    ['es', 'Aquí no hay ningún campo «place_id».'],
  ]) {
    const reply = await post({ seats: 1, name: 'tin', place_id: 'x' }, { 'accept-language': language })
    assert.deepEqual([reply.statusCode, reply.json().type], [422, '/problems/invalid'])
    assert.deepEqual(reply.json().errors, [{ pointer: '/place_id', code: 'undeclared', detail }])
  }
  const asked = await app.inject({
    method: 'GET',
    url: '/api/private?place_id=x',
    headers: { authorization: 'Bearer somebody' },
  })
  assert.deepEqual([asked.statusCode, asked.json().type], [400, '/problems/malformed'])
  assert.equal(asked.json().errors[0].pointer, '/place_id')
})

test('what is nested thousands deep is refused like anything else that does not fit', async () => {
  const json = { 'content-type': 'application/json' }
  for (const depth of [5_000, 8_000]) {
    const deep = `${'['.repeat(depth)}${']'.repeat(depth)}`
    const beside = await post(`{"seats":1,"name":"tin","x":${deep}}`, json)
    assert.deepEqual([beside.statusCode, beside.json().errors[0].pointer], [422, '/x'])
    const within = await post(`{"seats":1,"name":${deep}}`, json)
    assert.deepEqual([within.statusCode, within.json().errors[0].pointer], [422, '/name'])
    assert.equal((await post(deep, json)).statusCode, 422)
  }
})

test('a call for the signed-in asks a stranger to sign in', async () => {
  assert.equal((await app.inject({ method: 'GET', url: '/api/private' })).statusCode, 401)
})

test('what waits at a gate, or makes ready long, is not done for an account that has ended meanwhile', async () => {
  const send = (path: string, who: string) =>
    app.inject({ method: 'POST', url: path, headers: { authorization: `Bearer ${who}` } })
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  const entered = new Promise<void>((enter) => {
    inside.set('first', async () => {
      enter()
      await released
    })
  })
  const asked = timesAsked
  const first = send('/api/guarded/first', 'one')
  await entered
  const waiting = [send('/api/guarded/second', 'two'), send('/api/guarded/third', 'three')]
  while (timesAsked < asked + 4) await wait(1)
  gone.add('two')
  release()
  assert.deepEqual((await first).json(), { by: 'one' })
  const [second, third] = await Promise.all(waiting)
  assert.deepEqual([second.statusCode, second.json().type], [401, '/problems/sign-in'])
  assert.deepEqual(third.json(), { by: 'three' })
  inside.set('late', async () => void gone.add('four'))
  assert.equal((await send('/api/prepared/late', 'four')).statusCode, 401)
  assert.deepEqual((await send('/api/prepared/soon', 'five')).json(), { by: 'five' })
  assert.deepEqual(done, ['first', 'third', 'soon'])
})

test('who sends much through a gate at once is let in with the second of it after everybody else’s first', async () => {
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  const entered = new Promise<void>((enter) => {
    inside.set('many-0', async () => {
      enter()
      await released
    })
  })
  const send = (name: string, who: string) =>
    app.inject({ method: 'POST', url: `/api/guarded/${name}`, headers: { authorization: `Bearer ${who}` } })
  const from = done.length
  const asked = timesAsked
  const all = [send('many-0', 'six')]
  await entered
  for (const n of [1, 2, 3]) all.push(send(`many-${n}`, 'six'))
  while (timesAsked < asked + 5) await wait(1)
  all.push(send('one', 'seven'))
  while (timesAsked < asked + 6) await wait(1)
  await wait(1)
  release()
  for (const { statusCode } of await Promise.all(all)) assert.equal(statusCode, 200)
  assert.deepEqual(done.slice(from), ['many-0', 'one', 'many-1', 'many-2', 'many-3'])
})

test('two who stand in each other’s way both get through, and each is done once', async () => {
  const { kysely } = database
  await sql`create table platform.crossing as select id, 0 as n from generate_series(1, 2) as id`.execute(
    kysely,
  )
  const { promise: bothAreIn, resolve } = Promise.withResolvers<void>()
  let n = 0
  for (const name of ['east', 'west'])
    inside.set(name, () => {
      n += 1
      if (n === 2) resolve()
      return bothAreIn
    })
  const before = heard.length
  const replies = await Promise.all(
    ['east', 'west'].map((name) =>
      app.inject({
        method: 'POST',
        url: `/api/crossing/${name}`,
        headers: { authorization: 'Bearer somebody' },
      }),
    ),
  )
  assert.deepEqual(
    replies.map(({ statusCode }) => statusCode),
    [200, 200],
  )
  assert.ok(n >= 3, 'one of them was tried once more')
  assert.deepEqual(heard.slice(before).sort(), ['east', 'west'])
  const { rows } = await sql<{ n: number }>`select n from platform.crossing`.execute(kysely)
  assert.deepEqual(rows, [{ n: 2 }, { n: 2 }])
})

test('a stranger is refused before anything long is taken in, and whoever is signed in sends it whole', async () => {
  const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }))
  const head = 'POST /api/long HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\n'
  for (const length of ['Content-Length: 1000000', 'Transfer-Encoding: chunked']) {
    const socket = connect(Number(port), '127.0.0.1')
    // Nothing of the body is sent: the answer waits for none of it.
    socket.write(`${head}${length}\r\n\r\n`)
    const [answer] = (await once(socket, 'data')) as [Buffer]
    assert.match(String(answer), /^HTTP\/1\.1 401 /)
    socket.destroy()
  }
  const payload = { text: 'x'.repeat(1_000_000) }
  const sent = (authorization: Record<string, string>) =>
    app.inject({ method: 'POST', url: '/api/long', payload, headers: authorization })
  assert.deepEqual((await sent({ authorization: 'Bearer somebody' })).json(), { length: 1_000_000 })
  assert.equal((await sent({})).statusCode, 401)
  assert.equal((await post({ seats: 1, name: 'x'.repeat(300_000) })).statusCode, 413)
})

test('bodies under way of one account have a bound; others send meanwhile, and who hung up counts no longer', async () => {
  const { port } = new URL(app.listeningOrigin)
  const payload = { text: 'x'.repeat(1_900_000) }
  const send = (who: string) =>
    app.inject({ method: 'POST', url: '/api/long', payload, headers: { authorization: `Bearer ${who}` } })
  // Announced, and then not sent; each second one behind a request that is not answered yet.
  const head =
    'POST /api/long HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer slow\r\nContent-Type: application/json'
  const short = `${head}\r\nContent-Length: 12\r\n\r\n{"text":"x"}`
  // So many that not all of them have room: the last to come is told so.
  const slow = Array.from({ length: 20 }, (_, n) => {
    const socket = connect(Number(port), '127.0.0.1')
    socket.write(`${n % 2 ? short : ''}${head}\r\nContent-Length: 1900000\r\n\r\n`)
    return socket
  })
  await Promise.race(
    slow.map(async (socket) => {
      for await (const heard of socket) if (String(heard).includes(' 503 ')) return
      return new Promise(() => {})
    }),
  )
  const refused = await send('slow')
  assert.equal(refused.statusCode, 503)
  assert.equal(refused.headers['retry-after'], '5')
  assert.match(refused.json().detail ?? refused.json().title, /try again|稍后/)
  assert.deepEqual((await send('another')).json(), { length: 1_900_000 })
  for (const socket of slow) socket.destroy()
  for (let tries = 0; tries < 500; tries++) {
    if ((await send('slow')).statusCode === 200) return
    // Requests by `inject` alone would leave the sockets unread.
    await wait(10)
  }
  assert.fail('who hung up counts for ever')
})
