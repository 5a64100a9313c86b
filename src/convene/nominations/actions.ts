// What a place does about its nominations: puts forward, mends what came back, withdraws.
import type { Context } from '../../access/context.ts'
import { may, must } from '../../access/rules.ts'
import { type Day, sayDay, saySaid } from '../../base/dates.ts'
import { type Finding, finding, Problem, refuseIf } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import { note } from '../../platform/journal.ts'
import { once } from '../../platform/once.ts'
import type { Part } from '../../platform/together.ts'
import { holdKept } from '../../registry/queries.ts'
import { getInside, type Inside } from '../classes/queries.ts'
import { isPastDeadline } from '../classes/rules.ts'
import { tables } from '../programmes/queries.ts'
import {
  type CellNow,
  judgePerson,
  lastMarked,
  lockCell,
  mustStandAt,
  stepped,
  type TakenUp,
  takeStep,
  takeUp,
} from './nomination.ts'
import {
  type Elsewhere,
  lateFindings,
  liveStates,
  mustBeOpen,
  type NominationState,
  reasonOf,
  seatDayFindings,
} from './rules.ts'

const pathOfCell = (inside: Inside, placeId: string): string[] =>
  inside.places.find((place) => place.id === placeId)?.path ?? []

type NewNomination = { id: string; placeId: string; postId: string; personId: string; reason?: string }
type Placed = { id: string; state: NominationState; position: number | null; elsewhere: Elsewhere | null }

/** A seat while there are any that nobody stands for; else the end of the waiting list. */
const placeIn = (cell: CellNow): { state: 'nominated' | 'waiting'; position: number | null } =>
  cell.accepted + cell.undecided < cell.seats && cell.waiting === 0
    ? { state: 'nominated', position: null }
    : { state: 'waiting', position: cell.waiting + 1 }

/** What the class says to somebody new after its deadline. */
function atDeadline(ctx: Context, { deadlineSaid, lateRule }: Inside, reason: string | null): Finding[] {
  return lateFindings(lateRule, reason, deadlineSaid ? saySaid(deadlineSaid, ctx.language, ctx.say) : '')
}

type Standing = { personId: string; appointmentId: string; state: NominationState; reason: string | null }

/** What stands of a person who is put forward, the first time or again: nobody has decided yet. */
const putForward = (ctx: Context, { personId, appointmentId, state, reason }: Standing) => ({
  person_id: personId,
  appointment_id: appointmentId,
  state,
  reason,
  made_by: ctx.actor.accountId,
  made_at: ctx.now,
  decided_by: null,
  decided_at: null,
})

/**
 * Puts a person forward for a seat. Refuses a post or place that is not called, a cell without seats, somebody who does
 * not hold the post there on the first day (naming the appointment that ended), and somebody already put forward; after
 * the deadline by the rule of the class. Beyond the seats the nomination goes onto the waiting list of its cell. Says
 * where the person sits in another class on the same days.
 */
export async function nominatePerson(ctx: Context, classId: string, body: NewNomination): Promise<Placed> {
  const inside = await getInside(ctx, classId)
  if (!inside.places.some((place) => place.id === body.placeId)) {
    refuseIf([finding('/placeId', 'unknown-place', msg('This place is not called to the class.'))])
  }
  must(ctx.actor, 'nomination.make', pathOfCell(inside, body.placeId))
  const { id, ...content } = body
  return once<Placed>(ctx, { id, content: { classId, ...content } }, (remembering) =>
    keepNomination(ctx, inside, body, remembering),
  )
}

async function keepNomination(
  ctx: Context,
  inside: Inside,
  asked: NewNomination,
  remembering: (answer: Placed) => Part,
): Promise<Placed> {
  const personId = await holdKept(ctx.db, 'person', asked.personId)
  const cell = await holdOpenCell(ctx, inside, asked)
  const { appointmentId, findings, elsewhere } = await judgePerson(ctx, inside, asked, personId)
  const reason = asked.reason?.trim() || null
  const isLate = isPastDeadline(inside.deadlineSaid, ctx.today)
  if (isLate) findings.push(...atDeadline(ctx, inside, reason))
  refuseIf(findings)
  const { id, placeId, postId } = asked
  const { state, position } = placeIn(cell)
  const answer = { id, state, position, elsewhere }
  const detail = { personId, placeId, postId, classId: inside.id, state, isLate }
  await note(ctx, { verb: 'nomination.made', kind: 'nomination', id, placeId, detail }, [
    tables(ctx)
      .insertInto('convene.nomination')
      .values({
        id,
        class_id: inside.id,
        place_id: placeId,
        post_id: postId,
        is_late: isLate,
        ...putForward(ctx, { personId, appointmentId, state, reason }),
      }),
    stepped(ctx, { nominationId: id, personId, state, reason, fromOn: null }),
    remembering(answer),
  ])
  return answer
}

/**
 * The cell in which somebody is put forward, held; refused where the class takes no nominations, or has no seat there.
 */
async function holdOpenCell(
  ctx: Context,
  inside: Inside,
  { placeId, postId }: NewNomination,
): Promise<CellNow> {
  mustBeOpen(inside)
  if (!inside.posts.some((post) => post.id === postId)) {
    refuseIf([finding('/postId', 'unknown-post', msg('This post is not called to the class.'))])
  }
  const cell = await lockCell(ctx, inside.id, placeId, postId)
  if (cell.seats === 0)
    refuseIf([finding('/postId', 'no-seat', msg('This place has no seat for this post.'))])
  return cell
}

/**
 * Puts a returned nomination forward again, with the same person or another; held against the same rules. Whoever was
 * put forward in time stays so; another person after the deadline is late, with the reason, or refused, as the class
 * says.
 */
export async function resubmitNomination(
  ctx: Context,
  nominationId: string,
  asked: { personId: string; reason?: string },
): Promise<Placed> {
  const personId = await holdKept(ctx.db, 'person', asked.personId)
  const taken = await takeUp(ctx, nominationId)
  const { nomination, inside, cell } = taken
  must(ctx.actor, 'nomination.make', pathOfCell(inside, nomination.placeId))
  mustStandAt(ctx, taken, ['returned'])
  const { appointmentId, findings, elsewhere } = await judgePerson(
    ctx,
    inside,
    nomination,
    personId,
    nominationId,
  )
  const isNewlyLate = personId !== nomination.personId && isPastDeadline(inside.deadlineSaid, ctx.today)
  const reason = isNewlyLate ? asked.reason?.trim() || null : null
  if (isNewlyLate) findings.push(...atDeadline(ctx, inside, reason))
  refuseIf(findings)
  const { state, position } = placeIn(cell)
  const isLate = nomination.isLate || isNewlyLate
  await note(
    ctx,
    {
      verb: 'nomination.resubmitted',
      kind: 'nomination',
      id: nominationId,
      placeId: nomination.placeId,
      detail: { classId: inside.id, personId, state, isLate },
    },
    [
      tables(ctx)
        .updateTable('convene.nomination')
        .set({ is_late: isLate, ...putForward(ctx, { personId, appointmentId, state, reason }) })
        .where('id', '=', nominationId),
      stepped(ctx, { nominationId, personId, state, reason, fromOn: null }),
    ],
  )
  return { id: nominationId, state, position, elsewhere }
}

/**
 * Takes a nomination back, by its place or by the organiser, with the reason. An accepted one frees its seat: the
 * person counts in the class until today, or until an earlier day that is given; marked as present after it, the person
 * stays, and marks as missing go with the seat: only where whoever may mark in the class takes it back, never by the
 * place whose absence they are.
 */
export async function withdrawNomination(
  ctx: Context,
  nominationId: string,
  asked: { reason: string; on?: Day },
): Promise<{ id: string }> {
  const taken = await takeUp(ctx, nominationId)
  const { nomination, inside } = taken
  const decides = may(ctx.actor, 'nomination.decide', inside.path)
  if (!decides && !may(ctx.actor, 'nomination.make', pathOfCell(inside, nomination.placeId)))
    throw new Problem('not-permitted')
  mustStandAt(ctx, taken, liveStates)
  const reason = reasonOf(asked.reason)
  const on = nomination.state === 'accepted' ? asked.on : undefined
  if (on) refuseIf(await leavingFindings(ctx, taken, { on, decides }))
  return takeStep(ctx, taken, { state: 'withdrawn', reason, verb: 'nomination.withdrawn', on })
}

/** What speaks against a day from which somebody has no seat any more. */
async function leavingFindings(
  ctx: Context,
  { nomination }: TakenUp,
  { on, decides }: { on: Day; decides: boolean },
): Promise<Finding[]> {
  const findings = seatDayFindings(on, ctx.today)
  if (nomination.seatedOn && on < nomination.seatedOn) {
    const text = msg('This person has had the seat only from {day} on.')
    findings.push(finding('/on', 'dates-order', text, { day: sayDay(nomination.seatedOn, ctx.language) }))
  }
  const day = await lastMarked(ctx, nomination, { isPresent: true, from: on })
  if (day) {
    const text = msg('This person is marked as present on {day}. Give a later day, or mend the mark first.')
    return [...findings, finding('/on', 'was-there', text, { day: sayDay(day, ctx.language) })]
  }
  const missed = decides ? null : await lastMarked(ctx, nomination, { from: on })
  if (missed) {
    const text = msg('This person was marked as missing on {day}. Give a later day, or ask the organiser.')
    findings.push(finding('/on', 'was-marked', text, { day: sayDay(missed, ctx.language) }))
  }
  return findings
}
