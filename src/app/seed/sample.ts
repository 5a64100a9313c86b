// What the loaders of a sample share: the pack's files, the ids of what was loaded so far by its code in the pack, and
// the cast, in whose name everything is done. Loaders call the rooms' actions, so that a sample obeys every rule.

import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Context } from '../../access/context.ts'
import type { Actor } from '../../access/rules.ts'
import type { Day } from '../../base/dates.ts'
import type { Words } from '../../platform/catalogues.ts'
import type { Db } from '../../platform/database.ts'
import type { Files } from '../../platform/files.ts'
import type { Listeners } from '../../platform/journal.ts'
import type { Pack } from '../pack/format.ts'
import { isOnShelf, packFolder, readPack } from '../pack/shelf.ts'

export type Sample = {
  db: Db
  /** the words of the pack: forms, posts, indicators, policies, cards */
  pack: Pack
  /** The id of 'place:linying', 'trade:white-iron', 'post:group-head', 'person:linying-3' …; throws for an unknown code. */
  id(code: string): string
  has(code: string): boolean
  /** Remembers what a loader made. */
  keep(code: string, id: string): string
  /** Makes a member of the cast able to act: later `as(login)` gives a context in that person's name. */
  cast(login: string, actor: Actor): void
  /** A context in the name of a member of the cast, living on `today` (the pack's own day unless given). */
  as(login: string, today?: Day): Context
  /** A file of the pack: JSON, text, or whatever it is. */
  json<T>(name: string): T
  text(name: string): string
  bytes(name: string): Buffer
}

const samples = packFolder('')

/** Whether the pack brings a whole sample with people and figures, not only words. */
export const hasSample = (pack: string): boolean =>
  isOnShelf(pack) && existsSync(join(samples, pack, 'sample.json'))

type About = { day: Day; demo: boolean; place: string }

/** The programme's day in the sample, whether everybody may sign in as anybody of its cast, and whose programme it is. */
export const readSample = (pack: string): About =>
  JSON.parse(readFileSync(join(samples, pack, 'sample.json'), 'utf8'))

type Surroundings = { today: Day; words: Words; listeners: Listeners; files: Files }

export function openSample(db: Db, pack: string, { today, words, listeners, files }: Surroundings): Sample {
  const ids = new Map<string, string>()
  const actors = new Map<string, Actor>()
  const find = <T>(map: Map<string, T>, key: string): T => {
    const found = map.get(key)
    if (found === undefined) throw new Error(`the pack ${pack} names ${key}, which nothing made`)
    return found
  }
  const bytes = (name: string) => readFileSync(join(samples, pack, name))
  const text = (name: string) => bytes(name).toString()
  const ownWords = readPack(pack)
  return {
    db,
    pack: ownWords,
    id: (code) => find(ids, code),
    has: (code) => ids.has(code),
    keep: (code, id) => {
      ids.set(code, id)
      return id
    },
    cast: (login, actor) => void actors.set(login, actor),
    as: (login, on = today) => ({
      db,
      actor: find(actors, login),
      now: new Date(),
      today: on,
      requestId: randomUUID(),
      language: 'zh',
      say: words.say('zh'),
      listeners,
      files,
    }),
    json: <T>(name: string) => JSON.parse(text(name)) as T,
    text,
    bytes,
  }
}
