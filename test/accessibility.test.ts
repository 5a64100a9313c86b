// Every main screen meets WCAG 2.2 AA as far as a machine can tell, Chinese wide, Spanish on a phone, and none is
// wider than what it is looked at on.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import type { BrowserContext } from 'playwright-core'
import { type Look, openScreens } from './browser.ts'
import { fill, screens } from './screen-list.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const standard = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']

type Fault = { id: string; nodes: { target: string[] }[] }
declare const window: { axe: { run: (root: unknown, options: unknown) => Promise<{ violations: Fault[] }> } }
declare const innerWidth: number
declare const document: {
  querySelector: (selector: string) => unknown
  documentElement: { scrollWidth: number }
}

const here = openScreens()

async function faultsOf(context: BrowserContext, path: string): Promise<string[]> {
  const page = await context.newPage()
  const refused: string[] = []
  // What the content security policy keeps from a screen is missing there.
  page.on('console', (said) => /Content Security Policy/.test(said.text()) && refused.push(said.text()))
  try {
    await page.goto(await fill(here.town, path))
    await page.locator('main h1').first().waitFor()
    await page.waitForFunction(() => !document.querySelector('.loading'))
    await page.evaluate(axe)
    const { violations } = await page.evaluate(
      (tags) =>
        window.axe.run(document, {
          runOnly: { type: 'tag', values: tags },
          resultTypes: ['violations'],
        }),
      standard,
    )
    const faults = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`,
    )
    const more = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    const isWide = more > 1 && !path.includes('paper') ? [`scrolls sideways by ${more} px`] : []
    return [...faults, ...refused, ...isWide]
  } finally {
    await page.close()
  }
}

async function contextOf(look: Look, login: string | null): Promise<BrowserContext> {
  const context = await here.window(look, login)
  return context
}

const looks: Look[] = [
  { language: 'zh', size: 'wide' },
  { language: 'es', size: 'phone' },
]

for (const look of looks) {
  test(`anybody can use every screen: ${look.language}, ${look.size}`, { timeout: 900_000 }, async () => {
    const faults: string[] = []
    // One window for each person; a few screens at a time.
    const windows = new Map<string | null, Promise<BrowserContext>>()
    const waiting = [...screens]
    const walk = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const [name, login, path] = next
        const context = windows.get(login) ?? contextOf(look, login)
        windows.set(login, context)
        for (const fault of await faultsOf(await context, path)) faults.push(`${name}: ${fault}`)
      }
    }
    try {
      await Promise.all([walk(), walk(), walk()])
    } finally {
      for (const context of windows.values()) await (await context).close()
    }
    assert.deepEqual(faults, [])
  })
}
