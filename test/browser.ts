// A real browser on a town that listens: for the stories and for the pictures of the screens.
import { type AddressInfo, createServer } from 'node:net'
import { after, before } from 'node:test'
import { type Browser, type BrowserContext, chromium } from 'playwright-core'
import { makeSession } from '../src/access/sessions/actions.ts'
import { sessionCookie } from '../src/access/sessions/queries.ts'
import { intlTag } from '../src/base/words.ts'
import { findChromium } from './chromium.ts'
import { openTown, type Town } from './town.ts'

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env.CHROME_PATH ?? findChromium(), args: quiet })

/** A port that nobody listens on just now, for a server that must know its address before it listens. */
export async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done))
  const { port } = probe.address() as AddressInfo
  await new Promise((done) => probe.close(done))
  return port
}

/** Lets the town's server listen on a free port of this machine, or the given one, and gives its address. */
export async function listen(town: Town, port = 0): Promise<string> {
  await town.server.listen({ port, host: '127.0.0.1' })
  return `http://127.0.0.1:${(town.server.server.address() as AddressInfo).port}`
}

export const sizes = { wide: { width: 1320, height: 900 }, phone: { width: 390, height: 844 } } as const

export type Look = { language: string; size: keyof typeof sizes }

/** A browser window of its own, with the language chosen as a person's browser would. */
export function openWindow(
  browser: Browser,
  address: string,
  { language, size }: Look,
): Promise<BrowserContext> {
  return browser.newContext({
    baseURL: address,
    viewport: sizes[size],
    locale: intlTag(language),
    hasTouch: size === 'phone',
    isMobile: size === 'phone',
    deviceScaleFactor: size === 'phone' ? 2 : 1,
    timezoneId: 'Asia/Shanghai',
  })
}

/** Signs the window in as somebody of the cast without going through the page. */
export async function signIn(
  window: BrowserContext,
  town: Town,
  address: string,
  login: string,
): Promise<void> {
  const secret = await makeSession(town.database.kysely, await town.accountOf(login), 'test', new Date())
  await window.addCookies([{ name: sessionCookie, value: secret, url: address }])
}

/** A house in a real browser; both stand from before a file's first test until after its last. */
export type Screens<T extends Town = Town> = {
  browser: Browser
  town: T
  address: string
  /** Once both stand; a file's own beginning waits for it, since the runner begins them at the same time. */
  stands: Promise<void>
  /** A window of its own, of somebody of the cast or of nobody. */
  window(look: Look, login?: string | null): Promise<BrowserContext>
}

export function openScreens(): Screens
export function openScreens<T extends Town>(openHouse: () => Promise<T>): Screens<T>
export function openScreens(openHouse: () => Promise<Town> = openTown): Screens {
  const at = {
    async window(look, login) {
      const window = await openWindow(at.browser, at.address, look)
      if (login) await signIn(window, at.town, at.address, login)
      return window
    },
  } as Screens
  const begin = async () => {
    ;[at.browser, at.town] = await Promise.all([openBrowser(), openHouse()])
    at.address = await listen(at.town)
  }
  before(() => {
    at.stands = begin()
    return at.stands
  })
  after(async () => {
    await at.browser?.close()
    await at.town?.close()
  })
  return at
}
