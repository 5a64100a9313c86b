// Where the database files lie: in the data folder, or under /var/lib/hezuo where their user can't enter that.
import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { sharedHome } from './binaries.ts'
import { causeOfFolder, refuse } from './refusal.ts'
import { canEnter, chooseUser, type RunAs } from './user.ts'

export type Home = { folder: string; cluster: string; user: RunAs; elsewhere: boolean }

/**
 * Creates the folder where missing: closed to others, except that root's must let PostgreSQL's user through. Refuses
 * with one sentence where it can't be made or written into.
 */
export function makeDataFolder(folder: string): void {
  try {
    const isNew = !existsSync(folder)
    makeFolder(folder)
    // Tried at once, so that a read-only or full disk is named before anything else is done.
    const probe = join(folder, `.probe.${process.pid}`)
    writeFileSync(probe, 'x')
    rmSync(probe)
    if (isNew) chmodSync(folder, process.getuid?.() === 0 ? 0o711 : 0o700)
  } catch (error) {
    throw causeOfFolder(error, folder) ?? error
  }
}

/** Step by step: the recursive mkdir of Node says “no such file” where the disk is read-only. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  makeFolder(dirname(folder))
  mkdirSync(folder)
}

/** Decides once, on the first start, and keeps to it: a note in the data folder says where else the database is. */
export function findHome(dataFolder: string): Home {
  const note = join(dataFolder, 'database-is-in')
  if (existsSync(note)) {
    const folder = readFileSync(note, 'utf8').trim()
    keepToOneOwner(folder, dataFolder)
    return home(folder, true)
  }
  const here = home(dataFolder, false)
  if (canEnter(here.user, dataFolder)) return here
  if (existsSync(here.cluster))
    refuse(
      'The user “{name}”, as whom the database runs, can no longer enter {dataFolder}: let it through again (chmod o+x on that folder and those above it).',
      { name: String(here.user?.name), dataFolder },
    )
  const folder = join(sharedHome, createHash('sha256').update(dataFolder).digest('hex').slice(0, 12))
  mkdirSync(folder, { recursive: true })
  for (const made of [sharedHome, folder]) chmodSync(made, 0o755)
  keepToOneOwner(folder, dataFolder)
  writeFileSync(note, `${folder}\n`)
  return home(folder, true)
}

function home(folder: string, elsewhere: boolean): Home {
  const cluster = join(folder, 'postgres')
  return { folder, cluster, user: chooseUser(cluster), elsewhere }
}

/** A clone that was copied together with its note must not share the database of the original. */
function keepToOneOwner(folder: string, dataFolder: string): void {
  const note = join(folder, 'belongs-to')
  const owner = existsSync(note) ? readFileSync(note, 'utf8').trim() : dataFolder
  if (owner !== dataFolder && existsSync(join(owner, 'database-is-in')))
    refuse(
      'The database in {folder} belongs to {owner}, of which {dataFolder} is a copy: choose another folder with HEZUO_DATA.',
      { folder, owner, dataFolder },
    )
  if (!existsSync(folder))
    refuse('The database of {dataFolder} is missing: it was kept in {folder}.', { dataFolder, folder })
  writeFileSync(note, `${dataFolder}\n`)
}

/** An empty folder, or a file, that belongs to PostgreSQL's user and is closed to all others. */
export function giveTo(user: RunAs, path: string): void {
  chmodSync(path, statSync(path).isDirectory() ? 0o700 : 0o600)
  if (user) chownSync(path, user.uid, user.gid)
}
