// A photograph of the ledger on a bad line: it stays with whoever took it until the server holds it, and stands once.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import type { BrowserContext, Locator, Page, Route } from 'playwright-core'
import { openScreens } from '../browser.ts'

const here = openScreens()

const picture = {
  name: 'ledger.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
}
const noConnection = (route: Route) => route.abort()
const answerLost = async (route: Route) => {
  await route.fetch()
  await route.abort()
}
const works = (route: Route) => route.continue()

/** How the line is, try by try, and the ids under which the pictures went. */
async function line(window: BrowserContext, tries: ((route: Route) => Promise<void>)[]): Promise<string[]> {
  const ids: string[] = []
  await window.route(/\/api\/reports\/[^/]+\/evidence\?/, (route) => {
    ids.push(new URL(route.request().url()).searchParams.get('evidenceId') ?? '')
    return (tries.shift() ?? works)(route)
  })
  return ids
}

async function walk(steps: (page: Page, window: BrowserContext) => Promise<void>) {
  const window = await here.window({ language: 'en', size: 'phone' }, 'baofeng-officer')
  const page = await window.newPage()
  page.setDefaultTimeout(20_000)
  await page.goto(`${here.address}/carry-out`)
  await steps(page, window)
  await window.close()
}

const evidenceOf = async (reportId: string): Promise<{ id: string; caption: string }[]> => {
  const { rows } = await sql<{ id: string; caption: string }>`
    select id, caption from carry_out.evidence where report_id = ${reportId}`.execute(
    here.town.database.kysely,
  )
  return rows
}
const button = (page: Page, text: string | RegExp) => page.getByRole('button', { name: text }).first()
const sendAll = (page: Page) => page.locator('.send-all button')

/** The card of a figure of one trade. */
const cardOf = (page: Page, trade: RegExp, what: string) =>
  page.getByRole('region', { name: trade }).locator('.report-card', { hasText: what }).first()

/** Types a figure, with the picture of its page, and sends both; gives the id of its report. */
async function report(page: Page, card: Locator): Promise<string> {
  await card.locator('input').first().fill('5')
  await card.locator('select').first().selectOption('counted')
  await card.getByText('Reason, help, photograph').click()
  await card.locator('input[type=file]').setInputFiles(picture)
  await card.locator('.photo').waitFor()
  await page.getByText('Pictures are kept in this window alone').waitFor()
  await sendAll(page).click()
  const link = card.locator('a[href^="/carry-out/reports/"]')
  return (await link.getAttribute('href'))?.split('/').at(-1) ?? ''
}

test('31: a picture that fails waits with its figure, goes again under its id, and stands once', async () => {
  await walk(async (page, window) => {
    const ids = await line(window, [noConnection, answerLost])
    const card = cardOf(page, /county/, 'People trained')
    const reportId = await report(page, card)
    await card.getByText('The picture waits').waitFor()
    assert.deepEqual(await evidenceOf(reportId), [])

    // Elsewhere in the house and back: the window holds it still.
    await page.getByRole('link', { name: 'Commitments' }).first().click()
    await page.waitForURL(/commitments/)
    await page.getByRole('link', { name: 'This month’s figures' }).first().click()
    await card.getByText('The picture waits').waitFor()

    // Whoever leaves is asked first, and stays.
    const asked = page.waitForEvent('dialog')
    const left = page.reload().catch(() => 'stayed')
    const question = await asked
    assert.equal(question.type(), 'beforeunload')
    await question.dismiss()
    assert.equal(await left, 'stayed')

    await card.getByRole('button', { name: 'Send', exact: true }).click()
    await page.waitForFunction(() => document.querySelectorAll('[aria-busy]').length === 0)
    await card.getByText('The picture waits').waitFor()
    assert.equal((await evidenceOf(reportId)).length, 1, 'it arrived, and its answer did not')
    await button(page, 'Send 1 picture').click()
    await page.getByText('1 picture sent.').waitFor()
    await card.getByText('The picture waits').waitFor({ state: 'detached' })
    assert.equal(ids.length, 3)
    assert.deepEqual(new Set(ids), new Set([ids[0]]), 'one id, however often it goes')
    assert.deepEqual(await evidenceOf(reportId), [{ id: ids[0], caption: '' }])

    await page.reload()
    await card.waitFor()
  })
})

test('31: a picture goes with the figure that it was chosen for, though its answer was lost', async () => {
  await walk(async (page, window) => {
    let isLost = false
    await window.route(/\/api\/plan-lines\/[^/]+\/reports$/, (route) => {
      if (isLost) return works(route)
      isLost = true
      return answerLost(route)
    })
    const card = cardOf(page, /pottery/i, 'Output value')
    const reportId = await report(page, card)
    await card.getByRole('button', { name: 'Send', exact: true }).click()
    await card.getByText('The picture waits').waitFor({ state: 'detached' })
    assert.equal((await evidenceOf(reportId)).length, 1)
  })
})

test('31: a picture that is refused says why, and only then can be given up', async () => {
  await walk(async (page, window) => {
    const refused = (route: Route) =>
      route.fulfill({
        status: 409,
        contentType: 'application/problem+json',
        body: JSON.stringify({
          kind: 'wrong-stage',
          status: 409,
          title: 'Not now.',
          detail: 'Corrected since.',
        }),
      })
    await line(window, [noConnection, refused])
    const card = cardOf(page, /pottery/i, 'Planned output')
    await report(page, card)
    await card.getByText('The picture waits').waitFor()
    assert.equal(await card.getByRole('button', { name: 'Give up the picture' }).count(), 0)
    await card.getByRole('button', { name: 'Send', exact: true }).click()
    await card.getByText('Corrected since.').waitFor()
    await card.getByRole('button', { name: 'Give up the picture' }).click()
    await card.getByText('The picture waits').waitFor({ state: 'detached' })
    await page.reload()
    await card.waitFor()
  })
})

test('31: the same picture again with another caption keeps the new caption, also after a lost answer', async () => {
  await walk(async (page, window) => {
    const { rows } = await sql<{ id: string }>`select report.id from carry_out.report
      join registry.place on place.id = report.place_id where place.code = 'baofeng' and report.standing
      and not exists (select 1 from carry_out.evidence where report_id = report.id)
      order by report.id limit 1`.execute(here.town.database.kysely)
    const [{ id }] = rows
    await line(window, [answerLost])
    await page.goto(`${here.address}/carry-out/reports/${id}`)
    await button(page, 'Add evidence').click()
    const dialog = page.locator('dialog[open]')
    const tell = async (caption: string) => {
      await dialog.getByLabel(/^What it shows/).fill(caption)
      await dialog.getByRole('button', { name: 'Send', exact: true }).click()
    }
    await dialog.locator('input[type=file]').setInputFiles(picture)
    await tell('the ledger')
    await dialog.getByText('The server cannot be reached.').waitFor()
    await tell('the ledger, page 4')
    await dialog.waitFor({ state: 'detached' })
    await button(page, 'Add evidence').click()
    await dialog.locator('input[type=file]').setInputFiles(picture)
    await tell('the ledger of June')
    await dialog.waitFor({ state: 'detached' })
    const kept = await evidenceOf(id)
    assert.deepEqual(
      kept.map(({ caption }) => caption),
      ['the ledger of June'],
    )
  })
})
