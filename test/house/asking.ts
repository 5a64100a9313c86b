// Whether an action, or what it calls, asks who may, or says why it asks nobody.
import { type ESTree, Visitor } from 'vite'
import { literal, nameOf } from '../../src/app/build/sources.ts'
import { asProgram, type Fn, functionsOf, meant, namedIn } from './calls.ts'
import { type File, product } from './house.ts'
import { servedBy } from './serving.ts'
import { writes } from './writes.ts'

/** What another room loads, types apart. */
const entered = new Set(
  product.flatMap(({ room, links }) =>
    links.filter((link) => link.room !== room && !link.isType).map(({ inside }) => inside),
  ),
)
/** Actions, and whatever else another room has something done by. */
export const isActions = ({ inside, room, within }: File) =>
  /(^|[/-])actions\.ts$/.test(within) ||
  (entered.has(inside) &&
    !/^(base|platform|kit)$/.test(room) &&
    !/(^|[/-])(contract|rules|queries|jobs|context|room|routes)\.ts$|^web\/|^seed/.test(within))
/** What a reader may see is part of the SQL: that a query asks for reading says nothing of changing. */
const isReading = (inside: string) => /(^|[/-])queries\.ts$/.test(inside)
/** By itself: `must`, `mustSomewhere`, or a refusal of its own. */
const isAsking = /^must(Somewhere)?$/
/** Where rows are judged one by one, `may` decides about each of them. */
const isJudging = /^may(Grant)?$/
const isJudgingRows = (file: File) => isActions(file) || /(^|\/)import-rows\.ts$/.test(file.within)
/** Under an `if` it is asked only where the `if` is about who asks: `if (!may(…)) must(…)`, `if (!isOwn) must(…)`. */
const isAboutWhoAsks = /\b(?:may|mayGrant|isOwn)\b/

export function asksIn(file: File, node: ESTree.Node, alsoJudges = false): boolean {
  const passedBy: ESTree.Node[] = []
  let asks = false
  const found = ({ start }: ESTree.Node) => {
    if (!passedBy.some((one) => one.start <= start && start < one.end)) asks = true
  }
  const pass = (test: ESTree.Node, ...ways: (ESTree.Node | null)[]) => {
    if (isAboutWhoAsks.test(file.text.slice(test.start, test.end))) return
    const taken = ways.filter((one) => one !== null)
    if (taken.length < 2 || !taken.every((one) => asksIn(file, one))) passedBy.push(...taken)
  }
  new Visitor({
    IfStatement: ({ test, consequent, alternate }) => pass(test, consequent, alternate),
    ConditionalExpression: ({ test, consequent, alternate }) => pass(test, consequent, alternate),
    LogicalExpression: ({ left, right }) => pass(left, right),
    CallExpression(node) {
      const name = nameOf(node.callee)
      if (isAsking.test(name) || (alsoJudges && isJudging.test(name))) found(node)
    },
    NewExpression({ callee, arguments: [kind] }) {
      if (nameOf(callee) === 'Problem' && kind && literal(kind) === 'not-permitted') asks = true
    },
  }).visit(asProgram(node))
  return asks
}

const known = new Map<Fn, boolean>()
function asksItself(fn: Fn): boolean {
  const { file, node } = fn
  const asks =
    known.get(fn) ??
    (!isReading(file.inside) && file.inside !== 'access/rules.ts' && asksIn(file, node, isJudgingRows(file)))
  known.set(fn, asks)
  return asks
}

/** What a room lends to others for asking. */
const lent = ['registry/lists/actions.ts mustChangeLists', 'study/ballots/actions.ts signBallot']
const isLent = ({ file, name }: Fn) => lent.includes(`${file.inside} ${name}`)

/** By itself or by a function that it calls, in the same room where one is named, or by what another lends for it. */
export function asks(fn: Fn, room: string | null, seen = new Set<Fn>()): boolean {
  if (asksItself(fn)) return true
  if (seen.has(fn)) return false
  seen.add(fn)
  return [...fn.calls].some(
    (one) => isLent(one) || ((room === null || one.file.room === room) && asks(one, room, seen)),
  )
}

/** The clock asks nobody, nor do the bench and the sample, which fill a database of their own. */
const isUnasked = ({ inside, room }: File) =>
  /^(base|platform|kit)$/.test(room) || /(^|[/-])(jobs|routes)\.ts$|^app\/bench\/|(^|[/-])seed/.test(inside)

/**
 * The functions of a room that answer its calls that change something, where what serves them does not ask by itself.
 */
function answering(file: File): Fn[] {
  return servedBy(file).flatMap(({ method, answer }) => {
    if (method === 'GET' || asksIn(file, answer)) return []
    const named = [...namedIn(file, answer), meant(file, nameOf(answer))].filter((fn) => fn !== undefined)
    if (named.some((fn) => /^must/.test(fn.name) && asks(fn, file.room))) return []
    return named.filter((fn) => fn.isExported && fn.file.room === file.room)
  })
}

/** What is done to something, whatever file holds it: actions, what writes or has it done, and what a file serves. */
export const deedsOf = (file: File): Fn[] => [
  ...functionsOf(file).filter((fn) => fn.isExported && (isActions(file) || (!isUnasked(file) && writes(fn)))),
  ...answering(file),
]
