// What a walk over the screens found to be in the way, looked for where it can come back.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type RawBuilder, sql } from 'kysely'
import type { Locator, Page } from 'playwright-core'
import { type Look, openScreens } from '../browser.ts'
import { ask, placeOf } from './office.ts'

const here = openScreens()

async function at(
  login: string,
  path: string,
  look: (page: Page) => Promise<void>,
  size: Look['size'] = 'wide',
) {
  const window = await here.window({ language: 'en', size }, login)
  const page = await window.newPage()
  page.setDefaultTimeout(20_000)
  await page.goto(here.address + path)
  await page.locator('h1').first().waitFor()
  await page.waitForLoadState('networkidle')
  await look(page)
  await window.close()
}
const idOf = async (which: RawBuilder<{ id: string }>): Promise<string> => {
  const { rows } = await which.execute(here.town.database.kysely)
  return rows[0]?.id ?? assert.fail('the sample holds nothing of the kind')
}
const boxOf = async (one: Locator) => (await one.boundingBox()) ?? assert.fail('it is not drawn')
const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' }).first()

test('44: how far a target lies from its baseline is said as above or below, without a sign', async () => {
  const plan = await idOf(sql`select plan.id from plan.plan join registry.place on place.id = plan.place_id
    where plan.state = 'submitted' and place.code = 'shangshui'`)
  await at('xuchang-officer', `/plan/${plan}`, async (page) => {
    const said = await page.getByText(/% .+ the baseline/).allInnerTexts()
    assert.ok(said.length > 0)
    for (const text of said) assert.match(text, /^The target lies \d+% (above|below) the baseline\./)
  })
})

test('44: a county that took a step up in several lines stands among its adopters once', async () => {
  const caseId = await idOf(sql`select c.id from cases.practice_case as c
    join cases.case_step as step on step.case_id = c.id join cases.adoption on adoption.step_id = step.id
    where c.state = 'published' group by c.id, step.id, adoption.place_id having count(*) > 1
    order by c.id limit 1`)
  await at('xuchang-officer', `/cases/${caseId}`, async (page) => {
    const steps = page.locator('.adopted-places')
    await steps.first().waitFor()
    for (const step of await steps.all()) {
      const places = await step.getByRole('link').allInnerTexts()
      assert.deepEqual(places, [...new Set(places)])
    }
  })
})

for (const size of ['wide', 'phone'] as const)
  test(`44: what a session of the timetable ends with stands apart (${size})`, async () => {
    const classId = await idOf(sql`select id from convene.class where state <> 'closed' order by id limit 1`)
    const look = async (page: Page) => {
      const row = page.locator('.rows > li', { has: page.getByRole('link', { name: 'Attendance' }) }).first()
      const attendance = await boxOf(row.getByRole('link', { name: 'Attendance' }))
      const change = await boxOf(row.getByRole('button', { name: /^Change/ }))
      const isBelow = change.y >= attendance.y + attendance.height
      assert.ok(isBelow || change.x >= attendance.x + attendance.width + 4, 'AttendanceChange')
    }
    await at('xuchang-officer', `/classes/${classId}/timetable`, look, size)
  })

test('44: what is said after sending leaves the button that sends in sight', async () => {
  const look = async (page: Page) => {
    const card = page.locator('.report-card', { hasText: 'People trained' })
    await card.locator('input').first().fill('5')
    await card.locator('select').selectOption('counted')
    const send = page.locator('.send-all button')
    await send.click()
    const said = page.locator('.toast p')
    await said.waitFor()
    const [toast, below] = [await boxOf(said), await boxOf(send)]
    assert.ok(toast.y + toast.height <= below.y || below.y + below.height <= toast.y)
  }
  await at('baofeng-officer', '/carry-out', look, 'phone')
})

test('44: paper says when totals changed, the screen how long ago', async () => {
  await at('xuchang-officer', '/roll-up', async (page) => {
    const read = () => page.locator('body').innerText()
    assert.match(await read(), /Totals changed (.+ ago|this minute|now|yesterday),/)
    await page.emulateMedia({ media: 'print' })
    const paper = await read()
    assert.match(paper, /Totals changed on .+\d{4}/)
    assert.doesNotMatch(paper, /\bago\b|this minute|yesterday/)
  })
})

test('35: two entries made one are parted again on the screen, and each has what it had', async () => {
  const officer = await here.town.as('linying-officer')
  const placeId = await placeOf(here.town, 'linying')
  const add = async (zh: string, en: string, phone: string | null) =>
    (await ask(officer, 'POST /api/people', { body: { placeId, names: { zh, en }, phone } })).id
  const kept = await add('冲三', 'Chong San', null)
  const twin = await add('冲 三', 'Chong Sanh', '13900000083')
  const phoneOf = async (id: string) => (await ask(officer, `GET /api/people/${id}`)).person.phone
  await at('linying-officer', `/registers/duplicates/person/${twin}/${kept}`, async (page) => {
    await page.getByLabel('How it is known that they are the same').fill('Asked by telephone')
    await button(page, 'Merge').click()
    await page.waitForURL(new RegExp(`/people/${kept}`))
    assert.equal(await phoneOf(kept), '13900000083')

    await page.goto(`${here.address}/registers/duplicates?view=merged`)
    await button(page, 'Take back: Chong Sanh').click()
    await button(page, 'Take back').waitFor()
    await page.locator('dialog[open]').getByRole('button', { name: 'Take back' }).click()
    await page.getByText('taken back', { exact: true }).first().waitFor()
    assert.deepEqual([await phoneOf(kept), await phoneOf(twin)], [null, '13900000083'])
  })
})
