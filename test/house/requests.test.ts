// Three requests, followed from the function that answers the call: how many files somebody opens who reads one, and
// which.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { type Fn, namedIn } from './calls.ts'
import { type File, product, root } from './house.ts'
import { servedBy } from './serving.ts'

const nounOf = ({ within }: File) => within.split('/').slice(0, -1).join('/')
/** Rules, and what knows neither the database nor who asks: read or left, as one likes. */
const isPure = ({ links, loads }: File) =>
  !loads.some(({ target, isType }) => target === 'kysely' && !isType) &&
  !links.some(
    ({ inside, isType }) => inside.startsWith('platform/') || (isType && inside === 'access/context.ts'),
  )
/** The room's handle on its own tables is no step of the way. */
const isHandle = ({ name }: Fn) => name === 'tables'

/** What is read of the noun that answers a call, and the doors of the room's other nouns at which it asks. */
function wayOf(room: string, call: string) {
  const routes = product.find(({ inside }) => inside === `${room}/routes.ts`)
  assert.ok(routes, `${room} has no routes`)
  const served = servedBy(routes).find((one) => one.call.endsWith(`.${call}`))
  assert.ok(served, `${room} serves no ${call}`)
  const [first] = namedIn(routes, served.answer)
  const noun = nounOf(first.file)
  const [own, doors, seen] = [new Set<string>(), new Set<string>(), new Set<Fn>()]
  const follow = (fn: Fn) => {
    if (fn.file.room !== room || seen.has(fn) || isHandle(fn)) return
    seen.add(fn)
    if (nounOf(fn.file) !== noun) {
      if (!isPure(fn.file)) doors.add(`${fn.file.within} ${fn.name}`)
      return
    }
    if (!isPure(fn.file)) own.add(fn.file.within)
    for (const one of namedIn(fn.file, fn.node)) follow(one)
  }
  follow(first)
  return { own: [...own].sort(), doors: [...doors].sort(), seen: seen.size }
}

const told: Record<string, { own: string[]; doors: string[] }> = {
  'convene accept': {
    own: ['nominations/decisions.ts', 'nominations/nomination.ts'],
    doors: ['classes/end.ts correcting', 'classes/queries.ts elsewhere', 'classes/queries.ts getInside'],
  },
  'plan changeLine': {
    own: ['lines/actions.ts', 'lines/line.ts'],
    doors: [
      'periods/queries.ts published',
      'plans/queries.ts holdPlan',
      'reporters/actions.ts reporterParts',
      'reporters/queries.ts readNamed',
    ],
  },
  'carry-out makeReport': { own: ['reports/actions.ts', 'reports/report.ts'], doors: [] },
  'carry-out addEvidence': {
    own: ['evidence/actions.ts'],
    doors: [
      'reports/report.ts aboutReport',
      'reports/report.ts mayOf',
      'reports/report.ts mustBeOpen',
      'reports/report.ts reporterById',
    ],
  },
}

for (const [request, { own, doors }] of Object.entries(told)) {
  test(`${request} is read in ${own.length} files of its noun, besides contract, routes and rules`, () => {
    const [room, call] = request.split(' ')
    const way = wayOf(room, call)
    assert.ok(way.seen >= 10, `only ${way.seen} functions were seen`)
    assert.deepEqual({ own: way.own, doors: way.doors }, { own, doors })
    assert.ok(own.length <= 2)
    const page = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8')
    for (const file of own) assert.ok(page.includes(`src/${room}/${file}`), `${file} is not told on the page`)
  })
}
