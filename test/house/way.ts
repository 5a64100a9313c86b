// The way that a piece of code goes: whether it has asked wherever it comes out, and what it changes before it has.
import { type ESTree, Visitor } from 'vite'
import { bare, nameOf } from '../../src/app/build/sources.ts'
import { asProgram } from './calls.ts'

type Node = ESTree.Node
type Way = { asked: boolean; isOver: boolean }
type Body = ESTree.Function | ESTree.ArrowFunctionExpression

/** What a call or a piece of SQL is to the way; `guards`: it changes something, and asks for all of it by itself. */
export type Step = 'asks' | 'guards' | 'changes' | null
export type Sees = {
  step: (node: Node) => Step
  /** whether what an `if` decides by is who asks */
  isAboutWhoAsks: (test: Node) => boolean
}
export type Seen = {
  /** it has asked wherever it comes out; what only throws comes out nowhere */
  always: boolean
  /** something is changed before */
  changesUnasked: boolean
  /** it comes out before the question */
  returnsUnasked: boolean
  /** something is changed that was asked for */
  changesAsked: boolean
}

const isFunction = (node: Node): node is Body =>
  /^(?:ArrowFunctionExpression|FunctionExpression|FunctionDeclaration)$/.test(node.type)
const either = (one: Way, other: Way): Way =>
  one.isOver === other.isOver
    ? { asked: one.asked && other.asked, isOver: one.isOver }
    : one.isOver
      ? other
      : one

/** The functions that a piece of code keeps for itself, by name. */
function keptIn(node: Node): Map<string, Body> {
  const kept = new Map<string, Body>()
  const keep = (name: string, body: Node | null) => {
    if (body && isFunction(body) && body !== node) kept.set(name, body)
  }
  new Visitor({
    VariableDeclarator: ({ id, init }) => keep(nameOf(id), init && bare(init)),
    FunctionDeclaration: (one) => keep(one.id?.name ?? '', one),
  }).visit(asProgram(node))
  return kept
}

/** The parts of a node as they are written, types apart. */
const partsOf = (node: Node): Node[] =>
  Object.values(node)
    .flat()
    .filter((one): one is Node => typeof one?.type === 'string' && !/^TSType/.test(one.type))
    .sort((one, other) => one.start - other.start)

export function wayOf(whole: Node, { step, isAboutWhoAsks }: Sees): Seen {
  const seen = { changesUnasked: false, changesAsked: false, returnsUnasked: false }
  let hasReturned = false
  const kept = keptIn(whole)
  const running = new Set<Node>()
  const returns: Way[][] = []
  const breaks: Way[][] = []

  /** Another look at a piece, of which nothing is told. */
  const asksOn = (node: Node | null | undefined, way: Way): boolean => {
    if (!node) return false
    const before = { ...seen }
    const hadReturned = hasReturned
    const depth = [returns.push([]), breaks.push([])]
    const { asked } = go(node, way)
    returns.length = depth[0] - 1
    breaks.length = depth[1] - 1
    Object.assign(seen, before)
    hasReturned = hadReturned
    return asked
  }
  const all = (nodes: readonly (Node | null | undefined)[], way: Way): Way =>
    nodes.reduce((now, one) => (one && !now.isOver ? go(one, now) : now), way)
  /** A function that is run here. */
  const run = (fn: Body, way: Way): Way => {
    if (running.has(fn) || !fn.body) return way
    running.add(fn)
    returns.push([])
    const end = go(fn.body, way)
    running.delete(fn)
    return { ...(returns.pop() ?? []).reduce(either, end), isOver: false }
  }
  /** Whether a way ends in a refusal: whoever goes on was asked. */
  const refuses = (node: Node | null | undefined, way: Way): boolean => {
    if (node?.type === 'BlockStatement') return refuses(node.body.at(-1), way)
    return node?.type === 'ThrowStatement' && asksOn(node.argument, way)
  }
  const fork = (test: Node, ways: (Node | null)[], way: Way): Way => {
    const from = go(test, way)
    const [one, other] = ways
    const isQuestion = (node: Node | null) =>
      isAboutWhoAsks(test) ? asksOn(node, from) : refuses(node, from)
    if (!from.asked && ways.some(isQuestion))
      return { ...forked(one, other, { ...from, asked: true }), asked: true }
    return forked(one, other, from)
  }
  const forked = (one: Node | null, other: Node | null, way: Way): Way =>
    either(one ? go(one, way) : way, other ? go(other, way) : way)
  const loop = (body: readonly (Node | null)[], way: Way, isOnceAtLeast: boolean): Way => {
    breaks.push([])
    const once = all(body, way)
    const left = breaks.pop() ?? []
    return isOnceAtLeast ? left.reduce(either, once) : { ...way }
  }
  const choose = ({ discriminant, cases }: ESTree.SwitchStatement, before: Way): Way => {
    const way = go(discriminant, before)
    breaks.push([])
    let end: Way = { asked: way.asked, isOver: true }
    for (const { test, consequent } of cases)
      end = all([test, ...consequent], end.isOver ? way : either(way, end))
    const ends = breaks.pop() ?? []
    return [...ends, ...(cases.some(({ test }) => !test) ? [] : [way])].reduce(either, end)
  }
  const attempt = ({ block, handler, finalizer }: ESTree.TryStatement, way: Way): Way => {
    const end = go(block, way)
    const caught = handler ? either(end, go(handler.body, way)) : end
    if (!finalizer) return caught
    const last = go(finalizer, way)
    return { asked: caught.asked || last.asked, isOver: caught.isOver || last.isOver }
  }
  const call = (node: ESTree.CallExpression, way: Way): Way => {
    const callee = bare(node.callee)
    const own = kept.get(nameOf(callee))
    const from = own ? way : isFunction(callee) ? run(callee, way) : go(callee, way)
    const handed = all(node.arguments, from)
    return take(node, own ? run(own, handed) : handed)
  }
  const take = (node: Node, way: Way): Way => {
    const taken = step(node)
    if (taken === 'guards' || (taken === 'changes' && way.asked)) seen.changesAsked = true
    else if (taken === 'changes') seen.changesUnasked = true
    if (taken === 'asks' || taken === 'guards') seen.returnsUnasked ||= hasReturned
    return taken === 'asks' ? { ...way, asked: true } : way
  }

  function go(node: Node, way: Way): Way {
    switch (node.type) {
      case 'IfStatement':
      case 'ConditionalExpression':
        return fork(node.test, [node.consequent, node.alternate], way)
      case 'LogicalExpression':
        return fork(node.left, [node.right, null], way)
      case 'SwitchStatement':
        return choose(node, way)
      case 'TryStatement':
        return attempt(node, way)
      case 'ForOfStatement':
      case 'ForInStatement':
        return loop([node.body], go(node.right, way), false)
      case 'ForStatement': {
        const from = all([node.init, node.test], way)
        return loop([node.body, node.update], from, !node.test)
      }
      case 'WhileStatement':
        return loop([node.body], go(node.test, way), false)
      case 'DoWhileStatement':
        return loop([node.body, node.test], way, true)
      case 'BreakStatement':
      case 'ContinueStatement':
        breaks.at(-1)?.push(way)
        return { ...way, isOver: true }
      case 'ReturnStatement': {
        const end = node.argument ? go(node.argument, way) : way
        returns.at(-1)?.push(end)
        if (!end.asked && returns.length === 1) hasReturned = true
        return { ...end, isOver: true }
      }
      case 'ThrowStatement':
        return { ...go(node.argument, way), isOver: true }
      case 'CallExpression':
        return call(node, way)
      case 'VariableDeclarator':
        return node.init ? go(node.init, way) : way
      case 'MemberExpression':
        return all([node.object, node.computed ? node.property : null], way)
      case 'Property':
        return go(node.value, way)
      // Kept for later: it asks only where it is called, and what it changes is changed whenever that is.
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        if (![...kept.values()].includes(node)) run(node, way)
        return way
      case 'Identifier': {
        const own = kept.get(node.name)
        if (own) run(own, way)
        return way
      }
      default:
        return take(node, all(partsOf(node), way))
    }
  }

  const end = isFunction(whole)
    ? run(whole, { asked: false, isOver: false })
    : go(whole, { asked: false, isOver: false })
  return { always: end.asked, ...seen }
}
