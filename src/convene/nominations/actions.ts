// What a place does about its nominations: puts forward, mends what came back, withdraws; and the organiser's return.
import type { Context } from '../../access/context.ts'
import { may, must } from '../../access/rules.ts'
import { finding, Problem, refuseIf, wrongStage } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import { note } from '../../platform/journal.ts'
import { once } from '../../platform/once.ts'
import { holdKept } from '../../registry/queries.ts'
import { type Inside, loadInside } from '../classes/inside.ts'
import { type NominationState, nominationStateNames } from '../rules.ts'
import type { ConveneTables } from '../tables.ts'
import { type CellNow, judgePerson, loadNomination, lockCell, type NominationRow } from './cell.ts'

const tables = (ctx: Context) => ctx.db.withTables<ConveneTables>()

/** Nominations are open from the notice until the class is closed. */
export function mustBeOpen(inside: Inside): void {
  if (inside.state === 'preparing') {
    throw wrongStage('class in preparation', msg('The notice of this class is not out yet.'))
  }
  if (inside.state === 'closed') throw wrongStage('class closed', msg('The class is closed.'))
}

/** Refuses a step that the nomination's state does not allow, naming the state. Asks nobody: whoever takes it asks. */
export function mustBe(ctx: Context, state: NominationState, allowed: readonly NominationState[]): void {
  if (allowed.includes(state)) return
  throw wrongStage(`nomination ${state}`, msg('This nomination is {state}.'), {
    state: ctx.say(nominationStateNames[state]),
  })
}

/**
 * The nomination, its class and its cell, the cell locked and the nomination read again under the lock. Asks nobody:
 * whoever opens it asks for what is to be done.
 */
export async function openNomination(
  ctx: Context,
  nominationId: string,
): Promise<{ nomination: NominationRow; inside: Inside; cell: CellNow }> {
  const seen = await loadNomination(ctx, nominationId)
  const cell = await lockCell(ctx, seen.classId, seen.placeId, seen.postId)
  const nomination = await loadNomination(ctx, nominationId)
  return { nomination, inside: await loadInside(ctx, seen.classId), cell }
}

const lineOfCell = (inside: Inside, placeId: string): string[] =>
  inside.places.find((place) => place.id === placeId)?.line ?? []

type NewNomination = { id: string; placeId: string; postId: string; personId: string }
type Placed = { id: string; state: NominationState; position: number | null }

/** A seat while there are any that nobody stands for; else the end of the waiting list. */
const placeIn = (cell: CellNow): { state: 'nominated' | 'waiting'; position: number | null } =>
  cell.accepted + cell.undecided < cell.seats && cell.waiting === 0
    ? { state: 'nominated', position: null }
    : { state: 'waiting', position: cell.waiting + 1 }

/**
 * Puts a person forward for a seat. Refuses a post or place that is not called, a cell without seats, somebody who does
 * not hold the post there on the first day (naming the appointment that ended), and somebody already put forward.
 * Beyond the seats the nomination goes onto the waiting list of its cell.
 */
export async function nominatePerson(ctx: Context, classId: string, body: NewNomination): Promise<Placed> {
  const inside = await loadInside(ctx, classId)
  if (!inside.places.some((place) => place.id === body.placeId)) {
    refuseIf([finding('/placeId', 'unknown-place', msg('This place is not called to the class.'))])
  }
  must(ctx.actor, 'nomination.make', lineOfCell(inside, body.placeId))
  const { id, ...content } = body
  return once(ctx, { id, content: { classId, ...content } }, () => keepNomination(ctx, inside, body))
}

async function keepNomination(ctx: Context, inside: Inside, asked: NewNomination): Promise<Placed> {
  const body = { ...asked, personId: await holdKept(ctx.db, 'person', asked.personId) }
  const { id } = body
  const classId = inside.id
  mustBeOpen(inside)
  if (!inside.posts.some((post) => post.id === body.postId)) {
    refuseIf([finding('/postId', 'unknown-post', msg('This post is not called to the class.'))])
  }
  const cell = await lockCell(ctx, classId, body.placeId, body.postId)
  // Looked at again under the lock: the class may have been closed in between.
  mustBeOpen(await loadInside(ctx, classId))
  if (cell.seats === 0)
    refuseIf([finding('/postId', 'no-seat', msg('This place has no seat for this post.'))])
  const { appointmentId, findings } = await judgePerson(ctx, inside, body, body.personId)
  refuseIf(findings)

  const { state, position } = placeIn(cell)
  await tables(ctx)
    .insertInto('convene.nomination')
    .values({
      id,
      class_id: classId,
      place_id: body.placeId,
      post_id: body.postId,
      person_id: body.personId,
      appointment_id: appointmentId,
      state,
      reason: null,
      made_by: ctx.actor.accountId,
      made_at: ctx.now,
      decided_by: null,
      decided_at: null,
    })
    .execute()
  await note(ctx, {
    verb: 'nomination.made',
    kind: 'nomination',
    id,
    placeId: body.placeId,
    detail: { personId: body.personId, placeId: body.placeId, postId: body.postId, classId, state },
  })
  return { id, state, position }
}

/** Puts a returned nomination forward again, with the same person or another; held against the same rules. */
export async function resubmitNomination(
  ctx: Context,
  nominationId: string,
  askedPersonId: string,
): Promise<Placed> {
  const personId = await holdKept(ctx.db, 'person', askedPersonId)
  const { nomination, inside, cell } = await openNomination(ctx, nominationId)
  must(ctx.actor, 'nomination.make', lineOfCell(inside, nomination.placeId))
  mustBeOpen(inside)
  mustBe(ctx, nomination.state, ['returned'])
  const { appointmentId, findings } = await judgePerson(ctx, inside, nomination, personId, nominationId)
  refuseIf(findings)
  const { state, position } = placeIn(cell)
  await tables(ctx)
    .updateTable('convene.nomination')
    .set({
      person_id: personId,
      appointment_id: appointmentId,
      state,
      reason: null,
      made_by: ctx.actor.accountId,
      made_at: ctx.now,
      decided_by: null,
      decided_at: null,
    })
    .where('id', '=', nominationId)
    .execute()
  const detail = { classId: inside.id, personId, state }
  await note(ctx, {
    verb: 'nomination.resubmitted',
    kind: 'nomination',
    id: nominationId,
    placeId: nomination.placeId,
    detail,
  })
  return { id: nominationId, state, position }
}

/**
 * Stores a decision with its reason, who took it and when; an acceptance with the appointment that it was judged by.
 * Asks nobody: whoever decides has been asked.
 */
export async function decide(
  ctx: Context,
  nomination: NominationRow,
  state: NominationState,
  reason: string | null,
  verb: string,
  appointmentId = nomination.appointmentId,
): Promise<{ id: string }> {
  await tables(ctx)
    .updateTable('convene.nomination')
    .set({
      state,
      reason,
      appointment_id: appointmentId,
      decided_by: ctx.actor.accountId,
      decided_at: ctx.now,
    })
    .where('id', '=', nomination.id)
    .execute()
  const detail = {
    classId: nomination.classId,
    personId: nomination.personId,
    from: nomination.state,
  }
  await note(ctx, { verb, kind: 'nomination', id: nomination.id, placeId: nomination.placeId, detail })
  return { id: nomination.id }
}

export function reasonOf(text: string): string {
  const reason = text.trim()
  if (reason === '') refuseIf([finding('/reason', 'empty', msg('Please give the reason.'))])
  return reason
}

/** Sends a nomination back to its place with the reason. */
export async function returnNomination(
  ctx: Context,
  nominationId: string,
  text: string,
): Promise<{ id: string }> {
  const { nomination, inside } = await openNomination(ctx, nominationId)
  must(ctx.actor, 'nomination.decide', inside.line)
  mustBeOpen(inside)
  mustBe(ctx, nomination.state, ['nominated', 'waiting'])
  return decide(ctx, nomination, 'returned', reasonOf(text), 'nomination.returned')
}

/** Takes a nomination back, by its place or by the organiser, with the reason; an accepted one frees its seat. */
export async function withdrawNomination(
  ctx: Context,
  nominationId: string,
  text: string,
): Promise<{ id: string }> {
  const { nomination, inside } = await openNomination(ctx, nominationId)
  const isOwn = may(ctx.actor, 'nomination.make', lineOfCell(inside, nomination.placeId))
  if (!isOwn && !may(ctx.actor, 'nomination.decide', inside.line)) throw new Problem('not-permitted')
  mustBeOpen(inside)
  mustBe(ctx, nomination.state, ['nominated', 'waiting', 'returned', 'accepted'])
  return decide(ctx, nomination, 'withdrawn', reasonOf(text), 'nomination.withdrawn')
}
