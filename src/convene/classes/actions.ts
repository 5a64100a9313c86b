// What the organiser does: begins a programme, prepares a class, sends out its notice.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { must } from '../../access/rules.ts'
import type { CallInput } from '../../base/call.ts'
import { earliest, latest } from '../../base/dates.ts'
import { newId } from '../../base/ids.ts'
import { type Finding, finding, mustBeAsSeen, refuseIf, wrongStage } from '../../base/problems.ts'
import { emptyText, msg } from '../../base/words.ts'
import { note } from '../../platform/journal.ts'
import { holdTiers } from '../../registry/levels/queries.ts'
import { listPosts } from '../../registry/lists/queries.ts'
import { countiesUnder, getPlace, pathOf, standingPathOf } from '../../registry/places/queries.ts'
import { changeExample } from '../programmes/actions.ts'
import { tables } from '../programmes/queries.ts'
import type { ExampleSession } from '../programmes/rules.ts'
import { addSession } from '../sessions/actions.ts'
import { sessionFindings } from '../sessions/rules.ts'
import type * as calls from './contract.ts'
import { forgetEnd } from './end.ts'
import { closed, holdForChange } from './lock.ts'
import { getInside, type Inside } from './queries.ts'
import { classFindings, classStateNames, dateFindings, hasEnded, nameFindings, nextStates } from './rules.ts'

type Body<C> = CallInput<C> extends { body: infer B } ? B : never

type NewClass = Body<typeof calls.makeClass> & { illustrative?: boolean }

/**
 * Prepares a class under its organiser. Refuses dates the wrong way round, an unknown post, and a place that does not
 * lie under the organiser on the first day. Every cell of the seat table begins with no seat.
 */
export async function makeClass(ctx: Context, body: NewClass): Promise<{ id: string }> {
  await holdTiers(ctx.db)
  await getPlace(ctx.db, body.placeId)
  must(ctx.actor, 'class.change', await pathOf(ctx.db, body.placeId, ctx.today))
  const found = classFindings(body)
  if (found.length === 0) found.push(...(await registerFindings(ctx, body)))
  if (found.length === 0) found.push(...beginningFindings(body))
  refuseIf(found)

  const id = newId()
  await tables(ctx)
    .insertInto('convene.class')
    .values({
      id,
      programme_id: body.programmeId,
      place_id: body.placeId,
      illustrative: body.illustrative ?? false,
      made_at: ctx.now,
      ...columnsOf(body),
    })
    .execute()
  const stageIds = body.stages.map(() => newId())
  const postIds = [...new Set(body.postIds)]
  const placeIds = [...new Set(body.placeIds)]
  await tables(ctx)
    .insertInto('convene.stage')
    .values(
      body.stages.map(({ kind, names }, position) => ({
        id: stageIds[position],
        class_id: id,
        position,
        kind,
        names,
      })),
    )
    .execute()
  await tables(ctx)
    .insertInto('convene.class_post')
    .values(postIds.map((post_id, position) => ({ class_id: id, post_id, position })))
    .execute()
  await tables(ctx)
    .insertInto('convene.class_place')
    .values(placeIds.map((place_id, position) => ({ class_id: id, place_id, position })))
    .execute()
  await fillCells(ctx, id)
  await note(ctx, {
    verb: 'class.created',
    kind: 'class',
    id,
    placeId: body.placeId,
    detail: { names: body.names },
  })
  for (const { stage, ...session } of body.sessions ?? [])
    await addSession(ctx, id, { ...session, stageId: stageIds[stage - 1], room: emptyText, presenters: [] })
  return { id }
}

/** What speaks against sessions that a class begins with. */
const beginningFindings = ({ sessions = [], stages, startsSaid, endsSaid }: NewClass): Finding[] =>
  sessions.flatMap((session, at) =>
    [
      ...sessionFindings(
        { ...session, presenters: [] },
        { firstDay: earliest(startsSaid), lastDay: latest(endsSaid) },
      ),
      ...(stages[session.stage - 1]
        ? []
        : [finding('/stage', 'unknown-stage', msg('The class has no such stage.'))]),
    ].map((one) => ({ ...one, pointer: `/sessions/${at}${one.pointer}` })),
  )

/** Keeps a class as the example that new ones of its programme may be begun from; whoever runs the programme may. */
export async function keepExample(ctx: Context, classId: string): Promise<{ id: string }> {
  const { names, purpose, firstDay, programmeId, stages } = await getInside(ctx, classId)
  const { rows } = await sql<Omit<ExampleSession, 'stage'> & { stageId: string }>`
    select stage_id as "stageId", title, on_day - ${firstDay}::date + 1 as day, starts_at as "startsAt",
      ends_at as "endsAt"
    from convene.session where class_id = ${classId} order by on_day, starts_at, id`.execute(ctx.db)
  return changeExample(ctx, programmeId, {
    names,
    purpose,
    stages: stages.map(({ kind, names }) => ({ kind, names })),
    sessions: rows.map(({ stageId, ...session }) => ({
      ...session,
      stage: stages.findIndex(({ id }) => id === stageId) + 1,
    })),
  })
}

type Particulars = Omit<Body<typeof calls.changeClass>, 'was'>

const columnsOf = (body: Particulars) => ({
  host_place_id: body.hostPlaceId,
  venue: body.venue,
  names: body.names,
  purpose: body.purpose,
  starts_said: body.startsSaid,
  ends_said: body.endsSaid,
  deadline_said: body.deadlineSaid,
  first_day: earliest(body.startsSaid),
  last_day: latest(body.endsSaid),
  capacity: body.capacity,
  ...(body.lateRule ? { late_rule: body.lateRule } : {}),
  ...(body.clashRule ? { clash_rule: body.clashRule } : {}),
})

/** A cell for every place and post that has none yet. */
async function fillCells(ctx: Context, classId: string): Promise<void> {
  await sql`insert into convene.seat (class_id, place_id, post_id)
    select place.class_id, place.place_id, post.post_id
    from convene.class_place as place join convene.class_post as post on post.class_id = place.class_id
    where place.class_id = ${classId} on conflict do nothing`.execute(ctx.db)
}

/** What the registers say against a new class. */
async function registerFindings(ctx: Context, body: NewClass): Promise<Finding[]> {
  const found: Finding[] = []
  const firstDay = earliest(body.startsSaid)
  const posts = new Set((await listPosts(ctx.db)).map((post) => post.id))
  body.postIds.forEach((id, at) => {
    if (!posts.has(id)) found.push(finding(`/postIds/${at}`, 'unknown-post', msg('There is no such post.')))
  })
  const under = new Set((await countiesUnder(ctx.db, body.placeId, firstDay)).map((place) => place.id))
  body.placeIds.forEach((id, at) => {
    if (under.has(id)) return
    const text = msg('This place does not lie under the organiser on the first day.')
    found.push(finding(`/placeIds/${at}`, 'not-under', text))
  })
  const path = await pathOf(ctx.db, body.hostPlaceId, firstDay)
  if (path.length === 0)
    found.push(finding('/hostPlaceId', 'unknown-place', msg('There is no such place on the first day.')))
  const programme = await tables(ctx)
    .selectFrom('convene.programme')
    .select('place_id')
    .where('id', '=', body.programmeId)
    .executeTakeFirst()
  const organiser = await pathOf(ctx.db, body.placeId, firstDay)
  if (!programme || !organiser.includes(programme.place_id)) {
    found.push(
      finding('/programmeId', 'unknown-programme', msg('The organiser takes part in no such programme.')),
    )
  }
  return found
}

/**
 * Changes the particulars of a class. Refuses dates that would leave sessions outside, and fewer than the seats given.
 */
export async function changeClass(
  ctx: Context,
  classId: string,
  { was, ...body }: Body<typeof calls.changeClass>,
): Promise<{ id: string }> {
  const inside = await holdForChange(ctx, classId)
  if (inside.state === 'closed') throw closed()
  mustBeAsSeen(was, inside)
  const found = [...nameFindings('/names', body.names), ...dateFindings(body)]
  refuseIf(found)
  const { rows } = await sql<{ seats: number; outside: number }>`
    select (select coalesce(sum(seats), 0)::int from convene.seat where class_id = ${classId}) as seats,
      (select count(*)::int from convene.session where class_id = ${classId}
        and (on_day < ${earliest(body.startsSaid)}::date or on_day > ${latest(body.endsSaid)}::date)) as outside`.execute(
    ctx.db,
  )
  const [{ seats, outside }] = rows
  if (outside > 0) {
    const text = msg('{n} sessions would lie outside these dates. Move them first.')
    found.push(finding('/startsSaid', 'sessions-outside', text, { n: outside }))
  }
  if (body.capacity < seats) {
    const text = msg('{n} seats are given out already; the class cannot hold fewer.')
    found.push(finding('/capacity', 'below-seats', text, { n: seats }))
  }
  if ((await standingPathOf(ctx.db, body.hostPlaceId, earliest(body.startsSaid))).length === 0) {
    found.push(finding('/hostPlaceId', 'unknown-place', msg('There is no such place on the first day.')))
  }
  refuseIf(found)
  await tables(ctx).updateTable('convene.class').set(columnsOf(body)).where('id', '=', classId).execute()
  if (latest(body.endsSaid) >= ctx.today) await forgetEnd(ctx, classId)
  await note(ctx, {
    verb: 'class.changed',
    kind: 'class',
    id: classId,
    placeId: inside.placeId,
    detail: {
      names: body.names,
      purpose: body.purpose,
      venue: body.venue,
      hostPlaceId: body.hostPlaceId,
      startsSaid: body.startsSaid,
      endsSaid: body.endsSaid,
      deadlineSaid: body.deadlineSaid,
      capacity: body.capacity,
      lateRule: body.lateRule ?? inside.lateRule,
      clashRule: body.clashRule ?? inside.clashRule,
    },
  })
  return { id: classId }
}

/** Moves a class on: the notice goes out, it begins, it closes; a closed one may be opened again. */
export async function moveClass(ctx: Context, classId: string, to: Inside['state']): Promise<{ id: string }> {
  const inside = await holdForChange(ctx, classId)
  if (!nextStates[inside.state].includes(to)) {
    throw wrongStage(`class ${inside.state}`, msg('The class is {state}; this step does not follow.'), {
      state: ctx.say(classStateNames[inside.state]),
    })
  }
  if (to === 'called') {
    const { rows } = await sql<{ n: number }>`
      select coalesce(sum(seats), 0)::int as n from convene.seat where class_id = ${classId}`.execute(ctx.db)
    if (rows[0].n === 0)
      refuseIf([finding('/to', 'no-seats', msg('Give out seats before the notice goes out.'))])
  }
  await tables(ctx).updateTable('convene.class').set({ state: to }).where('id', '=', classId).execute()
  if (!hasEnded({ state: to, lastDay: inside.lastDay }, ctx.today)) await forgetEnd(ctx, classId)
  await note(ctx, {
    verb: `class.${to}`,
    kind: 'class',
    id: classId,
    placeId: inside.placeId,
    detail: { from: inside.state },
  })
  return { id: classId }
}

/** Calls one more post: the list of a class is open. */
export async function addPost(ctx: Context, classId: string, postId: string): Promise<{ id: string }> {
  const inside = await holdForChange(ctx, classId)
  if (inside.state === 'closed') throw closed()
  if (inside.posts.some((post) => post.id === postId)) {
    refuseIf([finding('/postId', 'twice', msg('This post is called already.'))])
  }
  if (!(await listPosts(ctx.db)).some((post) => post.id === postId)) {
    refuseIf([finding('/postId', 'unknown-post', msg('There is no such post.'))])
  }
  await tables(ctx)
    .insertInto('convene.class_post')
    .values({ class_id: classId, post_id: postId, position: inside.posts.length })
    .execute()
  await fillCells(ctx, classId)
  await note(ctx, {
    verb: 'class.post_added',
    kind: 'class',
    id: classId,
    placeId: inside.placeId,
    detail: { postId },
  })
  return { id: classId }
}
