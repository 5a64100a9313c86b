// A nomination with its cell of the seat table, held: who is in it, whether a person may stand in it, and the step that
// is taken and stored. What both sides of a nomination (the place that puts forward, the organiser that decides) stand
// on.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { scopes } from '../../access/rules.ts'
import type { Day } from '../../base/dates.ts'
import { newId } from '../../base/ids.ts'
import { notFound, wrongStage } from '../../base/problems.ts'
import { msg, type Names } from '../../base/words.ts'
import { note } from '../../platform/journal.ts'
import type { Part } from '../../platform/together.ts'
import { within } from '../../registry/queries.ts'
import { correcting } from '../classes/end.ts'
import { elsewhere, getInside, type Inside } from '../classes/queries.ts'
import { type ClassState, hasEnded, namesAmong } from '../classes/rules.ts'
import type { ConveneTables } from '../tables.ts'
import {
  isLive,
  type Judged,
  judge,
  type Known,
  mustBeOpen,
  type NominationState,
  nominationStateNames,
  type Sat,
} from './rules.ts'

const tables = (ctx: Context) => ctx.db.withTables<ConveneTables>()

type Standing = {
  accepted: number
  undecided: number
  firstWaiting: string | null
  waiting: number
  /** from when until when each of its seats was held */
  sat: Sat[]
}
export type CellNow = Standing & { seats: number }

export type NominationRow = {
  id: string
  classId: string
  placeId: string
  postId: string
  personId: string
  appointmentId: string
  state: NominationState
  seatedOn: Day | null
  /** the last day of another seat that the person had in the class; null where there was none */
  satUntil: Day | null
  isLate: boolean
  madeBy: string
  decidedBy: string | null
  decidedAt: Date | null
}

export type TakenUp = { nomination: NominationRow; inside: Inside; cell: CellNow }

/** The nomination with its cell, held and then read, and its class. */
export async function takeUp(ctx: Context, nominationId: string): Promise<TakenUp> {
  const held = await holdNomination(ctx, nominationId)
  return { ...held, inside: await getInside(ctx, held.nomination.classId) }
}

/** The nomination as the actor may see it, or 'not-found', and its cell: locked first, then read. */
async function holdNomination(
  ctx: Context,
  nominationId: string,
): Promise<{ nomination: NominationRow; cell: CellNow }> {
  const cell = sql`n.class_id, n.place_id, n.post_id`
  const seen = sql`from convene.nomination as n join convene.class on class.id = n.class_id
    where n.id = ${nominationId}
      and ${within(scopes(ctx.actor, 'nomination.read'), 'n.place_id', sql.ref('class.first_day'))}`
  const held = await holdCell(ctx, sql`select ${cell} ${seen}`, nominationId)
  const { rows } = await sql<NominationRow & { cell: Standing }>`
    select n.id, n.class_id as "classId", n.place_id as "placeId", n.post_id as "postId", n.person_id as "personId",
      n.appointment_id as "appointmentId", n.state, n.seated_on as "seatedOn", n.made_by as "madeBy",
      (select max(other.left_on) - 1 from convene.nomination as other where other.class_id = n.class_id
        and other.person_id = n.person_id and other.id <> n.id and other.left_on > other.seated_on) as "satUntil",
      n.is_late as "isLate", n.decided_by as "decidedBy", n.decided_at as "decidedAt", ${standingIn(cell)} as cell ${seen}`.execute(
    ctx.db,
  )
  if (!rows[0]) throw notFound(nominationId)
  const { cell: standing, ...nomination } = rows[0]
  return { nomination, cell: { seats: held?.seats ?? 0, ...standing } }
}

/** Locks the cell of an open class until the transaction ends and gives what stands in it. */
export async function lockCell(
  ctx: Context,
  classId: string,
  placeId: string,
  postId: string,
): Promise<CellNow> {
  const cell = sql`${classId}::uuid, ${placeId}::uuid, ${postId}::uuid`
  const held = await holdCell(ctx, cell)
  // Looked at under the lock: the class may have been closed just before.
  if (held) mustBeOpen(held)
  const { rows } = await sql<{ cell: Standing }>`select ${standingIn(cell)} as cell`.execute(ctx.db)
  return { seats: held?.seats ?? 0, ...rows[0].cell }
}

/**
 * Holds a cell, given as class, place and post, until the transaction ends, and its class as it stands; of a nomination
 * also its person, so that two classes do not accept somebody at the same moment, and itself, so that nobody is marked
 * in it meanwhile. Gives its seats and the state of the class; nothing where there is no such cell.
 * Who stands in it is read by a statement after this one, which sees what whoever held it before has committed.
 * Invariant: every change of a nomination's state holds its cell, so seats are never given twice.
 */
async function holdCell(
  ctx: Context,
  cell: RawBuilder<unknown>,
  nominationId?: string,
): Promise<{ seats: number; state: ClassState } | undefined> {
  const { rows } = await sql<{ seats: number; state: ClassState }>`
    select seat.seats, class.state from convene.seat join convene.class on class.id = seat.class_id
    ${nominationId ? sql`join convene.nomination on nomination.id = ${nominationId} join registry.person on person.id = nomination.person_id` : sql``}
    where (seat.class_id, seat.place_id, seat.post_id) = (${cell})
    for share of class for update of seat ${nominationId ? sql`for no key update of person, nomination` : sql``}`.execute(
    ctx.db,
  )
  return rows[0]
}

/** SQL: who stands in a cell, as one value. */
const standingIn = (cell: RawBuilder<unknown>) => sql<Standing>`(
    select json_build_object('accepted', count(*) filter (where state = 'accepted'),
      'undecided', count(*) filter (where state = 'nominated'), 'waiting', count(*) filter (where state = 'waiting'),
      'firstWaiting', (array_agg(id order by arrival) filter (where state = 'waiting'))[1],
      'sat', coalesce(json_agg(json_build_object('fromOn', seated_on, 'toOn', left_on)) filter (where seated_on is not null), '[]'))
    from convene.nomination as here where (here.class_id, here.place_id, here.post_id) = (${cell}))`

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

/** The appointment by which a person may stand in a cell on the first day, or what speaks against it. */
export async function judgePerson(
  ctx: Context,
  inside: Inside,
  cell: { placeId: string; postId: string },
  personId: string,
  except: string | null = null,
): Promise<Judged> {
  const known = await standingOf(ctx, inside, cell, personId, except)
  const [post, place] = [namesAmong(inside.posts, cell.postId), namesAmong(inside.places, cell.placeId)]
  return judge(known, { post, place, firstDay: inside.firstDay }, ctx.language)
}

/** What the registers and the class know of somebody; null where the actor may not know the person at all. */
async function standingOf(
  ctx: Context,
  inside: Inside,
  cell: { placeId: string; postId: string },
  personId: string,
  except: string | null,
): Promise<Known | null> {
  const read = scopes(ctx.actor, 'person.read')
  type Row = Omit<Known, 'already'> & { others: { state: NominationState; post: Names }[] }
  const { rows } = await sql<Row>`
    with held as (
      select a.id, a.from_on, a.to_on, o.names as organisation
      from registry.appointment as a join registry.organisation as o on o.id = a.organisation_id
      where a.person_id = ${personId} and a.post_id = ${cell.postId}
        and ${within([cell.placeId], 'o.place_id', inside.firstDay)}
    )
    select person.names,
      coalesce((select json_agg(json_build_object('id', id, 'fromOn', from_on, 'toOn', to_on, 'organisation', organisation)
        order by to_on desc) from held), '[]') as held,
      coalesce((select json_agg(json_build_object('state', n.state, 'post', post.names))
        from convene.nomination as n join registry.post as post on post.id = n.post_id
        where n.class_id = ${inside.id} and n.person_id = ${personId} and n.id is distinct from ${except}::uuid), '[]') as others,
      (select met from ${elsewhere(ctx, inside, sql`${personId}::uuid`)} as elsewhere) as elsewhere
    from registry.person as person
    where person.id = ${personId} and person.erased_at is null and (exists (select 1 from held) or ${within(read, 'person.place_id', inside.firstDay)}
      or ${within(read, 'person.place_id', ctx.today)})`.execute(ctx.db)
  if (!rows[0]) return null
  const { others, ...known } = rows[0]
  return { ...known, already: others.find(isLive)?.post ?? null }
}

/** The last day from `from` on, or of the whole class, on which the person was marked: present, or as anything. */
export async function lastMarked(
  { db }: Context,
  { classId, personId }: NominationRow,
  marked: { isPresent?: true; from?: Day } = {},
): Promise<Day | null> {
  const { rows } = await sql<{
    day: Day | null
  }>`select max(session.on_day) as day from convene.attendance as mark
    join convene.session as session on session.id = mark.session_id
    where session.class_id = ${classId} and mark.person_id = ${personId}
      and session.on_day >= ${marked.from ?? '-infinity'}::date
      and ${marked.isPresent ? sql`mark.state = 'present'` : sql`true`}`.execute(db)
  return rows[0].day
}

type Step = {
  state: NominationState
  reason: string | null
  verb: string
  /** what an acceptance was judged by */
  appointmentId?: string
  /** the first day with the seat, or the first without it */
  on?: Day
}

/**
 * Stores the step that a nomination takes, with its reason, who took it and when, and notes it; in a class that has
 * ended also as a correction. Asks nobody: organiser and place are asked for different things before it.
 */
export async function takeStep(ctx: Context, taken: TakenUp, step: Step): Promise<{ id: string }> {
  const { nomination, inside } = taken
  const { id, classId, personId, placeId } = nomination
  const { state, reason, verb } = step
  const isOfSeat = state === 'accepted' || nomination.state === 'accepted'
  const isCorrection = isOfSeat && hasEnded(inside, ctx.today)
  const detail = {
    classId,
    personId,
    from: nomination.state,
    ...(step.on && step.on !== ctx.today ? { on: step.on } : {}),
    ...(isCorrection ? { afterEnd: true } : {}),
  }
  const what = state === 'accepted' ? 'accepted' : 'withdrawn'
  const correction = { classId, what, nominationId: id, people: [{ personId }], reason } as const
  await note(ctx, { verb, kind: 'nomination', id, placeId, detail }, [
    ...changed(ctx, nomination, step),
    stepped(ctx, { nominationId: id, personId, state, reason, fromOn: fromDay(ctx, nomination, step) }),
    ...(isCorrection ? correcting(ctx, correction) : []),
  ])
  return { id }
}

/** From which day on the person has the seat, or has it no longer; null for a step that changes neither. */
function fromDay(ctx: Context, before: NominationRow, { state, on }: Step): Day | RawBuilder<Day> | null {
  if (state === 'accepted') return on ?? ctx.today
  if (state !== 'withdrawn' || before.state !== 'accepted') return null
  return on ?? sql<Day>`(select ${lastDay(ctx.today)} from convene.nomination where id = ${before.id})`
}

/** The nomination as it stands after a step: from which day its person has a seat, or has it no longer. */
function changed(ctx: Context, { id, ...before }: NominationRow, step: Step): Part[] {
  const { state, reason, on, appointmentId = before.appointmentId } = step
  const isOpen = state === 'nominated'
  const isLeaving = state === 'withdrawn' && before.state === 'accepted'
  const change = tables(ctx)
    .updateTable('convene.nomination')
    .set({
      state,
      reason,
      appointment_id: appointmentId,
      decided_by: isOpen ? null : ctx.actor.accountId,
      decided_at: isOpen ? null : ctx.now,
      ...(isOpen ? { seated_on: null, left_on: null } : {}),
      ...(state === 'accepted' ? { seated_on: on ?? ctx.today, left_on: null } : {}),
      ...(isLeaving ? { left_on: on ?? lastDay(ctx.today) } : {}),
    })
    .where('id', '=', id)
  return isLeaving && on ? [change, unmarked(before, on)] : [change]
}

/** Today, or tomorrow where the person was marked today already: who was there stays counted. */
const lastDay = (
  today: Day,
): RawBuilder<Day> => sql<Day>`greatest(seated_on, ${today}::date + (exists (select 1
  from convene.attendance as mark join convene.session as session on session.id = mark.session_id
  where session.class_id = nomination.class_id and session.on_day = ${today}::date
    and mark.person_id = nomination.person_id))::int)`

/**
 * Takes away that somebody was missing on days on which the person had no seat any more: it counts for nobody, and
 * would keep the session where it is. What the devices sent stays.
 */
const unmarked = ({ classId, personId }: Omit<NominationRow, 'id'>, on: Day): Part =>
  sql`delete from convene.attendance as mark using convene.session as session
    where session.id = mark.session_id and session.class_id = ${classId} and session.on_day >= ${on}::date
      and mark.person_id = ${personId} and mark.state <> 'present'`

type Stepped = {
  nominationId: string
  personId: string
  state: NominationState
  reason: string | null
  fromOn: Day | RawBuilder<Day> | null
}

/**
 * Keeps a step of a nomination for ever: what it says of itself is the last one only. Asks nobody: it goes with a step
 * that has asked.
 */
export const stepped = (ctx: Context, { nominationId, personId, state, reason, fromOn }: Stepped): Part =>
  tables(ctx).insertInto('convene.nomination_step').values({
    id: newId(),
    nomination_id: nominationId,
    person_id: personId,
    state,
    reason,
    account_id: ctx.actor.accountId,
    on_day: ctx.today,
    at: ctx.now,
    from_on: fromOn,
  })
