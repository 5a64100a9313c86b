// A screen looks the same whatever was opened before it: the main screens are walked in three orders without loading
// the page anew, and the styles of every element that is seen are those of the same screen opened alone.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { listen, openBrowser, openWindow, signIn } from './browser.ts'
import { fill, screens } from './screen-list.ts'
import { openTown, type Town } from './town.ts'

/** Who walks past which of the main screens, in the order of the README. */
const walkers: { login: string; past: string }[] = [
  {
    login: 'xuchang-officer',
    past: `convene-classes convene-seats convene-nominations convene-timetable paper-notice paper-sign-in-sheet
      study-policy cases cases-tin paper-case examine examine-card plan-county plan-line plan-conditions plan-sheet
      paper-plan carry-out-district carry-out-counties carry-out-report roll-up thread-line registers-tree
      registers-organisation registers-members paper-members import-new webhooks account`,
  },
  {
    login: 'trainer',
    past: `convene-roll-call study-policy study-results cases-tin examine-round examine-figures
      plan-conditions roll-up`,
  },
  {
    login: 'linying-trainee',
    past: `convene-timetable study-policy study-answer cases-tin examine-card examine-answer plan-conditions
      carry-out-commitments`,
  },
  {
    login: 'baofeng-officer',
    past: 'convene-seats study-policy cases-tin examine-card plan-conditions carry-out-reporter-due',
  },
]

const orders: Record<string, <T>(steps: T[]) => T[]> = {
  'in order': (steps) => steps,
  backwards: (steps) => steps.toReversed(),
  'every second first': (steps) => [0, 1].flatMap((rest) => steps.filter((_, at) => at % 2 === rest)),
}

/** The box, where it stands and how its text is set; nothing that follows the pointer, the focus or the clock. */
const compared =
  /^(display|position|float|visibility|opacity|z-index|vertical-align|(list|flex|text|font|grid-(auto|area|column|row))-|grid-template-columns|columns?(-|$)|(min-|max-)?width|(margin|padding|border)-(top|right|bottom|left)|border-(collapse|spacing)|box-shadow|overflow|color$|background-|fill$|stroke|line-height|letter-spacing|white-space|word-|row-gap|order|justify-|align-|content$)/

/** Of every element in turn its tag, its classes and its styles; empty where it is not seen. */
type Look = { tags: string; names: string[]; styles: string[] }

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

/** Runs in the page. */
function readLook(pattern: string): Look {
  // A screen that was gone to has the keyboard's focus at its content.
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  const blank = document.createElement('i')
  blank.style.all = 'initial'
  document.documentElement.append(blank)
  const wanted = new RegExp(pattern)
  const plain = new Map(
    [...getComputedStyle(blank)]
      .filter((name) => wanted.test(name))
      .map((name) => [name, getComputedStyle(blank).getPropertyValue(name)]),
  )
  blank.remove()
  const round = (value: string) =>
    value.replace(/\d+\.\d+px/g, (length) => `${Math.round(Number.parseFloat(length))}px`)
  const stylesOf = (element: Element, part?: string) => {
    const styles = getComputedStyle(element, part)
    if (part && styles.content === 'none') return []
    return [...plain.keys()]
      .filter((name) => styles.getPropertyValue(name) !== plain.get(name))
      .map((name) => `${part ?? ''}${name}: ${round(styles.getPropertyValue(name))}`)
  }
  const all = [...document.querySelectorAll<HTMLElement>('body *')]
  // What is drawn only once it is scrolled to has no widths before.
  for (const element of all)
    if (getComputedStyle(element).contentVisibility === 'auto') element.style.contentVisibility = 'visible'
  return {
    tags: all.map((element) => element.localName).join(' '),
    names: all.map((element) => [element.localName, ...element.classList].join('.')),
    styles: all.map((element) =>
      element.checkVisibility()
        ? [undefined, '::before', '::after'].flatMap((part) => stylesOf(element, part)).join('\n')
        : '',
    ),
  }
}

const isDrawn = (tags: string) =>
  !document.querySelector('.loading') &&
  [...document.querySelectorAll('body *')].map((element) => element.localName).join(' ') === tags

async function lookOf(page: Page, name: string): Promise<Look> {
  await page.emulateMedia({ media: name.startsWith('paper-') ? 'print' : 'screen' })
  return page.evaluate(readLook, compared.source)
}

/** What differs, a line for each kind of element: the screen, the element, and its styles there and alone. */
function differences(where: string, alone: Look, walked: Look): string[] {
  if (alone.tags !== walked.tags) return [`${where}: other elements than alone`]
  const found = new Set<string>()
  for (const [at, name] of alone.names.entries()) {
    const [before, now] = [alone, walked].map((look) => look.styles[at].split('\n'))
    const lost = before.filter((style) => !now.includes(style))
    const won = now.filter((style) => !before.includes(style))
    if (lost.length + won.length > 0)
      found.add(`${where}: ${name} has {${won.join('; ')}}, alone {${lost.join('; ')}}`)
  }
  return [...found]
}

async function loadAlone(window: BrowserContext, name: string, path: string): Promise<Look> {
  const page = await window.newPage()
  try {
    await page.goto(path, { waitUntil: 'networkidle' })
    await page.waitForFunction(() => !document.querySelector('.loading'))
    const isThere =
      (await page.locator('main h1').count()) > 0 && (await page.locator('.failed').count()) === 0
    assert.ok(isThere, `${name} could not be opened: ${path}`)
    return await lookOf(page, name)
  } finally {
    await page.close()
  }
}

/** Goes from screen to screen within one page, as its links do. */
async function walk(
  window: BrowserContext,
  order: string,
  steps: { name: string; path: string; alone: Look }[],
): Promise<string[]> {
  const page = await window.newPage()
  const found: string[] = []
  try {
    for (const [at, { name, path, alone }] of steps.entries()) {
      if (at === 0) await page.goto(path)
      else await page.evaluate((to) => history.pushState(null, '', to), path)
      await page.waitForFunction(isDrawn, alone.tags, { timeout: 10_000 }).catch(() => {})
      found.push(...differences(`${order}, ${name}`, alone, await lookOf(page, name)))
    }
    return found
  } finally {
    await page.close()
  }
}

/** A few at a time. */
async function inTurns<T>(waiting: (() => Promise<T>)[]): Promise<T[]> {
  const results: T[] = []
  const queue = [...waiting.entries()]
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) results[next[0]] = await next[1]()
  }
  await Promise.all([work(), work(), work()])
  return results
}

const paths = new Map(screens.map(([name, , path]) => [name, path]))

test('no screen looks otherwise after others were opened', { timeout: 600_000 }, async () => {
  const persons = await Promise.all(
    walkers.map(async ({ login, past }) => {
      const window = await openWindow(browser, address, { language: 'en', size: 'wide' })
      await signIn(window, town, address, login)
      const names = past.split(/\s+/)
      const steps = await Promise.all(
        names.map(async (name) => ({ name, path: await fill(town, paths.get(name) ?? `no screen ${name}`) })),
      )
      return { window, steps }
    }),
  )
  const looks = await inTurns(
    persons.flatMap(({ window, steps }) =>
      steps.map(
        ({ name, path }) =>
          () =>
            loadAlone(window, name, path),
      ),
    ),
  )
  const rest = [...looks]
  const walked = persons.map(({ window, steps }) => {
    const alone = rest.splice(0, steps.length)
    return { window, steps: steps.map((step, at) => ({ ...step, alone: alone[at] })) }
  })
  const found = await inTurns(
    walked.flatMap(({ window, steps }) =>
      Object.entries(orders).map(
        ([order, ordered]) =>
          () =>
            walk(window, order, ordered(steps)),
      ),
    ),
  )
  for (const { window } of persons) await window.close()
  const all = found.flat()
  assert.equal(all.length, 0, `${all.length} differences\n${all.slice(0, 40).join('\n')}`)
})
