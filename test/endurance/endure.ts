// Nothing lost: people write without pause while the server, its database, or both are killed at random moments. After
// each kill it must come up by itself; every acknowledged write must be there, once, and the totals must add up.
import { setTimeout as wait } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import pg from 'pg'
import { sessionCookie } from '../../src/access/sessions/queries.ts'
import { listCast, signInAsCast } from '../../src/access/sign-in/contract.ts'
import { comparePaths, compareTotals } from '../../src/app/doctor/totals.ts'
import { openDatabase } from '../../src/platform/database.ts'
import {
  type Client,
  clientOf,
  databaseOf,
  freePort,
  newFolder,
  type Running,
  removeFolder,
  startHezuo,
} from '../hezuo.ts'
import { gatherWriters, type Standing, type Write, type Writer } from './writers.ts'

export const targets = ['server', 'database', 'backend', 'server and database'] as const
export type Target = (typeof targets)[number]

export type Figures = {
  kills: Record<Target, number>
  /** writes that the server said it holds, by kind */
  acknowledged: Record<string, number>
  /** sent again because no answer came, or one that says later */
  resent: number
  /** sent once more although acknowledged; each must get the first answer again */
  repeated: number
  lost: number
  doubled: number
  /** starts that did not succeed by themselves */
  repairs: number
  /** totals and paths of places that are not what the rows say */
  wrongTotals: number
  /** answers that nobody should get, in words */
  wrongAnswers: string[]
  /** from a kill until a write is acknowledged again, in milliseconds */
  longestPause: number
}

type Options = {
  kills: number
  /** a number in [0, 1) */
  random: () => number
  /** what is killed, one after the other; at random where not given */
  order?: readonly Target[]
  say?: (line: string) => void
}

/** Runs it all on a folder of its own, which is removed afterwards. */
export async function endure({ kills, random, order, say = () => {} }: Options): Promise<Figures> {
  const folder = newFolder('endurance')
  const env = { HEZUO_DATA: folder, PORT: String(await freePort()) }
  const figures: Figures = {
    kills: { server: 0, database: 0, backend: 0, 'server and database': 0 },
    acknowledged: {},
    resent: 0,
    repeated: 0,
    lost: 0,
    doubled: 0,
    repairs: 0,
    wrongTotals: 0,
    wrongAnswers: [],
    longestPause: 0,
  }
  const standing: Standing = { reports: new Map(), targets: new Map() }
  const held = new Map<string, string[]>()
  const state = { isOver: false, lastAcknowledged: 0 }
  let hezuo: Running | undefined
  try {
    hezuo = await startHezuo(env)
    const { address } = hezuo
    const writers = await withDatabase(folder, (db) => gatherWriters(db, standing, kills * 40 + 200))
    const before = await withDatabase(folder, countRows)
    const acknowledge = (writer: Writer, write: Write) => {
      state.lastAcknowledged = Date.now()
      figures.acknowledged[writer.name] =
        (figures.acknowledged[writer.name] ?? 0) + Math.max(write.ids.length, 1)
      if (write.table) held.set(write.table, [...(held.get(write.table) ?? []), ...write.ids])
      write.kept?.()
    }
    const clients = await Promise.all(writers.map((writer) => signIn(address, writer.login)))
    const work = Promise.all(
      writers.map((writer, at) => writeOn(writer, clients[at], { state, figures, random, acknowledge })),
    )
    for (let n = 1; n <= kills; n += 1) {
      await wait(100 + random() * 700)
      const target = order?.[n - 1] ?? targets[Math.floor(random() * targets.length)]
      hezuo = await kill(target, folder, await stillRunning(hezuo, env, figures), env, figures)
      figures.kills[target] += 1
      await untilWritten(state, figures)
      if (n % 20 === 0) {
        const { lost } = await withDatabase(folder, (db) => look(db, held))
        say(`${n} of ${kills} kills, ${sum(figures.acknowledged)} acknowledged, ${lost} lost`)
      }
    }
    state.isOver = true
    await work
    const found = await withDatabase(folder, (db) => look(db, held))
    figures.lost = found.lost + (await withDatabase(folder, (db) => lookAtStanding(db, standing)))
    figures.doubled = await withDatabase(folder, (db) => countDoubled(db, before, held))
    figures.wrongTotals = await countWrong(folder)
    return figures
  } finally {
    state.isOver = true
    hezuo?.child.kill('SIGTERM')
    await hezuo?.ended
    removeFolder(folder)
  }
}

const sum = (of: Record<string, number>): number => Object.values(of).reduce((a, b) => a + b, 0)

async function withDatabase<T>(folder: string, work: (db: pg.Client) => Promise<T>): Promise<T> {
  const db = await connected(folder)
  db.on('error', () => {})
  try {
    return await work(db)
  } finally {
    await db.end().catch(() => {})
  }
}

/** The database may just be coming up again. */
async function connected(folder: string): Promise<pg.Client> {
  const until = Date.now() + 60_000
  for (;;) {
    try {
      const db = new pg.Client(databaseOf(folder).url)
      await db.connect()
      return db
    } catch (error) {
      if (Date.now() > until) throw error
      await wait(50)
    }
  }
}

export async function signIn(address: string, login: string): Promise<Client> {
  const { body } = await clientOf(address)(listCast, {})
  const accountId = body.cast.find((one) => one.login === login)?.accountId ?? ''
  const reply = await fetch(`${address}${signInAsCast.path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ accountId }),
  })
  const cookie = reply.headers.getSetCookie().find((one) => one.startsWith(sessionCookie))
  if (!cookie) throw new Error(`${login} could not sign in: ${reply.status}`)
  return clientOf(address, cookie.split(';')[0])
}

type Work = {
  state: { isOver: boolean }
  figures: Figures
  random: () => number
  acknowledge(writer: Writer, write: Write): void
}

/** Writes one thing after the other, each sent until the server has said what became of it. */
async function writeOn(writer: Writer, client: Client, work: Work): Promise<void> {
  while (!work.state.isOver) {
    const write = await writer.next()
    if (!write) return
    const first = await sendUntilKnown(writer, write, client, work)
    if (first === null) return
    work.acknowledge(writer, write)
    if (write.ids.length > 0 && work.random() < 0.1) {
      work.figures.repeated += 1
      const again = await sendUntilKnown(writer, write, client, work)
      if (again !== null && !isDeepStrictEqual(again, first))
        work.figures.wrongAnswers.push(`${writer.name}: another answer to the same thing`)
    }
  }
}

/** The answer, or null where it was refused: which nobody here deserves. */
async function sendUntilKnown(
  writer: Writer,
  write: Write,
  client: Client,
  { figures }: Work,
): Promise<unknown> {
  const patience = Date.now() + 120_000
  for (let isAgain = false; ; isAgain = true) {
    try {
      const { status, body, problem } = await write.send(client)
      if (status === 200) return body
      if (isAgain && write.isOurs?.(problem)) return {}
      if (status !== 503) {
        figures.wrongAnswers.push(`${writer.name}: ${status} ${JSON.stringify(problem)}`)
        return null
      }
    } catch {
      // No answer came: whether it was kept is not known.
    }
    if (Date.now() > patience) {
      figures.wrongAnswers.push(`${writer.name}: no answer for two minutes`)
      return null
    }
    figures.resent += 1
    await wait(50)
  }
}

/** Nobody but this test ends it: where it ended by itself, that is said with its reason, and it is started again. */
async function stillRunning(hezuo: Running, env: Record<string, string>, figures: Figures): Promise<Running> {
  const code = await Promise.race([hezuo.ended, wait(0, 'running' as const)])
  if (code === 'running') return hezuo
  figures.repairs += 1
  figures.wrongAnswers.push(`Hezuo ended by itself with ${code}: ${hezuo.printed().slice(-500)}`)
  return startHezuo(env)
}

/** Kills without warning; what was Hezuo's own process is started again, its database comes up by itself. */
async function kill(
  target: Target,
  folder: string,
  hezuo: Running,
  env: Record<string, string>,
  figures: Figures,
): Promise<Running> {
  if (target === 'backend') {
    await withDatabase(folder, async (db) => {
      const { rows } = await db.query<{ pid: number }>(
        `select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()
         order by state = 'active' desc limit 1`,
      )
      if (rows[0]) killNow(rows[0].pid)
      // This connection dies with all the others.
    }).catch(() => {})
    return hezuo
  }
  if (target !== 'server') await killDatabase(folder)
  if (target === 'database') return hezuo
  hezuo.child.kill('SIGKILL')
  await hezuo.ended
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startHezuo(env)
    } catch (error) {
      figures.repairs += 1
      if (attempt === 3) throw error
      await wait(1000)
    }
  }
}

/** It may just be coming up again, after the kill before. */
async function killDatabase(folder: string): Promise<void> {
  const until = Date.now() + 60_000
  for (;;) {
    try {
      return killNow(databaseOf(folder).pid)
    } catch (error) {
      if (Date.now() > until) throw error
      await wait(20)
    }
  }
}

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

async function untilWritten(state: { lastAcknowledged: number }, figures: Figures): Promise<void> {
  const since = Date.now()
  while (state.lastAcknowledged <= since) {
    if (Date.now() - since > 120_000) {
      figures.repairs += 1
      return
    }
    await wait(10)
  }
  figures.longestPause = Math.max(figures.longestPause, Date.now() - since)
}

/** Acknowledged writes that are not there. */
async function look(db: pg.Client, held: Map<string, string[]>): Promise<{ lost: number }> {
  let lost = 0
  for (const [table, ids] of held) {
    const { rows } = await db.query<{ n: number }>(
      `select count(*)::int as n from unnest($1::uuid[]) as given (id)
       where (select count(*) from ${table} as kept where kept.id = given.id) <> 1`,
      [ids],
    )
    lost += rows[0].n
  }
  return { lost }
}

/** Lines where what stands is not what was acknowledged last. */
async function lookAtStanding(db: pg.Client, { reports, targets: aims }: Standing): Promise<number> {
  const { rows: wrong } = await db.query<{ n: number }>(
    `select count(*)::int as n from unnest($1::uuid[], $2::uuid[]) as given (line, report)
     where not exists (select 1 from carry_out.report where report.id = given.report and standing
       and report.plan_line_id = given.line)`,
    [[...reports.keys()], [...reports.values()]],
  )
  const { rows: missed } = await db.query<{ n: number }>(
    `select count(*)::int as n from unnest($1::uuid[], $2::bigint[]) as given (line, target)
     where not exists (select 1 from plan.plan_line where plan_line.id = given.line and plan_line.target = given.target)`,
    [[...aims.keys()], [...aims.values()]],
  )
  return wrong[0].n + missed[0].n
}

const counted = [
  'carry_out.report',
  'carry_out.evidence',
  'convene.attendance_mark',
  'convene.nomination',
  'plan.line_comment',
]

async function countRows(db: pg.Client): Promise<Map<string, number>> {
  const found = new Map<string, number>()
  for (const table of counted) {
    const { rows } = await db.query<{ n: number }>(`select count(*)::int as n from ${table}`)
    found.set(table, rows[0].n)
  }
  return found
}

/** Rows beyond those acknowledged, and entries of the journal for one thing done twice. */
async function countDoubled(
  db: pg.Client,
  before: Map<string, number>,
  held: Map<string, string[]>,
): Promise<number> {
  let doubled = 0
  for (const [table, n] of await countRows(db))
    doubled += Math.abs(n - (before.get(table) ?? 0) - (held.get(table)?.length ?? 0))
  const { rows } = await db.query<{ n: number }>(
    `select count(*)::int as n from (select 1 from platform.journal
       where verb in ('report.made', 'report.corrected', 'nomination.made') group by subject_id having count(*) > 1
       union all
       select 1 from platform.journal where verb = 'evidence.added' group by detail->>'evidenceId' having count(*) > 1
     ) as twice`,
  )
  return doubled + rows[0].n
}

async function countWrong(folder: string): Promise<number> {
  const database = openDatabase(databaseOf(folder).url, { connections: 1, isPatient: true })
  try {
    const totals = await compareTotals(database.kysely)
    const paths = await comparePaths(database.kysely)
    if (totals.stored === 0 || paths.stored === 0) throw new Error('nothing was there to be compared')
    return totals.wrong + paths.wrong
  } finally {
    await database.close()
  }
}
