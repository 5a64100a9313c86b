// What the pages of a class say once its last day is past, and how the steps of a nomination are laid out.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { sql } from 'kysely'
import type { Locator, Page } from 'playwright-core'
import { newId } from '../src/base/ids.ts'
import { openScreens } from './browser.ts'
import { ask } from './right/office.ts'

let page: Page
let classId: string
const here = openScreens()
before(async () => {
  await here.stands
  const { rows } = await sql<{ id: string }>`
    select id from convene.class where first_day = '1954-02-11' limit 1`.execute(here.town.database.kysely)
  classId = rows[0].id
  const window = await here.window({ language: 'en', size: 'wide' }, 'xuchang-officer')
  page = await window.newPage()
  page.setDefaultTimeout(20_000)
})

const long =
  'Needed at the kilns until the rains are over, and the county has nobody else who knows the accounts.'

test('steps of nominations stand in the same columns, each day on one line, whatever is written beside', async () => {
  const officer = await here.town.as('xuchang-officer')
  const { nominations } = await ask(officer, `GET /api/classes/${classId}/nominations`)
  const accepted = nominations.filter((one: { state: string }) => one.state === 'accepted').slice(0, 2)
  for (const [at, reason] of ['Ill', long].entries())
    await ask(officer, `POST /api/nominations/${accepted[at].id}/withdraw`, { body: { reason } })
  await page.goto(`${here.address}/classes/${classId}/nominations?place=${accepted[0].placeId}`)
  await page.locator('.cell-block details.log > summary').nth(1).waitFor()
  const opened = page.locator('.cell-block details.log')
  const n = await opened.count()
  assert.ok(n >= 2)
  for (let at = 0; at < n; at += 1) await opened.nth(at).locator('summary').click()
  await page
    .locator('.cell-block .log .rows')
    .nth(n - 1)
    .waitFor()
  const marks = await page.locator('.cell-block .log .mark').evaluateAll((all) =>
    all.map((one) => {
      const { left, height } = one.getBoundingClientRect()
      const text = one.nextElementSibling?.getBoundingClientRect().left ?? 0
      return { left: Math.round(left), text: Math.round(text), height: Math.round(height) }
    }),
  )
  assert.ok(marks.length >= 4)
  for (const { left, text, height } of marks) {
    assert.deepEqual([left, text], [marks[0].left, marks[0].text])
    assert.ok(height < 40, `a day is ${height} high`)
  }
})

test('a class whose last day is past says so in one way, and no day is chosen for who decides', async () => {
  await page.goto(`${here.address}/classes/${classId}/nominations`)
  await page.getByText('ended, not closed').waitFor()
  assert.equal(await page.locator('header .tag, h1 ~ .tag').getByText('running', { exact: true }).count(), 0)
  await page
    .getByRole('button', { name: /^Accept / })
    .first()
    .click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('The class has ended (early March 1954).').waitFor()
  const day = dialog.getByLabel('Sits in the class from')
  assert.deepEqual(
    [await day.inputValue(), await day.getAttribute('max'), await day.getAttribute('min')],
    ['', '1954-03-10', '1954-02-11'],
  )
  await day.fill('1954-07-10')
  await dialog.getByLabel('Reason').fill('Came late')
  await dialog.getByRole('button', { name: 'Accept' }).click()
  await dialog.getByText('At the latest 10 Mar 1954.').waitFor()
  await page.goto(`${here.address}/classes/${classId}`)
  await page.getByText('Last session: 5 Mar 1954').waitFor()
})

test('who puts somebody forward into a class that has ended is told so, and can leave it', async () => {
  await page.goto(`${here.address}/classes/${classId}/nominations`)
  await page
    .getByRole('button', { name: /^Put .* forward again$|^Put somebody forward as/ })
    .first()
    .click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('The class has ended (early March 1954).').waitFor()
  assert.equal(await dialog.getByText(/organiser/).count(), 0)
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await dialog.waitFor({ state: 'hidden' })
})

test('what stands on a page with tabs is listed below them and the filters, under a heading', async () => {
  await page.goto(`${here.address}/classes/${classId}/people`)
  const list = page.getByRole('navigation', { name: 'On this page' })
  await list.getByRole('link').nth(18).waitFor()
  const topOf = async (of: Locator) => (await of.boundingBox())?.y ?? 0
  assert.ok((await topOf(list)) > (await topOf(page.locator('.filters'))))
  assert.ok((await topOf(page.locator('.filters'))) > (await topOf(page.locator('.tabs'))))
  await list.getByText('On this page').waitFor()
})

test('a correction of many says their number and what is alike of them once, and who they are by county below it', async () => {
  const officer = await here.town.as('xuchang-officer')
  const { sessions } = await ask(officer, `GET /api/classes/${classId}/sessions`)
  const sessionId = sessions.at(-1).id
  const { people } = await ask(officer, `GET /api/sessions/${sessionId}/attendance`)
  const open = people.filter((one: { state: string | null }) => one.state === null)
  assert.ok(open.length > 50)
  const marks = open.map((one: { personId: string }) => ({
    id: newId(),
    personId: one.personId,
    state: 'present',
    madeAt: new Date().toISOString(),
  }))
  const body = { source: 'later_report', reason: 'The paper list', marks }
  await ask(officer, `POST /api/sessions/${sessionId}/attendance`, { body })
  await page.goto(`${here.address}/classes/${classId}`)
  const said = page.locator('main .notice', { hasText: 'after the class ended' })
  const title = sessions.at(-1).title.en
  await said
    .getByText(`${title}: ${open.length} people: corrected after the class ended, on 10 Jul 1954`)
    .waitFor()
  await said.locator('details.log > summary').click()
  await said.getByText(`${title}: ${open.length} people (open → present)`).waitFor()
  await said.getByText('Who they are').click()
  await said.locator('details details p').first().waitFor()
  const listed = await said.locator('details details p').allInnerTexts()
  assert.ok(listed.length > 1, 'one paragraph a county')
  assert.ok(listed.every((text) => !text.includes('→')))
  await said.getByRole('button', { name: 'Further entries' }).waitFor()
})

test('closing a class says what stays open, and afterwards nothing waits for a decision that nobody can take', async () => {
  const officer = await here.town.as('xuchang-officer')
  const { figures, needs } = await ask(officer, `GET /api/classes/${classId}`)
  const count = (kind: string) => needs.filter((one: { kind: string }) => one.kind === kind).length
  assert.ok(figures.people.undecided > 0 && count('returned') > 0 && count('no-attendance') > 0)
  await page.goto(`${here.address}/classes/${classId}`)
  await page.getByRole('button', { name: 'Close the class' }).click()
  const dialog = page.getByRole('dialog')
  const told = await dialog.getByRole('listitem').allTextContents()
  assert.deepEqual(
    told.map((one) => one.replace(/\d+/, 'n').replace(/(nomination|session)s/, '$1')),
    ['n nomination to decide', 'n returned nomination', 'Attendance of n session is not recorded'],
  )
  await page.evaluate(() => {
    const seen = new Set<string>()
    Object.assign(window, { seen })
    const look = () => {
      const title = document.querySelector('dialog[open] h2')?.textContent
      if (title) seen.add(title)
    }
    look()
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true })
  })
  await dialog.getByRole('button', { name: 'Close the class' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.getByText('left undecided').waitFor()
  const titles = await page.evaluate(() => [...(window as unknown as { seen: Set<string> }).seen])
  assert.deepEqual(titles, ['Close the class?'], 'what was asked is not turned into another question')
  assert.equal(await page.getByText('to be decided').count(), 0)
  await page.goto(`${here.address}/classes/${classId}/nominations`)
  await page.getByText('19 places').waitFor()
  assert.equal(await page.getByLabel('Show').count(), 0)
  const { texts } = await ask(officer, `GET /api/classes/${classId}/summary`)
  for (const { sentences } of texts) assert.doesNotMatch(sentences.at(-1), /returned|volvieron|回到/)
})
