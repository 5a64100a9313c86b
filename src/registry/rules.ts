// The registry's pure rules: the kinds it knows, and how a dated tree of places flattens.
import { type Day, isDay, isSaidDate, type SaidDate } from '../base/dates.ts'
import { type Finding, finding } from '../base/problems.ts'
import { msg, type Names } from '../base/words.ts'

export const levels = ['nation', 'province', 'district', 'county', 'township'] as const
export type Level = (typeof levels)[number]
export const levelNames: Record<Level, string> = {
  nation: msg('nation'),
  province: msg('province'),
  district: msg('special district'),
  county: msg('county (city)'),
  township: msg('township'),
}

export const organisationKinds = [
  'office',
  'supply_marketing_cooperative',
  'processing_plant',
  'production_group',
  'supply_marketing_production_cooperative',
  'production_cooperative',
  'federation',
  'agency',
  'independent_artisan',
] as const
export type OrganisationKind = (typeof organisationKinds)[number]
export const organisationKindNames: Record<OrganisationKind, string> = {
  office: msg('party or government office'),
  supply_marketing_cooperative: msg('supply and marketing cooperative'),
  processing_plant: msg('cooperative processing plant'),
  production_group: msg('handicraft production group'),
  supply_marketing_production_cooperative: msg('supply-and-marketing production cooperative'),
  production_cooperative: msg('handicraft production cooperative'),
  federation: msg('federation'),
  agency: msg('agency'),
  independent_artisan: msg('independent artisan'),
}

/** The forms on the formation path, in which plans count organisations and members. */
export const forms = [
  'production_group',
  'supply_marketing_production_cooperative',
  'production_cooperative',
] as const satisfies readonly OrganisationKind[]
export type Form = (typeof forms)[number]

export const organisationStatuses = ['preparing', 'active', 'dormant', 'merged', 'dissolved'] as const
export type OrganisationStatus = (typeof organisationStatuses)[number]
export const organisationStatusNames: Record<OrganisationStatus, string> = {
  preparing: msg('preparing'),
  active: msg('active'),
  dormant: msg('dormant'),
  merged: msg('merged'),
  dissolved: msg('dissolved'),
}

export const placeEventKinds = ['open', 'transfer', 'split', 'merge', 'rename'] as const
export type PlaceEventKind = (typeof placeEventKinds)[number]

export const lineageKinds = ['became', 'merged_into', 'split_from'] as const
export type LineageKind = (typeof lineageKinds)[number]

/** `-infinity` and `infinity` stand for 'always' as PostgreSQL writes them. */
export type Stretch = { fromOn: Day; toOn: Day }
export type ParentStretch = Stretch & { parentId: string }
export type LineStretch = Stretch & { line: string[] }

// '-infinity' sorts before every digit and 'infinity' after; plain string comparison is the order of time.
const later = (a: Day, b: Day) => (a > b ? a : b)
const earlier = (a: Day, b: Day) => (a < b ? a : b)

/**
 * The lines of a place from its parents over time and the lines of those parents: each stretch in which neither the
 * parent nor the parent's own line changes gives one row. Stretches do not overlap if those given do not.
 */
export function linesThrough(
  placeId: string,
  parents: readonly ParentStretch[],
  linesOf: (parentId: string) => readonly LineStretch[],
): LineStretch[] {
  if (parents.length === 0) return [{ fromOn: '-infinity', toOn: 'infinity', line: [placeId] }]
  return parents
    .flatMap((stretch) =>
      linesOf(stretch.parentId).map((above) => ({
        fromOn: later(stretch.fromOn, above.fromOn),
        toOn: earlier(stretch.toOn, above.toOn),
        line: [...above.line, placeId],
      })),
    )
    .filter((stretch) => stretch.fromOn < stretch.toOn)
    .sort((a, b) => (a.fromOn < b.fromOn ? -1 : 1))
}

const namesFindings = (names: { zh: string; en: string }, pointer = '/names'): Finding[] => [
  ...(names.zh.trim() ? [] : [finding(`${pointer}/zh`, 'required', msg('Please write the Chinese name.'))]),
  ...(names.en.trim()
    ? []
    : [finding(`${pointer}/en`, 'required', msg('Please write the English name or the pinyin.'))]),
]

const saidFindings = (said: SaidDate | null, pointer: string): Finding[] =>
  said === null || isSaidDate(said) ? [] : [finding(pointer, 'date', msg('There is no such date.'))]

const dayFindings = (day: Day, pointer: string): Finding[] =>
  isDay(day) ? [] : [finding(pointer, 'date', msg('There is no such date.'))]

export const organisationFindings = (entry: { names: Names; foundedSaid: SaidDate | null }): Finding[] => [
  ...namesFindings(entry.names),
  ...saidFindings(entry.foundedSaid, '/foundedSaid'),
]

export const personFindings = (entry: { names: Names }): Finding[] => namesFindings(entry.names)

/** A new form: another one than now, from a day after the last change and not in the future. */
export function formFindings(
  change: { kind: OrganisationKind; fromOn: Day; names: Names | null },
  now: { kind: OrganisationKind; fromOn: Day; status: OrganisationStatus },
  today: Day,
): Finding[] {
  const findings = [
    ...dayFindings(change.fromOn, '/fromOn'),
    ...(change.names ? namesFindings(change.names) : []),
  ]
  if (change.kind === now.kind)
    findings.push(finding('/kind', 'unchanged', msg('The unit has this form already.')))
  if (now.status === 'merged' || now.status === 'dissolved') {
    findings.push(finding('', 'closed', msg('The unit no longer exists.')))
  }
  if (change.fromOn <= now.fromOn) {
    findings.push(finding('/fromOn', 'order', msg('The last change of form was later than this day.')))
  }
  if (change.fromOn > today) findings.push(finding('/fromOn', 'future', msg('This day has not come yet.')))
  return findings
}

type Merging = { id: string; placeId: string; status: OrganisationStatus }

export function mergerFindings(change: { onSaid: SaidDate }, unit: Merging, into: Merging): Finding[] {
  const findings = saidFindings(change.onSaid, '/onSaid')
  if (unit.id === into.id)
    findings.push(finding('/intoOrganisationId', 'itself', msg('A unit cannot go into itself.')))
  if (unit.status === 'merged' || unit.status === 'dissolved') {
    findings.push(finding('', 'closed', msg('The unit no longer exists.')))
  }
  if (into.status === 'merged' || into.status === 'dissolved') {
    findings.push(finding('/intoOrganisationId', 'closed', msg('The unit no longer exists.')))
  }
  return findings
}

/** Whether a post made for one kind of unit exists in another: a cooperative has its director whatever its form. */
export const postFits = (postKind: OrganisationKind, kind: OrganisationKind): boolean =>
  postKind === kind ||
  (postKind === 'production_cooperative' && kind === 'supply_marketing_production_cooperative')

/** Whether a stretch of time holds on a day, has ended before it or lies ahead. */
export const stateOn = (day: Day, span: { fromOn: Day; toOn: Day }): 'now' | 'before' | 'ahead' =>
  span.toOn <= day ? 'before' : span.fromOn > day ? 'ahead' : 'now'

type Held = { names: Names; fromOn: Day; toOn: Day }
type Span = { fromOn: Day; toOn: Day | null }

const overlaps = (a: Span, b: Span): boolean =>
  a.fromOn < (b.toOn ?? 'infinity') && b.fromOn < (a.toOn ?? 'infinity')

/**
 * What speaks against an appointment. `holders` are all who ever held this post of this unit, `others` all posts that
 * the person ever held. Invariant: a single-seat post has at most one holder on any day.
 */
export function appointmentFindings(
  entry: Span & { personId: string; overlapMeant?: boolean },
  post: { organisation_kind: OrganisationKind; single_seat: boolean },
  kind: OrganisationKind,
  holders: readonly (Held & { personId: string })[],
  others: readonly Held[],
): Finding[] {
  const findings = [
    ...dayFindings(entry.fromOn, '/fromOn'),
    ...(entry.toOn ? dayFindings(entry.toOn, '/toOn') : []),
  ]
  if (findings.length > 0) return findings
  if (entry.toOn !== null && entry.toOn <= entry.fromOn) {
    return [finding('/toOn', 'order', msg('The end must be after the beginning.'))]
  }
  if (!postFits(post.organisation_kind, kind)) {
    findings.push(finding('/postId', 'kind', msg('A unit of this kind has no such post.')))
  }
  const same = holders.find((one) => one.personId === entry.personId && overlaps(entry, one))
  if (same)
    findings.push(finding('/personId', 'held', msg('The person holds this post in these days already.')))
  const holder = holders.find((one) => one.personId !== entry.personId && overlaps(entry, one))
  if (post.single_seat && holder) {
    const { zh, en } = holder.names
    findings.push(
      finding(
        '/postId',
        'taken',
        msg('Only one person can hold this post, and {zh} ({en}) holds it in these days.'),
        {
          zh,
          en,
        },
      ),
    )
  }
  const other = others.find((one) => overlaps(entry, one))
  if (other && !same && !entry.overlapMeant) {
    const { zh, en } = other.names
    findings.push(
      finding(
        '/overlapMeant',
        'overlap',
        msg('The person holds another post in these days: {zh} ({en}). Is this meant?'),
        {
          zh,
          en,
        },
      ),
    )
  }
  return findings
}

export function endFindings(
  change: { onDay: Day },
  held: { fromOn: Day; toOn: Day; personId: string },
  successor: { id: string } | null,
): Finding[] {
  const findings = dayFindings(change.onDay, '/onDay')
  if (change.onDay <= held.fromOn) {
    findings.push(finding('/onDay', 'order', msg('The end must be after the beginning.')))
  }
  if (held.toOn !== 'infinity' && change.onDay > held.toOn) {
    findings.push(finding('/onDay', 'ended', msg('The appointment ended earlier than this day.')))
  }
  if (successor?.id === held.personId) {
    findings.push(finding('/successorPersonId', 'itself', msg('The successor must be another person.')))
  }
  return findings
}

/** Where a level stands; a place stands under one of a smaller number. */
const rank = (level: Level): number => levels.indexOf(level)

export const mayStandUnder = (level: Level, above: Level): boolean => rank(above) < rank(level)

const codePattern = /^[a-z0-9][a-z0-9-]{0,59}$/
const codeFindings = (code: string): Finding[] =>
  codePattern.test(code)
    ? []
    : [finding('/code', 'pattern', msg('A code is made of small Latin letters, digits and hyphens.'))]

export function placeFindings(
  entry: { code: string; names: Names; level: Level; fromOn: Day | null },
  above: Level,
): Finding[] {
  return [
    ...codeFindings(entry.code),
    ...namesFindings(entry.names),
    ...(entry.fromOn ? dayFindings(entry.fromOn, '/fromOn') : []),
    ...(mayStandUnder(entry.level, above)
      ? []
      : [finding('/parentPlaceId', 'level', msg('A place of this level cannot stand under the other.'))]),
  ]
}

const notThere = (pointer: string): Finding =>
  finding(pointer, 'no-place', msg('The place does not exist on this day.'))
const notYet = (day: Day, today: Day): Finding[] =>
  day > today ? [finding('/onDay', 'future', msg('This day has not come yet.'))] : []

type At = { id: string; level: Level }

export function mergeFindings(
  change: { onDay: Day },
  place: At,
  into: At,
  lines: { from: readonly string[]; to: readonly string[] },
  today: Day,
): Finding[] {
  const findings = [...dayFindings(change.onDay, '/onDay'), ...notYet(change.onDay, today)]
  if (place.id === into.id)
    findings.push(finding('/intoPlaceId', 'itself', msg('A place cannot go into itself.')))
  if (place.level !== into.level) {
    findings.push(finding('/intoPlaceId', 'level', msg('Only a place of the same level can take it in.')))
  }
  if (lines.from.length === 0) findings.push(notThere('/onDay'))
  if (lines.to.length === 0) findings.push(notThere('/intoPlaceId'))
  return findings
}

export function splitFindings(
  change: { code: string; names: Names; onDay: Day },
  line: readonly string[],
): Finding[] {
  const findings = [
    ...codeFindings(change.code),
    ...namesFindings(change.names),
    ...dayFindings(change.onDay, '/onDay'),
  ]
  if (line.length === 0) findings.push(notThere('/onDay'))
  if (line.length === 1)
    findings.push(finding('', 'top', msg('What everything stands under cannot be split.')))
  return findings
}

export function renameFindings(
  change: { names: Names; onDay: Day },
  before: Names,
  line: readonly string[],
  today: Day,
): Finding[] {
  const findings = [
    ...namesFindings(change.names),
    ...dayFindings(change.onDay, '/onDay'),
    ...notYet(change.onDay, today),
  ]
  if (line.length === 0) findings.push(notThere('/onDay'))
  if (change.names.zh === before.zh && change.names.en === before.en) {
    findings.push(finding('/names/zh', 'unchanged', msg('This is its name already.')))
  }
  return findings
}

/** An entry of a list: a code for machines, a name in both languages. */
export const entryFindings = (entry: { code: string; names: Names }): Finding[] => [
  ...codeFindings(entry.code),
  ...namesFindings(entry.names),
]
