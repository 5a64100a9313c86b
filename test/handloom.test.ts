// A programme for something quite different: a present-day handloom cluster with forms, posts, gates, indicators and
// units of its own. An empty office is set up in the browser alone: a pack, a period, four files and seven invitations;
// then it walks once round the loop. No line of code knows the cluster.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import type { Browser, Page } from 'playwright-core'
import { makeSession } from '../src/access/sessions/actions.ts'
import { sessionCookie } from '../src/access/sessions/queries.ts'
import { acceptInvitation } from '../src/access/sign-in/contract.ts'
import { setUpPath } from '../src/app/set-up/contract.ts'
import type { Ballot } from '../src/base/ballot.ts'
import { addDays, endOfMonth } from '../src/base/dates.ts'
import { newId } from '../src/base/ids.ts'
import { makeReport } from '../src/carry-out/reports/contract.ts'
import * as cases from '../src/cases/contract.ts'
import { emptyCase, emptyResult, emptyStep } from '../src/cases/web/case-draft.ts'
import { recordAttendance } from '../src/convene/attendance/contract.ts'
import * as convene from '../src/convene/classes/contract.ts'
import * as nominations from '../src/convene/nominations/contract.ts'
import * as seatCalls from '../src/convene/seats/contract.ts'
import { addSession } from '../src/convene/sessions/contract.ts'
import * as examine from '../src/examine/contract.ts'
import { listIndicators } from '../src/plan/indicators/contract.ts'
import * as lineCalls from '../src/plan/lines/contract.ts'
import * as periodCalls from '../src/plan/periods/contract.ts'
import * as plan from '../src/plan/plans/contract.ts'
import * as sheetCalls from '../src/plan/sheets/contract.ts'
import { figureCodes } from '../src/plan/sheets/rules.ts'
import { listTrades } from '../src/registry/lists/contract.ts'
import { rollUp } from '../src/roll-up/contract.ts'
import { listPolicies, policyPage } from '../src/study/policies/contract.ts'
import { listen, openBrowser, openWindow } from './browser.ts'
import { takeBallot } from './crowd.ts'
import { emptyDatabase } from './database.ts'
import { type OfficeTown, officeOf, type Person } from './town.ts'

const packFile = new URL('packs/handloom-cluster.hezuo-pack.json', import.meta.url).pathname

let office: OfficeTown
let browser: Browser
let address: string
before(async () => {
  office = await officeOf(await emptyDatabase())
  browser = await openBrowser()
  address = await listen(office)
})
after(async () => {
  await browser.close()
  await office.close()
})

const words = (en: string) => ({ zh: `${en}（中文）`, en })
const nothing = { zh: '', en: '' }
const today = new Date().toISOString().slice(0, 10)
const year = today.slice(0, 4)

/** The administrator in a browser. */
async function atTheScreen(work: (page: Page) => Promise<void>): Promise<void> {
  const window = await openWindow(browser, address, { language: 'en', size: 'wide' })
  const account = await office.accountOf('administrator')
  const secret = await makeSession(office.database.kysely, account, 'test', new Date())
  await window.addCookies([{ name: sessionCookie, value: secret, url: address }])
  const page = await window.newPage()
  page.setDefaultTimeout(20_000)
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  await work(page)
  assert.deepEqual(faults, [])
  await window.close()
}

async function bringPackIn(page: Page): Promise<void> {
  const place = page.getByLabel('Run by', { exact: false }).first()
  await place.fill('barpali-district')
  await page
    .getByRole('option', { name: /Barpali District/ })
    .first()
    .click()
  await page.locator('input[type=file]').setInputFiles(packFile)
  await page.getByRole('button', { name: 'Preview the file' }).click()
  await page.locator('main').getByText('Self-help group', { exact: true }).first().waitFor()
  await page.getByRole('button', { name: 'Bring it in' }).click()
  await page.locator('main h1', { hasText: 'Handloom cluster development' }).waitFor()
}

async function openPeriod(page: Page): Promise<void> {
  await page.locator('main').getByRole('link', { name: 'Periods' }).click()
  await page.getByRole('button', { name: 'Open a period' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name, in English').fill(`The year ${year}`)
  await dialog.getByLabel('Name, in Chinese').fill(`${year}年`)
  await dialog.getByLabel('Code').fill(year)
  await dialog.getByLabel('First day').fill(`${year}-01-01`)
  await dialog.getByLabel('Last day').fill(`${year}-12-31`)
  await dialog.getByLabel('Plans are due on').fill(`${year}-02-01`)
  await dialog.getByRole('button', { name: 'Open the period' }).click()
  await page.locator('main table').getByText(`The year ${year}`).first().waitFor()
}

/** A file of one kind goes in by the screen: every row right, nothing asked, all at once. */
async function bringIn(page: Page, kind: string, lines: string[][]): Promise<void> {
  await page.goto(`/imports/new?kind=${kind}`)
  const buffer = Buffer.from(lines.map((cells) => cells.join(',')).join('\n'))
  await page.locator('input[type=file]').setInputFiles({ name: `${kind}.csv`, mimeType: 'text/csv', buffer })
  await page.getByRole('button', { name: 'Read the file' }).click()
  await page.getByText('Every row is right.').waitFor()
  await page.getByRole('button', { name: 'Bring everything in' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Bring it in' }).click()
  await page.getByText('The rows of the file are not kept; each entry stands in the journal.').waitFor()
}

/** Makes the invitation in the open dialog; the link that it shows. */
async function linkFrom(page: Page, login: string, role: string): Promise<string> {
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Sign-in name').fill(login)
  await dialog.getByLabel('Role').selectOption(role)
  await dialog.getByRole('button', { name: 'Make the invitation' }).click()
  return dialog.getByLabel('Link', { exact: true }).inputValue()
}

/** An officer is invited on the page of accounts, over a place that is looked for. */
async function inviteOfficer(page: Page, login: string, role: string, place: string): Promise<string> {
  await page.goto('/accounts')
  await page.getByRole('button', { name: 'Invite somebody' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name in Latin letters').fill(login)
  await dialog.getByLabel('Over').fill(place)
  await dialog
    .getByRole('option', { name: new RegExp(place) })
    .first()
    .click()
  return linkFrom(page, login, role)
}

/** Somebody of the register is invited on their own page. */
async function inviteLeader(page: Page, name: string, login: string): Promise<string> {
  await page.goto(`/people?text=${encodeURIComponent(name)}`)
  await page.locator('main table').getByRole('link', { name }).click()
  await page.getByRole('button', { name: 'Invite to sign in' }).click()
  return linkFrom(page, login, 'trainee')
}

/** Comes in by the link of an invitation, which is the only way in that there is. */
async function comesIn(link: string, login: string): Promise<Person> {
  const secret = link.split('/').at(-1) ?? ''
  const body = { password: 'loom bobbin shuttle' }
  await office.stranger().ask(acceptInvitation, { params: { secret }, body })
  return office.as(login)
}

// Five: with fewer, an answer to a card could be guessed to be somebody's.
const groups = ['Maa Samaleswari', 'Subhadra', 'Jhiliti', 'Tarini', 'Banabasini'].map((name, at) => ({
  unit: `${name} self-help group`,
  leader: `Leader of ${name}`,
  login: `group-leader-${at}`,
}))

async function fillRegisters(page: Page): Promise<void> {
  await bringIn(page, 'organisations', [
    ['unit', 'form', 'place', 'trade', 'founded on', 'status'],
    ...groups.map(({ unit }) => [unit, 'Self-help group', 'barpali', 'cotton', year, 'active']),
  ])
  await bringIn(page, 'people', [['person', 'place'], ...groups.map(({ leader }) => [leader, 'barpali'])])
  await bringIn(page, 'appointments', [
    ['name', 'position', 'unit', 'since'],
    ...groups.map(({ unit, leader }) => [leader, 'shg-leader', unit, `${year}-01-01`]),
  ])
}

/** A unit, its leader, and the post that the leader holds there. */
type Unit = { organisationId: string; personId: string; postId: string }

async function readUnits(): Promise<Unit[]> {
  const { rows } = await sql<Unit>`
    select organisation_id as "organisationId", person_id as "personId", post_id as "postId"
    from registry.appointment order by person_id`.execute(office.database.kysely)
  assert.equal(rows.length, groups.length)
  return rows
}

async function placeOf(code: string): Promise<string> {
  const { rows } = await sql<{
    id: string
  }>`select id from registry.place where code = ${code}`.execute(office.database.kysely)
  return rows[0].id
}

test('a handloom cluster is set up by screens and imports alone, and walks once round the loop', {
  timeout: 600_000,
}, async () => {
  const links: Record<string, string> = {}
  await atTheScreen(async (page) => {
    await page.goto('/study')
    await page.locator('main').getByRole('link', { name: 'How far the programme is set up' }).first().click()
    await page.locator('main').getByText('There is no programme yet: classes', { exact: false }).waitFor()
    const from = `${year}-01-01`
    await bringIn(page, 'places', [
      ['code', 'place', 'level', 'under', 'since'],
      ['odisha', 'Odisha', 'province', '', from],
      ['barpali-district', 'Barpali District', 'district', 'odisha', from],
      ['barpali', 'Barpali Block', 'county', 'barpali-district', from],
    ])
    await page.goto('/programme')
    await bringPackIn(page)
    await openPeriod(page)
    await fillRegisters(page)
    links.officer = await inviteOfficer(page, 'cluster-officer', 'reviewer', 'Barpali District')
    links.block = await inviteOfficer(page, 'block-officer', 'planner', 'Barpali Block')
    for (const { leader, login } of groups) links[login] = await inviteLeader(page, leader, login)
    await page.goto('/set-up')
    await page.locator('main').getByText('Everything needed is there.').first().waitFor()
  })
  const { counts } = await office.administrator.ask(setUpPath, {})
  assert.deepEqual([counts.forms, counts.posts, counts.indicators], [6, 3, 5])
  const officer = await comesIn(links.officer, 'cluster-officer')
  const block = await comesIn(links.block, 'block-officer')
  const leaders: Person[] = []
  for (const { login } of groups) leaders.push(await comesIn(links[login], login))
  const [district, county] = [await placeOf('barpali-district'), await placeOf('barpali')]
  const units = await readUnits()
  const classId = await conveneClass(officer, block, district, county, units)
  await study(leaders[0])
  await tellCase(officer, units[0])
  await examineCard(officer, leaders, classId)
  await planAndReport(officer, block, county)
})

async function conveneClass(
  officer: Person,
  block: Person,
  district: string,
  county: string,
  units: Unit[],
): Promise<string> {
  const form = await officer.ask(convene.classForm, { query: { placeId: district } })
  const [programme] = form.programmes
  assert.deepEqual(
    programme.stages.map((stage) => stage.kind),
    ['study', 'plan'],
  )
  const begins = addDays(today, -10)
  const { id: classId } = await officer.ask(convene.makeClass, {
    body: {
      programmeId: programme.id,
      placeId: district,
      hostPlaceId: county,
      names: words('Class for group leaders'),
      purpose: words('to plan with the yarn passbook'),
      venue: words('Facility centre'),
      startsSaid: begins,
      endsSaid: addDays(today, 10),
      deadlineSaid: null,
      capacity: 20,
      postIds: [units[0].postId],
      placeIds: [county],
      stages: programme.stages,
    },
  })
  const params = { classId }
  const cells = [{ placeId: county, postId: units[0].postId, seats: units.length }]
  await officer.ask(seatCalls.changeSeats, { params, body: { version: 0, cells, reason: '' } })
  await officer.ask(convene.moveClass, { params, body: { to: 'called' } })
  for (const { postId, personId } of units) {
    const nomination = { id: newId(), placeId: county, postId, personId }
    await block.ask(nominations.nominate, { params, body: nomination })
    const since = { on: addDays(today, -1), reason: 'there since the first session' }
    await officer.ask(nominations.accept, { params: { nominationId: nomination.id }, body: since })
  }
  await officer.ask(convene.moveClass, { params, body: { to: 'running' } })
  await beThere(officer, classId, units)
  return classId
}

/** Everybody is at a session: whoever has been at one may answer without a name. */
async function beThere(officer: Person, classId: string, units: Unit[]): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from convene.stage where class_id = ${classId} order by position`.execute(
    office.database.kysely,
  )
  const { id: sessionId } = await officer.ask(addSession, {
    params: { classId },
    body: {
      stageId: rows[0].id,
      title: words('How the passbook works'),
      onDay: addDays(today, -1),
      startsAt: 540,
      endsAt: 600,
      room: words('Hall'),
      presenters: [],
    },
  })
  const madeAt = new Date().toISOString()
  const marks = units.map(({ personId }) => ({ id: newId(), personId, state: 'present' as const, madeAt }))
  await officer.ask(recordAttendance, { params: { sessionId }, body: { source: 'roll_call', marks } })
}

async function study(leader: Person): Promise<void> {
  const { policies } = await leader.ask(listPolicies, { query: {} })
  const page = await leader.ask(policyPage, { params: { policyId: policies[0].id }, query: {} })
  assert.deepEqual(
    page.clauses.map((clause) => clause.text.en),
    ['Every loom has a yarn passbook.', 'Joining is free.'],
  )
}

async function tellCase(officer: Person, own: Unit): Promise<void> {
  const { trades } = await office.administrator.ask(listTrades, {})
  const { version: _, people: __, results: ___, record, ...blank } = emptyCase()
  const said = words('It is told in full.')
  const filled = JSON.parse(JSON.stringify(record).replaceAll('{"zh":"","en":""}', JSON.stringify(said)))
  const result = {
    ...emptyResult(),
    indicator: words('Metres a loom'),
    unit: words('m'),
    beforeValue: 60,
    beforeSaid: year,
    afterValue: 75,
    afterSaid: year,
    source: words('passbook'),
  }
  const body = {
    ...blank,
    organisationId: own.organisationId,
    tradeId: trades[0].id,
    personId: own.personId,
    postId: own.postId,
    formBefore: 'weaver',
    formAfter: 'self-help-group',
    fromSaid: year,
    toSaid: year,
    people: 14,
    title: words('Fourteen looms buy yarn together'),
    record: filled,
    steps: [{ ...emptyStep(), title: words('Count the looms'), who: words('the leader'), what: said }],
    results: [result],
  }
  const { id: caseId } = await officer.ask(cases.makeCase, { body })
  const params = { caseId }
  await officer.ask(cases.submitCase, { params })
  await officer.ask(cases.recordConsent, { params, body: { givenOn: today, how: 'signed', note: '' } })
  await officer.ask(cases.verifyResult, {
    params: { caseId, resultId: result.id },
    body: { evidence: 'document_seen', verifiedBy: words('Officer'), verifiedOn: today },
  })
  await officer.ask(cases.publishCase, { params })
}

async function examineCard(officer: Person, leaders: Person[], classId: string): Promise<void> {
  const { found } = await officer.ask(examine.searchCards, { query: {} })
  const { id: roundId } = await officer.ask(examine.makeRound, {
    params: { classId },
    body: { title: words('Before we plan'), cardIds: [found[0].id] },
  })
  const params = { roundId }
  await officer.ask(examine.moveRound, { params, body: { to: 'before_open' } })
  const ballots: Ballot[] = []
  for (const leader of leaders) {
    const { publicKey } = await leader.ask(examine.roundPage, { params })
    const sign = (blinded: string) => leader.ask(examine.takeRoundBallot, { params, body: { blinded } })
    ballots.push(await takeBallot(publicKey ?? '', sign))
  }
  const answers = { [found[0].id]: { answer: 'disagree' as const, confidence: 3 as const } }
  for (const ballot of ballots)
    await office.stranger().ask(examine.answerRound, { params, body: { ballot, phase: 'before', answers } })
}

async function planAndReport(officer: Person, block: Person, county: string): Promise<void> {
  const { periods } = await block.ask(periodCalls.periods, {})
  const [period] = periods
  const { trades } = await block.ask(listTrades, {})
  const tradeId = trades.find((one) => one.code === 'cotton')?.id ?? ''
  const counted = ['self-help-group', 'weavers-society']
  const values: Record<string, number> = {
    households: 40,
    artisans: 60,
    unorganised: 46,
    'units:self-help-group': 1,
    'members:self-help-group': 14,
  }
  const figure = (value: number) => ({ value, said: year, source: words('survey'), estimate: false })
  await block.ask(sheetCalls.makeSheet, {
    body: {
      placeId: county,
      tradeId,
      periodId: period.id,
      figures: Object.fromEntries(figureCodes(counted).map((code) => [code, figure(values[code] ?? 0)])),
      tools: nothing,
      materials: words('cotton yarn of 60s count'),
      markets: words('the state emporium'),
      repairs: nothing,
      problems: nothing,
      busyMonths: [9, 10],
      outlook: 'promote',
      outlookReason: words('orders for the festival'),
    },
  })
  const { indicators } = await block.ask(listIndicators, { query: {} })
  const cloth = indicators.find((one) => one.code === 'cloth')
  assert.ok(cloth)
  const { id: planId } = await block.ask(plan.makePlan, { body: { placeId: county, periodId: period.id } })
  const months = Array.from({ length: 12 }, (_, n) => `${year}-${String(n + 1).padStart(2, '0')}`)
  const { id: planLineId } = await block.ask(lineCalls.addLine, {
    params: { planId },
    body: {
      section: 'market',
      indicatorId: cloth.id,
      tradeId,
      form: null,
      unit: 'm',
      baseline: 10_000,
      target: 12_000,
      phasing: Object.fromEntries(months.map((month) => [month, 1000])),
      ownerPostId: null,
      means: nothing,
      risk: nothing,
      note: nothing,
      actions: [],
      citations: [],
    },
  })
  const edition = async () => (await block.ask(plan.planPage, { params: { planId } })).editVersion
  await block.ask(plan.submitPlan, { params: { planId }, body: { editVersion: await edition() } })
  await officer.ask(plan.approvePlan, {
    params: { planId },
    body: { editVersion: await edition(), conditions: nothing },
  })
  const month = today.slice(0, 7)
  const asOf = endOfMonth(month) < today ? endOfMonth(month) : today
  await block.ask(makeReport, {
    params: { planLineId },
    body: {
      id: newId(),
      month,
      asOf,
      value: 1_150,
      unit: 'm',
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
  const { rows } = await officer.ask(rollUp, { query: { periodId: period.id, month } })
  const row = rows.find((one) => one.indicator.code === 'cloth')
  assert.equal(row?.figures.target, 12_000)
  assert.equal(row?.figures.actual, 1_150)
  assert.equal(row?.indicator.unit, 'm')
}
