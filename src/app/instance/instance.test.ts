// The first administrator of an empty instance, and the end of a sample.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { sql } from 'kysely'
import { emptyDatabase } from '../../../test/database.ts'
import { openTown } from '../../../test/town.ts'
import * as instanceCalls from '../../access/instance/contract.ts'
import * as calls from '../../access/sign-in/contract.ts'
import { buildServer } from '../server/server.ts'
import { firstAdministratorLink } from './instance.ts'

test('an empty instance gives its first administrator one link at a time, until one was used', async () => {
  const database = await emptyDatabase()
  const dataFolder = mkdtempSync(join(tmpdir(), 'hezuo-empty-'))
  const server = await buildServer({ database, baseUrl: 'http://localhost', dataFolder, checkReplies: true })
  try {
    const first = await firstAdministratorLink(database, 'http://localhost')
    const second = await firstAdministratorLink(database, 'http://localhost')
    assert.ok(first && second && first !== second)
    const secretOf = (link: string) => link.split('/').at(-1)
    const payload = { password: 'tin bamboo kiln' }
    const isNew = async () => (await server.inject({ url: '/api/sign-in/ways' })).json().isNew
    assert.equal(await isNew(), true, 'the sign-in page says where the first link stands')
    const old = await server.inject({ method: 'POST', url: `/api/invitations/${secretOf(first)}`, payload })
    assert.equal(old.statusCode, 404)
    const used = await server.inject({ method: 'POST', url: `/api/invitations/${secretOf(second)}`, payload })
    assert.equal(used.statusCode, 200)
    assert.equal(await firstAdministratorLink(database, 'http://localhost'), null)
    assert.equal(await isNew(), false)
    const [cookie] = used.cookies
    const who = await server.inject({ url: '/api/me', headers: { cookie: `${cookie.name}=${cookie.value}` } })
    const { account, demo } = who.json()
    assert.deepEqual([account.roles[0].role, account.mayChangeInstance, demo], ['administrator', true, false])
    assert.equal((await server.inject({ url: '/api/cast' })).statusCode, 404)
  } finally {
    await server.close()
    await database.drop()
    rmSync(dataFolder, { recursive: true, force: true })
  }
})

test('the sample is cleared by the administrator only, after a password and the sample’s name', async () => {
  const town = await openTown()
  try {
    const administrator = await town.as('administrator')
    const kept = () =>
      readdirSync(join(town.dataFolder, 'files'), { recursive: true, withFileTypes: true }).filter((one) =>
        one.isFile(),
      ).length
    const ofSample = kept()
    assert.ok(ofSample > 0)
    const clear = (pack: string) => administrator.send(instanceCalls.clearSample, { body: { pack } })
    const officer = await (await town.as('xuchang-officer')).send(instanceCalls.clearSample, {
      body: { pack: 'xuchang-1954' },
    })
    assert.equal(officer.status, 403)
    const other = await clear('something else')
    assert.deepEqual([other.status, other.problem.errors?.[0].pointer], [422, '/pack'])
    const early = await clear('xuchang-1954')
    assert.deepEqual([early.status, early.problem.stage], [409, 'no password'])
    await administrator.ask(calls.changePassword, { body: { current: '', password: 'tin bamboo kiln' } })
    assert.equal(kept(), ofSample)
    assert.equal((await clear('xuchang-1954')).status, 200)
    assert.equal(kept(), 0)

    const who = await administrator.ask(calls.me, {})
    assert.deepEqual([who.demo, who.programme, who.account?.login], [false, null, 'administrator'])
    assert.notEqual(who.today, '1954-07-10')
    // The clock of the sample went with it.
    const { timeZone } = await administrator.ask(instanceCalls.instance, {})
    assert.equal(timeZone, null)
    const { rows } = await sql<{ name: string }>`
      select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in
        ('pg_catalog', 'information_schema', 'platform')`.execute(town.database.kysely)
    const filled: Record<string, number> = {}
    for (const { name } of rows) {
      const { rows: found } = await sql<{
        n: number
      }>`select count(*)::int as n from ${sql.raw(name)}`.execute(town.database.kysely)
      if (found[0].n > 0) filled[name] = found[0].n
    }
    assert.deepEqual(filled, {
      'access.account': 1,
      'access.role_grant': 1,
      'access.session': 1,
      'plan.unit': 3,
      // what the place that stays stands at
      'registry.level': 5,
      'registry.place': 1,
      'registry.place_path': 1,
    })
    assert.equal((await clear('xuchang-1954')).status, 409)
    const entered = await town.stranger().send(calls.signIn, {
      body: { login: 'administrator', password: 'tin bamboo kiln' },
    })
    assert.equal(entered.status, 200)
  } finally {
    await town.close()
  }
})
