// What a county officer's screens ask for before something is said in the officer's name, and what they reach.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import type { Locator, Page } from 'playwright-core'
import { openScreens } from '../browser.ts'
import { planner } from './office.ts'

const here = openScreens()

async function walk(login: string, steps: (page: Page) => Promise<void>, size: 'wide' | 'phone' = 'wide') {
  const window = await here.window({ language: 'en', size }, login)
  const page = await window.newPage()
  page.setDefaultTimeout(20_000)
  await steps(page)
  await window.close()
}
const button = (page: Page, text: string | RegExp) => page.getByRole('button', { name: text }).first()
/** Whether nothing lies over it at its middle, as a bar at the lower edge may. */
const isInSight = (at: Locator) =>
  at.evaluate((node) => {
    const { left, top, width, height } = node.getBoundingClientRect()
    return document.elementFromPoint(left + width / 2, top + height / 2) === node
  })
const reports = async (): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from carry_out.report`.execute(
    here.town.database.kysely,
  )
  return rows[0].n
}

/** A month of the half-year that has passed, in which a line of an approved plan was not reported. */
async function missing() {
  const { rows } = await sql<{ login: string; month: string; periodId: string; name: string }>`
    select account.login, month.key as month, period.id as "periodId", indicator.names->>'en' as name
    from plan.plan_line as line join plan.plan on plan.id = line.plan_id and plan.state = 'approved'
    join plan.period on period.id = plan.period_id and period.code = '1954-h1'
    join plan.indicator on indicator.id = line.indicator_id and indicator.code = 'trained'
    join access.role_grant on role_grant.place_id = plan.place_id and role_grant.role = ${planner}
    join access.account on account.id = role_grant.account_id and account.login = 'baofeng-officer'
    cross join lateral jsonb_each_text(line.phasing) as month
    where not exists (select 1 from carry_out.report as r where r.plan_line_id = line.id and r.month = month.key)
    order by month.key, line.id limit 1`.execute(here.town.database.kysely)
  return rows[0]
}

test('27, 47: a month of a period that has passed is reported on the screen, late and said to be so, once its source is said', async () => {
  const { login, month, periodId, name } = await missing()
  const { rows } = await sql<{ id: string }>`select id from plan.period where code = '1954-h2'`.execute(
    here.town.database.kysely,
  )
  await walk(
    login,
    async (page) => {
      await page.goto(`${here.address}/carry-out?periodId=${rows[0].id}`)
      await page.getByLabel('Period', { exact: true }).selectOption(periodId)
      await page.getByLabel('Month', { exact: true }).selectOption(month)
      await page
        .getByText(/\d+ of \d+ sent, late since/)
        .first()
        .waitFor()
      const before = await reports()
      const card = page.locator('.report-card:not(.sent)', { hasText: name }).first()
      await card.locator('input').first().fill('5')
      assert.equal(await card.locator('select').inputValue(), '', 'no source is chosen beforehand')
      await button(page, /^Send 1 figure/).click()
      await page.getByText('Please say where the figure comes from.').first().waitFor()
      await card.locator('select:focus').waitFor()
      await page.getByText(/^Not sent: \d+ things? (is|are) to be mended/).waitFor()
      assert.ok(await isInSight(card.locator('select')), 'what is to be mended is in sight')
      assert.equal(await reports(), before, 'nothing was sent')
      await card.locator('select').selectOption('told')
      await button(page, /^Send 1 figure/).click()
      await page
        .getByText(/1 figure sent/)
        .first()
        .waitFor()
      assert.equal(await reports(), before + 1)
    },
    'phone',
  )
  const { rows: kept } = await sql<{ source: string; month: string }>`
    select source, month from carry_out.report order by made_at desc, id desc limit 1`.execute(
    here.town.database.kysely,
  )
  assert.deepEqual(kept[0], { source: 'told', month })
})

async function toPlanOfFugou(page: Page): Promise<void> {
  const { rows } = await sql<{ id: string }>`select plan.id from plan.plan
    join registry.place on place.id = plan.place_id join plan.period on period.id = plan.period_id
    where place.code = 'fugou' and period.code = '1954-h1'`.execute(here.town.database.kysely)
  await page.goto(`${here.address}/plan/${rows[0].id}`)
}

test('44: on a phone what a row says has its whole width', async () => {
  const steps = async (page: Page) => {
    await toPlanOfFugou(page)
    await page.getByText('please confirm', { exact: true }).first().waitFor()
    const widths = await page
      .locator('.rows > li:has(> .mark):has(> div + span)')
      .evaluateAll((all) =>
        all.map((row) => [row.clientWidth, row.querySelector(':scope > div')?.clientWidth]),
      )
    assert.ok(widths.length > 0)
    for (const [row, text] of widths) assert.equal(text, row)
  }
  await walk('fugou-officer', steps, 'phone')
})

test('28: the screen names what is open, line by line, before a plan is sent', async () => {
  await walk('fugou-officer', async (page) => {
    await toPlanOfFugou(page)
    await button(page, 'Submit').click()
    const dialog = page.locator('dialog[open]')
    await dialog.getByText(/Comments on \d+ lines? are still open/).waitFor()
    assert.ok((await dialog.locator('a[href*="/lines/"]').count()) > 0, 'each leads to its line')
    const submit = dialog.getByRole('button', { name: /submit$/i }).last()
    assert.ok(await isInSight(submit), 'what it ends with is in sight, however much stands above')
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await button(page, 'Submit').click()
    await dialog
      .getByRole('button', { name: /submit$/i })
      .last()
      .click()
    await dialog.getByText('Please fill this in.').waitFor()
    await dialog.locator('textarea').fill('The iron is settled next month.')
    await dialog
      .getByRole('button', { name: /submit$/i })
      .last()
      .click()
    await page.getByText('About open comments: The iron is settled next month.').first().waitFor()
  })
})
