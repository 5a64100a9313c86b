// The house as it stands, read with the parser: for its tests, and for the catalogues of a language.
import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { type Found, findIn, type Parsed, parse, pathsOf } from '../../src/app/build/sources.ts'
import { rooms } from '../../src/app/rooms.ts'

export const root = join(import.meta.dirname, '..', '..')
export const source = join(root, 'src')

/** In the order of the programme: a room may know those before it, never those after it. */
export const order: string[] = ['base', 'platform', 'kit', ...rooms.map(({ name }) => name), 'app']

/** A path from `src/` (with `../` outside of it), its room and where in the room. */
export type Place = { inside: string; room: string; within: string }
/** What a file loads of the house's own. */
export type Link = Place & { isType: boolean }
export type File = Parsed & Found & Place & { path: string; text: string; links: Link[] }

const placeOf = (path: string) => {
  const inside = relative(source, path)
  const [room, ...within] = inside.split('/')
  return { inside, room, within: within.join('/') }
}

const readFile = (path: string): File => fileOf(path, readFileSync(path, 'utf8'))

function fileOf(path: string, text: string): File {
  const parsed = parse(path, text)
  const found = findIn(parsed.program)
  const links = found.loads.flatMap((load) =>
    pathsOf(path, load).map((to) => ({ ...placeOf(to), isType: load.isType })),
  )
  return { ...parsed, ...found, ...placeOf(path), path, text, links }
}

export const files = globSync('**/*.{ts,tsx}', { cwd: source })
  .sort()
  .map((path) => readFile(join(source, path)))
/** With the tests beside the rooms, and those of the whole. */
export const everything = [
  ...files,
  ...globSync(['test/**/*.ts', 'vite.config.ts'], { cwd: root }).map((path) => readFile(join(root, path))),
]
export const product = files.filter((file) => !/\.test\.tsx?$/.test(file.path))

export const migrations = globSync('*/migrations/*.sql', { cwd: source })
  .sort()
  .map((path) => ({
    path,
    room: path.split('/')[0],
    day: basename(path).slice(0, 10),
    text: readFileSync(join(source, path), 'utf8').replace(/--.*$/gm, ''),
  }))

export const exists = (inside: string): boolean => existsSync(join(source, inside))

/** Where in a file something stands: `plan/rules.ts:12`. */
export const at = (file: File, start: number): string =>
  `${file.inside}:${file.text.slice(0, start).split('\n').length}`

/** What a rule is not held to yet, by what it would say: such a list only shrinks. */
export function hold(said: readonly string[], exceptions: readonly string[] = []): void {
  assert.deepEqual([...new Set(said)].filter((one) => !exceptions.includes(one)).sort(), [])
  const gone = exceptions.filter((one) => !said.includes(one))
  assert.deepEqual(gone, [], 'these hold by now: take them off the list of exceptions')
}

/** A file that is not there: what a rule would say of it. */
export const tried = (inside: string, text: string): File => fileOf(join(source, inside), text)

/**
 * Holds a rule to what it must see: it says something of each of the tricks, and nothing of what is as it should be.
 */
export function holdRule(
  rule: (file: File) => readonly string[],
  inside: string,
  { tricks, sound }: { tricks: readonly string[]; sound: readonly string[] },
): void {
  for (const text of tricks) assert.notDeepEqual(rule(tried(inside, text)), [], `passed over: ${text}`)
  for (const text of sound) assert.deepEqual(rule(tried(inside, text)), [], `wrongly told: ${text}`)
}

type FunctionNode = { start: number; end: number; id?: { name: string } | null }

/** For a visitor: what is done at the beginning and at the end of every function, however it is written. */
export const perFunction = (enter: (node: FunctionNode) => void, leave: () => void) => ({
  FunctionDeclaration: enter,
  'FunctionDeclaration:exit': leave,
  FunctionExpression: enter,
  'FunctionExpression:exit': leave,
  ArrowFunctionExpression: enter,
  'ArrowFunctionExpression:exit': leave,
})
