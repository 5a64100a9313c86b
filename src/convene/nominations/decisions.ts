// What the organiser decides about nominations: never more people than seats, whoever else decides at the same moment.
import type { Context } from '../../access/context.ts'
import { finding, refuseIf } from '../../base/problems.ts'
import { msg, nameIn } from '../../base/words.ts'
import { namesAmong } from '../classes/inside.ts'
import { decide, judgePerson, reasonOf, type TakenUp, takeUpToDecide } from './cell.ts'

/** Gives a seat of the cell, unless so many are `spoken` for that none is left, or the person no longer holds the post. */
async function giveSeat(
  ctx: Context,
  { nomination, inside, cell }: TakenUp,
  spoken: number,
  { verb, reason }: { verb: string; reason: string | null },
): Promise<{ id: string }> {
  if (spoken >= cell.seats) {
    const place = nameIn(namesAmong(inside.places, nomination.placeId), ctx.language)
    const post = nameIn(namesAmong(inside.posts, nomination.postId), ctx.language)
    const text = msg('All seats of {place} for {post} are taken: {n}.')
    refuseIf([finding('', 'over-quota', text, { place, post, n: cell.seats })])
  }
  const { personId, id } = nomination
  const { appointmentId, findings } = await judgePerson(ctx, inside, nomination, personId, id)
  refuseIf(findings)
  return decide(ctx, nomination, 'accepted', reason, verb, appointmentId)
}

/**
 * Accepts a nomination. Refuses beyond the seats of the cell ('over-quota') and where the person no longer holds the
 * post on the first day.
 */
export async function acceptNomination(ctx: Context, nominationId: string): Promise<{ id: string }> {
  const taken = await takeUpToDecide(ctx, nominationId, ['nominated'])
  return giveSeat(ctx, taken, taken.cell.accepted, { verb: 'nomination.accepted', reason: null })
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
  return giveSeat(ctx, taken, accepted + undecided, { verb: 'nomination.moved_up', reason })
}

/** Sends a nomination back to its place with the reason. */
export async function returnNomination(
  ctx: Context,
  nominationId: string,
  text: string,
): Promise<{ id: string }> {
  const { nomination } = await takeUpToDecide(ctx, nominationId, ['nominated', 'waiting'])
  return decide(ctx, nomination, 'returned', reasonOf(text), 'nomination.returned')
}

/** Declines a nomination for good, with the reason. */
export async function declineNomination(
  ctx: Context,
  nominationId: string,
  text: string,
): Promise<{ id: string }> {
  const { nomination } = await takeUpToDecide(ctx, nominationId, ['nominated', 'waiting', 'returned'])
  return decide(ctx, nomination, 'declined', reasonOf(text), 'nomination.declined')
}
