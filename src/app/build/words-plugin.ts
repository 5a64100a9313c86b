// At build time: the catalogues (src/platform/catalogues.ts) cut into small modules, one for each language and part of
// a room, which hold exactly the texts that its code in the browser uses. The code brings its words along, so that a
// visit fetches those of the screens it shows, in the language it reads, and no list of rooms has to be kept.
import { existsSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Plugin } from 'vite'
import type { Catalogue } from '../../base/words.ts'
import { readTongues } from '../../platform/catalogues.ts'
import { type Found, pathsOf, read } from './sources.ts'

/** The files that reach the browser with their text, following the imports from its entry: all, or the entry's own. */
function filesInBrowser(src: string, which: 'all' | 'entry'): Map<string, Found> {
  const files = new Map<string, Found>()
  const waiting = [join(src, 'app', 'web', 'main.tsx')]
  for (let file = waiting.pop(); file; file = waiting.pop()) {
    if (files.has(file) || !/\.tsx?$/.test(file) || !existsSync(file)) continue
    const found = read(file, readFileSync(file, 'utf8'))
    files.set(file, found)
    for (const load of found.loads)
      if (!load.isType && (which === 'all' || !load.isLater)) waiting.push(...pathsOf(file, load))
  }
  return files
}

/**
 * Tells of which part a file's words are: the first, which are there before anything is drawn; else those of a room's
 * own screens, or of what other rooms use of it too.
 */
export function partsOf(src: string): (file: string) => string {
  const entry = filesInBrowser(src, 'entry')
  return (file) => {
    const [room, ...inside] = relative(src, file).split('/')
    return entry.has(file) ? 'first' : /^web\/(?!parts\/)/.test(inside.join('/')) ? room : `${room}-doors`
  }
}

/** By part: the texts that its files in the browser use. */
export function textsInBrowser(src: string, partOf = partsOf(src)): Map<string, Set<string>> {
  const parts = new Map<string, Set<string>>()
  for (const [file, { texts }] of filesInBrowser(src, 'all')) {
    const part = partOf(file)
    parts.set(part, new Set([...(parts.get(part) ?? []), ...texts.map(({ text }) => text)]))
  }
  return parts
}

const pick = (catalogue: Catalogue, texts: Set<string>): Catalogue =>
  Object.fromEntries(
    [...texts].sort().flatMap((text) => (text in catalogue ? [[text, catalogue[text]]] : [])),
  )

const list = 'virtual:words'
const hidden = (id: string) => `\0${id}`

/**
 * Vite plugin. `virtual:words` tells what languages there are and brings the first words; `virtual:words/of/<part>`
 * brings those of a part, and `virtual:words/in/<language>/<part>` holds them.
 */
export function wordsPlugin(src: string): Plugin {
  const kit = JSON.stringify(join(src, 'kit', 'words.ts'))
  const bring = (part: string) => {
    const loaders = [...readTongues(src).keys()].map(
      (tag) => `${JSON.stringify(tag)}: () => import('${list}/in/${tag}/${part}')`,
    )
    return `import { bringWords } from ${kit}\nbringWords({ ${loaders.join(', ')} })`
  }
  let partOf = partsOf(src)
  return {
    name: 'hezuo-words',
    enforce: 'pre',
    buildStart() {
      partOf = partsOf(src)
    },
    resolveId: (id) => (id === list || id.startsWith(`${list}/`) ? hidden(id) : undefined),
    load(id) {
      if (!id.startsWith(hidden(list))) return
      const [, what, name, part] = id.slice(1).split('/')
      if (what === 'of') return bring(name)
      const tongues = readTongues(src, (text) => this.warn(text))
      if (what === 'in') {
        for (const file of tongues.get(name)?.files ?? []) this.addWatchFile(file)
        const texts = textsInBrowser(src, partOf).get(part) ?? new Set()
        return `export const catalogue = ${JSON.stringify(pick(tongues.get(name)?.catalogue ?? {}, texts))}`
      }
      const languages = [...tongues].map(
        ([tag, { name, direction, plural }]) =>
          `${JSON.stringify(tag)}: { name: ${JSON.stringify(name)}, direction: '${direction}', formOf: (n) => Number(${plural}) }`,
      )
      return `${bring('first')}\nexport const languages = { ${languages.join(', ')} }`
    },
    transform(code, id) {
      const file = id.split('?')[0]
      if (!file.startsWith(join(src, '/')) || !/\.tsx?$/.test(file) || partOf(file) === 'first') return
      if (read(file, code).texts.length > 0)
        return { code: `${code}\nimport '${list}/of/${partOf(file)}'\n`, map: null }
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
