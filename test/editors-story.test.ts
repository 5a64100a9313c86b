// What an editor says of an entry in which nothing was written: everything that is missing, at once and at its field.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { sql } from 'kysely'
import type { Locator, Page } from 'playwright-core'
import { openScreens } from './browser.ts'
import { classOf } from './crowd.ts'
import { ask } from './right/office.ts'

const here = openScreens()
let classId: string
before(async () => {
  await here.stands
  classId = await classOf(here.town.database)
  // One that the class has not examined yet, or there would be nothing to make an examination of.
  const text = { zh: '卡片', en: 'Card' }
  const parts = { statement: text, reasons: text, correction: text, instead: text, question: text }
  await ask(await here.town.as('trainer'), 'POST /api/misconceptions', {
    body: { code: 'not-examined', ...parts, source: text, evidence: [] },
  })
})

async function at(login: string, path: string, steps: (page: Page) => Promise<void>) {
  const window = await here.window({ language: 'en', size: 'wide' }, login)
  const page = await window.newPage()
  page.setDefaultTimeout(20_000)
  await page.goto(`${here.address}${path}`)
  await steps(page)
  await window.close()
}

/** The fields at which something is told, by what it is about. */
async function wrongAfter(page: Page, action: string): Promise<string[]> {
  await page.locator('main').getByRole('button', { name: action, exact: true }).click()
  await page.locator('.field.wrong').first().waitFor()
  return page
    .locator('.field.wrong')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-pointer') ?? ''))
}

const empty: [what: string, login: string, path: () => string, action: string, wrong: string[]][] = [
  [
    'check',
    'trainer',
    () => `/study/classes/${classId}/new-check`,
    'Save as a draft',
    [
      '/title/en',
      '/questions/0/text/en',
      '/questions/0/choices/0/en',
      '/questions/0/choices/1/en',
      '/questions/0/choices/2/en',
      '/questions/0/right',
      '/questions/0/clauseIds',
    ],
  ],
  [
    'examination',
    'trainer',
    () => `/examine/classes/${classId}/new-round`,
    'Make the examination',
    ['/title/en', '/cardIds'],
  ],
  [
    'card',
    'trainer',
    () => '/examine/cards/new',
    'Save',
    ['statement', 'reasons', 'correction', 'instead', 'question', 'source']
      .map((part) => `/${part}/en`)
      .concat('/code'),
  ],
  [
    'case',
    'tin-presenter',
    () => '/cases/new',
    'Save the draft',
    ['/organisationId', '/personId', '/tradeId', '/people', '/fromSaid', '/toSaid', '/title'],
  ],
  [
    'class',
    'xuchang-officer',
    () => '/classes/new',
    'Prepare the class',
    ['/names/en', '/names/zh', '/startsSaid', '/endsSaid', '/capacity', '/hostPlaceId', '/postIds'],
  ],
]
for (const [what, login, path, action, wrong] of empty) {
  test(`all that an empty ${what} lacks is told at once`, () =>
    at(login, path(), async (page) => assert.deepEqual(await wrongAfter(page, action), wrong)))
}

test('what may be written in either language is asked for until it stands in one', () =>
  at('trainer', `/study/classes/${classId}/new-check`, async (page) => {
    assert.ok((await wrongAfter(page, 'Save as a draft')).includes('/title/en'))
    const title = page.locator('[data-pointer="/title/en"]')
    assert.match(await title.innerText(), /Please write this in Chinese, in English or in both\./)
    await page.locator('[data-pointer="/title/zh"] input').fill('测验')
    assert.equal(await page.locator('[data-pointer="/title/en"].wrong').count(), 0)
    assert.ok(!(await wrongAfter(page, 'Save as a draft')).includes('/title/en'))
  }))

/** What is told at the fields of a part of the page, by what each is about. */
const told = (part: Locator): Promise<Record<string, string>> =>
  part
    .locator('.field.wrong')
    .evaluateAll((all) =>
      Object.fromEntries(
        all.map((one) => [one.getAttribute('data-pointer'), one.querySelector('.reason')?.textContent]),
      ),
    )

test('a text where a number belongs is told to be no number', async () => {
  const { rows } = await sql<{ id: string }>`select sheet.id from plan.condition_sheet as sheet
    join registry.place on place.id = sheet.place_id where place.code = 'linying' limit 1`.execute(
    here.town.database.kysely,
  )
  await at('linying-officer', `/plan/conditions/${rows[0].id}/edit`, async (page) => {
    const first = page.locator('.figure-row .number input').first()
    await first.fill('')
    await first.fill('Abc')
    await wrongAfter(page, 'Save the sheet')
    assert.deepEqual(Object.values(await told(page.locator('main'))), [
      'Please write a number, for example 1250.',
    ])
  })
})

test('an invitation tells at once that it has no name, no role and no place', () =>
  at('administrator', '/accounts', async (page) => {
    await page.locator('main').getByRole('button', { name: 'Invite somebody' }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Make the invitation' }).click()
    await dialog.locator('.field.wrong').first().waitFor()
    assert.deepEqual(await told(dialog), {
      '/names/en': 'Please write the name.',
      '/login': 'Please fill this in.',
      '/role': 'Please choose.',
      '/placeId': 'Please choose.',
    })
    await dialog.locator('[data-pointer="/names/zh"] input').fill('王敏')
    assert.equal(await dialog.locator('[data-pointer="/names/en"].wrong').count(), 0)
  }))

test('a line of a plan tells with the rest which months it lacks, and that its growth needs a reason', async () => {
  const { rows } = await sql<{
    id: string
  }>`select plan.id from plan.plan join registry.place on place.id = plan.place_id
    where place.code = 'linying' and plan.state in ('draft', 'returned') limit 1`.execute(
    here.town.database.kysely,
  )
  await at('linying-officer', `/plan/${rows[0].id}/lines/new`, async (page) => {
    const indicator = page.locator('[data-pointer="/indicatorId"] select')
    await indicator.selectOption({ index: 1 })
    await page.locator('[data-pointer="/baseline"] input').fill('2')
    await page.locator('[data-pointer="/target"] input').fill('50')
    await wrongAfter(page, 'Save the line')
    const reasons = await told(page.locator('main'))
    assert.equal(reasons['/section'], 'Please choose.')
    assert.match(reasons['/note'], /^The target is more than twice the baseline\./)
    const months = Object.keys(reasons).filter((pointer) => pointer.startsWith('/phasing/'))
    assert.equal(months.length, 6, JSON.stringify(reasons))
  })
})
