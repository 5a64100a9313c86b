// What an editor says of an entry in which nothing was written: everything that is missing, at once and at its field.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { Page } from 'playwright-core'
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
