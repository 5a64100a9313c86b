// `hezuo backup` and `hezuo restore`: everything in one file, and back into an empty place.
import { statSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { checkArchive } from '../../platform/backup/archive.ts'
import { causeOfFolder, StartRefusal, said } from '../../platform/embedded/refusal.ts'
import { changeSettings, readSettings } from '../../platform/settings.ts'
import { backUpTo, backupFolder, freeFile, makeBackup, restoreFrom, scheduleOf } from '../backup/backup.ts'
import { countOf, hoursOf, mostHours } from '../backup/rules.ts'
import { migrate } from '../rooms.ts'
import { type Command, WrongCall } from './command.ts'
import { type Instance, refusalFrom, withInstance } from './instance.ts'
import { progressLine } from './progress.ts'

export const backupCommand: Command = {
  summary: () => said('write everything into one file, also while people work'),
  help: () =>
    said(`Usage: npx hezuo backup [file] [--json]
       npx hezuo backup --every 24h --keep 7 [--json]

Writes the database and the files of evidence and materials, as they stand at one moment, into
one file; people may go on working. Without a file: into the folder of backups (data/backups, or
HEZUO_BACKUP_FOLDER), where the oldest beyond those to keep are removed.

The file holds what people wrote, and the hashes of their passwords, so that they can sign in
after a restore: keep it as safe as the database. It does not hold what only this instance may
use: sessions, invitation links, tokens of machines, webhooks and their secrets. Whoever is signed
in signs in again after a restore; links, tokens and webhooks are made anew. Nor does it hold
anything of an examination, or of a check without names, that is open just then: neither who took
a ballot nor an answer nor a key. After a restore it begins anew: close it before you move.

  --every T  make one by itself every T (6h, 24h, 7d, or off); kept in the settings
  --keep N   keep the last N of them (1 to 999)
  --json     print {"file", "bytes", "rows", "files"}, or {"everyHours", "keep"}, for machines

HEZUO_BACKUP_EVERY and HEZUO_BACKUP_KEEP say the same for one process and come first.`),
  options: { every: { type: 'string' }, keep: { type: 'string' }, json: { type: 'boolean' } },
  positionals: 1,
  async run({ every, keep, json }, files) {
    if (files.length > 1) throw new WrongCall(said('Name one file at most.'))
    const wanted = readSchedule(every as string | undefined, keep as string | undefined)
    if (wanted && files.length > 0)
      throw new WrongCall(said('A schedule takes no file: its backups lie in one folder.'))
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
      said('“{every}” is no span such as 24h, 7d or off, of {most} hours at most.', {
        every: String(every),
        most: mostHours,
      }),
    )
  const count = keep === undefined ? undefined : countOf(keep)
  if (count === null)
    throw new WrongCall(said('“{keep}” is no number from 1 to 999.', { keep: String(keep) }))
  return { everyHours, keep: count }
}

async function setSchedule({ database }: Instance, wanted: Wanted): Promise<Answer> {
  const now = scheduleOf(await readSettings(database.kysely), {})
  const backups = { everyHours: wanted.everyHours ?? now.everyHours, keep: wanted.keep ?? now.keep }
  await changeSettings(database.kysely, { backups })
  const line =
    backups.everyHours === 0
      ? said('No backup is made by itself any more.')
      : said('A backup is made every {everyHours} hours while Hezuo runs; the last {keep} are kept.', {
          everyHours: backups.everyHours,
          keep: backups.keep,
        })
  return { told: backups, line }
}

async function backUp(instance: Instance, file: string | undefined): Promise<Answer> {
  const { database, dataFolder } = instance
  const progress = progressLine(said('Backing up'))
  const maker = { database, dataFolder, progress: progress.show }
  const path = file === undefined ? undefined : freeFile(file)
  try {
    if (path !== undefined) {
      const { tables, parts, missing } = await backUpTo(maker, path)
      for (const sha256 of missing)
        console.error(said('The file {sha256} is missing or damaged.', { sha256 }))
      const rows = tables.reduce((sum, table) => sum + table.rows, 0)
      const files = parts.filter((part) => part.name.startsWith('files/')).length
      return written(path, { rows, files })
    }
    const made = await makeBackup(maker)
    if (!made) throw new StartRefusal(said('Another backup is being made just now.'))
    return written(resolve(backupFolder(dataFolder), made.name))
  } catch (error) {
    throw refusalFrom(error, instance) ?? cannotWrite(error, path ?? backupFolder(dataFolder)) ?? error
  } finally {
    progress.end()
  }
}

/**
 * A folder that is not there, a disk that is full: the system's own word for it. Of a file that was open already it
 * names none: then only what a disk says is told, for the database may have failed as well.
 */
function cannotWrite(error: unknown, into: string): StartRefusal | null {
  const { code, path, message } = error as NodeJS.ErrnoException
  if (!code) return null
  return (
    causeOfFolder(error, path ?? into) ??
    (path ? new StartRefusal(said('{path} can’t be written: {message}.', { path, message })) : null)
  )
}

function written(file: string, more: object = {}): Answer {
  const bytes = statSync(file).size
  const size = (bytes / 1_000_000).toFixed(1)
  return {
    told: { file, bytes, ...more },
    line: said('Backed up to {file} ({size} MB).', { file, size }),
  }
}

export const restoreCommand: Command = {
  summary: () => said('bring a backup into an empty place'),
  help: () =>
    said(`Usage: npx hezuo restore <file> [--json]

Brings a backup into an empty place: an empty folder (HEZUO_DATA), or an empty database of a
server (DATABASE_URL). All of it comes or nothing. Any backup of this version or an older one fits,
whether it was made on Hezuo’s own database or on a server, and is brought up to this version.

Nothing of the file is run, whoever wrote it: names in it are compared with those that this
version knows. What it says is believed all the same, accounts and their passwords among it:
restore only what you trust. A phase of an examination, or a check without names, that was open
when the backup was made begins anew; what was closed stands.

To move from Hezuo’s own database to a server: stop Hezuo, npx hezuo backup move.tar.gz, then
DATABASE_URL=… npx hezuo restore move.tar.gz, and start with DATABASE_URL from then on.

  --json   print {"restored", "madeAt", "rows", "files"} for machines`),
  options: { json: { type: 'boolean' } },
  positionals: 1,
  async run({ json }, [file, ...more]) {
    if (!file || more.length > 0) throw new WrongCall(said('Name one file: npx hezuo restore backup.tar.gz.'))
    const path = resolve(file)
    // Before a database is started, or made, for nothing.
    await checkArchive(path)
    const manifest = await withInstance(async ({ database, dataFolder }) => {
      const progress = progressLine(said('Restoring'))
      try {
        return await restoreFrom({ database, dataFolder, progress: progress.show }, path)
      } finally {
        progress.end()
      }
    })
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
    const files = manifest.parts.filter((part) => part.name.startsWith('files/')).length
    if (json) console.log(JSON.stringify({ restored: path, madeAt: manifest.madeAt, rows, files }))
    else
      console.log(
        said('Restored {file}: {rows} rows and {files} files, as of {madeAt}.', {
          file: basename(path),
          rows,
          files,
          madeAt: manifest.madeAt,
        }),
      )
  },
}
