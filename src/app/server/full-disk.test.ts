// A full disk: what cannot be kept is refused by name, nothing is half-saved, and it works again once there is room.
// The real thing, on a small file system of its own, is `npm run endurance -- --full-disk` (as root).
import assert from 'node:assert/strict'
import fs from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { after, afterEach, before, mock, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { openTown, type Person, type Town } from '../../../test/town.ts'
import { newId } from '../../base/ids.ts'
import { addEvidence } from '../../carry-out/reports/contract.ts'
import { commentOnLine } from '../../plan/comments/contract.ts'
import { planPage } from '../../plan/plans/contract.ts'
import { readSettings } from '../../platform/settings.ts'
import { backUpTo, makeBackup } from '../backup/backup.ts'
import { runJobs } from '../jobs.ts'

let town: Town
let officer: Person
let reportId: string
let planLineId: string
let planId: string
before(async () => {
  town = await openTown()
  officer = await town.as('linying-officer')
  const { rows } = await sql<{ reportId: string; planLineId: string; planId: string }>`
    select report.id as "reportId", report.plan_line_id as "planLineId", line.plan_id as "planId"
    from carry_out.report join registry.place on place.id = report.place_id
    join plan.plan_line as line on line.id = report.plan_line_id
    where place.code = 'linying' and standing order by report.id limit 1`.execute(town.database.kysely)
  ;({ reportId, planLineId, planId } = rows[0])
})
after(() => town.close())

const real = { open: fs.open, statfs: fs.statfs }
/** What the system says from now on; every module sees it. */
function system(changes: Partial<typeof real>): void {
  Object.assign(fs, changes)
  syncBuiltinESMExports()
}
afterEach(() => system(real))

const full = () => Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
const evidence = (id: string) =>
  officer.send(addEvidence, {
    params: { reportId },
    query: { evidenceId: id, name: 'a.pdf' },
    body: Buffer.from(`%PDF-1.4 ${id}`),
  })
const comment = (id: string) =>
  officer.send(commentOnLine, { params: { planLineId }, body: { id, text: { zh: '', en: `about ${id}` } } })
const kept = async (table: string, id: string) => {
  const { rows } = await sql`select 1 from ${sql.raw(table)} where id = ${id}`.execute(town.database.kysely)
  return rows.length
}

function assertFull({
  status,
  problem,
}: {
  status: number
  problem: { type: string; detail?: string }
}): void {
  assert.deepEqual([status, problem.type], [503, '/problems/unavailable'])
  assert.match(problem.detail ?? '', /^The disk of the server is full, so nothing was saved\./)
}

test('a file for which there is no room is refused with its record, and kept when there is room', async () => {
  system({
    open: (async (...args: Parameters<typeof fs.open>) => {
      const file = await real.open(...args)
      if (args[1] === 'wx') file.writeFile = () => Promise.reject(full())
      return file
    }) as typeof fs.open,
  })
  const id = newId()
  assertFull(await evidence(id))
  assert.equal(await kept('carry_out.evidence', id), 0)
  const left = (await fs.readdir(`${town.dataFolder}/files`, { recursive: true })).filter((name) =>
    /\/\./.test(name),
  )
  assert.deepEqual(left, [], 'half a file is not left behind')
  system(real)
  assert.equal((await evidence(id)).status, 200)
  assert.equal(await kept('carry_out.evidence', id), 1)
})

test('where the database has no room the write is refused, and taken when it has', async () => {
  await sql`create function pg_temp_full() returns trigger language plpgsql as
    $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`.execute(
    town.database.kysely,
  )
  await sql`create trigger full_disk after insert on plan.line_comment for each row execute function pg_temp_full()`.execute(
    town.database.kysely,
  )
  const id = newId()
  assertFull(await comment(id))
  assert.equal(await kept('platform.received', id), 0)
  await sql`drop trigger full_disk on plan.line_comment`.execute(town.database.kysely)
  await sql`drop function pg_temp_full`.execute(town.database.kysely)
  assert.equal((await comment(id)).status, 200)
})

test('before the last of the disk is gone writing is refused while reading goes on', async () => {
  let free = 10_000_000
  system({ statfs: (async () => ({ bsize: 1, bavail: free })) as unknown as typeof fs.statfs })
  await new Promise((done) => setTimeout(done, 1100))
  const id = newId()
  assertFull(await comment(id))
  assert.equal((await officer.send(planPage, { params: { planId } })).status, 200)
  free = 10_000_000_000
  await new Promise((done) => setTimeout(done, 1100))
  assert.equal((await comment(id)).status, 200)
})

test('what is done by itself waits for room, which is said once, and what fails is said in a line until it works', async () => {
  let free = 10_000_000
  system({ statfs: (async () => ({ bsize: 1, bavail: free })) as unknown as typeof fs.statfs })
  const { mock: said } = mock.method(console, 'error', () => {})
  const lines = () => said.calls.map(({ arguments: [line] }) => String(line))
  let fault: Error | null = null
  let done = 0
  const work = async () => {
    if (fault) throw fault
    done += 1
  }
  const until = async (isSo: () => boolean) => {
    while (!isSo()) await wait(10)
  }
  const jobs = ['writing this', 'writing that'].map((what) => ({ what, every: 10, work }))
  const stop = runJobs({ database: town.database, dataFolder: town.dataFolder }, jobs)
  try {
    await until(() => lines().length > 0)
    await wait(300)
    assert.equal(done, 0, 'nothing is written')
    assert.equal(lines().length, 1, lines().join('\n'))
    assert.match(
      lines()[0],
      /^Less than 48 MB are left on the disk of .*: nothing can be saved until there is room\.$/,
    )
    free = 10_000_000_000
    await until(() => done > 4)
    fault = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' })
    await until(() => lines().length === 3)
    await wait(300)
    assert.deepEqual(lines().slice(1).sort(), [
      'writing that failed; it is tried again: connect ECONNREFUSED 127.0.0.1:5432',
      'writing this failed; it is tried again: connect ECONNREFUSED 127.0.0.1:5432',
    ])
    const [before, was] = [done, fault]
    fault = null
    await until(() => done > before + 4)
    fault = was
    await until(() => lines().length === 5)
  } finally {
    await stop()
    mock.restoreAll()
  }
})

test('a backup for which there is no room leaves nothing, and says so', async () => {
  const maker = { database: town.database, dataFolder: '/dev/full' }
  await assert.rejects(makeBackup({ ...maker }))
  const { backupState } = await readSettings(town.database.kysely)
  assert.match(backupState?.failed?.why ?? '', /is not a folder/)
  await assert.rejects(backUpTo({ ...maker, dataFolder: town.dataFolder }, '/dev/full/x.tar.gz'))
})
