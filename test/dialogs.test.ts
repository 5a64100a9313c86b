// Where the keyboard is: a dialog begins with its first field, or is read from its question on; after it the keyboard
// is where it was, or at the head of the part of the page that was worked on. And what a phone's frame begins with.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { type Look, openScreens } from './browser.ts'
import { fill, screens } from './screen-list.ts'

const here = openScreens()
const wide: Look = { language: 'en', size: 'wide' }
const phone: Look = { language: 'en', size: 'phone' }

async function open(name: string, look: Look, steps: (page: Page) => Promise<void>): Promise<void> {
  const [, login, path] = screens.find(([one]) => one === name) ?? assert.fail(`no screen ${name}`)
  const window = await here.window(look, login)
  const page = await window.newPage()
  page.setDefaultTimeout(20_000)
  await page.goto(await fill(here.town, path))
  await page.locator('main h1').first().waitFor()
  await steps(page)
  await window.close()
}

const focused = (page: Page) => page.evaluate(() => document.activeElement?.localName)

const questions: [screen: string, button: RegExp][] = [
  ['plan-review', /^Accept all/],
  ['convene-seats', /class$/],
]
for (const [screen, button] of questions)
  test(`a question is read before it is answered, and Enter answers nothing: ${screen}, ${button.source}`, async () => {
    await open(screen, wide, async (page) => {
      const opener = page.locator('main').getByRole('button', { name: button }).first()
      await opener.focus()
      await page.keyboard.press('Enter')
      const dialog = page.locator('dialog[open]')
      await dialog.waitFor()
      assert.equal(await focused(page), 'h2')
      await page.keyboard.press('Enter')
      assert.ok(await dialog.isVisible(), 'it still asks')
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })
      await page.waitForFunction(() => document.activeElement?.localName === 'button')
      assert.ok(await opener.evaluate((one) => one === document.activeElement), 'back where it was')
    })
  })

const forms: [screen: string, button: RegExp][] = [
  ['webhooks', /^New webhook$/],
  ['carry-out-commitments', /^Undertake something$/],
  ['plan-review', /^Return/],
  ['plan-review', /^Approve$/],
  ['registers-lists', /^Add/],
  ['accounts', /^Invite somebody$/],
]
for (const [screen, button] of forms)
  test(`a form begins at its first field: ${screen}, ${button.source}`, async () => {
    await open(screen, wide, async (page) => {
      await page.locator('main').getByRole('button', { name: button }).first().click()
      const first = page
        .locator('dialog[open]')
        .locator(':is(input, select, textarea):not([type=hidden], [type=file])')
      await first.first().waitFor()
      assert.ok(await first.first().evaluate((one) => one === document.activeElement))
    })
  })

test('a form whose fields come later than its window begins at its first field all the same', async () => {
  await open('webhooks', wide, async (page) => {
    let letGo = () => {}
    const held = new Promise<void>((resolve) => {
      letGo = resolve
    })
    await page.route('**/api/webhooks/kinds*', async (route) => {
      await held
      await route.continue()
    })
    await page.reload()
    await page
      .locator('main')
      .getByRole('button', { name: /^New webhook$/ })
      .first()
      .click()
    await page.locator('dialog[open]').waitFor()
    assert.equal(await focused(page), 'h2', 'nothing to fill in yet')
    letGo()
    await page.waitForFunction(() => document.activeElement?.matches('dialog input'))
  })
})

test('where what opened a dialog is gone, the keyboard is at the head of the part that it stood in', async () => {
  await open('registers-lists', wide, async (page) => {
    const opener = await page.getByRole('button', { name: /^Add/ }).nth(1).elementHandle()
    const head = await opener?.evaluate((one) => one.closest('.section')?.querySelector('h2')?.textContent)
    await opener?.click()
    await page.locator('dialog[open]').waitFor()
    await opener?.evaluate((one) => one.remove())
    await page.keyboard.press('Escape')
    await page.locator('dialog[open]').waitFor({ state: 'detached' })
    await page.waitForFunction((text) => document.activeElement?.textContent === text, head)
  })
})

test('where the row of what was acted upon goes only later, the keyboard is at the head of the part it stood in', async () => {
  await open('registers-lists', wide, async (page) => {
    const opener = await page.getByRole('button', { name: /^Add/ }).nth(1).elementHandle()
    const head = await opener?.evaluate((one) => one.closest('.section')?.querySelector('h2')?.textContent)
    await opener?.click()
    await page.locator('dialog[open]').waitFor()
    await page.keyboard.press('Escape')
    await page.waitForFunction(() => document.activeElement?.localName === 'button')
    await opener?.evaluate((one) => one.remove())
    await page.waitForFunction((text) => document.activeElement?.textContent === text, head)
  })
})

test('after a figure was sent the keyboard is on the page, though what sent it can send nothing more', async () => {
  await open('carry-out-reporter-due', phone, async (page) => {
    const card = page.locator('.report-card', { hasText: 'People trained' })
    await card.locator('input').first().fill('5')
    await card.locator('select').selectOption('counted')
    await page.locator('.send-all button').click()
    await card.locator('a[href^="/carry-out/reports/"]').waitFor()
    await page.waitForFunction(() => document.activeElement?.closest('main'))
  })
})

test('a long dialog is read from its question on; what is refused is in sight above its buttons, and marked', async () => {
  for (const look of [wide, phone]) {
    const window = await here.window(look, 'fugou-officer')
    const page = await window.newPage()
    if (look === wide) await page.setViewportSize({ width: 1320, height: 640 })
    await page.goto('/plan')
    await page.locator('main').getByRole('button', { name: 'Submit' }).click()
    const dialog = page.locator('dialog[open]')
    await dialog.waitFor()
    assert.equal(await focused(page), 'h2')
    await dialog.locator('.form-end .primary').click()
    const reason = dialog.locator('textarea[aria-invalid]')
    await reason.waitFor()
    assert.ok(await reason.evaluate((one) => one === document.activeElement))
    const [field, bar, edge] = await Promise.all([
      reason.boundingBox(),
      dialog.locator('.form-end').boundingBox(),
      dialog.boundingBox(),
    ])
    assert.ok(field && bar && edge)
    assert.ok(field.y >= edge.y && field.y + field.height <= bar.y + 1, JSON.stringify({ field, bar }))
    assert.ok(
      bar.y + bar.height <= edge.y + edge.height + 1 && bar.width >= edge.width - 2,
      'to its very edges',
    )
    await window.close()
  }
})

test('where a dialog goes on below a form, the buttons of the form cover nothing of it', async () => {
  for (const look of [wide, phone])
    await open('accounts', look, async (page) => {
      await page
        .locator('main')
        .getByRole('button', { name: 'Change the account of Duan Hongxin' })
        .first()
        .click()
      const dialog = page.locator('dialog[open]')
      await dialog.getByRole('button', { name: 'Add the role' }).waitFor()
      const covered = await dialog.evaluate((whole) =>
        [...whole.querySelectorAll('button, input, select')]
          .filter((one) => {
            one.scrollIntoView({ block: 'center' })
            const { left, right, top, bottom } = one.getBoundingClientRect()
            const middle = (left + right) / 2
            return [top + 2, bottom - 2].some((y) => !one.contains(document.elementFromPoint(middle, y)))
          })
          .map((one) => one.textContent),
      )
      assert.deepEqual(covered, [])
    })
})

test('after all lines of a plan were accepted at once the keyboard is on the page', async () => {
  await open('plan-review', wide, async (page) => {
    await page
      .getByRole('button', { name: /^Accept all/ })
      .first()
      .click()
    await page
      .locator('dialog[open]')
      .getByRole('button', { name: 'Accept the proposals', exact: true })
      .click()
    await page.locator('dialog[open]').waitFor({ state: 'detached' })
    await page.waitForFunction(() => document.activeElement?.closest('main'))
  })
})

test('on a phone the table of counties begins at the month that is due, and on a wide screen at its first', async () => {
  const scrolled: number[] = []
  for (const look of [phone, { ...phone, language: 'zh' }, { ...phone, language: 'es' }, wide])
    await open('carry-out-counties', look, async (page) => {
      const frame = page.locator('.table-frame').first()
      await frame.waitFor()
      const seen = await frame.evaluate((whole) => {
        const months = [...whole.querySelectorAll('thead th.mid')]
        const isDue = (at: number) =>
          whole.querySelector(`tbody td:nth-child(${at + 2}) :is(.reported, .missing, .partly, .late)`) !==
          null
        const due = months
          .filter((_, at) => isDue(at))
          .at(-1)
          ?.getBoundingClientRect()
        const edge = whole.getBoundingClientRect()
        return {
          scrolled: whole.scrollLeft,
          isDueSeen: due !== undefined && due.left >= edge.left && due.right <= edge.right,
          isPageStill: document.documentElement.scrollWidth <= innerWidth,
        }
      })
      assert.ok(seen.isDueSeen && seen.isPageStill, JSON.stringify(seen))
      if (look.size === 'wide') assert.equal(seen.scrolled, 0)
      else scrolled.push(seen.scrolled)
    })
  // How many months are wider than a phone hangs on the letters that the machine has.
  assert.ok(Math.max(...scrolled) > 0, `scrolled ${scrolled.join(', ')}`)
})
