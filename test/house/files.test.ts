// What every file keeps to, and that the pages about the house tell of files that are there.
import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { test } from 'node:test'
import { Visitor } from 'vite'
import { nameOf } from '../../src/app/build/sources.ts'
import { everything, type File, hold, holdRule, order, perFunction, product, root, source } from './house.ts'

test('nine files in ten are within 220 lines, and none is over 400', () => {
  const sizes = product.map((file) => [file.inside, file.text.split('\n').length - 1] as const)
  hold(sizes.flatMap(([file, lines]) => (lines > 400 ? [`${file} has more than 400 lines`] : [])))
  const long = sizes.filter(([, lines]) => lines > 220)
  assert.ok(10 * long.length <= sizes.length, `${long.length} of ${sizes.length} files are over 220 lines`)
})

/** A page of the screens or of the kit is drawn in one piece more often than anything is done in one. */
const mostLines = ({ room, within }: File): number => (room === 'kit' || within.startsWith('web/') ? 100 : 80)

/** The functions that are longer than a screen or two; what stands inside of one is told of as that one. */
function longFunctions(file: File): string[] {
  const found: string[] = []
  const most = mostLines(file)
  const names: string[] = []
  const enter = (node: { start: number; end: number; id?: { name: string } | null }) => {
    names.push(node.id?.name ?? names.at(-1) ?? 'a function')
    const lines = file.text.slice(node.start, node.end).split('\n').length
    if (lines > most) found.push(`${file.inside} ${names.at(-1)} has more than ${most} lines`)
  }
  const leave = () => void names.pop()
  new Visitor(perFunction(enter, leave)).visit(file.program)
  return found
}

test('a function of the server is within 80 lines, one that draws within 100', () => {
  hold(product.flatMap(longFunctions))
})

test('it is seen that a function is long, in whatever way it is written', () => {
  const lines = '\n'.repeat(81)
  holdRule(longFunctions, 'plan/lines/actions.ts', {
    tricks: [
      `export function longest() {${lines}}`,
      `export const longest = () => {${lines}}`,
      `export const longest = function () {${lines}}`,
      `export const all = { longest() {${lines}} }`,
      `class All { longest() {${lines}} }`,
    ],
    sound: [`export const one = () => 1${lines}export const two = () => 2`],
  })
})

/** What speaks to a tool stands in one line, however long its reason. */
const isForTools = (line: string): boolean => line.includes('biome-ignore')

test('a comment has at most 120 signs a line', () => {
  const long = everything.flatMap(({ inside, text }) =>
    text
      .split('\n')
      .flatMap((line, at) =>
        line.length > 120 && /^\s*(?:\/\/|\/?\*)/.test(line) && !isForTools(line)
          ? [`${inside}:${at + 1}`]
          : [],
      ),
  )
  hold(long)
})

test('what a file says of itself stands right above what it loads', () => {
  hold(everything.filter(({ text }) => /^(?:\/\/.*\n)+\n+import /.test(text)).map(({ inside }) => inside))
})

test('nothing in src is code that no test reads', () => {
  const read = /\.(?:tsx?|css|po|sql|csv|xlsx|html|md|svg|txt)$/
  const all = globSync('**/*', { cwd: source, withFileTypes: true }).filter((one) => one.isFile())
  assert.ok(all.length > 900, `only ${all.length} files were seen`)
  for (const name of ['a.mts', 'a.cts', 'a.js', 'a.mjs', 'a.jsx', 'a.json']) assert.doesNotMatch(name, read)
  hold(all.filter(({ name }) => !read.test(name)).map(({ parentPath, name }) => join(parentPath, name)))
})

/** What a file gives on that it has from elsewhere, or gives by no name. */
function givenOn({ program, inside }: File): string[] {
  const had = new Set(
    program.body.flatMap((node) =>
      node.type === 'ImportDeclaration' ? node.specifiers.map(({ local }) => local.name) : [],
    ),
  )
  return program.body.flatMap((node) => {
    if (node.type === 'ExportAllDeclaration') return [`${inside} gives on ${node.source.value}`]
    if (node.type === 'ExportDefaultDeclaration') return [`${inside} has a default`]
    if (node.type !== 'ExportNamedDeclaration') return []
    if (!node.declaration) return [`${inside} gives on what it does not declare there`]
    if (node.declaration.type !== 'VariableDeclaration') return []
    return node.declaration.declarations
      .filter(({ init }) => had.has(nameOf(init).split('.')[0]))
      .map(({ init }) => `${inside} gives on ${nameOf(init)}`)
  })
}

test('a file gives out what it holds, by name, where it declares it: no barrel, no default', () => {
  const seen = product.flatMap(({ program }) =>
    program.body.filter((node) => node.type === 'ExportNamedDeclaration'),
  )
  assert.ok(seen.length > 1500, `only ${seen.length} exports were seen`)
  hold(product.flatMap(givenOn))
})

test('it is seen what a file gives on, in whatever way', () => {
  holdRule(givenOn, 'plan/units/actions.ts', {
    tricks: [
      "export * from '../lines/cited.ts'",
      "export { cited } from '../lines/cited.ts'",
      "import { cited } from '../lines/cited.ts'; export { cited }",
      "import { cited } from '../lines/cited.ts'; export const ours = cited",
      "import * as lines from '../lines/cited.ts'; export const ours = lines.cited as never",
      'export default 1',
    ],
    sound: [
      "import { cited } from '../lines/cited.ts'; export const ours = cited()",
      'export type A = string',
    ],
  })
})

test('nothing is left to do', () => {
  const marks = /\b(?:TODO|FIXME|XXX|HACK)\b/
  const left = everything.flatMap(({ path, program, comments }) => {
    const found = comments.filter(({ value }) => marks.test(value)).map(({ value }) => value)
    new Visitor({
      CallExpression({ callee }) {
        const name = nameOf(callee)
        if (/^(?:test|it|describe)\.(?:skip|only|todo)$/.test(name)) found.push(name)
      },
    }).visit(program)
    return found.map((one) => `${relative(root, path)}: ${one.trim()}`)
  })
  assert.ok(everything.length > product.length + 100, `only ${everything.length} files were seen`)
  assert.deepEqual(left, [])
})

test('the table of rooms in ARCHITECTURE.md is the list of rooms, in its order', () => {
  const text = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8')
  const told = [...text.matchAll(/^\| `src\/([\w-]+)\/` \|/gm)].map(([, room]) => room)
  assert.deepEqual(told, order)
})

test('the paths that ARCHITECTURE.md, CONTRIBUTING.md and the readme name exist', () => {
  for (const name of ['ARCHITECTURE.md', 'CONTRIBUTING.md', 'README.md']) {
    const text = readFileSync(join(root, name), 'utf8')
    const paths = [...text.matchAll(/`((?:src|test|packs|docs|bin)\/[\w./-]*)`/g)].map((m) => m[1])
    if (name === 'ARCHITECTURE.md') assert.ok(paths.length >= 15, `only ${paths.length} paths were seen`)
    for (const path of paths) assert.ok(existsSync(join(root, path)), `${name} names ${path}`)
  }
})
