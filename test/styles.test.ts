// A screen looks the same whatever was opened before it: the main screens are walked in three orders without loading
// the page anew, and the styles of every element that is seen are those of the same screen opened alone.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BrowserContext, Request } from 'playwright-core'
import { openScreens } from './browser.ts'
import { fill, screens } from './screen-list.ts'

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

const here = openScreens()

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
    return [...plain].flatMap(([name, usual]) => {
      const value = styles.getPropertyValue(name)
      return value === usual ? [] : [`${part ?? ''}${name}: ${round(value)}`]
    })
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

/** A page, and how to look at it: once it asks for nothing more and has drawn what it was given. */
async function openPage(window: BrowserContext) {
  const page = await window.newPage()
  const open = new Set<Request>()
  let asked = 0
  page.on('request', (request) => {
    open.add(request)
    asked += 1
  })
  page.on('requestfinished', (request) => open.delete(request))
  page.on('requestfailed', (request) => open.delete(request))
  const idle = () =>
    new Promise<boolean>((done) =>
      // A page on a machine that is never idle is looked at all the same.
      requestIdleCallback(() => done(!document.querySelector('.loading')), { timeout: 2000 }),
    )
  const look = async (name: string): Promise<Look> => {
    // What is never answered would be waited for without end.
    for (const until = Date.now() + 30_000; Date.now() < until; ) {
      const before = asked
      const isDrawn = await page.evaluate(idle)
      if (isDrawn && open.size === 0 && before === asked) break
    }
    open.clear()
    await page.emulateMedia({ media: name.startsWith('paper-') ? 'print' : 'screen' })
    return page.evaluate(readLook, compared.source)
  }
  return { page, look }
}

type Step = { window: BrowserContext; name: string; path: string }

async function lookAlone({ window, name, path }: Step): Promise<Look> {
  const { page, look } = await openPage(window)
  try {
    await page.goto(path)
    await page.locator('main').locator('h1, .failed').first().waitFor()
    assert.equal(await page.locator('.failed').count(), 0, `${name} could not be opened: ${path}`)
    return await look(name)
  } finally {
    await page.close()
  }
}

/** Goes from screen to screen within one page, as its links do. */
async function walk(order: string, steps: Step[], alone: Map<Step, Look>): Promise<string[]> {
  const { page, look } = await openPage(steps[0].window)
  const found: string[] = []
  try {
    await page.goto(steps[0].path)
    for (const step of steps) {
      await page.evaluate((to) => history.pushState(null, '', to), step.path)
      found.push(...differences(`${order}, ${step.name}`, alone.get(step) as Look, await look(step.name)))
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

async function stepsOf({ login, past }: { login: string; past: string }): Promise<Step[]> {
  const window = await here.window({ language: 'en', size: 'wide' }, login)
  const steps: Step[] = []
  for (const wanted of past.split(/\s+/))
    for (const [name, , path] of screens)
      if (name === wanted) steps.push({ window, name, path: await fill(here.town, path) })
  return steps
}

test('40: no screen looks otherwise after others were opened', async () => {
  const tours = await Promise.all(walkers.map(stepsOf))
  const alone = new Map(
    await inTurns(tours.flat().map((step) => async () => [step, await lookAlone(step)] as const)),
  )
  const walks = tours.flatMap((steps) =>
    Object.entries(orders).map(
      ([name, order]) =>
        () =>
          walk(name, order(steps), alone),
    ),
  )
  const found = (await inTurns(walks)).flat()
  for (const [{ window }] of tours) await window.close()
  assert.equal(found.length, 0, `${found.length} differences\n${found.slice(0, 40).join('\n')}`)
})
