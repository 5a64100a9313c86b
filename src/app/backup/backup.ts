// The backups of an instance: what belongs into one, when one is due, where they lie, and how many are kept.
import { existsSync } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { restoreBackup } from '../../platform/backup/restore.ts'
import { writeBackup } from '../../platform/backup/write.ts'
import type { Database, Db } from '../../platform/database.ts'
import { causeOfFolder, StartRefusal, said } from '../../platform/embedded/refusal.ts'
import { isLocked, tryLockFor } from '../../platform/locks.ts'
import { schemaOf } from '../../platform/migrate.ts'
import { changeSettings, readSettings, type Settings } from '../../platform/settings.ts'
import { filesNamed, migrating, rooms } from '../rooms.ts'
import { version } from '../server/version.ts'
import { countOf, hoursOf, mostHours } from './rules.ts'

/**
 * What stays behind, by table: whoever finds a backup must not be able to go on in somebody's session, use a link or a
 * token, sign in the name of this instance, or learn who answered what. Accounts keep the hashes of their passwords, so
 * that people can sign in.
 */
export const leftOut: ReadonlyMap<string, string> = new Map(
  rooms.flatMap(({ name, secrets = [] }) =>
    secrets.map((secret) => {
      const { table, rows } = typeof secret === 'string' ? { table: secret, rows: 'true' } : secret
      return [`${schemaOf(name)}.${table}`, rows] as const
    }),
  ),
)

export type Schedule = {
  /** hours from one backup to the next; 0: none is made by itself */
  everyHours: number
  keep: number
  /** the environment says so, and no screen changes it */
  isFixed: boolean
}

const usual = { everyHours: 24, keep: 7 }

export function scheduleOf(settings: Pick<Settings, 'backups'>, env = process.env): Schedule {
  const everyHours = hoursOf(env.HEZUO_BACKUP_EVERY ?? '')
  const keep = countOf(env.HEZUO_BACKUP_KEEP ?? '')
  const set = settings.backups ?? usual
  return {
    // A longer one was taken before: nobody could save it again.
    everyHours: everyHours ?? Math.min(set.everyHours, mostHours),
    keep: keep ?? set.keep,
    isFixed: everyHours !== null || keep !== null,
  }
}

export const backupFolder = (dataFolder: string, env = process.env): string =>
  resolve(env.HEZUO_BACKUP_FOLDER || join(dataFolder, 'backups'))

const nameOf = (at: Date) => `hezuo-${at.toISOString().slice(0, 19).replace(/:/g, '-')}Z.tar.gz`
const backupName = /^hezuo-\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}Z\.tar\.gz$/

export type StoredBackup = { name: string; size: number; madeAt: string }

/** The backups that lie in a folder, the latest first. */
export async function listBackups(folder: string): Promise<StoredBackup[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => backupName.test(name))
  const found = await Promise.all(
    names.map(async (name) => {
      const { size } = await stat(join(folder, name))
      const [day, time] = name.slice(6, 25).split('T')
      return { name, size, madeAt: `${day}T${time.replace(/-/g, ':')}Z` }
    }),
  )
  return found.sort((a, b) => (a.name < b.name ? 1 : -1))
}

/** Whether one is being made just now, by whatever process. */
export const isUnderWay = (db: Db): Promise<boolean> => isLocked(db, 'backup')

export type Maker = {
  database: Pick<Database, 'url' | 'kysely'>
  dataFolder: string
  progress?: (percent: number) => void
  signal?: AbortSignal
}

type Restorer = Pick<Maker, 'dataFolder' | 'progress'> & { database: Pick<Database, 'url'> }

/** Writes a backup to a file of the caller's choice. */
export const backUpTo = ({ database, dataFolder, progress, signal }: Maker, file: string) =>
  writeBackup({
    url: database.url,
    dataFolder,
    file,
    version,
    rooms: migrating,
    leftOut,
    filesNamed,
    progress,
    signal,
  })

/** Brings one into an empty place, where the rooms begin anew what it could not hold. */
export const restoreFrom = ({ database, dataFolder, progress }: Restorer, file: string) =>
  restoreBackup({
    url: database.url,
    dataFolder,
    file,
    rooms: migrating,
    beginAnew: async (db) => {
      for (const room of rooms) await room.beginAnew?.(db)
    },
    progress,
  })

/**
 * Makes one into the folder of backups, removes the oldest beyond those to keep, and remembers how it went. Null where
 * another process is at it, or where `isDue` says, once nobody else is, that none is wanted. `begun` is told when it is
 * under way for whoever asks.
 */
export async function makeBackup(
  maker: Maker,
  isDue: (settings: Settings) => boolean = () => true,
  begun: () => void = () => {},
): Promise<StoredBackup | null> {
  const holder = new pg.Client({ connectionString: maker.database.url })
  holder.on('error', () => {})
  await holder.connect()
  try {
    if (!(await tryLockFor(holder, 'backup'))) return null
    const settings = await readSettings(maker.database.kysely)
    if (!isDue(settings)) return null
    begun()
    return await makeAndRotate(maker, settings)
  } finally {
    await holder.end()
  }
}

async function makeAndRotate(maker: Maker, settings: Settings): Promise<StoredBackup> {
  const folder = backupFolder(maker.dataFolder)
  const remember = (state: Partial<NonNullable<Settings['backupState']>>) =>
    changeSettings(maker.database.kysely, {
      backupState: { made: null, failed: null, ...settings.backupState, ...state },
    })
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    // What a killed process left half-written.
    for (const name of await readdir(folder))
      if (name.endsWith('.tar.gz.unfinished')) await rm(join(folder, name), { force: true })
    const name = nameOf(new Date())
    await backUpTo(maker, join(folder, name))
    const [made] = (await listBackups(folder)).filter((one) => one.name === name)
    await remember({ made, failed: null })
    for (const old of (await listBackups(folder)).slice(scheduleOf(settings).keep))
      await rm(join(folder, old.name), { force: true })
    return made
  } catch (error) {
    const why = (causeOfFolder(error, folder) ?? (error as Error)).message
    if (!maker.signal?.aborted)
      await remember({ failed: { at: new Date().toISOString(), why } }).catch(() => {})
    throw error
  }
}

/** Whether the schedule wants one now. After a failure it is tried again an hour later. */
export function isDue(settings: Settings, now: Date, env = process.env): boolean {
  const { everyHours } = scheduleOf(settings, env)
  if (everyHours === 0) return false
  const hoursSince = (at: string | undefined) =>
    at === undefined ? Number.POSITIVE_INFINITY : (now.getTime() - Date.parse(at)) / 3_600_000
  const { made, failed } = settings.backupState ?? {}
  return hoursSince(made?.madeAt) >= everyHours && hoursSince(failed?.at) >= 1
}

/** The file to write to, refused where one is there already. */
export function freeFile(file: string): string {
  const path = resolve(file)
  if (existsSync(path)) throw new StartRefusal(said('{path} is there already.', { path }))
  return path
}
