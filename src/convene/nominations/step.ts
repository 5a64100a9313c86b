// One step of a nomination, whoever takes it: taken up with its class and its cell locked, held against the states that
// allow it, stored and noted.
import type { Context } from '../../access/context.ts'
import { must } from '../../access/rules.ts'
import { finding, refuseIf, wrongStage } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import { note } from '../../platform/journal.ts'
import { getInside, type Inside } from '../classes/inside.ts'
import type { ConveneTables } from '../tables.ts'
import { type CellNow, holdNomination, type NominationRow } from './cell.ts'
import { type NominationState, nominationStateNames } from './rules.ts'

export type TakenUp = { nomination: NominationRow; inside: Inside; cell: CellNow }

/** The nomination with its cell, held and then read, and its class. */
export async function takeUp(ctx: Context, nominationId: string): Promise<TakenUp> {
  const held = await holdNomination(ctx, nominationId)
  return { ...held, inside: await getInside(ctx, held.nomination.classId) }
}

/** Taken up by the organiser. */
export async function takeUpToDecide(
  ctx: Context,
  nominationId: string,
  allowed: readonly NominationState[],
): Promise<TakenUp> {
  const taken = await takeUp(ctx, nominationId)
  must(ctx.actor, 'nomination.decide', taken.inside.path)
  mustStandAt(ctx, taken, allowed)
  return taken
}

/** Nominations are open from the notice until the class is closed. */
export function mustBeOpen(inside: Inside): void {
  if (inside.state === 'preparing') {
    throw wrongStage('class in preparation', msg('The notice of this class is not out yet.'))
  }
  if (inside.state === 'closed') throw wrongStage('class closed', msg('The class is closed.'))
}

/** Refuses a step that the state of the class or of the nomination does not allow, naming the state. */
export function mustStandAt(
  ctx: Context,
  { nomination: { state }, inside }: TakenUp,
  allowed: readonly NominationState[],
): void {
  mustBeOpen(inside)
  if (allowed.includes(state)) return
  throw wrongStage(`nomination ${state}`, msg('This nomination is {state}.'), {
    state: ctx.say(nominationStateNames[state]),
  })
}

/** Stores a decision with its reason, who took it and when; an acceptance with the appointment that it was judged by. */
export async function decide(
  ctx: Context,
  nomination: NominationRow,
  state: NominationState,
  reason: string | null,
  verb: string,
  appointmentId = nomination.appointmentId,
): Promise<{ id: string }> {
  const detail = {
    classId: nomination.classId,
    personId: nomination.personId,
    from: nomination.state,
  }
  await note(ctx, { verb, kind: 'nomination', id: nomination.id, placeId: nomination.placeId, detail }, [
    ctx.db
      .withTables<ConveneTables>()
      .updateTable('convene.nomination')
      .set({
        state,
        reason,
        appointment_id: appointmentId,
        decided_by: ctx.actor.accountId,
        decided_at: ctx.now,
      })
      .where('id', '=', nomination.id),
  ])
  return { id: nomination.id }
}

export function reasonOf(text: string): string {
  const reason = text.trim()
  if (reason === '') refuseIf([finding('/reason', 'empty', msg('Please give the reason.'))])
  return reason
}
