// Backups: what was made while people worked comes back whole, anywhere, or not at all.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { bareDatabase, otherServer, sampleDatabase, type TestDatabase } from '../../../test/database.ts'
import { openTown, type Town } from '../../../test/town.ts'
import { newId } from '../../base/ids.ts'
import { addEvidence } from '../../carry-out/reports/contract.ts'
import { listRounds, moveRound } from '../../examine/contract.ts'
import { commentOnLine } from '../../plan/comments/contract.ts'
import { checkArchive, openParts, writeArchive } from '../../platform/backup/archive.ts'
import type { Manifest } from '../../platform/backup/manifest.ts'
import { writeBackup } from '../../platform/backup/write.ts'
import type { Database } from '../../platform/database.ts'
import { StartRefusal } from '../../platform/embedded/refusal.ts'
import { applyMigrations, knownMigrations, schemaOf } from '../../platform/migrate.ts'
import { changeSettings, readSettings } from '../../platform/settings.ts'
import { closeCheck, listChecks } from '../../study/checks/contract.ts'
import { comparePaths, compareTotals } from '../doctor/totals.ts'
import { filesNamed, migrating } from '../rooms.ts'
import { backUpTo, isDue, leftOut, listBackups, makeBackup, restoreFrom, scheduleOf } from './backup.ts'

let town: Town
let folder: string
const dropped: (() => Promise<void>)[] = []
before(async () => {
  town = await openTown()
  await closeAll()
  folder = mkdtempSync(join(tmpdir(), 'hezuo-backup-'))
})
after(async () => {
  for (const drop of dropped) await drop()
  await town.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Examinations and checks that are open are not in a backup (test/right/backups.test.ts). */
async function closeAll(): Promise<void> {
  await sql`update examine.round set closes_at = now() where stage like '%open'`.execute(town.database.kysely)
  await sql`update study."check" set closes_at = now() where state = 'open'`.execute(town.database.kysely)
  const trainer = await town.as('trainer')
  const { rounds } = await trainer.ask(listRounds, { query: {} })
  for (const { id, stage } of rounds)
    if (stage.endsWith('_open')) {
      const to = stage === 'after_open' ? 'after_closed' : 'before_closed'
      await trainer.ask(moveRound, { params: { roundId: id }, body: { to } })
    }
  const { checks } = await trainer.ask(listChecks, { query: {} })
  for (const { id, state } of checks)
    if (state === 'open') await trainer.ask(closeCheck, { params: { checkId: id } })
}

const fileNamed = (name: string) => join(folder, `${name}.tar.gz`)
const newFolder = () => mkdtempSync(join(folder, 'data-'))
const maker = () => ({ database: town.database, dataFolder: town.dataFolder })

async function emptyPlace(): Promise<TestDatabase> {
  const place = await bareDatabase()
  dropped.push(place.drop)
  return place
}

async function tablesOf(database: Database): Promise<string[]> {
  const { rows } = await sql<{
    name: string
  }>`select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname = any(${migrating.map(schemaOf)}::text[]) order by 1`.execute(database.kysely)
  return rows.map((row) => row.name)
}

/** One hash for each table, over all its rows as text. */
async function contentOf(database: Database): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const name of await tablesOf(database)) {
    if (leftOut.get(name) === 'true') continue
    const { rows } = await sql<{
      hash: string
    }>`select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|'
      order by t::text collate "C")), '') as hash from ${sql.raw(name)} as t`.execute(database.kysely)
    found[name] = rows[0].hash
  }
  return found
}

async function filesIn(dataFolder: string, database: Database): Promise<string[]> {
  const named = [...new Set(await filesNamed(database.kysely))].sort()
  for (const sha256 of named) {
    const bytes = readFileSync(join(dataFolder, 'files', sha256.slice(0, 2), sha256))
    assert.equal(createHash('sha256').update(bytes).digest('hex'), sha256)
  }
  return named
}

test('a backup made while people work is one moment of it: whole, and true in itself', async () => {
  const officer = await town.as('linying-officer')
  const { rows } = await sql<{ planLineId: string; reportId: string }>`
    select line.id as "planLineId", (select report.id from carry_out.report where report.place_id = plan.place_id and standing
      order by id limit 1) as "reportId"
    from plan.plan_line as line join plan.plan on plan.id = line.plan_id join registry.place on place.id = plan.place_id
    join plan.period on period.id = plan.period_id
    where place.code = 'linying' and period.code = '1954-h1' order by line.id`.execute(town.database.kysely)
  const [{ reportId }] = rows
  const acknowledged: string[] = []
  let isOver = false
  const write = async () => {
    for (let n = 0; !isOver; n += 1) {
      const id = newId()
      const body = { id, text: { zh: '意见', en: `remark ${n}` } }
      const { planLineId } = rows[n % rows.length]
      await officer.ask(commentOnLine, { params: { planLineId }, body })
      acknowledged.push(id)
      if (n < 10)
        await officer.ask(addEvidence, {
          params: { reportId },
          query: { evidenceId: newId(), name: 'a.pdf' },
          body: Buffer.from(`%PDF-1.4 ${id}`),
        })
    }
  }
  const writing = write()
  while (acknowledged.length < 5) await new Promise((done) => setTimeout(done, 10))
  const before = [...acknowledged]
  await backUpTo(maker(), fileNamed('busy'))
  isOver = true
  await writing

  const place = await emptyPlace()
  const dataFolder = newFolder()
  await restoreFrom({ database: place, dataFolder }, fileNamed('busy'))
  const { rows: kept } = await sql<{ id: string }>`select id from plan.line_comment`.execute(place.kysely)
  const ids = new Set(kept.map((row) => row.id))
  assert.deepEqual(
    before.filter((id) => !ids.has(id)),
    [],
  )
  assert.ok((await filesIn(dataFolder, place)).length > 0)
  assert.equal((await compareTotals(place.kysely)).wrong, 0)
  assert.equal((await comparePaths(place.kysely)).wrong, 0)
})

test('every row and every file comes back, on this server and on another version of PostgreSQL', async () => {
  const manifest = await backUpTo(maker(), fileNamed('still'))
  assert.deepEqual(manifest.missing, [])
  const content = await contentOf(town.database)
  assert.ok(Object.keys(content).length > 40, `only ${Object.keys(content).length} tables were compared`)
  const other = await otherServer()
  const places = [await emptyPlace(), ...(other ? [await other.bareDatabase()] : [])]
  try {
    for (const place of places) {
      const dataFolder = newFolder()
      await restoreFrom({ database: place, dataFolder }, fileNamed('still'))
      assert.deepEqual(await contentOf(place), content)
      assert.deepEqual(await filesIn(dataFolder, place), await filesIn(town.dataFolder, town.database))
      // And from there once more: a backup knows no difference between servers.
      const again = fileNamed(`again-${places.indexOf(place)}`)
      await backUpTo({ database: place, dataFolder }, again)
      const back = await emptyPlace()
      await restoreFrom({ database: back, dataFolder: newFolder() }, again)
      assert.deepEqual(await contentOf(back), content)
      await goesOn(place)
    }
  } finally {
    await places[1]?.drop()
    await other?.stop()
  }
})

/** What the database numbers itself goes on where it was; foreign keys are there again. */
async function goesOn(place: Database): Promise<void> {
  const { rows } = await sql<{ last: number; next: number }>`
    with made as (insert into convene.nomination (id, class_id, place_id, post_id, person_id, appointment_id, state,
        made_by, made_at)
      select gen_random_uuid(), class_id, place_id, post_id, gen_random_uuid(), appointment_id, 'withdrawn', made_by, made_at
      from convene.nomination limit 1 returning arrival)
    select (select max(arrival) from convene.nomination) as last, arrival as next from made`.execute(
    place.kysely,
  )
  assert.ok(rows[0].next > rows[0].last)
  const keys = async (database: Database) =>
    (
      await sql<{ name: string }>`select conname || pg_get_constraintdef(oid) as name from pg_constraint
      where contype = 'f' order by 1`.execute(database.kysely)
    ).rows
  assert.deepEqual(await keys(place), await keys(town.database))
}

test('secrets of this instance stay behind; people can sign in', async () => {
  const { rows } = await sql<{
    table: string
  }>`select distinct format('%I.%I', table_schema, table_name) as table
    from information_schema.columns where table_schema = any(${migrating.map(schemaOf)}::text[])
      and column_name ~ 'secret|token_hash|private_key'`.execute(town.database.kysely)
  assert.ok(rows.length >= 3)
  for (const { table } of rows) assert.ok(leftOut.has(table), `${table} keeps a secret`)
  const { tables } = await checkArchive(fileNamed('still'))
  for (const { name, rows: n } of tables) if (leftOut.get(name) === 'true') assert.equal(n, 0, name)
  assert.ok((tables.find((table) => table.name === 'access.account')?.rows ?? 0) > 10)
})

async function refuses(file: string, sentence: RegExp, place?: TestDatabase): Promise<void> {
  const into = place ?? (await emptyPlace())
  await assert.rejects(restoreFrom({ database: into, dataFolder: newFolder() }, file), (error: unknown) => {
    assert.ok(error instanceof StartRefusal, String(error))
    assert.match(error.message, sentence)
    assert.ok(!error.message.includes('\n'))
    return true
  })
  if (!place) assert.deepEqual(await tablesOf(into), [])
}

/** The same backup, but for what `change` makes of its manifest and parts. */
async function forged(
  name: string,
  change: (manifest: Manifest) => Partial<Manifest>,
  changePart = (_name: string, content: Buffer) => content,
): Promise<string> {
  const manifest = await checkArchive(fileNamed('still'))
  const file = fileNamed(name)
  await writeArchive(file, async ({ add }) => {
    await openParts(fileNamed('still'), manifest, (part, content) => add(part, changePart(part, content)))
    return { ...manifest, ...change(manifest) }
  })
  return file
}

test('a place that is not empty, a damaged file and a newer version are refused in one sentence', async () => {
  const full = await emptyPlace()
  await restoreFrom({ database: full, dataFolder: newFolder() }, fileNamed('still'))
  const before = await contentOf(full)
  await refuses(fileNamed('still'), /^The database is not empty: /, full)
  assert.deepEqual(await contentOf(full), before)

  await refuses(join(folder, 'nowhere.tar.gz'), /^There is no file /)
  writeFileSync(fileNamed('text'), 'no backup')
  await refuses(fileNamed('text'), /is no backup of Hezuo\.$/)
  const bytes = readFileSync(fileNamed('still'))
  writeFileSync(fileNamed('short'), bytes.subarray(0, bytes.length / 2))
  await refuses(fileNamed('short'), /is damaged .*: nothing was restored\.$/)
  const flipped = Buffer.from(bytes)
  flipped[Math.floor(bytes.length / 2)] ^= 0xff
  writeFileSync(fileNamed('flipped'), flipped)
  await refuses(fileNamed('flipped'), /is damaged .*: nothing was restored\.$/)
  const newer = await forged('newer', ({ migrations }) => ({
    migrations: [...migrations, 'plan/2099-01-01.sql'],
  }))
  await refuses(newer, /was made by a newer Hezuo .*plan\/2099-01-01\.sql/)
})

test('a restore that fails half-way leaves the database empty and no file behind', async () => {
  const broken = await forged(
    'broken',
    () => ({}),
    (name, content) => (name.startsWith('tables/study.policy/') ? Buffer.from('not a row\n') : content),
  )
  const place = await emptyPlace()
  const dataFolder = newFolder()
  await assert.rejects(restoreFrom({ database: place, dataFolder }, broken))
  assert.deepEqual(await tablesOf(place), [])
  const left = readdirSync(dataFolder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
  assert.deepEqual(left, [])
  await restoreFrom({ database: place, dataFolder }, fileNamed('still'))
})

test('a backup of an older state is brought up to this version', async () => {
  const old = await emptyPlace()
  const first = new Set(knownMigrations(migrating).filter((name) => name.includes('/2026-11-23')))
  await old.kysely.transaction().execute((tx) => applyMigrations(tx, migrating, first))
  const id = newId()
  await sql`insert into registry.place (id, code, names, level) values (${id}, 'old', '{}', 'nation')`.execute(
    old.kysely,
  )
  await writeBackup({
    url: old.url,
    dataFolder: newFolder(),
    file: fileNamed('old'),
    version: '0.0.1',
    leftOut,
    filesNamed: async () => [],
    rooms: migrating,
  })
  const place = await emptyPlace()
  await restoreFrom({ database: place, dataFolder: newFolder() }, fileNamed('old'))
  assert.deepEqual(Object.keys(await contentOf(place)), Object.keys(await contentOf(town.database)))
  const { rows } = await sql`select id from registry.place`.execute(place.kysely)
  assert.deepEqual(rows, [{ id }])
})

test('a backup of before, which still held what was open, comes back as one of today does', async () => {
  const sample = await sampleDatabase()
  dropped.push(sample.drop)
  const open = (database: Database) =>
    sql<{ n: number }>`select ((select count(*) from examine.round where stage like '%open')
      + (select count(*) from study.check where state = 'open' and not named)
      + (select count(*) from examine.ballot_box where private_key <> '')
      + (select count(*) from study.ballot_box))::int as n`.execute(database.kysely)
  assert.ok((await open(sample)).rows[0].n > 0, 'something is open in the sample')
  const all = { url: sample.url, dataFolder: town.dataFolder, version: '0.1.0', filesNamed, rooms: migrating }
  await writeBackup({ ...all, file: fileNamed('of before'), leftOut: new Map() })
  await writeBackup({ ...all, file: fileNamed('of today'), leftOut })
  const [before, today] = [await emptyPlace(), await emptyPlace()]
  await restoreFrom({ database: before, dataFolder: newFolder() }, fileNamed('of before'))
  await restoreFrom({ database: today, dataFolder: newFolder() }, fileNamed('of today'))
  for (const place of [before, today]) assert.equal((await open(place)).rows[0].n, 0)
  const boxes = (place: Database) =>
    sql`select round_id, taken from examine.ballot_box order by 1`.execute(place.kysely)
  assert.deepEqual((await boxes(before)).rows, (await boxes(today)).rows)
  assert.deepEqual(await contentOf(before), await contentOf(today))
})

test('nothing is ever left under the final name, and a missing file is named', async () => {
  await assert.rejects(
    writeArchive(fileNamed('unfinished'), async ({ add }) => {
      await add('tables/x/000001', Buffer.alloc(100_000))
      throw new Error('in the middle')
    }),
    /in the middle/,
  )
  await assert.rejects(backUpTo({ ...maker(), signal: aborting() }, fileNamed('aborted')))
  const names = readdirSync(folder)
  assert.deepEqual(
    names.filter((name) => /unfinished|aborted/.test(name)),
    [],
  )
  const { missing } = await backUpTo({ ...maker(), dataFolder: newFolder() }, fileNamed('without files'))
  assert.ok(missing.length > 0)
})

function aborting(): AbortSignal {
  const controller = new AbortController()
  setTimeout(() => controller.abort(), 30)
  return controller.signal
}

test('one is made when it is due, once over all processes, and the oldest go', async () => {
  const { kysely } = town.database
  const backups = join(town.dataFolder, 'backups')
  await changeSettings(kysely, { backups: { everyHours: 6, keep: 2 } })
  const due = (settings: Awaited<ReturnType<typeof readSettings>>) => isDue(settings, new Date(), {})
  const made = await Promise.all(Array.from({ length: 4 }, () => makeBackup(maker(), due)))
  assert.equal(made.filter(Boolean).length, 1)
  assert.equal(await makeBackup(maker(), due), null, 'nothing is due any more')
  for (const day of ['01', '02', '03'])
    writeFileSync(join(backups, `hezuo-2025-01-${day}T00-00-00Z.tar.gz`), 'old')
  writeFileSync(join(backups, 'hezuo-2025-01-04T00-00-00Z.tar.gz.unfinished'), 'killed')
  writeFileSync(join(backups, 'of-somebody-else.tar.gz'), 'kept')
  await new Promise((done) => setTimeout(done, 1100))
  const second = await makeBackup(maker())
  const kept = await listBackups(backups)
  assert.deepEqual(kept[0], second)
  assert.equal(kept.length, 2)
  assert.equal(readdirSync(backups).length, 3)
  await checkArchive(join(backups, kept[0].name))
})

test('a failure is remembered with its reason, and tried again an hour later', async () => {
  const dataFolder = newFolder()
  writeFileSync(join(dataFolder, 'backups'), 'a file where a folder should be')
  await assert.rejects(makeBackup({ ...maker(), dataFolder }))
  const settings = await readSettings(town.database.kysely)
  assert.match(settings.backupState?.failed?.why ?? '', /is not a folder/)
  assert.ok(settings.backupState?.made, 'the last good one is still known')
  const failedAt = Date.parse(settings.backupState?.failed?.at ?? '')
  const later = (hours: number) => new Date(failedAt + hours * 3_600_000)
  const table: [number, Record<string, string>, boolean][] = [
    [0.5, {}, false],
    [7, {}, true],
    [7, { HEZUO_BACKUP_EVERY: 'off' }, false],
    [7, { HEZUO_BACKUP_EVERY: '2d' }, false],
    [49, { HEZUO_BACKUP_EVERY: '2d' }, true],
  ]
  for (const [hours, env, expected] of table)
    assert.equal(isDue(settings, later(hours), env), expected, `${hours} ${JSON.stringify(env)}`)
  assert.deepEqual(scheduleOf({ backups: null }, {}), { everyHours: 24, keep: 7, isFixed: false })
  // As an earlier version took it from the command line, which no screen could save again.
  assert.equal(scheduleOf({ backups: { everyHours: 239_976, keep: 7 } }, {}).everyHours, 9999)
  assert.deepEqual(scheduleOf({ backups: null }, { HEZUO_BACKUP_KEEP: '3' }), {
    everyHours: 24,
    keep: 3,
    isFixed: true,
  })
})
