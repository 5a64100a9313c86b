// Senders that hang up, and a server that is asked to stop: against the real program, listening.
import assert from 'node:assert/strict'
import { get } from 'node:http'
import { connect, type Socket } from 'node:net'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { sampleDatabase, type TestDatabase } from '../../../test/database.ts'
import {
  type Client,
  clientOf,
  newFolder,
  type Running,
  removeFolder,
  startHezuo,
} from '../../../test/hezuo.ts'
import { makeSession } from '../../access/sessions/actions.ts'
import { sessionCookie } from '../../access/sessions/queries.ts'
import { newId } from '../../base/ids.ts'
import { commentOnLine } from '../../plan/comments/contract.ts'

let database: TestDatabase
let folder: string
let hezuo: Running
let cookie: string
let send: Client
let lines: string[]

before(async () => {
  database = await sampleDatabase()
  folder = newFolder('hang-up')
  const one = async (query: ReturnType<typeof sql<{ id: string }>>) =>
    (await query.execute(database.kysely)).rows[0].id
  const account = await one(sql`select id from access.account where login = 'fugou-officer'`)
  const { rows } = await sql<{ id: string }>`select line.id from plan.plan_line as line
    join plan.plan on plan.id = line.plan_id join registry.place on place.id = plan.place_id
    where place.code = 'fugou'`.execute(database.kysely)
  lines = rows.map((row) => row.id)
  cookie = `${sessionCookie}=${await makeSession(database.kysely, account, 'test', new Date())}`
  hezuo = await startHezuo({ HEZUO_DATA: folder, DATABASE_URL: database.url })
  send = clientOf(hezuo.address, cookie)
})
after(async () => {
  hezuo.child.kill('SIGTERM')
  await hezuo.ended
  await database.drop()
  removeFolder(folder)
})

let turn = 0
/** One line after the other: a line holds so many comments and no more. */
const nextLine = () => lines[turn++ % lines.length]

const comment = (text: string, id = newId()) => ({ id, text: { zh: '', en: text } })
const textsKept = async (text: string) => {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from plan.line_comment
    where text->>'en' = ${text}`.execute(database.kysely)
  return rows[0].n
}

/** A request written by hand as far as `upTo` of its body, after which the sender is gone. */
function hangUp(text: string, upTo: 'half' | 'all'): Promise<void> {
  const body = JSON.stringify(comment(text))
  const head = [
    `POST /api/plan-lines/${nextLine()}/comments HTTP/1.1`,
    'host: localhost',
    `cookie: ${cookie}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
  ]
  const port = Number(new URL(hezuo.address).port)
  return new Promise((done, failed) => {
    const socket = connect({ port, host: 'localhost' }, () => {
      socket.write(
        `${head.join('\r\n')}\r\n\r\n${upTo === 'half' ? body.slice(0, body.length / 2) : body}`,
        () =>
          setTimeout(() => {
            socket.destroy()
            done()
          }, 20),
      )
    })
    socket.on('error', failed)
  })
}

async function openTransactions(): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()
      and (state like 'idle in transaction%' or state = 'active')`.execute(database.kysely)
  return rows[0].n
}

for (const upTo of ['half', 'all'] as const) {
  test(`64 senders hang up after ${upTo} of the body, three times over, and leave nothing open`, async () => {
    for (let round = 0; round < 3; round += 1)
      await Promise.all(Array.from({ length: 64 }, () => hangUp(`hung up ${upTo}`, upTo)))
    const until = Date.now() + 60_000
    // Jobs come and go meanwhile: one moment without any is what is asked for.
    let open = await openTransactions()
    for (; open > 0 && Date.now() < until; open = await openTransactions()) await wait(50)
    assert.equal(open, 0)
    assert.equal(hezuo.child.exitCode, null)
    // All connections of the pool are there for whoever comes next, side by side.
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        send(
          commentOnLine,
          { params: { planLineId: nextLine() }, body: comment('next') },
          AbortSignal.timeout(10_000),
        ),
      ),
    )
    for (const answer of answers) assert.equal(answer.status, 200)
    assert.equal(hezuo.printed(), '')
    if (upTo === 'half') assert.equal(await textsKept('hung up half'), 0)
  })
}

test('who waits too long for the database is told to come again, and it is free afterwards', async () => {
  const blocker = database.kysely.transaction().execute(async (tx) => {
    await sql`lock table plan.line_comment in access exclusive mode`.execute(tx)
    // More requests than the pool has connections: some wait for a connection, some in the database.
    const answers = await Promise.all(
      Array.from({ length: 30 }, () =>
        send(
          commentOnLine,
          { params: { planLineId: nextLine() }, body: comment('too late') },
          AbortSignal.timeout(60_000),
        ),
      ),
    )
    for (const answer of answers) {
      assert.deepEqual([answer.status, answer.problem.type], [503, '/problems/unavailable'])
    }
  })
  await blocker
  assert.equal(await textsKept('too late'), 0)
  const next = await send(commentOnLine, { params: { planLineId: nextLine() }, body: comment('in time') })
  assert.equal(next.status, 200)
})

/** What comes back on a line on which all of this is sent, whatever is answered meanwhile. */
function sendAll(head: readonly string[], parts: readonly (string | Buffer)[]): Promise<string> {
  return new Promise((done, failed) => {
    let answer = ''
    const socket = connect({ port: Number(new URL(hezuo.address).port), host: 'localhost' }, async () => {
      socket.write(`${head.join('\r\n')}\r\n\r\n`)
      for (const part of parts) {
        if (!socket.write(part)) await new Promise((drained) => socket.once('drain', drained))
        await wait(1)
      }
      // Only who has sent everything looks whether there is an answer.
      socket.on('data', (part) => {
        answer += part
        if (!/\r\n\r\n[\s\S]*\}/.test(answer)) return
        socket.destroy()
        done(answer)
      })
    })
    socket.on('error', failed)
    socket.on('close', () => done(answer))
  })
}

test('what is too large is told so in the words of the reader, also to who goes on sending', async () => {
  const large = 12 * 1024 * 1024
  const part = Buffer.alloc(64 * 1024, ' ')
  const parts = Array.from({ length: large / part.length }, () => part)
  const chunks = parts.map((one) => Buffer.concat([Buffer.from('10000\r\n'), one, Buffer.from('\r\n')]))
  const to = (path: string, type: string, length: string) => [
    `POST ${path} HTTP/1.1`,
    'host: localhost',
    `cookie: ${cookie}`,
    'accept-language: zh',
    `content-type: ${type}`,
    length,
  ]
  const comments = `/api/plan-lines/${nextLine()}/comments`
  const known = `content-length: ${large}`
  for (const [head, body] of [
    [to(comments, 'application/json', known), parts],
    [to(comments, 'application/json', 'transfer-encoding: chunked'), [...chunks, '0\r\n\r\n']],
    [to('/api/imports/upload', 'application/octet-stream', known), parts],
    [
      to('/api/imports/upload', 'application/octet-stream', 'transfer-encoding: chunked'),
      [...chunks, '0\r\n\r\n'],
    ],
    [to('/api/imports/upload', 'application/json', known), parts],
  ] as const) {
    const answer = await sendAll(head, body)
    assert.match(answer, /^HTTP\/1\.1 413 /, head.join(' '))
    assert.match(answer, /content-type: application\/problem\+json/)
    assert.match(answer, /"\/problems\/too-large","title":"\p{Script=Han}/u)
  }
})

test('of a stranger nothing is taken in that a call open to strangers cannot hold, nor anything for other calls', async () => {
  const asked = async (path: string, length: number) => {
    const head = ['host: localhost', 'content-type: application/json', `content-length: ${length}`]
    // Nothing of the body is sent: the answer does not wait for it.
    return (await sendAll([`POST ${path} HTTP/1.1`, ...head], [])).slice(0, 13)
  }
  assert.equal(await asked('/api/sign-in', 20_000), 'HTTP/1.1 413 ')
  assert.equal(await asked(`/api/rounds/${crypto.randomUUID()}/answers`, 20_000), 'HTTP/1.1 413 ')
  assert.equal(await asked(`/api/plan-lines/${nextLine()}/comments`, 5_000), 'HTTP/1.1 401 ')
  assert.equal(await asked('/api/nowhere', 20), 'HTTP/1.1 404 ')
})

test('of hundreds of things that are asked on one line before the first answer no more than fifty are done', async () => {
  const port = Number(new URL(hezuo.address).port)
  const one = connect({ port, host: '127.0.0.1' })
  one.on('error', () => {})
  const closed = new Promise<void>((resolve) => one.once('close', () => resolve()))
  const path = `/api/plan-lines/${nextLine()}/comments`
  const asked = Array.from({ length: 300 }, () => {
    const body = JSON.stringify(comment('all at once'))
    const head = [
      `POST ${path} HTTP/1.1`,
      'host: localhost',
      `cookie: ${cookie}`,
      'content-type: application/json',
    ]
    return `${head.join('\r\n')}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  })
  one.write(asked.join(''))
  await closed
  const until = Date.now() + 60_000
  while ((await openTransactions()) > 0 && Date.now() < until) await wait(50)
  const kept = await textsKept('all at once')
  assert.ok(kept <= 50, `${kept} were done`)
  assert.equal((await fetch(`${hezuo.address}/api/health`)).status, 200)
})

test('a request that says twice whom it is for is malformed, in whatever order', async () => {
  const statusOf = (hosts: string[]) =>
    new Promise<string>((done, failed) => {
      const socket = connect({ port: Number(new URL(hezuo.address).port), host: 'localhost' })
      let answer = ''
      const lines = ['GET /api/health HTTP/1.1', ...hosts.map((host) => `host: ${host}`), 'connection: close']
      socket.write(`${lines.join('\r\n')}\r\n\r\n`)
      socket.on('data', (part) => (answer += part))
      socket.on('error', failed)
      socket.on('close', () => done(answer.slice(9, 12)))
    })
  assert.equal(await statusOf(['localhost']), '200')
  assert.equal(await statusOf(['localhost', 'elsewhere.example']), '400')
  assert.equal(await statusOf(['elsewhere.example', 'localhost']), '400')
  assert.equal(await statusOf(['localhost', 'localhost']), '400')
})

test('who goes on sending after the answer is cut off, signed in or not', async () => {
  const chunk = Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(64 * 1024, ' '), Buffer.from('\r\n')])
  const endless = (path: string, type: string, more: string[] = []) =>
    new Promise<string>((done) => {
      let answer = ''
      const socket = connect({ port: Number(new URL(hezuo.address).port), host: 'localhost' })
      const head = [`POST ${path} HTTP/1.1`, 'host: localhost', `content-type: ${type}`, ...more]
      socket.write(`${head.join('\r\n')}\r\ntransfer-encoding: chunked\r\n\r\n`)
      const pushing = setInterval(() => socket.writable && socket.write(chunk), 20)
      const givenUp = setTimeout(() => socket.destroy(new Error('nobody cut it off')), 60_000)
      socket.on('data', (part) => (answer += part))
      socket.on('error', (error) => (answer += `\n${error.message}`))
      socket.on('close', () => {
        clearInterval(pushing)
        clearTimeout(givenUp)
        done(answer)
      })
    })
  const own = [`cookie: ${cookie}`]
  const answers = await Promise.all([
    endless(`/api/plan-lines/${nextLine()}/comments`, 'application/json', own),
    endless('/api/imports/upload', 'application/octet-stream', own),
    endless('/api/imports/upload', 'text/html', own),
    endless('/api/imports/upload', 'application/octet-stream'),
    endless('/api/sign-in', 'application/json'),
    endless('/api/nowhere', 'text/html'),
  ])
  assert.deepEqual(
    answers.map((one) => one.slice(0, 13)),
    [413, 413, 400, 401, 413, 404].map((status) => `HTTP/1.1 ${status} `),
  )
  for (const one of answers) assert.doesNotMatch(one, /nobody cut it off/)
  assert.equal(hezuo.child.exitCode, null)
})

test('who holds thousands of lines with half a request each keeps nobody out, and holds no more than two thousand', async () => {
  const port = Number(new URL(hezuo.address).port)
  const hold = (text: string) =>
    new Promise<Socket>((done, failed) => {
      const socket = connect({ port, host: '127.0.0.1' }, () => socket.write(text, () => done(socket)))
      socket.once('error', failed)
    })
  // What is being sent is not cut, whoever opens many beside it.
  const own = [
    'host: localhost',
    `cookie: ${cookie}`,
    'content-type: application/json',
    'content-length: 1000',
  ]
  const sending = await hold(
    `POST /api/plan-lines/${nextLine()}/comments HTTP/1.1\r\n${own.join('\r\n')}\r\n\r\n{`,
  )
  const cut = new Set<number>()
  const told = new Set<number>()
  const { promise: enough, resolve } = Promise.withResolvers<void>()
  const sockets: Socket[] = []
  for (let n = 0; n < 2_600; n++) {
    const socket = await hold('GET /api/health HTTP/1.1\r\nhost: loc')
    sockets.push(socket)
    socket.on('data', () => void told.add(n))
    socket.on('error', () => {})
    socket.once('close', () => {
      cut.add(n)
      if (cut.size >= 600) resolve()
    })
  }
  await enough
  // The oldest of them, and without a word: none has had its time yet.
  assert.deepEqual([Math.max(...cut) < 700, told.size], [true, 0])
  assert.ok(!sending.closed)
  for (const localAddress of ['127.0.0.1', process.platform === 'linux' ? '127.0.0.2' : '127.0.0.1']) {
    const status = await new Promise<number | undefined>((done, failed) =>
      get(`http://127.0.0.1:${port}/api/health`, { localAddress, agent: false }, (answer) =>
        done(answer.resume().statusCode),
      ).once('error', failed),
    )
    assert.equal(status, 200, localAddress)
  }
  for (const socket of [...sockets, sending]) socket.destroy()
})

test('what is no request is refused as a problem', async () => {
  assert.match(
    await sendAll(['BREW / HTTP/9'], []),
    /^HTTP\/1\.1 400 [\s\S]*problem\+json[\s\S]*\/problems\/malformed/,
  )
  const long = ['GET / HTTP/1.1', 'host: localhost', `x: ${'a'.repeat(100_000)}`]
  assert.match(await sendAll(long, []), /^HTTP\/1\.1 413 [\s\S]*problem\+json[\s\S]*\/problems\/too-large/)
})

test('what was taken in before the end is finished and answered', async () => {
  let answer: ReturnType<typeof send> | undefined
  await database.kysely.transaction().execute(async (tx) => {
    await sql`lock table plan.line_comment in access exclusive mode`.execute(tx)
    answer = send(commentOnLine, { params: { planLineId: nextLine() }, body: comment('the last') })
    while ((await openTransactions()) === 0) await wait(20)
    hezuo.child.kill('SIGTERM')
    await wait(500)
    await assert.rejects(
      send(commentOnLine, { params: { planLineId: nextLine() }, body: comment('after the end') }),
    )
    assert.equal(hezuo.child.exitCode, null)
  })
  assert.equal((await answer)?.status, 200)
  assert.equal(await hezuo.ended, 0)
  assert.equal(await textsKept('the last'), 1)
  assert.equal(await textsKept('after the end'), 0)
})
