// What a person did and the server does not hold yet: it waits on the device, goes out wherever in the app its maker
// is, and never in the name of whoever uses the same browser next.
import assert from 'node:assert/strict'
import { before, beforeEach, test } from 'node:test'
import type { BrowserContext, Page } from 'playwright-core'
import { giveRole } from '../src/access/accounts/contract.ts'
import { newId } from '../src/base/ids.ts'
import { recordAttendance, sessionAttendance } from '../src/convene/attendance/contract.ts'
import { timetable } from '../src/convene/sessions/contract.ts'
import { planBoard } from '../src/plan/board/contract.ts'
import { readWords } from '../src/platform/catalogues.ts'
import { openScreens, signIn } from './browser.ts'
import { classOf, luohe } from './convene-class.ts'

const say = readWords().say('en')
const isMarks = /\/api\/sessions\/[^/]+\/attendance$/

let rollCall: string
const here = openScreens()
before(async () => {
  await here.stands
  const { classId } = await classOf(here.town, 'trainer', luohe)
  const { sessions } = await (await here.town.as('trainer')).ask(timetable, { params: { classId } })
  rollCall = `${here.address}/sessions/${sessions[sessions.length - 1].id}/attendance`
})

let window: BrowserContext
let page: Page
beforeEach(async () => {
  window = await here.window({ language: 'en', size: 'wide' })
  page = await window.newPage()
  page.setDefaultTimeout(20_000)
})

/** How many marks the server holds in somebody's name. */
const heldOf = async (login: string): Promise<number> => {
  const marks = await here.town.database.kysely
    .withTables<{ 'convene.attendance_mark': { account_id: string | null } }>()
    .selectFrom('convene.attendance_mark')
    .select('account_id')
    .where('account_id', '=', await here.town.accountOf(login))
    .execute()
  return marks.length
}
const held = async () => ({ trainer: await heldOf('trainer'), officer: await heldOf('xuchang-officer') })

const waiting = () => page.locator('aside.waiting')
const markNext = async () => {
  // The class has ended: nothing is marked without saying why.
  await page.getByLabel(say('Reason')).fill('From the sign-in sheet')
  const open = page.locator('.taps:not(:has([aria-pressed=true])) .tap.present')
  await open.first().click()
}
const noNetwork = () =>
  window.route(isMarks, (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()))

test('a mark made just before going elsewhere goes out from there', async () => {
  const before = await held()
  await signIn(window, here.town, here.address, 'trainer')
  await noNetwork()
  await page.goto(rollCall)
  await markNext()
  await page.locator('.crumbs a').last().click()
  await waiting().getByText('1 mark of attendance kept on this device, not yet sent').waitFor()
  await window.unrouteAll()
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await waiting().waitFor({ state: 'detached' })
  assert.deepEqual(await held(), { ...before, trainer: before.trainer + 1 })
  await window.close()
})

test('32: a mark waits for its maker and does not go out in the name of who signs in next', async () => {
  const before = await held()
  await signIn(window, here.town, here.address, 'trainer')
  await noNetwork()
  await page.goto(rollCall)
  await markNext()
  await page.getByText('1 mark kept on this device').waitFor()
  await page.getByRole('button', { name: say('Sign out'), exact: true }).click()
  await page.waitForURL(/sign-in/)
  await waiting()
    .getByText(/1 mark of attendance waits here for another account/)
    .waitFor()

  await window.unrouteAll()
  await signIn(window, here.town, here.address, 'xuchang-officer')
  await page.goto(rollCall)
  await waiting()
    .getByText(/waits here for another account/)
    .waitFor()
  await page.getByText(say('Everything is received.')).waitFor()
  await markNext()
  await page.getByText(say('Everything is received.')).waitFor()
  assert.deepEqual(await held(), { ...before, officer: before.officer + 1 })

  await signIn(window, here.town, here.address, 'trainer')
  const taken = page.waitForResponse((reply) => isMarks.test(reply.url()) && reply.ok())
  await page.goto(here.address)
  await taken
  assert.deepEqual(await held(), { trainer: before.trainer + 1, officer: before.officer + 1 })
  await window.close()
})

test('32: a figure that was typed waits for who typed it, and another reporter finds the field empty', async () => {
  const first = page.locator('.report-card input').first()
  const open = async (login: string) => {
    await signIn(window, here.town, here.address, login)
    await page.goto(`${here.address}/carry-out`)
    await first.waitFor()
  }
  const administrator = await here.town.as('administrator')
  const { counties } = await (await here.town.as('baofeng-officer')).ask(planBoard, { query: {} })
  await administrator.ask(giveRole, {
    params: { accountId: await here.town.accountOf('jia-trainee') },
    body: { role: 'reporter', placeId: counties[0].place.id },
  })
  const sent: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST' && /\/reports$/.test(request.url())) sent.push(request.url())
  })
  await open('baofeng-officer')
  await first.fill('7')
  await page.getByRole('button', { name: say('Sign out'), exact: true }).click()
  await page.waitForURL(/sign-in/)
  await open('jia-trainee')
  assert.equal(await first.inputValue(), '')
  await open('baofeng-officer')
  assert.equal(await first.inputValue(), '7')
  assert.deepEqual(sent, [], 'it goes out when its maker sends it')
  await window.close()
})

test('32: a window opened for one person does nothing in the name of another who signs in beside it', async () => {
  const before = await held()
  await signIn(window, here.town, here.address, 'trainer')
  await page.goto(rollCall)
  await page.locator('.tap').first().waitFor()
  await signIn(window, here.town, here.address, 'xuchang-officer')
  await markNext()
  await waiting()
    .getByText(/waits here for another account/)
    .waitFor()
  assert.deepEqual(await held(), before)
  await window.close()
})

test('31: too many at once is no refusal, and a full device says so', async () => {
  await signIn(window, here.town, here.address, 'trainer')
  const problem = { type: '/problems/slow-down', title: 'Slow down', status: 429 }
  await window.route(isMarks, (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({ status: 429, contentType: 'application/problem+json', body: JSON.stringify(problem) })
      : route.continue(),
  )
  await page.goto(rollCall)
  await page.locator('.tap').first().waitFor()
  await page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
  })
  await markNext()
  await page.getByText('1 mark kept on this device; sent when the server answers').waitFor()
  await page
    .getByText(say('This browser has no room left: keep this window open until everything is sent.'))
    .first()
    .waitFor()
  assert.equal(await page.getByRole('button', { name: /Give up/ }).count(), 0)
  await window.unrouteAll()
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await page.getByText(say('Everything is received.')).waitFor()
  await window.close()
})

test('a mark that changes nothing, since somebody marked later elsewhere, is said with what holds and what to do', async () => {
  await signIn(window, here.town, here.address, 'trainer')
  await noNetwork()
  await page.goto(rollCall)
  const open = page.locator('.roll li:not(:has([aria-pressed=true]))').first()
  const name = (await open.locator('legend').textContent()) ?? ''
  await markNext()
  await page.getByText('1 mark kept on this device').first().waitFor()
  const sessionId = rollCall.split('/').at(-2) ?? ''
  const officer = await here.town.as('xuchang-officer')
  const { people } = await officer.ask(sessionAttendance, { params: { sessionId } })
  const person = people.find(({ names }) => names.en === name)
  assert.ok(person, name)
  await officer.ask(recordAttendance, {
    params: { sessionId },
    body: {
      source: 'later_report',
      reason: 'The county says so',
      marks: [{ id: newId(), personId: person.personId, state: 'excused', madeAt: new Date().toISOString() }],
    },
  })
  await window.unrouteAll()
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await page.getByText(say('Everything is received.')).waitFor()
  const said = page.locator('main .notice', { hasText: 'changed nothing' })
  await said.getByText(`${name}: what holds is “excused”.`).waitFor()
  // By the day that the programme lives in, like the corrections of the same marks.
  await said.getByText('Marked by Duan Hongxin on 10 Jul 1954.').waitFor()
  // Of what changed nothing it is not said that it stands.
  assert.equal(await said.getByText('stands as reported later').count(), 0)
  await said.getByRole('button', { name: say('Seen') }).click()
  await said.waitFor({ state: 'detached' })
  await window.close()
})

test('everybody still open is marked only after a question with their number, by keyboard, and what is not sent is taken back by one tap', async () => {
  const before = await held()
  await signIn(window, here.town, here.address, 'trainer')
  await noNetwork()
  await page.goto(rollCall)
  await page.getByLabel(say('Reason')).fill('The paper list')
  const wide = page.getByRole('button', { name: /^Mark the \d+ still open as present$/ })
  const n = Number((await wide.innerText()).match(/\d+/)?.[0])
  assert.ok(n > 1)
  const dialog = page.getByRole('dialog')
  await wide.press('Enter')
  await dialog.getByRole('heading', { name: `Mark ${n} people as present?` }).waitFor()
  await dialog
    .getByText(`${n} corrections will stand in your name, with the reason “The paper list”.`)
    .waitFor()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await page.getByText(say('Everything is received.')).waitFor()
  assert.equal(await wide.evaluate((button) => button === document.activeElement), true)

  await markNext()
  await page.getByText('1 mark kept on this device; sent when the server answers').waitFor()
  await wide.press('Enter')
  await dialog.getByRole('button', { name: 'Mark as present' }).press('Enter')
  await page.getByText(`${n} marks kept on this device; sent when the server answers`).waitFor()
  await page.getByRole('button', { name: `Take back the last ${n - 1} marks` }).click()
  await page.getByText('1 mark kept on this device; sent when the server answers').waitFor()
  await page.getByText(`${n - 1} open`, { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Take back the last mark' }).click()
  await page.getByText(say('Everything is received.')).waitFor()
  await page.getByText(`${n} open`, { exact: true }).waitFor()
  await window.unrouteAll()
  assert.deepEqual(await held(), before)
  await window.close()
})
