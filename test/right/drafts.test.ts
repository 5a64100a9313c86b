// A form that keeps what is being typed forgets it in the act of saving: whoever comes back finds it as it began.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { sql } from 'kysely'
import type { Locator, Page, Request } from 'playwright-core'
import { openScreens } from '../browser.ts'

const here = openScreens()

const one = async (query: string): Promise<string> =>
  (await sql.raw<{ id: string }>(query).execute(here.town.database.kysely)).rows[0].id
const place = (code: string) => one(`select id from registry.place where code = '${code}'`)
const openPlan = () =>
  one(`select plan.id from plan.plan join registry.place on place.id = plan.place_id
    where place.code = 'xihua' order by plan.id limit 1`)
const clause = (n: number) =>
  one(
    `select clause_id as id from study.clause_text where not heading order by clause_id limit 1 offset ${n}`,
  )

type Kept = { as: string; at: () => Promise<string>; form?: string }
/** By what the draft is kept under, up to the first id: who fills the form in, and where it stands. */
const forms: Record<string, Kept> = {
  'new-card': { as: 'trainer', at: async () => '/examine/cards/new' },
  'case.new': { as: 'tin-presenter', at: async () => '/cases/new' },
  'case.': {
    as: 'knitting-presenter',
    at: async () =>
      `/cases/${await one("select id from cases.practice_case where state = 'draft' order by id limit 1")}/edit`,
  },
  'case.ask.': {
    as: 'linying-officer',
    at: async () =>
      `/cases/${await one("select id from cases.practice_case where state = 'published' order by id limit 1")}`,
    form: 'details.ask form',
  },
  'convene.new-class': { as: 'xuchang-officer', at: async () => '/classes/new' },
  'plan-line.new.': { as: 'xihua-officer', at: async () => `/plan/${await openPlan()}/lines/new` },
  'sheet.new.': {
    as: 'xihua-officer',
    at: async () => {
      const county = await place('xihua')
      const period = await one("select id from plan.period where code = '1954-h1'")
      const trade = await one(`select id from registry.trade where id not in (
        select trade_id from plan.condition_sheet where place_id = '${county}' and period_id = '${period}') limit 1`)
      return `/plan/conditions/new?place=${county}&period=${period}&trade=${trade}`
    },
  },
  'new-check.': {
    as: 'trainer',
    at: async () =>
      `/study/classes/${await one('select id from convene.class order by first_day limit 1')}/new-check`,
  },
}
/** Saved like a question to the presenter, in a list that the sample may have answered whole. */
const elsewhere = ['case.answer.']

test('30: each form that keeps what is typed is tried here', () => {
  const root = join(import.meta.dirname, '..', '..')
  const kept = globSync('src/*/web/**/*.tsx', { cwd: root }).flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8')
    return [
      ...text.matchAll(
        /useDraft(?:<[^(]*>)?\((?:[^`']|'[^']*'(?!,?\n? *\)))*?[`']([a-z][a-z-]*[.a-z-]*)(?:\$\{[^`]*)?[`'],?\s*\)/g,
      ),
    ].map(([, key]) => key)
  })
  const names = [...new Set(kept)].filter((key) => /[.-]/.test(key))
  assert.ok(names.length > 5, `only ${names} were seen`)
  assert.deepEqual(
    names.filter((key) => !(key in forms) && !elsewhere.includes(key)),
    [],
  )
})

const keptHere = (page: Page): Promise<string[]> =>
  page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('hezuo.draft.')))

/** What stands in the fields of a form. */
const standing = (form: Locator): Promise<string[]> =>
  form
    .locator('input, textarea, select')
    .evaluateAll((fields) =>
      (fields as HTMLInputElement[]).map((one) =>
        one.type === 'radio' || one.type === 'checkbox' ? String(one.checked) : one.value,
      ),
    )

const typed = 'zq-typed-here'
const field = (form: Locator) =>
  form
    .locator('textarea:visible, input:visible:not([type]):not([role]), input[type=text]:visible:not([role])')
    .first()

/** A field for words, not for a number or a day, which take only what can be one. */
async function wordField(form: Locator): Promise<Locator> {
  await field(form).waitFor()
  const long = form.locator('textarea:visible').first()
  return (await long.count()) > 0 ? long : field(form)
}

/** Opens the form, types into it, and saves; the server says that it holds it. Gives what was sent. */
async function fillIn(page: Page, form: Locator): Promise<Request> {
  const isSaving = (request: Request) => request.method() !== 'GET' && request.url().includes('/api/')
  await page.route(
    (url) => url.pathname.startsWith('/api/'),
    (route) =>
      isSaving(route.request())
        ? route.fulfill({ json: { id: '018cd000-0000-7000-8000-000000000001', version: 2, editVersion: 2 } })
        : route.continue(),
  )
  await (await wordField(form)).fill(typed)
  await page.waitForFunction(() => Object.keys(sessionStorage).some((key) => key.startsWith('hezuo.draft.')))
  // What the form demands is another matter, and the server's answer here does not depend on it.
  await form.evaluate((element) => {
    for (const one of element.querySelectorAll('input, textarea, select, [data-refused]'))
      for (const name of ['required', 'pattern', 'minlength', 'min', 'max', 'data-refused'])
        one.removeAttribute(name)
  })
  const sent = page.waitForRequest(isSaving)
  await form.locator('button[type=submit]').last().click()
  const request = await sent
  await (await request.response())?.finished()
  await page.unrouteAll()
  return request
}

for (const [key, { as, at, form: selector = 'main form' }] of Object.entries(forms))
  test(`30: what was saved does not come back into the form: ${key}`, { timeout: 120_000 }, async () => {
    const window = await here.window({ language: 'en', size: 'wide' }, as)
    const page = await window.newPage()
    page.setDefaultTimeout(30_000)
    const path = await at()
    const form = page.locator(selector).first()
    const open = async () => {
      await form.waitFor({ state: 'attached' })
      await page.locator('details.ask').evaluateAll((all) => all.map((one) => one.setAttribute('open', '')))
      await field(form).waitFor()
      await page.waitForLoadState('networkidle')
    }
    await page.goto('/')
    await page.goto(path)
    await open()
    const begun = await standing(form)
    const isElsewhere = key !== 'case.ask.'
    await fillIn(page, form)
    if (isElsewhere) await page.waitForURL((url) => url.pathname + url.search !== path)
    else await page.getByText('Your question was sent.').first().waitFor()
    assert.deepEqual(await keptHere(page), [], 'nothing is kept in this tab')
    if (isElsewhere) await page.goBack()
    await open()
    assert.deepEqual(await standing(form), begun, 'as it was, on the way back')
    await page.goto(path)
    await open()
    assert.deepEqual(await standing(form), begun, 'as it was, opened anew')
    await window.close()
  })

test('30: a new line of a plan cites what it was begun from, and nothing of the line before', {
  timeout: 120_000,
}, async () => {
  const window = await here.window({ language: 'en', size: 'wide' }, 'xihua-officer')
  const page = await window.newPage()
  page.setDefaultTimeout(30_000)
  const [first, second] = [await clause(0), await clause(1)]
  const path = `/plan/${await openPlan()}/lines/new`
  const form = page.locator('main form').first()
  const cited = async (search: string) => {
    await page.goto(path + search)
    await field(form).waitFor()
    await page.waitForLoadState('networkidle')
    const request = await fillIn(page, form)
    await page.waitForURL((url) => !url.pathname.endsWith('/new'))
    return request.postDataJSON().citations
  }
  const by = (id: string) => [{ kind: 'clause', id }]
  assert.deepEqual(await cited(`?cite=clause:${first}`), by(first))
  assert.deepEqual(await cited(''), [])
  assert.deepEqual(await cited(`?cite=clause:${second}`), by(second))
  // Begun and left: it waits where it was begun, and turns up nowhere else.
  await page.goto(`${path}?cite=clause:${first}`)
  await (await wordField(form)).fill(typed)
  await page.waitForFunction(() => Object.keys(sessionStorage).some((key) => key.startsWith('hezuo.draft.')))
  page.on('dialog', (dialog) => void dialog.accept())
  assert.deepEqual(await cited(''), [])
  assert.deepEqual(await cited(`?cite=clause:${second}`), by(second))
  await page.goto(`${path}?cite=clause:${first}`)
  await field(form).waitFor()
  assert.ok((await standing(form)).includes(typed))
  await window.close()
})
