// What the pages of nominations and people read, in one statement after the class itself.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { may, must } from '../../access/rules.ts'
import { addDays, type Day } from '../../base/dates.ts'
import { finding, refuseIf } from '../../base/problems.ts'
import { msg, type Names } from '../../base/words.ts'
import { matches, within } from '../../registry/queries.ts'
import { elsewhere, getInside, placesWith } from '../classes/queries.ts'
import { hasEnded } from '../classes/rules.ts'
import { type Elsewhere, liveStates, moment, type NominationState } from './rules.ts'

/** SQL: whether somebody is in a class, or may still come to be; written out, as the index on it is. */
export const isLiveBy = (column: string): RawBuilder<boolean> =>
  sql`${sql.ref(column)} in (${sql.join(liveStates.map((state) => sql.lit(state)))})`

type Listed = {
  id: string
  placeId: string
  postId: string
  personId: string
  names: Names
  organisation: Names
  illustrative: boolean
  state: NominationState
  reason: string | null
  madeAt: string
  position: number | null
  lapsed: boolean
  isLate: boolean
  isTakenBack: boolean
  returnedFor: string | null
  elsewhere: Elsewhere | null
  seatedOn: Day | null
  leftOn: Day | null
  steps: number
  isJustAccepted: boolean
}

export async function readNominations(ctx: Context, classId: string): Promise<{ nominations: Listed[] }> {
  const inside = await getInside(ctx, classId)
  const readable = placesWith(ctx, inside, 'nomination.read')
  const { rows } = await sql<Listed>`
    select n.id, n.place_id as "placeId", n.post_id as "postId", n.person_id as "personId", person.names,
      o.names as organisation, person.illustrative, n.state, n.reason,
      to_char(n.made_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "madeAt",
      case when n.state = 'waiting' then (row_number() over (partition by n.place_id, n.post_id, n.state
        order by n.arrival))::int end as position,
      (${isLiveBy('n.state')}
        and not (a.from_on <= ${inside.firstDay}::date and a.to_on > ${inside.firstDay}::date)) as lapsed,
      n.is_late as "isLate", elsewhere.met as elsewhere,
      coalesce(n.state = 'nominated' and step.states[2] = 'accepted', false) as "isTakenBack", step."returnedFor",
      n.seated_on as "seatedOn", n.left_on as "leftOn", coalesce(cardinality(step.states), 0) as steps,
      coalesce(n.state = 'accepted' and n.decided_by = ${ctx.actor.accountId}::uuid
        and n.decided_at > ${new Date(ctx.now.getTime() - moment)}::timestamptz
        and ${!hasEnded(inside, ctx.today)}::boolean, false) as "isJustAccepted"
    from convene.nomination as n join registry.person as person on person.id = n.person_id
    join registry.appointment as a on a.id = n.appointment_id join registry.organisation as o on o.id = a.organisation_id
    left join ${elsewhere(ctx, inside, sql`select person_id from convene.nomination where class_id = ${classId}`)} as elsewhere
      on elsewhere.person_id = n.person_id
    left join (
      -- The last one first.
      select nomination_id, array_agg(state order by at desc, id desc) as states,
        (array_agg(reason order by at desc, id desc) filter (where state = 'returned'))[1] as "returnedFor"
      from convene.nomination_step where nomination_id in (select id from convene.nomination where class_id = ${classId})
      group by nomination_id
    ) as step on step.nomination_id = n.id
    where n.class_id = ${classId} and n.place_id = any(${readable}::uuid[])
    order by n.arrival`.execute(ctx.db)
  return { nominations: rows }
}

type Found = {
  id: string
  code: string
  names: Names
  organisation: Names
  holds: boolean
  endedOn: Day | null
  isNominated: boolean
  elsewhere: Elsewhere | null
}

/**
 * Those who hold the post in the place on the first day, then those who held it before; only for who may nominate
 * there.
 */
export async function searchCandidates(
  ctx: Context,
  classId: string,
  query: { placeId: string; postId: string; text?: string },
): Promise<{ found: Found[] }> {
  const inside = await getInside(ctx, classId)
  const place = inside.places.find((one) => one.id === query.placeId)
  if (!place) {
    refuseIf([finding('/placeId', 'unknown-place', msg('This place is not called to the class.'))])
    return { found: [] }
  }
  must(ctx.actor, 'nomination.make', place.path)
  const { rows } = await sql<Omit<Found, 'endedOn'> & { toOn: Day }>`
    with candidate as materialized (
      select distinct on (person.id) person.id, person.code, person.names, o.names as organisation, a.to_on as "toOn",
        (a.from_on <= ${inside.firstDay}::date and a.to_on > ${inside.firstDay}::date) as holds,
        exists (select 1 from convene.nomination as n where n.class_id = ${classId} and n.person_id = person.id
          and ${isLiveBy('n.state')}) as "isNominated"
      from registry.appointment as a join registry.organisation as o on o.id = a.organisation_id
      join registry.person as person on person.id = a.person_id
      where a.post_id = ${query.postId} and ${within([query.placeId], 'o.place_id', inside.firstDay)}
        and ${matches(sql`concat_ws(' ', person.search_key, o.search_key)`, query.text)}
      order by person.id, (a.from_on <= ${inside.firstDay}::date and a.to_on > ${inside.firstDay}::date) desc, a.to_on desc
    )
    select candidate.*, elsewhere.met as elsewhere from candidate
    left join ${elsewhere(ctx, inside, sql`select id from candidate`)} as elsewhere on elsewhere.person_id = candidate.id
    order by holds desc, "isNominated", code limit 30`.execute(ctx.db)
  return {
    found: rows.map(({ toOn, ...one }) => ({
      ...one,
      endedOn: !one.holds && toOn <= inside.firstDay ? addDays(toOn, -1) : null,
    })),
  }
}

/** SQL: nominations `n` with their `person` and unit `o`, and with `place` and `post` as the class calls them. */
export const nominees = sql`convene.nomination as n join registry.person as person on person.id = n.person_id
    join registry.appointment as a on a.id = n.appointment_id join registry.organisation as o on o.id = a.organisation_id
    join convene.class_place as called on called.class_id = n.class_id and called.place_id = n.place_id
    join registry.place on place.id = called.place_id
    join convene.class_post as post on post.class_id = n.class_id and post.post_id = n.post_id`

type OnRoster = {
  personId: string
  code: string
  names: Names
  phone: string | null
  placeId: string
  postId: string
  organisation: Names
  illustrative: boolean
}

/** The accepted people by their places and the order of the class's posts. Telephone numbers only for officers. */
export async function readRoster(ctx: Context, classId: string): Promise<{ people: OnRoster[] }> {
  const inside = await getInside(ctx, classId)
  const readable = placesWith(ctx, inside, 'nomination.read')
  const callable = inside.places
    .filter((place) => may(ctx.actor, 'nomination.make', place.path))
    .map((place) => place.id)
  const { rows } = await sql<OnRoster>`
    select n.person_id as "personId", person.code, person.names,
      case when n.place_id = any(${callable}::uuid[]) then person.phone end as phone,
      n.place_id as "placeId", n.post_id as "postId", o.names as organisation, person.illustrative
    from ${nominees}
    where n.class_id = ${classId} and n.state = 'accepted' and n.place_id = any(${readable}::uuid[])
    order by place.code, post.position, n.arrival`.execute(ctx.db)
  return { people: rows }
}
