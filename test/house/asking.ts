// Whether an action, or what it calls, asks who may, or says why it asks nobody.
import type { ESTree } from 'vite'
import { literal, nameOf } from '../../src/app/build/sources.ts'
import { asProgram, calledBy, type Fn, functionsOf, meant, namedIn } from './calls.ts'
import { type File, product } from './house.ts'
import { servedBy } from './serving.ts'
import { type Seen, type Step, wayOf } from './way.ts'
import { changes, isBuilt, writes, writtenBy } from './writes.ts'

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
export const isReading = (inside: string) => /(^|[/-])queries\.ts$/.test(inside)
/** By itself: `must`, `mustSomewhere`, or a refusal of its own. */
const isAsking = /^must(Somewhere)?$/
/** Where rows are judged one by one, `may` decides about each of them. */
const isJudging = /^may(Grant)?$/
const isJudgingRows = (file: File) => isActions(file) || /(^|\/)import-rows\.ts$/.test(file.within)
/** Under an `if` it is asked only where the `if` is about who asks: `if (!may(…)) must(…)`, `if (!isOwn) must(…)`. */
const aboutWhoAsks = /\b(?:may|mayGrant|isOwn)\b/

const isWritten = (node: ESTree.Node) => writtenBy({ program: asProgram(node) }).length > 0

type Sees = { isByItself?: boolean; judges?: boolean; stepOf?: (fn: Fn) => Step }

/** How a piece of code goes: it asks by itself, or by a call of what asks. */
function wayIn(
  file: File,
  node: ESTree.Node,
  { isByItself = true, judges = false, stepOf = () => null }: Sees,
) {
  const guards = (name: string) => isAsking.test(name) || (judges && isJudging.test(name))
  const step = (one: ESTree.Node): Step => {
    switch (one.type) {
      case 'CallExpression': {
        if (isByItself && guards(nameOf(one.callee))) return 'asks'
        const steps = calledBy(file, one).map(stepOf)
        const met = (['asks', 'changes', 'guards'] as const).find((step) => steps.includes(step))
        return met ?? (isBuilt(one) ? 'changes' : null)
      }
      case 'NewExpression': {
        const [kind] = one.arguments
        const refuses = nameOf(one.callee) === 'Problem' && kind && literal(kind) === 'not-permitted'
        return isByItself && refuses ? 'asks' : null
      }
      case 'Literal':
      case 'TemplateLiteral':
      case 'BinaryExpression':
        return isWritten(one) ? 'changes' : null
      default:
        return null
    }
  }
  const isAboutWhoAsks = ({ start, end }: ESTree.Node) => aboutWhoAsks.test(file.text.slice(start, end))
  return wayOf(node, { step, isAboutWhoAsks })
}

/** All that is changed is asked for before. */
const isGuarded = ({ always, changesAsked, changesUnasked, returnsUnasked }: Seen) =>
  !changesUnasked && (always || (changesAsked && !returnsUnasked))

/** Whether a piece of code asks before it changes anything, in whatever way it goes. */
export const asksIn = (file: File, node: ESTree.Node, sees: Sees = {}): boolean =>
  isGuarded(wayIn(file, node, sees))

const isOfRules = ({ inside }: File) => isReading(inside) || inside === 'access/rules.ts'

/** What a room lends to others for asking. */
export const lent = ['registry/lists/actions.ts mustChangeLists', 'study/ballots/actions.ts signBallot']
export const nameIn = ({ file, name }: Fn) => `${file.inside} ${name}`

/** What asks in one way alone, and why nothing is changed unasked. */
export const inPart = [
  // Nothing but the challenge is taken out before, by the browser that was given it; whoever signs in shows who it is.
  'access/passkeys/actions.ts addPasskey',
  'access/providers/actions.ts finishProvider',
  // An account that has ended works nowhere any more; who may erase its person is asked before.
  'access/erasure/actions.ts eraseAccounts',
  // Asked of every line, mark or row of what is sent; of none, nothing is written.
  'carry-out/reports/actions.ts makeReports',
  'carry-out/reports/visits.ts verifyReports',
  'convene/attendance/actions.ts recordAttendance',
  'registry/organisations/import-rows.ts saveOrganisations',
  'registry/people/import-rows.ts savePeople',
  // Sent again, whoever sent it has the first result, and nothing is written.
  'exchange/import/actions.ts commitImport',
  'exchange/import/actions.ts prepareImport',
]

const isLentHere = (fn: Fn) => lent.includes(nameIn(fn))
const seenIn = new Map<string | null, Map<Fn, Seen>>()
const nothing: Seen = { always: false, changesAsked: false, changesUnasked: false, returnsUnasked: false }

/** By itself or by a function that it calls, in the same room where one is named, or by what another lends for it. */
export function asks(fn: Fn, room: string | null, isLent = isLentHere): boolean {
  const seen = (isLent === isLentHere && seenIn.get(room)) || new Map<Fn, Seen>()
  if (isLent === isLentHere) seenIn.set(room, seen)
  const look = (one: Fn): Seen => {
    const before = seen.get(one)
    if (before) return before
    seen.set(one, nothing)
    const found = wayIn(one.file, one.node, {
      isByItself: !isOfRules(one.file),
      judges: isJudgingRows(one.file),
      stepOf,
    })
    seen.set(one, found)
    return found
  }
  const stepOf = (called: Fn): Step => {
    if (isLent(called)) return 'asks'
    if (room !== null && called.file.room !== room)
      return changes(called) && !asks(called, called.file.room) ? 'changes' : null
    const found = look(called)
    if (found.always) return 'asks'
    return isGuarded(found) ? 'guards' : changes(called) ? 'changes' : null
  }
  return isGuarded(look(fn))
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

/** What serves does nothing by itself: what answers is asked about one by one. */
const isServing = ({ file, node }: Fn): boolean =>
  servedBy(file).some(({ start }) => node.start < start && start < node.end)

/** What is done to something, whatever file holds it: actions, what writes or has it done, and what a file serves. */
export const deedsOf = (file: File): Fn[] => [
  ...functionsOf(file).filter(
    (fn) => fn.isExported && !isServing(fn) && (isActions(file) || (!isUnasked(file) && writes(fn))),
  ),
  ...answering(file),
]
