// Once round the loop in a real browser, in every language that ships, wide and phone-sized, as the README tells it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { nameIn } from '../src/base/words.ts'
import { readWords, type Say } from '../src/platform/catalogues.ts'
import { type Look, listen, openBrowser, openWindow } from './browser.ts'
import { openTown, type Town } from './town.ts'

let browser: Browser
before(async () => {
  browser = await openBrowser()
})
after(() => browser.close())

/** A person at the screen: finds things by the words that they read. */
class Reader {
  page: Page
  language: string
  say: Say
  constructor(page: Page, language: string) {
    this.page = page
    this.language = language
    this.say = readWords().say(language)
  }
  button(text: string) {
    return this.page.getByRole('button', { name: this.say(text), exact: true }).first()
  }
  /** Goes to a stage by the rail, or by the bar at the foot of a phone. */
  async stage(text: string) {
    await this.page
      .locator('nav a:visible', { hasText: this.say(text) })
      .first()
      .click()
    await this.heading()
  }
  async heading() {
    await this.page.locator('main h1').first().waitFor()
    return (await this.page.locator('main h1').first().innerText()).trim()
  }
}

async function becomes(window: BrowserContext, town: Town, reader: Reader, login: string) {
  await window.clearCookies()
  await reader.page.goto('/sign-in')
  const { names } = await town.database.kysely
    .withTables<{ 'access.account': { login: string; names: { zh: string; en: string } } }>()
    .selectFrom('access.account')
    .select('names')
    .where('login', '=', login)
    .executeTakeFirstOrThrow()
  const name = nameIn(names, reader.language)
  await reader.page
    .getByRole('button', { name: new RegExp(name) })
    .first()
    .click()
  await reader.page.waitForURL((url) => url.pathname !== '/sign-in')
  await reader.heading()
}

const looks: Look[] = [
  { language: 'en', size: 'wide' },
  { language: 'zh', size: 'phone' },
  { language: 'es', size: 'phone' },
  { language: 'zh', size: 'wide' },
]

// On a server of the machine's own the screens are the same: the loop is walked in one look.
for (const look of process.env.HEZUO_TEST_SERVER ? looks.slice(0, 1) : looks) {
  test(`once round the loop: ${look.language}, ${look.size}`, { timeout: 900_000 }, async () => {
    const town = await openTown()
    const window = await openWindow(browser, await listen(town), look)
    const page = await window.newPage()
    page.setDefaultTimeout(20_000)
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(error.message))
    const reader = new Reader(page, look.language)
    try {
      await convene(window, town, reader)
      await learn(window, town, reader)
      await plan(window, town, reader)
      await carryOut(window, town, reader)
    } catch (error) {
      await page
        .screenshot({ path: `screens/story-${look.language}-${look.size}.png`, fullPage: true })
        .catch(() => {})
      throw error
    } finally {
      await window.close()
      await town.close()
    }
    assert.deepEqual(faults, [])
  })
}

/** The district opens its class, sees 125 seats, and accepts the person who waits for a decision. */
async function convene(window: BrowserContext, town: Town, reader: Reader) {
  const { page } = reader
  await becomes(window, town, reader, 'xuchang-officer')
  await reader.stage('Convene')
  await page
    .locator('main a[href^="/classes/"]', { hasText: /手工业合作化训练班|Training class for handicraft/ })
    .first()
    .click()
  await page.locator('main').getByText('125', { exact: true }).first().waitFor()
  await page.locator('main a[href$="/nominations"]').first().click()
  const accept = page
    .locator('main')
    .getByRole('button', { name: new RegExp(`^${reader.say('Accept')}`) })
    .first()
  await accept.click()
  // The class has ended: what is changed of it is a correction, with the reason.
  const dialog = page.locator('dialog[open]')
  await dialog.getByLabel(reader.say('Sits in the class from')).fill('1954-03-01')
  await dialog.getByLabel(reader.say('Reason')).fill('漏登 Left out of the list')
  await dialog.getByRole('button', { name: reader.say('Accept'), exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.locator('main').getByText('漏登 Left out of the list').first().waitFor()
}

/** A trainee reads a clause and a case, and answers an examination that nobody can trace. */
async function learn(window: BrowserContext, town: Town, reader: Reader) {
  const { page } = reader
  await becomes(window, town, reader, 'linying-trainee')
  await reader.stage('Study')
  await page.locator('main a[href^="/study/policies/"]').first().click()
  await page.locator('main a[href^="/thread/clause/"]').first().waitFor()

  await reader.stage('Cases')
  await page
    .locator('main a[href^="/cases/"]', { hasText: /白铁|tin/i })
    .first()
    .click()
  await page.locator('main a[href^="/thread/case_step/"]').first().waitFor()

  await reader.stage('Examine')
  await page.locator('main a[href^="/examine/cards/"]').first().waitFor()
  await page.locator('main a[href^="/examine/rounds/"]').first().click()
  await reader.button('Take my ballot and begin').click()
  for (;;) {
    const form = page.locator('main form')
    const step = await form.locator('.step-of').innerText()
    for (const group of await form.locator('fieldset').all()) await group.locator('label').first().click()
    const handIn = form.getByRole('button', { name: reader.say('Hand in'), exact: true })
    const isLast = (await handIn.count()) > 0
    await (isLast ? handIn : form.getByRole('button', { name: reader.say('Next'), exact: true })).click()
    if (isLast) break
    await page.waitForFunction(
      (before) => !document.querySelector('.step-of')?.textContent?.includes(before),
      step.split('\n')[0],
    )
  }
  await page.getByText(reader.say('Your answers are in.')).first().waitFor()
}

/** The county mends its returned plan and submits it again; the district approves; the total holds it at once. */
async function plan(window: BrowserContext, town: Town, reader: Reader) {
  const { page } = reader
  await becomes(window, town, reader, 'xuchang-officer')
  const before = await total(reader, 'target')

  await becomes(window, town, reader, 'fugou-officer')
  await openPlan(reader)
  await reader.button('Submit').click()
  const dialog = page.locator('dialog[open]')
  // What the district had asked is named once more, and the plan goes on with a word about it.
  await dialog.locator('textarea').fill('铁料下月再定')
  await dialog
    .getByRole('button', { name: new RegExp(`${reader.say('Confirm and submit')}|${reader.say('Submit')}`) })
    .last()
    .click()
  await dialog.waitFor({ state: 'detached' }).catch(() => dialog.waitFor({ state: 'hidden' }))

  await becomes(window, town, reader, 'xuchang-officer')
  await reader.stage('Plan')
  await page.locator('main a[href^="/plan/"]', { hasText: /扶沟/ }).first().click()
  await reader.button('Approve').click()
  await dialog.locator('textarea').fill('同意下月再定')
  await page
    .locator('dialog[open]')
    .getByRole('button', { name: reader.say('Approve'), exact: true })
    .click()
  await page.getByText(reader.say('approved'), { exact: true }).first().waitFor()
  assert.ok((await total(reader, 'target')) > before, 'the district’s target holds the plan just approved')
}

/** A county reports a figure for June; the district's total changes by just that, opens to the row, and leads back. */
async function carryOut(window: BrowserContext, town: Town, reader: Reader) {
  const { page } = reader
  await becomes(window, town, reader, 'xuchang-officer')
  const before = await total(reader, 'actual')

  await becomes(window, town, reader, 'baofeng-officer')
  await reader.stage('Carry out')
  await page
    .locator('.report-card', { hasText: trained })
    .getByRole('spinbutton')
    .or(page.locator('.report-card', { hasText: trained }).locator('input'))
    .first()
    .fill('5')
  // Nobody but the county says where its figure comes from.
  await page.locator('.report-card', { hasText: trained }).locator('select').selectOption('counted')
  await page.locator('.send-all button').click()
  await page.locator('.report-card', { hasText: trained }).locator('a[href^="/carry-out/reports/"]').waitFor()

  await becomes(window, town, reader, 'xuchang-officer')
  assert.equal(await total(reader, 'actual'), before + 5)
  await row(reader).locator('a[href*="measure=actual"]').first().click()
  await page
    .getByText(/宝丰|Baofeng/)
    .first()
    .waitFor()
  const summary = page.locator('main summary', { hasText: /宝丰|Baofeng/ })
  if ((await summary.count()) > 0) await summary.first().click()
  await page
    .locator(
      'main a[href^="/carry-out/reports/"]:visible, main a[href^="/plan/"]:visible, main a[href^="/thread/"]:visible',
    )
    .first()
    .click()
  await reader.heading()
  await page.locator('main a[href^="/thread/"]').first().click()
  await page.waitForURL(/\/thread\//)
  await page
    .getByText(/Policy of socialist transformation|社会主义改造/)
    .filter({ visible: true })
    .first()
    .waitFor()
}

const trained = /People trained|训练骨干/

const row = (reader: Reader) => reader.page.locator('main table tr', { hasText: trained }).first()

/** The district's figure for people trained, as the roll-up shows it. */
async function total(reader: Reader, measure: 'target' | 'actual'): Promise<number> {
  await reader.page.goto('/roll-up')
  const cell = row(reader).locator(`a[href*="measure=${measure}"]`).first()
  await cell.waitFor()
  return Number((await cell.innerText()).replace(/[^\d]/g, ''))
}

async function openPlan(reader: Reader): Promise<void> {
  await reader.stage('Plan')
  const own = reader.page.locator('main a[href^="/plan/"]').filter({ hasNotText: /^$/ })
  if (!/\/plan\/[0-9a-f-]{36}/.test(reader.page.url()) && (await reader.button('Submit').count()) === 0) {
    await own.first().click()
  }
  await reader.button('Submit').waitFor()
}
