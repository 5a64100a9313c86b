// Backups on the screen: for whoever administers everything, and nobody else.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import { planOf, withTarget } from '../../../test/plans.ts'
import { openTown, type Person, type Town } from '../../../test/town.ts'
import { changeLine } from '../../plan/lines/contract.ts'
import { isCounted } from '../../plan/plans/rules.ts'
import { checkArchive } from '../../platform/backup/archive.ts'
import { tryLockFor } from '../../platform/locks.ts'
import { holdTree } from '../../registry/queries.ts'
import * as calls from './contract.ts'

let town: Town
let administrator: Person
before(async () => {
  town = await openTown()
  administrator = await town.as('administrator')
})
after(() => town.close())

const backupName = 'hezuo-2025-01-01T00-00-00Z.tar.gz'

test('a schedule is set, a backup made in the background, listed, and fetched whole', async () => {
  const first = await administrator.ask(calls.backups, {})
  assert.deepEqual(
    [first.everyHours, first.keep, first.isFixed, first.last, first.kept],
    [24, 7, false, null, []],
  )
  const body = { everyHours: 6, keep: 3 }
  assert.deepEqual(await administrator.ask(calls.scheduleBackups, { body }), body)
  assert.deepEqual(await administrator.ask(calls.makeBackupNow, {}), { begun: true })
  const until = Date.now() + 60_000
  let found = await administrator.ask(calls.backups, {})
  assert.ok(found.isUnderWay || found.last, 'what has begun is said to be under way at once')
  while (!found.last && Date.now() < until) {
    await wait(50)
    found = await administrator.ask(calls.backups, {})
  }
  assert.deepEqual([found.everyHours, found.keep, found.failed], [6, 3, null])
  assert.deepEqual(found.kept, [found.last])
  const name = found.kept[0].name
  const file = await administrator.send(calls.backupFile, { params: { backupName: name } })
  assert.equal(file.status, 200)
  const copy = join(town.dataFolder, 'copy.tar.gz')
  writeFileSync(copy, file.body as Buffer)
  assert.equal((file.body as Buffer).length, found.kept[0].size)
  assert.ok((await checkArchive(copy)).tables.length > 40)
})

test('what is no backup of this folder is not found, and nonsense is refused by its field', async () => {
  const none = await administrator.send(calls.backupFile, { params: { backupName } })
  assert.equal(none.status, 404)
  for (const nonsense of ['../lock', 'lock', 'hezuo-x.tar.gz'])
    assert.equal(
      (await administrator.send(calls.backupFile, { params: { backupName: nonsense } })).status,
      404,
    )
  const wrong = await administrator.send(calls.scheduleBackups, { body: { everyHours: 24, keep: 0 } })
  assert.deepEqual([wrong.status, wrong.problem.errors?.[0].pointer], [422, '/keep'])
})

test('what may remove a backup is done only once somebody has just shown that it is them', async () => {
  const now = await administrator.ask(calls.backups, {})
  const set = (everyHours: number, keep: number) =>
    administrator.send(calls.scheduleBackups, { body: { everyHours, keep } })
  const proved = (ago: string) =>
    sql`update access.session set proved_at = now() - ${ago}::interval`.execute(town.database.kysely)
  assert.equal((await set(12, 5)).status, 200)
  await proved('16 minutes')
  for (const asked of [
    set(12, 4),
    set(1, 5),
    set(0, 5),
    set(12, 6),
    administrator.send(calls.makeBackupNow, {}),
  ]) {
    const refused = await asked
    assert.deepEqual([refused.status, refused.problem.stage], [409, 'prove again'])
  }
  const { everyHours, keep, isUnderWay, kept } = await administrator.ask(calls.backups, {})
  assert.deepEqual([everyHours, keep, isUnderWay, kept], [12, 5, false, now.kept])
  await proved('0')
  assert.equal((await set(now.everyHours, 1)).status, 200)
  assert.equal((await set(now.everyHours, now.keep)).status, 200)
})

test('an officer of a district has no say over the whole instance', async () => {
  for (const login of ['xuchang-officer', 'linying-officer', 'henan-viewer']) {
    const person = await town.as(login)
    const answers = [
      await person.send(calls.backups, {}),
      await person.send(calls.scheduleBackups, { body: { everyHours: 0, keep: 1 } }),
      await person.send(calls.makeBackupNow, {}),
      await person.send(calls.backupFile, { params: { backupName } }),
    ]
    assert.deepEqual(
      answers.map((one) => one.status),
      [403, 403, 403, 403],
      login,
    )
  }
})

test('34: while a backup is made people go on working, and no second one is begun', async () => {
  const fugou = await town.as('fugou-officer')
  const plan = await planOf(fugou, 'fugou')
  assert.ok(isCounted(plan.state), 'the figures of the plan are in the totals')
  const holder = new pg.Client({ connectionString: town.database.url })
  await holder.connect()
  try {
    assert.ok(await tryLockFor(holder, 'backup'))
    assert.equal((await administrator.ask(calls.backups, {})).isUnderWay, true)
    const second = await administrator.send(calls.makeBackupNow, {})
    assert.deepEqual([second.status, second.problem.stage], [409, 'backup under way'])
    const [line] = plan.lines
    const body = { ...withTarget(line, line.target + 1), editVersion: line.editVersion }
    const saved = await fugou.send(changeLine, { params: { planLineId: line.id }, body })
    assert.equal(saved.status, 200)
  } finally {
    await holder.end()
  }
  // A figure that is being saved holds the tree of places, which is no backup.
  await town.database.kysely.transaction().execute(async (db) => {
    await holdTree(db)
    assert.equal((await administrator.ask(calls.backups, {})).isUnderWay, false)
  })
})
