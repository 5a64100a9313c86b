// The files of the house as they stand: for the test of the house, and for the catalogues of a language.
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

export const root = new URL('..', import.meta.url).pathname
export const source = join(root, 'src')

/** In the order of the programme: a room may know those before it, never those after it. */
export const order = [
  'base',
  'platform',
  'kit',
  'access',
  'registry',
  'totals',
  'convene',
  'study',
  'cases',
  'examine',
  'plan',
  'carry-out',
  'formation',
  'roll-up',
  'thread',
  'exchange',
  'app',
]
export type File = {
  path: string
  room: string
  inside: string
  text: string
  imports: { target: string; typeOnly: boolean }[]
}

export function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? walk(path) : [path]
  })
}

/** Every `import … from`, `export … from`, `import '…'` and `import('…')` of a file, read as text. */
function importsOf(text: string): { target: string; typeOnly: boolean }[] {
  const found = [
    ...text.matchAll(
      /\bfrom\s+['"]([^'"\n]+)['"]|^import\s+['"]([^'"\n]+)['"]|\bimport\(\s*['"]([^'"\n]+)['"]/gm,
    ),
  ]
  return found.map((m) => {
    const start = Math.max(text.lastIndexOf('\nimport', m.index), text.lastIndexOf('\nexport', m.index)) + 1
    return {
      target: m[1] ?? m[2] ?? m[3],
      typeOnly: m[1] !== undefined && /^(import|export)\s+type\b/.test(text.slice(start)),
    }
  })
}

function readSource(): File[] {
  const paths = walk(source).filter((path) => /\.tsx?$/.test(path))
  return paths.map((path) => {
    const inside = relative(source, path)
    const text = readFileSync(path, 'utf8')
    return { path, room: inside.split('/')[0], inside, text, imports: importsOf(text) }
  })
}

export const files = readSource()
export const product = files.filter((file) => !/\.test\.tsx?$/.test(file.path))
