// Whether a seat is free from a day on: on no day more people have seats than there are, and nobody has two.
import type { Context } from '../../access/context.ts'
import { type Day, sayDay } from '../../base/dates.ts'
import { type Finding, finding, refuseIf } from '../../base/problems.ts'
import { msg, nameIn } from '../../base/words.ts'
import { namesAmong } from '../classes/inside.ts'
import type { NominationRow, TakenUp } from './cell.ts'
import { lastFullDay } from './rules.ts'

/** Refuses where no seat of the cell is left now, of which so many are `spoken` for, or on any day from `on` on. */
export function mustBeFree(
  ctx: Context,
  { nomination, inside, cell }: TakenUp,
  spoken: number,
  on: Day,
): void {
  const about = {
    place: nameIn(namesAmong(inside.places, nomination.placeId), ctx.language),
    post: nameIn(namesAmong(inside.posts, nomination.postId), ctx.language),
    n: cell.seats,
  }
  if (spoken >= cell.seats) {
    const text = msg('All seats of {place} for {post} are taken: {n}.')
    refuseIf([finding('', 'over-quota', text, about)])
  }
  const full = lastFullDay(cell.sat, cell.seats, on)
  if (!full) return
  const text =
    full < ctx.today
      ? msg('The seats of {place} for {post} were taken until {day}: {n}. Give a later day.')
      : msg('The seats of {place} for {post} are taken until tonight: {n}. Accept tomorrow.')
  refuseIf([finding('/on', 'over-quota', text, { ...about, day: sayDay(full, ctx.language) })])
}

/** What speaks against giving somebody a seat from a day on: another of the same class that the person had after that day. */
export function secondSeatFindings(
  ctx: Context,
  { satUntil }: NominationRow,
  person: string,
  on: Day,
): Finding[] {
  if (satUntil === null || satUntil < on) return []
  const text =
    satUntil < ctx.today
      ? msg('{person} already had a seat in this class until {day}. Give a later day.')
      : msg('{person} already has a seat in this class until tonight. Accept tomorrow.')
  return [finding('/on', 'has-seat', text, { person, day: sayDay(satUntil, ctx.language) })]
}
