// A place moves, or goes into another, while figures of it are being saved: whoever comes second, the totals are what
// the rows add up to, as the doctor reckons them.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RawBuilder, sql } from 'kysely'
import { examine } from '../src/app/doctor/doctor.ts'
import { endOfMonth } from '../src/base/dates.ts'
import { newId } from '../src/base/ids.ts'
import * as progress from '../src/carry-out/reports/contract.ts'
import * as lines from '../src/plan/lines/contract.ts'
import * as plans from '../src/plan/plans/contract.ts'
import { mergePlace, placeTree, transferPlace } from '../src/registry/places/contract.ts'
import { nothing, planOf, withTarget, words } from './plans.ts'
import { waiting } from './right/office.ts'
import { openTown, type Person, type Town } from './town.ts'

let town: Town
let administrator: Person
const place: Record<string, string> = {}

before(async () => {
  town = await openTown()
  administrator = await town.as('administrator')
  const { places } = await administrator.ask(placeTree, { query: {} })
  for (const one of places) place[one.code] = one.id
})
after(() => town.close())

/** One county has an approved plan and reports, the other has got its plan back. */
const reporting = 'ye'
const planning = 'shangshui'

async function sendBack() {
  const plan = await planOf(administrator, planning)
  const district = await town.as('xuchang-officer')
  await district.ask(plans.returnPlan, {
    params: { planId: plan.id },
    body: { editVersion: plan.editVersion, reason: words('请改') },
  })
}

/** A report of the first month that one of the county's lines has not reported. */
async function report() {
  const month = '1954-06'
  const officer = await town.as(`${reporting}-officer`)
  const { lines: all } = await officer.ask(progress.monthPage, { query: { month } })
  const open = all.find(({ figures }) => !figures.some((one) => one.month === month))
  assert.ok(open, 'something is left to report')
  const { line } = open
  const reported = line.phasing[month]
  return officer.send(progress.makeReport, {
    params: { planLineId: line.id },
    body: {
      id: newId(),
      month,
      asOf: endOfMonth(month),
      value: reported,
      unit: line.indicator.unit,
      leftReasons: line.indicator.counts === 'left' ? [{ reason: 'other', count: reported }] : [],
      dormant: line.indicator.counts === 'organisations' ? 0 : null,
      source: 'ledger',
      sourceNote: nothing,
      cause: words('计数'),
      help: nothing,
      supersedesId: null,
      reason: null,
    },
  })
}

/** Another target for a line of the plan. */
async function figure() {
  const officer = await town.as(`${planning}-officer`)
  const [line] = (await planOf(officer, planning)).lines
  return officer.send(lines.changeLine, {
    params: { planLineId: line.id },
    body: { ...withTarget(line, line.target + 5), editVersion: line.editVersion },
  })
}

const said = { source: '试验', note: words('试验') }
const move = (code: string, to: string, from?: string) =>
  administrator.send(transferPlace, {
    params: { placeId: place[code] },
    body: {
      ...{ ...said, toPlaceId: place[to], onDay: '1954-05-01' },
      was: from ? { parentPlaceId: place[from], fromOn: '1954-05-01' } : undefined,
    },
  })
const merge = (code: string, into: string, onDay: string) =>
  administrator.send(mergePlace, {
    params: { placeId: place[code] },
    body: { ...said, intoPlaceId: place[into], onDay },
  })

/** Whatever the work begins waits at what the statement holds, until the work is done. */
const holding = <T>(statement: RawBuilder<unknown>, work: () => Promise<T>): Promise<T> =>
  town.database.kysely.transaction().execute(async (tx) => {
    await statement.execute(tx)
    return work()
  })

async function assertTrue(when: string): Promise<void> {
  const { database, dataFolder } = town
  const findings = await examine({ database, dataFolder, databaseFolder: null })
  for (const check of ['totals', 'places'])
    assert.equal(findings.find((one) => one.check === check)?.state, 'ok', `${check} ${when}`)
}

const statuses = async (asked: Promise<{ status: number }>[]) =>
  (await Promise.all(asked)).map((one) => one.status)

test('a place moves while figures wait for their plan: they count where it lies now', async () => {
  await sendBack()
  const { asked: saved } = await holding(sql`select 1 from plan.plan for update`, async () => {
    const asked = [report(), figure()]
    await waiting(town, 2)
    const moved = [await move(reporting, 'luoyang-district'), await move(planning, 'luoyang-district')]
    assert.deepEqual(
      moved.map((one) => one.status),
      [200, 200],
    )
    return { asked }
  })
  assert.deepEqual(await statuses(saved), [200, 200])
  await assertTrue('after the figures')
})

test('a place that moves waits for the figures that are being saved, and takes them along', async () => {
  const { asked: all } = await holding(sql`lock table totals.delta in share mode`, async () => {
    const asked: Promise<{ status: number }>[] = [report(), figure()]
    await waiting(town, 2)
    for (const code of [reporting, planning]) asked.push(move(code, 'xuchang-district', 'luoyang-district'))
    await waiting(town, 4)
    return { asked }
  })
  assert.deepEqual(await statuses(all), [200, 200, 200, 200])
  await assertTrue('after the moves')
})

test('a place goes into another while its figures are being saved, after the last day of the period or before', async () => {
  for (const [save, code, onDay] of [
    [figure, planning, '1954-07-01'],
    [report, reporting, '1954-05-01'],
  ] as const) {
    const { asked } = await holding(sql`lock table totals.delta in share mode`, async () => {
      const begun: Promise<{ status: number }>[] = [save()]
      await waiting(town, 1)
      begun.push(merge(code, 'changge', onDay))
      await waiting(town, 2)
      return { asked: begun }
    })
    assert.deepEqual(await statuses(asked), [200, 200])
    await assertTrue(`after the merge of ${onDay}`)
  }
})
