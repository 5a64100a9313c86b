// What is written into a table is named, column by column: no statement takes an object as it was sent.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ESTree, Visitor } from 'vite'
import { bare, memberOf, nameOf } from '../../src/app/build/sources.ts'
import { asProgram, meant } from './calls.ts'
import { at, type File, hold, holdRule, product } from './house.ts'
import { textsOf, valuesOf } from './names.ts'

type Node = ESTree.Node
type Function = ESTree.Function | ESTree.ArrowFunctionExpression

/** What `.values()`, `.set()` and `.doUpdateSet()` of the file's statements are given. */
function writtenIn(file: File): Node[] {
  const given: Node[] = []
  new Visitor({
    CallExpression({ callee, arguments: [row, ...more] }) {
      if (callee.type !== 'MemberExpression' || nameOf(callee.object) === 'Object' || more.length > 0) return
      if (row && ['values', 'set', 'doUpdateSet'].includes(memberOf(callee))) given.push(row)
    },
  }).visit(file.program)
  return given
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
function unnamed(file: File, given: Node, seen = new Set<Node>()): string[] {
  const node = bare(given)
  if (seen.has(node)) return []
  seen.add(node)
  const within = (...nodes: (Node | null | undefined)[]) =>
    nodes.flatMap((one) => (one ? unnamed(file, one, seen) : []))
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
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return within(...returnsOf(node))
    case 'Identifier': {
      const values = valuesOf(file, node.name, node.start)
      return values.includes(null) ? [`${at(file, node.start)} ${node.name}`] : within(...values)
    }
    case 'CallExpression': {
      const { callee, arguments: given } = node
      const method = memberOf(callee)
      if (method === 'map' || method === 'flatMap') return within(given[0])
      if (callee.type === 'MemberExpression' && ['filter', 'slice'].includes(method))
        return within(callee.object)
      const fn = meant(file, nameOf(callee))
      if (fn && 'params' in fn.node) return returnsOf(fn.node).flatMap((one) => unnamed(fn.file, one, seen))
      return [`${at(file, node.start)} ${nameOf(callee)}()`]
    }
    default:
      return [`${at(file, node.start)} ${file.text.slice(node.start, node.end).slice(0, 40)}`]
  }
}

/** What fills a row by the names that happen to be sent; the bench copies whole rows into tables of its own. */
const populating = (file: File) =>
  textsOf(file)
    .filter((text) => /\bjsonb?_populate_record(?!\(null::bench\.)/.test(text))
    .map(() => `${file.inside} fills a row as it was sent`)
const spread = (file: File) => [...writtenIn(file).flatMap((row) => unnamed(file, row)), ...populating(file)]

test('columns are named, never spread', () => {
  const held = product.filter(({ inside }) => !inside.includes('/web/') && !inside.startsWith('kit/'))
  const written = held.flatMap(writtenIn)
  assert.ok(written.length > 150, `only ${written.length} statements were seen`)
  hold(held.flatMap(spread))
})

test('it is seen how a row comes to its columns', () => {
  holdRule(spread, 'plan/lines/trick.ts', {
    tricks: [
      'db.updateTable(a).set({ ...body })',
      'db.updateTable(a)["set"](body)',
      'let row = {}; row = { ...body }; db.updateTable(a).set(row)',
      'const row = {}; Object.assign(row, body); db.updateTable(a).set(row)',
      'const row = {}; row[name] = 1; db.updateTable(a).set(row)',
      'const rows = []; rows.push(body); db.insertInto(a).values(rows)',
      'const row = { a: 1 }; function write(row) { db.updateTable(a).set(row) }',
      'const row = { a: 1 }; const write = ({ row }) => db.updateTable(a).set(row)',
      'const { row } = body; db.updateTable(a).set(row as never)',
      'const row = () => ({ ...body }); db.updateTable(a).set(row())',
      'sql`update a set (b) = (select b from jsonb_populate_record(null::a, b))`',
    ],
    sound: [
      'let row = { a: 1 }; if (late) row = { a: 2 }; row.b = 3; db.updateTable(a).set(row)',
      'const rows = []; rows.push({ a: 1 }); db.insertInto(a).values(rows)',
      'const row = (body) => ({ a: body.a }); db.insertInto(a).values(list.map(row))',
      'function one(row) { row.a = 1 } function two() { const row = { a: 1 }; db.updateTable(a).set(row) }',
    ],
  })
})
