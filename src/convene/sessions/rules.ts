// What makes a session of a timetable right, and where two get in each other's way. Pure.
import { type Day, isSaidDate } from '../../base/dates.ts'
import { type Finding, finding } from '../../base/problems.ts'
import { isEmptyText, msg, type Names } from '../../base/words.ts'
import { nameFindings } from '../classes/rules.ts'

/** Somebody who presents in a session: a unit or a person by name, with the record where there is one. */
export type Presenter = { names: Names; organisationId: string | null; personId: string | null }

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
