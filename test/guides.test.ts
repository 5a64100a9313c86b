// The guides: every screen leads to the paragraph about it, in every language that is complete, by the product itself.
import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { guideOf, type Screen } from '../src/kit/screen.ts'
import { readTongues } from '../src/platform/tongues.ts'
import { listen, openBrowser, openWindow, signIn } from './browser.ts'
import { openTown, type Town } from './town.ts'

const root = join(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
/** What GitHub makes of a heading: for the READMEs, which only it and editors show. */
const slugsOf = (text: string) =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  )
const anchorsOf = (text: string) => [...text.matchAll(/<a id="([\w-]+)"><\/a>$/gm)].map(([, id]) => id)

const tongues = readTongues()
const complete = ['en', ...[...tongues].flatMap(([tag, { isComplete }]) => (isComplete ? [tag] : []))]
const anchors = anchorsOf(read('docs/guide.en.md'))

let browser: Browser
let town: Town
let address: string
before(async () => {
  ;[browser, town] = await Promise.all([openBrowser(), openTown()])
  address = await listen(town)
})
after(async () => {
  await browser?.close()
  await town?.close()
})

test('every complete language has the guide, with the same paragraphs in the same order', () => {
  assert.ok(complete.length >= 2 && anchors.length > 40, `${complete}: ${anchors.length} paragraphs`)
  assert.equal(new Set(anchors).size, anchors.length)
  for (const language of complete)
    assert.deepEqual(anchorsOf(read(`docs/guide.${language}.md`)), anchors, language)
})

test('every screen names a paragraph that there is', async () => {
  const files = globSync('src/*/web/screens.ts', { cwd: root })
  const rooms: { screens: Screen[] }[] = await Promise.all(files.map((path) => import(join(root, path))))
  const screens = rooms.flatMap((room) => room.screens)
  assert.ok(screens.length > 60, `only ${screens.length} screens were seen`)
  const source = read('src/convene/web/classes/class-page.tsx')
  const tabs = [...source.matchAll(/\{ ?\s*key: '(\w+)'/g)].map(([, key]) => key)
  assert.ok(tabs.length > 5, `only the tabs ${tabs}`)
  for (const screen of screens) {
    const params = /:tab/.test(screen.path) ? tabs.map((tab) => ({ tab })) : [{}]
    for (const one of params) {
      const guide = guideOf(screen, one)
      assert.ok(anchors.includes(guide), `${screen.path}: the guide has no paragraph ${guide}`)
    }
  }
})

test('the product serves the guides and the pages that they lead to', async () => {
  const asked = (path: string) => town.server.inject(`/guide/${path}`)
  for (const language of complete) {
    const { statusCode, headers, body } = await asked(language)
    assert.equal(statusCode, 200)
    assert.match(String(headers['content-type']), /^text\/html/)
    assert.match(body, new RegExp(`<html lang="${language}"`))
    for (const anchor of anchors) assert.ok(body.includes(`<a id="${anchor}"></a>`), `${language}: ${anchor}`)
    for (const [, name] of body.matchAll(/href="([\w.-]+\.md)/g))
      assert.equal((await asked(name)).statusCode, 200, name)
  }
  assert.match(
    (await asked('nn-NO')).body,
    /<html lang="en"/,
    'a language without a guide reads the English one',
  )
  assert.match((await asked('guide.es.md')).body, /<html lang="es"/)
  for (const none of ['none.md', '..%2FREADME.md', '%2e%2e%2fpackage.json', 'class.png'])
    assert.equal((await asked(none)).statusCode, 404, none)
})

test('no page shows the signs that it is written with, nor gaps within Chinese sentences', async () => {
  for (const name of globSync('*.md', { cwd: join(root, 'docs') })) {
    const { body } = await town.server.inject(`/guide/${name}`)
    const shown = body.replace(/<(pre|code)\b.*?<\/\1>/gs, '').replace(/<[^>]+>/g, '')
    assert.doesNotMatch(shown, /\*/, name)
    for (const [, text] of body.matchAll(/<p>(.*?)<\/p>/gs))
      assert.doesNotMatch(text, /[\p{Script=Han}，。；：、]\s+\p{Script=Han}/u, name)
  }
})

test('whatever a page of docs/ or a README links to is there', () => {
  const pages = [...globSync('docs/*.md', { cwd: root }), 'README.md', 'README.zh.md']
  let links = 0
  for (const page of pages)
    for (const [, target] of read(page).matchAll(/\]\(((?!\w+:|\/)[^)\s]*)\)/g)) {
      const [path, anchor] = target.split('#')
      const file = path ? join(dirname(page), path) : page
      assert.ok(existsSync(join(root, file)), `${page}: ${target}`)
      const known = [...anchorsOf(read(file)), ...(page.startsWith('README') ? slugsOf(read(file)) : [])]
      if (anchor) assert.ok(known.includes(decodeURIComponent(anchor)), `${page}: ${target}`)
      links += 1
    }
  assert.ok(links > 20, `only ${links} links were seen`)
})

for (const language of complete)
  test(`a screen leads to its paragraph: ${language}`, { timeout: 120_000 }, async () => {
    const window = await openWindow(browser, address, { language, size: 'phone' })
    await signIn(window, town, address, 'linying-officer')
    const page = await window.newPage()
    const word = tongues.get(language)?.catalogue.Guide ?? 'Guide'
    await page.goto('/plan/conditions')
    const opened = window.waitForEvent('page')
    await page.getByRole('link', { name: String(word), exact: true }).click()
    const guide = await opened
    assert.equal(new URL(guide.url()).pathname, `/guide/${language}`)
    await guide.locator('h3:has(a:target)').waitFor()
    const title = /^### (.+?) *<a id="plan-conditions">/m.exec(read(`docs/guide.${language}.md`))?.[1]
    assert.equal(await guide.locator('h3:has(a:target)').innerText(), title)
    await window.close()
  })
