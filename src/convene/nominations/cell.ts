// A nomination with its cell of the seat table, held: who is in it, whether a person may stand in it, and the step that is
// taken. What both sides of a nomination (the place that puts forward, the organiser that decides) stand on.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { must, scopes } from '../../access/rules.ts'
import type { Day } from '../../base/dates.ts'
import { finding, notFound, refuseIf, wrongStage } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import { within } from '../../registry/queries.ts'
import { getInside, type Inside, namesAmong } from '../classes/inside.ts'
import { elsewhere } from './clashes.ts'
import {
  type Judged,
  judge,
  type Known,
  type NominationState,
  nominationStateNames,
  type Sat,
} from './rules.ts'

type Standing = {
  accepted: number
  undecided: number
  firstWaiting: string | null
  waiting: number
  /** from when until when each of its seats was held */
  sat: Sat[]
}
export type CellNow = Standing & { seats: number }

/**
 * Holds a cell, given as class, place and post, until the transaction ends, and its class as it stands; of a nomination
 * also its person, so that two classes do not accept somebody at the same moment, and itself, so that nobody is marked in
 * it meanwhile. Gives its seats.
 * Who stands in it is read by a statement after this one, which sees what whoever held it before has committed.
 * Invariant: every change of a nomination's state holds its cell, so seats are never given twice.
 */
async function holdCell(ctx: Context, cell: RawBuilder<unknown>, nominationId?: string): Promise<number> {
  const { rows } = await sql<{ seats: number }>`
    select seat.seats from convene.seat join convene.class on class.id = seat.class_id
    ${nominationId ? sql`join convene.nomination on nomination.id = ${nominationId} join registry.person on person.id = nomination.person_id` : sql``}
    where (seat.class_id, seat.place_id, seat.post_id) = (${cell})
    for share of class for update of seat ${nominationId ? sql`for no key update of person, nomination` : sql``}`.execute(
    ctx.db,
  )
  return rows[0]?.seats ?? 0
}

/** SQL: who stands in a cell, as one value. */
const standingIn = (cell: RawBuilder<unknown>) => sql<Standing>`(
    select json_build_object('accepted', count(*) filter (where state = 'accepted'),
      'undecided', count(*) filter (where state = 'nominated'), 'waiting', count(*) filter (where state = 'waiting'),
      'firstWaiting', (array_agg(id order by arrival) filter (where state = 'waiting'))[1],
      'sat', coalesce(json_agg(json_build_object('fromOn', seated_on, 'toOn', left_on)) filter (where seated_on is not null), '[]'))
    from convene.nomination as here where (here.class_id, here.place_id, here.post_id) = (${cell}))`

/** Locks the cell until the transaction ends and gives what stands in it. */
export async function lockCell(
  ctx: Context,
  classId: string,
  placeId: string,
  postId: string,
): Promise<CellNow> {
  const cell = sql`${classId}::uuid, ${placeId}::uuid, ${postId}::uuid`
  const seats = await holdCell(ctx, cell)
  const { rows } = await sql<{ cell: Standing }>`select ${standingIn(cell)} as cell`.execute(ctx.db)
  return { seats, ...rows[0].cell }
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
  const { rows } = await sql<Known>`
    with held as (
      select a.id, a.from_on, a.to_on, o.names as organisation
      from registry.appointment as a join registry.organisation as o on o.id = a.organisation_id
      where a.person_id = ${personId} and a.post_id = ${cell.postId}
        and ${within([cell.placeId], 'o.place_id', inside.firstDay)}
    )
    select person.names,
      coalesce((select json_agg(json_build_object('id', id, 'fromOn', from_on, 'toOn', to_on, 'organisation', organisation)
        order by to_on desc) from held), '[]') as held,
      (select post.names from convene.nomination as n join registry.post as post on post.id = n.post_id
        where n.class_id = ${inside.id} and n.person_id = ${personId} and n.id is distinct from ${except}::uuid
          and n.state in ('nominated', 'returned', 'accepted', 'waiting') limit 1) as already,
      ${elsewhere(ctx, inside, sql`${personId}::uuid`)} as elsewhere
    from registry.person as person
    where person.id = ${personId} and person.erased_at is null and (exists (select 1 from held) or ${within(read, 'person.place_id', inside.firstDay)}
      or ${within(read, 'person.place_id', ctx.today)})`.execute(ctx.db)
  return rows[0] ?? null
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

/** The nomination as the actor may see it, or 'not-found', and its cell: locked first, then read. */
async function holdNomination(
  ctx: Context,
  nominationId: string,
): Promise<{ nomination: NominationRow; cell: CellNow }> {
  const cell = sql`n.class_id, n.place_id, n.post_id`
  const seen = sql`from convene.nomination as n join convene.class on class.id = n.class_id
    where n.id = ${nominationId}
      and ${within(scopes(ctx.actor, 'nomination.read'), 'n.place_id', sql.ref('class.first_day'))}`
  const seats = await holdCell(ctx, sql`select ${cell} ${seen}`, nominationId)
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
  return { nomination, cell: { seats, ...standing } }
}

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

export function reasonOf(text: string): string {
  const reason = text.trim()
  if (reason === '') refuseIf([finding('/reason', 'empty', msg('Please give the reason.'))])
  return reason
}
