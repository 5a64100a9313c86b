// Whether an action, or what it calls, asks who may, or says why it asks nobody.
import { type ESTree, Visitor } from 'vite'
import { literal, memberOf, nameOf } from '../../src/app/build/sources.ts'
import { asProgram, calledBy, type Fn, functionsOf, meant, namedIn } from './calls.ts'
import { type File, product } from './house.ts'
import { servedBy } from './serving.ts'
import { changes, writes, writtenBy } from './writes.ts'

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

/** What goes through a list, where nothing is done with an empty one. */
const isEach = /^(?:map|forEach|flatMap|filter|every|some|reduce)$/

type Sees = { isByItself?: boolean; judges?: boolean; isAskingCall?: (fn: Fn) => boolean }

/**
 * Whether a piece of code asks, in whatever way it goes: by itself, or by a call of what asks. What is asked in one way
 * of an `if` alone, or in a loop, is enough only where that way both asks and changes, and nothing beside it changes
 * anything.
 */
export function asksIn(file: File, node: ESTree.Node, sees: Sees = {}): boolean {
  const { isByItself = true, judges = false, isAskingCall = () => false } = sees
  const passedBy: ESTree.Node[] = []
  const whole: ESTree.Node[] = []
  let asks = false
  const isPassedBy = ({ start }: ESTree.Node) => passedBy.some((one) => one.start <= start && start < one.end)
  const passAll = (ways: (ESTree.Node | null)[], isEither: boolean) => {
    const taken = ways.filter((one) => one !== null)
    if (taken.some(isPassedBy)) return
    const asking = taken.filter((one) => asksIn(file, one, sees))
    if (isEither && taken.length > 1 && asking.length === taken.length) return
    passedBy.push(...taken)
    whole.push(...asking.filter((one) => changesIn(file, one)))
  }
  const pass = (test: ESTree.Node, ...ways: (ESTree.Node | null)[]) => {
    if (!isAboutWhoAsks.test(file.text.slice(test.start, test.end))) passAll(ways, true)
  }
  const loop = ({ body }: { body: ESTree.Node }) => passAll([body], false)
  new Visitor({
    IfStatement: ({ test, consequent, alternate }) => pass(test, consequent, alternate),
    ConditionalExpression: ({ test, consequent, alternate }) => pass(test, consequent, alternate),
    LogicalExpression: ({ left, right }) => pass(left, right),
    ForOfStatement: loop,
    ForInStatement: loop,
    // Without a condition it is gone through once at least.
    ForStatement: (node) => node.test && loop(node),
    WhileStatement: loop,
    CallExpression(node) {
      const name = nameOf(node.callee)
      if (isEach.test(memberOf(node.callee))) passAll(node.arguments, false)
      if (isPassedBy(node)) return
      const isGuard = isAsking.test(name) || (judges && isJudging.test(name))
      if ((isByItself && isGuard) || calledBy(file, node).some(isAskingCall)) asks = true
    },
    NewExpression({ callee, arguments: [kind] }) {
      if (isByItself && nameOf(callee) === 'Problem' && kind && literal(kind) === 'not-permitted') asks = true
    },
  }).visit(asProgram(node))
  return asks || (whole.length > 0 && !changesIn(file, without(node, whole), isAskingCall))
}

/** Whether something is changed, by the code itself or by what it calls, apart from calls that are left out. */
function changesIn(file: File, node: ESTree.Node, isLeftOut: (fn: Fn) => boolean = () => false): boolean {
  return (
    writtenBy({ program: asProgram(node) }).length > 0 ||
    [...namedIn(file, node)].some((fn) => !isLeftOut(fn) && changes(fn))
  )
}

/** A piece of code with some of it taken out. */
function without<T>(node: T, out: readonly ESTree.Node[]): T {
  if (Array.isArray(node)) return node.map((one) => without(one, out)) as T
  if (typeof node !== 'object' || node === null || node instanceof RegExp) return node
  if (out.includes(node as never)) return { type: 'EmptyStatement', start: 0, end: 0 } as T
  return Object.fromEntries(Object.entries(node).map(([key, one]) => [key, without(one, out)])) as T
}

const isOfRules = ({ inside }: File) => isReading(inside) || inside === 'access/rules.ts'

/** What a room lends to others for asking. */
export const lent = ['registry/lists/actions.ts mustChangeLists', 'study/ballots/actions.ts signBallot']
export const nameIn = ({ file, name }: Fn) => `${file.inside} ${name}`

/** What asks in one way alone, and why nothing is changed unasked. */
export const inPart = [
  // An account that has ended works nowhere any more; who may erase its person is asked before.
  'access/erasure/actions.ts eraseAccounts',
  // Asked of every line or mark of what is sent; of none, nothing is written.
  'carry-out/reports/actions.ts makeReports',
  'carry-out/reports/visits.ts verifyReports',
  'convene/attendance/actions.ts recordAttendance',
]

/** By itself or by a function that it calls, in the same room where one is named, or by what another lends for it. */
export function asks(fn: Fn, room: string | null, isLent = (one: Fn) => lent.includes(nameIn(one))): boolean {
  const seen = new Map<Fn, boolean>()
  const look = (one: Fn): boolean => {
    const before = seen.get(one)
    if (before !== undefined) return before
    seen.set(one, false)
    const isAskingCall = (called: Fn) =>
      isLent(called) || ((room === null || called.file.room === room) && look(called))
    const { file } = one
    const found = asksIn(file, one.node, {
      isByItself: !isOfRules(file),
      judges: isJudgingRows(file),
      isAskingCall,
    })
    seen.set(one, found)
    return found
  }
  return look(fn)
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
