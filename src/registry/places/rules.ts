// What may happen to places, and through which ancestors each has stood. Pure.
import type { Day } from '../../base/dates.ts'
import { type Finding, finding } from '../../base/problems.ts'
import { msg, type Names } from '../../base/words.ts'
import { codeFindings, dayFindings, namesFindings } from '../rules.ts'

export const placeEventKinds = ['open', 'transfer', 'split', 'merge', 'rename'] as const
export type PlaceEventKind = (typeof placeEventKinds)[number]

/** Those that changed something that can be as it was; that a place was set up is told alone. */
export const returningKinds: readonly PlaceEventKind[] = ['transfer', 'split', 'merge', 'rename']

/** `-infinity` and `infinity` stand for 'always' as PostgreSQL writes them. */
export type Stretch = { fromOn: Day; toOn: Day }
export type ParentStretch = Stretch & { parentId: string }
export type PathStretch = Stretch & { path: string[] }

// '-infinity' sorts before every digit and 'infinity' after; plain string comparison is the order of time.
export const later = (a: Day, b: Day) => (a > b ? a : b)
const earlier = (a: Day, b: Day) => (a < b ? a : b)

/**
 * The paths of a place from its parents over time and the paths of those parents: each stretch in which neither the
 * parent nor the parent's own path changes gives one row. Stretches do not overlap if those given do not.
 */
export function pathsThrough(
  placeId: string,
  parents: readonly ParentStretch[],
  pathsOf: (parentId: string) => readonly PathStretch[],
): PathStretch[] {
  if (parents.length === 0) return [{ fromOn: '-infinity', toOn: 'infinity', path: [placeId] }]
  return parents
    .flatMap((stretch) =>
      pathsOf(stretch.parentId).map((above) => ({
        fromOn: later(stretch.fromOn, above.fromOn),
        toOn: earlier(stretch.toOn, above.toOn),
        path: [...above.path, placeId],
      })),
    )
    .filter((stretch) => stretch.fromOn < stretch.toOn)
    .sort((a, b) => (a.fromOn < b.fromOn ? -1 : 1))
}

/** Under which other a place stands, from when to when. */
export type ParentRow = { placeId: string; parentId: string; fromOn: string; toOn: string }

/** What an event changed: enough to take it back, and to know what came after it. */
export type Kept = {
  /** under what places stood before, as far as they do not any more, and under what they stand instead */
  cut: ParentRow[]
  put: ParentRow[]
  /** the places whose own standing, days or names it changed */
  changed: string[]
  /** what was entered in a place that went into another, and went along */
  units: string[]
  people: string[]
  /** the other place, where that is gone because the event that made it was taken back */
  gone?: { id: string; names: Names }
}

const rowKey = ({ placeId, parentId, fromOn, toOn }: ParentRow) => `${placeId} ${parentId} ${fromOn} ${toOn}`

/** Those that are not among the others. */
function without(rows: readonly ParentRow[], others: readonly ParentRow[]): ParentRow[] {
  const there = new Set(others.map(rowKey))
  return rows.filter((row) => !there.has(rowKey(row)))
}

/** What an event that changed these places did to what they stand under. */
export const keptOf = (
  changed: readonly string[],
  before: readonly ParentRow[],
  after: readonly ParentRow[],
  along: Pick<Kept, 'units' | 'people'> = { units: [], people: [] },
): Kept => ({ cut: without(before, after), put: without(after, before), changed: [...changed], ...along })

/** From where to where a place would go, and for which days, if what an event changed were as it was before. */
export type Return = Stretch & { placeId: string; fromId: string; toId: string }

export function returnsOf({ cut, put }: Pick<Kept, 'cut' | 'put'>): Return[] {
  const stood = Map.groupBy(cut, ({ placeId }) => placeId)
  return put
    .flatMap(({ placeId, parentId: fromId, ...now }) =>
      (stood.get(placeId) ?? []).map(({ parentId: toId, ...then }) => ({
        placeId,
        fromId,
        toId,
        fromOn: later(now.fromOn, then.fromOn),
        toOn: earlier(now.toOn, then.toOn),
      })),
    )
    .filter(({ fromId, toId, fromOn, toOn }) => fromId !== toId && fromOn < toOn)
}

export function placeFindings(
  entry: { code: string; names: Names; fromOn: Day | null },
  isLevelRight: boolean,
): Finding[] {
  return [
    ...codeFindings(entry.code),
    ...namesFindings(entry.names),
    ...(entry.fromOn ? dayFindings(entry.fromOn, '/fromOn') : []),
    ...(isLevelRight
      ? []
      : [finding('/parentPlaceId', 'level', msg('A place of this level cannot stand under the other.'))]),
  ]
}

const notThere = (pointer: string): Finding =>
  finding(pointer, 'no-place', msg('The place does not exist on this day.'))
const notYet = (day: Day, today: Day): Finding[] =>
  day > today ? [finding('/onDay', 'future', msg('This day has not come yet.'))] : []

/** Of two places that each went into the other, the later merger would be under itself. */
export const wentInto = (pointer: string): Finding =>
  finding(pointer, 'circle', msg('The other place went into this one on a later day.'))

type At = { id: string; level: string }

export function mergeFindings(
  change: { onDay: Day },
  place: At & { endedOn: Day | null },
  into: At,
  paths: { from: readonly string[]; to: readonly string[] },
  today: Day,
): Finding[] {
  const findings = [...dayFindings(change.onDay, '/onDay'), ...notYet(change.onDay, today)]
  if (place.id === into.id)
    findings.push(finding('/intoPlaceId', 'itself', msg('A place cannot go into itself.')))
  if (place.level !== into.level) {
    findings.push(finding('/intoPlaceId', 'level', msg('Only a place of the same level can take it in.')))
  }
  if (paths.from.length === 0) findings.push(notThere('/onDay'))
  else if (place.endedOn) {
    const text = msg('The place went into another already, on {day}.')
    findings.push(finding('/onDay', 'ended', text, { day: place.endedOn }))
  }
  if (paths.to.length === 0) findings.push(notThere('/intoPlaceId'))
  return findings
}

export function splitFindings(
  change: { code: string; names: Names; onDay: Day },
  path: readonly string[],
): Finding[] {
  const findings = [
    ...codeFindings(change.code),
    ...namesFindings(change.names),
    ...dayFindings(change.onDay, '/onDay'),
  ]
  if (path.length === 0) findings.push(notThere('/onDay'))
  if (path.length === 1)
    findings.push(finding('', 'top', msg('What everything stands under cannot be split.')))
  return findings
}

export function renameFindings(
  change: { names: Names; onDay: Day },
  before: Names,
  path: readonly string[],
  today: Day,
): Finding[] {
  const findings = [
    ...namesFindings(change.names),
    ...dayFindings(change.onDay, '/onDay'),
    ...notYet(change.onDay, today),
  ]
  if (path.length === 0) findings.push(notThere('/onDay'))
  if (change.names.zh === before.zh && change.names.en === before.en) {
    findings.push(finding('/names/zh', 'unchanged', msg('This is its name already.')))
  }
  return findings
}
