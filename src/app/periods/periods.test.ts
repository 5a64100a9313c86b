// Closing a period and opening it again, through the front door: what is missing is told before and kept after, and why
// it is open again stands wherever the period does.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { nothing, planOf, words } from '../../../test/plans.ts'
import { openTown, type Person, type Town } from '../../../test/town.ts'
import { newId } from '../../base/ids.ts'
import * as reports from '../../carry-out/reports/contract.ts'
import * as board from '../../plan/board/contract.ts'
import * as comments from '../../plan/comments/contract.ts'
import * as calls from '../../plan/periods/contract.ts'
import * as plans from '../../plan/plans/contract.ts'

let town: Town
let administrator: Person
let district: Person
let linying: Person
before(async () => {
  town = await openTown()
  administrator = await town.as('administrator')
  district = await town.as('xuchang-officer')
  linying = await town.as('linying-officer')
})
after(() => town.close())

const periodOf = async (code: string, person = administrator) => {
  const { periods } = await person.ask(calls.periods, {})
  const found = periods.find((one) => one.code === code)
  assert.ok(found, code)
  return found
}
const closingOf = (periodId: string) => administrator.ask(calls.periodClosing, { params: { periodId } })
const close = (periodId: string) =>
  administrator.ask(calls.changePeriodState, { params: { periodId }, body: { state: 'closed' } })
const reopen = (periodId: string, text?: string) =>
  administrator.send(calls.changePeriodState, {
    params: { periodId },
    body: { state: 'open', ...(text === undefined ? {} : { reason: text ? words(text) : nothing }) },
  })
const rows = async <T>(query: ReturnType<typeof sql<T>>): Promise<T[]> =>
  (await query.execute(town.database.kysely)).rows

test('before a period is closed it is told what is missing: plans, by state, comments, and reports owed', async () => {
  const { id: periodId } = await periodOf('1954-h1')
  const submitted = await planOf(linying, 'linying')
  await district.ask(comments.commentOnLine, {
    params: { planLineId: submitted.lines[0].id },
    body: { id: newId(), text: words('请说明来源') },
  })
  const { counties } = await administrator.ask(board.planBoard, { query: { periodId } })
  const late = await administrator.ask(reports.latePage, { query: { periodId } })
  const idsWhere = (isMeant: (one: (typeof counties)[number]) => boolean) =>
    counties.filter(isMeant).map(({ place }) => place.id)
  const never = (state: string | null) =>
    idsWhere((one) => one.state === state && one.standingVersion === null && !one.mergedInto)
  const expected = {
    'no-plan': never(null),
    draft: never('draft'),
    submitted: never('submitted'),
    returned: never('returned'),
    comments: idsWhere((one) => one.openComments > 0),
    reports: late.rows
      .filter(({ months }) => months.some(({ reported, expected }) => reported < expected))
      .map(({ place }) => place.id),
  }
  for (const code of ['submitted', 'returned', 'comments', 'reports'] as const)
    assert.ok(expected[code].length > 0, code)
  const { lacks, steps } = await closingOf(periodId)
  assert.deepEqual(steps, [])
  const told = Object.fromEntries(lacks.map(({ code, places }) => [code, places.map(({ id }) => id).sort()]))
  for (const [code, ids] of Object.entries(expected)) {
    const lack = lacks.find((one) => one.code === code)
    assert.equal((lack?.places.length ?? 0) + (lack?.more ?? 0), ids.length, code)
    if (ids.length <= 20) assert.deepEqual(told[code] ?? [], [...ids].sort(), code)
  }
  const owed = lacks.find(({ code }) => code === 'reports')
  assert.equal(owed?.href, `/carry-out/counties?period=${periodId}`)
  assert.ok(lacks.find(({ code }) => code === 'returned')?.places[0].href.startsWith('/plan/'))
})

test('of more than twenty places the first twenty are named, and how many more there are', async () => {
  const { programmeId } = await periodOf('1954-h2')
  const year = { fromOn: '1955-01-01', toOn: '1956-01-01', plansDueOn: '1955-02-01', parentPeriodId: null }
  const body = { programmeId, code: '1955', names: words('一九五五年'), ...year }
  const { id: periodId } = await administrator.ask(calls.addPeriod, { body })
  const { counties } = await administrator.ask(board.planBoard, { query: { periodId } })
  const without = counties.filter((one) => one.state === null && !one.mergedInto)
  assert.ok(without.length > 20, `${without.length}`)
  const lack = (await closingOf(periodId)).lacks.find(({ code }) => code === 'no-plan')
  assert.deepEqual([lack?.places.length, lack?.more], [20, without.length - 20])
  const codes = without.map(({ place }) => place.code).sort()
  const first = await rows(
    sql<{
      code: string
    }>`select code from registry.place where id = any(${lack?.places.map(({ id }) => id)}::uuid[])
      order by code`,
  )
  assert.deepEqual(
    first.map(({ code }) => code),
    codes.slice(0, 20),
  )
})

test('only who may close a period reads what is missing in it', async () => {
  const { id: periodId } = await periodOf('1954-h1')
  for (const person of [district, linying]) {
    const told = await person.send(calls.periodClosing, { params: { periodId } })
    assert.equal(told.status, 403)
  }
  const strange = await administrator.send(calls.periodClosing, { params: { periodId: newId() } })
  assert.equal(strange.status, 404)
})

test('what was missing is kept in the journal; opened again it says why wherever the period is shown', async () => {
  const { id: periodId } = await periodOf('1954-h1')
  const { lacks } = await closingOf(periodId)
  await close(periodId)
  const [entry] = await rows(sql<{ detail: { missing: { code: string; n: number; placeIds: string[] }[] } }>`
    select detail from platform.journal where verb = 'period.closed' and subject_id = ${periodId}`)
  assert.deepEqual(
    entry.detail.missing,
    lacks.map(({ code, places, more }) => ({
      code,
      n: places.length + more,
      placeIds: places.map(({ id }) => id),
    })),
  )
  assert.equal((await periodOf('1954-h1')).reopened, null)

  for (const text of [undefined, '']) {
    const refused = await reopen(periodId, text)
    assert.deepEqual([refused.status, refused.problem.errors?.[0].pointer], [422, '/reason'])
  }
  assert.equal((await periodOf('1954-h1')).state, 'closed')
  assert.equal((await reopen(periodId, '叶县补报')).status, 200)
  const plan = await planOf(linying, 'linying')
  const placeId = plan.place.id
  const query = { periodId }
  const shown = {
    'the list of periods': (await periodOf('1954-h1', linying)).reopened,
    'the board': (await linying.ask(board.planBoard, { query })).periods.find(({ id }) => id === periodId)
      ?.reopened,
    'the plan': (await linying.ask(plans.planPage, { params: { planId: plan.id } })).period.reopened,
    'the month': (await linying.ask(reports.monthPage, { query })).period?.reopened,
    'the place': (await linying.ask(reports.placeProgress, { params: { placeId }, query })).period?.reopened,
    'the counties': (await district.ask(reports.latePage, { query })).period?.reopened,
  }
  const { today } = await linying.ask(board.planBoard, { query })
  for (const [where, reopened] of Object.entries(shown)) {
    assert.deepEqual([reopened?.on, reopened?.reason], [today, words('叶县补报')], where)
    assert.ok(reopened?.by.zh, where)
  }
})

test('each closing and opening is kept; who comes second closes nothing twice, and no reason is lost unsaid', async () => {
  const { id: periodId } = await periodOf('1954-h1')
  const stepsOf = async () => (await closingOf(periodId)).steps.map(({ kind, reason }) => [kind, reason?.zh])
  const before = [
    ['closed', undefined],
    ['reopened', '叶县补报'],
  ]
  assert.deepEqual(await stepsOf(), before)
  const second = await reopen(periodId, '另一个理由')
  assert.deepEqual([second.status, second.problem.stage], [409, 'period open'])
  const reasoned = await administrator.send(calls.changePeriodState, {
    params: { periodId },
    body: { state: 'closed', reason: words('试') },
  })
  assert.deepEqual(
    reasoned.problem.errors?.map(({ pointer }) => pointer),
    ['/reason'],
  )
  const both = await Promise.all([close(periodId), close(periodId)])
  assert.deepEqual(both, [{ id: periodId }, { id: periodId }])
  assert.deepEqual(await stepsOf(), [...before, ['closed', undefined]])
  assert.equal((await periodOf('1954-h1')).reopened, null)
  assert.equal((await reopen(periodId, '再补报')).status, 200)
  assert.equal((await periodOf('1954-h1')).reopened?.reason.zh, '再补报')
})
