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

/** The neutral nature of a unit, which the model reasons with; what a programme calls its forms is data. */
export const organisationKinds = [
  'office',
  'supply_marketing',
  'plant',
  'artisan',
  'member_owned',
  'federation',
  'agency',
] as const
export type OrganisationKind = (typeof organisationKinds)[number]
export const organisationKindNames: Record<OrganisationKind, string> = {
  office: msg('an office'),
  supply_marketing: msg('a body that supplies and markets'),
  plant: msg('a plant that another unit owns'),
  artisan: msg('somebody who works alone'),
  member_owned: msg('a unit that its members own'),
  federation: msg('a federation of units'),
  agency: msg('an agency'),
}

/** A form of units as the programme has it. `code` is what records name; names may change. */
export type Form = {
  id: string
  code: string
  /** one unit of it, and several */
  names: Names
  plural: Names
  kind: OrganisationKind
  /** whether plans, condition sheets and totals count its units and members */
  counted: boolean
  /** how many members a unit usually has */
  leastMembers: number | null
  mostMembers: number | null
  retiredOn: Day | null
}

/** What may still be chosen: what was retired stays with what has it. */
export const offered = <T extends { retiredOn: Day | null }>(all: readonly T[]): T[] =>
  all.filter((one) => one.retiredOn === null)

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

/** A unit takes only a form that the list still offers. */
export function chosenFormFindings(code: string, forms: readonly Form[]): Finding[] {
  const form = forms.find((one) => one.code === code)
  if (!form) return [finding('/form', 'unknown', msg('There is no form “{code}”.'), { code })]
  return form.retiredOn === null
    ? []
    : [finding('/form', 'retired', msg('This form is no longer given: it was taken off the list.'))]
}

/** A new form: another one than now, from a day after the last change and not in the future. */
export function formFindings(
  change: { form: string; fromOn: Day; names: Names | null },
  now: { form: string; fromOn: Day; status: OrganisationStatus },
  today: Day,
): Finding[] {
  const findings = [
    ...dayFindings(change.fromOn, '/fromOn'),
    ...(change.names ? namesFindings(change.names) : []),
  ]
  if (change.form === now.form)
    findings.push(finding('/form', 'unchanged', msg('The unit has this form already.')))
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

/** Whether a post exists in a form of unit. */
export const postFits = (post: { forms: readonly string[] }, form: string): boolean =>
  post.forms.includes(form)

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
  post: { forms: readonly string[]; single_seat: boolean },
  form: string,
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
  if (!postFits(post, form)) {
    findings.push(finding('/postId', 'form', msg('A unit of this form has no such post.')))
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

const codePattern = /^[a-z0-9][a-z0-9_-]{0,59}$/
/** A code is what other lists and files name a record by. */
export const codeFindings = (code: string): Finding[] =>
  codePattern.test(code)
    ? []
    : [
        finding(
          '/code',
          'pattern',
          msg('A code is made of small Latin letters, digits, hyphens and underscores.'),
        ),
      ]

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

/** The day from which an entry of a list is no longer offered; the first such day stays. */
export const retiredOn = (today: Day, retired: boolean, before: Day | null): Day | null =>
  retired ? (before ?? today) : null

/** A form of units: what it is called for one and for several, and what can be counted. */
export function formEntryFindings(entry: Omit<Form, 'id' | 'code' | 'retiredOn'>): Finding[] {
  const found = namesFindings(entry.plural, '/plural')
  if (entry.counted && entry.kind !== 'member_owned') {
    found.push(finding('/counted', 'kind', msg('Plans count only units that their members own.')))
  }
  if (entry.leastMembers !== null && entry.mostMembers !== null && entry.leastMembers > entry.mostMembers) {
    found.push(finding('/mostMembers', 'order', msg('The most is less than the least.')))
  }
  return found
}

/** A post exists in at least one form of unit, or nobody could hold it. */
export function postEntryFindings(entry: { forms: readonly string[] }, forms: readonly Form[]): Finding[] {
  if (entry.forms.length === 0)
    return [finding('/forms', 'required', msg('Please choose at least one form of unit that has it.'))]
  const unknown = entry.forms.find((code) => !forms.some((form) => form.code === code))
  return unknown ? [finding('/forms', 'unknown', msg('There is no form “{code}”.'), { code: unknown })] : []
}
