// The doctor sees what is wrong, and only that.
import assert from 'node:assert/strict'
import { readdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { openTown, type Town } from '../../../test/town.ts'
import { knownMigrations } from '../../platform/migrate.ts'
import { changeSettings } from '../../platform/settings.ts'
import { fold } from '../../totals/actions.ts'
import { migrating } from '../rooms.ts'
import { examine } from './doctor.ts'

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

const look = () =>
  examine({ database: town.database, dataFolder: town.dataFolder, databaseFolder: town.dataFolder })

/** The checks that are not ok, each with its state. */
const complaints = async () =>
  (await look()).filter((one) => one.state !== 'ok').map((one) => `${one.check} ${one.state}`)

const change = (statement: string) => sql.raw(statement).execute(town.database.kysely)
const aBackup = (hoursAgo: number) => ({
  made: { name: 'x', size: 1, madeAt: new Date(Date.now() - hoursAgo * 3_600_000).toISOString() },
  failed: null,
})

test('of a well instance nothing is said but that a backup is due', async () => {
  assert.deepEqual(await complaints(), ['backup warning'])
  await changeSettings(town.database.kysely, { backupState: aBackup(1) })
  const findings = await look()
  assert.deepEqual(
    findings.map((one) => one.check),
    [
      'node',
      'database',
      'migrations',
      'totals',
      'places',
      'sessions',
      'units',
      'indicators',
      'periods',
      'files',
      'disk',
      'backup',
      'clock',
    ],
  )
  for (const { check, state, text, todo } of findings) {
    assert.deepEqual([state, todo], ['ok', null], `${check}: ${text}`)
    assert.ok(text)
  }
})

test('each fault is seen, said with what to do, and gone once it is mended', async () => {
  await town.database.kysely.transaction().execute((tx) => fold(tx))
  const named = readdirSync(join(town.dataFolder, 'files'), { recursive: true, withFileTypes: true }).find(
    (one) => one.isFile(),
  )
  assert.ok(named)
  const file = join(named.parentPath, named.name)
  const failed = { at: new Date().toISOString(), why: 'The disk is full.' }
  const setState = (backupState: NonNullable<Parameters<typeof changeSettings>[1]['backupState']>) =>
    changeSettings(town.database.kysely, { backupState })
  const { rows: units } = await sql<{ id: string; code: string }>`
    select id, code from registry.organisation where parent_id is null order by code limit 2`.execute(
    town.database.kysely,
  )
  const [first, second] = units
  type Unit = typeof first
  const put = ({ id }: Unit, under: Unit | null) =>
    change(
      `update registry.organisation set parent_id = ${under ? `'${under.id}'` : 'null'} where id = '${id}'`,
    )
  await put(second, first)
  const table: [string, () => unknown, () => unknown][] = [
    [
      'totals fault',
      () =>
        change(
          'update totals.total set amount = amount + 1 where amount = (select max(amount) from totals.total)',
        ),
      () =>
        change(
          'update totals.total set amount = amount - 1 where amount = (select max(amount) from totals.total)',
        ),
    ],
    [
      'totals fault',
      () =>
        change(
          'update carry_out.report set value = value + 1 where standing and id = (select min(id::text)::uuid from carry_out.report where standing)',
        ),
      () =>
        change(
          'update carry_out.report set value = value - 1 where standing and id = (select min(id::text)::uuid from carry_out.report where standing)',
        ),
    ],
    [
      'places fault',
      () =>
        change(
          "update registry.place_path set line = line[2:] where array_length(line, 1) = 4 and place_id = (select id from registry.place where code = 'fugou')",
        ),
      () =>
        change(
          "update registry.place_path set line = (select id from registry.place where level = 'nation') || line where place_id = (select id from registry.place where code = 'fugou')",
        ),
    ],
    ['units fault', () => put(first, second), () => put(first, null)],
    [
      'periods warning',
      () =>
        change(
          `insert into plan.period (id, programme_id, place_id, parent_id, code, names, from_on, to_on, plans_due_on)
            select gen_random_uuid(), programme_id, place_id, id, 'part-' || n, names, from_on, to_on - 30 * n, plans_due_on
            from plan.period cross join generate_series(1, 2) as n where code = '1954-h1'`,
        ),
      () => change("delete from plan.period where code like 'part-%'"),
    ],
    ['files fault', () => renameSync(file, `${file}.away`), () => renameSync(`${file}.away`, file)],
    ['backup warning', () => setState(aBackup(49)), () => setState(aBackup(47))],
    ['backup fault', () => setState({ ...aBackup(1), failed }), () => setState(aBackup(1))],
    [
      'migrations fault',
      () => change(`delete from platform.migration where name = '${knownMigrations(migrating).at(-1)}'`),
      () => change(`insert into platform.migration (name) values ('${knownMigrations(migrating).at(-1)}')`),
    ],
    [
      'migrations fault',
      () => change("insert into platform.migration (name) values ('plan/2099-01-01.sql')"),
      () => change("delete from platform.migration where name = 'plan/2099-01-01.sql'"),
    ],
  ]
  for (const [expected, spoil, mend] of table) {
    await spoil()
    const found = (await look()).filter((one) => one.state !== 'ok')
    assert.deepEqual(
      found.map((one) => `${one.check} ${one.state}`),
      [expected],
      spoil.toString(),
    )
    assert.ok(found[0].todo, expected)
    await mend()
    assert.deepEqual(await complaints(), [], mend.toString())
  }
})

test('a circle of units is told by their codes', async () => {
  const { rows } = await sql<{ code: string }>`
    update registry.organisation set parent_id = id where id = (select min(id::text)::uuid from registry.organisation)
    returning code`.execute(town.database.kysely)
  const units = (await look()).find((one) => one.check === 'units')
  assert.equal(
    units?.text,
    `Units are parts of each other in a circle (1): ${rows[0].code} → ${rows[0].code}.`,
  )
})

test('a file that no record names is counted and does no harm', async () => {
  writeFileSync(join(town.dataFolder, 'files', 'nobody-names-me'), 'x')
  const files = (await look()).find((one) => one.check === 'files')
  assert.equal(files?.state, 'ok')
  assert.match(files?.text ?? '', /; 1 that no record names/)
})
