// One way from an empty office to words of its own: the steps, a pack brought in, what is left, and the same pack
// brought in again with two things otherwise, of which one is taken.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { makeSession } from '../src/access/sessions/actions.ts'
import { sessionCookie } from '../src/access/sessions/queries.ts'
import { exportPack } from '../src/app/pack/contract.ts'
import { parsePack } from '../src/app/pack/shelf.ts'
import { listen, openBrowser, openWindow } from './browser.ts'
import { pick, press } from './clicks.ts'
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

async function administrator(size: 'wide' | 'phone'): Promise<Page> {
  const window = await openWindow(browser, address, { language: 'en', size })
  const page = await window.newPage()
  page.setDefaultTimeout(20_000)
  page.on('pageerror', (error) => faults.push(error.message))
  const account = await office.accountOf('administrator')
  const value = await makeSession(office.database.kysely, account, 'test', new Date())
  await page.context().addCookies([{ name: sessionCookie, value, url: address }])
  return page
}

const ownPack = async () => parsePack(String(await office.administrator.ask(exportPack, {})))

/** The section of a step, by the beginning of its heading. */
const step = (page: Page, name: string) =>
  page.locator('main section', { has: page.getByRole('heading', { name: new RegExp(`· ${name}`) }) })

test('an empty office is set up step by step, by a pack, and by what is taken of a changed one', {
  timeout: 300_000,
}, async () => {
  const page = await administrator('wide')
  await page.goto('/classes')
  await page.locator('main').getByRole('link', { name: 'What is needed first' }).click()
  await page.waitForURL('**/set-up')
  const main = page.locator('main')
  await main.getByText('1 of 8 steps are done. Next: Levels of places.').waitFor()
  await step(page, 'Languages').getByText('done').waitFor()
  await step(page, 'Indicators').getByText('There is no indicator yet', { exact: false }).first().waitFor()
  await main.getByRole('link', { name: 'Bring in a pack' }).click()
  await pick(page, 'Run by', 'Whole country')
  await press(page, 'Preview Craft cooperatives (region, province, commune)')
  await press(page, 'Bring it in')
  await page.getByRole('heading', { level: 1, name: /craft/i }).waitFor()
  // Back by the link that whoever came from the steps finds above the page.
  await page.locator('.app').getByRole('link', { name: 'Set up step by step' }).first().click()
  await main.getByText('5 of 8 steps are done. Next: Places.').waitFor()
  await step(page, 'Levels of places').getByText('What this will look like').click()
  await step(page, 'Levels of places')
    .getByRole('row', { name: /Province.*Draws up plans/ })
    .waitFor()
  await step(page, 'Posts and forms').getByText('What this will look like').click()
  await step(page, 'Posts and forms')
    .getByText('Begun from the example it has 6 sessions on 3 days.', { exact: false })
    .waitFor()
  await step(page, 'People').getByText('What this will look like').click()
  await step(page, 'People')
    .getByRole('row', { name: /Draw up plans.*Province officer/ })
    .waitFor()

  const before = await ownPack()
  const other = { zh: '另一个名字', en: 'Another name' }
  const [trade, another] = before.trades ?? []
  const changed = {
    ...before,
    trades: before.trades?.map((one) => (one === trade || one === another ? { ...one, names: other } : one)),
  }
  await page.goto('/programme')
  await page.getByLabel('Or a pack file of another office').setInputFiles({
    name: 'craft.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(changed)),
  })
  await press(page, 'Preview the file')
  await main.getByText('2 stay as they are here', { exact: false }).waitFor()
  await press(page, 'Take theirs of Another name')
  await main.getByText('1 stay as they are here, 1 become theirs', { exact: false }).waitFor()
  await press(page, 'Bring it in')
  await page.getByRole('heading', { name: /^What .* would bring/ }).waitFor({ state: 'detached' })
  const after = await ownPack()
  assert.deepEqual(after.trades?.[0].names, other)
  assert.deepEqual(after.trades?.[1], another)
  assert.deepEqual({ ...after, trades: [] }, { ...before, trades: [] })

  const phone = await administrator('phone')
  await phone.goto('/set-up')
  await phone.locator('main').getByText('5 of 8 steps are done.', { exact: false }).waitFor()
  for (const summary of await phone.locator('main summary').all()) await summary.click()
  const beyond = await phone.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  assert.ok(beyond <= 0, `${beyond} pixels lie beside a phone`)
  assert.deepEqual(faults, [])
})
