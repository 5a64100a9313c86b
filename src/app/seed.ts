// Loads a pack's sample into an empty database: all of it or nothing.
import { sql } from 'kysely'
import { readWords } from '../platform/catalogues.ts'
import type { Database, Db } from '../platform/database.ts'
import type { Files } from '../platform/files.ts'
import { changeSettings } from '../platform/settings.ts'
import { listeners } from './rooms.ts'
import { loadAccess } from './seed/access.ts'
import { loadCarryOut } from './seed/carry-out.ts'
import { loadCases } from './seed/cases.ts'
import { loadConvene } from './seed/convene.ts'
import { loadExamine } from './seed/examine.ts'
import { loadPlan } from './seed/plan.ts'
import { loadRegistry } from './seed/registry.ts'
import { openSample, packExists, readPack, type Sample } from './seed/sample.ts'
import { loadStudy } from './seed/study.ts'

type Loader = (sample: Sample) => Promise<void>

/** In the order of the rooms: a loader may use whatever those before it made. */
const loaders: Loader[] = [
  loadRegistry,
  loadAccess,
  loadConvene,
  loadStudy,
  loadCases,
  loadExamine,
  loadPlan,
  loadCarryOut,
]

export { packExists }

/** Whether nobody has worked here yet. */
export async function isEmpty(database: Database): Promise<boolean> {
  const { rows } = await sql<{ empty: boolean }>`
    select not exists (select 1 from access.account) as empty`.execute(database.kysely)
  return rows[0].empty
}

/**
 * Loads the sample of a pack, its files into `files`. Throws, with nothing in the database, if the pack contradicts a
 * rule; a file that was kept by then is named by no record and harms nobody.
 */
export async function seed(database: Database, pack: string, files: Files): Promise<void> {
  await database.kysely.transaction().execute((tx) => loadAll(tx, pack, files))
}

async function loadAll(db: Db, pack: string, files: Files): Promise<void> {
  const { day, demo } = readPack(pack)
  await changeSettings(db, { pinnedDay: day, demo, sample: pack })
  const sample = openSample(db, pack, { today: day, words: readWords(), listeners, files })
  for (const load of loaders) await load(sample)
}
