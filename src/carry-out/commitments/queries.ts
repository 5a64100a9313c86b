// What the actions and screens of commitments read.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { may, scopes } from '../../access/rules.ts'
import type { Day } from '../../base/dates.ts'
import { notFound } from '../../base/problems.ts'
import type { Described } from '../../base/refs.ts'
import { type Named, pageLength } from '../../base/schemas.ts'
import type { Names } from '../../base/words.ts'
import { describeRefs as describeSteps } from '../../cases/queries.ts'
import { lastClass } from '../../convene/programmes/queries.ts'
import { describeRefs as describeLines } from '../../plan/lines/queries.ts'
import { lock } from '../../platform/locks.ts'
import { keyAfter, pageOf } from '../../platform/paging.ts'
import { pathOn, within } from '../../registry/queries.ts'
import { commitmentVisible, isOwn } from '../reports/queries.ts'
import { type CommitmentState, type EvidenceType, soonUntil } from './rules.ts'

export type CommitmentRow = {
  id: string
  classId: string
  person: Named
  post: Named
  organisation: Named
  place: Named
  holder: Named | null
  ifText: Names
  thenText: Names
  dueOn: Day
  planLineId: string | null
  stepId: string | null
  evidenceType: EvidenceType
  supportAsked: Names
  supportPromised: Names | null
  supportBy: Names | null
  supportOn: Day | null
  state: CommitmentState
  stateReason: Names | null
  stateOn: Day | null
  illustrative: boolean
  madeOn: Day
  isOwn: boolean
  /** the ancestors of its place, today */
  path: string[]
}

const named = (table: string) =>
  sql`json_build_object('id', ${sql.ref(`${table}.id`)}, 'names', ${sql.ref(`${table}.names`)})`

const commitments = (ctx: Context) => sql`
  select commitment.id, commitment.class_id as "classId", ${named('person')} as person, ${named('post')} as post,
    ${named('organisation')} as organisation, ${named('place')} as place,
    (select json_build_object('id', now.id, 'names', now.names) from registry.appointment as held
      join registry.person as now on now.id = held.person_id
      where held.post_id = commitment.post_id and held.organisation_id = commitment.organisation_id
        and held.from_on <= ${ctx.today}::date and held.to_on > ${ctx.today}::date
      order by held.person_id <> commitment.person_id, held.from_on desc limit 1) as holder,
    commitment.if_text as "ifText", commitment.then_text as "thenText", commitment.due_on as "dueOn",
    commitment.plan_line_id as "planLineId", commitment.step_id as "stepId", commitment.evidence_type as "evidenceType",
    commitment.support_asked as "supportAsked", commitment.support_promised as "supportPromised",
    commitment.support_by as "supportBy", commitment.support_on as "supportOn", commitment.state,
    commitment.state_reason as "stateReason", commitment.state_on as "stateOn", commitment.illustrative,
    commitment.made_on as "madeOn", ${isOwn(ctx)} as "isOwn",
    ${pathOn('commitment.place_id', ctx.today)} as path
  from carry_out.commitment
  join registry.person on person.id = commitment.person_id
  join registry.post on post.id = commitment.post_id
  join registry.organisation on organisation.id = commitment.organisation_id
  join registry.place on place.id = commitment.place_id`

const oneCommitment = async (ctx: Context, commitmentId: string, how = sql``): Promise<CommitmentRow> => {
  const { rows } = await sql<CommitmentRow>`${commitments(ctx)} where commitment.id = ${commitmentId}
    and ${commitmentVisible(ctx)} ${how}`.execute(ctx.db)
  if (!rows[0]) throw notFound(commitmentId)
  return rows[0]
}

/** The commitment, kept as it is until the transaction ends, or 'not-found'. */
export const holdCommitment = (ctx: Context, commitmentId: string): Promise<CommitmentRow> =>
  oneCommitment(ctx, commitmentId, sql`for update of commitment`)

/** With what the actor may do about it: its own holder closes it, an officer of the place does and promises support. */
function withRights(ctx: Context, row: CommitmentRow) {
  const { path, ...shown } = row
  const isOfficer = may(ctx.actor, 'person.change', path)
  return {
    ...shown,
    mayClose: row.state === 'open' && ((row.isOwn && may(ctx.actor, 'commitment.make', path)) || isOfficer),
    maySupport: row.state === 'open' && row.supportPromised === null && isOfficer,
  }
}

type PostRow = { appointmentId: string; post: Named; organisation: Named; placeId: string }

type Figures = Record<'open' | 'overdue' | 'dueSoon' | 'done' | 'otherwise', number>

/** SQL: the commitments for which `wanted` holds and the actor may see, each way of seeing them read by itself. */
const seen = (ctx: Context, isOwnOnly: boolean, wanted: RawBuilder<unknown>, first = sql``) => {
  const ways = [isOwn(ctx)]
  if (!isOwnOnly) ways.push(within(scopes(ctx.actor, 'commitment.read'), 'commitment.place_id', ctx.today))
  const by = (way: RawBuilder<unknown>) => sql`(select commitment.id, commitment.state, commitment.due_on
    from carry_out.commitment where ${way} and ${wanted} ${first})`
  return sql`(${sql.join(ways.map(by), sql` union `)}) as commitment`
}

async function countAll(ctx: Context, all: RawBuilder<unknown>): Promise<Figures> {
  const { rows } = await sql<Figures>`
    select count(*) filter (where state = 'open')::int as open,
      count(*) filter (where state = 'open' and due_on < ${ctx.today}::date)::int as overdue,
      count(*) filter (where state = 'open' and due_on >= ${ctx.today}::date
        and due_on <= ${soonUntil(ctx.today)}::date)::int as "dueSoon",
      count(*) filter (where state = 'done')::int as done,
      count(*) filter (where state in ('partly', 'dropped'))::int as otherwise
    from ${all}`.execute(ctx.db)
  return rows[0]
}

type Query = { own?: boolean; placeId?: string; open?: boolean; after?: string }

/**
 * A page of those that the actor may see, the open and most urgent first; `own` leaves out what only the places bring.
 */
export async function readCommitments(ctx: Context, query: Query) {
  const key = keyAfter(query.after, ['whole', 'day', 'id'])
  const isThere = query.placeId ? sql`commitment.place_id = ${query.placeId}` : sql`true`
  const wanted = sql`${isThere} and ${query.open ? sql`commitment.state = 'open'` : sql`true`}
    and ${
      key
        ? sql`(commitment.state <> 'open', commitment.due_on, commitment.id)
          > (${key[0] !== '0'}::boolean, ${key[1]}::date, ${key[2]}::uuid)`
        : sql`true`
    }`
  const order = sql`order by commitment.state <> 'open', commitment.due_on, commitment.id`
  const first = sql`${order} limit ${pageLength + 1}`
  const { rows } = await sql<CommitmentRow>`${commitments(ctx)}
    where commitment.id in (select commitment.id from ${seen(ctx, query.own ?? false, wanted, first)} ${first}) ${order}`.execute(
    ctx.db,
  )
  const { page, next } = pageOf(rows, ({ state, dueOn, id }) => [state === 'open' ? 0 : 1, dueOn, id])
  const { rows: posts } = await sql<PostRow>`
    select held.id as "appointmentId", ${named('post')} as post, ${named('organisation')} as organisation,
      organisation.place_id as "placeId"
    from registry.appointment as held join registry.post on post.id = held.post_id
    join registry.organisation on organisation.id = held.organisation_id
    where held.person_id = ${ctx.actor.personId}::uuid and held.from_on <= ${ctx.today}::date
      and held.to_on > ${ctx.today}::date order by held.from_on`.execute(ctx.db)
  const last = await lastClass(ctx)
  return {
    commitments: page.map((row) => withRights(ctx, row)),
    next,
    figures: await countAll(ctx, seen(ctx, query.own ?? false, isThere)),
    posts,
    lastClass: last ?? null,
    mayMake: posts.length > 0 && last !== undefined && scopes(ctx.actor, 'commitment.make').length > 0,
    mayRead: scopes(ctx.actor, 'commitment.read').length > 0,
  }
}

/** The page of one commitment, with the plan line and the case step it is tied to as far as the actor may see them. */
export async function readCommitment(ctx: Context, commitmentId: string) {
  const row = await oneCommitment(ctx, commitmentId)
  const lines = row.planLineId ? await describeLines(ctx, [{ kind: 'plan_line', id: row.planLineId }]) : []
  const steps = row.stepId ? await describeSteps(ctx, [{ kind: 'case_step', id: row.stepId }]) : []
  return { commitment: withRights(ctx, row), line: shownLink(lines[0]), step: shownLink(steps[0]) }
}

const shownLink = (link: Described | undefined) => {
  if (!link) return null
  const { kind: _, ...shown } = link
  return shown
}

export type Held = {
  personId: string
  postId: string
  organisationId: string
  placeId: string
  isNow: boolean
  isOwn: boolean
  illustrative: boolean
  path: string[]
}

/** An appointment from which something may be undertaken: the actor's own, or of people whom the actor may read. */
export async function getHeld(ctx: Context, appointmentId: string): Promise<Held> {
  const { rows } = await sql<Held>`
    select held.person_id as "personId", held.post_id as "postId", held.organisation_id as "organisationId",
      organisation.place_id as "placeId",
      (held.from_on <= ${ctx.today}::date and held.to_on > ${ctx.today}::date) as "isNow",
      coalesce(held.person_id = ${ctx.actor.personId}::uuid, false) as "isOwn", person.illustrative,
      ${pathOn('organisation.place_id', ctx.today)} as path
    from registry.appointment as held join registry.organisation on organisation.id = held.organisation_id
    join registry.person on person.id = held.person_id
    where held.id = ${appointmentId} and (coalesce(held.person_id = ${ctx.actor.personId}::uuid, false)
      or ${within(scopes(ctx.actor, 'person.read'), 'organisation.place_id', ctx.today)})`.execute(ctx.db)
  if (!rows[0]) throw notFound(appointmentId)
  return rows[0]
}

/** How many open commitments the person has, counted while nobody else can add one for the same person. */
export async function countOpen(ctx: Context, personId: string): Promise<number> {
  await lock(ctx.db, 'commitments', personId)
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from carry_out.commitment
    where person_id = ${personId} and state = 'open'`.execute(ctx.db)
  return rows[0].n
}
