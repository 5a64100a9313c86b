// What a person who walks the screens relies on, each on the page where it was once otherwise.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import type { BrowserContext, Page } from 'playwright-core'
import { changeLine } from '../src/plan/lines/contract.ts'
import { approvePlan, planPage, returnPlan, submitPlan } from '../src/plan/plans/contract.ts'
import { readWords } from '../src/platform/catalogues.ts'
import { addPerson } from '../src/registry/people/contract.ts'
import { type Look, openScreens } from './browser.ts'
import { withTarget } from './plans.ts'

const here = openScreens()

/** A window of somebody of the cast, and its page; closed when the walk is over. */
async function walk(login: string, look: Look, steps: (page: Page, window: BrowserContext) => Promise<void>) {
  const window = await here.window(look, login)
  const page = await window.newPage()
  page.setDefaultTimeout(20_000)
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  await steps(page, window)
  await window.close()
  assert.deepEqual(faults, [])
}

const wide: Look = { language: 'en', size: 'wide' }
const phone: Look = { language: 'zh', size: 'phone' }
const say = (language: string) => readWords().say(language)
const button = (page: Page, text: string) => page.getByRole('button', { name: text, exact: true })

const one = async <T>(query: ReturnType<typeof sql<T>>): Promise<T> =>
  (await query.execute(here.town.database.kysely)).rows[0]

const runningClass = async (): Promise<string> =>
  (await one(sql<{ id: string }>`select id from convene.class where state = 'running' limit 1`)).id

test('a photograph chosen as evidence fits into the dialog of a phone, and is asked for', async () => {
  const { id, login } = await one(sql<{ id: string; login: string }>`
    select report.id, account.login from carry_out.report
    join plan.plan_line as line on line.id = report.plan_line_id join plan.plan on plan.id = line.plan_id
    join access.role_grant on role_grant.place_id = plan.place_id and role_grant.role = 'planner'
    join access.account on account.id = role_grant.account_id
    where not exists (select 1 from carry_out.report as later where later.supersedes_id = report.id)
    order by report.month desc, report.id limit 1`)
  await walk(login, phone, async (page) => {
    await page.goto(`${here.address}/carry-out/reports/${id}`)
    await button(page, say('zh')('Add evidence')).first().click()
    const dialog = page.locator('dialog[open]')
    const label = dialog.locator('label', { hasText: say('zh')('Photograph or PDF of the ledger page') })
    assert.equal(await label.locator('.optional').count(), 0)
    const picture = await page.evaluate(async () => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 2400, height: 1800 })
      canvas.getContext('2d')?.fillRect(0, 0, 2400, 1800)
      return canvas.toDataURL('image/png').split(',')[1]
    })
    const file = { name: 'page.png', mimeType: 'image/png', buffer: Buffer.from(picture, 'base64') }
    await dialog.locator('input[type=file]').setInputFiles(file)
    await dialog.locator('img').waitFor()
    const drawn = await dialog.locator('img').boundingBox()
    assert.ok(drawn && drawn.width <= 100, `the picture is ${drawn?.width} wide`)
    assert.ok(await dialog.evaluate((one) => one.scrollWidth <= one.clientWidth))
  })
})

test('33: two people change a line: different fields merge, and of the same field one keeps the own', async () => {
  const county = await here.town.as('fugou-officer')
  const { id: planId } = await one(sql<{ id: string }>`select plan.id from plan.plan
    join registry.place on place.id = plan.place_id where place.code like 'fugou%' and plan.state = 'returned'`)
  const plan = await county.ask(planPage, { params: { planId } })
  const [line] = plan.lines
  const params = { planLineId: line.id }
  const now = async () =>
    (await county.ask(planPage, { params: { planId: plan.id } })).lines.find(
      (other) => other.id === line.id,
    ) ?? line
  const elsewhere = async (part: object) => {
    const standing = await now()
    const body = { ...withTarget(standing, standing.target), ...part, editVersion: standing.editVersion }
    await county.ask(changeLine, { params, body })
  }
  await walk('fugou-officer', wide, async (page) => {
    const edit = async () => {
      await page.goto(`${here.address}/plan/${plan.id}/lines/${line.id}/edit`)
      await page.getByLabel(say('en')('Means')).first().waitFor()
    }
    const save = () => button(page, say('en')('Save the line')).click()
    await edit()
    await page.getByLabel(say('en')('Means')).first().fill('Loans of the bank')
    await elsewhere({ risk: { zh: '缺煤', en: 'No coal' } })
    await save()
    await page.waitForURL(/\/lines\/[^/]+$/)
    assert.deepEqual([(await now()).means.en, (await now()).risk.en], ['Loans of the bank', 'No coal'])

    await edit()
    await page.getByLabel(say('en')('Means')).first().fill('Own savings')
    await elsewhere({ means: { zh: '', en: 'Loans again' }, risk: { zh: '缺铁', en: 'No iron' } })
    await save()
    const keep = button(page, say('en')('Keep mine, and save again'))
    await keep.waitFor()
    const told = await page.locator('main [role=alert]').allInnerTexts()
    assert.equal(told.length, 1, `the choice is all that is said: ${told.join(' | ')}`)
    assert.ok(await page.evaluate(() => document.activeElement?.matches('main [role=alert]')))
    await keep.click()
    await page.waitForURL(/\/lines\/[^/]+$/)
    assert.deepEqual([(await now()).means.en, (await now()).risk.en], ['Own savings', 'No iron'])
  })
})

test('a revision asks only about what differs from the version that stands', async () => {
  const county = await here.town.as('linying-officer')
  const district = await here.town.as('xuchang-officer')
  const { id } = await one(sql<{ id: string }>`select plan.id from plan.plan
    join registry.place on place.id = plan.place_id where place.code = 'linying' and plan.state = 'approved'`)
  const params = { planId: id }
  const read = () => county.ask(planPage, { params })
  const reopen = async () => {
    const { editVersion } = await read()
    await district.ask(returnPlan, { params, body: { editVersion, reason: { zh: '修订', en: 'Revise' } } })
  }
  await reopen()
  await county.ask(submitPlan, { params, body: { editVersion: (await read()).editVersion } })
  const { editVersion } = await read()
  await district.ask(approvePlan, { params, body: { editVersion, conditions: { zh: '', en: '' } } })
  await reopen()
  await walk('linying-officer', wide, async (page) => {
    const asked = page.locator('section', {
      has: page.getByRole('heading', { name: say('en')('Please confirm') }),
    })
    const open = async () => {
      await page.goto(`${here.address}/plan/${id}`)
      await button(page, say('en')('Submit')).click()
    }
    const send = (text: string) =>
      page.getByRole('dialog').getByRole('button', { name: say('en')(text), exact: true })
    await open()
    await send('Submit').waitFor()
    assert.equal(await asked.count(), 0, 'everything was confirmed with the version that stands')

    const { lines } = await read()
    const line = lines.find((line) => line.indicator.counts === 'organisations') ?? lines[0]
    const body = { ...withTarget(line, line.target + line.baseline + 11), editVersion: line.editVersion }
    await county.ask(changeLine, { params: { planLineId: line.id }, body })
    await open()
    await send('Confirm and submit').waitFor()
    const links = await asked
      .getByRole('link')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href')))
    assert.ok(links.includes(`/plan/${id}/lines/${line.id}`), 'what was changed is asked about')
    const untouched = lines.filter((other) => other.trade?.id !== line.trade?.id)
    assert.ok(untouched.every((other) => !links.includes(`/plan/${id}/lines/${other.id}`)))
  })
})

test('the rail agrees with the page, also where somebody else changed what it counts', async () => {
  const { seats } = await one(sql<{ seats: number }>`select sum(seats)::int as seats from convene.seat
    join convene.class on class.id = seat.class_id where class.state = 'running' group by class.id`)
  const rail = (page: Page) => page.locator('.rail a.step', { hasText: say('en')('Convene') }).locator('i')
  await walk('xuchang-officer', wide, async (page) => {
    await page.goto(`${here.address}/classes`)
    await rail(page)
      .getByText(new RegExp(`/${seats}$`))
      .waitFor()
    await sql`update convene.seat set seats = seats + 1 where ctid = (select seat.ctid from convene.seat
      join convene.class on class.id = seat.class_id where class.state = 'running' and seats > 0 limit 1)`.execute(
      here.town.database.kysely,
    )
    // Some time later, so that what the page learns is no part of its first drawing.
    await page.waitForTimeout(2_500)
    await page.locator('main a[href^="/classes/"]').first().click()
    await rail(page)
      .getByText(new RegExp(`/${seats + 1}$`))
      .waitFor()
  })
})

test('a line of a plan is called the same on its page, in the thread and over its reports', async () => {
  const { id, planId, reportId } = await one(sql<{ id: string; planId: string; reportId: string }>`
    select line.id, line.plan_id as "planId", report.id as "reportId" from plan.plan_line as line
    join plan.indicator on indicator.id = line.indicator_id and indicator.counts = 'organisations'
    join carry_out.report on report.plan_line_id = line.id join registry.place on place.id = report.place_id
    where line.trade_id is not null and place.code = 'linying' order by line.id, report.id limit 1`)
  const name = async (language: string) => {
    let title = ''
    await walk('xuchang-officer', { language, size: 'wide' }, async (page) => {
      await page.goto(`${here.address}/plan/${planId}/lines/${id}`)
      await page.locator('main h1').waitFor()
      title = (await page.title()).replace(' · 合作 Hezuo', '')
      await page.goto(`${here.address}/thread/plan_line/${id}`)
      await page.locator('main h1', { hasText: title }).waitFor()
      await page.goto(`${here.address}/thread/report/${reportId}`)
      await page.locator('main h1', { hasText: title }).waitFor()
    })
    return title
  }
  assert.match(await name('en'), /^[^·]+ · Groups$|^[^·]+ · [A-Z][^·]+$/)
  assert.match(await name('zh'), /^[^·]+ · [^·]+$/)
})

test('of two entries each name is called by the letters that it is written in', async () => {
  const district = await here.town.as('xuchang-officer')
  const { id: placeId } = await one(sql<{ id: string }>`select id from registry.place where code = 'linying'`)
  const add = async (zh: string, en: string) =>
    (await district.ask(addPerson, { body: { placeId, names: { zh, en }, phone: '' } })).id
  const latin = [await add('María Núñez', 'María Núñez'), await add('Maria Nunez', 'Maria Nunez')]
  const chinese = await add('努涅斯', 'María Núñez')
  await walk('xuchang-officer', wide, async (page) => {
    const named = page.getByRole('row', {
      name: new RegExp(`^(${say('en')('Name in Chinese')}|${say('en')('Latin name')})`),
    })
    const open = async (twin: string, kept: string) => {
      await page.goto(`${here.address}/registers/duplicates/person/${twin}/${kept}`)
      await page.getByRole('row', { name: new RegExp(`^${say('en')('Place')}`) }).waitFor()
    }
    await open(latin[1], latin[0])
    assert.equal(await named.count(), 0, 'a name in Latin letters alone is said once')
    await open(latin[0], chinese)
    assert.deepEqual(await named.locator('th, td').allTextContents(), [
      say('en')('Name in Chinese'),
      '–',
      '努涅斯',
    ])
  })
})

test('the reader’s language leads in every form, and stages have heads', async () => {
  const { id } = await one(sql<{ id: string }>`select id from registry.place where level = 'county' limit 1`)
  await walk('xuchang-officer', { language: 'es', size: 'wide' }, async (page) => {
    const es = say('es')
    await page.goto(`${here.address}/places/${id}`)
    await button(page, es('Enter a person')).click()
    const labels = page.locator('dialog[open] form label')
    await labels.first().waitFor()
    const texts = (await labels.allInnerTexts()).map((text) => text.trim())
    assert.ok(
      texts.indexOf(es('Pinyin or English name')) < texts.indexOf(es('Full name in Chinese')),
      `${texts}`,
    )
    await page.goto(`${here.address}/classes/new`)
    const heads = page.locator('.stage-line.heads span')
    await heads.first().waitFor()
    const expected = [es('What it is for'), es('Name in English'), es('Name in Chinese')]
    assert.deepEqual(await heads.allInnerTexts(), expected)
  })
})

test('where a question is left out, the one that remains still shows its clause', async () => {
  const classId = await runningClass()
  await walk('trainer', wide, async (page) => {
    await page.goto(`${here.address}/study/classes/${classId}/new-check`)
    await button(page, say('en')('Add a question')).click()
    const clause = (n: number) =>
      page
        .locator('.question-edit')
        .nth(n)
        .getByRole('combobox', { name: say('en')('Clause that answers it') })
    await clause(1).click()
    await page.locator('.picker-list:visible [role=option]').first().click()
    const name = await clause(1).inputValue()
    await button(page, say('en')('Leave this question out')).first().click()
    await page.waitForFunction(
      (text) => document.querySelector<HTMLInputElement>('.question-edit [role=combobox]')?.value === text,
      name,
    )
    assert.notEqual(name, '')
  })
})

test('the seat table: on paper it stands alone, and a letter in it says what is wrong', async () => {
  const classId = await runningClass()
  await walk('xuchang-officer', wide, async (page) => {
    await page.goto(`${here.address}/classes/${classId}/seats`)
    await page.locator('table .heat').first().waitFor()
    await page.setViewportSize({ width: 794, height: 1123 })
    await page.emulateMedia({ media: 'print' })
    const [table, side] = [
      await page.locator('main table').first().boundingBox(),
      await page.locator('.side').boundingBox(),
    ]
    assert.ok(
      table && side && side.y >= table.y + table.height,
      'what stands beside it comes below it on paper',
    )
    await page.emulateMedia({ media: 'screen' })
    await page.setViewportSize({ width: 1320, height: 900 })
    await button(page, say('en')('Change seats')).first().click()
    await page.locator('input.heat').first().fill('x')
    await page.getByText(/“x” is no number of seats/).waitFor()
  })
})

test('on paper the roll-up says nothing of what only a screen can do', async () => {
  await walk('xuchang-officer', wide, async (page) => {
    await page.goto(`${here.address}/roll-up`)
    const hint = page.getByText('Every figure opens down to its rows.')
    await hint.waitFor()
    await page.emulateMedia({ media: 'print' })
    assert.equal(await hint.isVisible(), false)
    assert.equal(
      await page.getByText(/Ratios and formulas are recomputed from their parts/).isVisible(),
      true,
    )
  })
})

test('44: after a dialog the keyboard is on the page, and what was said does not come back on another', async () => {
  const classId = await runningClass()
  await walk('jia-officer', wide, async (page) => {
    await page.clock.install()
    await page.goto(`${here.address}/classes/${classId}/nominations`)
    await page
      .getByRole('button', { name: /^Put somebody forward as/ })
      .or(button(page, say('en')('Add to the waiting list')))
      .first()
      .click()
    const dialog = page.locator('dialog[open]')
    const [list, frame] = [dialog.locator('.picker-list'), dialog]
    await dialog.getByRole('combobox').click()
    await list.locator('[role=option]').first().waitFor()
    const [inner, outer] = [await list.boundingBox(), await frame.boundingBox()]
    assert.ok(inner && outer && inner.y + inner.height <= outer.y + outer.height, 'the list is cut off')
    await list.locator('[role=option]').last().click()
    const late = dialog.getByLabel(say('en')('Why after the deadline'))
    if ((await late.count()) > 0) await late.fill('The road was closed')
    await button(page, say('en')('Put forward')).last().click()
    await dialog.waitFor({ state: 'detached' })
    await page.waitForFunction(() => document.activeElement !== document.body)
    await page.locator('.toast p').waitFor()
    await page.clock.fastForward(6_000)
    await page.locator('.toast p').waitFor({ state: 'detached' })
    await page.goto(`${here.address}/classes/${classId}/papers`)
    await page.locator('main a[href*="/papers/"], main a[href*="/paper"]').first().click()
    await page.locator('main h1').first().waitFor()
    assert.equal(await page.locator('.toast p').count(), 0)
  })
})

test('without network a screen not yet loaded says so in words and can be tried again', async () => {
  await walk('xuchang-officer', wide, async (page, window) => {
    await page.goto(`${here.address}/classes`)
    await page.locator('main h1').waitFor()
    await window.setOffline(true)
    await page.locator('.rail a.step', { hasText: say('en')('Examine') }).click()
    await page.getByRole('heading', { name: say('en')('The server cannot be reached.') }).waitFor()
    await window.setOffline(false)
    await button(page, say('en')('Try again')).click()
    await page.locator('main h1').waitFor()
  })
})

test('of counties together the roll-up says how many were sent, and of none a day that was not its own', async () => {
  const { id } = await one(sql<{ id: string }>`select id from registry.place where code = 'henan'`)
  const { id: periodId } = await one(sql<{ id: string }>`select id from plan.period where code = '1954-h1'`)
  await walk('administrator', wide, async (page) => {
    await page.goto(`${here.address}/roll-up?place=${id}&period=${periodId}`)
    const row = page
      .getByRole('table', { name: say('en')('Places by months') })
      .getByRole('row', { name: /Xuchang Special District/ })
    await row.waitFor()
    const cells = await row.getByRole('cell').allInnerTexts()
    const titles = await row
      .locator('[title], [aria-label]')
      .evaluateAll((all) =>
        all.map((cell) => cell.getAttribute('title') ?? cell.getAttribute('aria-label') ?? ''),
      )
    const told = [...cells, ...titles].join('\n')
    assert.match(told, /\d+ of \d+ sent/)
    assert.doesNotMatch(told, /late|due/)
  })
})

test('who may read totals alone is led to no page that is closed', async () => {
  await walk('trainer', wide, async (page) => {
    await page.goto(`${here.address}/roll-up`)
    await page.locator('main table a[href^="/roll-up?"]').first().click()
    await page.locator('.facts').waitFor()
    assert.equal(await page.locator('main .facts a').count(), 0)
  })
})

test('what is typed is asked for once it is written, and a cleared list stays cleared', async () => {
  await walk('xuchang-officer', wide, async (page) => {
    const asked: string[] = []
    page.on('request', (request) => {
      const { pathname, searchParams } = new URL(request.url())
      if (pathname === '/api/organisations' && searchParams.has('text'))
        asked.push(searchParams.get('text') ?? '')
    })
    await page.goto(`${here.address}/organisations`)
    const field = page.getByRole('searchbox')
    await field.pressSequentially('tin group ', { delay: 10 })
    await page.waitForURL(/text=tin/)
    await page.locator('main tbody tr', { hasText: /tin/i }).first().waitFor()
    assert.equal(asked.at(-1), 'tin group')
    // A slow machine may take a breath in between; nobody asks at every key.
    assert.ok(asked.length < 'tin group'.length, asked.join(', '))
    assert.equal(await field.inputValue(), 'tin group ')
    await page.goto(`${here.address}/organisations?text=knitting`)
    assert.equal(await field.inputValue(), 'knitting')
    await field.fill('')
    await page.waitForURL((url) => !url.searchParams.has('text'))
    assert.equal(await field.inputValue(), '')
  })
})
