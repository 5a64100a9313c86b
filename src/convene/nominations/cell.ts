// One cell of the seat table, locked: who is in it, and whether a person may stand in it. What both sides of a
// nomination (the place that puts forward, the organiser that decides) stand on.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { scopes } from '../../access/rules.ts'
import { addDays, type Day, sayDay } from '../../base/dates.ts'
import { type Finding, finding, notFound } from '../../base/problems.ts'
import { msg, type Names, nameIn } from '../../base/words.ts'
import { within } from '../../registry/queries.ts'
import { type Inside, namesAmong } from '../classes/inside.ts'
import type { NominationState } from './rules.ts'

type Standing = { accepted: number; undecided: number; firstWaiting: string | null; waiting: number }
export type CellNow = Standing & { seats: number }

/**
 * Holds a cell, given as class, place and post, until the transaction ends, and its class as it stands. Gives its seats.
 * Who stands in it is read by a statement after this one, which sees what whoever held it before has committed.
 * Invariant: every change of a nomination's state holds its cell, so seats are never given twice.
 */
async function holdCell(ctx: Context, cell: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ seats: number }>`
    select seat.seats from convene.seat join convene.class on class.id = seat.class_id
    where (seat.class_id, seat.place_id, seat.post_id) = (${cell}) for share of class for update of seat`.execute(
    ctx.db,
  )
  return rows[0]?.seats ?? 0
}

/** SQL: who stands in a cell, as one value. */
const standingIn = (cell: RawBuilder<unknown>) => sql<Standing>`(
    select json_build_object('accepted', count(*) filter (where state = 'accepted'),
      'undecided', count(*) filter (where state = 'nominated'), 'waiting', count(*) filter (where state = 'waiting'),
      'firstWaiting', (array_agg(id order by arrival) filter (where state = 'waiting'))[1])
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

type Held = { id: string; fromOn: Day; toOn: Day; organisation: Names }
type Known = {
  names: Names
  /** appointments to the post in the place, the latest first */
  held: Held[]
  /** the post under which the person already stands in this class */
  already: Names | null
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
          and n.state in ('nominated', 'returned', 'accepted', 'waiting') limit 1) as already
    from registry.person as person
    where person.id = ${personId} and person.erased_at is null and (exists (select 1 from held) or ${within(read, 'person.place_id', inside.firstDay)}
      or ${within(read, 'person.place_id', ctx.today)})`.execute(ctx.db)
  return rows[0] ?? null
}

/** Whether a person may stand in a cell on the first day; the findings name the appointment that ended, or the lack of one. */
export async function judgePerson(
  ctx: Context,
  inside: Inside,
  cell: { placeId: string; postId: string },
  personId: string,
  except: string | null = null,
): Promise<{ appointmentId: string; findings: Finding[] }> {
  const standing = await standingOf(ctx, inside, cell, personId, except)
  const at = '/personId'
  if (!standing) {
    const text = msg('There is no such person, or not one of yours.')
    return { appointmentId: '', findings: [finding(at, 'unknown-person', text)] }
  }
  const say = (names: Names) => nameIn(names, ctx.language)
  const person = say(standing.names)
  if (standing.already) {
    const text = msg('{person} is already put forward for this class, as {post}.')
    return {
      appointmentId: '',
      findings: [finding(at, 'twice', text, { person, post: say(standing.already) })],
    }
  }
  const valid = standing.held.find((held) => held.fromOn <= inside.firstDay && inside.firstDay < held.toOn)
  if (valid) return { appointmentId: valid.id, findings: [] }
  return {
    appointmentId: '',
    findings: [finding(at, 'no-appointment', ...whyNot(ctx, inside, cell, person, standing.held))],
  }
}

function whyNot(
  ctx: Context,
  inside: Inside,
  cell: { placeId: string; postId: string },
  person: string,
  held: Held[],
): [string, Record<string, string>] {
  const day = sayDay(inside.firstDay, ctx.language)
  const post = nameIn(namesAmong(inside.posts, cell.postId), ctx.language)
  const ended = held.find((one) => one.toOn <= inside.firstDay)
  if (ended) {
    return [
      msg(
        '{person} does not hold this post on the first day, {day}: the appointment as {post} at {organisation} ended on {ended}.',
      ),
      {
        person,
        day,
        post,
        organisation: nameIn(ended.organisation, ctx.language),
        ended: sayDay(addDays(ended.toOn, -1), ctx.language),
      },
    ]
  }
  const later = held.at(-1)
  if (later) {
    return [
      msg(
        '{person} takes up the post of {post} at {organisation} only on {begins}; the class begins on {day}.',
      ),
      {
        person,
        day,
        post,
        organisation: nameIn(later.organisation, ctx.language),
        begins: sayDay(later.fromOn, ctx.language),
      },
    ]
  }
  const place = nameIn(namesAmong(inside.places, cell.placeId), ctx.language)
  return [
    msg('{person} holds no appointment as {post} in {place} on the first day, {day}.'),
    { person, post, place, day },
  ]
}

export type NominationRow = {
  id: string
  classId: string
  placeId: string
  postId: string
  personId: string
  appointmentId: string
  state: NominationState
}

/** The nomination as the actor may see it, or 'not-found', and its cell: locked first, then read. */
export async function holdNomination(
  ctx: Context,
  nominationId: string,
): Promise<{ nomination: NominationRow; cell: CellNow }> {
  const cell = sql`n.class_id, n.place_id, n.post_id`
  const seen = sql`from convene.nomination as n join convene.class on class.id = n.class_id
    where n.id = ${nominationId}
      and ${within(scopes(ctx.actor, 'nomination.read'), 'n.place_id', sql.ref('class.first_day'))}`
  const seats = await holdCell(ctx, sql`select ${cell} ${seen}`)
  const { rows } = await sql<NominationRow & { cell: Standing }>`
    select n.id, n.class_id as "classId", n.place_id as "placeId", n.post_id as "postId", n.person_id as "personId",
      n.appointment_id as "appointmentId", n.state, ${standingIn(cell)} as cell ${seen}`.execute(ctx.db)
  if (!rows[0]) throw notFound(nominationId)
  const { cell: standing, ...nomination } = rows[0]
  return { nomination, cell: { seats, ...standing } }
}
