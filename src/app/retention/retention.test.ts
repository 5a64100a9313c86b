// How long things are kept: what is older goes, once a day, in one process, and the journal says so.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RawBuilder, sql } from 'kysely'
import { openTown, type Town } from '../../../test/town.ts'
import { changeRetention, retention, usualSpans } from '../../access/retention/contract.ts'
import { longestSessionDays, sessionDays } from '../../access/sessions/queries.ts'
import { classSummary, moveClass } from '../../convene/classes/contract.ts'
import { keepUp } from './retention.ts'

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

const count = async (from: string): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.raw(from)}`.execute(
    town.database.kysely,
  )
  return rows[0].n
}
const ask = async <Row>(statement: RawBuilder<Row>): Promise<Row[]> =>
  (await statement.execute(town.database.kysely)).rows
const dayFrom = (n: number) => new Date(Date.now() + n * 86_400_000)

test('only the administrator says how long, and the journal is kept for a year at the least', async () => {
  const administrator = await town.as('administrator')
  assert.deepEqual((await administrator.ask(retention, {})).kept, usualSpans)
  const body = { ...usualSpans, journal: 364 }
  const short = await administrator.send(changeRetention, { body })
  assert.deepEqual(
    short.problem.errors?.map((one) => one.pointer),
    ['/journal'],
  )
  const officer = await (await town.as('xuchang-officer')).send(changeRetention, { body: usualSpans })
  assert.equal(officer.status, 403)
})

test('what is older than said goes, what is younger stays, and the journal says how much', async () => {
  const administrator = await town.as('administrator')
  const kept = { sessions: 10, failures: 20, invitations: 30, marks: 40, journal: 400 }
  await administrator.ask(changeRetention, { body: kept })
  const accountId = await town.accountOf('jia-officer')
  const placeId = (await ask<{ id: string }>(sql`select id from registry.place where code = 'jia'`))[0].id
  const ago = (days: number) => sql`now() - make_interval(days => ${days})`
  const session = (ended: number, seen: number, from: number) =>
    ask(sql`insert into access.session (id, token_hash, account_id, agent, made_at, seen_at, proved_at, ended_at)
      values (gen_random_uuid(), sha256(gen_random_uuid()::text::bytea), ${accountId}, 'old', ${ago(from)}, ${ago(seen)},
        now(), ${ended ? ago(ended) : null})`)
  for (const at of [1, -1]) {
    await session(10 + at, 10 + at, 60)
    // Ran out by itself: unseen for too long, or made too long ago.
    await session(0, sessionDays + 10 + at, sessionDays + 20)
    await session(0, 0, longestSessionDays + 10 + at)
    await ask(sql`insert into access.failed_sign_in (key, at) values ('login old', ${ago(20 + at)})`)
    await ask(sql`insert into access.invitation (id, token_hash, account_id, made_at, expires_at, used_at)
      values (gen_random_uuid(), sha256(gen_random_uuid()::text::bytea), ${accountId}, ${ago(60)}, ${ago(30 + at)}, null),
        (gen_random_uuid(), sha256(gen_random_uuid()::text::bytea), ${accountId}, ${ago(60)}, ${ago(1)}, ${ago(30 + at)})`)
    await ask(sql`insert into exchange.import (id, kind, file_name, sha256, heads, counts, state, place_id, made_by, made_at)
      values (gen_random_uuid(), 'people', 'old.csv', '', '[]', '{}', 'open', ${placeId}, ${accountId}, ${ago(30 + at)})`)
    await ask(sql`insert into platform.journal (id, at, verb, kind, subject_id)
      values (gen_random_uuid(), ${ago(400 + at)}, 'session.opened', 'account', ${accountId})`)
  }
  const marks = await count('convene.attendance_mark')
  assert.ok(marks > 0, 'the sample has no marks')
  const before = await count("platform.journal where at < now() - interval '400 days'")
  const removed = await keepUp(town.database, dayFrom(0))
  // Nobody can sign in by what went: three sign-ins, two invitations, an attempt, a preview.
  assert.deepEqual(removed, {
    sessions: 3,
    failures: 1,
    invitations: 2,
    previews: 1,
    marks: 0,
    answers: 0,
    journal: before,
  })
  assert.equal(await count("access.session where agent = 'old'"), 3)
  assert.equal(await count("access.failed_sign_in where key = 'login old'"), 1)
  assert.equal(await count(`access.invitation where made_at < now() - interval '59 days'`), 2)
  assert.equal(await count("exchange.import where file_name = 'old.csv'"), 1)
  assert.equal(await count("platform.journal where at < now() - interval '400 days'"), 0)
  assert.equal(await count("platform.journal where at < now() - interval '398 days'"), 1)
  assert.equal(await keepUp(town.database, dayFrom(0)), null, 'it is done once a day')
  const told = await ask(sql`select detail, account_id from platform.journal where verb = 'retention.done'`)
  assert.deepEqual(told, [{ detail: removed, account_id: null }])
})

test('single marks of attendance go only once the class is closed, and who was there still counts', async () => {
  const officer = await town.as('xuchang-officer')
  const classes = await ask<{ id: string }>(sql`select id from convene.class where state = 'running'`)
  const [marks, attendance] = [await count('convene.attendance_mark'), await count('convene.attendance')]
  const summaries = () =>
    Promise.all(classes.map(({ id }) => officer.ask(classSummary, { params: { classId: id } })))
  for (const { id } of classes)
    await officer.ask(moveClass, { params: { classId: id }, body: { to: 'closed' } })
  const before = await summaries()
  assert.equal((await keepUp(town.database, dayFrom(1)))?.marks, marks)
  assert.deepEqual(
    [await count('convene.attendance_mark'), await count('convene.attendance')],
    [0, attendance],
  )
  assert.deepEqual(await summaries(), before)
})

test('the database itself removes nothing of the journal that is younger than is kept, or than a year', async () => {
  const remove = () =>
    town.database.kysely
      .transaction()
      .execute((db) => sql`delete from platform.journal where at < now() - interval '399 days'`.execute(db))
  const change = () => ask(sql`update platform.journal set verb = verb`)
  await ask(sql`insert into platform.journal (id, at, verb, kind, subject_id) values
    (gen_random_uuid(), now() - interval '399 days 1 hour', 'session.opened', 'account', gen_random_uuid())`)
  await assert.rejects(remove(), /the journal is kept/)
  await assert.rejects(change(), /the journal is kept/)
  // Not even where somebody wrote a shorter time into the settings, past the screen.
  await ask(
    sql`update platform.setting set value = jsonb_set(value, '{journal}', '1') where name = 'retention'`,
  )
  await assert.rejects(
    ask(sql`delete from platform.journal where at > now() - interval '364 days'`),
    /the journal is kept/,
  )
  await (await town.as('administrator')).ask(changeRetention, { body: usualSpans })
  await assert.rejects(remove(), /the journal is kept/, 'kept for good')
  assert.equal((await keepUp(town.database, dayFrom(2)))?.journal, 0)
})

test('of several processes one does it', async () => {
  const all = await Promise.all([1, 2, 3, 4].map(() => keepUp(town.database, dayFrom(3))))
  assert.equal(all.filter((one) => one !== null).length, 1)
})
