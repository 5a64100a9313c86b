// A third language in a real browser: found at the first visit, kept with the account, and never a text in another
// language flashing by while words are on their way.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { changeLanguage } from '../src/access/sign-in/contract.ts'
import { backups } from '../src/app/backup/contract.ts'
import { readTongues } from '../src/platform/tongues.ts'
import { rollUpCsv } from '../src/roll-up/contract.ts'
import { openScreens } from './browser.ts'

declare const document: {
  documentElement: { lang: string; dir: string }
  body: { innerText: string }
}

const spanish = readTongues().get('es')
assert.ok(spanish)
const es = (text: string) => String(spanish.catalogue[text])
/** English that no name in the data is likely to be. */
const english = Object.keys(spanish.catalogue).filter((text) => text.length > 20 && !text.includes('{'))

const here = openScreens()

const pageIs = (page: Page) =>
  page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])

/** Notes every text that stands on the page at any moment. */
const noteTexts = `
  window.texts = new Set()
  const note = () => {
    const walk = document.createTreeWalker(document, NodeFilter.SHOW_TEXT)
    while (walk.nextNode()) window.texts.add(walk.currentNode.data.trim())
  }
  new MutationObserver(note).observe(document, { childList: true, subtree: true, characterData: true })
`

test('at the first visit the browser’s language is spoken, and another can be chosen', {
  timeout: 120_000,
}, async () => {
  const window = await here.window({ language: 'es-MX', size: 'phone' })
  const page = await window.newPage()
  await page.goto('/sign-in')
  await page.getByRole('heading', { name: es('Whom would you like to be?') }).waitFor()
  assert.deepEqual(await pageIs(page), ['es', 'ltr'])
  const tongues = page.locator('button[lang]')
  assert.deepEqual(await tongues.allInnerTexts(), ['English', 'Español', '中文'])
  await tongues.filter({ hasText: '中文' }).click()
  await page.waitForFunction(() => document.documentElement.lang === 'zh-Hans')
  await page.getByText('您想以谁的身份进入').waitFor()
  await window.close()
})

test('the language of the account is where another device begins', { timeout: 120_000 }, async () => {
  const first = await here.window({ language: 'en', size: 'wide' }, 'jia-officer')
  const account = await first.newPage()
  await account.goto('/account')
  await account.locator('main').getByRole('button', { name: 'Español' }).click()
  await account.getByRole('heading', { name: es('Where you are signed in') }).waitFor()
  await first.close()

  const second = await here.window({ language: 'en', size: 'wide' }, 'jia-officer')
  const page = await second.newPage()
  await page.goto('/account')
  await page.getByRole('heading', { name: es('Where you are signed in') }).waitFor()
  assert.deepEqual(await pageIs(page), ['es', 'ltr'])
  await second.close()
})

test('what is downloaded comes in the language of the screens, whatever the browser was installed in', {
  timeout: 120_000,
}, async () => {
  const window = await here.window({ language: 'en', size: 'wide' }, 'linying-officer')
  const page = await window.newPage()
  await page.goto('/account')
  await page.locator('main').getByRole('button', { name: 'Español' }).click()
  await page.getByRole('heading', { name: es('Where you are signed in') }).waitFor()
  await page.goto('/roll-up')
  const coming = page.waitForEvent('download')
  await page.locator('main a[href*="roll-up.csv"]').click()
  const file = readFileSync(await (await coming).path(), 'utf8')
  assert.ok(file.includes(es('Indicator')), file.slice(0, 200))
  // Chosen on a device and in no account it holds too, against what the account keeps.
  await page.evaluate("localStorage.setItem('hezuo.language', 'zh')")
  await page.goto('/roll-up')
  const next = page.waitForEvent('download')
  await page.locator('main a[href*="roll-up.csv"]').click()
  assert.match(readFileSync(await (await next).path(), 'utf8'), /指标/)
  await window.close()
  // A browser that says nothing of its screens is given the language of the account; a call says its own.
  const officer = await here.town.as('linying-officer')
  assert.ok(String(await officer.ask(rollUpCsv, { query: {} })).includes(es('Indicator')))
  const { problem } = await officer.send(backups, {})
  assert.equal((problem as unknown as { title: string }).title, 'Your role does not allow this.')
})

test('whoever chooses a person of the sample goes on inside, in the language of that account', {
  timeout: 120_000,
}, async () => {
  await (await here.town.as('jia-officer')).ask(changeLanguage, { body: { language: 'es' } })
  for (const then of ['/roll-up', '/plan', '/classes']) {
    const window = await here.window({ language: 'en', size: 'wide' })
    const page = await window.newPage()
    await page.goto(`/sign-in?then=${then}`)
    await page.locator('[data-login="jia-officer"]').click()
    await page.waitForURL((url) => url.pathname.startsWith(then))
    await page.waitForFunction(() => document.documentElement.lang === 'es')
    await page
      .locator('nav.rail')
      .getByRole('link', { name: es('Convene') })
      .waitFor()
    assert.ok(new URL(page.url()).pathname.startsWith(then), page.url())
    await window.close()
  }
})

test('no English flashes by on the way through the rooms', { timeout: 120_000 }, async () => {
  const window = await here.window({ language: 'es', size: 'wide' }, 'xuchang-officer')
  const page = await window.newPage()
  await page.addInitScript(noteTexts)
  await page.goto('/plan')
  for (const stage of [
    'Convene',
    'Study',
    'Cases',
    'Examine',
    'Carry out',
    'Roll-up',
    'Thread',
    'Registers',
  ]) {
    await page
      .locator('nav.rail')
      .getByRole('link', { name: es(stage) })
      .click()
    await page.locator('main h1').first().waitFor()
    await page.waitForLoadState('networkidle')
  }
  const texts = new Set(await page.evaluate<string[]>('[...window.texts]'))
  assert.ok(texts.size > 100, `only ${texts.size} texts were seen`)
  assert.deepEqual(
    english.filter((text) => texts.has(text)),
    [],
  )
  await window.close()
})

test('refusals and the interface for programs speak it too', async () => {
  const asked = { 'accept-language': 'es-AR,es;q=0.9,en;q=0.8' }
  const docs = await fetch(`${here.address}/api/docs`, { headers: asked }).then((answer) => answer.text())
  assert.match(docs, /<html lang="es" dir="ltr">/)
  assert.ok(docs.includes(es('The interface for programs')))
  const { problem } = await (await here.town.as('linying-trainee')).send(backups, {}, asked)
  assert.equal((problem as unknown as { title: string }).title, es('Your role does not allow this.'))
})
