// Several Hezuo on one database: they start together, and people notice nothing of which one answers.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { bareDatabase, type TestDatabase } from '../../../test/database.ts'
import { clientOf, newFolder, type Running, removeFolder, startHezuo } from '../../../test/hezuo.ts'
import { sessionCookie } from '../../access/sessions/queries.ts'
import { acceptInvitation, changeLanguage, me, signOut } from '../../access/sign-in/contract.ts'
import { knownMigrations } from '../../platform/migrate.ts'
import { changeSettings, type readSettings } from '../../platform/settings.ts'
import { isDue, makeBackup } from '../backup/backup.ts'
import { migrating } from '../rooms.ts'

let database: TestDatabase
let folder: string
let both: Running[]
before(async () => {
  database = await bareDatabase()
  folder = newFolder('processes')
  const env = { HEZUO_DATA: folder, DATABASE_URL: database.url }
  both = await Promise.all([startHezuo(env), startHezuo(env), startHezuo(env)])
})
after(async () => {
  for (const { child } of both) child.kill('SIGTERM')
  for (const { ended } of both) assert.equal(await ended, 0)
  await database.drop()
  removeFolder(folder)
})

const count = async (what: string) => {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.raw(what)}`.execute(
    database.kysely,
  )
  return rows[0].n
}

test('started together on an empty database, they make it once', async () => {
  assert.equal(await count('platform.migration'), knownMigrations(migrating).length)
  assert.equal(await count('access.account'), 1)
  assert.equal(await count('registry.place'), 1)
  assert.equal(await count('access.invitation where used_at is null and expires_at > now()'), 1)
})

test('who signs in on one is known to all, and what one changes all see', async () => {
  const links = both.map((one) => one.signIn?.split('/').at(-1) ?? '')
  const statuses: number[] = []
  let cookie = ''
  for (const secret of links) {
    const reply = await fetch(`${both[0].address}${acceptInvitation.path.replace(':secret', secret)}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ password: 'tin bamboo kiln' }),
    })
    statuses.push(reply.status)
    cookie = reply.headers.getSetCookie().find((one) => one.startsWith(sessionCookie)) ?? cookie
  }
  assert.deepEqual(statuses.sort(), [200, 404, 404], 'the link made last is the one that works')
  const everywhere = both.map((one) => clientOf(one.address, cookie.split(';')[0]))
  const seen = async () =>
    Promise.all(
      everywhere.map(async (client) => {
        const { account, demo } = (await client(me, {})).body
        return [account?.login, account?.language, demo]
      }),
    )
  assert.deepEqual(
    await seen(),
    [...Array(3)].map(() => ['administrator', null, false]),
  )
  await everywhere[1](changeLanguage, { body: { language: 'zh' } })
  await changeSettings(database.kysely, { demo: true })
  assert.deepEqual(
    await seen(),
    [...Array(3)].map(() => ['administrator', 'zh', true]),
  )
  await everywhere[2](signOut, {})
  assert.deepEqual(
    await seen(),
    [...Array(3)].map(() => [undefined, undefined, true]),
  )
})

test('what is due is done by one of them', async () => {
  const due = (settings: Awaited<ReturnType<typeof readSettings>>) => isDue(settings, new Date(), {})
  const made = await Promise.all(
    [1, 2, 3].map((n) => makeBackup({ database, dataFolder: `${folder}/machine-${n}` }, due)),
  )
  assert.equal(made.filter(Boolean).length, 1)
})

test('where one is killed the others go on', async () => {
  const [gone] = both.splice(0, 1)
  gone.child.kill('SIGKILL')
  await gone.ended
  for (const one of both) assert.equal((await clientOf(one.address)(me, {})).status, 200)
})
