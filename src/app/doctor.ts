// Whether an instance is well: one finding a check, each with what to do. Nothing is changed.
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Database } from '../platform/database.ts'
import { freeBytes, reserve } from '../platform/disk.ts'
import { said } from '../platform/embedded-postgres.ts'
import { pathOf } from '../platform/files.ts'
import { knownMigrations, migrationsIn } from '../platform/migrate.ts'
import { readSettings } from '../platform/settings.ts'
import { backupFolder, filesNamed, scheduleOf } from './backup.ts'
import { comparePaths, compareTotals } from './doctor/totals.ts'

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
const rest: Check[] = [checkTotals, checkPaths, checkFiles, checkDisk, checkBackup, checkClock]

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
        said(`Node ${version} is too old.`, `Node ${version} 版本过旧。`),
        said('Install Node 24.3 or later.', '请安装 Node 24.3 或更新版本。'),
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
      said(`PostgreSQL ${version} is too old.`, `PostgreSQL ${version} 版本过旧。`),
      said('Hezuo needs PostgreSQL 15 or later.', '合作需要 PostgreSQL 15 或更新版本。'),
    )
  if (encoding !== 'UTF8')
    return found(
      'fault',
      'database',
      said(`The database is encoded in ${encoding}.`, `数据库编码为 ${encoding}。`),
      said(
        'Make a database with the encoding UTF8 and restore a backup into it.',
        '请建立 UTF8 编码的数据库，并将备份恢复到其中。',
      ),
    )
  return well('database', `PostgreSQL ${version}`)
}

async function checkMigrations({ database }: Patient): Promise<Finding> {
  const applied = new Set(await migrationsIn(database.kysely))
  const known = knownMigrations()
  const missing = known.filter((name) => !applied.has(name))
  const newer = [...applied].filter((name) => !known.includes(name))
  if (newer.length > 0)
    return found(
      'fault',
      'migrations',
      said(
        `The database is of a newer Hezuo (${newer.join(', ')}).`,
        `数据库属于更新版本的合作（${newer.join('、')}）。`,
      ),
      said('Run that version again, or restore an older backup.', '请重新运行该版本，或恢复较早的备份。'),
    )
  if (missing.length > 0)
    return found(
      'fault',
      'migrations',
      said(`${missing.length} migrations are missing.`, `缺少 ${missing.length} 个数据库更新。`),
      said('npx hezuo migrate, or start Hezuo.', '执行 npx hezuo migrate，或启动合作。'),
    )
  return well('migrations', said(`${applied.size} applied`, `已执行 ${applied.size} 个`))
}

const fromBackup = () =>
  said(
    'This must not happen: keep a backup of what is there now, and report it.',
    '这种情况不应发生：请保留当前内容的备份并报告。',
  )

async function checkTotals({ database }: Patient): Promise<Finding> {
  const { stored, wrong } = await compareTotals(database.kysely)
  return wrong === 0
    ? well(
        'totals',
        said(`${stored} totals are what plans and reports add up to`, `${stored} 个合计与计划、汇报相符`),
      )
    : found(
        'fault',
        'totals',
        said(
          `${wrong} totals are not what plans and reports add up to.`,
          `${wrong} 个合计与计划、汇报不符。`,
        ),
        fromBackup(),
      )
}

async function checkPaths({ database }: Patient): Promise<Finding> {
  const { stored, wrong } = await comparePaths(database.kysely)
  return wrong === 0
    ? well('places', said(`${stored} lines of ancestors fit the tree`, `${stored} 条上级链与地区树相符`))
    : found(
        'fault',
        'places',
        said(`${wrong} lines of ancestors do not fit the tree.`, `${wrong} 条上级链与地区树不符。`),
        fromBackup(),
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
      said(
        `${bad.length} of ${named.size} files are missing or damaged: ${bad.slice(0, 5).join(', ')}.`,
        `${named.size} 个文件中有 ${bad.length} 个缺失或损坏：${bad.slice(0, 5).join('、')}。`,
      ),
      said(
        `Bring them back from a backup (files/… in the archive) into ${join(dataFolder, 'files')}.`,
        `请从备份（存档中的 files/…）取回到 ${join(dataFolder, 'files')}。`,
      ),
    )
  return well(
    'files',
    said(
      `${named.size} whole; ${orphans} that no record names, which do no harm`,
      `${named.size} 个完好；${orphans} 个无记录引用，不影响使用`,
    ),
  )
}

async function checkDisk({ dataFolder, databaseFolder }: Patient): Promise<Finding> {
  const folders = [dataFolder, ...(databaseFolder && databaseFolder !== dataFolder ? [databaseFolder] : [])]
  const free = await Promise.all(folders.map(freeBytes))
  const least = Math.min(...free)
  const megabytes = Math.floor(least / 1_000_000)
  const where = folders[free.indexOf(least)]
  const text = said(`${megabytes} MB are free in ${where}`, `${where} 剩余 ${megabytes} MB`)
  const todo = said('Make room, or move the data to a larger disk.', '请腾出空间，或将数据移到更大的磁盘。')
  if (least < reserve)
    return found('fault', 'disk', said(`${text}: nothing can be saved.`, `${text}：无法保存任何内容。`), todo)
  return least < 1_000_000_000
    ? found('warning', 'disk', `${text}${said('.', '。')}`, todo)
    : well('disk', text)
}

async function checkBackup({ database, dataFolder }: Patient): Promise<Finding> {
  const settings = await readSettings(database.kysely)
  const { made, failed } = settings.backupState ?? { made: null, failed: null }
  const { everyHours } = scheduleOf(settings)
  const folder = backupFolder(dataFolder)
  const lastText = made
    ? said(`the last is of ${made.madeAt}`, `最近一次为 ${made.madeAt}`)
    : said('there is none yet', '尚无备份')
  if (failed)
    return found(
      'fault',
      'backup',
      said(`The last attempt failed: ${failed.why}`, `最近一次备份失败：${failed.why}`),
      said(
        `Mend that (${folder}), then: npx hezuo backup. By now ${lastText}.`,
        `请先解决（${folder}），再执行 npx hezuo backup；${lastText}。`,
      ),
    )
  if (everyHours === 0)
    return found(
      'warning',
      'backup',
      said(`No backup is made by itself; ${lastText}.`, `未设自动备份；${lastText}。`),
      said('npx hezuo backup --every 24h --keep 7', '执行 npx hezuo backup --every 24h --keep 7'),
    )
  const hours = made ? (Date.now() - Date.parse(made.madeAt)) / 3_600_000 : Number.POSITIVE_INFINITY
  if (hours > 2 * everyHours)
    return found(
      'warning',
      'backup',
      said(
        `One is due every ${everyHours} hours; ${lastText}.`,
        `应每 ${everyHours} 小时备份一次；${lastText}。`,
      ),
      said(
        'They are made while Hezuo runs; now: npx hezuo backup',
        '合作运行时才会自动备份；立即执行：npx hezuo backup',
      ),
    )
  return well('backup', lastText)
}

/** A clock that is wrong ends sessions and links too early or too late, and dates what people write. */
async function checkClock({ database }: Patient): Promise<Finding> {
  const before = Date.now()
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(database.kysely)
  const seconds = Math.round(Math.abs(rows[0].now.getTime() - (before + Date.now()) / 2) / 1000)
  const todo = said(
    'Let both machines set their clocks by the network (NTP).',
    '请让两台机器都通过网络对时（NTP）。',
  )
  if (new Date().getFullYear() < 2026)
    return found('fault', 'clock', said('The clock of this machine is wrong.', '本机时钟不正确。'), todo)
  return seconds <= 5
    ? well('clock', said('agrees with the database', '与数据库一致'))
    : found(
        seconds > 60 ? 'fault' : 'warning',
        'clock',
        said(`The database’s clock differs by ${seconds} seconds.`, `与数据库时钟相差 ${seconds} 秒。`),
        todo,
      )
}
