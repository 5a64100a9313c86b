// The server's copy of the words: every src/<room>/words/<language>.po, read once at the start.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { po } from 'gettext-parser'
import { type Catalogue, type Params, translate } from '../base/words.ts'

const source = new URL('..', import.meta.url).pathname

function poFiles(): { language: string; path: string }[] {
  return readdirSync(source, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((room) => {
      const folder = join(source, room.name, 'words')
      try {
        const files = readdirSync(folder).filter((file) => file.endsWith('.po'))
        return files.map((file) => ({ language: file.slice(0, -3), path: join(folder, file) }))
      } catch {
        return []
      }
    })
}

export type Say = (text: string, params?: Params) => string
export type Words = { languages: string[]; say(language: string): Say }

/** Reads all catalogues; English needs none. */
export function readWords(): Words {
  const catalogues = new Map<string, Catalogue>([['en', {}]])
  for (const { language, path } of poFiles()) {
    const catalogue = catalogues.get(language) ?? {}
    catalogues.set(language, catalogue)
    for (const entry of Object.values(po.parse(readFileSync(path)).translations[''] ?? {})) {
      if (entry.msgid) catalogue[entry.msgid] = entry.msgid_plural ? entry.msgstr : entry.msgstr[0]
    }
  }
  const languages = [...catalogues.keys()]
  return {
    languages,
    say: (language) => {
      const catalogue = catalogues.get(language) ?? {}
      return (text, params) => translate(catalogue, text, params)
    },
  }
}

/** The first language of an Accept-Language header that there is a catalogue for; English otherwise. */
export function chooseLanguage(header: string | undefined, languages: string[]): string {
  for (const part of (header ?? '').split(',')) {
    const wanted = part.split(';')[0].trim().toLowerCase()
    const found = languages.find((language) => wanted === language || wanted.startsWith(`${language}-`))
    if (found) return found
  }
  return 'en'
}
