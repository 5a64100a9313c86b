// Behind a reverse proxy: its word is taken where the setting names it, and nobody else's.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { emptyDatabase, type TestDatabase } from '../../../test/database.ts'
import { newFolder, removeFolder } from '../../../test/hezuo.ts'
import { acceptInvitation, signIn } from '../../access/sign-in/contract.ts'
import { firstAdministratorLink } from '../instance/instance.ts'
import { proxiesOf } from './proxy.ts'
import { buildServer, type Server } from './server.ts'

let database: TestDatabase
let folder: string
const password = 'tin bamboo kiln'
before(async () => {
  database = await emptyDatabase()
  folder = newFolder('proxy')
  const secret = (await firstAdministratorLink(database, ''))?.split('/').at(-1)
  await withServer([], (server) =>
    server.inject({
      method: 'POST',
      url: acceptInvitation.path.replace(':secret', String(secret)),
      payload: { password },
    }),
  )
})
after(async () => {
  await database.drop()
  removeFolder(folder)
})

async function withServer<T>(proxies: string[], work: (server: Server) => Promise<T>): Promise<T> {
  const server = await buildServer({ database, baseUrl: 'http://localhost', dataFolder: folder, proxies })
  try {
    return await work(server)
  } finally {
    await server.close()
  }
}

/** Signs in as a proxy at `from` passes it on, for a browser that is at https://office.example. */
const enter = (server: Server, from: string) =>
  server.inject({
    method: 'POST',
    url: signIn.path,
    remoteAddress: from,
    headers: {
      host: '127.0.0.1:4754',
      origin: 'https://office.example',
      'x-forwarded-for': '203.0.113.7',
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'office.example',
    },
    payload: { login: 'administrator', password },
  })

test('a named proxy is believed: host, cookies for https only, and the address of the browser', async () => {
  await withServer(['10.0.0.0/8'], async (server) => {
    const reply = await enter(server, '10.1.2.3')
    assert.equal(reply.statusCode, 200)
    assert.equal(reply.cookies[0].secure, true)
    // Guessing is counted against the browser's address, not the proxy's.
    const guess = () =>
      server.inject({
        method: 'POST',
        url: signIn.path,
        remoteAddress: '10.1.2.3',
        headers: { 'x-forwarded-for': '203.0.113.9' },
        payload: { login: `nobody-${Math.random()}`, password: 'wrong' },
      })
    let last = await guess()
    for (let n = 0; n < 60 && last.statusCode !== 429; n += 1) last = await guess()
    assert.equal(last.statusCode, 429)
    assert.equal((await enter(server, '10.1.2.3')).statusCode, 200)
  })
})

test('neither the port of a browser nor what is no address makes another of the same guesser', async () => {
  for (const said of [
    (n: number) => `203.0.113.21:${5000 + n}`,
    (n: number) => `[2001:db8:1:9::1]:${5000 + n}`,
    (n: number) => `unknown${n}`,
  ])
    await withServer(['10.0.0.0/8'], async (server) => {
      const guess = (n: number) =>
        server.inject({
          method: 'POST',
          url: signIn.path,
          remoteAddress: '10.1.2.4',
          headers: { 'x-forwarded-for': said(n) },
          payload: { login: `nobody-${n}`, password: 'wrong' },
        })
      const seen = new Set<number>()
      for (let n = 0; n < 51; n += 1) seen.add((await guess(n)).statusCode)
      assert.deepEqual([...seen], [422, 429], said(0))
    })
})

test('a proxy behind a proxy is known as one, with its port as well', async () => {
  await withServer(['10.0.0.0/8'], async (server) => {
    const from = (address: string, login: string) =>
      server.inject({
        method: 'POST',
        url: signIn.path,
        remoteAddress: '10.1.2.5',
        headers: { 'x-forwarded-for': `${address}:7000, 10.0.0.5:4321` },
        payload: { login, password: login === 'administrator' ? password : 'wrong' },
      })
    const seen = new Set<number>()
    for (let n = 0; n < 51; n += 1) seen.add((await from('203.0.113.31', `nobody-${n}`)).statusCode)
    assert.deepEqual([...seen], [422, 429])
    // Whoever else comes through the same two is not the guesser.
    assert.equal((await from('203.0.113.32', 'administrator')).statusCode, 200)
  })
})

test('anybody else is not: what they say of themselves changes nothing', async () => {
  for (const [proxies, from] of [
    [[], '127.0.0.1'],
    [['10.0.0.0/8'], '192.0.2.1'],
  ] as [string[], string][])
    await withServer(proxies, async (server) => {
      // The page claims to be at office.example, the request went to 127.0.0.1:4754: a foreign origin.
      assert.equal((await enter(server, from)).statusCode, 403)
    })
})

test('the setting names ranges, addresses and nets', () => {
  const table: [string, string[] | null][] = [
    ['', []],
    ['loopback', ['loopback']],
    ['127.0.0.1, 10.0.0.0/8,fd00::/8', ['127.0.0.1', '10.0.0.0/8', 'fd00::/8']],
    ['yes', null],
    ['10.0.0.0/33', null],
    ['10.0.0', null],
    ['10.0.0.0/8/8', null],
  ]
  for (const [text, expected] of table) assert.deepEqual(proxiesOf(text), expected, text)
})
