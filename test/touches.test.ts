// The browser asks again for what a call says it touches, and for nothing else. So whatever a read answers otherwise
// after such a call must be named by it: each is done here as people do it, and every read is held beside what it was.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { stagesNow } from '../src/app/contract.ts'
import { type Call, isTouched } from '../src/base/call.ts'
import { newId } from '../src/base/ids.ts'
import * as reports from '../src/carry-out/reports/contract.ts'
import * as attendance from '../src/convene/attendance/contract.ts'
import * as nominations from '../src/convene/nominations/contract.ts'
import * as sessionCalls from '../src/convene/sessions/contract.ts'
import * as plans from '../src/plan/comments/contract.ts'
import * as lineCalls from '../src/plan/lines/contract.ts'
import * as planCalls from '../src/plan/plans/contract.ts'
import { classOf, idOf, luohe } from './convene-class.ts'
import { nothing, planOf, withTarget, words } from './plans.ts'
import { openTown, type Person, type Town } from './town.ts'

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

type Ids = Record<string, string>

const filled = (names: readonly string[], ids: Ids) =>
  Object.fromEntries(names.map((name) => [name, ids[name]]))

/** Every read that the ids can fill and that is answered, as its address and what each of the readers is told. */
async function readAll(readers: readonly Person[], ids: Ids): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const call of town.server.calls as Call[]) {
    const names = [...call.path.matchAll(/:(\w+)/g)].map((m) => m[1])
    const asked = (call.query as { required?: string[] } | undefined)?.required ?? []
    if (call.method !== 'GET' || call.file || [...names, ...asked].some((name) => !ids[name])) continue
    for (const [at, reader] of readers.entries()) {
      const answer = await reader.send(call, {
        params: filled(names, ids),
        query: filled(asked, ids),
      } as never)
      if (answer.status === 200) found.set(`${call.path} as ${at}`, JSON.stringify(answer.body))
    }
  }
  assert.ok(found.size > 50, `only ${found.size} answers were seen`)
  return found
}

/** The calls after which the rail showed other figures. */
const movedTheRail = new Set<string>()

/** Does the call and says which reads answer otherwise although the call does not name them. */
async function surprises<C extends Call>(
  call: C,
  readers: readonly Person[],
  ids: Ids,
  act: () => Promise<unknown>,
): Promise<string[]> {
  const before = await readAll(readers, ids)
  await act()
  const now = await readAll(readers, ids)
  const changed = [...now].filter(([address, answer]) => before.get(address) !== answer)
  assert.ok(changed.length > 0, `${call.path} changed nothing`)
  if (changed.some(([address]) => address.startsWith(`${stagesNow.path} `))) movedTheRail.add(call.path)
  return changed.map(([address]) => address).filter((address) => !isTouched(call, address.split(' ')[0]))
}

const one = async <T>(query: ReturnType<typeof sql<T>>): Promise<T> =>
  (await query.execute(town.database.kysely)).rows[0]

test('a line of a plan: its figure, the decision about it, and what is said about it', async () => {
  const { county: code } = await one(sql<{ county: string }>`select place.code as county from plan.plan
    join registry.place on place.id = plan.place_id join plan.period on period.id = plan.period_id
    where plan.state = 'submitted' and period.code = '1954-h1' order by place.code limit 1`)
  const county = await town.as(`${code.replace(/-county$/, '')}-officer`)
  const district = await town.as('xuchang-officer')
  const readers = [county, district]
  const plan = await planOf(county, code)
  const [line] = plan.lines
  const ids = { planId: plan.id, planLineId: line.id, placeId: plan.place.id, number: '1' }
  const params = { planLineId: line.id }
  const commentId = newId()
  const comment = { id: commentId, text: words('为什么？') }
  const said = await surprises(plans.commentOnLine, readers, ids, () =>
    district.ask(plans.commentOnLine, { params, body: comment }),
  )
  const settled = await surprises(plans.resolveComment, readers, ids, () =>
    county.ask(plans.resolveComment, { params: { commentId }, body: { resolved: true } }),
  )
  const { lines } = await district.ask(planCalls.planPage, { params: { planId: plan.id } })
  const decision = {
    decidedTarget: line.target + 1,
    reason: words('按实际条件'),
    editVersion: lines[0].editVersion,
  }
  const decided = await surprises(lineCalls.decideLine, readers, ids, () =>
    district.ask(lineCalls.decideLine, { params, body: decision }),
  )
  await district.ask(planCalls.returnPlan, {
    params: { planId: plan.id },
    body: {
      editVersion: (await district.ask(planCalls.planPage, { params: { planId: plan.id } })).editVersion,
      reason: words('请补充'),
    },
  })
  const again = await county.ask(planCalls.planPage, { params: { planId: plan.id } })
  const body = { ...withTarget(again.lines[0], line.target + 2), editVersion: again.lines[0].editVersion }
  const changed = await surprises(lineCalls.changeLine, readers, ids, () =>
    county.ask(lineCalls.changeLine, { params, body }),
  )
  assert.deepEqual({ said, settled, decided, changed }, { said: [], settled: [], decided: [], changed: [] })
})

test('a figure of progress, the visit that looked at it, and a promise', async () => {
  const { id, place, plan, code } = await one(sql<Record<'id' | 'place' | 'plan' | 'code', string>>`
    select line.id, plan.place_id as place, plan.id as plan, place.code from plan.plan_line as line
    join plan.plan on plan.id = line.plan_id join registry.place on place.id = plan.place_id
    join plan.indicator on indicator.id = line.indicator_id
    join plan.period on period.id = plan.period_id and period.code = '1954-h1'
    where plan.state = 'approved' and indicator.code = 'trained' and not exists (select 1 from carry_out.report
      where report.plan_line_id = line.id and report.month = '1954-06') order by place.code limit 1`)
  const county = await town.as(`${code.replace(/-county$/, '')}-officer`)
  const district = await town.as('xuchang-officer')
  const readers = [county, district, await town.as('henan-viewer')]
  const planLineId = id
  const reportId = newId()
  const ids = { planLineId, placeId: place, planId: plan, reportId, refKind: 'plan-line', refId: planLineId }
  const body = {
    id: reportId,
    month: '1954-06',
    asOf: '1954-06-30',
    value: 30,
    unit: 'persons',
    leftReasons: [],
    dormant: null,
    source: 'ledger' as const,
    sourceNote: nothing,
    cause: nothing,
    help: nothing,
    supersedesId: null,
    reason: null,
  }
  const made = await surprises(reports.makeReport, readers, ids, () =>
    county.ask(reports.makeReport, { params: { planLineId }, body }),
  )
  const visit = {
    id: newId(),
    onDay: '1954-07-05',
    outcome: 'verified' as const,
    how: 'counted' as const,
    found: 30,
    note: words('看过账'),
  }
  const seen = await surprises(reports.verifyReport, readers, ids, () =>
    district.ask(reports.verifyReport, { params: { reportId }, body: visit }),
  )
  assert.deepEqual({ made, seen }, { made: [], seen: [] })
})

test('a nomination put forward and declined, and marks of attendance', async () => {
  const { classId, place, post } = await classOf(town, 'xuchang-officer', luohe)
  const officer = await town.as('xuchang-officer')
  const county = await town.as('jia-officer')
  const readers = [officer, county, await town.as('jia-trainee')]
  const params = { classId }
  const personId = await idOf(town, 'person', 'jia-office-2')
  const { sessions } = await officer.ask(sessionCalls.timetable, { params })
  const sessionId = sessions[sessions.length - 1].id
  const ids = { classId, placeId: place('jia'), personId, sessionId }
  const nominationId = newId()
  await sql`update convene.seat set seats = seats + 1
    where class_id = ${classId} and place_id = ${place('jia')} and post_id = ${post('office-cadre')}`.execute(
    town.database.kysely,
  )
  const body = {
    id: nominationId,
    placeId: place('jia'),
    postId: post('office-cadre'),
    personId,
    reason: '补报',
  }
  const named = await surprises(nominations.nominate, readers, ids, () =>
    county.ask(nominations.nominate, { params, body }),
  )
  const taken = await surprises(nominations.accept, readers, ids, () =>
    officer.ask(nominations.accept, { params: { nominationId }, body: { reason: '漏登' } }),
  )
  assert.ok(movedTheRail.has(nominations.accept.path), 'the rail counts accepted people, and was read')
  const freed = await surprises(nominations.withdraw, readers, ids, () =>
    officer.ask(nominations.withdraw, { params: { nominationId }, body: { reason: '本人有病' } }),
  )
  const again = newId()
  await county.ask(nominations.nominate, { params, body: { ...body, id: again } })
  const declined = await surprises(nominations.decline, readers, ids, () =>
    officer.ask(nominations.decline, { params: { nominationId: again }, body: { reason: '名额已满' } }),
  )
  const trainer = await town.as('trainer')
  const { people } = await trainer.ask(nominations.roster, { params })
  const marks = people.slice(0, 5).map((person) => ({
    id: newId(),
    personId: person.personId,
    state: 'excused' as const,
    madeAt: '1954-03-05T09:05:00Z',
  }))
  const marked = await surprises(attendance.recordAttendance, readers, ids, () =>
    trainer.ask(attendance.recordAttendance, {
      params: { sessionId },
      body: { source: 'roll_call', marks },
    }),
  )
  assert.deepEqual(
    { named, taken, freed, declined, marked },
    { named: [], taken: [], freed: [], declined: [], marked: [] },
  )
})
