// Every action asks who may, or says why it asks nobody; and so does whatever answers a call that changes something.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ESTree, Visitor } from 'vite'
import { literal, nameOf } from '../../src/app/build/sources.ts'
import { asProgram, type Fn, functions, meaningOf, namedIn } from './calls.ts'
import { at, type File, hold, product } from './house.ts'

/** What another room loads, types apart. */
const entered = new Set(
  product.flatMap(({ room, links }) =>
    links.filter((link) => link.room !== room && !link.isType).map(({ inside }) => inside),
  ),
)
/** Actions, and whatever else another room has something done by. */
const isActions = ({ inside, room, within }: File) =>
  /(^|[/-])actions\.ts$/.test(within) ||
  (entered.has(inside) &&
    !/^(base|platform|kit)$/.test(room) &&
    !/(^|[/-])(contract|rules|queries|jobs|context|room|routes)\.ts$|^web\/|^seed/.test(within))
/** What a reader may see is part of the SQL: that a query asks for reading says nothing of changing. */
const isReading = (inside: string) => /(^|[/-])queries\.ts$/.test(inside)
const reason = /\bAsks nobody: \S[\s\S]*\.\s*$/

/** By itself: `must`, `mustSomewhere`, or a refusal of its own. */
const isAsking = /^must(Somewhere)?$/
/** Where rows are judged one by one, `may` decides about each of them. */
const isJudging = /^may(Grant)?$/
function asksIn(node: ESTree.Node, alsoJudges = false): boolean {
  let asks = false
  new Visitor({
    CallExpression({ callee }) {
      const name = nameOf(callee)
      if (isAsking.test(name) || (alsoJudges && isJudging.test(name))) asks = true
    },
    NewExpression({ callee, arguments: [kind] }) {
      if (nameOf(callee) === 'Problem' && kind && literal(kind) === 'not-permitted') asks = true
    },
  }).visit(asProgram(node))
  return asks
}

const asking = new Set(
  functions.filter(
    ({ file, node }) =>
      !isReading(file.inside) && file.inside !== 'access/rules.ts' && asksIn(node, isActions(file)),
  ),
)

/** By itself or by a function that it calls, in the same room where one is named. */
function asks(fn: Fn, room: string | null, seen = new Set<Fn>()): boolean {
  if (asking.has(fn)) return true
  if (seen.has(fn)) return false
  seen.add(fn)
  return [...fn.calls].some((one) => (room === null || one.file.room === room) && asks(one, room, seen))
}

function isGivenTheAsker({ file, node }: Fn): boolean {
  const [first] = 'params' in node ? node.params : []
  const type = first && 'typeAnnotation' in first ? first.typeAnnotation : null
  return type ? /\b(Context|OpenContext|Db)\b/.test(file.text.slice(type.start, type.end)) : false
}

test('every exported action asks who may, or says why it asks nobody', () => {
  const actions = functions.filter((fn) => fn.isExported && isActions(fn.file) && isGivenTheAsker(fn))
  assert.ok(actions.length > 150, `only ${actions.length} actions were seen`)
  hold(
    actions
      .filter((fn) => !asks(fn, fn.file.room) && !reason.test(fn.comment))
      .map(({ file, name }) => `${file.inside} ${name}`),
  )
})

test('an action that says that it asks nobody does not ask', () => {
  const told = functions.filter((fn) => reason.test(fn.comment))
  assert.ok(told.length > 20, `only ${told.length} reasons were seen`)
  hold(told.filter((fn) => asks(fn, fn.file.room)).map(({ file, name }) => `${file.inside} ${name}`))
})

/** What a file serves: the call, its method, and what answers it. */
function servedBy(file: File): { call: string; start: number; method: string; answer: ESTree.Node }[] {
  const found: ReturnType<typeof servedBy> = []
  new Visitor({
    CallExpression({ callee, arguments: [call, answer], start }) {
      if (!/^(serve|open)$/.test(nameOf(callee)) || !call || !answer) return
      const declared = meaningOf(file, nameOf(call))
      if (declared?.type !== 'CallExpression' || nameOf(declared.callee) !== 'call') return
      const [options] = declared.arguments
      const method =
        options?.type === 'ObjectExpression' &&
        options.properties.find((one) => one.type === 'Property' && nameOf(one.key) === 'method')
      assert.ok(method && method.type === 'Property', `${nameOf(call)} has no method`)
      found.push({ call: nameOf(call), start, method: literal(method.value) ?? '', answer })
    },
  }).visit(file.program)
  return found
}

test('whatever answers a call that changes something asks who may, or says why it asks nobody', () => {
  const served = product.flatMap((file) => servedBy(file).map((one) => ({ ...one, file })))
  assert.ok(served.length > 220, `only ${served.length} calls were seen`)
  const changing = served.filter(({ method }) => method !== 'GET')
  assert.ok(changing.length > 110, `only ${changing.length} changing calls were seen`)
  hold(
    changing
      .filter(({ file, answer }) => {
        const called = [...namedIn(file, answer)]
        return !asksIn(answer) && !called.some((fn) => reason.test(fn.comment) || asks(fn, null))
      })
      .map(({ file, start, call }) => `${at(file, start)} ${call}`),
  )
})
