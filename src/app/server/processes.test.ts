// Several Hezuo on one database: they start together, and people notice nothing of which one answers.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { hash } from '@node-rs/argon2'
import { sql } from 'kysely'
import { bareDatabase, type TestDatabase } from '../../../test/database.ts'
import { clientOf, newFolder, type Running, removeFolder, startHezuo } from '../../../test/hezuo.ts'
import { failuresByLogin } from '../../access/rules.ts'
import { sessionCookie } from '../../access/sessions/queries.ts'
import { acceptInvitation, changeLanguage, me, signIn, signOut } from '../../access/sign-in/contract.ts'
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

test('a hall that signs in at the same moment on all of them gets in, and who guesses on all of them is stopped', async () => {
  const password = 'a hall of right ones'
  const kept = await hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })
  await sql`insert into access.account (id, login, names, password_hash, made_at)
    select gen_random_uuid(), 'of-the-hall-' || n, '{"zh": "", "en": "One of the hall"}', ${kept}, now()
    from generate_series(1, 120) as n`.execute(database.kysely)
  const signIns = async (of: (at: number) => { login: string; password: string }) => {
    const statuses = await Promise.all(
      Array.from({ length: 120 }, async (_, at) => {
        const { address } = both[at % both.length]
        const sent = { method: 'POST', headers: { 'content-type': 'application/json' } }
        return (await fetch(`${address}${signIn.path}`, { ...sent, body: JSON.stringify(of(at)) })).status
      }),
    )
    return Object.fromEntries(
      [...Map.groupBy(statuses, String)].map(([status, some]) => [status, some.length]),
    )
  }
  assert.deepEqual(await signIns((at) => ({ login: `of-the-hall-${at + 1}`, password })), { 200: 120 })
  assert.equal(await count('access.failed_sign_in'), 0)
  const guessed = await signIns((at) => ({ login: 'of-the-hall-1', password: `a guess, the ${at}th` }))
  assert.deepEqual(guessed, { 422: failuresByLogin, 429: 120 - failuresByLogin })
})
