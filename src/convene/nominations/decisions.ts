// What the organiser decides about nominations: never more people than seats, whoever else decides at the same moment.
import type { Context } from '../../access/context.ts'
import { must } from '../../access/rules.ts'
import { finding, refuseIf } from '../../base/problems.ts'
import { msg, nameIn } from '../../base/words.ts'
import { type Inside, namesIn } from '../classes/inside.ts'
import { decide, mustBe, mustBeOpen, openNomination, reasonOf } from './actions.ts'
import { type CellNow, judgePerson, type NominationRow } from './cell.ts'

function refuseFull(
  ctx: Context,
  inside: Inside,
  nomination: NominationRow,
  cell: CellNow,
  taken: number,
): void {
  if (taken < cell.seats) return
  const place = nameIn(namesIn(inside.places, nomination.placeId), ctx.language)
  const post = nameIn(namesIn(inside.posts, nomination.postId), ctx.language)
  const text = msg('All seats of {place} for {post} are taken: {n}.')
  refuseIf([finding('', 'over-quota', text, { place, post, n: cell.seats })])
}

/**
 * Accepts a nomination. Refuses beyond the seats of the cell ('over-quota') and where the person no longer holds the
 * post on the first day.
 */
export async function acceptNomination(ctx: Context, nominationId: string): Promise<{ id: string }> {
  const { nomination, inside, cell } = await openNomination(ctx, nominationId)
  must(ctx.actor, 'nomination.decide', inside.line)
  mustBeOpen(inside)
  mustBe(ctx, nomination.state, ['nominated'])
  refuseFull(ctx, inside, nomination, cell, cell.accepted)
  const { appointmentId, findings } = await judgePerson(
    ctx,
    inside,
    nomination,
    nomination.personId,
    nominationId,
  )
  refuseIf(findings)
  return decide(ctx, nomination, 'accepted', null, 'nomination.accepted', appointmentId)
}

/** Declines a nomination for good, with the reason. */
export async function declineNomination(
  ctx: Context,
  nominationId: string,
  text: string,
): Promise<{ id: string }> {
  const { nomination, inside } = await openNomination(ctx, nominationId)
  must(ctx.actor, 'nomination.decide', inside.line)
  mustBeOpen(inside)
  mustBe(ctx, nomination.state, ['nominated', 'waiting', 'returned'])
  return decide(ctx, nomination, 'declined', reasonOf(text), 'nomination.declined')
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
  const { nomination, inside, cell } = await openNomination(ctx, nominationId)
  must(ctx.actor, 'nomination.decide', inside.line)
  mustBeOpen(inside)
  mustBe(ctx, nomination.state, ['waiting'])
  if (cell.firstWaiting !== nominationId) {
    refuseIf([finding('', 'not-first', msg('Somebody else is first on this waiting list.'))])
  }
  refuseFull(ctx, inside, nomination, cell, cell.accepted + cell.undecided)
  const { appointmentId, findings } = await judgePerson(
    ctx,
    inside,
    nomination,
    nomination.personId,
    nominationId,
  )
  refuseIf(findings)
  return decide(ctx, nomination, 'accepted', reasonOf(text), 'nomination.moved_up', appointmentId)
}
