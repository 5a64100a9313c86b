// The words that the server says. A released package holds those of all languages in one file, made when it is built,
// and reads it with its code: what npm puts in the place of this version does not speak for a server that still runs.
// In a clone they are read from the catalogues.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { english, type Params, translate } from '../base/words.ts'
import type { Spoken } from './tongues.ts'

const source = join(import.meta.dirname, '..')
const file = join(source, 'words.json')

const built: Spoken | null = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
// Neither the catalogues nor what reads them is in a package.
const spokenIn = built ? () => built : (await import('./tongues.ts')).spokenIn

export type Say = (text: string, params?: Params) => string
export type Words = { languages: string[]; directionOf(language: string): string; say(language: string): Say }

/** What a programme calls its own, for the names that a text has and nobody fills: '{planners}'. */
let ownWords: Params = {}
export const setOwnWords = (words: Params): void => {
  ownWords = words
}

/** The words of every language that there are catalogues of; English needs none. */
export function readWords(src: string = source): Words {
  const spoken = spokenIn(src)
  return {
    languages: ['en', ...Object.keys(spoken).filter((tag) => tag !== 'en')],
    directionOf: (language) => (spoken[language] ?? english).direction,
    say: (language) => (text, params) =>
      translate(spoken[language]?.catalogue[text], text, { ...ownWords, ...params }, language),
  }
}

let all: Words | undefined
/** A text in every language, as somebody may have written it who reads another than the one who asks. */
export function inEachLanguage(text: string): string[] {
  all ??= readWords()
  const { languages, say } = all
  return languages.map((language) => say(language)(text))
}

/** Has all languages read, so that nobody waits for it who is the first to ask in one. */
export function readAhead({ languages, say }: Words): void {
  for (const language of languages) say(language)('')
}

/** The tags of an Accept-Language header, the most wanted first. */
export const wantedTags = (header: string | undefined): string[] =>
  (header ?? '')
    .split(',')
    .map((part) => {
      const [tag, quality] = part.split(';').map((text) => text.trim())
      return { tag, weight: quality?.startsWith('q=') ? Number(quality.slice(2)) : 1 }
    })
    .filter(({ tag, weight }) => tag && weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag)
