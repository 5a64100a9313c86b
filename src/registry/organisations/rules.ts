// What makes an entry of a unit right, and how a unit may change. Pure.
import type { Day, SaidDate } from '../../base/dates.ts'
import { type Finding, finding } from '../../base/problems.ts'
import { msg, type Names } from '../../base/words.ts'
import type { Form } from '../lists/rules.ts'
import { dayFindings, namesFindings, saidFindings } from '../rules.ts'

export const organisationStatuses = ['preparing', 'active', 'dormant', 'merged', 'dissolved'] as const
export type OrganisationStatus = (typeof organisationStatuses)[number]
export const organisationStatusNames: Record<OrganisationStatus, string> = {
  preparing: msg('preparing'),
  active: msg('active'),
  dormant: msg('dormant'),
  merged: msg('merged'),
  dissolved: msg('dissolved'),
}

export const lineageKinds = ['became', 'merged_into', 'split_from'] as const
export type LineageKind = (typeof lineageKinds)[number]

export const organisationFindings = (entry: { names: Names; foundedSaid: SaidDate | null }): Finding[] => [
  ...namesFindings(entry.names),
  ...saidFindings(entry.foundedSaid, '/foundedSaid'),
]

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

/** Of each unit which it is a part of. */
export type PartOf = ReadonlyMap<string, string | null>

export const partOfItself = (pointer: string): Finding =>
  finding(pointer, 'itself', msg('A unit cannot be a part of itself.'))

/** Whether the unit is a part of the other, by way of however many. */
export function isWithin(partOf: PartOf, id: string, otherId: string): boolean {
  const seen = new Set<string>()
  for (let at = partOf.get(id); at && !seen.has(at); at = partOf.get(at)) {
    if (at === otherId) return true
    seen.add(at)
  }
  return false
}
