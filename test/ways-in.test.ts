// The ways in beside the password, in a real browser: by an account at a real OpenID Connect provider, through the
// real redirects, and by a passkey of Chromium's own authenticator.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { inviteAgain, listAccounts } from '../src/access/accounts/contract.ts'
import { me } from '../src/access/sign-in/contract.ts'
import { beginProvider, changeEmail, finishProvider, waysIn } from '../src/access/ways/contract.ts'
import { freePort, listen, openBrowser, openWindow, signIn } from './browser.ts'
import { client, type Elsewhere, openElsewhere } from './provider.ts'
import { openTown, type Town } from './town.ts'

let browser: Browser
let town: Town
let elsewhere: Elsewhere
// A passkey belongs to a name, never to an address of numbers.
let address: string

before(async () => {
  const port = await freePort()
  address = `http://localhost:${port}`
  elsewhere = await openElsewhere(address)
  const provider = { ...client, issuer: elsewhere.issuer, name: 'Federation' }
  ;[browser, town] = await Promise.all([openBrowser(), openTown({ baseUrl: address, provider })])
  await listen(town, port)
})
after(async () => {
  await browser?.close()
  await town?.close()
  await elsewhere?.close()
})

const look = { language: 'en', size: 'wide' } as const

async function window(login: string | null): Promise<{ context: BrowserContext; page: Page }> {
  const context = await openWindow(browser, address, look)
  if (login) await signIn(context, town, address, login)
  return { context, page: await context.newPage() }
}

/** Types who one is at the provider and agrees. */
async function arriveAs(page: Page, login: string): Promise<void> {
  await page.waitForURL((url) => url.origin === elsewhere.issuer)
  await page.locator('input[name=login]').fill(login)
  await page.locator('input[name=password]').fill('any')
  await page.locator('button[type=submit]').click()
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.waitForURL((url) => url.origin === address)
}

const whoIn = async (page: Page) =>
  page.evaluate(async () => (await (await fetch('/api/me')).json()).account?.login ?? null)

test('who is not connected gets no account, whatever the provider says', async () => {
  const { context, page } = await window(null)
  for (const person of ['stranger', 'unverified']) {
    await context.clearCookies()
    await page.goto('/sign-in')
    await page.getByRole('button', { name: 'Sign in with Federation' }).click()
    await arriveAs(page, person)
    await page.getByText('No account here is connected').waitFor()
    assert.equal(await whoIn(page), null)
  }
  await context.close()
})

test('an account is connected on its own page, and lets in from then on', async () => {
  const { context, page } = await window('jia-officer')
  await page.goto('/account')
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await arriveAs(page, 'jia')
  await page.getByRole('button', { name: 'Disconnect' }).waitFor()
  await context.clearCookies()
  await page.goto('/sign-in?then=/plan')
  await page.getByRole('button', { name: 'Sign in with Federation' }).click()
  await arriveAs(page, 'jia')
  await page.waitForURL((url) => url.pathname === '/plan')
  assert.equal(await whoIn(page), 'jia-officer')
  await context.close()
})

test('a verified e-mail lets in only where whoever manages the account has set it', async () => {
  const officer = await town.as('xuchang-officer')
  const accountId = await town.accountOf('linying-officer')
  const body = (email: string) => ({ params: { accountId }, body: { email } })
  const own = await (await town.as('linying-officer')).send(changeEmail, body('wang.min@coop.example'))
  assert.equal(own.status, 403)
  await officer.ask(changeEmail, body('Wang.Min@coop.example'))
  const other = await officer.send(changeEmail, {
    params: { accountId: await town.accountOf('ye-officer') },
    body: { email: 'wang.min@coop.example' },
  })
  assert.deepEqual(
    other.problem.errors?.map((one) => one.pointer),
    ['/email'],
  )
  await officer.ask(changeEmail, {
    params: { accountId: await town.accountOf('ye-officer') },
    body: { email: 'li.hua@coop.example' },
  })
  const { context, page } = await window(null)
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Sign in with Federation' }).click()
  await arriveAs(page, 'wang')
  await page.waitForURL((url) => url.pathname !== '/sign-in/provider')
  assert.equal(await whoIn(page), 'linying-officer')
  // The e-mail that the provider has not verified proves nothing.
  await context.clearCookies()
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Sign in with Federation' }).click()
  await arriveAs(page, 'unverified')
  await page.getByText('No account here is connected').waitFor()
  await context.close()
})

test('an invitation is used by arriving from the provider, once', async () => {
  const officer = await town.as('xuchang-officer')
  const { accounts } = await officer.ask(listAccounts, { query: { text: 'xihua-officer' } })
  const params = { accountId: accounts[0].id }
  const { secret } = await officer.ask(inviteAgain, { params })
  const { context, page } = await window(null)
  await page.goto(`/invite/${secret}`)
  await page.getByRole('button', { name: 'Sign in with Federation' }).click()
  await arriveAs(page, 'xihua')
  await page.waitForURL((url) => url.pathname !== '/sign-in/provider')
  assert.equal(await whoIn(page), 'xihua-officer')
  const again = await town.stranger().send(beginProvider, { body: { invitation: secret } })
  assert.equal(again.status, 404)
  await context.close()
})

test('what did not begin in this browser, or comes a second time, is refused', async () => {
  const stranger = town.stranger()
  const body = { query: 'code=stolen&state=guessed' }
  const unknown = await stranger.send(finishProvider, { body })
  assert.equal(unknown.status, 422)
  const begun = await town.server.inject({
    method: 'POST',
    url: '/api/sign-in/provider/begin',
    payload: { invitation: null },
  })
  const asked = new URL(begun.json().address)
  assert.equal(asked.searchParams.get('code_challenge_method'), 'S256')
  assert.ok((asked.searchParams.get('nonce') ?? '').length > 20)
  const [cookie] = begun.cookies
  assert.ok(cookie.httpOnly)
  const headers = { cookie: `${cookie.name}=${cookie.value}` }
  const guessed = await stranger.send(finishProvider, { body }, headers)
  assert.equal(guessed.status, 422)
  // The challenge is spent by the first try.
  const state = asked.searchParams.get('state')
  const late = await stranger.send(finishProvider, { body: { query: `code=x&state=${state}` } }, headers)
  assert.match(late.problem.detail ?? '', /begin again/)
})

test('a passkey is added, signs in, is named and removed', async () => {
  const { context, page } = await window('linying-trainee')
  const devices = await context.newCDPSession(page)
  await devices.send('WebAuthn.enable')
  const { authenticatorId } = await devices.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  await page.goto('/account')
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.getByLabel('Name', { exact: true }).fill('phone')
  await page.getByRole('button', { name: 'Make the passkey' }).click()
  await page.getByRole('button', { name: 'Name the passkey phone' }).click()
  await page.getByLabel('Name', { exact: true }).fill('old phone')
  await page.getByRole('button', { name: 'Save the name' }).click()
  await page.getByRole('button', { name: 'Remove the passkey old phone' }).waitFor()

  await context.clearCookies()
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await page.waitForURL((url) => url.pathname !== '/sign-in')
  assert.equal(await whoIn(page), 'linying-trainee')

  // A device that cannot tell its owner from others is not enough.
  await devices.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false })
  await context.clearCookies()
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await page.getByText('No passkey was used.').waitFor()
  assert.equal(await whoIn(page), null)
  await devices.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true })

  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await page.waitForURL((url) => url.pathname !== '/sign-in')
  await page.goto('/account')
  await page.getByRole('button', { name: 'Remove the passkey old phone' }).click()
  await page.getByRole('button', { name: 'Remove the passkey old phone' }).waitFor({ state: 'detached' })
  await context.clearCookies()
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await page.getByText('could not be confirmed').waitFor()
  await context.close()
})

test('a new way in asks for the password again once the sign-in is old', async () => {
  const { context, page } = await window('trainer')
  await page.goto('/account')
  await page.getByLabel('New password').fill('kiln and bamboo')
  await page.getByRole('button', { name: 'Save the password' }).click()
  await page.getByText('The password is changed.').waitFor()
  await sql`update access.session set proved_at = now() - interval '1 hour'`.execute(town.database.kysely)
  await page.getByRole('button', { name: 'New token' }).click()
  await page.getByLabel('What is it for?').fill('sheet')
  await page.getByRole('combobox', { name: 'Over' }).click()
  await page.locator('.picker-list [role=option]').first().click()
  await page.getByRole('button', { name: 'Make the token' }).click()
  await page
    .getByRole('dialog', { name: 'Is it you?' })
    .getByLabel('Present password')
    .fill('kiln and bamboo')
  await page.getByRole('button', { name: 'Go on' }).click()
  await page.getByText('This token is shown only now.').waitFor()
  await context.close()
})

test('only what is offered is shown: without provider and without a name no buttons', async () => {
  const plain = await openTown({ baseUrl: 'http://127.0.0.1:1', provider: null })
  try {
    assert.deepEqual(await plain.stranger().ask(waysIn, {}), { provider: null, passkey: null, isNew: false })
    const refused = await plain.stranger().send(beginProvider, { body: { invitation: null } })
    assert.equal(refused.status, 404)
    assert.equal((await plain.stranger().ask(me, {})).account, null)
  } finally {
    await plain.close()
  }
})
