// Which function of the house calls which, as far as it is written out: by name, by import, by `act.name`.
import { dirname, join, relative } from 'node:path'
import { type ESTree, Visitor } from 'vite'
import { nameOf } from '../../src/app/build/sources.ts'
import { type File, product, source } from './house.ts'

/** A function or a class of a file's own, with what it calls of the house. */
export type Fn = {
  file: File
  name: string
  node: ESTree.Function | ESTree.ArrowFunctionExpression | ESTree.Class
  isExported: boolean
  /** what is said above it */
  comment: string
  calls: Set<Fn>
}
/** Why a function asks nobody: a sentence of some words, no mark that is put down to be let through. */
export const reason = /\bAsks nobody: (?:\S+\s+){3,}\S+\.\s*$/

type Scope = {
  file: File
  own: Map<string, Fn>
  values: Map<string, ESTree.Node>
  from: Map<string, { inside: string; name: string }>
}

const isFunction = (node: ESTree.Node | null | undefined): node is Fn['node'] =>
  node?.type === 'FunctionDeclaration' ||
  node?.type === 'FunctionExpression' ||
  node?.type === 'ArrowFunctionExpression' ||
  node?.type === 'ClassDeclaration'

function scopeOf(file: File): Scope {
  const scope: Scope = { file, own: new Map(), values: new Map(), from: new Map() }
  const commentAbove = (start: number) =>
    (file.comments.findLast(({ end }) => end <= start && !file.text.slice(end, start).trim())?.value ?? '')
      .replace(/\s+\*?\s*/g, ' ')
      .trim()
  const own = (name: string, node: ESTree.Node | null, isExported: boolean, start: number) => {
    if (node) scope.values.set(name, node)
    if (isFunction(node))
      scope.own.set(name, { file, name, node, isExported, comment: commentAbove(start), calls: new Set() })
  }
  const declared = (node: ESTree.Node | null, isExported: boolean, start: number) => {
    if (node?.type === 'FunctionDeclaration' || node?.type === 'ClassDeclaration')
      own(node.id?.name ?? '', node, isExported, start)
    if (node?.type === 'VariableDeclaration')
      for (const { id, init } of node.declarations) own(nameOf(id), init, isExported, start)
  }
  const insideOf = (target: string) =>
    target.startsWith('.') ? relative(source, join(dirname(file.path), target)) : undefined
  for (const node of file.program.body) {
    if (node.type === 'ExportNamedDeclaration') {
      declared(node.declaration, true, node.start)
      const inside = node.source && insideOf(node.source.value)
      if (inside)
        for (const { local, exported } of node.specifiers)
          scope.from.set(nameOf(exported), { inside, name: nameOf(local) })
    } else if (node.type === 'ImportDeclaration') {
      const inside = insideOf(node.source.value)
      if (!inside) continue
      for (const one of node.specifiers)
        scope.from.set(one.local.name, {
          inside,
          name: one.type === 'ImportSpecifier' ? nameOf(one.imported) : '*',
        })
    } else declared(node, false, node.start)
  }
  return scope
}

const scopes = new Map<File, Scope>()
function scopeFor(file: File): Scope {
  const scope = scopes.get(file) ?? scopeOf(file)
  scopes.set(file, scope)
  return scope
}
const byInside = new Map(product.map((file) => [file.inside, file]))

/** Where a file has a name from, `act.name` included: the file and the name there. */
function origin(file: File | undefined, name: string): { scope: Scope; name: string } | undefined {
  if (!file) return undefined
  const [first, member] = name.split('.')
  const from = scopeFor(file).from.get(first)
  if (!from) return member === undefined ? { scope: scopeFor(file), name } : undefined
  const isWhole = from.name === '*'
  if (isWhole !== (member !== undefined)) return undefined
  return origin(byInside.get(from.inside), member ?? from.name)
}

/** The function that a file means by a name, wherever it stands. */
export function meant(file: File, name: string): Fn | undefined {
  const found = origin(file, name)
  return found?.scope.own.get(found.name)
}

/** What a file means by a name, as it is written, and where. */
export function meaningOf(file: File, name: string): { node: ESTree.Node; file: File } | undefined {
  const found = origin(file, name)
  const node = found?.scope.values.get(found.name)
  return found && node && { node, file: found.scope.file }
}

/** The functions and classes that one call calls or is handed. */
export const calledBy = (file: File, { callee, arguments: given }: ESTree.CallExpression): Fn[] =>
  [callee, ...given].map((one) => meant(file, nameOf(one))).filter((fn) => fn !== undefined)

/** All functions and classes that are named somewhere in a piece of code, called or handed on. */
export function namedIn(file: File, node: ESTree.Node): Set<Fn> {
  const found = new Set<Fn>()
  new Visitor({
    CallExpression(call) {
      for (const fn of calledBy(file, call)) found.add(fn)
    },
    NewExpression({ callee }) {
      const fn = meant(file, nameOf(callee))
      if (fn) found.add(fn)
    },
  }).visit(asProgram(node))
  return found
}

/** Visitors begin at a program. */
export const asProgram = (node: ESTree.Node): ESTree.Program =>
  ({
    type: 'Program',
    body: [node],
    sourceType: 'module',
    hashbang: null,
    start: node.start,
    end: node.end,
  }) as never

export function functionsOf(file: File): Fn[] {
  const own = [...scopeFor(file).own.values()]
  for (const fn of own) fn.calls = namedIn(file, fn.node)
  return own
}
export const functions = product.flatMap(functionsOf)
