// Which periods and months a reporter is offered, through the front door: all that may still be reported, the latest
// due first, and nothing that is closed.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { words } from '../../../test/plans.ts'
import { openTown, type Person, type Town } from '../../../test/town.ts'
import { changePeriodState, periods } from '../../plan/periods/contract.ts'
import * as calls from './contract.ts'

let town: Town
let ye: Person
let ids: Record<string, string>
before(async () => {
  town = await openTown()
  ye = await town.as('ye-officer')
  const all = await ye.ask(periods, {})
  ids = Object.fromEntries(all.periods.map(({ code, id }) => [code, id]))
})
after(() => town.close())

const liveOn = (day: string) =>
  sql`update platform.setting set value = to_jsonb(${day}::text) where name = 'pinnedDay'`.execute(
    town.database.kysely,
  )
const month = (query: { periodId?: string; month?: string } = {}) => ye.ask(calls.monthPage, { query })
const move = async (code: string, body: { state: 'open' | 'closed'; reason?: { zh: string; en: string } }) =>
  (await town.as('administrator')).ask(changePeriodState, { params: { periodId: ids[code] }, body })

test('a period that has passed is offered while another runs, with all its months, the latest first', async () => {
  await liveOn('1954-09-10')
  const now = await month()
  assert.deepEqual([now.period?.id, now.month], [ids['1954-h2'], '1954-08'])
  const offered = now.periods.map(({ id }) => id)
  assert.ok(offered.indexOf(ids['1954-h2']) < offered.indexOf(ids['1954-h1']))
  const passed = await month({ periodId: ids['1954-h1'] })
  assert.equal(passed.month, '1954-06')
  assert.deepEqual(
    passed.months,
    ['06', '05', '04', '03', '02', '01'].map((one) => `1954-${one}`),
  )
  assert.ok(passed.mayReport && passed.lines.length > 0)
  const { line, figures } = passed.lines.find(
    ({ figures }) => !figures.some((one) => one.month === '1954-06'),
  ) ?? {
    ...passed.lines[0],
  }
  assert.ok(!figures.some((one) => one.month === '1954-06'), 'something of June is left to report')
  assert.equal(line.planState, 'approved')
})

test('a closed period is not offered; one that is asked for is shown, and says that it is closed', async () => {
  await liveOn('1954-09-10')
  await move('1954-h2', { state: 'closed' })
  const now = await month()
  assert.equal(now.period?.id, ids['1954-h1'], 'the latest that is open')
  assert.ok(!now.periods.some(({ id }) => id === ids['1954-h2']))
  const asked = await month({ periodId: ids['1954-h2'] })
  assert.deepEqual([asked.period?.state, asked.mayReport], ['closed', false])
  assert.equal(asked.periods[0].id, ids['1954-h2'])
  await move('1954-h2', { state: 'open', reason: words('补报') })
  assert.equal((await month()).period?.id, ids['1954-h2'])
})

test('who reports nowhere in the period of the day is shown the latest in which there is something', async () => {
  await liveOn('1955-02-10')
  const { period, place, month: shown } = await month()
  assert.deepEqual([period?.id, shown], [ids['1954-h2'], '1954-12'])
  assert.ok(place)
})
