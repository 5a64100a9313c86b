// Figures, places and days: what a change of places does to plans, reports and totals.
import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { sql } from 'kysely'
import { examine } from '../../src/app/doctor/doctor.ts'
import { openTown, type Person, type Town } from '../town.ts'
import { ask, send } from './office.ts'

let town: Town
let administrator: Person
beforeEach(async () => {
  town = await openTown()
  administrator = await town.as('administrator')
})
afterEach(() => town.close())

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
