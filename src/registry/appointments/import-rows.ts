// Many appointments at once: the same rules as one by hand (a single-seat post has one holder on any day), held against
// what is recorded and against the earlier rows.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { may, scopes } from '../../access/rules.ts'
import type { Day } from '../../base/dates.ts'
import { newId } from '../../base/ids.ts'
import { finding } from '../../base/problems.ts'
import { msg, type Names } from '../../base/words.ts'
import type { Db } from '../../platform/database.ts'
import { ask, type Changing, type Decision, faulty, type Judged, refuseRows } from '../../platform/imports.ts'
import { noteAll } from '../../platform/journal.ts'
import { type Resting, restingRows } from '../../platform/resting.ts'
import { askInPortions, eachInSlices, mapInSlices, sendPortions } from '../../platform/slices.ts'
import { pathsOn } from '../imports/queries.ts'
import { notYours } from '../imports/rules.ts'
import { listPosts } from '../lists/queries.ts'
import { personVisible } from '../people/queries.ts'
import { within } from '../queries.ts'
import { appointmentFindings, endFindings } from './rules.ts'

export type AppointmentRow = {
  personId: string
  postId: string
  organisationId: string
  fromOn: Day
  toOn: Day | null
  /** 'meant': the person holds another post in these days, and that is meant. */
  decision: Decision
}

type Unit = { id: string; form: string; placeId: string }
type Held = {
  id: string
  personId: string
  postId: string
  organisationId: string
  fromOn: Day
  toOn: Day
  person: Names
  post: Names
}

async function heldBy(ctx: Context, { personIds, organisationIds }: Named): Promise<Held[]> {
  const held = async (which: RawBuilder<unknown>) =>
    (
      await sql<Held>`
        select a.id, a.person_id as "personId", a.post_id as "postId", a.organisation_id as "organisationId",
          a.from_on as "fromOn", a.to_on as "toOn", person.names as person, post.names as post
        from registry.appointment as a join registry.person on person.id = a.person_id
        join registry.post on post.id = a.post_id where ${which}`.execute(ctx.db)
    ).rows
  const ofPeople = await askInPortions(personIds, (some) => held(sql`a.person_id = any(${some}::uuid[])`))
  const ofUnits = await askInPortions(organisationIds, (some) =>
    held(sql`a.organisation_id = any(${some}::uuid[])`),
  )
  const isOfPeople = new Set(ofPeople.map(({ id }) => id))
  return [...ofPeople, ...ofUnits.filter(({ id }) => !isOfPeople.has(id))]
}

/** What the rows name, each once. */
type Named = { personIds: string[]; organisationIds: string[] }
const namedIn = (rows: readonly AppointmentRow[]): Named => ({
  personIds: [...new Set(rows.map((row) => row.personId))],
  organisationIds: [...new Set(rows.map((row) => row.organisationId))],
})

/** Who holds what, as far as these rows are concerned; rows that are taken up are added to it. */
class Holdings {
  readonly #ofSeat = new Map<string, Held[]>()
  readonly #ofPerson = new Map<string, Held[]>()
  static #seat = (one: { postId: string; organisationId: string }) => `${one.organisationId} ${one.postId}`

  add(held: Held): void {
    const put = (all: Map<string, Held[]>, key: string) => {
      const before = all.get(key)
      if (before) before.push(held)
      else all.set(key, [held])
    }
    put(this.#ofSeat, Holdings.#seat(held))
    put(this.#ofPerson, held.personId)
  }
  inSeat = (row: AppointmentRow): Held[] => this.#ofSeat.get(Holdings.#seat(row)) ?? []
  ofPerson = (row: AppointmentRow): Held[] => this.#ofPerson.get(row.personId) ?? []
}

/** What each row would do and what speaks against it. Changes nothing. */
export async function judgeAppointments(ctx: Context, rows: readonly AppointmentRow[]): Promise<Judged[]> {
  const visible = within(scopes(ctx.actor, 'organisation.read'), 'o.place_id', ctx.today)
  const named = namedIn(rows)
  const units = await askInPortions(named.organisationIds, async (some) => {
    const found = await sql<Unit>`
      select o.id, o.form, o.place_id as "placeId" from registry.organisation as o
      where o.id = any(${some}::uuid[]) and ${visible}`.execute(ctx.db)
    return found.rows
  })
  const unitOf = new Map(units.map((unit) => [unit.id, unit]))
  const people = await askInPortions(named.personIds, async (some) => {
    const found = await sql<{ id: string; names: Names }>`
      select p.id, p.names from registry.person as p
      where p.id = any(${some}::uuid[]) and ${personVisible(ctx)}`.execute(ctx.db)
    return found.rows
  })
  const nameOf = new Map(people.map((one) => [one.id, one.names]))
  const paths = await pathsOn(
    ctx.db,
    units.map((unit) => unit.placeId),
    ctx.today,
  )
  const posts = new Map((await listPosts(ctx.db)).map((post) => [post.id, post]))
  const holdings = new Holdings()
  await eachInSlices(await heldBy(ctx, named), (held) => holdings.add(held))
  return mapInSlices(rows, (row): Judged => {
    const [unit, post, person] = [
      unitOf.get(row.organisationId),
      posts.get(row.postId),
      nameOf.get(row.personId),
    ]
    if (!unit || !may(ctx.actor, 'person.change', paths.get(unit.placeId) ?? []))
      return faulty([notYours('/organisationId')])
    if (!person)
      return faulty([finding('/personId', 'unknown', msg('Nobody that you may see is this person.'))])
    if (!post) return faulty([finding('/postId', 'unknown', msg('There is no such post in the list.'))])
    const known = holdings
      .inSeat(row)
      .find((one) => one.personId === row.personId && one.fromOn === row.fromOn)
    if (known) return judgeKnown(row, known)
    const holders = holdings.inSeat(row).map(({ personId, person: names, fromOn, toOn }) => ({
      personId,
      names,
      fromOn,
      toOn,
    }))
    const others = holdings.ofPerson(row).map(({ post: names, fromOn, toOn }) => ({ names, fromOn, toOn }))
    const entry = { ...row, overlapMeant: row.decision === 'meant' }
    const findings = appointmentFindings(
      entry,
      { forms: post.forms, single_seat: post.singleSeat },
      unit.form,
      holders,
      others,
    )
    const overlap = findings.find((one) => one.pointer === '/overlapMeant')
    if (overlap && findings.length === 1) return ask({ ...overlap, pointer: '/postId' })
    if (findings.length > 0) return faulty(findings.filter((one) => one !== overlap))
    const id = newId()
    const toOn = row.toOn ?? 'infinity'
    holdings.add({ ...row, id, toOn, person, post: post.names })
    return { state: 'new', id, findings: [], candidates: [] }
  })
}

// The same post from the same day: the only news can be that it ended.
function judgeKnown(row: AppointmentRow, known: Held): Judged {
  const toOn = row.toOn ?? 'infinity'
  if (toOn === known.toOn || row.toOn === null)
    return { state: 'same', id: known.id, findings: [], candidates: [] }
  const findings = endFindings({ onDay: row.toOn }, known, null).map((one) => ({ ...one, pointer: '/toOn' }))
  if (findings.length > 0) return faulty(findings)
  return { state: 'changed', id: known.id, findings: [], candidates: [] }
}

/**
 * Makes and ends all of them or refuses with every row that is wrong. Asks nobody: each row is judged by what its
 * writer may do there.
 */
export async function saveAppointments(
  ctx: Context,
  rows: readonly AppointmentRow[],
  changing?: Changing,
): Promise<Judged[]> {
  // Two who fill the same seat at the same moment decide one after the other, as by hand.
  const { organisationIds } = namedIn(rows)
  const units = await askInPortions(organisationIds.sort(), async (some) => {
    const held = await sql<{ id: string; placeId: string }>`
      select id, place_id as "placeId" from registry.organisation where id = any(${some}::uuid[])
      order by id for update`.execute(ctx.db)
    return held.rows
  })
  const judged = await judgeAppointments(ctx, rows)
  refuseRows(judged)
  await changing?.(judged)
  const all = await mapInSlices(rows, (row, at) => ({ ...row, ...judged[at] }))
  const made = all.filter((row) => row.state === 'new')
  const ended = all.filter((row) => row.state === 'changed')
  await sendPortions(made, (some) =>
    sql`
    insert into registry.appointment (id, person_id, post_id, organisation_id, from_on, to_on)
    select r.id, r."personId", r."postId", r."organisationId", r."fromOn", coalesce(r."toOn", 'infinity')
    from jsonb_to_recordset(${JSON.stringify(some)}::jsonb) as r(id uuid, "personId" uuid, "postId" uuid,
      "organisationId" uuid, "fromOn" date, "toOn" date)`.execute(ctx.db),
  )
  await sendPortions(ended, (some) =>
    sql`
    update registry.appointment as a set to_on = r."toOn"
    from jsonb_to_recordset(${JSON.stringify(some)}::jsonb) as r(id uuid, "toOn" date) where a.id = r.id`.execute(
      ctx.db,
    ),
  )
  const placeOf = new Map(units.map((unit) => [unit.id, unit.placeId]))
  const entries = await mapInSlices([...made, ...ended], (row) => ({
    verb: row.state === 'new' ? 'appointment.made' : 'appointment.ended',
    kind: 'person',
    id: row.personId,
    placeId: placeOf.get(row.organisationId),
    detail: {
      appointmentId: row.id,
      postId: row.postId,
      organisationId: row.organisationId,
      ...(row.state === 'new' ? { fromOn: row.fromOn } : { onDay: row.toOn, successorPersonId: null }),
    },
  }))
  await noteAll(ctx, entries)
  return judged
}

/** Appointments in days that would be given back: to a post for one holder, or to the same person in the same post. */
export const appointmentsInstead = (db: Db, changes: RawBuilder<unknown>): Promise<Resting[]> =>
  restingRows(
    db,
    msg('Appointments'),
    sql`select person.names, '/people/' || person.id as href from registry.appointment as later
      join registry.person on person.id = later.person_id join registry.post on post.id = later.post_id
      where later.id not in (select c.id from (${changes}) as c) and exists (
        select 1 from (${changes}) as c join registry.appointment as t on t.id = c.id
        where t.organisation_id = later.organisation_id and t.post_id = later.post_id
          and (post.single_seat or t.person_id = later.person_id)
          and later.from_on < (c.before->>'to_on')::date and later.to_on > t.to_on)
      order by later.id`,
  )

/** Asks nobody: whoever takes the file back has asked. */
export async function changeAppointmentsBack({ db }: Context, changes: RawBuilder<unknown>): Promise<void> {
  await sql`update registry.appointment as t set to_on = (c.before->>'to_on')::date
    from (${changes}) as c where c.id = t.id and c.before is not null`.execute(db)
  await sql`delete from registry.appointment
    where id in (select c.id from (${changes}) as c where c.before is null)`.execute(db)
}
