// What the actions and screens of people and their posts read.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { may, mayGrant, roles, scopes } from '../../access/rules.ts'
import type { Day } from '../../base/dates.ts'
import { notFound } from '../../base/problems.ts'
import { pageLength } from '../../base/schemas.ts'
import { spellingKey } from '../../base/spelling.ts'
import type { Names } from '../../base/words.ts'
import type { Db } from '../../platform/database.ts'
import { pageOf } from '../../platform/paging.ts'
import { stateOn } from '../appointments/rules.ts'
import { eachWithin, matches, pathOn, within } from '../queries.ts'

export type PersonRow = {
  id: string
  code: string
  names: Names
  phone: string | null
  placeId: string
  illustrative: boolean
  /** the place and all above it, today */
  path: string[]
}

/** SQL of the ways in which the actor comes to see somebody: by the place, as oneself, by a post held there. */
const ways = (ctx: Context, alias: string) => {
  const mine = scopes(ctx.actor, 'person.read')
  return {
    isThere: (within: Within) => within(mine, `${alias}.place_id`, ctx.today),
    isSelf: sql<boolean>`${sql.ref(`${alias}.id`)} = ${ctx.actor.personId}::uuid`,
    holdsThere: (within: Within) => sql`select true from registry.appointment as held
      join registry.organisation as there on there.id = held.organisation_id
      where held.person_id = ${sql.ref(`${alias}.id`)} and held.to_on > ${ctx.today}::date
        and ${within(mine, 'there.place_id', ctx.today)}`,
  }
}
type Within = typeof within

/** Neither a twin, which is seen as the entry that was kept, nor an erased person. */
const stands = (alias: string) =>
  sql<boolean>`${sql.ref(`${alias}.kept_as`)} is null and ${sql.ref(`${alias}.erased_at`)} is null`

/**
 * SQL that holds where the actor may see `p`: people of the actor's places, people who hold a post there although
 * they are entered elsewhere, and the actor. Never a twin, never an erased one. Asked person by person: a list that
 * begins at the top is read by `firstSeen`.
 */
export function personVisible(ctx: Context, alias = 'p'): RawBuilder<boolean> {
  const { isThere, isSelf, holdsThere } = ways(ctx, alias)
  return sql<boolean>`(${stands(alias)} and (${isThere(eachWithin)} or coalesce(${isSelf}, false)
    or coalesce((${holdsThere(eachWithin)} limit 1), false)))`
}

/** SQL: the people who are seen although their entry lies elsewhere, found before anything else is asked of them. */
function seenElsewhere(ctx: Context): RawBuilder<unknown> {
  const { isThere, isSelf, holdsThere } = ways(ctx, 'p')
  const by = (way: RawBuilder<unknown>) => sql`select p.* from registry.person as p
    where ${stands('p')} and not ${isThere(within)} and ${way}`
  return sql`(${by(isSelf)} union ${by(sql`exists (${holdsThere(within)})`)} offset 0)`
}

/** SQL that holds where a text finds `p`: by name, code or telephone, and by words also of the posts held today. */
function isFound(ctx: Context, text: string): RawBuilder<boolean> {
  const digits = text.replace(/\D/g, '')
  const byPhone = digits.length >= 6 && /^[\d\s()+-]+$/.test(text)
  // Looked up person by person: what is asked to exist would be put together of all appointments of the country.
  const held = sql`(select string_agg(concat_ws(' ', post.search_key, unit.search_key), ' ')
    from registry.appointment as held join registry.post on post.id = held.post_id
    join registry.organisation as unit on unit.id = held.organisation_id
    where held.person_id = p.id and held.from_on <= ${ctx.today}::date and held.to_on > ${ctx.today}::date)`
  return sql<boolean>`(${matches(sql.ref('p.search_key'), text, held)}
    or ${byPhone ? sql`regexp_replace(p.phone, '[^0-9]', '', 'g') like ${`%${digits}%`}` : sql`false`})`
}

type Wanted = { where: RawBuilder<unknown>; text?: string }

/**
 * SQL: the ids of the first people `p` by code whom the actor may see and who are wanted. Each way of seeing them is
 * read by itself, from its beginning or from the actor's places, whichever is shorter; what costs most, comparing a
 * text, is not done twice for everybody.
 */
export function firstSeen(ctx: Context, { where, text }: Wanted, count: number): RawBuilder<string> {
  const { isThere, isSelf, holdsThere } = ways(ctx, 'p')
  const all = sql`registry.person`
  const fits = text?.trim() ? sql`${where} and ${isFound(ctx, text)}` : where
  const first = (
    from: RawBuilder<unknown>,
    way: RawBuilder<unknown>,
  ) => sql`(select p.id, p.code from ${from} as p
    where ${stands('p')} and ${way} and ${fits} order by p.code limit ${count})`
  const others = text?.trim()
    ? first(seenElsewhere(ctx), sql`true`)
    : sql`${first(all, isSelf)} union ${first(all, sql`exists (${holdsThere(within)})`)}`
  return sql`(select p.id from (${first(all, isThere(within))} union ${others}) as p order by p.code limit ${count})`
}

/** The person as the actor may see it, or 'not-found'; by the id of a twin the person kept. */
export async function getPerson(ctx: Context, personId: string): Promise<PersonRow> {
  const { rows } = await sql<PersonRow>`
    select p.id, p.code, p.names, p.phone, p.place_id as "placeId", p.illustrative,
      ${pathOn('p.place_id', ctx.today)} as path
    from registry.person as asked join registry.person as p on p.id = coalesce(asked.kept_as, asked.id)
    where asked.id = ${personId} and ${personVisible(ctx)}`.execute(ctx.db)
  if (rows.length === 0) throw notFound(personId)
  return rows[0]
}

export type AppointmentRow = {
  id: string
  personId: string
  postId: string
  organisationId: string
  placeId: string
  fromOn: Day
  toOn: Day
  path: string[]
}

/** The appointment with the place of its organisation, locked until the transaction ends; or 'not-found'. */
export async function holdAppointment(ctx: Context, appointmentId: string): Promise<AppointmentRow> {
  const { rows } = await sql<AppointmentRow>`
    select a.id, a.person_id as "personId", a.post_id as "postId", a.organisation_id as "organisationId",
      o.place_id as "placeId", a.from_on as "fromOn", a.to_on as "toOn",
      ${pathOn('o.place_id', ctx.today)} as path
    from registry.appointment as a join registry.organisation as o on o.id = a.organisation_id
    where a.id = ${appointmentId} and ${within(scopes(ctx.actor, 'person.read'), 'o.place_id', ctx.today)}
    for update of a
  `.execute(ctx.db)
  if (rows.length === 0) throw notFound(appointmentId)
  return rows[0]
}

/** What a person is called, whoever asks: for those who write in that person's name. */
export async function namesOfPerson(db: Db, personId: string): Promise<Names> {
  const { rows } = await sql<{
    names: Names
  }>`select names from registry.person where id = ${personId}`.execute(db)
  if (rows.length === 0) throw notFound(personId)
  return rows[0].names
}

type Listed = {
  id: string
  code: string
  names: Names
  place: { id: string; names: Names }
  illustrative: boolean
  posts: { post: Names; organisation: Names }[]
}

type Filter = { under?: string; postId?: string; text?: string; after?: string }

/** A page of the people that the actor may see, with what they hold today. One statement. */
export async function readPeople(ctx: Context, { under, postId, text, after }: Filter) {
  const today = sql`a.from_on <= ${ctx.today}::date and a.to_on > ${ctx.today}::date`
  const where = sql`${under ? within([under], 'p.place_id', ctx.today) : sql`true`}
    and ${postId ? sql`exists (select 1 from registry.appointment as a where a.person_id = p.id and a.post_id = ${postId} and ${today})` : sql`true`}
    and ${after ? sql`p.code > ${after}` : sql`true`}`
  const { rows } = await sql<Listed>`
    select p.id, p.code, p.names, p.illustrative, json_build_object('id', place.id, 'names', place.names) as place,
      coalesce((select json_agg(json_build_object('post', post.names, 'organisation', o.names) order by a.from_on)
        from registry.appointment as a join registry.post on post.id = a.post_id
        join registry.organisation as o on o.id = a.organisation_id where a.person_id = p.id and ${today}), '[]') as posts
    from registry.person as p join registry.place on place.id = p.place_id
    where p.id in ${firstSeen(ctx, { where, text }, pageLength + 1)} order by p.code`.execute(ctx.db)
  const { page, next } = pageOf(rows, ({ code }) => [code])
  return {
    people: page,
    next,
    mayAdd: scopes(ctx.actor, 'person.change').length > 0,
  }
}

type Held = {
  id: string
  post: { id: string; names: Names }
  organisation: { id: string; names: Names }
  place: { id: string; names: Names }
  fromOn: Day
  toOn: Day
  path: string[]
}

export async function readPerson(ctx: Context, personId: string) {
  const { path, placeId, ...person } = await getPerson(ctx, personId)
  const { id } = person
  const { rows: known } = await sql<{ place: { id: string; names: Names }; hasAccount: boolean }>`
    select json_build_object('id', place.id, 'names', place.names) as place,
      exists (select 1 from access.account where person_id = ${id} and ended_at is null) as "hasAccount"
    from registry.place where place.id = ${placeId}`.execute(ctx.db)
  const [{ place, hasAccount }] = known
  const { rows } = await sql<Held>`
    select a.id, json_build_object('id', post.id, 'names', post.names) as post,
      json_build_object('id', o.id, 'names', o.names) as organisation,
      json_build_object('id', place.id, 'names', place.names) as place, a.from_on as "fromOn", a.to_on as "toOn",
      ${pathOn('o.place_id', ctx.today)} as path
    from registry.appointment as a join registry.post on post.id = a.post_id
    join registry.organisation as o on o.id = a.organisation_id join registry.place on place.id = o.place_id
    where a.person_id = ${id} order by a.from_on desc, a.id desc`.execute(ctx.db)
  return {
    person: { ...person, place },
    appointments: rows.map(({ path: there, ...held }) => {
      const state = stateOn(ctx.today, held)
      const toOn = held.toOn === 'infinity' ? null : held.toOn
      return { ...held, toOn, state, mayEnd: state !== 'before' && may(ctx.actor, 'person.change', there) }
    }),
    mayChange: may(ctx.actor, 'person.change', path),
    mayTakeOut: may(ctx.actor, 'person.data', path),
    mayInviteAs: hasAccount ? [] : roles.filter((role) => mayGrant(ctx.actor, role, path)),
  }
}

/** The code of the first of a name who is entered at a place, of those whom the actor may see. */
export async function findNamesake(ctx: Context, placeId: string, name: string): Promise<string | undefined> {
  const { rows } = await sql<{ code: string }>`
    select p.code from registry.person as p where p.place_id = ${placeId}
      and registry.name_key(p.names->>'zh') = ${spellingKey(name)} and ${personVisible(ctx)}
    order by p.code limit 1`.execute(ctx.db)
  return rows[0]?.code
}

/** How many people of a place and all below it the actor may see; null where people are not shown at all. */
export async function countPeople(ctx: Context, placeId: string): Promise<number | null> {
  if (scopes(ctx.actor, 'person.read').length === 0) return null
  const isHere = within([placeId], 'p.place_id', ctx.today)
  const { isThere } = ways(ctx, 'p')
  const { rows } = await sql<{ count: number }>`
    select (select count(*)::int from registry.person as p where ${stands('p')} and ${isThere(within)} and ${isHere})
      + (select count(*)::int from ${seenElsewhere(ctx)} as p where ${isHere}) as count`.execute(ctx.db)
  return rows[0].count
}
