// What stands in a field for a figure is what goes out, or nothing does: in a real browser, in a form and in none.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type RawBuilder, sql } from 'kysely'
import type { Locator, Page, Response } from 'playwright-core'
import { readWords } from '../src/platform/catalogues.ts'
import { openScreens } from './browser.ts'

const say = readWords().say('en')
const unreadable = say('Please write a number, for example 1250.')
const here = openScreens()

async function pageOf(login: string, path: string): Promise<Page> {
  const window = await here.window({ language: 'en', size: 'phone' }, login)
  const page = await window.newPage()
  page.setDefaultTimeout(20_000)
  await page.goto(path)
  return page
}

const cardOf = (page: Page, label: string): Locator =>
  page
    .locator('.report-card')
    .filter({ has: page.getByLabel(label, { exact: true }) })
    .first()
const figureOf = (card: Locator) => card.locator('.number.large input')
const reasonAt = (input: Locator) =>
  input.locator('xpath=ancestor::*[@data-pointer][1]').locator('.reason').first()
const isReport = (method: string, url: string) => method === 'POST' && /\/reports$/.test(url)

/** The bodies of the reports that a page sends from now on. */
function reportsOf(page: Page): Record<string, unknown>[] {
  const sent: Record<string, unknown>[] = []
  page.on('request', (request) => {
    if (isReport(request.method(), request.url())) sent.push(request.postDataJSON())
  })
  return sent
}
const answered = (page: Page): Promise<Response> =>
  page.waitForResponse((reply) => isReport(reply.request().method(), reply.url()))

/** Presses what sends the figures, and sees that it was told why nothing goes. */
async function isNotSent(page: Page): Promise<void> {
  await page.locator('.send-all button').click()
  await page.locator('.send-all').getByText('Not sent: 1 thing is to be mended').waitFor()
}

test('a figure that cannot be read is not sent as the part of it that can, and stays in its field over a reload', async () => {
  const page = await pageOf('baofeng-officer', '/carry-out')
  const sent = reportsOf(page)
  const value = figureOf(cardOf(page, 'Groups'))
  for (const text of ['3万', '2-3', '3 5', '3、5', '10²']) {
    await value.fill('')
    await value.pressSequentially(text)
    await reasonAt(value).getByText(unreadable).waitFor()
    await isNotSent(page)
    assert.equal(await value.inputValue(), text)
  }
  // Over a figure that could be read: neither that one nor the beginning of the new one is kept.
  await value.fill('50')
  await reasonAt(value).waitFor({ state: 'detached' })
  await value.fill('5万')
  await reasonAt(value).getByText(unreadable).waitFor()
  const kept = await page.evaluate(() =>
    Object.entries(localStorage)
      .filter(([key]) => key.includes('report.'))
      .map(([, text]) => JSON.parse(text).value),
  )
  assert.deepEqual(kept, ['5万'])
  await page.reload()
  await reasonAt(value).getByText(unreadable).waitFor()
  assert.equal(await value.inputValue(), '5万')
  await isNotSent(page)
  assert.equal(sent.length, 0)

  // The same of what lies dormant.
  const card = cardOf(page, 'Groups')
  await value.fill('3')
  await card.getByLabel(say('Where the figure comes from')).selectOption({ index: 1 })
  const dormant = card.getByLabel('Of these lie dormant')
  await dormant.fill('1')
  await dormant.fill('1?')
  await reasonAt(dormant).getByText(unreadable).waitFor()
  await isNotSent(page)
  assert.equal(sent.length, 0)
  await dormant.fill('1')
  const [reply] = await Promise.all([answered(page), page.locator('.send-all button').click()])
  assert.ok(reply.ok())
  assert.deepEqual(
    sent.map(({ value, dormant }) => ({ value, dormant })),
    [{ value: 3, dormant: 1 }],
  )
  await page.context().close()
})

test('why they left: a count that cannot be read, or is below nothing, keeps the report from going', async () => {
  const page = await pageOf('baofeng-officer', '/carry-out')
  const sent = reportsOf(page)
  const card = cardOf(page, 'Members who left')
  await figureOf(card).fill('2')
  await card.getByLabel(say('Where the figure comes from')).selectOption({ index: 1 })
  const moved = card.getByLabel('Moved away')
  const ill = card.getByLabel('Illness or age')
  await ill.fill('2')
  await moved.fill('2')
  await moved.fill('2人')
  await reasonAt(moved).getByText(unreadable).waitFor()
  await isNotSent(page)
  // Left out, it would leave a sum that is right.
  await moved.fill('-3')
  await isNotSent(page)
  await card.getByText('A figure cannot be below zero.').waitFor()
  assert.equal(sent.length, 0)
  await moved.fill('0')
  assert.equal(await moved.inputValue(), '0')
  const [reply] = await Promise.all([answered(page), page.locator('.send-all button').click()])
  assert.ok(reply.ok())
  assert.deepEqual(
    sent.map(({ leftReasons }) => leftReasons),
    [[{ reason: 'illness', count: 2 }]],
  )
  await page.context().close()
})

test('two figures on two lines are pasted as two, and what is understood of a space is said', async () => {
  const page = await pageOf('baofeng-officer', '/carry-out')
  const value = figureOf(cardOf(page, 'Planned output'))
  const paste = (text: string) =>
    value.evaluate((input, pasted) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', pasted)
      input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    }, text)
  await paste('120\r\n130\r\n')
  await reasonAt(value).getByText(unreadable).waitFor()
  assert.equal(await value.inputValue(), '120 / 130')
  await value.fill('120 130')
  await cardOf(page, 'Planned output').getByText('= 120,130').waitFor()
  await page.context().close()
})

/** The id that a question to the database of the house finds. */
const found = async (question: RawBuilder<{ id: string }>) =>
  (await question.execute(here.town.database.kysely)).rows[0].id

test('a correction whose field is empty or unreadable is no correction to nothing', async () => {
  const id = await found(sql`select report.id from carry_out.report as report
    join plan.plan_line as line on line.id = report.plan_line_id join plan.plan on plan.id = line.plan_id
    join registry.place on place.id = plan.place_id
    where place.code = 'baofeng' and report.value > 9
      and report.id not in (select supersedes_id from carry_out.report where supersedes_id is not null) limit 1`)
  const page = await pageOf('baofeng-officer', `/carry-out/reports/${id}`)
  const sent = reportsOf(page)
  await page.getByRole('button', { name: 'Correct' }).click()
  const dialog = page.getByRole('dialog', { name: 'Correct the figure' })
  const value = dialog.getByLabel('The right figure')
  await dialog.locator('[data-pointer^="/reason"] textarea').first().fill('miscounted')
  const isRefused = async (reason: string) => {
    await dialog.getByRole('button', { name: 'Correct', exact: true }).click()
    await reasonAt(value).getByText(reason).waitFor()
  }
  await value.fill('')
  await isRefused(say('Please fill this in.'))
  await value.fill('2-3')
  await isRefused(unreadable)
  assert.equal(sent.length, 0)
  await page.context().close()
})

test('a line of a plan: what cannot be read is no baseline to spread from, and is kept as it is over a reload', async () => {
  const id = await found(sql`select plan.id from plan.plan join registry.place on place.id = plan.place_id
    where place.code = 'xihua' order by plan.id limit 1`)
  const page = await pageOf('xihua-officer', `/plan/${id}/lines/new`)
  await page.getByLabel(say('Indicator')).selectOption({ index: 1 })
  const baseline = page.getByLabel(/^Baseline/)
  const spread = page.getByRole('button', { name: say('Spread evenly') })
  const may = page.locator('[data-pointer="/phasing"] input').first()
  await baseline.fill('5')
  await page.getByLabel(/^Target/).fill('50')
  assert.ok(await spread.isEnabled())
  await baseline.fill('5万')
  await reasonAt(baseline).getByText(unreadable).waitFor()
  assert.ok(await spread.isDisabled())
  await page.reload()
  await reasonAt(baseline).getByText(unreadable).waitFor()
  assert.equal(await baseline.inputValue(), '5万')
  await baseline.fill('5')
  // What is spread takes the place of what could not be read too.
  await may.fill('7?')
  await reasonAt(may).getByText(unreadable).waitFor()
  await spread.click()
  await reasonAt(may).waitFor({ state: 'detached' })
  assert.match(await may.inputValue(), /^\d+$/)
  await page.context().close()
})

test('a form tells it at once too, and saves nothing', async () => {
  const page = await pageOf('administrator', '/backups')
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'PUT') asked.push(request.url())
  })
  const keep = page.getByLabel('How many are kept')
  await keep.fill('')
  await keep.pressSequentially('5万')
  await reasonAt(keep).getByText(unreadable).waitFor()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  assert.equal(await keep.evaluate((input) => input === document.activeElement), true)
  assert.equal(await reasonAt(keep).innerText(), unreadable)
  assert.deepEqual(asked, [])
  await page.context().close()
})

test('a filter is not made of a part of what was typed', async () => {
  const page = await pageOf('baofeng-officer', '/cases')
  const people = page.getByLabel('People in your unit')
  await people.fill('3')
  await people.fill('3万')
  await reasonAt(people).getByText(unreadable).waitFor()
  assert.equal(await people.inputValue(), '3万')
  await page.reload()
  await reasonAt(people).getByText(unreadable).waitFor()
  assert.equal(await people.inputValue(), '3万')
  await people.fill('-3')
  await reasonAt(people).getByText('The smallest possible is 1.').waitFor()
  await page.context().close()
})
