// At build time: the catalogues (src/platform/tongues.ts) cut into small modules, one for each language and file
// that is loaded by itself: the entry, each screen. It holds exactly the texts of the code that comes along with that
// file and was not there before, so that a visit fetches the words of what it shows in one piece, in the language it
// reads, and no list of rooms has to be kept.
import { existsSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Plugin } from 'vite'
import { type Catalogue, keyOfText } from '../../base/words.ts'
import { readTongues, type Tongue } from '../../platform/tongues.ts'
import { pathsOf, read } from './sources.ts'

const entry = (src: string): string => join(src, 'app', 'web', 'main.tsx')

/** What comes along with a file at once: the texts of all that it imports, and the files that are loaded later. */
function broughtBy(start: string): { texts: Set<string>; later: Set<string> } {
  const texts = new Set<string>()
  const later = new Set<string>()
  const files = new Set([start])
  for (const file of files) {
    if (!/\.tsx?$/.test(file) || !existsSync(file)) continue
    const found = read(file, readFileSync(file, 'utf8'))
    for (const { text } of found.texts) texts.add(text)
    for (const load of found.loads)
      if (!load.isType) for (const path of pathsOf(file, load)) (load.isLater ? later : files).add(path)
  }
  return { texts, later }
}

/** By file that is loaded by itself: the texts that come with it, of the screens without those of the entry. */
export function textsInBrowser(src: string): Map<string, Set<string>> {
  const first = broughtBy(entry(src))
  const parts = new Map([[entry(src), first.texts]])
  const waiting = [...first.later]
  for (const file of waiting) {
    if (parts.has(file)) continue
    const { texts, later } = broughtBy(file)
    parts.set(file, new Set([...texts].filter((text) => !first.texts.has(text))))
    waiting.push(...later)
  }
  return parts
}

const pick = (catalogue: Catalogue, texts: Set<string>): Catalogue =>
  Object.fromEntries(
    [...texts].sort().flatMap((text) => (text in catalogue ? [[keyOfText(text), catalogue[text]]] : [])),
  )

/** Throws where a browser would take one text for another. */
function mustBeToldApart(parts: Map<string, Set<string>>): void {
  const known = new Map<string, string>()
  for (const text of [...parts.values()].flatMap((texts) => [...texts])) {
    const key = keyOfText(text)
    const other = known.get(key) ?? text
    if (other !== text) throw new Error(`two texts have the key ${key}: “${text}” and “${other}”`)
    known.set(key, text)
  }
}

const list = 'virtual:words'
const hidden = (id: string) => `\0${id}`

/**
 * Vite plugin. `virtual:words` tells what languages there are and brings the words of the entry;
 * `virtual:words/of/<file>` brings those of a file, and `virtual:words/in/<language>/<file>` holds them.
 */
export function wordsPlugin(src: string): Plugin {
  const kit = JSON.stringify(join(src, 'kit', 'words.ts'))
  const nameOf = (file: string) => relative(src, file).replace(/\.tsx?$/, '')
  let parts = new Map<string, Set<string>>()
  let tongues = new Map<string, Tongue>()
  const look = (warn: (text: string) => void) => {
    parts = new Map([...textsInBrowser(src)].map(([file, texts]) => [nameOf(file), texts]))
    mustBeToldApart(parts)
    tongues = readTongues(src, warn)
  }
  const bring = (part: string) => {
    const loaders = [...tongues.keys()].map(
      (tag) => `${JSON.stringify(tag)}: () => import('${list}/in/${tag}/${part}')`,
    )
    return `import { bringWords } from ${kit}\nbringWords({ ${loaders.join(', ')} })`
  }
  return {
    name: 'hezuo-words',
    enforce: 'pre',
    buildStart() {
      look((text) => this.warn(text))
      for (const { files } of tongues.values()) for (const file of files) this.addWatchFile(file)
    },
    resolveId: (id) => (id === list || id.startsWith(`${list}/`) ? hidden(id) : undefined),
    load(id) {
      if (!id.startsWith(hidden(list))) return
      const [what, ...rest] = id.slice(hidden(list).length + 1).split('/')
      if (what === 'of') return bring(rest.join('/'))
      if (what === 'in') {
        const [tag, ...part] = rest
        const catalogue = tongues.get(tag)?.catalogue ?? {}
        return `export const catalogue = ${JSON.stringify(pick(catalogue, parts.get(part.join('/')) ?? new Set()))}`
      }
      const languages = [...tongues].map(
        ([tag, { name, direction, plural }]) =>
          `${JSON.stringify(tag)}: { name: ${JSON.stringify(name)}, direction: '${direction}', formOf: (n) => Number(${plural}) }`,
      )
      return `${bring(nameOf(entry(src)))}\nexport const languages = { ${languages.join(', ')} }`
    },
    transform(code, id) {
      const file = id.split('?')[0]
      if (file === entry(src) || !parts.get(nameOf(file))?.size) return
      return { code: `${code}\nimport '${list}/of/${nameOf(file)}'\n`, map: null }
    },
    configureServer(server) {
      const changed = (file: string) => {
        if (!file.endsWith('.po')) return
        look(() => {})
        for (const module of server.moduleGraph.idToModuleMap.values())
          if (module.id?.startsWith(hidden(list))) server.moduleGraph.invalidateModule(module)
        server.ws.send({ type: 'full-reload' })
      }
      server.watcher.on('change', changed).on('add', changed).on('unlink', changed)
    },
  }
}
