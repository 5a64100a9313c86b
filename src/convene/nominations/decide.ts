// The step that a nomination takes once it may: stored, from which day its person has a seat or has it no longer, and
// noted; in a class that has ended as a correction.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import type { Day } from '../../base/dates.ts'
import { newId } from '../../base/ids.ts'
import { note } from '../../platform/journal.ts'
import type { Part } from '../../platform/together.ts'
import { correcting } from '../classes/end.ts'
import { hasEnded } from '../classes/rules.ts'
import { tables } from '../programmes/queries.ts'
import type { TakenUp } from './cell.ts'
import type { NominationState } from './rules.ts'

type Step = {
  state: NominationState
  reason: string | null
  verb: string
  /** what an acceptance was judged by */
  appointmentId?: string
  /** the first day with the seat, or the first without it */
  on?: Day
}

type Taken = { nominationId: string; personId: string; state: NominationState; reason: string | null }

/**
 * Keeps a step of a nomination for ever: what it says of itself is the last one only. Asks nobody: it goes with a step
 * that has asked.
 */
export const stepped = (ctx: Context, { nominationId, personId, state, reason }: Taken): Part =>
  tables(ctx).insertInto('convene.nomination_step').values({
    id: newId(),
    nomination_id: nominationId,
    person_id: personId,
    state,
    reason,
    account_id: ctx.actor.accountId,
    on_day: ctx.today,
    at: ctx.now,
  })

/**
 * Stores a decision with its reason, who took it and when. Asks nobody: organiser and place are asked for different things
 * before it.
 */
export async function decide(ctx: Context, taken: TakenUp, step: Step): Promise<{ id: string }> {
  const { nomination, inside } = taken
  const { state, reason, verb, appointmentId = nomination.appointmentId } = step
  const seats = state === 'accepted' || nomination.state === 'accepted'
  const isCorrection = seats && hasEnded(inside, ctx.today)
  const isOpen = state === 'nominated'
  const detail = {
    classId: nomination.classId,
    personId: nomination.personId,
    from: nomination.state,
    ...(step.on && step.on !== ctx.today ? { on: step.on } : {}),
    ...(isCorrection ? { afterEnd: true } : {}),
  }
  const change = tables(ctx)
    .updateTable('convene.nomination')
    .set({
      state,
      reason,
      appointment_id: appointmentId,
      decided_by: isOpen ? null : ctx.actor.accountId,
      decided_at: isOpen ? null : ctx.now,
      ...(isOpen ? { seated_on: null, left_on: null } : {}),
      ...(state === 'accepted' ? { seated_on: step.on ?? ctx.today, left_on: null } : {}),
      ...(state === 'withdrawn' && nomination.state === 'accepted'
        ? { left_on: step.on ?? lastDay(ctx.today) }
        : {}),
    })
    .where('id', '=', nomination.id)
  const parts: Part[] = [change, stepped(ctx, { ...nomination, nominationId: nomination.id, state, reason })]
  if (isCorrection) {
    const what = state === 'accepted' ? 'accepted' : 'withdrawn'
    parts.push(
      ...correcting(ctx, {
        classId: inside.id,
        what,
        nominationId: nomination.id,
        people: [{ personId: nomination.personId }],
        reason,
      }),
    )
  }
  await note(ctx, { verb, kind: 'nomination', id: nomination.id, placeId: nomination.placeId, detail }, parts)
  return { id: nomination.id }
}

/** Today, or tomorrow where the person was marked today already: who was there stays counted. */
const lastDay = (
  today: Day,
): RawBuilder<Day> => sql<Day>`greatest(seated_on, ${today}::date + (exists (select 1
  from convene.attendance as mark join convene.session as session on session.id = mark.session_id
  where session.class_id = nomination.class_id and session.on_day = ${today}::date
    and mark.person_id = nomination.person_id))::int)`
