// Figures, places and days: what a change of places does to plans, reports and totals.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { afterEach, beforeEach, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { examine } from '../../src/app/doctor/doctor.ts'
import { newId } from '../../src/base/ids.ts'
import { openTown, type Person, type Town } from '../town.ts'
import { ask, planOf, send } from './office.ts'

let town: Town
let administrator: Person
beforeEach(async () => {
  town = await openTown()
  administrator = await town.as('administrator')
})
afterEach(() => town.close())

const evidence = new URL('../../packs/xuchang-1954/evidence/', import.meta.url)
const picture = new URL(readdirSync(evidence).sort()[0], evidence)
const names = (text: string) => ({ zh: text, en: text })
const said = { source: '试验', note: names('试验') }
/** The id of a place, whether it still stands or not. */
async function place(code: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`select id from registry.place where code = ${code}`.execute(
    town.database.kysely,
  )
  return rows[0].id
}

/** A change of places, by codes; what came back whatever it is. */
const change = async (code: string, kind: 'transfer' | 'merge', other: string, onDay: string) =>
  send(administrator, `POST /api/places/${await place(code)}/${kind}`, {
    body: { ...said, onDay, [kind === 'merge' ? 'intoPlaceId' : 'toPlaceId']: await place(other) },
  })

async function done(...step: Parameters<typeof change>): Promise<void> {
  const { status, body } = await change(...step)
  assert.equal(status, 200, `${step.join(' ')}: ${JSON.stringify(body)}`)
}

/** What stands above a place on a day, by code, the place's own left out. */
async function aboveOn(code: string, on: string): Promise<string[]> {
  const { rows } = await sql<{
    code: string
  }>`select above.code from registry.place join registry.place_path as path
    on path.place_id = place.id, unnest(path.line) with ordinality as step (id, n) join registry.place as above using (id)
    where place.code = ${code} and path.from_on <= ${on}::date and path.to_on > ${on}::date order by step.n`.execute(
    town.database.kysely,
  )
  return rows.map((row) => row.code).slice(0, -1)
}

/** The doctor finds every path what the parents say, and every total what the rows add up to. */
async function assertSound(when: string): Promise<void> {
  const { database, dataFolder } = town
  const findings = await examine({ database, dataFolder, databaseFolder: null })
  for (const check of ['totals', 'places'])
    assert.equal(findings.find((one) => one.check === check)?.state, 'ok', `${check} ${when}`)
}

test('17: what is moved back-dated to a place that later went into another goes on under that one', async () => {
  await done('luoyang-district', 'merge', 'xuchang-district', '1954-06-01')
  await done('jia', 'transfer', 'luoyang-district', '1954-03-01')
  assert.deepEqual(await aboveOn('jia', '1954-02-28'), ['0', 'henan', 'xuchang-district'])
  assert.deepEqual(await aboveOn('jia', '1954-05-31'), ['0', 'henan', 'luoyang-district'])
  assert.deepEqual(await aboveOn('jia', '1954-06-01'), ['0', 'henan', 'xuchang-district'])
  await assertSound('after the move')
})

test('17: a back-dated move keeps what is recorded of later days', async () => {
  assert.deepEqual(await aboveOn('linru', '1954-09-04'), ['0', 'henan', 'luoyang-district'])
  await done('linru', 'transfer', 'henan', '1954-02-01')
  assert.deepEqual(await aboveOn('linru', '1954-02-01'), ['0', 'henan'])
  assert.deepEqual(await aboveOn('linru', '1954-09-03'), ['0', 'henan'])
  assert.deepEqual(await aboveOn('linru', '1954-09-04'), ['0', 'henan', 'luoyang-district'])
  await assertSound('after the move')
})

test('17: a place that has ended does not go on because of what is said of days before', async () => {
  const listed = async (on: string) => {
    const { places } = await ask(administrator, 'GET /api/places', { query: { on } })
    return places.some((one: { code: string }) => one.code === 'weichuan')
  }
  assert.deepEqual([await listed('1954-06-20'), await listed('1954-06-21')], [true, false])
  await done('weichuan', 'transfer', 'luoyang-district', '1954-02-01')
  assert.deepEqual(await aboveOn('weichuan', '1954-06-20'), ['0', 'henan', 'luoyang-district'])
  assert.deepEqual([await listed('1954-06-20'), await listed('1954-06-21')], [true, false])
  for (const kind of ['transfer', 'merge'] as const)
    for (const onDay of ['1954-06-21', '1954-07-01']) {
      const { status } = await change('weichuan', kind, kind === 'merge' ? 'ye' : 'luoyang-district', onDay)
      assert.equal(status, 422, `${kind} ${onDay}`)
    }
  await assertSound('after the move')
})

test('17: what would lie under nothing is named with its day, and refused', async () => {
  // As older versions left it: a place that ended without going into another.
  await sql`update registry.place set to_on = '1954-06-01' where code = 'luoyang-district'`.execute(
    town.database.kysely,
  )
  const { status, body } = await change('jia', 'transfer', 'luoyang-district', '1954-03-01')
  assert.equal(status, 422)
  assert.deepEqual([body.errors[0].pointer, body.errors[0].code], ['/onDay', 'orphaned'])
  assert.match(body.errors[0].detail, /1954-06-01/)
  assert.deepEqual(await aboveOn('jia', '1954-06-01'), ['0', 'henan', 'xuchang-district'])
  // Where it goes on that day is recorded first, and then the move is one.
  await done('jia', 'transfer', 'henan', '1954-06-01')
  await done('jia', 'transfer', 'luoyang-district', '1954-03-01')
  assert.deepEqual(await aboveOn('jia', '1954-06-01'), ['0', 'henan'])
})

/** A report of May that stands, of a county of Xuchang, and its line. */
async function reportOfMay(): Promise<{ id: string; lineId: string; found: number; county: string }> {
  const { rows } = await sql<{ id: string; lineId: string; found: number; county: string }>`
    select report.id, plan_line_id as "lineId", value as found, place.code as county from carry_out.report
    join registry.place on place.id = place_id where standing and report.state = 'reported' and month = '1954-05'
      and place.code = 'baofeng' order by report.id limit 1`.execute(town.database.kysely)
  return rows[0]
}

const closing = async (state: 'open' | 'closed') => {
  const { periods } = await ask(administrator, 'GET /api/periods')
  const { id } = periods.find((one: { code: string }) => one.code === '1954-h1')
  return send(administrator, `PUT /api/periods/${id}/state`, { body: { state } })
}

/** All that totals say, folded or not. */
async function figures(): Promise<unknown> {
  const { rows } = await sql`select place_id, measure, status, month, sum(amount) as amount from (
      select place_id, measure, status, month, amount from totals.total
      union all select above, measure, status, month, amount from totals.delta, unnest(line) as above) as both_kinds
    group by 1, 2, 3, 4 having sum(amount) <> 0 order by 1, 2, 3, 4`.execute(town.database.kysely)
  return rows
}

const visitOf = ({ id, found }: { id: string; found: number }) => ({
  request: `POST /api/reports/${id}/visits`,
  body: {
    id: newId(),
    onDay: '1954-07-09',
    outcome: 'verified',
    how: 'ledger',
    found: Number(found),
    note: names(''),
  },
})

/** Until so many wait for what somebody else holds. */
async function waiting(n: number): Promise<void> {
  const begun = Date.now()
  for (;;) {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(town.database.kysely)
    if (rows[0].n >= n) return
    assert.ok(Date.now() - begun < 20_000, `${rows[0].n} wait, not ${n}`)
    await sleep(5)
  }
}

test('18: after a period is closed neither visit nor evidence, report nor plan moves a figure', async () => {
  const [district, county] = [await town.as('xuchang-officer'), await town.as('baofeng-officer')]
  const report = await reportOfMay()
  const plan = await planOf(district, 'linying')
  assert.equal((await closing('closed')).status, 200)
  const before = await figures()
  const { request, body } = visitOf(report)
  const tries = [
    await send(district, request, { body }),
    await send(county, `POST /api/reports/${report.id}/evidence`, {
      query: { evidenceId: newId(), name: 'note.webp' },
      body: new Uint8Array(readFileSync(picture)),
      raw: true,
    }),
    await send(district, `POST /api/plans/${plan.id}/return`, {
      body: { editVersion: plan.editVersion, reason: names('请改') },
    }),
  ]
  for (const { status, body } of tries) assert.deepEqual([status, body.stage], [409, 'period closed'])
  const page = await ask(district, `GET /api/reports/${report.id}`)
  assert.deepEqual([page.mayVerify, page.mayAddEvidence, page.mayCorrect], [false, false, false])
  assert.deepEqual(await figures(), before)
  // Opened again, all goes on.
  await closing('open')
  assert.equal((await send(district, request, { body })).status, 200)
})

test('18: what waited for its plan while the period was closed is not kept', async () => {
  const district = await town.as('xuchang-officer')
  const report = await reportOfMay()
  const before = await figures()
  const { request, body } = visitOf(report)
  const { visit } = await town.database.kysely.transaction().execute(async (tx) => {
    await sql`select 1 from plan.plan for update`.execute(tx)
    const visit = send(district, request, { body })
    await waiting(1)
    assert.equal((await closing('closed')).status, 200)
    return { visit }
  })
  const { status, body: answer } = await visit
  assert.deepEqual([status, answer.stage], [409, 'period closed'])
  assert.deepEqual(await figures(), before)
})

test('18: a period is closed once the figures that are being saved are kept', async () => {
  const district = await town.as('xuchang-officer')
  const { request, body } = visitOf(await reportOfMay())
  const { asked } = await town.database.kysely.transaction().execute(async (tx) => {
    await sql`lock table totals.delta in share mode`.execute(tx)
    const visit = send(district, request, { body })
    await waiting(1)
    const close = closing('closed')
    await waiting(2)
    return { asked: [visit, close] }
  })
  assert.deepEqual(
    (await Promise.all(asked)).map(({ status }) => status),
    [200, 200],
  )
  await assertSound('after closing')
})
