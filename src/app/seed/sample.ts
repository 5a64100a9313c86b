// What the loaders of a sample share: the pack's files, the ids of what was loaded so far by its code in the pack, and
// the cast, in whose name everything is done. Loaders call the rooms' actions, so that a sample obeys every rule.
import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Sample } from '../../access/context.ts'
import type { Actor } from '../../access/rules.ts'
import type { Day } from '../../base/dates.ts'
import type { Words } from '../../platform/catalogues.ts'
import type { Db } from '../../platform/database.ts'
import type { Files } from '../../platform/files.ts'
import type { Listeners } from '../../platform/journal.ts'
import { isOnShelf, packFolder, readPack } from '../pack/shelf.ts'

const samples = packFolder('')

/** Whether the pack brings a whole sample with people and figures, not only words. */
export const hasSample = (pack: string): boolean =>
  isOnShelf(pack) && existsSync(join(samples, pack, 'sample.json'))

type About = { day: Day; demo: boolean; timeZone: string; place: string }

/**
 * The programme's day in the sample and its clock, whether everybody may sign in as anybody of its cast, and whose
 * programme it is.
 */
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
    words: <T>(section: string) => ((ownWords as Record<string, unknown>)[section] ?? []) as T[],
    place: readSample(pack).place,
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
