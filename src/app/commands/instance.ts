// The database that a command works on: a server by DATABASE_URL, otherwise Hezuo's own on the data folder.
import { resolve } from 'node:path'
import { type Database, openDatabase } from '../../platform/database.ts'
import { makeDataFolder } from '../../platform/embedded/home.ts'
import { causeOf, StartRefusal, said } from '../../platform/embedded/refusal.ts'
import {
  type Embedded,
  findRunning,
  isWrongPassword,
  startEmbedded,
  wrongPassword,
} from '../../platform/embedded-postgres.ts'
import { workFolder } from '../server/version.ts'

export type Instance = {
  database: Database
  dataFolder: string
  /** Where the files of Hezuo's own database lie; null where the database is a server's. */
  databaseFolder: string | null
  /** Null where the database is somebody else's server, or run by another process. */
  embedded: Embedded | null
  close(): Promise<void>
}

const dataFolderOf = (env = process.env): string => resolve(workFolder, env.HEZUO_DATA || 'data')

/**
 * Opens the database or refuses with one sentence. With `joins`, what can be done while people work is done beside the
 * Hezuo that runs on the folder; otherwise the folder must be free. With `isPatient` no statement is cut short.
 */
export async function openInstance({ joins = false, isPatient = false } = {}): Promise<Instance> {
  const dataFolder = dataFolderOf()
  const running = process.env.DATABASE_URL || !joins ? null : findRunning(dataFolder)
  const given = process.env.DATABASE_URL || running?.url
  // Files of evidence lie here even where the database is elsewhere.
  if (given) makeDataFolder(dataFolder)
  const embedded = given ? null : await startEmbedded({ dataFolder, say: (line) => console.error(line) })
  const database = openDatabase(embedded?.url ?? String(given), { isPatient })
  const close = async () => {
    await database.close()
    await embedded?.stop()
  }
  const databaseFolder = embedded?.folder ?? running?.folder ?? null
  return { database, dataFolder, databaseFolder, embedded, close }
}

/** Does one piece of work on the database and closes it whatever happens. */
export async function withInstance<T>(
  work: (instance: Instance) => Promise<T>,
  options: { joins?: boolean; isPatient?: boolean } = {},
): Promise<T> {
  const instance = await openInstance(options)
  try {
    return await work(instance)
  } catch (error) {
    throw refusalFrom(error, instance) ?? error
  } finally {
    await instance.close()
  }
}

/** A database that can't be reached, or whose disk is full, is the person's matter: one sentence instead of a stack. */
export function refusalFrom(
  error: unknown,
  { embedded, dataFolder, databaseFolder }: Instance,
): StartRefusal | null {
  if (error instanceof StartRefusal) return error
  const { code, message } = error as { code?: string; message?: string }
  if (databaseFolder && isWrongPassword(error)) return wrongPassword(dataFolder)
  if (code === '53100') return causeOf('ENOSPC', dataFolder)
  const isConnection = /^(ECONN|ENOTFOUND|EAI_|ETIMEDOUT|28|3D000|08|53300|57P)/.test(code ?? '')
  if (embedded || !isConnection) return null
  return new StartRefusal(
    said('The database named by DATABASE_URL can’t be used: {what}.', { what: message || code || '' }),
  )
}
