// Which addresses are screens and which are not: what is no screen is there itself, or not found, never the page.
import assert from 'node:assert/strict'
import { tmpdir } from 'node:os'
import { after, before, test } from 'node:test'
import { emptyDatabase, type TestDatabase } from '../../../test/database.ts'
import { kinds } from '../../base/problems.ts'
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

test('the type of every problem leads to what it means', async () => {
  const page = (await server.inject('/api/docs')).body
  for (const kind of Object.keys(kinds)) {
    const { statusCode, headers } = await server.inject(`/problems/${kind}`)
    assert.deepEqual([statusCode, headers.location], [302, `/api/docs#problem-${kind}`])
    assert.ok(page.includes(`id="problem-${kind}"`), kind)
  }
})

test('a keeper of passwords is led to where one is changed, and an old address to where a thing is now', async () => {
  const change = await server.inject('/.well-known/change-password')
  assert.deepEqual([change.statusCode, change.headers.location], [302, '/account'])
  const old = await server.inject('/api/imports/templates/people?x=1')
  assert.deepEqual([old.statusCode, old.headers.location], [308, '/api/import-templates/people?x=1'])
})
