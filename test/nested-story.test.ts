// A year is put above its quarters, its roll-up is read, opened and closed, in a real browser.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { readWords } from '../src/platform/catalogues.ts'
import { type Look, openScreens } from './browser.ts'
import {
  lineOf,
  monthsIn,
  move,
  type Nested,
  openNested,
  openPeriods,
  periodsOf,
  plan,
  report,
} from './nested.ts'

let nested: Nested
const here = openScreens(async () => {
  nested = await openNested()
  return nested.office
})
const [whole, , , first, second] = periodsOf(2025)
before(async () => {
  await here.stands
  await openPeriods(
    nested,
    [whole, first, second].map((one) => ({ ...one, parent: one === whole ? null : '2025' })),
  )
  for (const place of ['a', 'b'] as const) {
    await plan(nested, [lineOf(place, whole, 'output', [40, 20])])
    for (const [n, quarter] of [first, second].entries()) {
      const line = lineOf(place, quarter, 'output', [10, 5 + n])
      await plan(nested, [line, lineOf(place, quarter, 'groups', [7, 1])])
      for (const month of monthsIn(quarter)) await report(nested, line, month, 6)
    }
  }
  await move(nested, 'b', 'west', '2025-05-15')
})

async function walk(path: string, look: Look, steps: (page: Page) => Promise<void>) {
  const window = await here.window(look, 'administrator')
  const page = await window.newPage()
  page.setDefaultTimeout(20_000)
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  await page.goto(`${here.address}${path}`)
  await steps(page)
  await window.close()
  assert.deepEqual(faults, [])
}

const picture = (page: Page, name: string) =>
  process.env.SHOTS ? page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true }) : null

for (const language of ['en', 'zh', 'es'])
  for (const size of ['wide', 'phone'] as const)
    test(`the roll-up of a year says of what it is made, and what is not added: ${language}, ${size}`, async () => {
      const say = readWords().say(language)
      const like = (text: string) =>
        new RegExp(
          say(text)
            .replaceAll('.', '\\.')
            .replace(/\{\w+\}/g, '.+'),
        )
      const of = `place=${nested.ids.east}&period=${nested.ids['2025']}&month=2025-06&drawn=${nested.ids.output}`
      await walk(`/roll-up?${of}`, { language, size }, async (page) => {
        const main = page.locator('main')
        await main.getByText(like('Made of {n} parts, each by its own borders: {names}.')).waitFor()
        await main
          .getByText(like('These are the plans and reports of {period}, which holds {month}.'))
          .first()
          .waitFor()
        const options = await page.locator('select').nth(0).locator('option').allTextContents()
        assert.ok(
          options.some((text) => text.startsWith('\u2003') && text.includes('2025-q1')),
          options.join(),
        )
        await main.getByText(like('counted here {from} to {to}')).first().waitFor()
        await picture(page, `year-${language}-${size}`)
        const isWider = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
        assert.equal(isWider, false)
        const apart = main.getByRole('link', {
          name: like(
            'For the whole period: target {target}, actual {actual}; added of it are the months that no part holds.',
          ),
        })
        await apart.first().click()
        await main.getByText(say('These figures are not added.'), { exact: false }).waitFor()
        await picture(page, `cell-${language}-${size}`)
      })
      await walk('/plan/set-up', { language, size }, async (page) => {
        await page
          .locator('tr', { hasText: 'meetings' })
          .getByText(say('in the whole period'), { exact: false })
          .waitFor()
        await picture(page, `set-up-${language}-${size}`)
        await page.locator('tr', { hasText: 'output' }).getByRole('button').last().click()
        await page.locator('dialog').getByText(say('Where a period has parts')).waitFor()
        await picture(page, `indicator-${language}-${size}`)
      })
    })

test('a year whose quarters are open is not closed, and says which these are', async () => {
  const say = readWords().say('en')
  await walk(`/plan?period=${nested.ids['2025']}`, { language: 'en', size: 'wide' }, async (page) => {
    await page.getByRole('button', { name: say('Close the period') }).click()
    const dialog = page.locator('dialog[open]')
    await dialog.getByText(say('Its parts are closed first'), { exact: false }).waitFor()
    await dialog.getByRole('link', { name: '2025-q2' }).waitFor()
    await picture(page, 'closing')
    assert.equal(await dialog.locator('.form-end button').count(), 0)
  })
})
