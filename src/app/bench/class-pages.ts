// Every page of a class with fifty people and with five hundred: how many statements, how long.
import { sql } from 'kysely'
import type { Call, CallReply } from '../../base/call.ts'
import { attendanceOverview, sessionAttendance } from '../../convene/attendance/contract.ts'
import { classPage, classSummary, listClasses } from '../../convene/classes/contract.ts'
import { nominationList, roster } from '../../convene/nominations/contract.ts'
import { seatTable } from '../../convene/seats/contract.ts'
import { timetable } from '../../convene/sessions/contract.ts'
import { crowd } from './crowded-class.ts'
import { type Bench, type Figure, figure, quantile, times } from './figure.ts'
import { ask, send } from './traffic.ts'

export type ClassOf = { classId: string; sessionId: string; cookie: string }

/** The class of the sample that has not begun, as its organiser sees it. */
export async function classToCrowd(bench: Bench): Promise<ClassOf> {
  const cookie = await bench.cookieOf('xuchang-officer')
  const get = <C extends Call>(call: C, classId = ''): Promise<CallReply<C>> =>
    ask(bench, call.path.replace(':classId', classId), { cookie })
  const { classes } = await get(listClasses)
  const found = classes.find((one) => one.names.en === 'Short course for heads of cooperatives and groups')
  if (!found) throw new Error('the sample has no such class')
  const { sessions } = await get(timetable, found.id)
  if (!sessions[0]) throw new Error('the class has no session')
  return { classId: found.id, sessionId: sessions[0].id, cookie }
}

export async function classPages(bench: Bench): Promise<Figure[]> {
  const own = await classToCrowd(bench)
  const pages = [
    classPage,
    seatTable,
    classSummary,
    nominationList,
    roster,
    timetable,
    attendanceOverview,
    sessionAttendance,
  ]
  const figures: Figure[] = []
  for (const [people, more] of [
    [50, 50],
    [500, 450],
  ]) {
    bench.tell(`pages of a class of ${people}`)
    await crowd(bench.database, own.classId, more)
    const slowest = { path: '', p95: 0, p50: 0 }
    let statements = 0
    for (const { path } of pages) {
      const address = path.replace(':classId', own.classId).replace(':sessionId', own.sessionId)
      const before = bench.database.statements()
      await send(bench, address, { cookie: own.cookie })
      statements = Math.max(statements, bench.database.statements() - before)
      const taken = await times(40, () => send(bench, address, { cookie: own.cookie }))
      const p95 = quantile(taken, 0.95)
      if (p95 > slowest.p95) Object.assign(slowest, { path, p95, p50: quantile(taken, 0.5) })
    }
    const which = `${slowest.path.replace('/api', '')}, ${people} people, 60 sessions`
    figures.push(
      figure(`class page: most statements, ${people} people`, statements, 'statements', {
        budget: '≤ 5, session included',
      }),
      figure(`class page: slowest of ${pages.length}, p95 (${which})`, slowest.p95, 'ms', {
        budget: '≤ 10 ms',
      }),
      figure(`class page: slowest of ${pages.length}, median (${which})`, slowest.p50, 'ms'),
    )
  }
  figures.push(await nothingKept(bench, own))
  return figures
}

/** The attendance of the class where nothing is kept of its sessions, as just after all of them were marked anew. */
async function nothingKept(bench: Bench, { classId, cookie }: ClassOf): Promise<Figure> {
  const address = attendanceOverview.path.replace(':classId', classId)
  const taken: number[] = []
  for (let turn = 0; turn < 20; turn++) {
    await sql`delete from convene.session_sum`.execute(bench.database.kysely)
    taken.push(...(await times(1, () => send(bench, address, { cookie }), 0)))
  }
  return figure(
    'class page: attendance of 500 people where nothing is kept, p95',
    quantile(taken, 0.95),
    'ms',
  )
}
