// Backups in a real browser: what whoever fetches one is asked, and what a device shows that had answered before the
// office was brought back.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { makeBackup } from '../src/app/backup/backup.ts'
import { rooms } from '../src/app/rooms.ts'
import { openScreens } from './browser.ts'
import { classOf, gather, type Trainee, takeBallot } from './crowd.ts'
import { ask } from './right/office.ts'
import type { Person } from './town.ts'

const here = openScreens()

async function pageOf(login: string): Promise<Page> {
  const context = await here.window({ language: 'en', size: 'wide' }, login)
  return context.newPage()
}

const names = (text: string) => ({ zh: text, en: text })
const age = () =>
  sql`update access.session set proved_at = now() - interval '1 hour'`.execute(here.town.database.kysely)

test('a backup asks in place who is there, and is fetched then', async () => {
  const made = await makeBackup(here.town)
  const administrator = await here.town.as('administrator')
  const password = { current: '', password: 'kiln and bamboo' }
  await ask(administrator, 'POST /api/account/password', { body: password })
  const page = await pageOf('administrator')
  await age()
  await page.goto('/backups')
  const link = page.getByRole('button', { name: 'Download' })
  await link.click()
  const dialog = page.getByRole('dialog', { name: 'Is it you?' })
  await dialog.getByLabel('Present password').fill('kiln and straw')
  await dialog.getByRole('button', { name: 'Go on' }).click()
  await dialog.getByText('This is not your present password.').waitFor()
  await dialog.getByLabel('Present password').fill('kiln and bamboo')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Go on' }).click(),
  ])
  assert.equal(download.suggestedFilename(), made?.name)
  const stored = readFileSync(join(here.town.dataFolder, 'backups', made?.name ?? ''))
  assert.deepEqual(readFileSync(await download.path()), stored)
  // Shown once, it is good for a while; the page is still there.
  await Promise.all([page.waitForEvent('download'), link.click()])
  // Fewer of them are kept only by whoever shows it again, once that was long ago.
  await age()
  await page.getByLabel('How many are kept').fill('3')
  await page.getByRole('button', { name: 'Save' }).click()
  await dialog.getByLabel('Present password').fill('kiln and bamboo')
  await dialog.getByRole('button', { name: 'Go on' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('Saved').first().waitFor()
  assert.equal((await ask(administrator, 'GET /api/instance/backups')).keep, 3)
  await page.context().close()
})

test('a backup is not fetched by whoever gives up, or has no password and signed in long ago', async () => {
  await sql`update access.account set password_hash = null where login = 'administrator'`.execute(
    here.town.database.kysely,
  )
  const page = await pageOf('administrator')
  await age()
  await page.goto('/backups')
  await page.getByRole('button', { name: 'Download' }).click()
  const dialog = page.getByRole('dialog', { name: 'Is it you?' })
  const anew = dialog.getByRole('link', { name: 'Sign in again' })
  const back =
    new URL((await anew.getAttribute('href')) ?? '', 'http://localhost').searchParams.get('then') ?? ''
  assert.match(back, /^\/backups\?file=./)
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Make one now' }).waitFor()
  // Signed in again, the page that opens offers the file that was asked for.
  await page.goto(back)
  const offer = page.locator('.notice', { hasText: 'You have signed in again.' })
  await offer.getByRole('button', { name: 'Download' }).waitFor()
  await page.context().close()
})

test('what the next backup removes is told for what is saved and for what may be, and for no other number', async () => {
  const administrator = await here.town.as('administrator')
  const folder = join(here.town.dataFolder, 'backups')
  for (const hour of ['01', '02', '03'])
    writeFileSync(join(folder, `hezuo-1954-06-01T${hour}-00-00Z.tar.gz`), 'a backup')
  const { kept } = await ask(administrator, 'GET /api/instance/backups')
  assert.equal(kept.length, 4)
  await sql`update access.session set proved_at = now()`.execute(here.town.database.kysely)
  const saved = (keep: number) =>
    ask(administrator, 'PUT /api/instance/backups', { body: { everyHours: 24, keep } })
  await saved(4)
  const page = await pageOf('administrator')
  await page.goto('/backups')
  const field = page.getByLabel('How many are kept')
  const told = page.locator('.notice', { hasText: /removed once the next is made/ })
  await field.waitFor()
  assert.equal(await told.count(), 0)
  for (const no of ['0', '-2', '1.5', '', '2万', '1000']) {
    await field.fill(no)
    assert.equal(await told.count(), 0, no)
  }
  await field.fill('3')
  await told.getByText('2 backups are removed once the next is made.').waitFor()
  await field.fill('2')
  await told.getByText('3 backups are removed once the next is made.').waitFor()

  // Saved, it stands for whoever makes the next one, whatever is typed below.
  await saved(2)
  await page.reload()
  await told.getByText('3 backups are removed once the next is made.').waitFor()
  assert.equal(await told.count(), 1)
  await field.fill('0')
  assert.equal(await told.count(), 1)
  await field.fill('3')
  await told.getByText('2 backups are removed once the next is made.').waitFor()
  assert.equal(await told.count(), 2)
  await makeBackup(here.town)
  assert.equal((await ask(administrator, 'GET /api/instance/backups')).kept.length, 2)
  await page.reload()
  await field.waitFor()
  assert.equal(await told.count(), 0)
  await page.context().close()
})

/** A round of one card that stands open. */
async function openRound(trainer: Person): Promise<{ id: string; open(): Promise<void> }> {
  const parts = ['statement', 'reasons', 'correction', 'instead', 'question', 'source'] as const
  const { id: cardId } = await ask(trainer, 'POST /api/misconceptions', {
    body: { code: 'anew', evidence: [], ...Object.fromEntries(parts.map((part) => [part, names(part)])) },
  })
  const { id } = await ask(trainer, `POST /api/classes/${await classOf(here.town.database)}/rounds`, {
    body: { title: names('round'), cardIds: [cardId] },
  })
  const open = async () =>
    void (await ask(trainer, `POST /api/rounds/${id}/stage`, { body: { to: 'before_open' } }))
  await open()
  return { id, open }
}

test('after a restore a device still has what was answered, and hands it in under a new ballot', async () => {
  const crowd = await gather(here.town, 6)
  const round = await openRound(await here.town.as('trainer'))
  const take = async ({ person }: Trainee) => {
    const { publicKey } = await ask(person, `GET /api/rounds/${round.id}`)
    await takeBallot(publicKey, (blinded) =>
      ask(person, `POST /api/rounds/${round.id}/ballot`, { body: { blinded } }),
    )
  }
  const others = crowd.slice(1)
  for (const one of others) await take(one)
  const { rows } = await sql<{ login: string }>`select login from access.account
    where id = ${crowd[0].accountId}`.execute(here.town.database.kysely)
  const page = await pageOf(rows[0].login)
  await page.goto(`/examine/rounds/${round.id}`)
  const begin = page.getByRole('button', { name: 'Take my ballot and begin' })
  const handIn = page.getByRole('button', { name: 'Hand in', exact: true })
  await begin.click()
  await page.getByText('I agree', { exact: true }).click()
  await page.getByText('quite sure', { exact: true }).click()
  await handIn.click()
  await page.getByText('Your answers are in.').waitFor()
  const held = async () =>
    (
      await sql<{ papers: unknown[] }>`select jsonb_path_query_array(answers, '$.*') as papers
        from examine.pile where round_id = ${round.id}`.execute(here.town.database.kysely)
    ).rows[0]?.papers
  const paper = await held()
  assert.equal(paper?.length, 1)

  for (const room of rooms) await room.beginAnew?.(here.town.database.kysely)
  assert.equal(await held(), undefined)
  await round.open()
  for (const one of others) await take(one)
  await page.reload()
  await page.getByText('This was opened anew.').waitFor()
  await begin.click()
  assert.ok(await page.getByRole('radio', { name: 'I agree', exact: true }).isChecked())
  await handIn.click()
  await page.getByText('Your answers are in.').waitFor()
  assert.deepEqual(await held(), paper)
  await page.context().close()
})
