// What the organiser does with the timetable: puts sessions on, moves them, takes them off.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import type { CallInput } from '../../base/call.ts'
import type { Day } from '../../base/dates.ts'
import { newId } from '../../base/ids.ts'
import { type Finding, finding, mustBeAsSeen, refuseIf, wrongStage } from '../../base/problems.ts'
import { msg, type Names, nameIn } from '../../base/words.ts'
import { note } from '../../platform/journal.ts'
import { getOrganisation } from '../../registry/organisations/queries.ts'
import { getPerson } from '../../registry/people/queries.ts'
import { holdKept } from '../../registry/queries.ts'
import { closed, holdForChange } from '../classes/lock.ts'
import type { SessionRow } from '../classes/page-queries.ts'
import type { Inside } from '../classes/queries.ts'
import { hasEnded } from '../classes/rules.ts'
import { tables } from '../programmes/queries.ts'
import type * as calls from './contract.ts'
import { getSession } from './queries.ts'
import { mostSessions, type Presenter, sessionFindings } from './rules.ts'

type Body<C> = CallInput<C> extends { body: infer B } ? B : never
type NewSession = Body<typeof calls.addSession> & { illustrative?: boolean }

const columnsOf = (body: NewSession) => ({
  stage_id: body.stageId,
  title: body.title,
  on_day: body.onDay,
  starts_at: body.startsAt,
  ends_at: body.endsAt,
  room: body.room,
  presenters: JSON.stringify(body.presenters) as never,
})

/** The class held, so that its dates and the sessions between them change one after the other. */
async function openClass(ctx: Context, classId: string): Promise<Inside> {
  const inside = await holdForChange(ctx, classId)
  if (inside.state === 'closed') throw closed()
  return inside
}

/** Units and people who present must be the organiser's to see; those who stood on the timetable already stay. */
async function presentersOf(
  ctx: Context,
  presenters: Presenter[],
  before: Presenter[],
): Promise<Presenter[]> {
  const found: Presenter[] = []
  for (const { names, ...asked } of presenters) {
    const organisationId =
      asked.organisationId && (await holdKept(ctx.db, 'organisation', asked.organisationId))
    const personId = asked.personId && (await holdKept(ctx.db, 'person', asked.personId))
    if (organisationId && !before.some((one) => one.organisationId === organisationId))
      await getOrganisation(ctx, organisationId)
    if (personId && !before.some((one) => one.personId === personId)) await getPerson(ctx, personId)
    found.push({ names, organisationId, personId })
  }
  return found
}

function findingsOf(inside: Inside, body: NewSession): Finding[] {
  const found = sessionFindings(body, inside)
  if (!inside.stages.some((stage) => stage.id === body.stageId)) {
    found.push(finding('/stageId', 'unknown-stage', msg('The class has no such stage.')))
  }
  return found
}

async function fullTimetable(ctx: Context, classId: string): Promise<Finding[]> {
  const { n } = await tables(ctx)
    .selectFrom('convene.session')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('class_id', '=', classId)
    .executeTakeFirstOrThrow()
  if (n < mostSessions) return []
  const why = msg('There are {n} sessions already, as many as a class can hold. Take one out first.')
  return [finding('/onDay', 'many', why, { n: mostSessions })]
}

/** Puts a session on the timetable, between the first and the last day that the dates of the class can mean. */
export async function addSession(ctx: Context, classId: string, body: NewSession): Promise<{ id: string }> {
  const inside = await openClass(ctx, classId)
  const presenters = await presentersOf(ctx, body.presenters, [])
  refuseIf([...findingsOf(inside, body), ...(await fullTimetable(ctx, classId))])
  const id = newId()
  await tables(ctx)
    .insertInto('convene.session')
    .values({
      id,
      class_id: classId,
      illustrative: body.illustrative ?? false,
      ...columnsOf({ ...body, presenters }),
    })
    .execute()
  await note(ctx, {
    verb: 'session.added',
    kind: 'session',
    id,
    placeId: inside.placeId,
    detail: { classId, title: body.title },
  })
  return { id }
}

/** Changes a session from what the organiser saw of it; 'stale' where somebody changed it meanwhile. */
export async function changeSession(
  ctx: Context,
  sessionId: string,
  { was, ...body }: Body<typeof calls.changeSession>,
): Promise<{ id: string }> {
  const { inside, session } = await open(ctx, sessionId)
  mustBeAsSeen(was, session)
  const presenters = await presentersOf(ctx, body.presenters, session.presenters)
  refuseIf(findingsOf(inside, body))
  if (body.onDay !== session.onDay) refuseIf(await movingFindings(ctx, inside, sessionId, body.onDay))
  await tables(ctx)
    .updateTable('convene.session')
    .set(columnsOf({ ...body, presenters }))
    .where('id', '=', sessionId)
    .execute()
  const detail = { classId: inside.id, onDay: body.onDay }
  await note(ctx, {
    verb: 'session.changed',
    kind: 'session',
    id: sessionId,
    placeId: inside.placeId,
    detail,
  })
  return { id: sessionId }
}

/** What speaks against another day of a session with marks: they count of those who had a seat on its day. */
async function movingFindings(
  ctx: Context,
  inside: Inside,
  sessionId: string,
  onDay: Day,
): Promise<Finding[]> {
  if (!(await isMarked(ctx, sessionId))) return []
  const against = (text: string, params = {}) => [finding('/onDay', 'attendance-recorded', text, params)]
  if (onDay > ctx.today)
    return against(msg('Attendance of this session is recorded: it can only move to a day that has come.'))
  if (hasEnded(inside, ctx.today))
    return against(msg('Attendance of this session is recorded and the class has ended: its day stays.'))
  const { rows } = await sql<{ names: Names }>`
    select person.names from convene.attendance as mark join registry.person as person on person.id = mark.person_id
    where mark.session_id = ${sessionId} and not exists (select 1 from convene.nomination as n
      where n.class_id = ${inside.id} and n.person_id = mark.person_id and n.seated_on <= ${onDay}::date
        and ${onDay}::date < coalesce(n.left_on, 'infinity'))
    order by person.code limit 1`.execute(ctx.db)
  if (!rows[0]) return []
  return against(msg('{person} is marked in this session and had no seat on that day.'), {
    person: nameIn(rows[0].names, ctx.language),
  })
}

/** Takes a session off the timetable. Refused once somebody was marked in it: what was recorded stays. */
export async function removeSession(ctx: Context, sessionId: string): Promise<{ id: string }> {
  const { inside, session } = await open(ctx, sessionId)
  if (await isMarked(ctx, sessionId))
    throw wrongStage(
      'attendance recorded',
      msg('Attendance of this session is recorded; it stays on the timetable.'),
    )
  await tables(ctx).deleteFrom('convene.session').where('id', '=', sessionId).execute()
  await note(ctx, {
    verb: 'session.dropped',
    kind: 'session',
    id: sessionId,
    placeId: inside.placeId,
    detail: { classId: inside.id, title: session.title },
  })
  return { id: sessionId }
}

/** What holds of a session is asked, since single marks are removed after their time. */
async function isMarked(ctx: Context, sessionId: string): Promise<boolean> {
  const marked = await tables(ctx)
    .selectFrom('convene.attendance')
    .select('person_id')
    .where('session_id', '=', sessionId)
    .limit(1)
    .executeTakeFirst()
  return marked !== undefined
}

async function open(
  ctx: Context,
  sessionId: string,
): Promise<{ inside: Inside; session: SessionRow & { classId: string } }> {
  const { classId } = await getSession(ctx, sessionId)
  const inside = await openClass(ctx, classId)
  // Marks share it: those that are being made come to stand before it is asked whether there are any.
  await sql`select 1 from convene.session where id = ${sessionId} for update`.execute(ctx.db)
  // Read again under the lock: another organiser may have changed or dropped it in between.
  return { inside, session: await getSession(ctx, sessionId) }
}
