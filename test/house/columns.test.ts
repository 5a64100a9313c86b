// What is written into a table is named, column by column: no statement takes an object as it was sent.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ESTree, Visitor } from 'vite'
import { nameOf } from '../../src/app/build/sources.ts'
import { asProgram, meant } from './calls.ts'
import { at, type File, hold, product } from './house.ts'

type Node = ESTree.Node
type Function = ESTree.Function | ESTree.ArrowFunctionExpression

/** What `.values()`, `.set()` and `.doUpdateSet()` of the file's statements are given. */
function writtenIn(file: File): Node[] {
  const given: Node[] = []
  new Visitor({
    CallExpression({ callee, arguments: [row, ...more] }) {
      if (callee.type !== 'MemberExpression' || nameOf(callee.object) === 'Object' || more.length > 0) return
      if (row && ['values', 'set', 'doUpdateSet'].includes(nameOf(callee.property))) given.push(row)
    },
  }).visit(file.program)
  return given
}

/** What a name last stood for before it was used. */
function meaningBefore(file: File, name: string, start: number): Node | null {
  let found: Node | null = null
  new Visitor({
    VariableDeclarator({ id, init, start: declared }) {
      if (nameOf(id) === name && declared < start) found = init
    },
  }).visit(file.program)
  return found
}

/** What a function gives back, those inside it left aside. */
function returnsOf(fn: Function): Node[] {
  if (fn.body?.type !== 'BlockStatement') return fn.body ? [fn.body] : []
  const inner: Node[] = []
  const returns: Node[] = []
  const leave = (node: Node) => void (node !== fn && inner.push(node))
  new Visitor({
    ArrowFunctionExpression: leave,
    FunctionExpression: leave,
    ReturnStatement({ argument, start }) {
      if (argument && !inner.some((one) => one.start < start && start < one.end)) returns.push(argument)
    },
  }).visit(asProgram(fn.body))
  return returns
}

/** The places from which something comes in whose fields nobody has named. */
function unnamed(file: File, node: Node): string[] {
  const within = (...nodes: (Node | null | undefined)[]) =>
    nodes.flatMap((one) => (one ? unnamed(file, one) : []))
  switch (node.type) {
    case 'ObjectExpression':
      return within(...node.properties.map((one) => (one.type === 'SpreadElement' ? one.argument : null)))
    case 'ArrayExpression':
      return within(...node.elements)
    case 'ConditionalExpression':
      return within(node.consequent, node.alternate)
    case 'LogicalExpression':
      return within(node.left, node.right)
    case 'AwaitExpression':
    case 'SpreadElement':
      return within(node.argument)
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
      return within(node.expression)
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return within(...returnsOf(node))
    case 'Identifier': {
      const meaning = meaningBefore(file, node.name, node.start)
      return meaning ? within(meaning) : [`${at(file, node.start)} ${node.name}`]
    }
    case 'CallExpression': {
      const { callee, arguments: given } = node
      const method = callee.type === 'MemberExpression' ? nameOf(callee.property) : ''
      if (method === 'map' || method === 'flatMap') return within(given[0])
      if (callee.type === 'MemberExpression' && ['filter', 'slice'].includes(method))
        return within(callee.object)
      const fn = meant(file.inside, nameOf(callee))
      if (fn && 'params' in fn.node) return returnsOf(fn.node).flatMap((one) => unnamed(fn.file, one))
      return [`${at(file, node.start)} ${nameOf(callee)}()`]
    }
    default:
      return [`${at(file, node.start)} ${file.text.slice(node.start, node.end).slice(0, 40)}`]
  }
}

test('columns are named, never spread', () => {
  const written = product
    .filter(({ inside }) => !inside.includes('/web/') && !inside.startsWith('kit/'))
    .flatMap((file) => writtenIn(file).map((row) => ({ file, row })))
  assert.ok(written.length > 150, `only ${written.length} statements were seen`)
  hold(written.flatMap(({ file, row }) => unnamed(file, row)))
})
