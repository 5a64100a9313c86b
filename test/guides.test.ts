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
  assert.match((await asked('guide.es.md')).body, /<html lang="es"/)
  for (const none of ['none.md', '..%2FREADME.md', '%2e%2e%2fpackage.json', 'class.png'])
    assert.equal((await asked(none)).statusCode, 404, none)
})

test('a language without a guide leads to the nearest that has one, or to the reader’s own', async () => {
  const ledTo = async (path: string, wanted: string) => {
    const headers = { 'accept-language': wanted }
    const { statusCode, headers: told } = await town.server.inject({ url: `/guide${path}`, headers })
    assert.equal(statusCode, 302, path)
    return told.location
  }
  assert.equal(await ledTo('/fr', 'es-MX,en;q=0.5'), '/guide/es')
  assert.equal(await ledTo('/nn-NO', 'nn'), '/guide/en')
  assert.equal(await ledTo('/zh-Hant-TW', 'es'), '/guide/zh')
  assert.equal(await ledTo('', 'zh'), '/guide/zh')
})

test('a guide that is not there is said so to a person in words, with a way on, and to a program as a problem', async () => {
  const asked = (accept: string) =>
    town.server.inject({ url: '/guide/nope.md', headers: { accept, 'accept-language': 'es' } })
  const page = await asked('text/html,application/xhtml+xml,*/*;q=0.8')
  assert.equal(page.statusCode, 404)
  assert.match(String(page.headers['content-type']), /^text\/html/)
  assert.match(page.body, /<html lang="es"/)
  assert.match(page.body, /<h1>No existe esa página<\/h1>/)
  assert.match(page.body, /<a href="\/guide\/es">Guía<\/a>/)
  const told = await asked('*/*')
  assert.deepEqual([told.statusCode, told.json().type], [404, '/problems/not-found'])
})

test('where a page leads to one that is there in English alone, it says so beside', () => {
  const pages = globSync('*.md', { cwd: join(root, 'docs') })
  let seen = 0
  for (const page of pages) {
    const language = /\.(.+)\.md$/.exec(page)?.[1] ?? 'en'
    if (language === 'en') continue
    const english = new Intl.DisplayNames([language], { type: 'language' }).of('en') ?? ''
    for (const paragraph of read(`docs/${page}`).split(/\n\n/))
      for (const [, target] of paragraph.matchAll(/\]\(([\w-]+)\.md[)#]/g)) {
        // The same page in another language names that.
        if (page === `${target}.${language}.md`) continue
        assert.ok(
          [english, 'English', '英文'].some((name) => paragraph.includes(name)),
          `${page} leads to ${target}.md without a word`,
        )
        assert.ok(!pages.includes(`${target}.${language}.md`), `${page}: ${target} is there in ${language}`)
        seen += 1
      }
  }
  assert.ok(seen > 10, `only ${seen} were seen`)
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
