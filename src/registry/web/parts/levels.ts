// What the programme calls the levels of places. Known before anything is drawn, as forms are (forms.ts).
import { nameOf, setOwnWords } from '../../../kit/words.ts'
import { ownWordsOf } from '../../levels/own-words.ts'
import type { LevelEntry } from '../../levels/rules.ts'

type Level = Omit<LevelEntry, 'also' | 'digits'>
let known: readonly Level[] = []

/** Called by the entry with what came with the reader's own account. */
export function setLevels(levels: readonly Level[]): void {
  known = levels
  setOwnWords(ownWordsOf(levels))
}

/** All levels in their order. */
export const allLevels = (): readonly Level[] => known

const levelOf = (code: string) => known.find((level) => level.code === code)

/** A place of the level: 'special district'. */
export const levelName = (code: string): string => nameOf(levelOf(code)?.names ?? { zh: code, en: code })
