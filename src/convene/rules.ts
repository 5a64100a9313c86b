// The pure rules of convening: the same in the browser, which marks what would be refused, and on the server.
import { type Day, earliest, isSaidDate, latest, type SaidDate, saySaid } from '../base/dates.ts'
import { type Finding, finding } from '../base/problems.ts'
import { isEmptyText, msg, type Names, type Params } from '../base/words.ts'

export const classStates = ['preparing', 'called', 'running', 'closed'] as const
export type ClassState = (typeof classStates)[number]
export const classStateNames: Record<ClassState, string> = {
  preparing: msg('in preparation'),
  called: msg('called'),
  running: msg('running'),
  closed: msg('closed'),
}
/** Where a class may go from each state; a closed class may be opened again to mend its records. */
export const nextStates: Record<ClassState, readonly ClassState[]> = {
  preparing: ['called'],
  called: ['running'],
  running: ['closed'],
  closed: ['running'],
}

export const stageKinds = ['study', 'cases', 'examine', 'plan'] as const
export type StageKind = (typeof stageKinds)[number]
export const stageKindNames: Record<StageKind, string> = {
  study: msg('study of the policy'),
  cases: msg('practical experience'),
  examine: msg('examination of past work'),
  plan: msg('drawing up the plan'),
}

export const nominationStates = [
  'nominated',
  'returned',
  'accepted',
  'waiting',
  'declined',
  'withdrawn',
] as const
export type NominationState = (typeof nominationStates)[number]
export const nominationStateNames: Record<NominationState, string> = {
  nominated: msg('put forward'),
  returned: msg('returned'),
  accepted: msg('accepted'),
  waiting: msg('on the waiting list'),
  declined: msg('declined'),
  withdrawn: msg('withdrawn'),
}

export const attendanceStates = ['present', 'excused', 'absent'] as const
export type AttendanceState = (typeof attendanceStates)[number]
export const attendanceStateNames: Record<AttendanceState, string> = {
  present: msg('present'),
  excused: msg('excused'),
  absent: msg('absent'),
}

export const attendanceSources = ['roll_call', 'sign_in_sheet', 'check_in', 'later_report'] as const
export type AttendanceSource = (typeof attendanceSources)[number]
export const attendanceSourceNames: Record<AttendanceSource, string> = {
  roll_call: msg('roll call'),
  sign_in_sheet: msg('sign-in sheet'),
  check_in: msg('check-in at the door'),
  later_report: msg('reported later'),
}

/** Somebody who presents in a session: a unit or a person by name, with the record where there is one. */
export type Presenter = { names: Names; organisationId: string | null; personId: string | null }

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
      finding(`${pointer}/${language}`, 'empty', msg('Please give the name in both languages.')),
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

export type Cell = { placeId: string; postId: string; seats: number }
export type CountedCell = Cell & { accepted: number }
export const cellKey = (cell: { placeId: string; postId: string }): string => `${cell.placeId}/${cell.postId}`

type SeatChange = { cells: Cell[]; reason: string }
type SeatsNow = {
  state: ClassState
  capacity: number
  /** every cell of the table as it stands */
  cells: CountedCell[]
}

/** Why a change of the seat table would be refused. `total` of the table after the change must fit the class. */
export function seatFindings(change: SeatChange, now: SeatsNow): Finding[] {
  const found: Finding[] = []
  const after = new Map(now.cells.map((cell) => [cellKey(cell), cell]))
  change.cells.forEach((cell, at) => {
    const before = after.get(cellKey(cell))
    if (!before) {
      // Every place has a cell for every post, so that one of the two is not called.
      const isPlace = now.cells.some((other) => other.placeId === cell.placeId)
      found.push(
        isPlace
          ? finding(`/cells/${at}/postId`, 'unknown-post', msg('This post is not called to the class.'))
          : finding(`/cells/${at}/placeId`, 'unknown-place', msg('This place is not called to the class.')),
      )
      return
    }
    if (cell.seats < before.accepted) {
      const text = msg('{n} people are already accepted here; fewer seats than that are not possible.')
      found.push(finding(`/cells/${at}/seats`, 'below-accepted', text, { n: before.accepted }))
    }
    after.set(cellKey(cell), { ...before, seats: cell.seats })
  })
  const total = [...after.values()].reduce((sum, cell) => sum + cell.seats, 0)
  if (total > now.capacity) {
    const text = msg('{total} seats are more than the {capacity} that the class holds.')
    found.push(finding('/cells', 'over-capacity', text, { total, capacity: now.capacity }))
  }
  if (now.state !== 'preparing' && change.reason.trim() === '') {
    const text = msg('The notice is out: please say why seats change. The reason goes into the log.')
    found.push(finding('/reason', 'empty', text))
  }
  return found
}

/** The times of one session, in minutes of the day. */
export type Slot = {
  id: string
  onDay: Day
  startsAt: number
  endsAt: number
  room: Names
  presenters: Presenter[]
}
/** Of one class: twenty a week for most of a year, and still a timetable that is shown and printed whole. */
export const mostSessions = 800

type SessionDraft = { title: Names; onDay: Day; startsAt: number; endsAt: number; presenters: Presenter[] }

export function sessionFindings(draft: SessionDraft, bounds: { firstDay: Day; lastDay: Day }): Finding[] {
  const found: Finding[] = []
  found.push(...nameFindings('/title', draft.title))
  if (!isSaidDate(draft.onDay)) found.push(finding('/onDay', 'no-date', msg('There is no such date.')))
  else if (draft.onDay < bounds.firstDay || draft.onDay > bounds.lastDay) {
    const text = msg('The class runs from {first} to {last} at the most.')
    found.push(finding('/onDay', 'outside', text, { first: bounds.firstDay, last: bounds.lastDay }))
  }
  draft.presenters.forEach(({ names }, at) => {
    if (isEmptyText(names)) {
      found.push(
        finding(`/presenters/${at}`, 'empty', msg('Please name the presenter, or take the line off.')),
      )
    }
  })
  if (draft.startsAt >= draft.endsAt) {
    found.push(finding('/endsAt', 'dates-order', msg('The session ends before it begins.')))
  }
  return found
}

export type Clash = { kind: 'room' | 'presenter'; withId: string; names: Names }

/** What a session would share with another at the same time: a room, or somebody who presents. A warning only. */
export function clashesOf(slot: Slot, others: readonly Slot[]): Clash[] {
  const same = (a: Names, b: Names) => (a.zh !== '' && a.zh === b.zh) || (a.en !== '' && a.en === b.en)
  return others
    .filter((other) => other.id !== slot.id && other.onDay === slot.onDay)
    .filter((other) => slot.startsAt < other.endsAt && other.startsAt < slot.endsAt)
    .flatMap((other): Clash[] => [
      ...(same(slot.room, other.room)
        ? [{ kind: 'room' as const, withId: other.id, names: other.room }]
        : []),
      ...other.presenters
        .filter((presenter) => slot.presenters.some((mine) => same(mine.names, presenter.names)))
        .map((presenter) => ({ kind: 'presenter' as const, withId: other.id, names: presenter.names })),
    ])
}

/** '08:30' from minutes of the day. */
export const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** Minutes of the day from '8:30' or '08:30'; null for what is no time. */
export function readClock(text: string): number | null {
  const m = /^(\d{1,2})[:：](\d{2})$/.exec(text.trim())
  if (!m || Number(m[1]) > 24 || Number(m[2]) > 59) return null
  const minutes = Number(m[1]) * 60 + Number(m[2])
  return minutes <= 1440 ? minutes : null
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
