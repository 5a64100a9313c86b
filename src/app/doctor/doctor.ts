// Whether an instance is well: one finding a check, each with what to do. Nothing is changed.
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { listAddedShares } from '../../plan/indicators/queries.ts'
import { listOverlaps } from '../../plan/periods/queries.ts'
import type { Database } from '../../platform/database.ts'
import { freeBytes, reserve } from '../../platform/disk.ts'
import { said } from '../../platform/embedded/refusal.ts'
import { pathOf } from '../../platform/files.ts'
import { knownMigrations, migrationsIn } from '../../platform/migrate.ts'
import { readSettings } from '../../platform/settings.ts'
import { circlesOf, codesOf, listParts } from '../../registry/organisations/queries.ts'
import { backupFolder, scheduleOf } from '../backup/backup.ts'
import { filesNamed, migrating } from '../rooms.ts'
import { compareSums } from './sums.ts'
import { comparePaths, compareTotals } from './totals.ts'

export type Finding = {
  check: string
  state: 'ok' | 'warning' | 'fault'
  text: string
  /** What to do about it; null where nothing is to be done. */
  todo: string | null
}
export type Patient = { database: Database; dataFolder: string; databaseFolder: string | null }

const well = (check: string, text: string): Finding => ({ check, state: 'ok', text, todo: null })
const found = (state: 'warning' | 'fault', check: string, text: string, todo: string): Finding => ({
  check,
  state,
  text,
  todo,
})

type Check = (patient: Patient) => Promise<Finding> | Finding

/** In this order: what fails to reach the database or lacks tables makes all that follows pointless. */
const first: Check[] = [checkNode, checkDatabase, checkMigrations]
const rest: Check[] = [
  checkTotals,
  checkPaths,
  checkSessions,
  checkUnits,
  checkIndicators,
  checkPeriods,
  checkFiles,
  checkDisk,
  checkBackup,
  checkClock,
]

export async function examine(patient: Patient): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const check of first) {
    const finding = await check(patient)
    findings.push(finding)
    if (finding.state === 'fault') return findings
  }
  for (const check of rest) findings.push(await check(patient))
  return findings
}

function checkNode(): Finding {
  const version = process.versions.node
  const [major, minor] = version.split('.').map(Number)
  return major > 24 || (major === 24 && minor >= 3)
    ? well('node', `Node ${version}`)
    : found(
        'fault',
        'node',
        said('Node {version} is too old.', { version }),
        said('Install Node 24.3 or later.'),
      )
}

async function checkDatabase({ database }: Patient): Promise<Finding> {
  const { rows } = await sql<{ version: string; number: number; encoding: string }>`
    select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
      current_setting('server_encoding') as encoding`.execute(database.kysely)
  const { version, number, encoding } = rows[0]
  if (number < 150_000)
    return found(
      'fault',
      'database',
      said('PostgreSQL {version} is too old.', { version }),
      said('Hezuo needs PostgreSQL 15 or later.'),
    )
  if (encoding !== 'UTF8')
    return found(
      'fault',
      'database',
      said('The database is encoded in {encoding}.', { encoding }),
      said('Make a database with the encoding UTF8 and restore a backup into it.'),
    )
  return well('database', `PostgreSQL ${version}`)
}

async function checkMigrations({ database }: Patient): Promise<Finding> {
  const applied = new Set(await migrationsIn(database.kysely))
  const known = knownMigrations(migrating)
  const missing = known.filter((name) => !applied.has(name))
  const newer = [...applied].filter((name) => !known.includes(name))
  if (newer.length > 0)
    return found(
      'fault',
      'migrations',
      said('The database is of a newer Hezuo ({what}).', { what: newer.join(', ') }),
      said('Run that version again, or restore an older backup.'),
    )
  if (missing.length > 0)
    return found(
      'fault',
      'migrations',
      said('{n} migrations are missing.', { n: missing.length }),
      said('npx hezuo migrate, or start Hezuo.'),
    )
  return well('migrations', said('{size} applied', { size: applied.size }))
}

const fromBackup = () => said('This must not happen: keep a backup of what is there now, and report it.')

async function checkTotals({ database }: Patient): Promise<Finding> {
  const { stored, wrong } = await compareTotals(database.kysely)
  return wrong === 0
    ? well('totals', said('{stored} totals are what plans and reports add up to', { stored }))
    : found(
        'fault',
        'totals',
        said('{wrong} totals are not what plans and reports add up to.', { wrong }),
        fromBackup(),
      )
}

async function checkPaths({ database }: Patient): Promise<Finding> {
  const { stored, wrong } = await comparePaths(database.kysely)
  return wrong === 0
    ? well('places', said('{stored} paths of places fit the tree', { stored }))
    : found('fault', 'places', said('{wrong} paths of places do not fit the tree.', { wrong }), fromBackup())
}

async function checkSessions({ database }: Patient): Promise<Finding> {
  const { kept, wrong, doubled } = await compareSums(database.kysely)
  if (wrong > 0)
    return found(
      'fault',
      'sessions',
      said('{wrong} sessions were not counted as they were marked.', { wrong }),
      fromBackup(),
    )
  return doubled === 0
    ? well('sessions', said('{kept} sessions were counted as they were marked', { kept }))
    : found(
        'fault',
        'sessions',
        said('In {n} sessions somebody has two seats, and is counted twice.', { n: doubled }),
        said('Part the two entries of that person again, and withdraw one of the two first.'),
      )
}

/** So many circles are named: mended one by one, they are looked for again. */
const mostNamed = 5

async function checkUnits({ database }: Patient): Promise<Finding> {
  const partOf = await listParts(database.kysely)
  const circles = await circlesOf(partOf)
  if (circles.length === 0)
    return well(
      'units',
      said('none of {size} units that are part of another is a part of itself', { size: partOf.size }),
    )
  const some = circles.slice(0, mostNamed)
  const codes = await codesOf(database.kysely, some.flat())
  const what = some.map((ids) => [...ids, ids[0]].map((id) => codes.get(id)).join(' → ')).join('; ')
  return found(
    'fault',
    'units',
    said('Units are parts of each other in a circle ({n}): {what}.', { n: circles.length, what }),
    said('On the page of one unit of each, correct what it is a part of.'),
  )
}

async function checkIndicators({ database }: Patient): Promise<Finding> {
  const shares = await listAddedShares(database.kysely)
  const what = shares.map((names) => names.en || names.zh).join(', ')
  return shares.length === 0
    ? well('indicators', said('only quantities are added up'))
    : found(
        'warning',
        'indicators',
        said('Shares or rates that were set up as quantities: {what}. They stand in no total.', { what }),
        said('Retire them, and add each as a ratio of its two quantities.'),
      )
}

async function checkPeriods({ database }: Patient): Promise<Finding> {
  const overlaps = await listOverlaps(database.kysely)
  const what = overlaps
    .slice(0, mostNamed)
    .map((pair) => pair.join(', '))
    .join('; ')
  return overlaps.length === 0
    ? well('periods', said('no parts of a period share days'))
    : found(
        'warning',
        'periods',
        said('Parts of one period share days ({n}): {what}. Of each month one of them counts.', {
          n: overlaps.length,
          what,
        }),
        said('On the page of indicators and periods, make one of them a part of another period or of none.'),
      )
}

async function checkFiles({ database, dataFolder }: Patient): Promise<Finding> {
  const named = new Set(await filesNamed(database.kysely))
  const bad: string[] = []
  for (const sha256 of named) {
    const bytes = await readFile(pathOf(dataFolder, sha256)).catch(() => null)
    if (!bytes || createHash('sha256').update(bytes).digest('hex') !== sha256) bad.push(sha256)
  }
  const entries = await readdir(join(dataFolder, 'files'), { recursive: true, withFileTypes: true }).catch(
    () => [],
  )
  const orphans = entries.filter((entry) => entry.isFile() && !named.has(entry.name)).length
  if (bad.length > 0)
    return found(
      'fault',
      'files',
      said('{n} of {size} files are missing or damaged: {what}.', {
        n: bad.length,
        size: named.size,
        what: bad.slice(0, 5).join(', '),
      }),
      said('Bring them back from a backup (files/… in the archive) into {folder}.', {
        folder: join(dataFolder, 'files'),
      }),
    )
  return well(
    'files',
    said('{size} whole; {orphans} that no record names, which do no harm', { size: named.size, orphans }),
  )
}

async function checkDisk({ dataFolder, databaseFolder }: Patient): Promise<Finding> {
  const folders = [dataFolder, ...(databaseFolder && databaseFolder !== dataFolder ? [databaseFolder] : [])]
  const free = await Promise.all(folders.map(freeBytes))
  const least = Math.min(...free)
  const megabytes = Math.floor(least / 1_000_000)
  const where = folders[free.indexOf(least)]
  const text = said('{megabytes} MB are free in {where}', { megabytes, where })
  const todo = said('Make room, or move the data to a larger disk.')
  if (least < reserve) return found('fault', 'disk', said('{text}: nothing can be saved.', { text }), todo)
  return least < 1_000_000_000
    ? found('warning', 'disk', said('{text}.', { text }), todo)
    : well('disk', text)
}

async function checkBackup({ database, dataFolder }: Patient): Promise<Finding> {
  const settings = await readSettings(database.kysely)
  const { made, failed } = settings.backupState ?? { made: null, failed: null }
  const { everyHours } = scheduleOf(settings)
  const folder = backupFolder(dataFolder)
  const lastText = made ? said('the last is of {madeAt}', { madeAt: made.madeAt }) : said('there is none yet')
  if (failed)
    return found(
      'fault',
      'backup',
      said('The last attempt failed: {why}', { why: failed.why }),
      said('Mend that ({folder}), then: npx hezuo backup. By now {lastText}.', { folder, lastText }),
    )
  if (everyHours === 0)
    return found(
      'warning',
      'backup',
      said('No backup is made by itself; {lastText}.', { lastText }),
      said('npx hezuo backup --every 24h --keep 7'),
    )
  const hours = made ? (Date.now() - Date.parse(made.madeAt)) / 3_600_000 : Number.POSITIVE_INFINITY
  if (hours > 2 * everyHours)
    return found(
      'warning',
      'backup',
      said('One is due every {everyHours} hours; {lastText}.', { everyHours, lastText }),
      said('They are made while Hezuo runs; now: npx hezuo backup'),
    )
  return well('backup', lastText)
}

/** A clock that is wrong ends sessions and links too early or too late, and dates what people write. */
async function checkClock({ database }: Patient): Promise<Finding> {
  const before = Date.now()
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(database.kysely)
  const seconds = Math.round(Math.abs(rows[0].now.getTime() - (before + Date.now()) / 2) / 1000)
  const todo = said('Let both machines set their clocks by the network (NTP).')
  if (new Date().getFullYear() < 2026)
    return found('fault', 'clock', said('The clock of this machine is wrong.'), todo)
  return seconds <= 5
    ? well('clock', said('agrees with the database'))
    : found(
        seconds > 60 ? 'fault' : 'warning',
        'clock',
        said('The database’s clock differs by {seconds} seconds.', { seconds }),
        todo,
      )
}
