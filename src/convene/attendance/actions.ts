// Who was there. Marks carry ids made on the device: a batch sent twice counts once. A hall of phones sends marks by
// the thousand, so that a batch costs one statement to look and one that writes, entry in the journal included.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { must } from '../../access/rules.ts'
import type { CallInput } from '../../base/call.ts'
import { addDays, type Day } from '../../base/dates.ts'
import { finding, Problem, refuseIf, wrongStage } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import { isTaken } from '../../platform/database.ts'
import { gathering } from '../../platform/gathering.ts'
import { type Entry, noteAll } from '../../platform/journal.ts'
import type { Part } from '../../platform/together.ts'
import { correcting } from '../classes/end.ts'
import { hasEnded } from '../classes/rules.ts'
import type * as calls from './contract.ts'
import type { KeptMark, Mark } from './queries.ts'
import { getRollCall, type RollCall } from './queries.ts'
import type { AttendanceSource, AttendanceState } from './rules.ts'

type Body = CallInput<typeof calls.recordAttendance>['body']

/**
 * `late`: the class was closed or had ended; `outdated`: so many changed nothing, since what holds was marked later.
 */
type Received = { received: number; late: boolean; outdated: number; outdatedOf: string[] }

/**
 * Records a batch of marks. Each has the id that the device gave it: the same mark again changes nothing, the same id
 * with other content is refused ('different-content'). Of several marks for one person the one made last holds. Refuses
 * people who had no seat on the day of the session and sessions that have not begun, all of the batch or none. A
 * device's clock that is ahead counts as the time of receipt. Into a class that has ended marks come as reported later,
 * whatever the device calls them, and as a correction: those that were made after its end with the reason.
 */
export async function recordAttendance(ctx: Context, sessionId: string, body: Body): Promise<Received> {
  for (let left = 8; ; left -= 1) {
    try {
      return await atDoor(ctx.db, doorOf(ctx, sessionId), { ctx, sessionId, body }, keepTogether)
    } catch (error) {
      // The same marks were being kept at that moment, or what they stand on was changed: by now it can be seen.
      if (left === 0 || !(isTaken(error) || hasNoSession(error))) throw error
    }
  }
}
/**
 * Whether marks were kept back since their session, class, a seat or another mark is no more what they were held
 * against.
 */
const hasNoSession = (error: unknown): boolean => {
  const { code, column } = error as { code?: string; column?: string }
  return code === '23502' && column === 'session_id'
}

type Asked = { ctx: Context; sessionId: string; body: Body }

/** Marks that one account sends of one session at the same moment are kept together, unless two are of one person. */
const atDoor = gathering<Asked, Received>((one, other) => {
  const taken = new Set(other.body.marks.flatMap(({ id, personId }) => [id, personId]))
  return one.body.marks.some(({ id, personId }) => taken.has(id) || taken.has(personId))
})
const doorOf = ({ actor: { accountId, tokenId } }: Context, sessionId: string) =>
  [sessionId, accountId, tokenId].join(' ')

const alone = async (one: Asked): Promise<Received> => (await keepTogether([one]))[0]()

/** Looks once and writes once for all; where they do not stand together, each stands or falls by itself. */
async function keepTogether(all: readonly Asked[]): Promise<(() => Received | Promise<Received>)[]> {
  const [{ ctx: asked, sessionId }] = all
  const session = await getRollCall(
    asked,
    sessionId,
    all.flatMap(({ body }) => body.marks),
  )
  // A correction of a class that has ended is one by itself, with its own reason.
  const isMany = all.length > 1
  if (isMany && hasEnded(session, asked.today)) return all.map((one) => () => alone(one))
  // Whatever it was held against came before it, in the class's corrections as well.
  const now = new Date()
  const judged: Judged[] = []
  const outcomes = all.map((one) => {
    try {
      const found = judge({ ...asked, actor: one.ctx.actor, now }, one, session)
      judged.push(found)
      return () => found.received
    } catch (error) {
      return () => {
        throw error
      }
    }
  })
  try {
    await keep({ ...asked, now }, session, judged)
    return outcomes
  } catch (error) {
    if (!isMany) throw error
    return all.map((one) => () => alone(one))
  }
}

type Judged = {
  entry: Entry
  fresh: Fresh[]
  /** in a class that has ended: for whom something else holds since, and why */
  corrected: { people: Changed[]; reason: string | null } | null
  received: Received
}

/** What one batch adds to what is kept, or the refusal of it. */
function judge(ctx: Context, { sessionId, body }: Asked, session: RollCall): Judged {
  const { marks } = body
  const { classId } = session
  must(ctx.actor, 'attendance.record', session.path)
  if (session.state === 'preparing' || session.state === 'called') {
    throw wrongStage(`class ${session.state}`, msg('The class has not begun.'))
  }
  if (session.onDay > ctx.today) throw wrongStage('session to come', msg('This session has not begun.'))
  const late = hasEnded(session, ctx.today)
  const reason = body.reason?.trim() || null
  const isMending = marks.some((mark) => isMadeAfterEnd(mark, session, ctx.today))
  refuseIf([...findingsOf(marks, session), ...(isMending && !reason ? [noReason] : [])])
  const source = late ? 'later_report' : body.source
  // A device may still know somebody by an entry that was merged since.
  const known = marks.map((mark) => ({ ...mark, personId: session.attending[mark.personId] }))
  const now = toMicroseconds(ctx.now.toISOString())
  const fresh = freshOf(known, { sessionId, kept: session.kept, now })
  const outdated = fresh.filter((mark) => isOutdated(mark, session))
  const people = late ? changedBy(fresh, session) : []
  const detail = { classId, source, marks: marks.length, ...(late ? { afterEnd: true } : {}) }
  const outdatedOf = [...new Set(outdated.map(({ personId }) => personId))]
  return {
    entry: { verb: 'attendance.recorded', kind: 'session', id: sessionId, placeId: session.placeId, detail },
    fresh: fresh.map((mark) => ({ ...mark, source })),
    corrected: people.length > 0 ? { people, reason } : null,
    received: { received: marks.length, late, outdated: outdated.length, outdatedOf },
  }
}

/** Writes what was judged in one statement, entries in the journal included. Asks nobody: each was judged before. */
async function keep(ctx: Context, session: RollCall, judged: readonly Judged[]): Promise<void> {
  if (judged.length === 0) return
  const { classId, id: sessionId } = session
  const fresh = judged.flatMap((one) => one.fresh)
  const corrections = judged.flatMap(({ corrected }) =>
    corrected ? correcting(ctx, { classId, what: 'marked', sessionId, ...corrected }) : [],
  )
  const entries = judged.map(({ entry }) => entry)
  await noteAll(ctx, entries, fresh.length > 0 ? [...keeping(ctx, session, fresh), ...corrections] : [])
}

/** What a device kept since the class needs no reason; a day is left for its clock and its time zone. */
const isMadeAfterEnd = ({ madeAt }: Mark, { lastDay }: RollCall, today: Day): boolean =>
  lastDay < today && madeAt.slice(0, 10) > addDays(lastDay, 1)

const noReason = finding(
  '/reason',
  'empty',
  msg('The class has ended: please say why it is corrected. The reason stands in the class.'),
)

const isOutdated = ({ personId, madeAt }: Mark, { attending, holding }: RollCall): boolean =>
  Object.entries(holding).some(([asked, now]) => attending[asked] === personId && now.madeAt > madeAt)

/** person → the mark that holds until now */
const heldBefore = ({ attending, holding }: RollCall): Record<string, string | null> =>
  Object.fromEntries(Object.entries(holding).map(([asked, { markId }]) => [attending[asked], markId]))

type Changed = { personId: string; from: AttendanceState | null; to: AttendanceState }

/**
 * For whom something else holds after the marks than before: what was marked later elsewhere, or again, changes
 * nothing.
 */
function changedBy(marks: readonly Mark[], session: RollCall): Changed[] {
  const before = new Map(
    Object.entries(session.holding).map(([asked, { state }]) => [session.attending[asked], state]),
  )
  const last = new Map<string, Mark>()
  for (const mark of marks.filter((one) => !isOutdated(one, session))) {
    const other = last.get(mark.personId)
    if (!other || `${mark.madeAt} ${mark.id}` > `${other.madeAt} ${other.id}`) last.set(mark.personId, mark)
  }
  return [...last.values()]
    .map(({ personId, state }) => ({ personId, from: before.get(personId) ?? null, to: state }))
    .filter(({ from, to }) => from !== to)
}

function findingsOf(marks: readonly Mark[], { attending }: RollCall) {
  return marks.flatMap(({ personId, madeAt }, at) => [
    ...(Number.isNaN(Date.parse(madeAt))
      ? [finding(`/marks/${at}/madeAt`, 'no-date', msg('There is no such date.'))]
      : []),
    ...(attending[personId]
      ? []
      : [
          finding(
            `/marks/${at}/personId`,
            'not-in-class',
            msg('This person had no seat in the class on the day of this session.'),
          ),
        ]),
  ])
}

/** The marks whose ids are not kept yet; refuses an id under which something else is kept. */
function freshOf(
  marks: readonly Mark[],
  { sessionId, kept, now }: { sessionId: string; kept: readonly KeptMark[]; now: string },
): Mark[] {
  const contentOf = (mark: Mark & { sessionId: string }) =>
    [mark.sessionId, mark.personId, mark.state, mark.madeAt].join(' ')
  const contents = new Map(kept.map((mark) => [mark.id, contentOf(mark)]))
  const receipts = new Map(kept.map((mark) => [mark.id, mark.receivedAt]))
  const fresh: Mark[] = []
  const others: string[] = []
  for (const sent of marks) {
    const [made, receipt] = [toMicroseconds(sent.madeAt), receipts.get(sent.id) ?? now]
    const mark = { ...sent, madeAt: made > receipt ? receipt : made }
    const content = contentOf({ ...mark, sessionId })
    const before = contents.get(mark.id)
    if (before === undefined) fresh.push(mark)
    else if (before !== content) others.push(mark.id)
    contents.set(mark.id, before ?? content)
  }
  if (others.length > 0) throw new Problem('different-content', { current: { ids: others } })
  return fresh
}

/** '…:05Z' and '…:05.12Z' as '…:05.000000Z' and '…:05.120000Z'. */
const toMicroseconds = (at: string): string => {
  const [whole, fraction = ''] = at.replace('Z', '').split('.')
  return `${whole}.${fraction.padEnd(6, '0')}Z`
}

type Fresh = Mark & { source: AttendanceSource }

/**
 * New marks, and what holds after them. One order for everybody, so that two devices with the same people wait for each
 * other instead of deadlocking. Class, seats and session are shared, in this order: whoever changes one waits for the
 * marks and then sees them, and marks that waited for that have no session and are refused whole. So are those beside
 * which something else holds by now than they were held against (`session`): what is said of them would not be true.
 */
function keeping(ctx: Context, session: RollCall, marks: readonly Fresh[]): Part[] {
  const sessionId = session.id
  const sent = sql`jsonb_to_recordset(${JSON.stringify(marks)}::jsonb)
    as mark("id" uuid, "personId" uuid, "state" text, "source" text, "madeAt" timestamptz)`
  const personIds = [...new Set(marks.map(({ personId }) => personId))]
  const asBefore = sql`attendance.mark_id is not distinct from
    (${JSON.stringify(heldBefore(session))}::jsonb ->> attendance.person_id::text)::uuid`
  return [
    sql`
    insert into convene.attendance_mark (id, session_id, person_id, state, source, made_at, received_at, account_id)
    with seat as materialized (
      select session.id, n.person_id from convene.class as class
      join convene.session as session on session.class_id = class.id
      join convene.nomination as n on n.class_id = session.class_id and n.person_id = any(${personIds}::uuid[])
        and n.seated_on <= session.on_day and session.on_day < coalesce(n.left_on, 'infinity')
      where session.id = ${sessionId} and session.on_day = ${session.onDay}::date
        and class.state = ${session.state} and class.last_day = ${session.lastDay}::date
      for share of class, n, session
    )
    select mark."id", (select ${sessionId}::uuid from seat having count(distinct person_id) = ${personIds.length}::int),
      mark."personId", mark."state", mark."source", mark."madeAt", ${ctx.now},
      ${ctx.actor.accountId}
    from ${sent} order by mark."id"`,
    sql`
    insert into convene.attendance (session_id, person_id, state, source, mark_id, made_at, received_at)
    select distinct on (mark."personId") ${sessionId}::uuid, mark."personId", mark."state", mark."source", mark."id",
      mark."madeAt", ${ctx.now}::timestamptz
    from ${sent} order by mark."personId", mark."madeAt" desc, mark."id" desc
    on conflict (session_id, person_id) do update set state = excluded.state, source = excluded.source,
      mark_id = excluded.mark_id, made_at = excluded.made_at, received_at = excluded.received_at,
      session_id = case when ${asBefore} then attendance.session_id end
    where (excluded.made_at, excluded.mark_id) > (attendance.made_at, attendance.mark_id) or not (${asBefore})`,
  ]
}
