// Who was there. Marks carry ids made on the device: a batch sent twice counts once. A hall of phones sends marks by the
// thousand, so that a batch costs two statements besides its entry in the journal.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { must } from '../../access/rules.ts'
import type { CallInput } from '../../base/call.ts'
import { finding, Problem, refuseIf, wrongStage } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import { note } from '../../platform/journal.ts'
import type * as calls from './contract.ts'
import { loadRollCall, type RollCall } from './queries.ts'

type Body = CallInput<typeof calls.recordAttendance>['body']
type Mark = Body['marks'][number]

/**
 * Records a batch of marks. Each has the id that the device gave it: the same mark again changes nothing, the same id
 * with other content is refused ('different-content'). Of several marks for one person the one made last holds. Refuses
 * people who do not attend the class and sessions that have not begun, all of the batch or none.
 */
export async function recordAttendance(
  ctx: Context,
  sessionId: string,
  body: Body,
): Promise<{ received: number }> {
  const { marks, source } = body
  const session = await loadRollCall(
    ctx,
    sessionId,
    marks.map((mark) => mark.personId),
  )
  must(ctx.actor, 'attendance.record', session.line)
  if (session.state === 'preparing' || session.state === 'called') {
    throw wrongStage(`class ${session.state}`, msg('The class has not begun.'))
  }
  if (session.onDay > ctx.today) throw wrongStage('session to come', msg('This session has not begun.'))
  refuseIf(findingsOf(marks, session))

  // A device may still know somebody by an entry that was merged since.
  const known = marks.map((mark) => ({ ...mark, personId: session.attending[mark.personId] }))
  const kept = await keepMarks(ctx, sessionId, { marks: known, source })
  // Fewer than were sent: some had arrived before, as they are now or as something else.
  if (kept < marks.length) await refuseOthers(ctx, sessionId, known)
  await note(ctx, {
    verb: 'attendance.recorded',
    kind: 'session',
    id: sessionId,
    placeId: session.placeId,
    detail: { classId: session.classId, source, marks: marks.length },
  })
  return { received: marks.length }
}

function findingsOf(marks: readonly Mark[], { attending }: RollCall) {
  return marks.flatMap(({ personId, madeAt }, at) => [
    ...(Number.isNaN(Date.parse(madeAt))
      ? [finding(`/marks/${at}/madeAt`, 'no-date', msg('There is no such date.'))]
      : []),
    ...(attending[personId]
      ? []
      : [finding(`/marks/${at}/personId`, 'not-in-class', msg('This person does not attend the class.'))]),
  ])
}

const sent = (marks: readonly Mark[]) => sql`jsonb_to_recordset(${JSON.stringify(marks)}::jsonb)
  as mark("id" uuid, "personId" uuid, "state" text, "madeAt" timestamptz)`

/** Keeps the marks that are new, and what holds after them; gives how many were new. */
async function keepMarks(ctx: Context, sessionId: string, { marks, source }: Body): Promise<number> {
  // One order for everybody, so that two devices with the same people wait for each other instead of deadlocking.
  const { rows } = await sql<{ kept: number }>`
    with kept as (
      insert into convene.attendance_mark (id, session_id, person_id, state, source, made_at, received_at, account_id)
      select mark."id", ${sessionId}, mark."personId", mark."state", ${source}, mark."madeAt", ${ctx.now},
        ${ctx.actor.accountId}
      from ${sent(marks)} order by mark."id" on conflict (id) do nothing returning id),
    held as (
      insert into convene.attendance (session_id, person_id, state, source, mark_id, made_at, received_at)
      select distinct on (mark."personId") ${sessionId}::uuid, mark."personId", mark."state", ${source}, mark."id",
        mark."madeAt", ${ctx.now}::timestamptz
      from ${sent(marks)} order by mark."personId", mark."madeAt" desc, mark."id" desc
      on conflict (session_id, person_id) do update set state = excluded.state, source = excluded.source,
        mark_id = excluded.mark_id, made_at = excluded.made_at, received_at = excluded.received_at
      where (excluded.made_at, excluded.mark_id) > (attendance.made_at, attendance.mark_id))
    select count(*)::int as kept from kept`.execute(ctx.db)
  return rows[0].kept
}

async function refuseOthers(ctx: Context, sessionId: string, marks: readonly Mark[]): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select mark."id" from ${sent(marks)} join convene.attendance_mark as kept on kept.id = mark."id"
    where kept.session_id <> ${sessionId} or kept.person_id <> mark."personId" or kept.state <> mark."state"
      or kept.made_at <> mark."madeAt"`.execute(ctx.db)
  if (rows.length > 0)
    throw new Problem('different-content', { current: { ids: rows.map((mark) => mark.id) } })
}
