// What the organiser decides about nominations: never more people than seats, whoever else decides at the same moment.
import { sql } from 'kysely'
import { mustLeaveToAnother } from '../../access/accounts/queries.ts'
import type { Context } from '../../access/context.ts'
import { type Day, sayDay } from '../../base/dates.ts'
import { finding, refuseIf, wrongStage } from '../../base/problems.ts'
import { msg, nameIn } from '../../base/words.ts'
import { hasEnded } from '../classes/rules.ts'
import { judgePerson, reasonOf, type TakenUp, takeUpToDecide } from './cell.ts'
import { decide } from './decide.ts'
import { mustBeFree, secondSeatFindings } from './free-seat.ts'
import { elsewhereFindings, moment, type Seating, seatingOf } from './rules.ts'

/** Gives a seat of the cell, unless so many are `spoken` for that none is left, or the person no longer holds the post. */
async function giveSeat(
  ctx: Context,
  taken: TakenUp,
  spoken: number,
  { verb, reason, on }: Seating & { verb: string },
): Promise<{ id: string }> {
  const { nomination, inside } = taken
  await mustLeaveToAnother(ctx, nomination.madeBy, 'nomination.decide', inside.path)
  mustBeFree(ctx, taken, spoken, on)
  const { personId, id } = nomination
  const { appointmentId, findings, ...judged } = await judgePerson(ctx, inside, nomination, personId, id)
  if (findings.length === 0) findings.push(...secondSeatFindings(ctx, nomination, judged.person, on))
  if (judged.elsewhere) {
    const { names, day } = judged.elsewhere
    const about = {
      person: judged.person,
      class: names && nameIn(names, ctx.language),
      day: sayDay(day, ctx.language),
    }
    findings.push(...elsewhereFindings(inside.clashRule, reason, about))
  }
  refuseIf(findings)
  return decide(ctx, taken, { state: 'accepted', reason, verb, appointmentId, on })
}

/**
 * Accepts a nomination: its person sits in the class from today on, or from an earlier day that is given. Refuses beyond
 * the seats of the cell ('over-quota'), where the person no longer holds the post on the first day, whoever put the
 * person forward where another may decide, and, by the rule of the class, somebody of two classes at once. An earlier
 * day, and a class that has ended, ask for a reason.
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
  return decide(ctx, taken, { state: 'returned', reason: reasonOf(text), verb: 'nomination.returned' })
}

/** Declines a nomination for good, with the reason. */
export async function declineNomination(
  ctx: Context,
  nominationId: string,
  text: string,
): Promise<{ id: string }> {
  const taken = await takeUpToDecide(ctx, nominationId, ['nominated', 'waiting', 'returned'])
  return decide(ctx, taken, { state: 'declined', reason: reasonOf(text), verb: 'nomination.declined' })
}

/**
 * Takes an acceptance back, so that it can be decided anew: at once without a word, later, or of another's or a class that
 * has ended, with the reason. Refuses where the person was marked already: who was there is withdrawn instead.
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
  const { rows } = await sql`select 1 from convene.attendance as mark
    join convene.session as session on session.id = mark.session_id
    where session.class_id = ${inside.id} and mark.person_id = ${nomination.personId} limit 1`.execute(ctx.db)
  if (rows.length > 0)
    throw wrongStage(
      'attendance recorded',
      msg('This person was marked in the class already. Withdraw the nomination.'),
    )
  return decide(ctx, taken, { state: 'nominated', reason, verb: 'nomination.taken_back' })
}
