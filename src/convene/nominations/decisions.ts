// What the organiser decides about nominations: never more people than seats, whoever else decides at the same moment.
import { mustLeaveToAnother } from '../../access/accounts/queries.ts'
import type { Context } from '../../access/context.ts'
import { must } from '../../access/rules.ts'
import type { Day } from '../../base/dates.ts'
import { finding, refuseIf, wrongStage } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import { hasEnded, namesAmong } from '../classes/rules.ts'
import { judgePerson, lastMarked, mustStandAt, type TakenUp, takeStep, takeUp } from './nomination.ts'
import {
  elsewhereFindings,
  freeSeatFindings,
  moment,
  type NominationState,
  reasonOf,
  type Seating,
  seatingOf,
  secondSeatFindings,
} from './rules.ts'

/**
 * Accepts a nomination: its person sits in the class from today on, or from an earlier day that is given. Refuses
 * beyond the seats of the cell ('over-quota'), where the person no longer holds the post on the first day, whoever put
 * the person forward where another may decide, and, by the rule of the class, somebody of two classes at once. An
 * earlier day, and a class that has ended, ask for a reason.
 */
export async function acceptNomination(
  ctx: Context,
  nominationId: string,
  asked: { on?: Day; reason?: string } = {},
): Promise<{ id: string }> {
  const taken = await takeUpToDecide(ctx, nominationId, ['nominated'])
  const { findings, ...seating } = seatingOf(asked, {
    today: ctx.today,
    ended: hasEnded(taken.inside, ctx.today),
    lastDay: taken.inside.lastDay,
  })
  refuseIf(findings)
  return giveSeat(ctx, taken, taken.cell.accepted, { verb: 'nomination.accepted', ...seating })
}

/** Taken up by the organiser. */
async function takeUpToDecide(
  ctx: Context,
  nominationId: string,
  allowed: readonly NominationState[],
): Promise<TakenUp> {
  const taken = await takeUp(ctx, nominationId)
  must(ctx.actor, 'nomination.decide', taken.inside.path)
  mustStandAt(ctx, taken, allowed)
  return taken
}

/**
 * Gives a seat of the cell, unless so many are `spoken` for that none is left, or the person no longer holds the post.
 */
async function giveSeat(
  ctx: Context,
  taken: TakenUp,
  spoken: number,
  { verb, reason, on }: Seating & { verb: string },
): Promise<{ id: string }> {
  const { nomination, inside, cell } = taken
  const { id, placeId, postId, personId, satUntil } = nomination
  await mustLeaveToAnother(ctx, nomination.madeBy, 'nomination.decide', inside.path)
  const named = { place: namesAmong(inside.places, placeId), post: namesAmong(inside.posts, postId) }
  const from = { on, today: ctx.today }
  refuseIf(freeSeatFindings({ ...cell, ...named }, spoken, from, ctx.language))
  const { appointmentId, ...judged } = await judgePerson(ctx, inside, nomination, personId, id)
  refuseIf(judged.findings)
  refuseIf([
    ...secondSeatFindings({ person: judged.person, satUntil }, from, ctx.language),
    ...elsewhereFindings(judged, inside.clashRule, reason, ctx.language),
  ])
  return takeStep(ctx, taken, { state: 'accepted', reason, verb, appointmentId, on })
}

/**
 * Gives a free seat to the first on the waiting list of the same place and post. Refuses anybody but the first, and
 * while those already put forward could still fill the seats.
 */
export async function moveUpNomination(
  ctx: Context,
  nominationId: string,
  text: string,
): Promise<{ id: string }> {
  const taken = await takeUpToDecide(ctx, nominationId, ['waiting'])
  const { accepted, undecided, firstWaiting } = taken.cell
  if (firstWaiting !== nominationId) {
    refuseIf([finding('', 'not-first', msg('Somebody else is first on this waiting list.'))])
  }
  const reason = reasonOf(text)
  return giveSeat(ctx, taken, accepted + undecided, { verb: 'nomination.moved_up', reason, on: ctx.today })
}

/** Sends a nomination back to its place with the reason. */
export async function returnNomination(
  ctx: Context,
  nominationId: string,
  text: string,
): Promise<{ id: string }> {
  const taken = await takeUpToDecide(ctx, nominationId, ['nominated', 'waiting'])
  return takeStep(ctx, taken, { state: 'returned', reason: reasonOf(text), verb: 'nomination.returned' })
}

/** Declines a nomination for good, with the reason. */
export async function declineNomination(
  ctx: Context,
  nominationId: string,
  text: string,
): Promise<{ id: string }> {
  const taken = await takeUpToDecide(ctx, nominationId, ['nominated', 'waiting', 'returned'])
  return takeStep(ctx, taken, { state: 'declined', reason: reasonOf(text), verb: 'nomination.declined' })
}

/**
 * Takes an acceptance back, so that it can be decided anew: at once without a word, later, or of another's or a class
 * that has ended, with the reason. Refuses where the person was marked already: who was there is withdrawn instead.
 */
export async function takeBackAcceptance(
  ctx: Context,
  nominationId: string,
  asked: { reason?: string },
): Promise<{ id: string }> {
  const taken = await takeUpToDecide(ctx, nominationId, ['accepted'])
  const { nomination, inside } = taken
  const isAtOnce =
    nomination.decidedBy === ctx.actor.accountId &&
    nomination.decidedAt !== null &&
    ctx.now.getTime() - nomination.decidedAt.getTime() < moment &&
    !hasEnded(inside, ctx.today)
  const reason = isAtOnce ? asked.reason?.trim() || null : reasonOf(asked.reason ?? '')
  if (await lastMarked(ctx, nomination))
    throw wrongStage(
      'attendance recorded',
      msg('This person was marked in the class already. Withdraw the nomination.'),
    )
  return takeStep(ctx, taken, { state: 'nominated', reason, verb: 'nomination.taken_back' })
}
