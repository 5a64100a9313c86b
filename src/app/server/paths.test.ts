// Which addresses are screens and which are not: what is no screen is there itself, or not found, never the page.
import assert from 'node:assert/strict'
import { tmpdir } from 'node:os'
import { after, before, test } from 'node:test'
import { emptyDatabase, type TestDatabase } from '../../../test/database.ts'
import { kinds } from '../../base/problems.ts'
import { contactOf } from './security-txt.ts'
import { buildServer, type Server } from './server.ts'

let database: TestDatabase
let server: Server
before(async () => {
  database = await emptyDatabase()
  server = await buildServer({ database, baseUrl: 'http://localhost', dataFolder: tmpdir() })
})
after(async () => {
  await server.close()
  await database.drop()
})

test('an address of a screen gives the page, whatever its router makes of it', async () => {
  for (const path of ['/', '/classes', '/classes/no-such', '/apiary', '/problems-of-ours']) {
    const { statusCode, headers } = await server.inject(path)
    assert.deepEqual([statusCode, headers['content-type']], [200, 'text/html; charset=utf-8'], path)
  }
})

test('what is no screen and is not there is not found', async () => {
  const paths = [
    '/api',
    '/api/',
    '/api/no-such',
    '/api?x=1',
    '/problems',
    '/problems/no-such',
    '/problems/constructor',
    '/.well-known',
    '/.well-known/openid-configuration',
    '/favicon.ico',
    '/robots.txt?x=1',
    '/classes/export.csv',
    '/assets/gone.js',
    '/.env',
    '/.git/config',
    '/classes/.hidden/all',
  ]
  for (const path of paths) {
    const { statusCode, headers } = await server.inject(path)
    assert.deepEqual(
      [statusCode, headers['content-type']],
      [404, 'application/problem+json; charset=utf-8'],
      path,
    )
  }
})

test('whoever opens in a browser what is not there reads so in words; what is asked of a call is answered as by one', async () => {
  const headers = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8', 'accept-language': 'zh' }
  const typeOf = async (url: string) => {
    const { statusCode, headers: told, body } = await server.inject({ url, headers })
    assert.equal(statusCode, 404, url)
    if (String(told['content-type']).startsWith('text/html')) assert.match(body, /没有这个页面/, url)
    return String(told['content-type'])
  }
  for (const path of ['/problems/no-such', '/plan.pdf', '/guide/none.md', '/guide/a.b%20c', '/.env'])
    assert.match(await typeOf(path), /^text\/html/, path)
  for (const path of ['/api/no-such', '/api?x=1', '/.well-known/openid-configuration'])
    assert.match(await typeOf(path), /^application\/problem/, path)
})

test('the type of every problem leads to what it means', async () => {
  const page = (await server.inject('/api/docs')).body
  for (const kind of Object.keys(kinds)) {
    const { statusCode, headers } = await server.inject(`/problems/${kind}`)
    assert.deepEqual([statusCode, headers.location], [302, `/api/docs#problem-${kind}`])
    assert.ok(page.includes(`id="problem-${kind}"`), kind)
  }
})

test('whoever found a weakness reads whom to tell, where the office has named somebody', async () => {
  const path = '/.well-known/security.txt'
  assert.equal((await server.inject(path)).statusCode, 404)
  assert.equal(contactOf('security@example.org'), 'mailto:security@example.org')
  assert.equal(contactOf('https://example.org/report'), 'https://example.org/report')
  for (const wrong of ['example.org', 'http://example.org', 'javascript:alert(1)', 'a@b.org\nContact: tel:1'])
    assert.equal(contactOf(wrong), null, wrong)
  const baseUrl = 'https://hezuo.example.org'
  const named = await buildServer({
    database,
    baseUrl,
    dataFolder: tmpdir(),
    securityContact: 'mailto:security@example.org',
  })
  const { statusCode, headers, body } = await named.inject(path)
  await named.close()
  assert.deepEqual([statusCode, headers['content-type']], [200, 'text/plain; charset=utf-8'])
  const fields = new Map(
    body
      .trimEnd()
      .split('\n')
      .map((line) => line.split(': ') as [string, string]),
  )
  assert.equal(fields.get('Contact'), 'mailto:security@example.org')
  assert.equal(fields.get('Canonical'), baseUrl + path)
  const days = (Date.parse(fields.get('Expires') ?? '') - Date.now()) / 86_400_000
  assert.ok(days > 30 && days < 365, body)
})

test('files of the screens are there, whole and packed, for reading and for asking whether they are', async () => {
  const page = await server.inject('/')
  const [asset] = /\/assets\/[^"]+\.js/.exec(page.body) ?? ['']
  const packed = await server.inject({ url: asset, headers: { 'accept-encoding': 'br' } })
  const whole = await server.inject(asset)
  assert.deepEqual([packed.statusCode, packed.headers['content-encoding']], [200, 'br'])
  assert.deepEqual([whole.statusCode, whole.headers['content-encoding']], [200, undefined])
  assert.match(String(whole.headers['cache-control']), /immutable/)
  for (const url of ['/', asset]) {
    const { statusCode, body } = await server.inject({ method: 'HEAD', url })
    assert.deepEqual([statusCode, body], [200, ''], url)
  }
  const posted = await server.inject({ method: 'POST', url: asset })
  const outside = await server.inject('/assets/..%2f..%2f..%2fpackage.json')
  assert.deepEqual([posted.statusCode, outside.statusCode], [404, 404])
})

test('a keeper of passwords is led to where one is changed, and an old address to where a thing is now', async () => {
  const change = await server.inject('/.well-known/change-password')
  assert.deepEqual([change.statusCode, change.headers.location], [302, '/account'])
  const old = await server.inject('/api/imports/templates/people?x=1')
  assert.deepEqual([old.statusCode, old.headers.location], [308, '/api/import-templates/people?x=1'])
})
