// Many memberships at once, as a unit's own list brings them: the same rules as one by hand, held against what is
// recorded and against the earlier rows. Nobody comes in without consent.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../access/context.ts'
import { may, scopes } from '../access/rules.ts'
import { newId } from '../base/ids.ts'
import { finding } from '../base/problems.ts'
import { msg } from '../base/words.ts'
import type { Db } from '../platform/database.ts'
import {
  ask,
  type Changing,
  type Decision,
  faulty,
  type Judged,
  onceEach,
  refuseRows,
} from '../platform/imports.ts'
import { noteAll } from '../platform/journal.ts'
import { type Resting, restingRows } from '../platform/resting.ts'
import { askInPortions, mapInSlices, sendPortions } from '../platform/slices.ts'
import { notYours } from '../registry/imports/rules.ts'
import { personVisible } from '../registry/people/queries.ts'
import { pathOn, within } from '../registry/queries.ts'
import { type HeldRow, heldBy, holdPeople, ownedStretches } from './queries.ts'
import {
  heldFindings,
  leavingFindings,
  openFindings,
  type Terms,
  termsFindings,
  type UnitRule,
} from './rules.ts'

export type MembershipEntry = Omit<Terms, 'note'> & {
  personId: string
  organisationId: string
  /** 'meant': the person is a member of another unit in these days, and that is meant. */
  decision: Decision
}

type Unit = { id: string; path: string[]; placeId: string } & UnitRule

async function unitsOf(ctx: Context, rows: readonly MembershipEntry[]): Promise<Map<string, Unit>> {
  const organisationIds = [...new Set(rows.map((row) => row.organisationId))]
  const units = await askInPortions(organisationIds, async (some) => {
    const found = await sql<Unit>`
      select o.id, o.status, o.place_id as "placeId", ${pathOn('o.place_id', ctx.today)} as path, ${ownedStretches} as owned
      from registry.organisation as o where o.id = any(${some}::uuid[])
        and ${within(scopes(ctx.actor, 'membership.read'), 'o.place_id', ctx.today)}`.execute(ctx.db)
    return found.rows
  })
  return new Map(units.map((unit) => [unit.id, unit]))
}

const termsOf = (row: MembershipEntry): Terms => ({
  party: row.party,
  joinedOn: row.joinedOn,
  leftOn: row.leftOn,
  leftReason: row.leftOn === null ? null : row.leftReason,
  consentOn: row.consentOn,
  consentHow: row.consentHow,
  note: '',
})

/** What each row would do and what speaks against it. Changes nothing. */
export async function judgeMemberships(ctx: Context, rows: readonly MembershipEntry[]): Promise<Judged[]> {
  const units = await unitsOf(ctx, rows)
  const personIds = [...new Set(rows.map((row) => row.personId))]
  const people = await askInPortions(personIds, async (some) => {
    const found = await sql<{ id: string }>`
      select p.id from registry.person as p
      where p.id = any(${some}::uuid[]) and ${personVisible(ctx)}`.execute(ctx.db)
    return found.rows
  })
  const visible = new Set(people.map((one) => one.id))
  const memberships = await askInPortions(personIds, (some) => heldBy(ctx, some))
  const held = Map.groupBy(memberships, (one) => one.personId)
  const judged = await mapInSlices(rows, (row): Judged => {
    const unit = units.get(row.organisationId)
    if (!unit || !may(ctx.actor, 'membership.change', unit.path)) return faulty([notYours('/organisationId')])
    if (!visible.has(row.personId))
      return faulty([finding('/personId', 'unknown', msg('Nobody that you may see is this person.'))])
    const own = held.get(row.personId) ?? []
    const here = own.filter((one) => one.organisationId === row.organisationId)
    const known = here.find((one) => one.terms.joinedOn === row.joinedOn)
    if (known) return judgeKnown(row, known)
    const terms = termsOf(row)
    const elsewhere = own.filter((one) => one.organisationId !== row.organisationId)
    const findings = [
      ...openFindings(terms, unit),
      ...termsFindings(terms, unit, ctx.today),
      ...heldFindings(terms, here, elsewhere, row.decision === 'meant'),
    ]
    const overlap = findings.find((one) => one.pointer === '/overlapMeant')
    if (overlap && findings.length === 1) return ask({ ...overlap, pointer: '/organisationId' })
    if (findings.length > 0) return faulty(findings.filter((one) => one !== overlap))
    const id = newId()
    held.set(row.personId, [...own, taken(row, id, terms)])
    return { state: 'new', id, findings: [], candidates: [] } satisfies Judged
  })
  return onceEach(judged, '/personId')
}

/** A row that is taken up stands for those after it as if it were recorded. */
const taken = (row: MembershipEntry, id: string, terms: Terms): HeldRow => ({
  id,
  personId: row.personId,
  organisationId: row.organisationId,
  fromOn: row.joinedOn,
  toOn: row.leftOn ?? 'infinity',
  unit: null,
  terms,
})

// The same person in the same unit from the same day: the only news can be that it ended. Anything else is a
// correction, which a person makes with a reason.
function judgeKnown(row: MembershipEntry, { id, terms }: HeldRow): Judged {
  const isOther =
    row.consentOn !== terms.consentOn || row.consentHow !== terms.consentHow || row.party !== terms.party
  const isReasonOther = row.leftOn !== null && row.leftReason !== null && row.leftReason !== terms.leftReason
  const hasLeft = terms.leftOn !== null
  if (isOther || (hasLeft && row.leftOn !== null && (row.leftOn !== terms.leftOn || isReasonOther))) {
    const why = msg(
      'This membership is entered otherwise. Correct it on the page of the person, with a reason.',
    )
    return faulty([finding('/joinedOn', 'entered-otherwise', why)])
  }
  if (row.leftOn === null || hasLeft) return { state: 'same', id, findings: [], candidates: [] }
  const findings = leavingFindings({ leftOn: row.leftOn }, terms)
  return findings.length > 0 ? faulty(findings) : { state: 'changed', id, findings: [], candidates: [] }
}

/**
 * Enters and ends all of them or refuses with every row that is wrong. Asks nobody: each row is judged by what its
 * writer may do there.
 */
export async function saveMemberships(
  ctx: Context,
  rows: readonly MembershipEntry[],
  changing?: Changing,
): Promise<Judged[]> {
  const personIds = [...new Set(rows.map((row) => row.personId))].sort()
  await sendPortions(personIds, (some) => holdPeople(ctx, some))
  const judged = await judgeMemberships(ctx, rows)
  refuseRows(judged)
  await changing?.(judged)
  const all = await mapInSlices(rows, (row, at) => ({ ...row, ...termsOf(row), ...judged[at] }))
  const joined = all.filter((row) => row.state === 'new')
  const ended = all.filter((row) => row.state === 'changed').map((row) => ({ ...row, changeId: newId() }))
  await sendPortions(joined, (some) => insertJoined(ctx, some))
  await sendPortions(ended, (some) => insertEnded(ctx, some))
  const units = await unitsOf(ctx, rows)
  const entries = await mapInSlices([...joined, ...ended], (row) => ({
    verb: row.state === 'new' ? 'membership.joined' : 'membership.left',
    kind: 'person',
    id: row.personId,
    placeId: units.get(row.organisationId)?.placeId,
    detail: {
      membershipId: row.id,
      organisationId: row.organisationId,
      joinedOn: row.joinedOn,
      leftOn: row.leftOn,
      leftReason: row.leftReason,
    },
  }))
  await noteAll(ctx, entries)
  return judged
}

type Written = MembershipEntry & { id: string }

async function insertJoined(ctx: Context, rows: readonly Written[]): Promise<void> {
  await sql`
    insert into formation.membership (id, person_id, organisation_id, party, joined_on, left_on, left_reason,
      consent_on, consent_how, illustrative, made_on, made_by)
    select r.id, person.id, r."organisationId", r.party, r."joinedOn", coalesce(r."leftOn", 'infinity'),
      r."leftReason", r."consentOn", r."consentHow", person.illustrative, ${ctx.today}::date, ${ctx.actor.accountId}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, "personId" uuid, "organisationId" uuid,
      party text, "joinedOn" date, "leftOn" date, "leftReason" text, "consentOn" date, "consentHow" text)
    join registry.person on person.id = r."personId"`.execute(ctx.db)
}

async function insertEnded(ctx: Context, rows: readonly (Written & { changeId: string })[]): Promise<void> {
  const ended = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
    as r(id uuid, "changeId" uuid, "leftOn" date, "leftReason" text)`
  await sql`
    insert into formation.membership_change (id, membership_id, kind, before, reason, made_on, made_at, made_by)
    select r."changeId", m.id, 'left', jsonb_build_object('party', m.party, 'joinedOn', m.joined_on, 'leftOn', null,
        'leftReason', null, 'consentOn', m.consent_on, 'consentHow', m.consent_how, 'note', m.note),
      '', ${ctx.today}::date, ${ctx.now}, ${ctx.actor.accountId}
    from ${ended} join formation.membership as m on m.id = r.id`.execute(ctx.db)
  await sql`
    update formation.membership as m set left_on = r."leftOn", left_reason = r."leftReason"
    from ${ended} where m.id = r.id`.execute(ctx.db)
}

/** Memberships of the same person and unit in days that would be given back to an earlier one. */
export const membershipsInstead = (db: Db, changes: RawBuilder<unknown>): Promise<Resting[]> =>
  restingRows(
    db,
    msg('Memberships'),
    sql`select person.names, '/people/' || person.id as href from formation.membership as later
      join registry.person on person.id = later.person_id
      where not later.struck and later.id not in (select c.id from (${changes}) as c) and exists (
        select 1 from (${changes}) as c join formation.membership as t on t.id = c.id
        where t.person_id = later.person_id and t.organisation_id = later.organisation_id
          and later.joined_on < (c.before->>'left_on')::date and later.left_on > t.left_on)
      order by later.id`,
  )

/** Asks nobody: whoever takes the file back has asked. */
export async function changeMembershipsBack({ db }: Context, changes: RawBuilder<unknown>): Promise<void> {
  const ended = sql`(select c.id from (${changes}) as c where c.before is not null)`
  // Nothing has changed since: the last is that which the file made.
  await sql`delete from formation.membership_change where id in (select distinct on (membership_id) id
    from formation.membership_change where membership_id in ${ended} order by membership_id, id desc)`.execute(
    db,
  )
  await sql`update formation.membership as t set left_on = (c.before->>'left_on')::date,
      left_reason = c.before->>'left_reason'
    from (${changes}) as c where c.id = t.id and c.before is not null`.execute(db)
  await sql`delete from formation.membership
    where id in (select c.id from (${changes}) as c where c.before is null)`.execute(db)
}
