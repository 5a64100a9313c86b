// Loads a pack into an empty database, all of it or nothing: its sample where it has one, else its words alone.
import { sql } from 'kysely'
import type { PaperWords } from '../../base/papers.ts'
import { changePaper } from '../../convene/papers/actions.ts'
import { analyzeGrown } from '../../platform/analyze.ts'
import { readWords } from '../../platform/catalogues.ts'
import { type Database, type Db, openDatabase } from '../../platform/database.ts'
import type { Files } from '../../platform/files.ts'
import { changeSettings } from '../../platform/settings.ts'
import { asFirstAdministrator } from '../instance/instance.ts'
import type { Pack } from '../pack/format.ts'
import { importPack } from '../pack/load.ts'
import { readPack } from '../pack/shelf.ts'
import { listeners, papers, rooms } from '../rooms.ts'
import { hasSample, openSample, readSample } from './sample.ts'

/** Whether nobody has worked here yet. */
export async function isEmpty(database: Database): Promise<boolean> {
  const { rows } = await sql<{ empty: boolean }>`
    select not exists (select 1 from access.account) as empty`.execute(database.kysely)
  return rows[0].empty
}

/**
 * Loads a pack by its code on the shelf or by its file, the files of its sample into `files`. Throws, with nothing in
 * the database, if the pack is faulty or contradicts a rule; a file that was kept by then is named by no record and
 * harms nobody.
 */
export async function seed(database: Database, pack: string, files: Files): Promise<void> {
  await load(database, pack, files)
  await analyzeGrown(database.kysely)
}

/** As `seed`, where the database is left to be looked at afterwards. */
export async function load(database: Database, pack: string, files: Files): Promise<void> {
  const own = openDatabase(database.url, { connections: 1, isBrief: true })
  try {
    await own.kysely.transaction().execute((tx) => loadAll(tx, pack, files))
  } finally {
    await own.close()
  }
}

async function loadAll(db: Db, codeOrPath: string, files: Files): Promise<void> {
  if (!hasSample(codeOrPath)) return loadWords(db, readPack(codeOrPath), files)
  const { day, demo, timeZone } = readSample(codeOrPath)
  await changeSettings(db, { pinnedDay: day, demo, timeZone, sample: codeOrPath })
  const sample = openSample(db, codeOrPath, { today: day, words: readWords(), listeners, files })
  // In the order of the rooms: a loader may use whatever those before it made.
  for (const room of rooms) await room.seed?.(sample)
  for (const said of sample.words<PaperWords & { code: string }>('papers')) {
    const programmeId = sample.id('programme:handicraft')
    await changePaper(sample.as('administrator'), papers, { programmeId, paper: said.code, said })
  }
}

/** Only what the programme calls things, run by the place above all; people and places are the office's own. */
async function loadWords(db: Db, pack: Pack, files: Files): Promise<void> {
  const ctx = await asFirstAdministrator(db, files)
  await importPack(ctx, pack, { placeId: ctx.actor.grants[0].placeId })
}
