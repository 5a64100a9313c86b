// Who may know whom: the order of the rooms, their doors, no circle, and what runs where.
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { test } from 'node:test'
import { exists, type File, hold, holdRule, type Link, order, product, source, tried } from './house.ts'

const knowNoRoom = ['base', 'platform', 'kit']
/** Of a noun's folder, or of a room that needs no folders; `context` is what a room's functions are given. */
const door = /^([a-z-]+\/)?(contract|rules|actions|queries|jobs|context)\.ts$|^web\/parts\//
/** What a room tells the whole of itself, and its screens. */
const forApp = /^(room|([a-z-]+\/)?routes|web\/screens)\.ts$/

/** Data, no code: what the released package holds beside `src/`. */
const beside = [
  'app/pack/shelf.ts → ../packs',
  'app/server/server.ts → ../dist/web',
  'app/server/version.ts → ../package.json',
  'platform/migrate.ts → ',
]

const links = product.flatMap((file) => file.links.map((link) => [file, link] as const))
const isOutside = ({ inside, room }: Link) => room === '..' || inside === ''
const isOnWeb = ({ room, within }: File | Link) => room === 'kit' || within.startsWith('web/')
const said = (wrong: (file: File, link: Link) => boolean): string[] =>
  links
    .filter(([file, link]) => !isOutside(link) && wrong(file, link))
    .map(([file, link]) => `${file.inside} → ${link.inside}`)

test('the house was seen: every room of the list is there, its files, what they load and what they call', () => {
  assert.ok(product.length > 600, `only ${product.length} files were found`)
  const rooms = readdirSync(source).filter((name) => !name.startsWith('.'))
  assert.deepEqual([...rooms].sort(), [...order].sort())
  for (const room of order)
    assert.ok(
      product.some((file) => file.room === room),
      `${room} has no file`,
    )
  assert.ok(links.length > 3 * product.length, `only ${links.length} ways between files were seen`)
  const types = links.filter(([, { isType }]) => isType)
  assert.ok(types.length > 500, `only ${types.length} ways of types alone were seen`)
})

test('what a file loads is there', () => {
  hold(said((_file, { inside }) => !exists(inside)))
})

test('nothing of src loads from outside of it', () => {
  hold(
    links.filter(([, link]) => isOutside(link)).map(([file, link]) => `${file.inside} → ${link.inside}`),
    beside,
  )
})

test('a room knows only those before it, types included', () => {
  hold(said((file, link) => order.indexOf(link.room) > order.indexOf(file.room)))
})

test('base, platform and kit know no room, and base knows itself alone', () => {
  hold(
    said(
      (file, link) =>
        knowNoRoom.includes(file.room) &&
        (file.room === 'base' ? link.room !== 'base' : !knowNoRoom.includes(link.room)),
    ),
  )
})

test('platform stays on the server and kit in the browser', () => {
  hold(
    said((file, link) => {
      if (isOnWeb(file)) return link.room === 'platform'
      // A style sheet may be read by a page that the server writes.
      return isOnWeb(link) && !(file.room === 'app' && link.inside.endsWith('.css'))
    }),
  )
})

test('rules and contracts run on both sides, and the browser loads nothing else of the server', () => {
  const byPath = new Map(product.map((file) => [file.inside, file]))
  const isOnBoth = ({ room, within }: File | Link) =>
    room === 'base' || /^([a-z-]+\/)?([a-z-]+-)?(contract|rules)\.ts$/.test(within)
  /** A file beside them, such as shapes that several contracts share, which knows no more than they may. */
  const isAsFree = ({ inside, room }: Link): boolean =>
    room !== 'platform' && !!byPath.get(inside)?.links.every((link) => isOnBoth(link) || isAsFree(link))
  hold(
    said(
      (file, link) =>
        (isOnBoth(file) || isOnWeb(file)) &&
        !isOnBoth(link) &&
        !(isOnWeb(file) && isOnWeb(link)) &&
        !(file.room === link.room && isAsFree(link)),
    ),
  )
  hold(
    product
      .filter((file) => isOnBoth(file) || isOnWeb(file))
      .flatMap((file) =>
        file.loads
          .filter(({ target }) => target.startsWith('node:'))
          .map(({ target }) => `${file.inside} → ${target}`),
      ),
  )
})

test('a room is entered by its doors', () => {
  hold(
    said((file, { room, within, isType }) => {
      if (room === file.room || knowNoRoom.includes(room)) return false
      if (door.test(within)) return false
      // What loads a sample is used by what loads the rest of it.
      if (/^seed/.test(within) && /^seed/.test(file.within)) return false
      // The shape of another room's tables may be known, for joins that only read.
      if (/^([a-z-]+\/)?([a-z-]+-)?tables\.ts$/.test(within) && isType) return false
      return !(file.room === 'app' && forApp.test(within))
    }),
  )
})

/** What other nouns of the same room load besides its doors. */
const openWithin = [
  'access/accounts/common-passwords.ts',
  'access/passkeys/challenges.ts',
  'carry-out/coverage/expected.ts',
  'carry-out/reports/report.ts',
  'convene/attendance/sums.ts',
  'convene/classes/end.ts',
  'convene/classes/exports.ts',
  'convene/classes/lock.ts',
  'convene/classes/page-queries.ts',
  'convene/seats/needs.ts',
  'plan/figures/counted.ts',
  'plan/lines/line.ts',
  'plan/lines/settings.ts',
  'registry/imports/names.ts',
  'registry/places/paths.ts',
]

const nounOf = ({ within }: File | Link) => /^(?!web\/|migrations\/)([a-z-]+)\/[^/]+\.ts$/.exec(within)?.[1]

test('a noun is entered by its doors, also within its room', () => {
  const ways = said(
    (file, link) =>
      file.room === link.room &&
      // The house's own parts are put together freely.
      ![...knowNoRoom, 'app'].includes(file.room) &&
      nounOf(link) !== undefined &&
      nounOf(file) !== undefined &&
      nounOf(file) !== nounOf(link) &&
      !door.test(link.within) &&
      !/tables\.ts$/.test(link.within),
  )
  hold([...new Set(ways.map((way) => way.replace(/.* → /, '')))], openWithin)
})

/** What a sample does of which the files have no door's name. */
const openToSeed = [
  'carry-out/seed.ts → carry-out/reports/visits.ts',
  'convene/seed.ts → convene/nominations/decisions.ts',
  'registry/seed.ts → registry/appointments/import-rows.ts',
  'registry/seed.ts → registry/organisations/import-rows.ts',
  'registry/seed.ts → registry/people/import-rows.ts',
  'study/seed.ts → study/checks/closing.ts',
]

/**
 * What a room tells of itself names any file of its nouns, as `room.ts` and `routes.ts` do, and is loaded by nothing
 * else of the room; whatever else stands straight in it goes by their doors.
 */
const roundDoors = (file: File): string[] =>
  isOnWeb(file) || [...knowNoRoom, 'app'].includes(file.room)
    ? []
    : file.links
        .filter((link) => {
          if (link.room !== file.room || isOnWeb(link)) return false
          if (/^(room|routes)\.ts$/.test(link.within)) return file.within !== 'room.ts'
          if (nounOf(file) !== undefined || /^(room|routes)\.ts$/.test(file.within)) return false
          return nounOf(link) !== undefined && !door.test(link.within) && !/tables\.ts$/.test(link.within)
        })
        .map((link) => `${file.inside} → ${link.inside}`)

test('what stands straight in a room enters its nouns by their doors, but for room.ts and routes.ts', () => {
  hold(product.flatMap(roundDoors), openToSeed)
  const entering = ["import { a } from './lines/line.ts'", "import type { A } from './figures/counted.ts'"]
  for (const inside of ['plan/naming.ts', 'plan/helper.ts', 'plan/seed.ts'])
    holdRule(roundDoors, inside, {
      tricks: [
        ...entering,
        "import { a } from './routes.ts'",
        "export const a = () => import('./lines/line.ts')",
      ],
      sound: ["import { a } from './lines/actions.ts'", "import type { A } from './lines/tables.ts'"],
    })
  holdRule(roundDoors, 'plan/routes.ts', { tricks: ["import { a } from './room.ts'"], sound: entering })
  holdRule(roundDoors, 'plan/lines/actions.ts', { tricks: ["import { a } from '../routes.ts'"], sound: [] })
})

/** The rooms with more than eight files straight in `web/`, though their server's stand in folders. */
function flatScreens(files: readonly File[]): string[] {
  return order.filter((room) => {
    const own = files.filter((file) => file.room === room)
    const flat = own.filter(({ within }) => /^web\/[^/]+$/.test(within))
    return own.filter((file) => !isOnWeb(file)).length >= 25 && flat.length > 8
  })
}

test('the screens of a room that needs folders are in folders too', () => {
  hold(flatScreens(product))
  const further = (room: string) =>
    Array.from({ length: 9 }, (_, at) => tried(`${room}/web/another-${at}.tsx`, ''))
  assert.deepEqual(flatScreens([...product, ...further('plan')]), ['plan'])
  assert.deepEqual(flatScreens([...product, ...further('formation')]), [], 'it needs none')
})

test('jobs are run by the whole alone: nothing that answers a call loads them', () => {
  const isJobs = ({ within }: Link) => /(^|\/)jobs\.ts$/.test(within)
  hold(said((file, link) => isJobs(link) && file.within !== 'room.ts' && file.room !== 'app'))
})

test('no file leads back to itself, types included', () => {
  hold(circles())
})

/** One way round for each knot of files that know each other: `a.ts → b.ts → a.ts`. */
function circles(): string[] {
  const next = new Map(product.map((file) => [file.inside, file.links.map((link) => link.inside)]))
  const done = new Set<string>()
  const found: string[] = []
  const walk = (file: string, way: string[]): void => {
    const begun = way.indexOf(file)
    if (begun >= 0) found.push([...way.slice(begun), file].join(' → '))
    if (begun >= 0 || done.has(file)) return
    for (const to of next.get(file) ?? []) walk(to, [...way, file])
    done.add(file)
  }
  for (const file of next.keys()) walk(file, [])
  return found
}
