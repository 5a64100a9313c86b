// At build time: every src/*/words/<language>.po becomes one module per language, fetched only by readers of it.
// A language exists as soon as one catalogue carries its name.
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { po } from 'gettext-parser'
import type { Plugin } from 'vite'
import type { Catalogue } from '../base/words.ts'

const list = 'virtual:words'
const hidden = (id: string) => `\0${id}`

const files = (src: string): string[] =>
  globSync('*/words/*.po', { cwd: src })
    .sort()
    .map((f) => join(src, f))
const languageOf = (file: string): string => basename(file, '.po')

/** The languages that have at least one catalogue, in alphabetical order. */
export const languagesIn = (src: string): string[] => [...new Set(files(src).map(languageOf))].sort()

/** All catalogues of one language as one; `onClash` hears of a text that two rooms translate differently (last wins). */
export function catalogueOf(src: string, language: string, onClash?: (text: string) => void): Catalogue {
  const all: Catalogue = {}
  for (const file of files(src).filter((f) => languageOf(f) === language)) {
    for (const entry of Object.values(po.parse(readFileSync(file)).translations[''] ?? {})) {
      if (!entry.msgid || !entry.msgstr[0]) continue
      const next = entry.msgid_plural ? entry.msgstr : entry.msgstr[0]
      const before = all[entry.msgid]
      if (before !== undefined && JSON.stringify(before) !== JSON.stringify(next))
        onClash?.(`${file}: “${entry.msgid}” is already translated otherwise: ${before} / ${next}`)
      all[entry.msgid] = next
    }
  }
  return all
}

/** Vite plugin: `virtual:words` lists the languages, `virtual:words/<language>` is one catalogue. */
export function wordsPlugin(src: string): Plugin {
  return {
    name: 'hezuo-words',
    resolveId: (id) => (id === list || id.startsWith(`${list}/`) ? hidden(id) : undefined),
    load(id) {
      if (id === hidden(list)) {
        const entries = languagesIn(src).map((l) => `${JSON.stringify(l)}: () => import('${list}/${l}')`)
        return `export const catalogues = { ${entries.join(', ')} }`
      }
      if (!id.startsWith(hidden(`${list}/`))) return
      const language = id.slice(hidden(`${list}/`).length)
      for (const file of files(src).filter((f) => languageOf(f) === language)) this.addWatchFile(file)
      return `export const catalogue = ${JSON.stringify(catalogueOf(src, language, (text) => this.warn(text)))}`
    },
    configureServer(server) {
      const changed = (file: string) => {
        if (!file.endsWith('.po')) return
        for (const module of server.moduleGraph.idToModuleMap.values())
          if (module.id?.startsWith(hidden(list))) server.moduleGraph.invalidateModule(module)
        server.ws.send({ type: 'full-reload' })
      }
      server.watcher.on('change', changed).on('add', changed).on('unlink', changed)
    },
  }
}
