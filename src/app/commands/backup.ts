// `hezuo backup` and `hezuo restore`: everything in one file, and back into an empty place.
import { statSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { checkArchive } from '../../platform/backup/archive.ts'
import { restoreBackup } from '../../platform/backup/restore.ts'
import { causeOf } from '../../platform/embedded/refusal.ts'
import { StartRefusal, said } from '../../platform/embedded-postgres.ts'
import { migrate } from '../../platform/migrate.ts'
import { changeSettings, readSettings } from '../../platform/settings.ts'
import { backUpTo, backupFolder, countOf, freeFile, hoursOf, makeBackup, scheduleOf } from '../backup.ts'
import { type Command, WrongCall } from './command.ts'
import { type Instance, refusalFrom, withInstance } from './instance.ts'
import { progressLine } from './progress.ts'

export const backupCommand: Command = {
  summary: () =>
    said(
      'write everything into one file, also while people work',
      '将全部内容备份为一个文件，可在使用中进行',
    ),
  help: () =>
    said(
      `Usage: npx hezuo backup [file] [--json]
       npx hezuo backup --every 24h --keep 7 [--json]

Writes the database and the files of evidence and materials, as they stand at one moment, into
one file; people may go on working. Without a file: into the folder of backups (data/backups, or
HEZUO_BACKUP_FOLDER), where the oldest beyond those to keep are removed.

The file holds everything that people wrote, and the hashes of their passwords, so that they can
sign in after a restore: keep it as safe as the database. It does not hold what only this
instance may use: sessions, invitation links, tokens of machines, webhooks and their secrets.
Whoever is signed in signs in again after a restore; links, tokens and webhooks are made anew.

  --every T  make one by itself every T (6h, 24h, 7d, or off); kept in the settings
  --keep N   keep the last N of them (1 to 999)
  --json     print {"file", "bytes", "rows", "files"}, or {"everyHours", "keep"}, for machines

HEZUO_BACKUP_EVERY and HEZUO_BACKUP_KEEP say the same for one process and come first.`,
      `用法：npx hezuo backup [文件] [--json]
      npx hezuo backup --every 24h --keep 7 [--json]

将某一时刻的数据库以及证据和资料文件写入一个文件；期间可照常使用。不指定文件时写入备份文件夹
（data/backups，或 HEZUO_BACKUP_FOLDER），并删除超出保留数量的最旧备份。

备份包含人们写下的全部内容以及密码的散列值，以便恢复后仍能登录：请像保管数据库一样保管它。
备份不含只有本实例可用的内容：登录会话、邀请链接、机器令牌、网络回调及其密钥。恢复后需重新登录，
链接、令牌和网络回调需重新建立。

  --every T  每隔 T 自动备份一次（6h、24h、7d 或 off），保存在设置中
  --keep N   保留最近 N 份（1 到 999）
  --json     以机器可读形式输出 {"file", "bytes", "rows", "files"} 或 {"everyHours", "keep"}

HEZUO_BACKUP_EVERY 和 HEZUO_BACKUP_KEEP 对单个进程起同样作用，并且优先。`,
    ),
  options: { every: { type: 'string' }, keep: { type: 'string' }, json: { type: 'boolean' } },
  positionals: 1,
  async run({ every, keep, json }, files) {
    if (files.length > 1) throw new WrongCall(said('Name one file at most.', '最多指定一个文件。'))
    const wanted = readSchedule(every as string | undefined, keep as string | undefined)
    if (wanted && files.length > 0)
      throw new WrongCall(
        said(
          'A schedule takes no file: its backups lie in one folder.',
          '自动备份不指定文件：备份存放在同一文件夹。',
        ),
      )
    const answer = await withInstance(
      async (instance) => {
        await migrate(instance.database)
        return wanted ? setSchedule(instance, wanted) : backUp(instance, files[0])
      },
      { joins: true },
    )
    console.log(json ? JSON.stringify(answer.told) : answer.line)
  },
}

type Answer = { told: object; line: string }
type Wanted = { everyHours?: number; keep?: number }

function readSchedule(every: string | undefined, keep: string | undefined): Wanted | null {
  if (every === undefined && keep === undefined) return null
  const everyHours = every === undefined ? undefined : hoursOf(every)
  if (everyHours === null)
    throw new WrongCall(
      said(`“${every}” is no span such as 24h, 7d or off.`, `“${every}”不是 24h、7d 或 off 这样的间隔。`),
    )
  const count = keep === undefined ? undefined : countOf(keep)
  if (count === null)
    throw new WrongCall(said(`“${keep}” is no number from 1 to 999.`, `“${keep}”不是 1 到 999 之间的数。`))
  return { everyHours, keep: count }
}

async function setSchedule({ database }: Instance, wanted: Wanted): Promise<Answer> {
  const now = scheduleOf(await readSettings(database.kysely), {})
  const backups = { everyHours: wanted.everyHours ?? now.everyHours, keep: wanted.keep ?? now.keep }
  await changeSettings(database.kysely, { backups })
  const line =
    backups.everyHours === 0
      ? said('No backup is made by itself any more.', '不再自动备份。')
      : said(
          `A backup is made every ${backups.everyHours} hours while Hezuo runs; the last ${backups.keep} are kept.`,
          `合作运行时每 ${backups.everyHours} 小时备份一次，保留最近 ${backups.keep} 份。`,
        )
  return { told: backups, line }
}

async function backUp(instance: Instance, file: string | undefined): Promise<Answer> {
  const { database, dataFolder } = instance
  const progress = progressLine(said('Backing up', '正在备份'))
  const maker = { database, dataFolder, progress: progress.show }
  try {
    if (file !== undefined) {
      const path = freeFile(file)
      const { tables, parts, missing } = await backUpTo(maker, path)
      for (const sha256 of missing)
        console.error(said(`The file ${sha256} is missing or damaged.`, `文件 ${sha256} 缺失或已损坏。`))
      const rows = tables.reduce((sum, table) => sum + table.rows, 0)
      const files = parts.filter((part) => part.name.startsWith('files/')).length
      return written(path, { rows, files })
    }
    const made = await makeBackup(maker)
    if (!made) throw new StartRefusal(said('Another backup is being made just now.', '正在进行另一次备份。'))
    return written(resolve(backupFolder(dataFolder), made.name))
  } catch (error) {
    throw refusalFrom(error, instance) ?? cannotWrite(error) ?? error
  } finally {
    progress.end()
  }
}

/** A folder that is not there, a disk that is full: the system's own word for it. */
function cannotWrite(error: unknown): StartRefusal | null {
  const { code, path, message } = error as NodeJS.ErrnoException
  if (!code || !path) return null
  return (
    causeOf(error, path) ??
    new StartRefusal(said(`${path} can’t be written: ${message}.`, `无法写入 ${path}：${message}。`))
  )
}

function written(file: string, more: object = {}): Answer {
  const bytes = statSync(file).size
  const size = (bytes / 1_000_000).toFixed(1)
  return {
    told: { file, bytes, ...more },
    line: said(`Backed up to ${file} (${size} MB).`, `已备份到 ${file}（${size} MB）。`),
  }
}

export const restoreCommand: Command = {
  summary: () => said('bring a backup into an empty place', '将备份恢复到空的位置'),
  help: () =>
    said(
      `Usage: npx hezuo restore <file> [--json]

Brings a backup into an empty place: an empty folder (HEZUO_DATA), or an empty database of a
server (DATABASE_URL). All of it comes or nothing. Any backup of this version or an older one fits,
whether it was made on Hezuo’s own database or on a server, and is brought up to this version.

To move from Hezuo’s own database to a server: stop Hezuo, npx hezuo backup move.tar.gz, then
DATABASE_URL=… npx hezuo restore move.tar.gz, and start with DATABASE_URL from then on.

  --json   print {"restored", "madeAt", "rows", "files"} for machines`,
      `用法：npx hezuo restore <文件> [--json]

将备份恢复到空的位置：空文件夹（HEZUO_DATA），或服务器上的空数据库（DATABASE_URL）。要么全部恢复，
要么什么都不改。本版本或更旧版本的备份均可，无论来自自带数据库还是服务器，并会更新到本版本。

从自带数据库迁移到服务器：停止合作，执行 npx hezuo backup move.tar.gz，再执行
DATABASE_URL=… npx hezuo restore move.tar.gz，此后用 DATABASE_URL 启动。

  --json   以机器可读形式输出 {"restored", "madeAt", "rows", "files"}`,
    ),
  options: { json: { type: 'boolean' } },
  positionals: 1,
  async run({ json }, [file, ...more]) {
    if (!file || more.length > 0)
      throw new WrongCall(
        said(
          'Name one file: npx hezuo restore backup.tar.gz.',
          '请指定一个文件：npx hezuo restore backup.tar.gz。',
        ),
      )
    const path = resolve(file)
    // Before a database is started, or made, for nothing.
    await checkArchive(path)
    const manifest = await withInstance(async ({ database, dataFolder }) => {
      const progress = progressLine(said('Restoring', '正在恢复'))
      try {
        return await restoreBackup({ url: database.url, dataFolder, file: path, progress: progress.show })
      } finally {
        progress.end()
      }
    })
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
    const files = manifest.parts.filter((part) => part.name.startsWith('files/')).length
    if (json) console.log(JSON.stringify({ restored: path, madeAt: manifest.madeAt, rows, files }))
    else
      console.log(
        said(
          `Restored ${basename(path)}: ${rows} rows and ${files} files, as of ${manifest.madeAt}.`,
          `已恢复 ${basename(path)}：${rows} 行、${files} 个文件，截至 ${manifest.madeAt}。`,
        ),
      )
  },
}
