// Programmes whose levels are not those of Henan: planning two below the top, at a single level, under two levels that
// review. Each office is set up by calls alone, plans, reports and moves a place; its totals are summed once more.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addGrant, makeAccount } from '../src/access/accounts/actions.ts'
import { rolesWith, type Verb } from '../src/access/rules.ts'
import { programmeWords } from '../src/app/contract.ts'
import { examine } from '../src/app/doctor/doctor.ts'
import { addPack } from '../src/app/pack/contract.ts'
import { addDays, endOfMonth } from '../src/base/dates.ts'
import { newId } from '../src/base/ids.ts'
import { makeReport } from '../src/carry-out/reports/contract.ts'
import { planBoard } from '../src/plan/board/contract.ts'
import { listIndicators } from '../src/plan/indicators/contract.ts'
import { addLine } from '../src/plan/lines/contract.ts'
import { addPeriod } from '../src/plan/periods/contract.ts'
import * as plans from '../src/plan/plans/contract.ts'
import { changeLevels, listLevels } from '../src/registry/levels/contract.ts'
import { seenOf } from '../src/registry/levels/rules.ts'
import { addPlace, transferPlace } from '../src/registry/places/contract.ts'
import { rollUp, rollUpCsv } from '../src/roll-up/contract.ts'
import { emptyDatabase } from './database.ts'
import { type OfficeTown, officeOf, type Person } from './town.ts'

const words = (en: string) => ({ zh: `${en}（中文）`, en })
const nothing = { zh: '', en: '' }
const today = new Date().toISOString().slice(0, 10)
// Last month has passed, whatever the day is.
const month = addDays(`${today.slice(0, 7)}-01`, -1).slice(0, 7)
const [fromOn, toOn] = [`${month}-01`, `${today.slice(0, 7)}-01`]

const level = (code: string) => ({
  code,
  names: words(code),
  plural: words(`${code}s`),
  short: null,
  shortPlural: null,
  also: [],
  digits: null,
})

/** The office's levels are these, of which one plans; its words come from a pack that knows others. */
async function setUp(office: OfficeTown, codes: string[], planning: string): Promise<void> {
  const { administrator, placeId } = office
  const pack = { code: 'cooperative-basics', text: null, placeId }
  await administrator.ask(addPack, { body: pack })
  const { levels } = await administrator.ask(listLevels, {})
  assert.deepEqual(
    levels.map(({ code, tier }) => `${code} ${tier}`),
    ['country above', 'region above', 'district planning', 'locality below'],
    'the pack brings its levels where no place stands yet',
  )
  const was = seenOf(levels)
  await administrator.ask(changeLevels, { body: { levels: codes.map(level), planning, was } })
  const second = await administrator.send(changeLevels, {
    body: { levels: [level('other')], planning: 'other', was },
  })
  assert.equal(second.status, 409, 'whoever saw other levels is told')
}

/** Two places under each of the level above, down to the last level; by level. */
async function makePlaces(office: OfficeTown, codes: string[]): Promise<string[][]> {
  const all = [[office.placeId]]
  for (const [at, code] of codes.slice(1).entries()) {
    const made: string[] = []
    for (const parentPlaceId of all[at])
      for (const n of [1, 2]) {
        const body = { names: words(`${code} ${made.length}`), level: code, parentPlaceId, fromOn: null }
        const given = await office.administrator.ask(addPlace, {
          body: { ...body, code: `${code}-${made.length + n}-${parentPlaceId.slice(-6)}` },
        })
        made.push(given.id)
      }
    all.push(made)
  }
  return all
}

/** Somebody with the first role that may do it, over a place. */
async function somebody(office: OfficeTown, verb: Verb, placeId: string): Promise<Person> {
  const [role] = rolesWith(verb).filter((one) => one !== 'administrator')
  const [id, login] = [newId(), `${role.replace('_', '-')}-${newId().slice(-8)}`]
  const db = office.database.kysely
  await makeAccount(db, { id, login, names: words(login), personId: null }, new Date())
  await addGrant(db, id, { role, placeId }, new Date())
  return office.as(login)
}

type Told = { placeId: string; target: number; actual: number }

/** A place plans, is approved by who reviews it, and reports. */
async function planAndReport(office: OfficeTown, reviewer: Person, told: Told, periodId: string) {
  const { placeId, target, actual } = told
  const planner = await somebody(office, 'plan.write', placeId)
  const { indicators } = await planner.ask(listIndicators, { query: {} })
  const indicatorId = indicators.find(({ code }) => code === 'complaints')?.id ?? ''
  const { id: planId } = await planner.ask(plans.makePlan, { body: { placeId, periodId } })
  const { id: planLineId } = await planner.ask(addLine, {
    params: { planId },
    body: {
      section: 'new',
      indicatorId,
      tradeId: null,
      form: null,
      unit: 'count',
      baseline: 0,
      target,
      phasing: { [month]: target },
      ownerPostId: null,
      means: nothing,
      risk: nothing,
      note: nothing,
      actions: [],
      citations: [],
    },
  })
  const edition = async () => (await planner.ask(plans.planPage, { params: { planId } })).editVersion
  await planner.ask(plans.submitPlan, { params: { planId }, body: { editVersion: await edition() } })
  await reviewer.ask(plans.approvePlan, {
    params: { planId },
    body: { editVersion: await edition(), conditions: nothing },
  })
  await planner.ask(makeReport, {
    params: { planLineId },
    body: {
      id: newId(),
      month,
      asOf: endOfMonth(month),
      value: actual,
      unit: 'count',
      leftReasons: [],
      dormant: null,
      source: 'ledger',
      sourceNote: nothing,
      cause: nothing,
      help: nothing,
      supersedesId: null,
      reason: null,
    },
  })
}

/** What a place's totals say beside the sum of those that lie under it. */
async function assertTotals(office: OfficeTown, placeId: string, periodId: string, under: Told[]) {
  const { rows, facts } = await office.administrator.ask(rollUp, { query: { placeId, periodId, month } })
  const row = rows.find(({ indicator }) => indicator.code === 'complaints')
  const sum = (key: 'target' | 'actual') => under.reduce((all, one) => all + one[key], 0)
  assert.deepEqual(
    [row?.figures.target ?? 0, row?.figures.actual ?? 0, facts.counties, facts.approved, facts.reported],
    [sum('target'), sum('actual'), under.length, under.length, under.length],
  )
}

async function assertSound({ database, dataFolder }: OfficeTown): Promise<void> {
  const findings = await examine({ database, dataFolder, databaseFolder: null })
  assert.deepEqual(
    findings.filter(({ state }) => state === 'fault').map(({ check }) => check),
    [],
  )
}

const shapes: [name: string, codes: string[], planning: string][] = [
  [
    'planning two below the top, with settlements below',
    ['kingdom', 'region', 'province', 'commune'],
    'province',
  ],
  ['a single level', ['federation'], 'federation'],
  ['two levels that review', ['ministry', 'department', 'branch'], 'branch'],
]

for (const [name, codes, planning] of shapes)
  test(`a programme plans, reports and sums at its own levels: ${name}`, async () => {
    const office = await officeOf(await emptyDatabase())
    await setUp(office, codes, planning)
    const places = await makePlaces(office, codes)
    const at = codes.indexOf(planning)
    const { administrator, placeId: top } = office
    const { levels } = await administrator.ask(listLevels, {})
    assert.deepEqual(
      levels.map(({ tier, places: n }) => `${tier} ${n}`),
      codes.map((_, n) => `${n < at ? 'above' : n === at ? 'planning' : 'below'} ${places[n].length}`),
    )
    const programmeId = (await administrator.ask(listIndicators, { query: {} })).programme?.id ?? ''
    const { id: periodId } = await administrator.ask(addPeriod, {
      body: {
        programmeId,
        code: month,
        names: words(month),
        parentPeriodId: null,
        fromOn,
        toOn,
        plansDueOn: fromOn,
      },
    })
    const reviewer = await somebody(office, 'plan.review', top)
    for (const [n, ids] of places.entries()) {
      if (n === at) continue
      const planner = await somebody(office, 'plan.write', ids[0])
      const refused = await planner.send(plans.makePlan, { body: { placeId: ids[0], periodId } })
      assert.deepEqual([refused.status, refused.problem.errors?.[0].pointer], [422, '/placeId'])
    }

    const told = places[at].map((placeId, n) => ({ placeId, target: 10 + n, actual: 2 ** n }))
    for (const one of told) await planAndReport(office, reviewer, one, periodId)
    const { counties } = await reviewer.ask(planBoard, { query: { periodId } })
    assert.deepEqual(new Set(counties.map(({ place }) => place.id)), new Set(places[at]))
    await assertTotals(office, top, periodId, told)
    const sheet = await administrator.send(rollUpCsv, { query: { placeId: top, periodId, month } })
    const heading = `${planning.slice(0, 1).toUpperCase()}${planning.slice(1)}s with figures of the month`
    assert.ok(String(sheet.body).includes(heading), 'what the server says calls places after its levels')
    for (const one of told) await assertTotals(office, one.placeId, periodId, [one])
    if (at > 0) {
      // The place above the first two takes them; then one of them goes to the last of its level.
      const above = places[at - 1]
      const half = told.length / above.length
      await assertTotals(office, above[0], periodId, told.slice(0, half))
      const body = { toPlaceId: above.at(-1) ?? '', onDay: fromOn, source: 'decree', note: nothing }
      await administrator.ask(transferPlace, { params: { placeId: told[0].placeId }, body })
      await assertTotals(office, above[0], periodId, told.slice(1, half))
      await assertTotals(office, above.at(-1) ?? '', periodId, [told[0], ...told.slice(-half)])
      await assertTotals(office, top, periodId, told)
    }
    await assertSound(office)

    const was = seenOf((await administrator.ask(listLevels, {})).levels)
    const elsewhere = codes.map(level)
    if (at > 0) {
      const moved = await administrator.send(changeLevels, {
        body: { levels: elsewhere, planning: codes[0], was },
      })
      assert.deepEqual(
        moved.problem.errors?.map(({ pointer, code }) => `${pointer} ${code}`),
        ['/planning in-use'],
        'plans rest on who draws them up',
      )
      const gone = await administrator.send(changeLevels, {
        body: { levels: elsewhere.filter(({ code }) => code !== codes[1]), planning, was },
      })
      assert.ok(gone.problem.errors?.some(({ pointer, code }) => pointer === '/levels' && code === 'in-use'))
    }
    const refused = await reviewer.send(changeLevels, { body: { levels: elsewhere, planning, was } })
    assert.equal(refused.status, 403)
    await office.close()
  })

test('the levels of an office are told with its words, at the door too', async () => {
  const office = await officeOf(await emptyDatabase())
  const { administrator } = office
  const { levels } = await administrator.ask(listLevels, {})
  assert.deepEqual(
    levels.map(({ code }) => code),
    ['nation', 'province', 'district', 'county', 'township'],
    'what every office had before',
  )
  await setUp(office, ['federation', 'union'], 'union')
  const { body } = await office.stranger().send(programmeWords, {})
  const told = body
  assert.deepEqual(
    told.levels.map(({ names, tier }) => `${names.en} ${tier}`),
    ['federation above', 'union planning'],
    'the door calls roles after levels',
  )
  assert.deepEqual(told.forms, [])
  await office.close()
})

test('another first level takes what everything stands under along; who saw other words is told; a pack comes after', async () => {
  const office = await officeOf(await emptyDatabase())
  const { administrator, placeId } = office
  const before = (await administrator.ask(listLevels, {})).levels
  const { levels, planning } = seenOf(before)
  const land = { ...level('land'), also: [] }
  await administrator.ask(changeLevels, {
    body: { levels: [land, ...levels], planning, was: { levels, planning } },
  })
  const now = await administrator.ask(listLevels, {})
  assert.deepEqual([now.mayChange, now.levels[0].code, now.levels[0].places], [true, 'land', 1])
  // Two change words of it at once, each from the page as it was.
  const was = seenOf(now.levels)
  const called = (at: number, names: { zh: string; en: string }) =>
    was.levels.map((one, n) => (n === at ? { ...one, names } : one))
  const [first, second] = [called(1, words('realm')), called(5, words('village'))]
  await administrator.ask(changeLevels, { body: { levels: first, planning, was } })
  const late = await administrator.send(changeLevels, { body: { levels: second, planning, was } })
  assert.equal(late.status, 409)
  // What the office has said itself stays, and it is told.
  const { entries } = await administrator.ask(addPack, {
    body: { code: 'cooperative-basics', text: null, placeId },
  })
  assert.deepEqual(
    new Set(entries.flatMap(({ section, state }) => (section === 'levels' ? [state] : []))),
    new Set(['differs']),
  )
  assert.equal((await administrator.ask(listLevels, {})).levels[1].names.en, 'realm')
  await office.close()
})
