// Whoever reads a screen reads their own language first and largest, whatever stands in the other; and what a walk over
// the screens found to be in the way of the work stays out of it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { type Look, openScreens } from './browser.ts'
import { fill, screens } from './screen-list.ts'

const here = openScreens()

async function at<T>(name: string, look: Look, look_at: (page: Page) => Promise<T>): Promise<T> {
  const [, login, path] = screens.find(([one]) => one === name) ?? assert.fail(`no screen ${name}`)
  const window = await here.window(look, login)
  const page = await window.newPage()
  page.setDefaultTimeout(20_000)
  await page.goto(await fill(here.town, path))
  await page.locator('h1').first().waitFor()
  await page.waitForLoadState('networkidle')
  const seen = await look_at(page)
  await window.close()
  return seen
}

/** Where a text in Chinese characters stands before or larger than the one that it belongs to. */
const chineseLeads = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('main [lang^=zh]')]
      .filter((one) => one.offsetParent && !one.matches('.ch, button, input, textarea, p, option, summary'))
      .filter((one) => {
        const parent = one.closest<HTMLElement>('.name, h1, h2, h3, td, th, li, p, div')
        const before = document.createRange()
        if (!parent) return false
        before.setStart(parent, 0)
        before.setEndBefore(one)
        const size = (element: HTMLElement) => Number.parseFloat(getComputedStyle(element).fontSize)
        const isSecond = /\p{Script=Latin}/u.test(before.toString())
        const isAlone = !/\p{Script=Latin}/u.test(parent.innerText)
        return !isAlone && (!isSecond || size(one) > size(parent))
      })
      .map((one) => one.innerText),
  )

const named = [
  ...['convene-seats', 'convene-nominations', 'convene-people', 'convene-attendance', 'convene-roll-call'],
  ...[
    'cases-tin',
    'examine-card',
    'study-policy',
    'plan-board',
    'plan-line',
    'carry-out-counties',
    'roll-up',
  ],
  ...['registers', 'registers-tree', 'registers-place', 'registers-organisation', 'registers-person'],
  ...['registers-members', 'registers-twin', 'registers-merged'],
]
for (const language of ['en', 'es'])
  test(`43: every name leads by the reader’s language, with the own one beside it, smaller (${language})`, async () => {
    let both = 0
    for (const name of named) {
      const { leads, seen } = await at(name, { language, size: 'wide' }, async (page) => ({
        leads: await chineseLeads(page),
        seen: await page.locator('main [lang^=zh]').count(),
      }))
      assert.deepEqual(leads, [], name)
      both += seen
    }
    assert.ok(both > 50, `only ${both} names in both languages were seen`)
  })

test('43: a reader of Chinese reads Chinese names alone', async () => {
  for (const name of ['convene-seats', 'registers-person', 'registers-tree']) {
    const others = await at(name, { language: 'zh', size: 'wide' }, (page) =>
      page.locator('main .name small').count(),
    )
    assert.equal(others, 0, name)
  }
})

const wide: Look = { language: 'en', size: 'wide' }
const phone: Look = { language: 'en', size: 'phone' }

test('44: a list says once that what it shows was invented, and marks its rows with one small sign', async () => {
  for (const name of ['registers', 'examine', 'cases', 'study']) {
    const words = await at(name, wide, (page) =>
      page.evaluate(
        () =>
          [...document.querySelectorAll('main li .ill, main tr .ill')].filter(
            (one) => !one.matches('.of-row'),
          ).length,
      ),
    )
    assert.equal(words, 0, name)
  }
})

test('44: the brief of a class is read in one language; the others are there to be opened', async () => {
  const shown = await at('convene-summary', wide, (page) =>
    page.locator('.brief').evaluateAll((all) => all.filter((one) => one.checkVisibility()).length),
  )
  assert.equal(shown, 1)
})

test('44: papers are reached by their tab alone, and all tabs of a class are in sight on a phone', async () => {
  await at('convene-seats', phone, async (page) => {
    assert.equal(await page.getByRole('link', { name: 'Papers' }).count(), 1)
    const out = await page
      .locator('.tabs a')
      .evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().right > innerWidth).length)
    assert.equal(out, 0)
  })
})

test('44: the head of a phone’s screen leaves room for the work', async () => {
  await at('convene-seats', phone, async (page) => {
    const top = await page.locator('main h1').first().boundingBox()
    assert.ok(top && top.y < 200, `the title begins at ${top?.y}`)
  })
})

test('44: a long page says what stands on it, and leads there', async () => {
  await at('cases-tin', phone, async (page) => {
    const contents = page.getByRole('navigation', { name: 'On this page' })
    await contents.getByRole('link').last().click()
    await page.waitForFunction(() => scrollY > 1000)
  })
})

test('44: counties stand in one order wherever they are listed', async () => {
  const namesIn = (page: Page) =>
    page
      .locator('main tbody .name, main tbody th a')
      .evaluateAll((all) => all.map((one) => one.textContent ?? ''))
  const seats = await at('convene-seats', wide, namesIn)
  const board = await at('plan-board', wide, namesIn)
  const plain = (list: string[]) => [...new Set(list.map((one) => one.replace(/[^A-Za-z ]/g, '').trim()))]
  const shared = plain(seats).filter((one) => one && plain(board).includes(one))
  assert.ok(
    shared.length > 10,
    `${shared.length} counties on both: ${plain(board).slice(0, 3)}, ${plain(seats).slice(0, 3)}`,
  )
  assert.deepEqual(
    plain(board).filter((one) => shared.includes(one)),
    shared,
  )
})

const notRead = /^Your role (does not read|reads no) /

test('who reads no plans and reports is told so, where others see them, and not that there are none', async () => {
  const asked = {
    '/plan': 'trainer',
    '/plan/conditions': 'trainer',
    '/carry-out': 'trainer',
    '/carry-out/counties': 'tin-presenter',
    '/carry-out/commitments': 'trainer',
  }
  for (const [path, login] of Object.entries(asked)) {
    const window = await here.window(wide, login)
    const page = await window.newPage()
    await page.goto(here.address + path)
    const told = await page.locator('main .empty p').innerText()
    assert.match(told, notRead, path)
    assert.equal(await page.locator('main table').count(), 0, path)
    await window.close()
  }
})

test('what a role does not do is said, and nothing of it is offered before', async () => {
  const asked = {
    '/roll-up': 'tin-presenter',
    '/accounts': 'trainer',
    '/exports': 'trainer',
    '/webhooks': 'trainer',
    '/backups': 'trainer',
  }
  for (const [path, login] of Object.entries(asked)) {
    const window = await here.window(wide, login)
    const page = await window.newPage()
    await page.goto(here.address + path)
    const told = await page.locator('main .empty p').innerText()
    assert.match(told, /^(Your role does not|You have no place) /, path)
    assert.equal(await page.locator('main').locator('button, input, .head .actions a').count(), 0, path)
    await window.close()
  }
})

test('what is done by when stands on a phone below its days, over the whole width', async () => {
  await at('plan-line', { language: 'es', size: 'phone' }, async (page) => {
    const [mark] = await page.locator('.rows.stacks .mark').all()
    const day = await mark.boundingBox()
    const what = await mark.locator('xpath=following-sibling::div').boundingBox()
    assert.ok(day && what && what.y >= day.y + day.height && what.width > 300, JSON.stringify([day, what]))
  })
})
