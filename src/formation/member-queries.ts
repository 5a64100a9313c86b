// What the screens and papers of memberships show: the members of a unit on a day, and the memberships of a person.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../access/context.ts'
import { may } from '../access/rules.ts'
import type { Day } from '../base/dates.ts'
import type { Erased } from '../base/erased.ts'
import { notFound } from '../base/problems.ts'
import { pageLength } from '../base/schemas.ts'
import type { Names } from '../base/words.ts'
import { msg } from '../base/words.ts'
import { findPaper } from '../convene/papers/queries.ts'
import { ownProgramme } from '../convene/programmes/queries.ts'
import type { Say } from '../platform/catalogues.ts'
import type { Db } from '../platform/database.ts'
import { keyAfter, pageOf } from '../platform/paging.ts'
import type { Held } from '../platform/room.ts'
import { stateOn } from '../registry/appointments/rules.ts'
import { personVisible } from '../registry/people/queries.ts'
import { matches, pathOn } from '../registry/queries.ts'
import type { shownMembers } from './contract.ts'
import {
  endColumns,
  endsOn,
  getUnit,
  memberships,
  membershipVisible,
  termsColumns,
  type UnitRow,
} from './queries.ts'
import { type ChangeKind, type EndReason, membersPaper, type Terms, yearBefore } from './rules.ts'

type Filter = {
  on?: Day
  since?: Day
  show?: (typeof shownMembers)[number]
  text?: string
  after?: string
}

const between = (column: RawBuilder<unknown>, since: Day, on: Day) =>
  sql<boolean>`${column} > ${since}::date and ${column} <= ${on}::date`
const joined = sql`m.joined_on`
const present = (on: Day) => sql<boolean>`m.joined_on <= ${on}::date and ${endsOn} > ${on}::date`

type Ended = { endsOn: Day | null; endReason: EndReason | null }
type Listed = Ended &
  Pick<Terms, 'party' | 'joinedOn' | 'consentOn' | 'consentHow'> & {
    id: string
    person: { id: string; names: Names }
    struck: boolean
    isCorrected: boolean
    illustrative: boolean
  }

const stateOf = (row: Ended & { joinedOn: Day; struck: boolean }, day: Day) =>
  row.struck ? ('struck' as const) : stateOn(day, { fromOn: row.joinedOn, toOn: row.endsOn ?? 'infinity' })

const unitOf = ({ id, names, form, status, place, illustrative }: UnitRow) => ({
  id,
  names,
  form,
  status,
  place,
  illustrative,
})

/** A page of a unit's members with the figures above it: three statements, however many there are. */
export async function readMembers(ctx: Context, organisationId: string, filter: Filter) {
  const unit = await getUnit(ctx, organisationId)
  const { on = ctx.today, show = 'present', text } = filter
  const key = keyAfter(filter.after, ['day', 'id'])
  const since = filter.since ?? yearBefore(on)
  const shown = {
    present: sql<boolean>`not m.struck and ${present(on)}`,
    joined: sql<boolean>`not m.struck and ${between(joined, since, on)}`,
    left: sql<boolean>`not m.struck and ${between(endsOn, since, on)}`,
    ever: sql<boolean>`true`,
  }[show]
  const { rows } = await sql<Listed>`
    select m.id, json_build_object('id', p.id, 'names', p.names) as person, m.party, m.joined_on as "joinedOn",
      ${endColumns}, m.consent_on as "consentOn", m.consent_how as "consentHow", m.struck, m.illustrative,
      exists (select 1 from formation.membership_change as c
        where c.membership_id = m.id and c.kind = 'corrected') as "isCorrected"
    from ${memberships} where m.organisation_id = ${organisationId} and ${shown}
      and ${matches(sql.ref('p.search_key'), text)}
      and ${key ? sql`(m.joined_on, m.id) > (${key[0]}::date, ${key[1]}::uuid)` : sql`true`}
    order by m.joined_on, m.id limit ${pageLength + 1}`.execute(ctx.db)
  const { page, next } = pageOf(rows, ({ joinedOn, id }) => [joinedOn, id])
  const mayChange = may(ctx.actor, 'membership.change', unit.path)
  return {
    on,
    since,
    organisation: unitOf(unit),
    figures: await readFigures(ctx, organisationId, since, on),
    members: page.map(({ struck, ...row }) => ({ ...row, state: stateOf({ ...row, struck }, on) })),
    next,
    mayChange,
    mayAdd: mayChange && isOpen(unit, ctx.today),
  }
}

const isOpen = ({ status, owned }: UnitRow, today: Day): boolean =>
  status !== 'merged' &&
  status !== 'dissolved' &&
  owned.some(({ fromOn, toOn }) => fromOn <= today && today < toOn)

type Figures = {
  members: number
  households: number
  joined: number
  left: number
  reasons: { reason: EndReason | null; count: number }[]
}

async function readFigures(ctx: Context, organisationId: string, since: Day, on: Day): Promise<Figures> {
  const { rows } = await sql<Figures>`
    with own as (select m.joined_on, m.party, ${endsOn} as ends_on, ${endColumns}
      from ${memberships} where m.organisation_id = ${organisationId} and not m.struck)
    select count(*) filter (where joined_on <= ${on}::date and ends_on > ${on}::date)::int as members,
      count(*) filter (where joined_on <= ${on}::date and ends_on > ${on}::date and party = 'household')::int as households,
      count(*) filter (where joined_on > ${since}::date and joined_on <= ${on}::date)::int as joined,
      count(*) filter (where ends_on > ${since}::date and ends_on <= ${on}::date)::int as left,
      coalesce((select json_agg(json_build_object('reason', reason, 'count', count) order by count desc, reason)
        from (select "endReason" as reason, count(*)::int as count from own
          where ends_on > ${since}::date and ends_on <= ${on}::date group by 1) as why), '[]') as reasons
    from own`.execute(ctx.db)
  return rows[0]
}

/** All members of a unit on a day, in the order in which they joined. */
export async function readMembersPaper(ctx: Context, organisationId: string, on: Day) {
  const unit = await getUnit(ctx, organisationId)
  const programme = await ownProgramme(ctx)
  const { rows } = await sql<{
    id: string
    names: Names
    party: Terms['party']
    joinedOn: Day
    illustrative: boolean
  }>`
    select m.id, p.names, m.party, m.joined_on as "joinedOn", m.illustrative
    from ${memberships} where m.organisation_id = ${organisationId} and not m.struck and ${present(on)}
    order by m.joined_on, m.id`.execute(ctx.db)
  return {
    on,
    organisation: unitOf(unit),
    members: rows.map(({ illustrative: _, ...row }) => row),
    paper: programme && (await findPaper(ctx.db, programme.id, membersPaper.code)),
    illustrative: rows.some((row) => row.illustrative),
  }
}

type Person = { id: string; names: Names; place: { id: string; names: Names }; illustrative: boolean }
type Change = {
  id: string
  kind: ChangeKind
  before: Terms
  reason: string
  madeOn: Day
  madeBy: Names | null
}
type Own = Ended &
  Terms & {
    id: string
    organisation: { id: string; names: Names }
    form: string
    place: { id: string; names: Names }
    struck: boolean
    illustrative: boolean
    madeOn: Day
    madeBy: Names | null
    path: string[]
    changes: Change[]
  }

const accountOf = (column: string) =>
  sql`(select account.names from access.account as account where account.id = ${sql.ref(column)})`

/** A person with the memberships that the actor may see; 'not-found' where neither is the actor's to see. */
export async function readMembershipsOf(ctx: Context, personId: string) {
  const { rows } = await sql<Own>`
    select m.id, json_build_object('id', o.id, 'names', o.names) as organisation, o.form,
      json_build_object('id', place.id, 'names', place.names) as place, ${termsColumns}, ${endColumns}, m.struck,
      m.illustrative, m.made_on as "madeOn", ${accountOf('m.made_by')} as "madeBy",
      ${pathOn('o.place_id', ctx.today)} as path,
      coalesce((select json_agg(json_build_object('id', c.id, 'kind', c.kind, 'before', c.before, 'reason', c.reason,
          'madeOn', c.made_on, 'madeBy', ${accountOf('c.made_by')}) order by c.made_at, c.id)
        from formation.membership_change as c where c.membership_id = m.id), '[]') as changes
    from ${memberships} join registry.place on place.id = o.place_id
    where m.person_id = ${personId} and ${membershipVisible(ctx)} order by m.joined_on desc, m.id desc`.execute(
    ctx.db,
  )
  const person = await sql<Person>`
    select p.id, p.names, p.illustrative, json_build_object('id', place.id, 'names', place.names) as place
    from registry.person as p join registry.place on place.id = p.place_id
    where p.id = ${personId} and p.erased_at is null and (${rows.length > 0} or ${personVisible(ctx)})`.execute(
    ctx.db,
  )
  if (person.rows.length === 0) throw notFound(personId)
  return {
    person: person.rows[0],
    isOwn: personId === ctx.actor.personId,
    memberships: rows.map(({ path, struck, changes, ...row }) => ({
      ...row,
      state: stateOf({ ...row, struck }, ctx.today),
      mayChange: !struck && may(ctx.actor, 'membership.change', path),
      mayLeave:
        !struck &&
        row.leftOn === null &&
        (personId === ctx.actor.personId || may(ctx.actor, 'membership.change', path)),
      changes: withAfter(changes, row),
    })),
  }
}

/** What stood before each correction of a person's memberships, and why it was made; plain rows. */
export async function heldChanges(db: Db, { personIds }: Erased, say: Say): Promise<Held[]> {
  const { rows } = await sql<Held['rows'][number]>`
    select m.organisation_id, c.kind, c.before, c.reason, c.made_on from formation.membership_change as c
    join formation.membership as m on m.id = c.membership_id where m.person_id = any(${personIds}::uuid[])
    order by c.id`.execute(db)
  return [{ name: 'corrected-memberships', title: say(msg('Corrections of memberships')), rows }]
}

/** What each change led to: what the next one found, and the last one left what stands. */
const withAfter = (
  changes: Change[],
  { party, joinedOn, leftOn, leftReason, consentOn, consentHow, note }: Terms,
) =>
  changes.map((change, at) => ({
    ...change,
    after: changes[at + 1]?.before ?? { party, joinedOn, leftOn, leftReason, consentOn, consentHow, note },
  }))
