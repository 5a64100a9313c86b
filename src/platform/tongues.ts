// The catalogues as translators keep them: every src/<room>/words/<language>.po. A language exists as soon as one file
// carries its tag; what it is called, which way it runs and how it counts is read from the headers. The browser's words
// are cut from them when it is built (src/app/build/words-plugin.ts), and so are those of a released package.
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { po } from 'gettext-parser'
import type { Catalogue, FormOf, Language } from '../base/words.ts'

const source = join(import.meta.dirname, '..')

/** A language with all its rooms' words; `plural` is the expression of its Plural-Forms. */
export type Tongue = Language & { catalogue: Catalogue; plural: string; isComplete: boolean; files: string[] }

const tagsIn = (src: string): string[] =>
  [...new Set(globSync('*/words/*.po', { cwd: src }).map((file) => basename(file, '.po')))].sort()

/**
 * All languages that there are catalogues of, by tag. `onClash` hears of a text that two rooms translate differently.
 */
export const readTongues = (src: string = source, onClash?: (text: string) => void): Map<string, Tongue> =>
  new Map(tagsIn(src).map((tag) => [tag, readTongue(src, tag, onClash)]))

function readTongue(src: string, tag: string, onClash?: (text: string) => void): Tongue {
  const tongue = newTongue(tag)
  for (const file of globSync(`*/words/${tag}.po`, { cwd: src }).sort()) {
    const { headers, translations } = po.parse(readFileSync(join(src, file)), { defaultCharset: 'utf-8' })
    tongue.files.push(join(src, file))
    if (headers['X-Language-Name']) tongue.name = headers['X-Language-Name']
    if (headers['X-Complete'] === 'yes') tongue.isComplete = true
    const plural = /plural=([^;]+)/.exec(headers['Plural-Forms'] ?? '')?.[1]
    if (plural) Object.assign(tongue, { plural, formOf: formOf(plural) })
    for (const entry of Object.values(translations[''] ?? {})) {
      if (!entry.msgid || !entry.msgstr.some(Boolean) || entry.comments?.flag?.includes('fuzzy')) continue
      const next = entry.msgid_plural ? entry.msgstr : entry.msgstr[0]
      const before = tongue.catalogue[entry.msgid]
      if (before !== undefined && JSON.stringify(before) !== JSON.stringify(next))
        onClash?.(`${file}: “${entry.msgid}” is already translated otherwise: ${before} / ${next}`)
      tongue.catalogue[entry.msgid] = next
    }
  }
  return tongue
}

function newTongue(tag: string): Tongue {
  const name = new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag
  // Known to every engine that runs this, but not yet to the compiler's library.
  const { direction } = (
    new Intl.Locale(tag) as Intl.Locale & { getTextInfo(): { direction: Language['direction'] } }
  ).getTextInfo()
  const plural = 'n != 1'
  return {
    name,
    direction,
    plural,
    formOf: formOf(plural),
    isComplete: false,
    catalogue: {},
    files: [],
  }
}

/** gettext's rule, an expression of C over n alone, which reads the same in JavaScript. Anything else is refused. */
export function formOf(plural: string): FormOf {
  if (!/^[n\d\s()?:%!=<>&|]+$/.test(plural)) throw new Error(`“${plural}” is no plural rule of gettext`)
  return new Function('n', `return Number(${plural})`) as FormOf
}

/** What is said in a language, by its tag. */
export type Spoken = Record<string, Pick<Tongue, 'direction' | 'catalogue'>>

const kept = new Map<string, Catalogue>()

/** All languages; the words of each are read when they are first asked for, once a process. */
export const spokenIn = (src: string): Spoken =>
  Object.fromEntries(
    tagsIn(src).map((tag) => [
      tag,
      {
        direction: newTongue(tag).direction,
        get catalogue() {
          return catalogueOf(src, tag)
        },
      },
    ]),
  )

function catalogueOf(src: string, tag: string): Catalogue {
  const key = join(src, tag)
  const found = kept.get(key)
  if (found) return found
  // The parser puts its texts together sign by sign; written and read again they fill a tenth of that.
  const catalogue: Catalogue = JSON.parse(JSON.stringify(readTongue(src, tag).catalogue))
  kept.set(key, catalogue)
  return catalogue
}
