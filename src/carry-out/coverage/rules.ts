// Whether a county has reported a month: one rule and one wording, for the county's own page, the list of the district,
// the roll-up and whoever is reminded. Pure; the same on the phone and on the server.
import { addDays, type Day, endOfMonth, monthAfter } from '../../base/dates.ts'
import { msg } from '../../base/words.ts'

/** Reports of a month are due on a day of the next, which the programme says. */
export const reportDueOn = (month: string, dueDay: number): Day =>
  `${monthAfter(month)}-${String(dueDay).padStart(2, '0')}`

/** Days after the approval of a line within which the months before it are reported. */
const catchUpDays = 10

/** The last day on which a line's month is in time: the programme's due day, or ten days after a late approval. */
export function dueFor(month: string, approvedOn: Day | null, dueDay: number): Day {
  const due = reportDueOn(month, dueDay)
  const caughtUp = approvedOn ? addDays(approvedOn, catchUpDays) : due
  return caughtUp > due ? caughtUp : due
}

export const monthStates = [
  'no-plan',
  'none-due',
  'ahead',
  'waiting',
  'missing',
  'partly',
  'late',
  'reported',
] as const
export type MonthState = (typeof monthStates)[number]
/** For a sign beside a list of signs; everywhere else `sentText` says it in full. */
export const monthStateNames: Record<MonthState, string> = {
  'no-plan': msg('no approved plan'),
  'none-due': msg('nothing due'),
  ahead: msg('still to come'),
  waiting: msg('not yet due'),
  missing: msg('late, nothing sent'),
  partly: msg('in part'),
  late: msg('came late'),
  reported: msg('reported'),
}

/** Lines that were approved on the same day, and how far they reported a month. */
export type Batch = {
  /** nobody could report them before; null where nobody knows */
  approvedOn: Day | null
  /** how many are due in the month; none where they are reported less often */
  expected: number
  /** those with a standing report of the month */
  reported: number
  /** the day on which the last line's first report came in; a later correction makes nothing late */
  lastMadeOn: Day | null
}

export type MonthSent = {
  month: string
  state: MonthState
  expected: number
  reported: number
  lastMadeOn: Day | null
  dueOn: Day
  /** the first day on which something was overdue that is missing now, or that came after it */
  lateSince: Day | null
}

const first = (days: readonly Day[]): Day | null => [...days].sort().at(0) ?? null

type On = { today: Day; dueDay: number }

/** How a month stands. 'missing' says that nothing came; it says nothing about the work. */
export function sentOf(month: string, batches: readonly Batch[], { today, dueDay }: On): MonthSent {
  const all = batches
    .filter((one) => one.expected > 0)
    .map((one) => ({
      ...one,
      dueOn: dueFor(month, one.approvedOn, dueDay),
      isOpen: one.reported < one.expected,
    }))
  const open = all.filter((one) => one.isOpen)
  // As long as something is missing, only what is missing is late.
  const late =
    open.length > 0
      ? open.filter(({ dueOn }) => today > dueOn)
      : all.filter(({ dueOn, lastMadeOn }) => (lastMadeOn ?? '') > dueOn)
  const expected = all.reduce((sum, one) => sum + one.expected, 0)
  const reported = all.reduce((sum, one) => sum + one.reported, 0)
  const lateDay = first(late.map((one) => one.dueOn))
  const sent = {
    month,
    expected,
    reported,
    lastMadeOn:
      all
        .flatMap((one) => one.lastMadeOn ?? [])
        .sort()
        .at(-1) ?? null,
    dueOn: first((open.length > 0 ? open : all).map((one) => one.dueOn)) ?? reportDueOn(month, dueDay),
    lateSince: lateDay && addDays(lateDay, 1),
  }
  const isPlanned = batches.length > 0
  return { ...sent, state: isPlanned ? stateOf(sent, today) : 'no-plan' }
}

function stateOf({ month, expected, reported, lateSince }: Omit<MonthSent, 'state'>, today: Day): MonthState {
  if (expected === 0) return 'none-due'
  if (reported >= expected) return lateSince ? 'late' : 'reported'
  if (reported > 0) return 'partly'
  if (lateSince) return 'missing'
  return endOfMonth(month) > today ? 'ahead' : 'waiting'
}

type Said = Pick<MonthSent, 'state' | 'expected' | 'reported' | 'dueOn' | 'lateSince'>

/** The one sentence about a month, with {n} of {all} and the {day} that it names. */
export function sentText({ state, expected, reported, dueOn, lateSince }: Said): { text: string; day: Day } {
  const isWhole = reported >= expected
  const day = lateSince ?? dueOn
  if (expected === 0) return { text: monthStateNames[state], day }
  if (isWhole) return { text: lateSince ? msg('{n} of {all} sent, late') : msg('{n} of {all} sent'), day }
  return {
    text: lateSince ? msg('{n} of {all} sent, late since {day}') : msg('{n} of {all} sent, due on {day}'),
    day,
  }
}
