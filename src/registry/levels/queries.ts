// The levels of places as a programme has them.
import { type RawBuilder, sql } from 'kysely'
import { setOwnWords } from '../../platform/catalogues.ts'
import type { Db } from '../../platform/database.ts'
import { holdTree } from '../queries.ts'
import { ownWordsOf } from './own-words.ts'
import type { LevelRow, Tier } from './rules.ts'

const columns = sql`code, names, plural, short, short_plural as "shortPlural", also, digits, tier`

/** All levels in their order, each with how many places stand at it; held `alone`, no place is entered meanwhile. */
export async function listLevels(db: Db, held?: 'alone'): Promise<LevelRow[]> {
  // By itself: what is counted beside a lock is counted as of before it was given.
  if (held) await sql`select code from registry.level order by code for update`.execute(db)
  const { rows } = await sql<LevelRow>`
    select ${columns},
      (select count(*)::int from registry.place where place.level = level.code) as places
    from registry.level order by position`.execute(db)
  return rows
}

export type Level = Omit<LevelRow, 'places'>

/** As `listLevels`, without counting the places; `held`, they stay until whoever enters a place has done so. */
export async function readLevels(db: Db, held?: 'held'): Promise<Level[]> {
  const { rows } = await sql<Level>`
    select ${columns} from registry.level order by position ${held ? sql`for share` : sql``}`.execute(db)
  return rows
}

/** Whether anybody has said what the levels are, by hand or by a pack; else they are what every office begins with. */
export async function haveChanged(db: Db): Promise<boolean> {
  const { rows } = await sql`select 1 from platform.journal where verb = 'level.edited' limit 1`.execute(db)
  return rows.length > 0
}

/** Has the server say what the programme calls its levels. */
export async function sayLevels(db: Db): Promise<void> {
  setOwnWords(ownWordsOf(await readLevels(db)))
}

/** Keeps what each place does until the transaction ends: neither the levels nor a place's level change meanwhile. */
export async function holdTiers(db: Db): Promise<void> {
  await holdTree(db)
  await readLevels(db, 'held')
}

/** SQL: the level of what everything stands under. */
export const topLevel = sql<string>`(select code from registry.level order by position limit 1)`

/** SQL: what the places of a level do, to be written beside it. */
export const tierOf = (level: string | RawBuilder<unknown>): RawBuilder<Tier> =>
  sql<Tier>`(select tier from registry.level where code = ${level})`
