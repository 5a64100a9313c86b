// Which states a nomination goes through, and who may stand in a cell. Pure.
import { addDays, type Day, sayDay } from '../../base/dates.ts'
import { type Finding, finding, refuseIf, wrongStage } from '../../base/problems.ts'
import { msg, type Names, nameIn } from '../../base/words.ts'
import type { ClashRule, ClassState, LateRule } from '../classes/rules.ts'

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

/** Of somebody who is in the class, or may still come to be. */
export const liveStates: readonly NominationState[] = ['nominated', 'returned', 'accepted', 'waiting']
export const isLive = ({ state }: { state: NominationState }): boolean => liveStates.includes(state)

/** Nominations are open from the notice until the class is closed. */
export function mustBeOpen({ state }: { state: ClassState }): void {
  if (state === 'preparing')
    throw wrongStage('class in preparation', msg('The notice of this class is not out yet.'))
  if (state === 'closed') throw wrongStage('class closed', msg('The class is closed.'))
}

export function reasonOf(text: string): string {
  const reason = text.trim()
  if (reason === '') refuseIf([finding('/reason', 'empty', msg('Please give the reason.'))])
  return reason
}

/** So long whoever accepted somebody takes it back without a word, in milliseconds. */
export const moment = 10 * 60_000

/** From which day somebody sits in a class, and why, where that has to be said. */
export type Seating = { on: Day; reason: string | null }
type Asked = { on?: Day; reason?: string }

/** A seat that was held from one day until, not including, another; null: it is held still. */
export type Sat = { fromOn: Day; toOn: Day | null }

/**
 * The last day from `on` on whose seats were all held; null where one is free all along. Of seats that are not all held
 * now.
 */
export function lastFullDay(sat: readonly Sat[], seats: number, on: Day): Day | null {
  const held = (day: Day) => sat.filter(({ fromOn, toOn }) => fromOn <= day && (!toOn || day < toOn)).length
  const lastDays = sat.flatMap(({ toOn }) => (toOn && toOn > on ? [addDays(toOn, -1)] : []))
  return (
    lastDays
      .filter((day) => held(day) >= seats)
      .sort()
      .at(-1) ?? null
  )
}

type Cell = { seats: number; sat: readonly Sat[]; place: Names; post: Names }
type From = { on: Day; today: Day }

/**
 * What speaks against one more in a cell, of whose seats so many are `spoken` for: none is left now, or on a day from
 * `on` on.
 */
export function freeSeatFindings(
  cell: Cell,
  spoken: number,
  { on, today }: From,
  language: string,
): Finding[] {
  const about = { place: nameIn(cell.place, language), post: nameIn(cell.post, language), n: cell.seats }
  if (spoken >= cell.seats)
    return [finding('', 'over-quota', msg('All seats of {place} for {post} are taken: {n}.'), about)]
  const full = lastFullDay(cell.sat, cell.seats, on)
  if (!full) return []
  const text =
    full < today
      ? msg('The seats of {place} for {post} were taken until {day}: {n}. Give a later day.')
      : msg('The seats of {place} for {post} are taken until tonight: {n}. Accept tomorrow.')
  return [finding('/on', 'over-quota', text, { ...about, day: sayDay(full, language) })]
}

/**
 * What speaks against a seat from a day on for somebody who had another in the same class until, and on, a later day.
 */
export function secondSeatFindings(
  { person, satUntil }: { person: string; satUntil: Day | null },
  { on, today }: From,
  language: string,
): Finding[] {
  if (satUntil === null || satUntil < on) return []
  const text =
    satUntil < today
      ? msg('{person} already had a seat in this class until {day}. Give a later day.')
      : msg('{person} already has a seat in this class until tonight. Accept tomorrow.')
  return [finding('/on', 'has-seat', text, { person, day: sayDay(satUntil, language) })]
}

/** What speaks against a day from which somebody sits in a class, or sits there no longer. */
export const seatDayFindings = (on: Day, today: Day): Finding[] =>
  on > today ? [finding('/on', 'to-come', msg('A day that is still to come cannot be given here.'))] : []

/**
 * From which day a decision about a seat counts: today, unless an earlier day is given. Whatever reaches back, or
 * changes a class that has ended, asks for a reason.
 */
export function seatingOf(
  asked: Asked,
  now: { today: Day; ended: boolean; lastDay: Day },
): Seating & { findings: Finding[] } {
  const on = asked.on ?? now.today
  const reason = asked.reason?.trim() || null
  const findings = seatDayFindings(on, now.today)
  if (now.ended && asked.on && asked.on > now.lastDay) {
    findings.push(finding('/on', 'outside', msg('The class had ended by then: give one of its days.')))
  }
  if (reason === null && now.ended) {
    const text = msg('The class has ended: please say why it is corrected. The reason stands in the class.')
    findings.push(finding('/reason', 'empty', text))
  } else if (reason === null && on < now.today) {
    findings.push(finding('/reason', 'empty', msg('Please say why this counts from an earlier day.')))
  }
  return { on, reason, findings }
}

/** What a class says to a nomination after its deadline: late with the reason, or refused. */
export function lateFindings(rule: LateRule, reason: string | null, deadline: string): Finding[] {
  if (rule === 'refused') {
    const text = msg('The deadline for nominations was {deadline}, and this class takes none after it.')
    return [finding('', 'too-late', text, { deadline })]
  }
  if (reason !== null) return []
  const text = msg('The deadline for nominations was {deadline}. Please say why this one comes later.')
  return [finding('/reason', 'empty', text, { deadline })]
}

/** What a class says to accepting somebody who sits in another on the same days. */
export function elsewhereFindings(
  { person, elsewhere }: Pick<Judged, 'person' | 'elsewhere'>,
  rule: ClashRule,
  reason: string | null,
  language: string,
): Finding[] {
  if (!elsewhere || (rule === 'reason' && reason !== null)) return []
  const { names, day } = elsewhere
  const params = { person, day: sayDay(day, language), class: names ? nameIn(names, language) : '' }
  if (rule === 'reason') {
    const text = names
      ? msg('{person} sits in “{class}” on {day} as well. Please say why both are possible.')
      : msg('{person} sits in another class on {day} as well. Please say why both are possible.')
    return [finding('/reason', 'elsewhere', text, params)]
  }
  const text = names
    ? msg(
        '{person} sits in “{class}” on {day} as well, and nobody sits in two classes at once. Withdraw one first.',
      )
    : msg('{person} sits in another class on {day} as well, and nobody sits in two classes at once.')
  return [finding('', 'elsewhere', text, params)]
}

type Held = { id: string; fromOn: Day; toOn: Day; organisation: Names }
/** What the registers and the class know of somebody. */
export type Known = {
  names: Names
  /** appointments to the post in the place, the latest first */
  held: Held[]
  /** the post under which the person already stands in this class */
  already: Names | null
  /** the class, and the first day, on which the person sits elsewhere while this one meets */
  elsewhere: Elsewhere | null
}

/** `names` null: a class that the reader may not see. */
export type Elsewhere = { names: Names | null; day: Day }

export type Judged = {
  appointmentId: string
  findings: Finding[]
  person: string
  elsewhere: Elsewhere | null
}
type Sought = { post: Names; place: Names; firstDay: Day }

/**
 * Whether somebody may stand in a cell on the first day of the class; null: nobody whom the reader may know. The
 * findings name the appointment that ended, or the lack of one.
 */
export function judge(known: Known | null, cell: Sought, language: string): Judged {
  const against = (code: string, text: string, params = {}): Judged => ({
    appointmentId: '',
    findings: [finding('/personId', code, text, params)],
    person: '',
    elsewhere: null,
  })
  if (!known) return against('unknown-person', msg('There is no such person, or not one of yours.'))
  const say = (names: Names) => nameIn(names, language)
  const person = say(known.names)
  if (known.already) {
    const text = msg('{person} is already put forward for this class, as {post}.')
    return against('twice', text, { person, post: say(known.already) })
  }
  const valid = known.held.find((held) => held.fromOn <= cell.firstDay && cell.firstDay < held.toOn)
  if (valid) return { appointmentId: valid.id, findings: [], person, elsewhere: known.elsewhere }
  const about = { person, day: sayDay(cell.firstDay, language), post: say(cell.post) }
  const ended = known.held.find((one) => one.toOn <= cell.firstDay)
  if (ended) {
    const text = msg(
      '{person} does not hold this post on the first day, {day}: the appointment as {post} at {organisation} ended on {ended}.',
    )
    const last = sayDay(addDays(ended.toOn, -1), language)
    return against('no-appointment', text, { ...about, organisation: say(ended.organisation), ended: last })
  }
  const later = known.held.at(-1)
  if (later) {
    const text = msg(
      '{person} takes up the post of {post} at {organisation} only on {begins}; the class begins on {day}.',
    )
    const begins = sayDay(later.fromOn, language)
    return against('no-appointment', text, { ...about, organisation: say(later.organisation), begins })
  }
  const text = msg('{person} holds no appointment as {post} in {place} on the first day, {day}.')
  return against('no-appointment', text, { ...about, place: say(cell.place) })
}
