// What a write costs the database, counted as Database.statements() counts: every statement that a request sends, who
// asks, begin and commit included. What is kept once under the key of its request looks for it and keeps it besides.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { endOfMonth } from '../src/base/dates.ts'
import { newId } from '../src/base/ids.ts'
import * as progress from '../src/carry-out/reports/contract.ts'
import * as attendanceCalls from '../src/convene/attendance/contract.ts'
import * as nominations from '../src/convene/nominations/contract.ts'
import * as sessions from '../src/convene/sessions/contract.ts'
import * as boardCalls from '../src/plan/board/contract.ts'
import * as lines from '../src/plan/lines/contract.ts'
import * as plans from '../src/plan/plans/contract.ts'
import * as places from '../src/registry/places/contract.ts'
import { classOf, idOf, luohe } from './convene-class.ts'
import { bodyOf, nothing, planOf, storedTotals, summedAnew, withTarget, words } from './plans.ts'
import { openTown, type Town } from './town.ts'

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

/** How many statements the work sends. */
async function counted(work: () => Promise<unknown>): Promise<number> {
  const begin = town.database.statements()
  await work()
  return town.database.statements() - begin
}

const atMost = (most: number, statements: number, what: string) =>
  assert.ok(statements <= most, `${what}: ${statements} statements, at most ${most}`)

test('a progress report with all totals costs at most six statements', async () => {
  const person = await town.as('ye-officer')
  const month = '1954-06'
  const { lines } = await person.ask(progress.monthPage, { query: { month } })
  for (const { line } of lines.filter((todo) => !todo.figures.some((one) => one.month === month))) {
    const body = {
      id: newId(),
      month,
      asOf: endOfMonth(month),
      value: line.phasing[month],
      unit: line.indicator.unit,
      leftReasons:
        line.indicator.counts === 'left' ? [{ reason: 'other' as const, count: line.phasing[month] }] : [],
      dormant: line.indicator.counts === 'organisations' ? 0 : null,
      source: 'ledger' as const,
      sourceNote: nothing,
      cause: { zh: '', en: 'counted' },
      help: nothing,
      supersedesId: null,
      reason: null,
    }
    const cost = await counted(() =>
      person.ask(progress.makeReport, { params: { planLineId: line.id }, body }),
    )
    atMost(6, cost, line.indicator.code)
  }
})

test('a mark of attendance costs at most four statements, and ten marks the same', async () => {
  const trainer = await town.as('trainer')
  const { classId } = await classOf(town, 'xuchang-officer', luohe)
  const { people } = await trainer.ask(nominations.roster, { params: { classId } })
  const { sessions: all } = await trainer.ask(sessions.timetable, { params: { classId } })
  const params = { sessionId: all[all.length - 1].id }
  const marks = (n: number) =>
    people.slice(0, n).map(({ personId }) => ({
      id: newId(),
      personId,
      state: 'present' as const,
      madeAt: '1954-03-05T06:05:00Z',
    }))
  for (const n of [1, 10]) {
    const body = { source: 'roll_call' as const, marks: marks(n) }
    const cost = await counted(() => trainer.ask(attendanceCalls.recordAttendance, { params, body }))
    atMost(4, cost, `${n} marks`)
  }
})

test('a figure of a plan costs at most nine statements: new, changed and decided, and counted in the totals above', async () => {
  const district = await town.as('xuchang-officer')
  const county = await town.as('shangshui-officer')
  const read = () => planOf(county, 'shangshui')
  const sent = await read()
  await district.ask(plans.returnPlan, {
    params: { planId: sent.id },
    body: { editVersion: sent.editVersion, reason: words('请改') },
  })
  const plan = await read()
  // What was approved once changes no total before it is approved again: then nothing of this would be counted.
  assert.deepEqual([plan.state, plan.standingVersion], ['returned', null], 'its figures stand in totals')
  const moving = async (what: string, work: () => Promise<unknown>) => {
    const before = await storedTotals(town.database, plan.period.id)
    atMost(9, await counted(work), what)
    const now = await storedTotals(town.database, plan.period.id)
    assert.notDeepEqual(now, before, `${what}: the totals above say it`)
    assert.deepEqual(now, await summedAnew(town.database, plan.period.id), what)
  }
  const { indicators } = await county.ask(boardCalls.planChoices, {})
  const output = indicators.find((one) => one.code === 'output')
  const free = plan.sheets.find(
    ({ trade }) => !plan.lines.some((one) => one.indicator.code === 'output' && one.trade?.id === trade.id),
  )
  assert.ok(output && free)
  const like = plan.lines.find((one) => one.actions.length > 0) ?? plan.lines[0]
  const months = Object.keys(like.phasing)
  const fresh = {
    ...bodyOf(like),
    indicatorId: output.id,
    tradeId: free.trade.id,
    form: null,
    unit: 'CNY-old',
    baseline: 10,
    target: 10 * months.length,
    phasing: Object.fromEntries(months.map((month) => [month, 10])),
    citations: like.citations.filter((one) => one.kind !== 'case_step'),
    note: words('试验'),
  }
  const params = { planId: plan.id }
  let added = ''
  await moving('a line put in', async () => {
    added = (await county.ask(lines.addLine, { params, body: fresh })).id
  })
  for (const one of [like, ...plan.lines.slice(-1)]) {
    await moving(`${one.indicator.code} changed`, () =>
      county.ask(lines.changeLine, {
        params: { planLineId: one.id },
        body: { ...withTarget(one, one.target + 3), editVersion: one.editVersion },
      }),
    )
  }
  await moving('a line taken out', () =>
    county.ask(lines.removeLine, { params: { planLineId: added }, query: { editVersion: 1 } }),
  )
  await county.ask(plans.submitPlan, { params, body: { editVersion: (await read()).editVersion } })
  const [line] = (await read()).lines
  const deciding = await counted(() =>
    district.ask(lines.decideLine, {
      params: { planLineId: line.id },
      body: { decidedTarget: line.target - 1, reason: words('少一个'), editVersion: line.editVersion },
    }),
  )
  atMost(9, deciding, 'a decision')
})

test('the first figures of a new plan cost at most nine statements each', async () => {
  const county = await town.as('xihua-officer')
  const plan = await planOf(county, 'xihua')
  assert.equal(plan.state, 'draft')
  for (const one of plan.lines.slice(0, 2)) {
    const cost = await counted(() =>
      county.ask(lines.changeLine, {
        params: { planLineId: one.id },
        body: { ...withTarget(one, one.target + 1), editVersion: one.editVersion },
      }),
    )
    atMost(9, cost, `${one.indicator.code} of a draft`)
  }
})

test('a decision on a nomination costs at most eight statements, also where others move up on the list', async () => {
  const officer = await town.as('xuchang-officer')
  const county = await town.as('linying-officer')
  const { classId, place, post } = await classOf(town, 'xuchang-officer', luohe)
  const listed = async () =>
    (await officer.ask(nominations.nominationList, { params: { classId } })).nominations
  const open = (await listed()).find((one) => one.state === 'nominated')
  const accepting = await counted(() =>
    officer.ask(nominations.accept, {
      params: { nominationId: open?.id ?? '' },
      body: { reason: 'Was there' },
    }),
  )
  atMost(8, accepting, 'accepted')
  const put = async (code: string) => ({
    id: newId(),
    reason: 'A place became free',
    placeId: place('linying'),
    postId: post('group-head'),
    personId: await idOf(town, 'person', code),
  })
  const body = await put('linying-group-head-3')
  const nominating = await counted(() => county.ask(nominations.nominate, { params: { classId }, body }))
  atMost(11, nominating, 'put forward')
  const other = await put('linying-group-head-4')
  await county.ask(nominations.nominate, { params: { classId }, body: other })
  const seated = (await listed()).find(
    (one) => one.state === 'accepted' && one.placeId === body.placeId && one.postId === body.postId,
  )
  const withdrawing = await counted(() =>
    county.ask(nominations.withdraw, { params: { nominationId: seated?.id ?? '' }, body: { reason: 'Ill' } }),
  )
  atMost(8, withdrawing, 'withdrawn')
  const moving = await counted(() =>
    officer.ask(nominations.moveUp, {
      params: { nominationId: body.id },
      body: { reason: 'A seat is free' },
    }),
  )
  atMost(8, moving, 'moved up')
  const declining = await counted(() =>
    officer.ask(nominations.decline, { params: { nominationId: other.id }, body: { reason: 'Ill' } }),
  )
  atMost(8, declining, 'declined')
})

test('a county goes to another district in as many statements, however many places lie under it', async () => {
  const administrator = await town.as('administrator')
  const [county, luoyang] = [
    await idOf(town, 'place', 'linru'),
    await idOf(town, 'place', 'luoyang-district'),
  ]
  const moving = (toPlaceId: string, onDay: string) =>
    counted(() =>
      administrator.ask(places.transferPlace, {
        params: { placeId: county },
        body: { toPlaceId, onDay, source: '试验', note: words('试验') },
      }),
    )
  const xuchang = await idOf(town, 'place', 'xuchang-district')
  const before = await moving(luoyang, '1954-07-03')
  await sql`
    with made as (
      insert into registry.place (id, code, names, level, tier)
      select gen_random_uuid(), 'made-' || n, jsonb_build_object('zh', '乡' || n, 'en', 'Township ' || n), 'township', 'below'
      from generate_series(1, 60) as n returning id
    ), under as (
      insert into registry.place_parent (place_id, parent_id) select id, ${county} from made
    )
    insert into registry.place_path (place_id, from_on, to_on, line)
    select id, path.from_on, path.to_on, path.line || id from made, registry.place_path as path
    where path.place_id = ${county}`.execute(town.database.kysely)
  atMost(before + 2, await moving(xuchang, '1954-07-05'), 'with sixty townships')
})
