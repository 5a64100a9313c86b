// What a name stands for where it is used, what is put into it later, and whether it goes by another name.
import { type ESTree, Visitor } from 'vite'
import { bare, literal, memberOf, nameOf } from '../../src/app/build/sources.ts'
import { at, type File } from './house.ts'

type Node = ESTree.Node
/**
 * `value`: what stands after the `=` of a plain name; nothing of a parameter or of a part that is taken out.
 * `from`: what it is loaded from.
 */
export type Bound = { name: string; value: Node | null; start: number; within: Node; from?: string }

/** The names in a pattern: `a`, `{ b, c: d = 1 }`, `[e, ...f]`. */
export function namesIn(pattern: Node | null): string[] {
  switch (pattern?.type) {
    case 'Identifier':
      return [pattern.name]
    case 'ObjectPattern':
      return pattern.properties.flatMap((one) => namesIn(one.type === 'Property' ? one.value : one.argument))
    case 'ArrayPattern':
      return pattern.elements.flatMap(namesIn)
    case 'AssignmentPattern':
      return namesIn(pattern.left)
    case 'RestElement':
      return namesIn(pattern.argument)
    default:
      return []
  }
}

const all = new Map<File, Bound[]>()

/** Every name that a file gives, and how far it reaches. */
export function boundIn(file: File): Bound[] {
  const known = all.get(file)
  if (known) return known
  const found: Omit<Bound, 'within'>[] = []
  const reaches: Node[] = [file.program]
  const ofFunction = (fn: ESTree.Function | ESTree.ArrowFunctionExpression) => {
    reaches.push(fn)
    // A parameter is known inside the function alone, its name around it.
    for (const one of fn.params)
      for (const name of namesIn(one)) found.push({ name, value: null, start: fn.start + 1 })
    if (fn.type === 'FunctionDeclaration' && fn.id)
      found.push({ name: fn.id.name, value: fn, start: fn.start })
  }
  const reach = (node: Node) => void reaches.push(node)
  new Visitor({
    ImportDeclaration({ specifiers, source, start }) {
      for (const { local } of specifiers)
        found.push({ name: local.name, value: null, start, from: source.value })
    },
    VariableDeclarator({ id, init, start }) {
      for (const name of namesIn(id))
        found.push({ name, value: id.type === 'Identifier' ? init : null, start })
    },
    FunctionDeclaration: ofFunction,
    FunctionExpression: ofFunction,
    ArrowFunctionExpression: ofFunction,
    BlockStatement: reach,
    ForStatement: reach,
    ForOfStatement: reach,
    ForInStatement: reach,
  }).visit(file.program)
  const holds = (node: Node, start: number) => node.start < start && start < node.end
  const within = (start: number) => reaches.findLast((one) => holds(one, start)) ?? file.program
  const bound = found.map((one) => ({ ...one, within: within(one.start) }))
  all.set(file, bound)
  return bound
}

/** The nearest that a name can mean where it stands. */
export function bound(file: File, name: string, start: number): Bound | undefined {
  return boundIn(file)
    .filter((one) => one.name === name && one.within.start <= start && start < one.within.end)
    .reduce<Bound | undefined>(
      (near, one) => (near && near.within.start > one.within.start ? near : one),
      undefined,
    )
}

/** All that a name stands for: what it begins with, and what is put into it; `null` is what nobody has written out. */
export function valuesOf(file: File, name: string, start: number): (Node | null)[] {
  const meant = bound(file, name, start)
  const values: (Node | null)[] = [meant?.value ?? null]
  const isMeant = (node: Node) => nameOf(node) === name && bound(file, name, node.start) === meant
  new Visitor({
    AssignmentExpression({ left, right }) {
      if (isMeant(left)) values.push(right)
      else if (left.type === 'MemberExpression' && isMeant(left.object) && !memberOf(left)) values.push(null)
    },
    CallExpression({ callee, arguments: [first, ...more] }) {
      if (nameOf(callee) === 'Object.assign' && first && isMeant(first)) values.push(...more)
      if (callee.type !== 'MemberExpression' || !isMeant(callee.object)) return
      if (/^(?:push|unshift)$/.test(memberOf(callee))) values.push(first, ...more)
    },
  }).visit(file.program)
  return values
}

/**
 * Where what must be called by its name is given another: `const tt = t`, `import { must as ask }`, `{ say: tell }`.
 */
export function renamed(file: File, names: RegExp): string[] {
  const found: string[] = []
  const tell = (from: string, to: string, start: number) => {
    const last = from.split('.').at(-1)
    if (names.test(from) && to !== last)
      found.push(`${at(file, start)} ${from} goes by ${to || 'another name'}`)
  }
  new Visitor({
    VariableDeclarator({ id, init, start }) {
      if (init) tell(nameOf(init), nameOf(id), start)
    },
    AssignmentExpression: ({ left, right, start }) => tell(nameOf(right), nameOf(left), start),
    ImportSpecifier: ({ imported, local, start }) => tell(nameOf(bare(imported)), local.name, start),
    ObjectPattern({ properties }) {
      for (const one of properties)
        if (one.type === 'Property') tell(nameOf(one.key), namesIn(one.value)[0] ?? '', one.start)
    },
  }).visit(file.program)
  return found
}

/** A text as it becomes, what is put together here included; what is filled in stands as `?`. */
function folded(given: Node): string {
  const node = bare(given)
  if (node.type === 'BinaryExpression') return folded(node.left) + folded(node.right)
  if (node.type === 'CallExpression' && /^sql\.(?:raw|lit)$/.test(nameOf(node.callee)))
    return folded(node.arguments[0])
  if (node.type !== 'TemplateLiteral') return literal(node) ?? '?'
  return node.quasis
    .map(({ value }, at) => value.raw + (node.expressions[at] ? folded(node.expressions[at]) : ''))
    .join('')
}

/** The texts of a file, or of a piece of one: each as it is written, and as it is put together. */
export function textsOf({ program }: { program: ESTree.Program }): string[] {
  const found: string[] = []
  const add = (node: Node) => void found.push(folded(node))
  new Visitor({
    Literal: (node) => void (typeof node.value === 'string' && add(node)),
    TemplateLiteral: add,
    BinaryExpression: (node) => void (node.operator === '+' && add(node)),
  }).visit(program)
  return found
}
