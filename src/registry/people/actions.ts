// What people do about people: enter one, correct it, record who holds which post from when to when.
import type { Context } from '../../access/context.ts'
import { must } from '../../access/rules.ts'
import type { Day } from '../../base/dates.ts'
import { newId } from '../../base/ids.ts'
import { type Finding, finding, mustBeAsSeen, refuseIf } from '../../base/problems.ts'
import { msg, type Names } from '../../base/words.ts'
import { note } from '../../platform/journal.ts'
import { appointmentFindings, endFindings } from '../appointments/rules.ts'
import { getOrganisation } from '../organisations/queries.ts'
import { getPlace, standingPathOf } from '../places/queries.ts'
import { holdKept, holdToChange } from '../queries.ts'
import { neat } from '../rules.ts'
import type { RegistryTables } from '../tables.ts'
import { getPerson, holdAppointment } from './queries.ts'
import { personFindings } from './rules.ts'

export type PersonEntry = { names: Names; phone: string | null }

const tables = (ctx: Context) => ctx.db.withTables<RegistryTables>()

/** Enters a person of a place. The record holds what the work needs and no more. */
export async function addPerson(
  ctx: Context,
  entry: PersonEntry & { placeId: string; code?: string },
  marks: { illustrative?: boolean } = {},
): Promise<{ id: string }> {
  const place = await getPlace(ctx.db, entry.placeId)
  must(ctx.actor, 'person.change', await standingPathOf(ctx.db, entry.placeId, ctx.today))
  refuseIf(personFindings(entry))
  const id = newId()
  await tables(ctx)
    .insertInto('registry.person')
    .values({
      id,
      code: entry.code || `${place.code}-${id.slice(-6)}`,
      names: neat(entry.names),
      phone: entry.phone || null,
      place_id: entry.placeId,
      illustrative: marks.illustrative ?? false,
    })
    .execute()
  await note(ctx, { verb: 'person.added', kind: 'person', id, placeId: entry.placeId })
  return { id }
}

export async function changePerson(
  ctx: Context,
  askedId: string,
  { was, ...entry }: PersonEntry & { was?: PersonEntry },
): Promise<{ id: string }> {
  const personId = await holdToChange(ctx.db, 'person', askedId)
  const before = await getPerson(ctx, personId)
  must(ctx.actor, 'person.change', before.path)
  mustBeAsSeen(was, before)
  refuseIf(personFindings(entry))
  await tables(ctx)
    .updateTable('registry.person')
    .set({ names: neat(entry.names), phone: entry.phone || null })
    .where('id', '=', personId)
    .execute()
  await note(ctx, { verb: 'person.edited', kind: 'person', id: personId, placeId: before.placeId })
  return { id: personId }
}

export type NewAppointment = {
  personId: string
  postId: string
  organisationId: string
  fromOn: Day
  toOn: Day | null
  /** The person holds another post in these days, and that is meant. */
  overlapMeant?: boolean
}

/**
 * Gives a post to a person from a day on. Refuses a post that does not belong to this form of unit, dates the wrong
 * way round, a second holder of a single-seat post (naming the first), and asks back where the person holds another
 * post in the same days.
 */
export async function appoint(ctx: Context, asked: NewAppointment): Promise<{ id: string }> {
  const entry = {
    ...asked,
    personId: await holdKept(ctx.db, 'person', asked.personId),
    organisationId: await holdKept(ctx.db, 'organisation', asked.organisationId),
  }
  const organisation = await getOrganisation(ctx, entry.organisationId)
  must(ctx.actor, 'person.change', organisation.path)
  const person = await getPerson(ctx, entry.personId)
  // Two officers who fill the same seat at the same moment decide one after the other. Both hold the key already: only
  // this lock lets each have it without waiting for the other for ever.
  await tables(ctx)
    .selectFrom('registry.organisation')
    .select('id')
    .where('id', '=', entry.organisationId)
    .forNoKeyUpdate()
    .execute()
  const post = await tables(ctx)
    .selectFrom('registry.post')
    .selectAll()
    .where('id', '=', entry.postId)
    .executeTakeFirst()
  if (!post) refuseIf([finding('/postId', 'unknown', msg('There is no such post in the list.'))])
  else {
    const [holders, others] = [await holdersOf(ctx, entry), await postsOf(ctx, entry.personId)]
    refuseIf(appointmentFindings(entry, post, organisation.form, holders, others))
  }
  const id = newId()
  await tables(ctx)
    .insertInto('registry.appointment')
    .values({
      id,
      person_id: entry.personId,
      post_id: entry.postId,
      organisation_id: entry.organisationId,
      from_on: entry.fromOn,
      ...(entry.toOn ? { to_on: entry.toOn } : {}),
    })
    .execute()
  await note(ctx, {
    verb: 'appointment.made',
    kind: 'person',
    id: person.id,
    placeId: organisation.placeId,
    detail: {
      appointmentId: id,
      postId: entry.postId,
      organisationId: entry.organisationId,
      fromOn: entry.fromOn,
    },
  })
  return { id }
}

/**
 * Ends an appointment on a day; with a successor, the post goes over on that day without a gap. Commitments of the
 * post are found through the post, so the successor sees them.
 */
export async function endAppointment(
  ctx: Context,
  appointmentId: string,
  change: { onDay: Day; successorPersonId: string | null },
): Promise<{ id: string }> {
  const before = await holdAppointment(ctx, appointmentId)
  must(ctx.actor, 'person.change', before.path)
  const successor = change.successorPersonId ? await getPerson(ctx, change.successorPersonId) : null
  refuseIf(endFindings(change, before, successor))
  await tables(ctx)
    .updateTable('registry.appointment')
    .set({ to_on: change.onDay })
    .where('id', '=', appointmentId)
    .execute()
  await note(ctx, {
    verb: 'appointment.ended',
    kind: 'person',
    id: before.personId,
    placeId: before.placeId,
    detail: { appointmentId, postId: before.postId, organisationId: before.organisationId, ...change },
  })
  if (successor) {
    const { postId, organisationId } = before
    await appoint(ctx, {
      personId: successor.id,
      postId,
      organisationId,
      fromOn: change.onDay,
      toOn: null,
      overlapMeant: true,
    }).catch(atSuccessor)
  }
  return { id: appointmentId }
}

// What is wrong with the successor's appointment is shown at the field that was filled in.
function atSuccessor(error: unknown): never {
  const details = (error as { details?: { errors?: Finding[] } }).details
  if (details?.errors) refuseIf(details.errors.map((one) => ({ ...one, pointer: '/successorPersonId' })))
  throw error
}

async function holdersOf(ctx: Context, entry: NewAppointment) {
  return tables(ctx)
    .selectFrom('registry.appointment as a')
    .innerJoin('registry.person as p', 'p.id', 'a.person_id')
    .select(['p.names', 'a.from_on as fromOn', 'a.to_on as toOn', 'p.id as personId'])
    .where('a.organisation_id', '=', entry.organisationId)
    .where('a.post_id', '=', entry.postId)
    .execute()
}

async function postsOf(ctx: Context, personId: string) {
  return tables(ctx)
    .selectFrom('registry.appointment as a')
    .innerJoin('registry.post as p', 'p.id', 'a.post_id')
    .select(['p.names', 'a.from_on as fromOn', 'a.to_on as toOn'])
    .where('a.person_id', '=', personId)
    .execute()
}
