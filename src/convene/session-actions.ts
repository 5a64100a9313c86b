// The timetable, and who was there. Marks of attendance carry ids made on the device: a batch sent twice counts once.
import { sql } from 'kysely'
import type { Context } from '../access/context.ts'
import { must } from '../access/rules.ts'
import type { CallInput } from '../base/call.ts'
import { newId } from '../base/ids.ts'
import { type Finding, finding, Problem, refuseIf, wrongStage } from '../base/problems.ts'
import { msg } from '../base/words.ts'
import { note } from '../platform/journal.ts'
import { closed, loadForChange } from './class-lock.ts'
import type { SessionRow } from './class-queries.ts'
import { type Inside, loadInside } from './inside.ts'
import { sessionFindings } from './rules.ts'
import type * as calls from './session-contract.ts'
import { loadSession } from './session-queries.ts'
import type { ConveneTables } from './tables.ts'

type Body<C> = CallInput<C> extends { body: infer B } ? B : never
type NewSession = Body<typeof calls.addSession> & { illustrative?: boolean }
const tables = (ctx: Context) => ctx.db.withTables<ConveneTables>()

const columnsOf = (body: NewSession) => ({
  stage_id: body.stageId,
  title: body.title,
  on_day: body.onDay,
  starts_at: body.startsAt,
  ends_at: body.endsAt,
  room: body.room,
  presenters: JSON.stringify(body.presenters) as never,
  case_id: body.caseId,
})

/** The class held, so that its dates and the sessions between them change one after the other. */
async function openClass(ctx: Context, classId: string): Promise<Inside> {
  const inside = await loadForChange(ctx, classId)
  if (inside.state === 'closed') throw closed()
  return inside
}

function findingsOf(inside: Inside, body: NewSession): Finding[] {
  const found = sessionFindings(body, inside)
  if (!inside.stages.some((stage) => stage.id === body.stageId)) {
    found.push(finding('/stageId', 'unknown-stage', msg('The class has no such stage.')))
  }
  return found
}

/** Puts a session on the timetable, between the first and the last day that the dates of the class can mean. */
export async function addSession(ctx: Context, classId: string, body: NewSession): Promise<{ id: string }> {
  const inside = await openClass(ctx, classId)
  refuseIf(findingsOf(inside, body))
  const id = newId()
  await tables(ctx)
    .insertInto('convene.session')
    .values({ id, class_id: classId, illustrative: body.illustrative ?? false, ...columnsOf(body) })
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

export async function changeSession(
  ctx: Context,
  sessionId: string,
  body: NewSession,
): Promise<{ id: string }> {
  const { inside, session } = await open(ctx, sessionId)
  refuseIf(findingsOf(inside, body))
  await tables(ctx).updateTable('convene.session').set(columnsOf(body)).where('id', '=', sessionId).execute()
  const detail = { from: session, to: body }
  await note(ctx, {
    verb: 'session.changed',
    kind: 'session',
    id: sessionId,
    placeId: inside.placeId,
    detail,
  })
  return { id: sessionId }
}

/** Takes a session off the timetable. Refused once somebody was marked in it: what was recorded stays. */
export async function dropSession(ctx: Context, sessionId: string): Promise<{ id: string }> {
  const { inside, session } = await open(ctx, sessionId)
  const marked = await tables(ctx)
    .selectFrom('convene.attendance_mark')
    .select('id')
    .where('session_id', '=', sessionId)
    .limit(1)
    .executeTakeFirst()
  if (marked)
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
    detail: { session },
  })
  return { id: sessionId }
}

async function open(
  ctx: Context,
  sessionId: string,
): Promise<{ inside: Inside; session: SessionRow & { classId: string } }> {
  const { classId } = await loadSession(ctx, sessionId)
  const inside = await openClass(ctx, classId)
  // Read again under the lock: another organiser may have changed or dropped it in between.
  return { inside, session: await loadSession(ctx, sessionId) }
}

/**
 * Records a batch of marks. Each has the id that the device gave it: the same mark again changes nothing, the same id
 * with other content is refused ('different-content'). Of several marks for one person the one made last holds. Refuses
 * people who do not attend the class and sessions that have not begun, all of the batch or none.
 */
export async function recordAttendance(
  ctx: Context,
  sessionId: string,
  body: Body<typeof calls.recordAttendance>,
): Promise<{ received: number }> {
  const session = await loadSession(ctx, sessionId)
  const inside = await loadInside(ctx, session.classId)
  must(ctx.actor, 'attendance.record', inside.line)
  if (inside.state === 'preparing' || inside.state === 'called') {
    throw wrongStage(`class ${inside.state}`, msg('The class has not begun.'))
  }
  if (session.onDay > ctx.today) throw wrongStage('session to come', msg('This session has not begun.'))
  const wrongTime = body.marks.findIndex((mark) => Number.isNaN(Date.parse(mark.madeAt)))
  if (wrongTime >= 0)
    refuseIf([finding(`/marks/${wrongTime}/madeAt`, 'no-date', msg('There is no such date.'))])
  refuseIf(await strangersIn(ctx, session.classId, body.marks))

  const marks = JSON.stringify(body.marks)
  // One order for everybody, so that two devices with the same people wait for each other instead of deadlocking.
  await sql`
    insert into convene.attendance_mark (id, session_id, person_id, state, source, made_at, received_at, account_id)
    select mark."id", ${sessionId}, mark."personId", mark."state", ${body.source}, mark."madeAt", ${ctx.now}, ${ctx.actor.accountId}
    from jsonb_to_recordset(${marks}::jsonb) as mark("id" uuid, "personId" uuid, "state" text, "madeAt" timestamptz)
    order by mark."id" on conflict (id) do nothing`.execute(ctx.db)
  const { rows: other } = await sql<{ id: string }>`
    select mark."id" from jsonb_to_recordset(${marks}::jsonb)
      as mark("id" uuid, "personId" uuid, "state" text, "madeAt" timestamptz)
    join convene.attendance_mark as kept on kept.id = mark."id"
    where kept.session_id <> ${sessionId} or kept.person_id <> mark."personId" or kept.state <> mark."state"
      or kept.made_at <> mark."madeAt"`.execute(ctx.db)
  if (other.length > 0)
    throw new Problem('different-content', { current: { ids: other.map((mark) => mark.id) } })
  await sql`
    insert into convene.attendance (session_id, person_id, state, source, mark_id, made_at, received_at)
    select distinct on (mark."personId") ${sessionId}::uuid, mark."personId", mark."state", ${body.source}, mark."id",
      mark."madeAt", ${ctx.now}::timestamptz
    from jsonb_to_recordset(${marks}::jsonb) as mark("id" uuid, "personId" uuid, "state" text, "madeAt" timestamptz)
    order by mark."personId", mark."madeAt" desc, mark."id" desc
    on conflict (session_id, person_id) do update set state = excluded.state, source = excluded.source,
      mark_id = excluded.mark_id, made_at = excluded.made_at, received_at = excluded.received_at
    where (excluded.made_at, excluded.mark_id) > (attendance.made_at, attendance.mark_id)`.execute(ctx.db)
  const detail = { classId: session.classId, source: body.source, marks: body.marks.length }
  await note(ctx, {
    verb: 'attendance.recorded',
    kind: 'session',
    id: sessionId,
    placeId: inside.placeId,
    detail,
  })
  return { received: body.marks.length }
}

/** Marks of people who are not accepted in the class. */
async function strangersIn(ctx: Context, classId: string, marks: { personId: string }[]): Promise<Finding[]> {
  const { rows } = await sql<{ personId: string }>`select person_id as "personId" from convene.nomination
    where class_id = ${classId} and state = 'accepted'`.execute(ctx.db)
  const known = new Set(rows.map((row) => row.personId))
  const text = msg('This person does not attend the class.')
  return marks.flatMap((mark, at) =>
    known.has(mark.personId) ? [] : [finding(`/marks/${at}/personId`, 'not-in-class', text)],
  )
}
