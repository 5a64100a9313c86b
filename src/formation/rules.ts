// The pure rules of membership: who may be a member of what, when, and that nobody is one without having agreed. The
// same on the phone and on the server.
import type { Day } from '../base/dates.ts'
import type { PaperKind } from '../base/papers.ts'
import { type Finding, finding } from '../base/problems.ts'
import { msg, type Names } from '../base/words.ts'
import { type LeftReasonKind, leftReasonNames } from '../carry-out/reports/rules.ts'
import type { OrganisationStatus } from '../registry/organisations/rules.ts'

/** The list of members as it is printed and signed. */
export const membersPaper: PaperKind = {
  code: 'members',
  name: msg('List of members'),
  title: msg('List of members'),
  holds: ['unit'],
  signatures: [msg('Head of the unit'), msg('Kept by')],
}

/** Who joins: a person, or a household through the person who speaks for it. */
export const parties = ['person', 'household'] as const
export type Party = (typeof parties)[number]
export const partyNames: Record<Party, string> = {
  person: msg('as a person'),
  household: msg('as a household'),
}

/** How somebody said that they wish to join. */
export const consentHows = ['signed', 'witnessed', 'meeting'] as const
export type ConsentHow = (typeof consentHows)[number]
export const consentHowNames: Record<ConsentHow, string> = {
  signed: msg('signed or put their thumbprint to it'),
  witnessed: msg('said so before witnesses'),
  meeting: msg('said so in a meeting of members'),
}

/** Why somebody is a member no longer; `unit_ended` is never entered, it follows from the unit's own end. */
export type EndReason = LeftReasonKind | 'unit_ended'
export const endReasonNames: Record<EndReason, string> = {
  ...leftReasonNames,
  unit_ended: msg('the unit ended or went into another'),
}

export const changeKinds = ['left', 'corrected', 'struck'] as const
export type ChangeKind = (typeof changeKinds)[number]

/** What is said of a membership. Half-open: on `leftOn` one is a member no longer; null while one still is. */
export type Terms = {
  party: Party
  joinedOn: Day
  leftOn: Day | null
  leftReason: LeftReasonKind | null
  consentOn: Day
  consentHow: ConsentHow
  note: string
}

type Span = { fromOn: Day; toOn: Day }
/** `owned`: when the unit had a form that its members own. 'infinity' and '-infinity' as PostgreSQL writes them. */
export type UnitRule = { status: OrganisationStatus; owned: readonly Span[] }
/** Another membership of the same person. `unit` is null where the reader may not know which one it is. */
export type Held = Span & { unit: Names | null }

const endOf = (leftOn: Day | null): Day => leftOn ?? 'infinity'
const overlaps = (a: Span, b: Span): boolean => a.fromOn < b.toOn && b.fromOn < a.toOn

/** What speaks against a membership as such, whoever else is a member. */
export function termsFindings(terms: Terms, unit: UnitRule, today: Day): Finding[] {
  const findings: Finding[] = []
  const { joinedOn } = terms
  if (unit.owned.length === 0)
    findings.push(finding('/organisationId', 'no-members', msg('A unit of this form has no members.')))
  else if (!unit.owned.some(({ fromOn, toOn }) => fromOn <= joinedOn && joinedOn < toOn))
    findings.push(
      finding('/joinedOn', 'unit', msg('On this day the unit did not exist in a form that has members.')),
    )
  return [...findings, ...orderFindings(terms, today)]
}

type Days = { joinedOn: Day; leftOn: Day | null; consentOn: Day | null }

/** What the days of a membership say against each other, whosesoever it is. */
export function orderFindings({ joinedOn, leftOn, consentOn }: Days, today: Day): Finding[] {
  const findings: Finding[] = []
  if (joinedOn > today) findings.push(finding('/joinedOn', 'future', msg('This day has not come yet.')))
  if (consentOn !== null && consentOn > joinedOn)
    findings.push(
      finding(
        '/consentOn',
        'after-joining',
        msg('Consent comes first: nobody is a member before having agreed to it.'),
      ),
    )
  if (leftOn !== null && leftOn < joinedOn)
    findings.push(finding('/leftOn', 'order', msg('Nobody leaves before the day of joining.')))
  return findings
}

/**
 * What speaks against one more membership of a person: being a member of this unit in these days already, and, unless
 * it is meant, of another unit that its members own. Invariant: of one unit nobody is a member twice on one day.
 */
export function heldFindings(
  terms: Terms,
  here: readonly Span[],
  elsewhere: readonly Held[],
  overlapMeant: boolean,
): Finding[] {
  const span = { fromOn: terms.joinedOn, toOn: endOf(terms.leftOn) }
  if (here.some((one) => overlaps(span, one)))
    return [finding('/personId', 'member', msg('The person is a member of this unit in these days already.'))]
  const other = elsewhere.find((one) => overlaps(span, one))
  if (!other || overlapMeant) return []
  const { unit } = other
  return [
    unit
      ? finding(
          '/overlapMeant',
          'overlap',
          msg('The person is a member of another unit in these days: {name}. Is this meant?'),
          { name: unit },
        )
      : finding(
          '/overlapMeant',
          'overlap',
          msg('The person is a member of a unit elsewhere in these days. Is this meant?'),
        ),
  ]
}

/** A unit that is no more takes in nobody; who was a member of it can still be entered with the day of leaving. */
export const openFindings = (terms: Terms, unit: UnitRule): Finding[] =>
  terms.leftOn === null && (unit.status === 'merged' || unit.status === 'dissolved')
    ? [finding('/organisationId', 'closed', msg('The unit no longer exists.'))]
    : []

/** Leaving is always possible, from the day of joining on; nothing that is owed ever stands against it. */
export const leavingFindings = (change: { leftOn: Day }, held: Pick<Terms, 'joinedOn'>): Finding[] =>
  change.leftOn < held.joinedOn
    ? [finding('/leftOn', 'order', msg('Nobody leaves before the day of joining.'))]
    : []

/** What counted in a report before stays as it was: an earlier day is entered by the unit or an officer. */
export const ownLeavingFindings = (change: { leftOn: Day }, today: Day): Finding[] =>
  change.leftOn < today
    ? [
        finding(
          '/leftOn',
          'past',
          msg('From today on. An earlier day is entered by your unit or an officer.'),
        ),
      ]
    : []

const fields = ['party', 'joinedOn', 'leftOn', 'leftReason', 'consentOn', 'consentHow', 'note'] as const
export type Field = (typeof fields)[number]

/** The fields in which two states of a membership differ, in the order in which they are shown. */
export const differing = (before: Terms, after: Terms): Field[] =>
  fields.filter((field) => before[field] !== after[field])

export const correctionFindings = (before: Terms, after: Terms, reason: string): Finding[] => [
  ...(differing(before, after).length === 0
    ? [finding('', 'unchanged', msg('Nothing is different from what stands.'))]
    : []),
  ...(reason.trim() ? [] : [finding('/reason', 'required', msg('Please say why this is corrected.'))]),
]

/** The same day a year before. */
export function yearBefore(day: Day): Day {
  const year = String(Math.max(1, Number(day.slice(0, 4)) - 1)).padStart(4, '0')
  return `${year}${day.slice(4) === '-02-29' ? '-02-28' : day.slice(4)}`
}
