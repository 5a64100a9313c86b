// What a programme says of trades, how its plans are divided, and what its papers are called: a programme with neither
// outlooks nor sections walks from a sheet to an approved plan; another has its own; what was approved stays as it was.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { readSheet } from 'read-excel-file/node'
import { addGrant, makeAccount } from '../src/access/accounts/actions.ts'
import type { Role } from '../src/access/rules.ts'
import { addPack } from '../src/app/pack/contract.ts'
import { packText } from '../src/app/pack/format.ts'
import { readPack } from '../src/app/pack/shelf.ts'
import { addDays } from '../src/base/dates.ts'
import { newId } from '../src/base/ids.ts'
import { changePaper, listPapers } from '../src/convene/papers/contract.ts'
import { exportCsv, exportWorkbook } from '../src/exchange/export/contract.ts'
import { listIndicators } from '../src/plan/indicators/contract.ts'
import { addLine, changeLine } from '../src/plan/lines/contract.ts'
import * as lists from '../src/plan/lists/contract.ts'
import { addPeriod } from '../src/plan/periods/contract.ts'
import * as plans from '../src/plan/plans/contract.ts'
import { changeSheet, makeSheet, sheetGrid, sheetPage } from '../src/plan/sheets/contract.ts'
import { figureCodes } from '../src/plan/sheets/rules.ts'
import { planVersion } from '../src/plan/versions/contract.ts'
import { addTrade, listForms } from '../src/registry/lists/contract.ts'
import { addPlace } from '../src/registry/places/contract.ts'
import { emptyDatabase } from './database.ts'
import { bodyOf, planOf } from './plans.ts'
import { type OfficeTown, officeOf, openTown, type Person } from './town.ts'

const words = (en: string) => ({ zh: `${en}（中文）`, en })
const nothing = { zh: '', en: '' }
const today = new Date().toISOString().slice(0, 10)
const month = today.slice(0, 7)
const fromOn = `${month}-01`
const toOn = `${addDays(fromOn, 31).slice(0, 7)}-01`

async function somebody(office: OfficeTown, role: Role, placeId: string): Promise<Person> {
  const [id, login] = [newId(), `${role}-${newId().slice(-8)}`]
  await makeAccount(office.database.kysely, { id, login, names: words(login), personId: null }, new Date())
  await addGrant(office.database.kysely, id, { role, placeId }, new Date())
  return office.as(login)
}

/** An office with the words of the basic pack, changed so, one place that plans, a trade and a period. */
async function openOffice(change: object) {
  const office = await officeOf(await emptyDatabase())
  const { administrator, placeId: top } = office
  const text = packText({ ...readPack('cooperative-basics'), ...change })
  await administrator.ask(addPack, { body: { code: null, text, placeId: top } })
  const add = (code: string, level: string, parentPlaceId: string) =>
    administrator.ask(addPlace, { body: { code, names: words(code), level, parentPlaceId, fromOn: null } })
  const region = await add('hills', 'region', top)
  const { id: placeId } = await add('mill-town', 'district', region.id)
  const { id: tradeId } = await administrator.ask(addTrade, {
    body: { code: 'bread', names: words('bread') },
  })
  const { programme, indicators } = await administrator.ask(listIndicators, { query: {} })
  const programmeId = programme?.id ?? ''
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
  const { forms } = await administrator.ask(listForms, {})
  const counted = forms.flatMap((form) => (form.counted ? form.code : []))
  const figure = (value: number) => ({ value, said: today, source: words('count'), estimate: false })
  const values: Record<string, number> = { artisans: 9, unorganised: 9, households: 4 }
  const sheet = {
    figures: Object.fromEntries(figureCodes(counted).map((code) => [code, figure(values[code] ?? 0)])),
    tools: nothing,
    materials: words('flour'),
    markets: words('the town'),
    repairs: nothing,
    problems: nothing,
    busyMonths: [],
    outlook: null as string | null,
    outlookReason: nothing,
  }
  const line = {
    section: null as string | null,
    indicatorId: indicators.find(({ code }) => code === 'sales')?.id ?? '',
    tradeId,
    form: null,
    unit: 'money',
    baseline: 100,
    target: 120,
    phasing: { [month]: 120 },
    ownerPostId: null,
    means: nothing,
    risk: nothing,
    note: nothing,
    actions: [
      { what: words('bake'), where: words('here'), who: words('bakers'), fromSaid: today, toSaid: today },
    ],
    citations: [],
  }
  const reviewer = await somebody(office, 'reviewer', top)
  const planner = await somebody(office, 'planner', placeId)
  return { ...office, programmeId, periodId, placeId, tradeId, sheet, line, reviewer, planner }
}

type Answer = { status: number; problem: { errors?: { pointer: string; code: string }[] } }
const reasons = ({ problem }: Answer) => problem.errors?.map(({ pointer, code }) => `${pointer} ${code}`)

test('a programme without outlooks and sections is asked for neither, from a sheet to an approved plan', async () => {
  const o = await openOffice({ outlooks: undefined, sections: undefined, papers: undefined })
  const { planner, reviewer, administrator } = o
  const where = { placeId: o.placeId, tradeId: o.tradeId, periodId: o.periodId }
  const send = (more: object) => planner.send(makeSheet, { body: { ...where, ...o.sheet, ...more } })
  assert.deepEqual(reasons(await send({ outlook: 'grow', outlookReason: words('orders') })), [
    '/outlook unknown',
  ])
  assert.deepEqual(reasons(await send({ outlookReason: words('orders') })), ['/outlookReason no-outlook'])
  const { id: sheetId } = await planner.ask(makeSheet, { body: { ...where, ...o.sheet } })
  const { outlooks, sheets } = await planner.ask(sheetGrid, { query: { periodId: o.periodId } })
  assert.deepEqual([outlooks, sheets.map(({ outlook }) => outlook)], [[], [null]])
  assert.equal((await planner.ask(sheetPage, { params: { sheetId } })).sheet.outlook, null)

  const { id: planId } = await planner.ask(plans.makePlan, {
    body: { placeId: o.placeId, periodId: o.periodId },
  })
  const params = { planId }
  assert.deepEqual(reasons(await planner.send(addLine, { params, body: { ...o.line, section: 'new' } })), [
    '/section unknown',
  ])
  await planner.ask(addLine, { params, body: o.line })
  const page = () => planner.ask(plans.planPage, { params })
  await planner.ask(plans.submitPlan, { params, body: { editVersion: (await page()).editVersion } })
  await reviewer.ask(plans.approvePlan, {
    params,
    body: { editVersion: (await page()).editVersion, conditions: nothing },
  })
  const { state, sections, paper, lines } = await page()
  assert.deepEqual([state, sections, paper, lines[0].section], ['approved', [], null, null])
  const version = await planner.ask(planVersion, { params: { planId, number: 2 } })
  assert.deepEqual(
    [version.intact, version.content.lines[0].section, version.content.conditions[0].outlook],
    [true, null, null],
  )

  const query = { placeId: o.placeId }
  const heads = async (table: string) => {
    const file = await administrator.ask(exportCsv, { params: { table }, query })
    return Object.keys((parse(Buffer.from(file as Buffer), { columns: true, bom: true }) as object[])[0])
  }
  assert.ok(!(await heads('condition-sheets')).some((name) => /outlook|reason/.test(name)))
  assert.ok(!(await heads('plan-lines')).includes('section'))
  const workbook = Buffer.from((await administrator.ask(exportWorkbook, { query })) as Buffer)
  const [titles] = await readSheet(workbook, 'Plan lines')
  assert.ok(titles.includes('Indicator') && !titles.includes('Section'), titles.join())
  assert.ok(!(await readSheet(workbook, 'Condition sheets'))[0].includes('Outlook'))

  // The first of each, and from then on it is asked.
  const made = { programmeId: o.programmeId, code: 'first', names: words('first') }
  await reviewer.ask(lists.addSection, { body: { ...made, about: nothing } })
  await reviewer.ask(plans.returnPlan, {
    params,
    body: { editVersion: (await page()).editVersion, reason: words('divide it') },
  })
  assert.deepEqual(
    reasons(
      await planner.send(plans.submitPlan, { params, body: { editVersion: (await page()).editVersion } }),
    ),
    [`/lines/${lines[0].id}/section required`],
  )
  await o.close()
})

test('a programme has outlooks and sections of its own, and what rests on one keeps it', async () => {
  const o = await openOffice({
    outlooks: [
      { code: 'up', names: words('go up'), tone: 'good' },
      { code: 'down', names: words('go down'), barsGrowth: true, tone: 'accent' },
    ],
    sections: [
      { code: 'later', names: words('Later') },
      { code: 'now', names: words('Now'), about: words('what cannot wait') },
    ],
  })
  const { planner, reviewer } = o
  const where = { placeId: o.placeId, tradeId: o.tradeId, periodId: o.periodId }
  const down = { ...o.sheet, outlook: 'down', outlookReason: words('the mill closed') }
  const sent = (sheet: object) => planner.send(makeSheet, { body: { ...where, ...o.sheet, ...sheet } })
  assert.deepEqual(reasons(await sent({})), ['/outlook required'])
  assert.deepEqual(reasons(await sent({ ...down, outlook: 'develop' })), ['/outlook unknown'])
  assert.deepEqual(reasons(await sent({ ...down, outlookReason: nothing })), ['/outlookReason missing'])
  const { id: sheetId } = await planner.ask(makeSheet, { body: { ...where, ...down } })
  const { id: planId } = await planner.ask(plans.makePlan, {
    body: { placeId: o.placeId, periodId: o.periodId },
  })
  const params = { planId }
  const line = { ...o.line, section: 'now', note: words('orders stand') }
  const add = (more: object) => planner.send(addLine, { params, body: { ...line, ...more } })
  assert.deepEqual(reasons(await add({ section: null })), ['/section required'])
  assert.deepEqual(reasons(await add({ note: nothing })), ['/note against-outlook'])
  const { id: planLineId } = await planner.ask(addLine, { params, body: line })

  const found = await reviewer.ask(lists.planLists, { query: {} })
  const [up, used] = found.outlooks
  const [later, now] = found.sections
  assert.deepEqual(
    [found.mayChange, up.isUsed, used.isUsed, later.isUsed, now.isUsed],
    [true, false, true, false, true],
  )
  const outlook = {
    names: words('go down'),
    short: null,
    barsGrowth: false,
    tone: 'accent' as const,
    retired: true,
  }
  const change = (who: Person, body: object) =>
    who.send(lists.changeOutlook, { params: { outlookId: used.id }, body: { ...outlook, ...body } })
  assert.equal((await change(planner, {})).status, 403)
  assert.deepEqual(reasons(await change(reviewer, {})), ['/barsGrowth used'])
  assert.deepEqual(reasons(await change(reviewer, { barsGrowth: true, names: nothing })), [
    '/names/zh required',
    '/names/en required',
  ])
  assert.equal((await change(reviewer, { barsGrowth: true, names: words('shrink') })).status, 200)
  await reviewer.ask(lists.changeSection, {
    params: { sectionId: now.id },
    body: { names: words('At once'), about: nothing, retired: true },
  })
  const order = { list: 'sections' as const, ids: [now.id, later.id] }
  await reviewer.ask(lists.orderPlanList, { params: { programmeId: o.programmeId }, body: order })
  const taken = { programmeId: o.programmeId, code: 'up', names: words('up'), short: null, barsGrowth: false }
  assert.deepEqual(reasons(await reviewer.send(lists.addOutlook, { body: { ...taken, tone: 'plain' } })), [
    '/code taken',
  ])

  // What was retired stays where it stands, and is offered nowhere else.
  const { sheet, outlooks } = await planner.ask(sheetPage, { params: { sheetId } })
  assert.deepEqual(
    [sheet.outlook, outlooks[1].names.en, Boolean(outlooks[1].retiredOn)],
    ['down', 'shrink', true],
  )
  const kept = { ...down, tools: words('an oven'), editVersion: sheet.editVersion }
  await planner.ask(changeSheet, { params: { sheetId }, body: kept })
  const page = await planner.ask(plans.planPage, { params })
  assert.deepEqual(
    page.sections.map(({ names }) => names.en),
    ['At once', 'Later'],
  )
  const again = { ...bodyOf(page.lines[0]), risk: words('rain'), editVersion: page.lines[0].editVersion }
  await planner.ask(changeLine, { params: { planLineId }, body: again })
  await planner.ask(plans.submitPlan, {
    params,
    body: { editVersion: (await planner.ask(plans.planPage, { params })).editVersion },
  })
  await o.close()
})

test('an approved version stays as it was, whatever its outlooks and sections are called since', async () => {
  const town = await openTown()
  const district = await town.as('xuchang-officer')
  const administrator = await town.as('administrator')
  const plan = await planOf(district, 'linying')
  const versionOf = () =>
    district.ask(planVersion, { params: { planId: plan.id, number: plan.standingVersion ?? 0 } })
  const before = await versionOf()
  assert.ok(before.intact)
  assert.deepEqual(
    [...new Set(before.content.lines.map(({ section }) => section))],
    ['develop', 'consolidate'],
  )
  const { outlooks, sections } = await administrator.ask(lists.planLists, { query: {} })
  for (const { id, names, about } of sections) {
    const body = { names: words(`another ${names.en}`), about, retired: true }
    await administrator.ask(lists.changeSection, { params: { sectionId: id }, body })
  }
  for (const { id, short, barsGrowth, tone } of outlooks)
    await administrator.ask(lists.changeOutlook, {
      params: { outlookId: id },
      body: { names: words('another'), short, barsGrowth, tone, retired: true },
    })
  assert.deepEqual(await versionOf(), before)
  const after = await planOf(district, 'linying')
  assert.deepEqual(
    after.lines.map(({ id, section }) => [id, section]),
    plan.lines.map(({ id, section }) => [id, section]),
  )
  await town.close()
})

test('a programme says what a paper is called and who signs it, and takes it back', async () => {
  const o = await openOffice({ papers: undefined })
  const { planner, reviewer } = o
  const { papers, mayChange } = await reviewer.ask(listPapers, {})
  assert.deepEqual(
    papers.map(({ code }) => code),
    ['notice', 'seats', 'roster', 'timetable', 'sign-in', 'plan', 'members'],
  )
  const plan = papers.find(({ code }) => code === 'plan')
  assert.deepEqual(
    [mayChange, plan?.said, plan?.asItComes.title],
    [true, null, { zh: '{place}{period}计划', en: '{place}: plan, {period}' }],
  )
  const say = (who: Person, paper: string, said: object | null) =>
    who.send(changePaper, { params: { programmeId: o.programmeId, paper }, body: { said } as never })
  const own = {
    title: words('What {place} intends'),
    signatures: [words('Drawn up by'), words('For {place}')],
  }
  assert.equal((await say(planner, 'plan', own)).status, 403)
  assert.deepEqual(reasons(await say(reviewer, 'letter', own)), ['/paper unknown'])
  assert.deepEqual(reasons(await say(reviewer, 'plan', { ...own, title: words('{county}') })), [
    '/said/title/zh unknown-name',
    '/said/title/en unknown-name',
  ])
  assert.equal((await say(reviewer, 'plan', own)).status, 200)
  const { id: planId } = await planner.ask(plans.makePlan, {
    body: { placeId: o.placeId, periodId: o.periodId },
  })
  const printed = async () => (await planner.ask(plans.planPage, { params: { planId } })).paper
  assert.deepEqual(await printed(), own)
  assert.equal((await say(reviewer, 'plan', null)).status, 200)
  assert.equal(await printed(), null)
  await o.close()
})
