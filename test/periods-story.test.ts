// A period closed with what is missing in sight, opened again with a reason that those concerned read, reported late,
// and the next one begun from its condition sheets: in a real browser.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { periods } from '../src/plan/periods/contract.ts'
import { readWords } from '../src/platform/catalogues.ts'
import { type Look, openScreens } from './browser.ts'
import { planOf } from './plans.ts'

const here = openScreens()
const say = readWords().say('en')
const wide: Look = { language: 'en', size: 'wide' }
const phone: Look = { language: 'en', size: 'phone' }

async function walk(login: string, path: string, look: Look, steps: (page: Page) => Promise<void>) {
  const window = await here.window(look, login)
  const page = await window.newPage()
  page.setDefaultTimeout(20_000)
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  await page.goto(`${here.address}${path}`)
  await steps(page)
  await window.close()
  assert.deepEqual(faults, [])
}

const button = (page: Page, text: string) => page.getByRole('button', { name: say(text), exact: true })
const rows = async <T>(query: ReturnType<typeof sql<T>>): Promise<T[]> =>
  (await query.execute(here.town.database.kysely)).rows
const liveOn = (day: string) =>
  rows(sql`update platform.setting set value = to_jsonb(${day}::text) where name = 'pinnedDay'`)

async function periodIds(): Promise<Record<string, string>> {
  const all = await (await here.town.as('administrator')).ask(periods, {})
  return Object.fromEntries(all.periods.map(({ code, id }) => [code, id]))
}

test('a period is closed with what is missing in sight, and opened again with a reason that is read everywhere', async () => {
  const ids = await periodIds()
  const board = `/plan?period=${ids['1954-h1']}`
  const reason = 'Ye sent its June figures late'
  await walk('administrator', board, wide, async (page) => {
    await button(page, 'Close the period').click()
    const dialog = page.locator('dialog[open]')
    const owed = dialog.locator('li', { hasText: say('Reports of months, not whole') })
    await owed.waitFor()
    assert.ok(Number(await owed.locator('.mark').textContent()) > 0)
    assert.ok((await owed.locator('a[href^="/carry-out/places/"]').count()) > 0)
    await dialog.getByText('It can be closed all the same', { exact: false }).waitFor()
    await dialog.locator('.form-end button').first().click()
    await button(page, 'Open the period again').waitFor()

    await button(page, 'Open the period again').click()
    await dialog.getByText('Closed on', { exact: false }).waitFor()
    const again = dialog.locator('.form-end button').first()
    await again.click()
    await dialog.getByText(say('Please fill this in.')).waitFor()
    await dialog.getByLabel(say('Why it is opened again')).fill(reason)
    await again.click()
    await button(page, 'Close the period').waitFor()
    await page.locator('.note', { hasText: reason }).waitFor()
    await page.goto(`${here.address}/plan/set-up`)
    await page.locator('tr', { hasText: reason }).waitFor()
  })
  const ye = await planOf(await here.town.as('ye-officer'), 'ye')
  const shown = [
    `/plan/${ye.id}`,
    `/carry-out/places/${ye.place.id}?period=${ids['1954-h1']}`,
    `/carry-out?periodId=${ids['1954-h1']}`,
  ]
  await walk('ye-officer', shown[0], phone, async (page) => {
    for (const path of shown) {
      await page.goto(`${here.address}${path}`)
      const note = page.locator('.note', { hasText: reason })
      await note.waitFor()
      assert.match((await note.textContent()) ?? '', /^Reopened on .* by .*: /, path)
    }
  })
})

test('while the second half runs, a month of the first is chosen and reported', async () => {
  const ids = await periodIds()
  await liveOn('1954-09-10')
  await walk('ye-officer', '/carry-out', phone, async (page) => {
    const period = page.getByLabel(say('Period'), { exact: true })
    await period.waitFor()
    assert.equal(await period.inputValue(), ids['1954-h2'])
    await period.selectOption(ids['1954-h1'])
    await page.getByRole('heading', { level: 1, name: 'June 1954' }).waitFor()
    const month = page.getByLabel(say('Month'), { exact: true })
    const months = await month
      .locator('option:not([value=""])')
      .evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value))
    assert.deepEqual(
      months,
      ['06', '05', '04', '03', '02', '01'].map((one) => `1954-${one}`),
    )
    const label = page.getByLabel('Members of groups', { exact: true })
    const card = page.locator('.report-card:not(.sent)').filter({ has: label }).first()
    await card.locator('.number.large input').fill('40')
    await card.getByLabel(say('Where the figure comes from')).selectOption({ index: 1 })
    const [reply] = await Promise.all([
      page.waitForResponse((one) => one.request().method() === 'POST' && /\/reports$/.test(one.url())),
      page.locator('.send-all button').click(),
    ])
    assert.equal(reply.status(), 200)
    assert.equal(reply.request().postDataJSON().month, '1954-06')
  })
})

test('a sheet is begun from that of the period before: nothing goes before it is confirmed or changed', async () => {
  const ids = await periodIds()
  const linying = await planOf(await here.town.as('linying-officer'), 'linying')
  const described = await rows(sql<{ id: string }>`select trade_id as id from plan.condition_sheet
    where place_id = ${linying.place.id} and period_id = ${ids['1954-h2']}`)
  const sheet = linying.sheets.find(({ trade }) => !described.some(({ id }) => id === trade.id))
  assert.ok(sheet, 'a trade that is not described again yet')
  const { said } = sheet.figures.households
  const path = `/plan/conditions/new?place=${linying.place.id}&period=${ids['1954-h2']}&trade=${sheet.trade.id}`
  await walk('linying-officer', path, wide, async (page) => {
    await page.getByRole('button', { name: 'Start from the sheet of', exact: false }).click()
    const households = page.getByLabel('Households in the trade')
    assert.equal(await households.inputValue(), String(sheet.figures.households.value))
    const marks = page.locator('.carried')
    const all = await marks.count()
    assert.ok(all > Object.keys(sheet.figures).length)
    await page.getByLabel(say('What the outlook rests on'), { exact: false }).fill('Orders as before.')
    await page.getByRole('radio').first().check()
    const sent: unknown[] = []
    page.on('request', (one) => {
      if (one.method() === 'POST' && one.url().endsWith('/api/plan-sheets')) sent.push(one.postDataJSON())
    })
    await button(page, 'Save the sheet').click()
    await page.getByText(say('Please confirm this, or change it.')).first().waitFor()
    assert.deepEqual(sent, [])

    // Another figure is of another count: it is neither the old date nor the old source.
    const row = page.locator('.figure-row').filter({ has: households })
    await households.fill(String(sheet.figures.households.value + 1))
    assert.equal(await row.locator('.carried').count(), 0)
    assert.equal(await row.getByLabel(say('Year')).inputValue(), '')
    await row.getByLabel(say('Year')).fill('1954')
    await row.getByLabel(say('Source'), { exact: true }).fill('Counted in July')
    const boxes = marks.locator('input')
    assert.equal(await boxes.count(), all - 1)
    for (let at = 0; at < all - 1; at++) await boxes.nth(at).check()
    await button(page, 'Save the sheet').click()
    await page.waitForURL(/\/plan\/conditions\/[0-9a-f-]{36}$/)
    const [body] = sent as { figures: Record<string, unknown>; carried?: unknown }[]
    assert.equal(body.carried, undefined)
    assert.deepEqual(body.figures.artisans, sheet.figures.artisans, 'as of its day, from its source')
    assert.deepEqual((body.figures.households as { said: string }).said, '1954')
    assert.notEqual(said, '1954')
  })
})
