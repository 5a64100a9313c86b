// What a file gives out is for others: what nobody else takes stands in its file alone, and what only tests call is
// dead.
import assert from 'node:assert/strict'
import { relative } from 'node:path'
import { test } from 'node:test'
import { Visitor } from 'vite'
import { nameOf, pathsOf } from '../../src/app/build/sources.ts'
import { everything, type File, hold, product, source, tried } from './house.ts'
import { namesIn } from './names.ts'

/** What the build loads into what it writes itself: see `src/app/build/`, and the alias in `vite.config.ts`. */
const generated = [
  'kit/words.ts bringWords is taken by nobody',
  'kit/words.ts setWords is called by tests alone',
  'kit/no-schemas.ts Type is taken by nobody',
]

/** What it gives out by name, shapes included. */
const given = ({ program }: File): string[] =>
  program.body.flatMap((node) => {
    if (node.type !== 'ExportNamedDeclaration') return []
    const { declaration: one } = node
    if (one?.type === 'VariableDeclaration') return one.declarations.flatMap(({ id }) => namesIn(id))
    return one && 'id' in one && one.id ? [nameOf(one.id)] : []
  })

const isShape = /^TS(?:TypeAlias|Interface)Declaration$/
const givenNodes = ({ program }: File) =>
  program.body.flatMap((node) => (node.type === 'ExportNamedDeclaration' ? (node.declaration ?? []) : []))
const shapesOf = (file: File): Set<string> =>
  new Set(
    givenNodes(file).flatMap((one) =>
      isShape.test(one.type) && 'id' in one && one.id ? [nameOf(one.id)] : [],
    ),
  )

/** A shape of what is taken or given by something else that the file gives out may be named by whoever reads on. */
function isTold(file: File, name: string): boolean {
  return givenNodes(file).some((one) => {
    if ('id' in one && one.id && nameOf(one.id) === name) return false
    const end = one.type === 'FunctionDeclaration' && one.body ? one.body.start : one.end
    return wordsOf(file.text.slice(one.start, end)).includes(name)
  })
}

/** What a file takes from others, as `plan/rules.ts openIn`; `*` is whatever stands there. */
function takenBy(file: File): string[] {
  const { program, path, text, loads } = file
  const of = (target: string) => pathsOf(path, { target, isLater: false, isType: false }).map(insideOf)
  const named = program.body.flatMap((node) => {
    if (node.type !== 'ImportDeclaration') return []
    return node.specifiers.flatMap((one) => {
      const wanted = one.type === 'ImportSpecifier' ? [nameOf(one.imported)] : membersOf(text, one.local.name)
      return of(node.source.value).flatMap((inside) => wanted.map((name) => `${inside} ${name}`))
    })
  })
  // `import('./page.tsx').then((m) => m.Page)`, or a pattern of files.
  const later = loads
    .filter(({ isLater, target }) => isLater || target.includes('*'))
    .flatMap(({ target }) =>
      of(target).flatMap((inside) =>
        target.includes('*') ? [`${inside} *`] : wordsOf(text).map((name) => `${inside} ${name}`),
      ),
    )
  // `import('./page.tsx').Page` as a type, and `typeof import('./rules.ts')`.
  const types: string[] = []
  new Visitor({
    TSImportType({ source, qualifier }) {
      const name = qualifier ? text.slice(qualifier.start, qualifier.end) : '*'
      for (const inside of of(source.value)) types.push(`${inside} ${name}`)
    },
  }).visit(program)
  return [...named, ...later, ...types]
}

const insideOf = (path: string) => relative(source, path)
const wordsOf = (text: string): string[] => [...new Set(text.match(/\b[A-Za-z_$][\w$]*\b/g))]

/** What is asked of a whole file that goes by a name; handed on as it is, all of it is. */
function membersOf(text: string, name: string): string[] {
  const uses = [...text.matchAll(new RegExp(`(?<![.\\w])${name}\\b(?:\\.(\\w+))?`, 'g'))]
  const isHandedOn = uses.some(({ 1: member, index }) => !member && !/ as $/.test(text.slice(0, index)))
  return isHandedOn ? ['*'] : uses.flatMap(({ 1: member }) => member ?? [])
}

const isProduct = ({ inside }: File) => !/^\.\.\/test\/|\.test\.tsx?$/.test(inside)

/** What is told of a file where these are all that take something. */
function unused(file: File, takers: readonly File[]): string[] {
  const shapes = shapesOf(file)
  const by = takers
    .filter((one) => one !== file)
    .map((one) => ({ isProduct: isProduct(one), taken: takenOf(one) }))
  return given(file).flatMap((name) => {
    const takes = ({ taken }: (typeof by)[number]) =>
      taken.has(`${file.inside} ${name}`) || taken.has(`${file.inside} *`)
    if (by.some((one) => one.isProduct && takes(one))) return []
    if (shapes.has(name) && (by.some(takes) || isTold(file, name))) return []
    if (!by.some(takes)) return [`${file.inside} ${name} is taken by nobody`]
    const own = file.text.match(new RegExp(`(?<!\\w|(?<!\\.\\.)\\.)${name}\\b`, 'g')) ?? []
    return own.length > 1 ? [] : [`${file.inside} ${name} is called by tests alone`]
  })
}

const known = new Map<File, Set<string>>()
function takenOf(file: File): Set<string> {
  const taken = known.get(file) ?? new Set(takenBy(file))
  known.set(file, taken)
  return taken
}

test('what a file gives out is taken by another, and by more than tests', () => {
  const seen = product.flatMap(given)
  assert.ok(seen.length > 1500, `only ${seen.length} names were seen`)
  hold(
    product.flatMap((file) => unused(file, everything)),
    generated,
  )
})

test('it is seen what nobody takes, in whatever way it is given', () => {
  const holds = tried(
    'plan/lines/rules.ts',
    'export const one = 1, { two } = one; export function three() {}',
  )
  const told = (text: string, inside = 'plan/lines/actions.ts') => unused(holds, [tried(inside, text)])
  const all = ['one', 'two', 'three'].map((name) => `plan/lines/rules.ts ${name} is taken by nobody`)
  assert.deepEqual(told("import { one } from '../rules.ts'"), all)
  assert.deepEqual(told("import { one as two, three } from './rules.ts'"), [all[1]])
  assert.deepEqual(told("import * as lines from './rules.ts'; lines.two()"), [all[0], all[2]])
  assert.deepEqual(told("import * as lines from './rules.ts'; export const rooms = [lines]"), [])
  assert.deepEqual(told("const load = () => import('./rules.ts').then((m) => m.three)"), [all[0], all[1]])
  assert.deepEqual(told("import { one, two } from './rules.ts'", 'plan/lines/rules.test.ts'), [
    'plan/lines/rules.ts two is called by tests alone',
    all[2],
  ])
  const shapes = tried(
    'plan/lines/rules.ts',
    'export type One = 1; export type Two = 2; export const two = (): Two => 2',
  )
  const taker = tried('plan/lines/actions.ts', "import { two } from './rules.ts'")
  assert.deepEqual(unused(shapes, [taker]), ['plan/lines/rules.ts One is taken by nobody'])
})
