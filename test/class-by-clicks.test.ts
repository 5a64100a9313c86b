// A class like the sample's, smaller, made by clicks alone: from an empty office to the summary. Nothing is asked of
// the interface but at the end, whether everything stands that the sample shows.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import type { Browser, Page } from 'playwright-core'
import { makeSession } from '../src/access/sessions/actions.ts'
import { sessionCookie } from '../src/access/sessions/queries.ts'
import { listen, openBrowser, openWindow } from './browser.ts'
import { answerAll, bringIn, field, fillRest, follow, pick, press, say, write } from './clicks.ts'
import { emptyDatabase } from './database.ts'
import { type OfficeTown, officeOf } from './town.ts'

let office: OfficeTown
let browser: Browser
let address: string
const faults: string[] = []
before(async () => {
  office = await officeOf(await emptyDatabase())
  browser = await openBrowser()
  address = await listen(office)
})
after(async () => {
  await browser.close()
  await office.close()
})

const today = new Date().toISOString().slice(0, 10)
const year = today.slice(0, 4)
const dayFrom = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10)

async function openPage(): Promise<Page> {
  const window = await openWindow(browser, address, { language: 'en', size: 'wide' })
  const page = await window.newPage()
  page.setDefaultTimeout(20_000)
  page.on('pageerror', (error) => faults.push(error.message))
  return page
}

/** The first administrator came in by the link that the command line printed. */
async function administrator(): Promise<Page> {
  const page = await openPage()
  const account = await office.accountOf('administrator')
  const value = await makeSession(office.database.kysely, account, 'test', new Date())
  await page.context().addCookies([{ name: sessionCookie, value, url: address }])
  return page
}

/** Whoever has a link comes in by it. */
async function comesIn(link: string): Promise<Page> {
  const page = await openPage()
  await page.goto(new URL(link).pathname)
  await field(page, 'New password').fill('loom bobbin shuttle')
  await press(page, 'Set the password and sign in')
  await page.waitForURL((url) => !url.pathname.startsWith('/invite'))
  return page
}

async function invite(page: Page, login: string, role: string, place: string): Promise<string> {
  await page.goto('/accounts')
  await press(page, 'Invite somebody')
  const dialog = page.getByRole('dialog')
  await field(dialog, 'Name in Latin letters').fill(login)
  await field(dialog, 'Sign-in name').fill(login)
  await field(dialog, 'Role').selectOption(role)
  await pick(dialog, 'Over', place)
  await press(dialog, 'Make the invitation')
  return dialog.getByLabel('Link', { exact: true }).inputValue()
}

const counties = ['Ashford', 'Birchley']
const people = counties.flatMap((county) => [
  { name: `Officer of ${county}`, post: 'officer', unit: `${county} cooperative office`, county },
  ...[1, 2, 3].map((n) => ({
    name: `Leader ${n} of ${county}`,
    post: 'leader',
    unit: `${county} weavers’ group ${n}`,
    county,
  })),
])

/** Where no period is yet, what stands on one says so and leads to where the programme is set up. */
async function leadsToSetUp(page: Page): Promise<void> {
  for (const path of ['/plan', '/plan/conditions', '/carry-out', '/carry-out/counties']) {
    await page.goto(path)
    await page.locator('.empty', { hasText: 'No period is open yet.' }).waitFor()
    await page.getByRole('link', { name: 'How far the programme is set up' }).click()
    await page.waitForURL('**/set-up')
  }
}

/** Places, words, a trade, a period, units, people and posts. */
async function setUp(page: Page): Promise<void> {
  const since = `${Number(year) - 2}-01-01`
  await bringIn(page, 'places', [
    ['code', 'place', 'level', 'under', 'since'],
    ['northmark', 'Northmark', 'province', '', since],
    ['lindale', 'Lindale District', 'district', 'northmark', since],
    ...counties.map((name) => [name.toLowerCase(), `${name} County`, 'county', 'lindale', since]),
  ])
  await page.goto('/programme')
  await pick(page, 'Run by', 'Lindale District')
  await press(page, 'Preview Cooperative basics')
  await press(page, 'Bring it in')
  await page.getByRole('heading', { name: /Cooperative development programme/ }).waitFor()
  await page.goto('/lists')
  await press(page, 'Add a trade')
  await write(page.getByRole('dialog'), 'Name', 'weaving')
  await field(page.getByRole('dialog'), 'Code').fill('weaving')
  await press(page.getByRole('dialog'), 'Add')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.goto('/plan/set-up')
  await press(page, 'Open a period')
  const dialog = page.getByRole('dialog')
  await write(dialog, 'Name', `The year ${year}`)
  await field(dialog, 'Code').fill(year)
  await field(dialog, 'First day').fill(`${year}-01-01`)
  await field(dialog, 'Last day').fill(`${year}-12-31`)
  await field(dialog, 'Plans are due on').fill(`${year}-02-01`)
  await press(dialog, 'Open the period')
  await dialog.waitFor({ state: 'detached' })
  await bringIn(page, 'organisations', [
    ['unit', 'form', 'place', 'trade', 'founded on', 'status'],
    ...people.map(({ unit, post, county }) =>
      post === 'officer'
        ? [unit, 'public office', county.toLowerCase(), '', since, 'active']
        : [unit, 'self-help group', county.toLowerCase(), 'weaving', since, 'active'],
    ),
  ])
  await bringIn(page, 'people', [
    ['person', 'place'],
    ...people.map(({ name, county }) => [name, county.toLowerCase()]),
  ])
  await bringIn(page, 'appointments', [
    ['name', 'position', 'unit', 'since'],
    ...people.map(({ name, post, unit }) => [
      name,
      post === 'officer' ? 'cooperative-officer' : 'group-leader',
      unit,
      since,
    ]),
  ])
}

/** The class with its seats, sessions and people; gives the address of the class. */
async function convene(officer: Page, county: Page, admin: Page): Promise<string> {
  await officer.goto('/classes')
  await follow(officer, 'New class')
  await write(officer, 'Name', 'Class for group leaders')
  await write(officer, 'Purpose', 'to plan from what is there')
  await say(officer, 'Begins', dayFrom(-5))
  await say(officer, 'Ends', dayFrom(5))
  await field(officer, 'Seats that the class holds').fill('10')
  await pick(officer, 'Held in', 'Ashford County')
  await write(officer, 'Venue', 'The weavers’ hall')
  const posts = officer.getByRole('group', { name: /Posts called/ })
  await posts.getByLabel(/cooperative officer/i).check()
  await posts
    .getByLabel(/leader/i)
    .first()
    .check()
  await press(officer, 'Prepare the class')
  await officer.waitForURL(/\/classes\/[0-9a-f-]{36}/)
  const address = new URL(officer.url()).pathname
  await press(officer, 'Give out seats')
  for (const name of counties) {
    await field(officer, new RegExp(`${name} County, .*officer`, 'i')).fill('1')
    await field(officer, new RegExp(`${name} County, .*leader`, 'i')).fill('3')
  }
  await press(officer, 'Save seats')
  await officer.getByText('Seats saved.').waitFor()
  await addSession(officer, address, 'How our group began', 'Add a unit of the register', people[1].unit)
  await addSession(officer, address, 'What I had wrong', 'Add a person of the register', people[5].name)
  await press(officer, 'Send out the notice')
  await press(officer.getByRole('dialog'), 'Send out the notice')
  await officer.getByRole('dialog').waitFor({ state: 'detached' })
  for (const one of people) await nominate(one.county === counties[0] ? county : officer, address, one)
  // Whoever put somebody forward leaves the decision to another.
  for (const one of people) await accept(one.county === counties[0] ? officer : admin, address, one.name)
  await officer.goto(`${address}/nominations`)
  await press(officer, 'Begin the class')
  await press(officer.getByRole('dialog'), 'Begin the class')
  return address
}

/** The class has begun: from which day somebody sits in it is asked. */
async function accept(page: Page, address: string, name: string): Promise<void> {
  await page.goto(`${address}/nominations`)
  await press(page, `Accept ${name}`)
  const dialog = page.getByRole('dialog')
  await press(dialog, 'Accept')
  await dialog.waitFor({ state: 'detached' })
}

async function addSession(page: Page, address: string, title: string, way: string, presenter: string) {
  await page.goto(`${address}/timetable`)
  await press(page, 'Add a session')
  const dialog = page.getByRole('dialog')
  await write(dialog, 'Title', title)
  await field(dialog, 'Day').fill(today)
  await write(dialog, 'Room', title)
  await pick(dialog, way, presenter)
  await press(dialog, 'Add')
  await dialog.waitFor({ state: 'detached' })
}

async function nominate(page: Page, address: string, { name, post, county }: (typeof people)[number]) {
  await page.goto(`${address}/nominations`)
  const place = page.getByRole('region', { name: new RegExp(county) })
  await press(place, new RegExp(`Put somebody forward as .*${post}`, 'i'))
  const dialog = page.getByRole('dialog')
  await pick(dialog, 'Person', name)
  await press(dialog, 'Put forward')
  await dialog.waitFor({ state: 'detached' })
}

/** Everybody is invited at once: a link each, on as many slips. */
async function inviteAll(officer: Page, address: string): Promise<string[]> {
  await officer.goto(`${address}/people`)
  await follow(officer, 'Invite the class')
  await press(officer, `Make links for ${people.length} people`)
  await officer.getByText('These links are shown only now.').waitFor()
  const links = await officer
    .getByRole('table')
    .getByText(/\/invite\//)
    .allInnerTexts()
  assert.equal(links.length, people.length)
  const file = await officer.getByRole('link', { name: 'Save as a file' }).getAttribute('href')
  for (const link of links) assert.ok(decodeURIComponent(file ?? '').includes(link))
  await officer.emulateMedia({ media: 'print' })
  const slips = officer.getByRole('list', { name: 'Slips to cut out' }).getByRole('listitem')
  assert.equal(await slips.count(), people.length)
  await slips.last().getByRole('img').waitFor()
  const tall = await slips.first().boundingBox()
  assert.ok(tall && tall.height * 4 <= 264 * (96 / 25.4), 'four slips below each other fit on a page')
  await officer.emulateMedia({ media: 'screen' })
  await press(officer, 'Done')
  await officer.getByText('link handed out').first().waitFor()
  return links
}

test('45: a class like the sample’s is made by clicks alone, from an empty office to the summary', {
  timeout: 600_000,
}, async () => {
  const admin = await administrator()
  await leadsToSetUp(admin)
  await setUp(admin)
  const officer = await comesIn(await invite(admin, 'lindale-officer', 'reviewer', 'Lindale District'))
  const county = await comesIn(await invite(admin, 'ashford-officer', 'planner', 'Ashford County'))
  const trainer = await comesIn(await invite(admin, 'lindale-trainer', 'trainer', 'Lindale District'))
  const address = await convene(officer, county, admin)
  const links = await inviteAll(officer, address)
  // Figures without names are of those who have signed in and been there.
  const [trainee, ...others] = await Promise.all([1, 2, 3, 4, 5].map((at) => comesIn(links[at])))
  for (const other of others) await other.close()
  await rollCall(trainer, address)
  const card = 'A plan is made in the office'
  await study(trainer, card)
  await tellCase(trainer, officer)
  await examine(trainer, card)
  await answer(trainee)
  await plan(county, officer)
  await report(county)
  await officer.goto(`${address}/summary`)
  await officer.getByText('8 of 8').first().waitFor()
  assert.deepEqual(faults, [])
  await readBack()
})

/** A card, a material of a session at a clause, and a check whose question tests the card. */
async function study(trainer: Page, card: string): Promise<void> {
  await trainer.goto('/examine')
  await follow(trainer, 'New card')
  await field(trainer, 'Code').fill('plan-in-the-office')
  await write(trainer, 'Statement', card)
  await press(trainer, 'Add a fact')
  await pick(trainer, 'Clause', '1')
  await fillRest(trainer.locator('main'), 'Written by the trainer')
  await press(trainer, 'Save')
  await trainer.getByRole('heading', { name: card }).waitFor()

  await trainer.goto('/study')
  await press(trainer, 'Add a material')
  const dialog = trainer.getByRole('dialog')
  await write(dialog, 'Title', 'A form to fill in')
  await write(dialog, 'Text', 'Households, artisans, groups')
  await pick(dialog, 'For the class', 'Class for group leaders')
  const session = dialog.getByRole('option', { name: /What I had wrong/ })
  await field(dialog, 'Kind').selectOption({ index: 1 })
  await field(dialog, 'For the session').selectOption(await session.getAttribute('value'))
  await pick(dialog, 'At the clause', '1')
  await press(dialog, 'Add')
  await dialog.waitFor({ state: 'detached' })
  await trainer.getByText('Class for group leaders · ').first().waitFor()

  await follow(trainer, 'New check')
  await write(trainer, 'Title', 'What the principles mean at work')
  await write(trainer, 'Question', 'Who makes the plan?')
  for (const letter of ['A', 'B', 'C']) await write(trainer, `Choice ${letter}`, `Answer ${letter}`)
  await field(trainer, 'The right one').selectOption({ index: 2 })
  await write(trainer, 'Why', 'The clause says so')
  await pick(trainer, 'Clause that answers it', '1')
  await press(trainer, 'Save as a draft')
  await follow(trainer, 'Misconceptions tested')
  await pick(trainer, 'Misconception that question 1 tests', card)
  await trainer.getByText('Kept.').waitFor()
  await follow(trainer, 'Back to the check')
  await press(trainer, 'Open the check')
  await press(trainer.getByRole('dialog'), 'Open the check')
  await trainer.getByText('being answered').first().waitFor()
}

/** A case of a unit that stands on the timetable, written by the trainer, published by the district. */
async function tellCase(trainer: Page, officer: Page): Promise<void> {
  await trainer.goto('/cases/new')
  await field(trainer, 'Title').fill('Yarn bought together')
  await pick(trainer, 'Unit', people[1].unit)
  await field(trainer, 'People at the start').fill('12')
  for (const label of ['Form before', 'Form after'])
    await field(trainer, label).selectOption({ label: 'Self-help group' })
  await press(trainer, 'Add a step')
  await press(trainer, 'Add a result')
  for (const label of ['Began', 'Ended', 'When it was done', 'As of']) await say(trainer, label, `${year}-01`)
  await field(trainer, /^Before/).fill('10')
  await field(trainer, /^After/).fill('14')
  await fillRest(trainer.locator('main'), 'As the members told it')
  await press(trainer, 'Save the draft')
  await trainer.waitForURL(/\/cases\/[0-9a-f-]{36}$/)
  await press(trainer, 'Record consent')
  const dialog = trainer.getByRole('dialog')
  await field(dialog, 'Given on').fill(today)
  await dialog.getByRole('radio').first().check()
  await press(dialog, 'Record consent')
  await dialog.waitFor({ state: 'detached' })
  await press(trainer, 'Hand in')
  await trainer.getByText('Handed in.').waitFor()
  await press(trainer, /^Verify/)
  await field(dialog, 'Evidence').selectOption({ index: 2 })
  await fillRest(dialog, 'The trainer')
  await field(dialog, 'When it was seen').fill(today)
  await press(dialog, 'Save')
  await dialog.waitFor({ state: 'detached' })
  await officer.goto(new URL(trainer.url()).pathname)
  await press(officer, 'Publish')
  await officer.getByText('Published.').waitFor()
  await officer.getByText('How our group began').first().waitFor()
}

async function examine(trainer: Page, card: string): Promise<void> {
  await trainer.goto('/examine')
  await follow(trainer, 'New examination')
  await write(trainer, 'Title', 'Our own practice')
  await field(trainer, card).check()
  await press(trainer, 'Make the examination')
  await press(trainer, 'Open: before')
  await press(trainer.getByRole('dialog'), 'Open: before')
  await trainer.getByText('ballots taken').waitFor()
}

/** A trainee answers the check and the examination, without a name. */
async function answer(trainee: Page): Promise<void> {
  await trainee.goto('/study')
  await follow(trainee, 'What the principles mean at work')
  await answerAll(trainee)
  await trainee.goto('/examine')
  await follow(trainee, 'Our own practice')
  await answerAll(trainee)
}

async function rollCall(trainer: Page, address: string): Promise<void> {
  for (const title of ['How our group began', 'What I had wrong']) {
    await trainer.goto(`${address}/attendance`)
    await follow(trainer, title)
    await press(trainer, `Mark the ${people.length} still open as present`)
    await press(trainer.getByRole('dialog'), 'Mark as present')
    await trainer.getByText('Everything is received.').waitFor()
  }
}

/** Conditions, then a target on them with an action and where it comes from; the district approves. */
async function plan(county: Page, officer: Page): Promise<void> {
  await county.goto('/plan')
  await press(county, 'Open the plan')
  await follow(county, 'New condition sheet')
  await field(county, 'Trade').selectOption({ label: 'Weaving' })
  for (const one of await county.locator('.figure-row').all()) {
    await one.getByRole('textbox').first().fill('4')
    await say(one, 'Counted', `${year}-01`)
  }
  await county.getByLabel('Artisans', { exact: true }).fill('16')
  await county.getByRole('radio').first().check()
  await fillRest(county.locator('main'), 'Counted in the office')
  await press(county, 'Save the sheet')
  await county.waitForURL(/\/plan\/conditions\/[0-9a-f-]{36}$/)
  await county.goto('/plan')
  await follow(county, 'New line')
  await county.getByLabel('New', { exact: true }).check()
  await field(county, 'Indicator').selectOption({ label: 'Members' })
  await field(county, 'Trade').selectOption({ label: 'Weaving' })
  await field(county, 'Form').selectOption({ label: 'Self-help group' })
  await field(county, /^Baseline/).fill('4')
  await field(county, /^Target/).fill('6')
  await press(county, 'Spread evenly')
  await field(county, 'Post that answers for it').selectOption({ index: 1 })
  await press(county, 'Add an action')
  await county.getByLabel('What', { exact: true }).fill('Two artisans learn the new loom')
  await county.getByLabel('Who', { exact: true }).fill('The office')
  for (const label of ['Begins', 'Ends']) await say(county, label, `${year}-03`)
  await pick(county, 'Cite a clause', '1')
  await pick(county, 'Cite a step of a case', 'As the members')
  await pick(county, 'Cite a misconception', 'A plan is made')
  await press(county, 'Save the line')
  await county.waitForURL(/\/lines\/[0-9a-f-]{36}$/)
  await county.goto('/plan')
  await press(county, 'Submit')
  await press(county.getByRole('dialog'), /submit/i)
  await county.getByText('Submitted.').waitFor()
  await officer.goto('/plan')
  await follow(officer, /Ashford/)
  await press(officer, 'Approve')
  await press(officer.getByRole('dialog'), 'Approve')
  await officer.getByText('approved', { exact: true }).first().waitFor()
}

async function report(county: Page): Promise<void> {
  await county.goto('/carry-out')
  await county.getByRole('textbox').first().fill('44')
  await field(county, 'Where the figure comes from').selectOption({ index: 1 })
  if ((await field(county, 'Of these lie dormant').count()) > 0)
    await field(county, 'Of these lie dormant').fill('0')
  await press(county, /^Send/)
  await county.getByRole('link', { name: 'Look at it or correct it' }).first().waitFor()
}

/** Everything that the screens made stands tied together, as it does in the sample. */
async function readBack(): Promise<void> {
  const { rows } = await sql<Record<string, number>>`select
    (select count(*)::int from convene.nomination where state = 'accepted') as accepted,
    (select count(*)::int from convene.session where presenters -> 0 ->> 'organisationId' is not null) as "byUnit",
    (select count(*)::int from convene.session where presenters -> 0 ->> 'personId' is not null) as "byPerson",
    (select count(*)::int from study.material where class_id is not null and session_id is not null
      and clause_id is not null) as materials,
    (select count(*)::int from study.question where misconception_id is not null) as questions,
    (select count(*)::int from cases.practice_case where state = 'published') as cases,
    (select count(*)::int from convene.attendance where state = 'present') as marks,
    (select count(*)::int from plan.citation) as citations,
    (select count(*)::int from plan.plan where state = 'approved') as plans,
    (select count(*)::int from carry_out.report) as reports`.execute(office.database.kysely)
  assert.deepEqual(rows[0], {
    ...{ accepted: people.length, byUnit: 1, byPerson: 1, materials: 1, questions: 1, cases: 1 },
    ...{ marks: people.length * 2, citations: 3, plans: 1, reports: 1 },
  })
}
