// Which states a class goes through, and what makes its particulars right. Pure.
import { type Day, earliest, isSaidDate, latest, type SaidDate, saySaid } from '../../base/dates.ts'
import { type Finding, finding } from '../../base/problems.ts'
import type { Coded } from '../../base/schemas.ts'
import { msg, type Names, type Params } from '../../base/words.ts'

export const classStates = ['preparing', 'called', 'running', 'closed'] as const
export type ClassState = (typeof classStates)[number]
export const classStateNames: Record<ClassState, string> = {
  preparing: msg('in preparation'),
  called: msg('called'),
  running: msg('running'),
  closed: msg('closed'),
}

/** As people see it: one that runs beyond its last day says so until it is closed. */
export type SeenClassState = ClassState | 'ended'
export const seenClassStateNames: Record<SeenClassState, string> = {
  ...classStateNames,
  ended: msg('ended, not closed'),
}
export const seenStateOf = ({ state, hasEnded }: { state: ClassState; hasEnded: boolean }): SeenClassState =>
  state === 'running' && hasEnded ? 'ended' : state

/** Where a class may go from each state; a closed class may be opened again to mend its records. */
export const nextStates: Record<ClassState, readonly ClassState[]> = {
  preparing: ['called'],
  called: ['running'],
  running: ['closed'],
  closed: ['running'],
}

/** Closed, or its last day is past: what is changed of it from then on is a correction. */
export const hasEnded = ({ state, lastDay }: { state: ClassState; lastDay: Day }, today: Day): boolean =>
  state === 'closed' || lastDay < today

/** What happens to a nomination after the deadline. */
export const lateRules = ['late', 'refused'] as const
export type LateRule = (typeof lateRules)[number]
export const lateRuleNames: Record<LateRule, string> = {
  late: msg('taken as late, with the reason'),
  refused: msg('is refused'),
}

/** What happens where somebody is accepted who sits in another class on the same days. */
export const clashRules = ['refused', 'reason'] as const
export type ClashRule = (typeof clashRules)[number]
export const clashRuleNames: Record<ClashRule, string> = {
  refused: msg('is refused'),
  reason: msg('let through with a reason'),
}

/** Whether the deadline is past on a day: as late as its words can mean. */
export const isPastDeadline = (deadlineSaid: SaidDate | null, today: Day): boolean =>
  deadlineSaid !== null && latest(deadlineSaid) < today

/** What can be corrected of it. */
const corrected = ['accepted', 'withdrawn', 'marked'] as const
export type Corrected = (typeof corrected)[number]
export const correctedNames: Record<Corrected, string> = {
  accepted: msg('accepted'),
  withdrawn: msg('withdrawn'),
  marked: msg('attendance marked'),
}
/** What is told of a correction: an acceptance that is taken back is kept as a seat that is no more. */
export const correctedTold = [...corrected, 'taken_back'] as const

/** The figures of a class that are kept as they were when it had ended. */
export type ClassFigures = {
  seats: number
  accepted: number
  /** attended at least one session */
  tookPart: number
  recorded: number
  present: number
  excused: number
  absent: number
}

export const stageKinds = ['study', 'cases', 'examine', 'plan'] as const
export type StageKind = (typeof stageKinds)[number]
/** Of one class. */
export const mostStages = 20
export const stageKindNames: Record<StageKind, string> = {
  study: msg('study of the policy'),
  cases: msg('practical experience'),
  examine: msg('examination of past work'),
  plan: msg('drawing up the plan'),
}

type ClassDates = { startsSaid: SaidDate; endsSaid: SaidDate; deadlineSaid: SaidDate | null }
type ClassDraft = ClassDates & {
  names: Names
  capacity: number
  postIds: string[]
  placeIds: string[]
  stages: { names: Names }[]
}

/** Dates are refused only where no reading of their words puts them in order. */
export function dateFindings({ startsSaid, endsSaid, deadlineSaid }: ClassDates): Finding[] {
  const found: Finding[] = []
  const noDate = (pointer: string) => finding(pointer, 'no-date', msg('There is no such date.'))
  if (!isSaidDate(startsSaid)) found.push(noDate('/startsSaid'))
  if (!isSaidDate(endsSaid)) found.push(noDate('/endsSaid'))
  if (deadlineSaid !== null && !isSaidDate(deadlineSaid)) found.push(noDate('/deadlineSaid'))
  if (found.length > 0) return found
  if (earliest(startsSaid) > latest(endsSaid)) {
    found.push(finding('/endsSaid', 'dates-order', msg('The class ends before it begins.')))
  }
  if (deadlineSaid !== null && earliest(deadlineSaid) > latest(startsSaid)) {
    found.push(finding('/deadlineSaid', 'dates-order', msg('The deadline lies after the class has begun.')))
  }
  return found
}

/** Both languages or neither: each that is missing is named. */
export const nameFindings = (pointer: string, names: Names): Finding[] =>
  (['zh', 'en'] as const)
    .filter((language) => names[language].trim() === '')
    .map((language) =>
      finding(`${pointer}/${language}`, 'empty', msg('Please give the name in Chinese and in English.')),
    )

/** What can be said about a class before any register is asked. */
export function classFindings(draft: ClassDraft): Finding[] {
  const found = dateFindings(draft)
  found.push(...nameFindings('/names', draft.names))
  if (draft.placeIds.length === 0) found.push(finding('/placeIds', 'empty', msg('Call at least one place.')))
  if (draft.postIds.length === 0) found.push(finding('/postIds', 'empty', msg('Call at least one post.')))
  draft.stages.forEach((stage, at) => {
    found.push(...nameFindings(`/stages/${at}/names`, stage.names))
  })
  return found
}

/** 'mid-February to early March 1954': the year once where the language can leave it out. */
export function sayPeriod(
  starts: SaidDate,
  ends: SaidDate,
  language: string,
  say: (text: string, params?: Params) => string,
): string {
  const [from, to] = [saySaid(starts, language, say), saySaid(ends, language, say)]
  if (from === to) return from
  const year = starts.slice(0, 4)
  if (year !== ends.slice(0, 4)) return say('{from} to {to}', { from, to })
  if (language.startsWith('zh')) return say('{from} to {to}', { from, to: to.replace(`${year}年`, '') })
  return say('{from} to {to}', { from: language === 'en' ? from.replace(` ${year}`, '') : from, to })
}

/** What one of the called places or posts is named. */
export const namesAmong = (list: readonly Coded[], id: string): Names =>
  list.find((one) => one.id === id)?.names ?? { zh: id, en: id }
