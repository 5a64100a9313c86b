// What the pages of a check that was declared named say: the reasons that hold for it, and none of those that hold
// only where answers have no names.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { openScreens } from './browser.ts'
import { classOf, gather, type Trainee } from './crowd.ts'
import { ask } from './right/office.ts'
import type { Person } from './town.ts'

const here = openScreens()
let classId: string
let trainer: Person
let trainees: Trainee[]
let checkId: string
before(async () => {
  await here.stands
  classId = await classOf(here.town.database)
  trainer = await here.town.as('trainer')
  trainees = await gather(here.town, 2)
  const text = (en: string) => ({ zh: en, en })
  const { found } = await ask(trainer, 'GET /api/clauses', { query: {} })
  const question = {
    text: text('Who may join?'),
    choices: [text('Whoever works in the trade'), text('Everybody must')],
    right: 0,
    why: text('Joining is voluntary.'),
    clauseIds: [found[0].id],
  }
  const body = { title: text('For the certificate'), named: true, questions: [question] }
  checkId = (await ask(trainer, `POST /api/classes/${classId}/checks`, { body })).id
  await ask(trainer, `POST /api/checks/${checkId}/open`, { body: {} })
})

const ofOthers =
  /subtract|in time|roster|floor|ballot|frozen|erased|the whole database|only this device|without a name/i

/** What the page says, once it says this. */
async function said(page: Page, path: string, awaited: string): Promise<string> {
  await page.goto(`${here.address}${path}`)
  await page.getByText(awaited).waitFor()
  const text = await page.locator('main').innerText()
  assert.doesNotMatch(text, ofOthers, path)
  return text
}

async function pageOf(login: string): Promise<Page> {
  const page = await (await here.window({ language: 'en', size: 'wide' }, login)).newPage()
  page.setDefaultTimeout(20_000)
  return page
}

test('a check declared named says of itself what holds for it, from its making to its results', async () => {
  const [first, second] = trainees
  const login = `crowd-${first.accountId}`
  const [desk, seat] = [await pageOf('trainer'), await pageOf(login)]
  await desk.goto(`${here.address}/study/classes/${classId}/new-check`)
  await desk.getByLabel('Named: each result is kept with the trainee’s name').check()
  await desk.getByText('Each trainee’s result will be kept.').waitFor()
  assert.doesNotMatch(await desk.locator('main').innerText(), ofOthers)

  await said(seat, `/study/checks/${checkId}`, 'This check is answered with your name.')
  const { questions } = await ask(first.person, `GET /api/checks/${checkId}`)
  for (const [choice, { person }] of [first, second].entries())
    await ask(person, `POST /api/checks/${checkId}/named-answers`, {
      body: { answers: { [questions[0].id]: choice } },
    })
  await said(seat, `/study/checks/${checkId}`, 'Your result is kept with your name.')

  const results = `/study/checks/${checkId}/results`
  const before = await said(
    desk,
    results,
    'They are made once, from everything that has been handed in by then.',
  )
  assert.match(before, /What each had right is told once the check is closed\./)

  await said(desk, `/study/checks/${checkId}`, 'For the certificate')
  await desk.getByRole('button', { name: 'Close the check' }).click()
  const dialog = desk.getByRole('dialog')
  await dialog.getByText('what each trainee had right is then seen by name').waitFor()
  assert.doesNotMatch(await dialog.innerText(), ofOthers)
  await dialog.getByRole('button', { name: 'Close the check' }).click()
  await desk.getByRole('link', { name: 'Results by clause' }).waitFor()

  const told = await said(desk, results, 'Withheld: fewer than 5 have answered.')
  assert.match(told, /which questions one person had wrong; by name only how many were right is told/)
  assert.match(told, /In order of names: it is no ranking\./)
  const seen = await said(seat, results, 'Withheld: fewer than 5 have answered.')
  assert.match(seen, /could be put down to one of them/)
  await said(seat, `/study/checks/${checkId}`, 'You had 1 of 1 right.')
})
