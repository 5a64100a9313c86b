// What makes an entry of the short lists right: forms, posts, trades. Pure.
import type { Day } from '../../base/dates.ts'
import { type Finding, finding } from '../../base/problems.ts'
import { msg, type Names } from '../../base/words.ts'
import { codeFindings, namesFindings } from '../rules.ts'

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
