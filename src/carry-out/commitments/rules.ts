// The pure rules of commitments: what a person may undertake, and what is said when it is closed.
import { addDays, type Day, isDay } from '../../base/dates.ts'
import { type Finding, finding } from '../../base/problems.ts'
import { isEmptyText, msg, type Names } from '../../base/words.ts'

export const commitmentStates = ['open', 'done', 'partly', 'dropped'] as const
export type CommitmentState = (typeof commitmentStates)[number]
export const commitmentStateNames: Record<CommitmentState, string> = {
  open: msg('still open'),
  done: msg('done'),
  partly: msg('done in part'),
  dropped: msg('given up'),
}

/** As people see it: one whose day is past says so while it is open. */
export type SeenCommitmentState = CommitmentState | 'overdue'
export const seenCommitmentStateNames: Record<SeenCommitmentState, string> = {
  ...commitmentStateNames,
  overdue: msg('overdue'),
}

export const evidenceTypes = ['figure', 'document', 'photo', 'visit'] as const
export type EvidenceType = (typeof evidenceTypes)[number]
export const evidenceTypeNames: Record<EvidenceType, string> = {
  figure: msg('a reported figure'),
  document: msg('a document'),
  photo: msg('a photograph'),
  visit: msg('a visit'),
}

/** More than this many open promises are not kept by anybody. */
export const mostOpen = 5

export type CommitmentEntry = { ifText: Names; thenText: Names; dueOn: Day }

/** `classEndsOn` is the last day that the class can have lasted to; `open` counts the person's other open ones. */
export function commitmentFindings(
  entry: CommitmentEntry,
  known: { classEndsOn: Day; open: number },
): Finding[] {
  const findings: Finding[] = []
  if (isEmptyText(entry.ifText))
    findings.push(finding('/ifText', 'required', msg('Please name the occasion: “if …”.')))
  if (isEmptyText(entry.thenText))
    findings.push(finding('/thenText', 'required', msg('Please name the first step: “then I will …”.')))
  if (!isDay(entry.dueOn)) findings.push(finding('/dueOn', 'date', msg('There is no such date.')))
  else if (entry.dueOn <= known.classEndsOn) {
    findings.push(
      finding('/dueOn', 'before-class-end', msg('The class is not over by then: choose a later day.')),
    )
  }
  if (known.open >= mostOpen) {
    findings.push(
      finding(
        '/personId',
        'too-many',
        msg('There are {n} open commitments already: finish or give up one first.'),
        { n: known.open },
      ),
    )
  }
  return findings
}

/** A commitment that is given up or only partly kept says why; one that was closed stays as it is. */
export function closingFindings(change: { state: CommitmentState; reason: Names | null }): Finding[] {
  const needsReason = change.state === 'dropped' || change.state === 'partly'
  if (needsReason && (!change.reason || isEmptyText(change.reason))) {
    return [finding('/reason', 'required', msg('Please say why, so that others can learn from it.'))]
  }
  return []
}

export const isOverdue = (one: { state: CommitmentState; dueOn: Day }, today: Day): boolean =>
  one.state === 'open' && one.dueOn < today
/** Until this day a commitment is due soon: within two weeks. */
export const soonUntil = (today: Day): Day => addDays(today, 14)
export const isDueSoon = (one: { state: CommitmentState; dueOn: Day }, today: Day): boolean =>
  one.state === 'open' && one.dueOn >= today && one.dueOn <= soonUntil(today)
