// People of the sample who write without pause. Each write is known by ids made at the sender, sent until its outcome
// is known, and remembered once the server has said that it holds it.
import type pg from 'pg'
import type { Call, CallInput } from '../../src/base/call.ts'
import { newId } from '../../src/base/ids.ts'
import { addEvidence, makeReport } from '../../src/carry-out/reports/contract.ts'
import { recordAttendance } from '../../src/convene/attendance/contract.ts'
import { nominate } from '../../src/convene/nominations/contract.ts'
import { commentOnLine } from '../../src/plan/comments/contract.ts'
import { changeLine } from '../../src/plan/lines/contract.ts'
import { planPage } from '../../src/plan/plans/contract.ts'
import type { Client } from '../hezuo.ts'
import { type bodyOf, type Line, withTarget, words } from '../plans.ts'

/** One thing to be written. `ids` are what must be in `table` afterwards, each once. */
export type Write = {
  table: string
  ids: string[]
  send(client: Client): ReturnType<Client>
  /** What the writer remembers once it is acknowledged. */
  kept?(): void
  /** Where the same thing sent again is no first answer but a clash with what stands: whether that is ours. */
  isOurs?(problem: Record<string, unknown>): boolean
}
export type Writer = { name: string; login: string; next(): Promise<Write | null> }

/** What must stand at the end beyond the ids: the last acknowledged value of a line. */
export type Standing = { reports: Map<string, string>; targets: Map<string, number> }

const nothing = { zh: '', en: '' }
const sends =
  <C extends Call>(call: C, input: CallInput<C>) =>
  (client: Client): ReturnType<Client> =>
    client(call, input)

async function rows<T extends object>(db: pg.Client, text: string, values: unknown[] = []): Promise<T[]> {
  return (await db.query<T>(text, values)).rows
}

/** Everybody who writes, with what they write about prepared in the registers. */
export async function gatherWriters(db: pg.Client, standing: Standing, most: number): Promise<Writer[]> {
  return [
    ...(await reporters(db, standing)),
    await rollCaller(db),
    await nominator(db, most),
    await planner(db, standing),
    await commentator(db),
    await photographer(db),
  ]
}

/** Each corrects one figure of one line over and over: a chain in which nothing may be missing or twice. */
async function reporters(db: pg.Client, standing: Standing): Promise<Writer[]> {
  const lines = await rows<{ id: string; login: string; last: string | null }>(
    db,
    `select distinct on (account.login) line.id, account.login, (select report.id from carry_out.report
       where report.plan_line_id = line.id and month = '1954-06' and standing) as last
     from plan.plan_line as line join plan.plan on plan.id = line.plan_id join plan.period on period.id = plan.period_id
     join plan.indicator on indicator.id = line.indicator_id
     join access.role_grant as g on g.place_id = plan.place_id and g.role = 'planner'
     join access.account on account.id = g.account_id
     where period.code = '1954-h1' and plan.state = 'approved' and indicator.code = 'output'
     order by account.login, line.id limit 4`,
  )
  return lines.map(({ id: planLineId, login, last }, at) => {
    let value = 1_000_000 + at
    let supersedesId = last
    if (last) standing.reports.set(planLineId, last)
    return {
      name: 'report',
      login,
      next: async () => {
        value += 7
        const id = newId()
        const body = {
          id,
          month: '1954-06',
          asOf: '1954-06-30',
          value,
          unit: 'CNY-old' as const,
          leftReasons: [],
          dormant: null,
          source: 'ledger' as const,
          sourceNote: nothing,
          cause: nothing,
          help: nothing,
          supersedesId,
          reason: supersedesId ? words('再核') : null,
        }
        return {
          table: 'carry_out.report',
          ids: [id],
          send: sends(makeReport, { params: { planLineId }, body }),
          kept: () => {
            supersedesId = id
            standing.reports.set(planLineId, id)
          },
        }
      },
    }
  })
}

async function rollCaller(db: pg.Client): Promise<Writer> {
  const [{ sessionId, people }] = await rows<{ sessionId: string; people: string[] }>(
    db,
    `select session.id as "sessionId", (select array_agg(person_id) from convene.nomination
       where nomination.class_id = session.class_id and nomination.state = 'accepted') as people
     from convene.session join convene.class on class.id = session.class_id
     where class.names->>'en' = 'Training class for handicraft cooperation'
     order by session.on_day desc, session.starts_at desc limit 1`,
  )
  let at = 0
  return {
    name: 'attendance',
    login: 'trainer',
    next: async () => {
      const marks = Array.from({ length: 5 }, () => {
        at += 1
        return {
          id: newId(),
          personId: people[at % people.length],
          state: at % 7 === 0 ? ('excused' as const) : ('present' as const),
          madeAt: new Date(Date.UTC(1954, 2, 5, 6) + at).toISOString(),
        }
      })
      return {
        table: 'convene.attendance_mark',
        ids: marks.map((mark) => mark.id),
        send: sends(recordAttendance, { params: { sessionId }, body: { source: 'roll_call', marks } }),
      }
    },
  }
}

/** Puts one person after the other forward; beyond the seats they wait, which is a nomination all the same. */
async function nominator(db: pg.Client, most: number): Promise<Writer> {
  const [cell] = await rows<{ classId: string; placeId: string; postId: string; unitId: string }>(
    db,
    `select seat.class_id as "classId", seat.place_id as "placeId", seat.post_id as "postId",
       (select id from registry.organisation where organisation.place_id = seat.place_id limit 1) as "unitId"
     from convene.seat join convene.class on class.id = seat.class_id join registry.place on place.id = seat.place_id
     join registry.post on post.id = seat.post_id
     where class.names->>'en' = 'Luoyang class for leaders of handicraft groups' and seat.seats > 0
       and post.code = 'group-head' limit 1`,
  )
  const people = Array.from({ length: most }, newId)
  await db.query(
    `insert into registry.person (id, code, names, place_id)
     select id, 'endurance-' || id, jsonb_build_object('zh', '人' || n, 'en', 'Person ' || n), $2
     from unnest($1::uuid[]) with ordinality as made (id, n)`,
    [people, cell.placeId],
  )
  await db.query(
    `insert into registry.appointment (id, person_id, post_id, organisation_id, from_on)
     select gen_random_uuid(), id, $2, $3, '1950-01-01' from unnest($1::uuid[]) as made (id)`,
    [people, cell.postId, cell.unitId],
  )
  return {
    name: 'nomination',
    login: 'luoyang-officer',
    next: async () => {
      const personId = people.pop()
      if (!personId) return null
      const body = { id: newId(), placeId: cell.placeId, postId: cell.postId, personId }
      return {
        table: 'convene.nomination',
        ids: [body.id],
        send: sends(nominate, { params: { classId: cell.classId }, body }),
      }
    },
  }
}

const fugou = `from plan.plan_line as line join plan.plan on plan.id = line.plan_id
  join registry.place on place.id = plan.place_id join plan.period on period.id = plan.period_id
  where place.code = 'fugou' and plan.state in ('draft', 'returned') order by line.id limit 1`

/** A figure of a plan has no id of its own: it carries the version it was made from. */
async function planner(db: pg.Client, standing: Standing): Promise<Writer> {
  const [{ planId }] = await rows<{ planId: string }>(db, `select plan.id as "planId" ${fugou}`)
  let line: Line | undefined
  let target = 0
  let editVersion = 0
  return {
    name: 'plan figure',
    login: 'fugou-officer',
    next: async () => {
      let aimed: ReturnType<typeof withTarget> | undefined
      target += 1
      return {
        table: '',
        ids: [],
        send: async (client) => {
          if (!line) {
            const { status, body, problem } = await client(planPage, { params: { planId } })
            if (status !== 200) return { status, body: problem as never, problem }
            line = (body as { lines: Line[] }).lines.find((one) => one.indicator.cumulative) as Line
            target = line.target + 1
            editVersion = line.editVersion
          }
          aimed ??= withTarget(line, target)
          return client(changeLine, {
            params: { planLineId: line.id },
            body: { ...(aimed as ReturnType<typeof bodyOf>), editVersion } as never,
          })
        },
        isOurs: ({ type, current }) => {
          const now = current as { target?: number; editVersion?: number } | undefined
          return type === '/problems/stale' && now?.target === target && now?.editVersion === editVersion + 1
        },
        kept: () => {
          editVersion += 1
          if (line) standing.targets.set(line.id, target)
        },
      }
    },
  }
}

async function commentator(db: pg.Client): Promise<Writer> {
  // One line after the other: a line holds so many comments and no more.
  const lines = await rows<{ id: string }>(
    db,
    `select line.id from plan.plan_line as line join plan.plan on plan.id = line.plan_id
     join registry.place on place.id = plan.place_id join registry.place_path as path on path.place_id = place.id
     join registry.place as above on above.id = any(path.line) and above.code = 'xuchang-district'
     where plan.state = 'approved' order by line.id`,
  )
  let turn = 0
  return {
    name: 'comment',
    login: 'xuchang-officer',
    next: async () => {
      const id = newId()
      const planLineId = lines[turn++ % lines.length].id
      return {
        table: 'plan.line_comment',
        ids: [id],
        send: sends(commentOnLine, { params: { planLineId }, body: { id, text: words(`意见 ${id}`) } }),
      }
    },
  }
}

/** Evidence is a file and a record: neither may be there without the other. */
async function photographer(db: pg.Client): Promise<Writer> {
  const reports = await rows<{ id: string }>(
    db,
    `select report.id from carry_out.report join registry.place on place.id = report.place_id
     where place.code = 'linying' and standing and not exists
       (select 1 from carry_out.evidence where evidence.report_id = report.id)
       and month < '1954-06' order by report.id`,
  )
  let at = 0
  return {
    name: 'evidence',
    login: 'linying-officer',
    next: async () => {
      const reportId = reports[Math.floor(at / 18)]?.id
      if (!reportId) return null
      at += 1
      const evidenceId = newId()
      return {
        table: 'carry_out.evidence',
        ids: [evidenceId],
        send: sends(addEvidence, {
          params: { reportId },
          query: { evidenceId, name: 'ledger.pdf' },
          body: Buffer.from(`%PDF-1.4 ${evidenceId}`),
        }),
      }
    },
  }
}
