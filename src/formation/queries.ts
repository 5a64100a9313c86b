// What the actions and screens of memberships read, and what other rooms need of them.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../access/context.ts'
import { scopes } from '../access/rules.ts'
import { notFound } from '../base/problems.ts'
import type { Names } from '../base/words.ts'
import type { Db } from '../platform/database.ts'
import type { OrganisationStatus } from '../registry/organisations/rules.ts'
import { eachWithin, pathOn, within } from '../registry/queries.ts'
import type { Held, Terms, UnitRule } from './rules.ts'
import type { FormationTables } from './tables.ts'

export const tables = (db: Db) => db.withTables<FormationTables>()

/** The day in JSON, or null where it never comes. */
const openDay = (column: string): RawBuilder<unknown> => sql`nullif(${sql.ref(column)}, 'infinity'::date)`

/** When a unit had a form that its members own, as JSON. */
export const ownedStretches = sql`coalesce((
  select json_agg(json_build_object('fromOn', had.from_on::text, 'toOn', had.to_on::text) order by had.from_on)
  from registry.organisation_form as had join registry.form on form.code = had.form and form.kind = 'member_owned'
  where had.organisation_id = o.id), '[]')`

/**
 * SQL for memberships `m` with their person `p`, their unit `o`, and `life.ends_on`: nobody is a member for longer than
 * the unit has a form that members own, so that those of a merged unit are not counted beside those who joined anew.
 */
export const memberships = sql`formation.membership as m
  join registry.person as p on p.id = m.person_id join registry.organisation as o on o.id = m.organisation_id
  cross join lateral (select coalesce(max(had.to_on), '-infinity'::date) as ends_on
    from registry.organisation_form as had join registry.form on form.code = had.form and form.kind = 'member_owned'
    where had.organisation_id = m.organisation_id) as life`

/** The first day on which it no longer counts; 'infinity' where that has not been said. */
export const endsOn = sql`least(m.left_on, greatest(life.ends_on, m.joined_on))`

export const termsColumns = sql`m.party, m.joined_on as "joinedOn", ${openDay('m.left_on')} as "leftOn",
  m.left_reason as "leftReason", m.consent_on as "consentOn", m.consent_how as "consentHow", m.note`

/** How it ended, as it counts; both null while it has not. */
export const endColumns = sql`nullif(${endsOn}, 'infinity'::date) as "endsOn",
  case when ${endsOn} < m.left_on then 'unit_ended' else m.left_reason end as "endReason"`

/**
 * SQL that holds where the actor may see the membership: whoever may read people in the unit's place or in the
 * person's, and the member.
 */
export function membershipVisible(ctx: Context): RawBuilder<boolean> {
  const mine = scopes(ctx.actor, 'membership.read')
  return sql<boolean>`(${eachWithin(mine, 'o.place_id', ctx.today)} or ${eachWithin(mine, 'p.place_id', ctx.today)}
    or m.person_id = ${ctx.actor.personId}::uuid)`
}

export type UnitRow = {
  id: string
  names: Names
  form: string
  status: OrganisationStatus
  place: { id: string; names: Names }
  illustrative: boolean
  path: string[]
} & UnitRule

/** The unit whose members the actor may see, or 'not-found'. */
export async function getUnit(ctx: Context, organisationId: string): Promise<UnitRow> {
  const { rows } = await sql<UnitRow>`
    select o.id, o.names, o.form, o.status, o.illustrative,
      json_build_object('id', place.id, 'names', place.names) as place,
      ${pathOn('o.place_id', ctx.today)} as path, ${ownedStretches} as owned
    from registry.organisation as o join registry.place on place.id = o.place_id
    where o.id = ${organisationId} and o.kept_as is null and ${within(scopes(ctx.actor, 'membership.read'), 'o.place_id', ctx.today)}
  `.execute(ctx.db)
  if (rows.length === 0) throw notFound(organisationId)
  return rows[0]
}

export type MembershipRow = {
  id: string
  personId: string
  organisationId: string
  placeId: string
  terms: Terms
  struck: boolean
  /** the unit's place and all above it, today */
  path: string[]
} & UnitRule

type Stored = Omit<MembershipRow, 'terms'> & Terms

/** The membership as the actor may see it, held until the transaction ends; or 'not-found'. */
export async function holdMembership(ctx: Context, membershipId: string): Promise<MembershipRow> {
  const { rows } = await sql<Stored>`
    select m.id, m.person_id as "personId", m.organisation_id as "organisationId", o.place_id as "placeId",
      ${termsColumns}, m.struck, o.status, ${pathOn('o.place_id', ctx.today)} as path, ${ownedStretches} as owned
    from ${memberships} where m.id = ${membershipId} and ${membershipVisible(ctx)} for update of m`.execute(
    ctx.db,
  )
  if (rows.length === 0) throw notFound(membershipId)
  const { id, personId, organisationId, placeId, struck, path, status, owned, ...terms } = rows[0]
  return { id, personId, organisationId, placeId, struck, path, status, owned, terms }
}

export type HeldRow = Held & { id: string; personId: string; organisationId: string; terms: Terms }
type HeldStored = Omit<HeldRow, 'terms' | 'unit'> & Terms & { unit: Names; isNamed: boolean }

/** All memberships of these people, wherever; a unit that the actor may not see has no name. */
export async function heldBy(ctx: Context, personIds: readonly string[]): Promise<HeldRow[]> {
  const isNamed = within(scopes(ctx.actor, 'organisation.read'), 'o.place_id', ctx.today)
  const { rows } = await sql<HeldStored>`
    select m.id, m.person_id as "personId", m.organisation_id as "organisationId", ${termsColumns},
      m.joined_on as "fromOn", ${endsOn} as "toOn", o.names as unit, ${isNamed} as "isNamed"
    from ${memberships} where m.person_id = any(${[...personIds]}::uuid[]) and not m.struck
    order by m.joined_on, m.id`.execute(ctx.db)
  return rows.map(({ id, personId, organisationId, fromOn, toOn, unit, isNamed: named, ...terms }) => ({
    id,
    personId,
    organisationId,
    fromOn,
    toOn,
    unit: named ? unit : null,
    terms,
  }))
}

/** Held in one order, so that two who enter the same people decide one after the other. */
export async function holdPeople(ctx: Context, personIds: readonly string[]): Promise<void> {
  await sql`select id from registry.person where id = any(${[...personIds]}::uuid[]) order by id for no key update`.execute(
    ctx.db,
  )
}
