// What the actions and screens of organisations read.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { may, must, scopes } from '../../access/rules.ts'
import type { Day } from '../../base/dates.ts'
import { notFound } from '../../base/problems.ts'
import { pageLength } from '../../base/schemas.ts'
import type { Names } from '../../base/words.ts'
import type { Db } from '../../platform/database.ts'
import { keyAfter, pageOf } from '../../platform/paging.ts'
import { askInPortions, eachInSlices } from '../../platform/slices.ts'
import { postFits, stateOn } from '../appointments/rules.ts'
import { type Gate, waysFrom } from '../gates/rules.ts'
import { listPosts } from '../lists/queries.ts'
import { offered } from '../lists/rules.ts'
import { matches, pathOn, within } from '../queries.ts'
import type { LineageKind, OrganisationStatus, PartOf } from './rules.ts'

export type OrganisationRow = {
  id: string
  code: string
  names: Names
  form: string
  status: OrganisationStatus
  placeId: string
  parentId: string | null
  tradeId: string | null
  foundedSaid: string | null
  illustrative: boolean
  /** the place and all above it, today */
  path: string[]
}

/** The organisation as the actor may see it, or 'not-found'; by the id of a twin the unit kept. */
export async function getOrganisation(ctx: Context, organisationId: string): Promise<OrganisationRow> {
  const { rows } = await sql<OrganisationRow>`
    select o.id, o.code, o.names, o.form, o.status, o.place_id as "placeId", o.parent_id as "parentId",
      o.trade_id as "tradeId", o.founded_said as "foundedSaid", o.illustrative,
      ${pathOn('o.place_id', ctx.today)} as path
    from registry.organisation as asked join registry.organisation as o on o.id = coalesce(asked.kept_as, asked.id)
    where asked.id = ${organisationId} and ${within(scopes(ctx.actor, 'organisation.read'), 'o.place_id', ctx.today)}
  `.execute(ctx.db)
  if (rows.length === 0) throw notFound(organisationId)
  return rows[0]
}

type Listed = {
  id: string
  code: string
  names: Names
  form: string
  status: OrganisationStatus
  place: { id: string; names: Names }
  trade: { id: string; names: Names } | null
  illustrative: boolean
}

const listed = sql`o.id, o.code, o.names, o.form, o.status, o.illustrative,
  json_build_object('id', place.id, 'names', place.names) as place,
  case when trade.id is not null then json_build_object('id', trade.id, 'names', trade.names) end as trade`
const joined = sql`registry.organisation as o join registry.place on place.id = o.place_id
  left join registry.trade on trade.id = o.trade_id`

type Filter = {
  under?: string
  form?: string
  tradeId?: string
  text?: string
  parentOrganisationId?: string
  after?: string
}

/** A page of the organisations that the actor may see. One statement. */
export async function readOrganisations(ctx: Context, filter: Filter) {
  const { under, form, tradeId, text, parentOrganisationId: parentId, after } = filter
  const { rows } = await sql<Listed>`
    select ${listed} from ${joined}
    where o.kept_as is null and ${within(scopes(ctx.actor, 'organisation.read'), 'o.place_id', ctx.today)}
      and ${under ? within([under], 'o.place_id', ctx.today) : sql`true`}
      and ${form ? sql`o.form = ${form}` : sql`true`}
      and ${tradeId ? sql`o.trade_id = ${tradeId}` : sql`true`}
      and ${matches(sql.ref('o.search_key'), text)}
      and ${parentId ? sql`o.parent_id = ${parentId}` : sql`true`}
      and ${after ? sql`o.code > ${after}` : sql`true`}
    order by o.code limit ${pageLength + 1}`.execute(ctx.db)
  const { page, next } = pageOf(rows, ({ code }) => [code])
  return {
    organisations: page,
    next,
    mayAdd: scopes(ctx.actor, 'organisation.change').length > 0,
  }
}

/** How many organisations of each form a place and all below it have, as far as the actor may see. */
export async function countForms(ctx: Context, placeId: string, on: Day) {
  const { rows } = await sql<{ form: string; count: number }>`
    select had.form, count(*)::int as count
    from registry.organisation as o join registry.organisation_form as had on had.organisation_id = o.id
      and had.from_on <= ${on}::date and had.to_on > ${on}::date
    where ${within(scopes(ctx.actor, 'organisation.read'), 'o.place_id', ctx.today)}
      and ${within([placeId], 'o.place_id', on)} and o.status <> 'dissolved' and o.kept_as is null
    group by had.form order by had.form`.execute(ctx.db)
  return rows
}

type Page = Listed & {
  foundedSaid: string | null
  parent: { id: string; names: Names } | null
  path: string[]
}
type Lineage = {
  id: string
  kind: LineageKind
  from: { id: string; names: Names }
  to: { id: string; names: Names }
  onSaid: string
  note: Names
}
type Passed = { answers: { text: Names; yes: boolean; fact: string }[]; skipped: string[]; reason: string }
type FormStretch = { form: string; fromOn: string; toOn: string; passed: Passed | null }

const edge = (day: string): Day | null => (day.endsWith('infinity') ? null : day)

export async function readOrganisation(ctx: Context, askedId: string) {
  const { rows } = await sql<Page>`
    select ${listed}, o.founded_said as "foundedSaid",
      case when parent.id is not null then json_build_object('id', parent.id, 'names', parent.names) end as parent,
      ${pathOn('o.place_id', ctx.today)} as path
    from ${joined} left join registry.organisation as parent on parent.id = o.parent_id
    where o.id = (select coalesce(kept_as, id) from registry.organisation where id = ${askedId})
      and ${within(scopes(ctx.actor, 'organisation.read'), 'o.place_id', ctx.today)}
  `.execute(ctx.db)
  if (rows.length === 0) throw notFound(askedId)
  const { path, ...organisation } = rows[0]
  const organisationId = organisation.id
  const formed = await sql<{ forms: FormStretch[]; gates: Gate[] }>`
    select (select json_agg(json_build_object('form', form, 'fromOn', from_on::text, 'toOn', to_on::text, 'passed', gate)
        order by from_on) from registry.organisation_form where organisation_id = ${organisationId}) as forms,
      coalesce((select json_agg(json_build_object('fromForm', from_form, 'toForm', to_form, 'skippable', skippable,
        'questions', questions) order by position, id) from registry.gate where retired_on is null), '[]') as gates
  `.execute(ctx.db)
  const { forms, gates } = formed.rows[0]
  const lineage = await sql<Lineage>`
    select l.id, l.kind, json_build_object('id', a.id, 'names', a.names) as from,
      json_build_object('id', b.id, 'names', b.names) as to, l.on_said as "onSaid", l.note
    from registry.organisation_lineage as l join registry.organisation as a on a.id = l.from_organisation_id
    join registry.organisation as b on b.id = l.to_organisation_id
    where l.from_organisation_id = ${organisationId} or l.to_organisation_id = ${organisationId}
    order by l.on_said, l.id`.execute(ctx.db)
  return {
    organisation,
    forms: forms.map((had) => ({ ...had, fromOn: edge(had.fromOn), toOn: edge(had.toOn) })),
    ways: waysFrom(organisation.form, gates),
    lineage: lineage.rows,
    mayReadPeople: may(ctx.actor, 'person.read', path),
    posts: offered(await listPosts(ctx.db)).filter((post) => postFits(post, organisation.form)),
    mayChange: may(ctx.actor, 'organisation.change', path),
    mayAppoint: may(ctx.actor, 'person.change', path),
  }
}

type HolderRow = {
  appointmentId: string
  person: { id: string; names: Names }
  post: { id: string; names: Names }
  fromOn: Day
  toOn: Day
}

/** Who holds, held and will hold its posts, a page at a time; refused to those who may not see people there. */
export async function readHolders(ctx: Context, askedId: string, after: string | undefined) {
  const key = keyAfter(after, ['day', 'day', 'id'])
  const { id, path } = await getOrganisation(ctx, askedId)
  must(ctx.actor, 'person.read', path)
  // What has no end yet is in the key as the last day that there is.
  const until = sql`least(a.to_on, '9999-12-31'::date)`
  const { rows } = await sql<HolderRow & { until: Day }>`
    select a.id as "appointmentId", json_build_object('id', person.id, 'names', person.names) as person,
      json_build_object('id', post.id, 'names', post.names) as post, a.from_on as "fromOn", a.to_on as "toOn",
      ${until} as until
    from registry.appointment as a join registry.person on person.id = a.person_id
    join registry.post on post.id = a.post_id where a.organisation_id = ${id}
      and ${key ? sql`(${until}, a.from_on, a.id) < (${key[0]}::date, ${key[1]}::date, ${key[2]}::uuid)` : sql`true`}
    order by ${until} desc, a.from_on desc, a.id desc limit ${pageLength + 1}`.execute(ctx.db)
  const { page, next } = pageOf(rows, ({ until, fromOn, appointmentId }) => [until, fromOn, appointmentId])
  return {
    holders: page.map(({ until: _, ...row }) => ({
      ...row,
      toOn: edge(row.toOn),
      state: stateOn(ctx.today, row),
    })),
    next,
  }
}

type Part = { id: string; parentId: string | null }

async function partOf(found: readonly Part[]): Promise<Map<string, string | null>> {
  const of = new Map<string, string | null>()
  await eachInSlices(found, ({ id, parentId }) => void of.set(id, parentId))
  return of
}

/**
 * The units and all that stand above them, each with what it is a part of. Whoever puts a unit under another than now
 * takes the lock 'parts' before this is read, and before any unit is held.
 */
export async function unitsAbove(db: Db, ids: readonly string[]): Promise<Map<string, string | null>> {
  const found = await askInPortions([...new Set(ids)], async (some) => {
    const { rows } = await sql<Part>`
      with recursive above (id, parent_id) as (
        select id, parent_id from registry.organisation where id = any(${some}::uuid[])
        union select o.id, o.parent_id from registry.organisation as o join above on o.id = above.parent_id)
      select id, parent_id as "parentId" from above`.execute(db)
    return rows
  })
  return partOf(found)
}

/** All units that are a part of another, as the doctor looks through them. */
export async function listParts(db: Db): Promise<PartOf> {
  const { rows } = await sql<Part>`
    select id, parent_id as "parentId" from registry.organisation where parent_id is not null`.execute(db)
  return partOf(rows)
}

/**
 * Each circle once, its units from part to whole. Each unit is looked at once, and a slice of them at a time, so that
 * nobody waits for all.
 */
export async function circlesOf(partOf: PartOf): Promise<string[][]> {
  const circles: string[][] = []
  const done = new Set<string>()
  await eachInSlices([...partOf.keys()], (start) => {
    const way: string[] = []
    let at: string | null | undefined = start
    while (at && !done.has(at)) {
      done.add(at)
      way.push(at)
      at = partOf.get(at)
    }
    const from = at ? way.indexOf(at) : -1
    if (from >= 0) circles.push(way.slice(from))
  })
  return circles
}

export async function codesOf(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; code: string }>`
    select id, code from registry.organisation where id = any(${[...ids]}::uuid[])`.execute(db)
  return new Map(rows.map(({ id, code }) => [id, code]))
}
