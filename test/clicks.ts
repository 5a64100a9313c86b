// Hands for a test that works by clicks alone: everything is found by its role and by the words that a person reads.
import type { Locator, Page } from 'playwright-core'

type Scope = Page | Locator

export const press = (scope: Scope, name: string | RegExp): Promise<void> =>
  scope
    .getByRole('button', { name, exact: typeof name === 'string' })
    .first()
    .click()

export const follow = (scope: Scope, name: string | RegExp): Promise<void> =>
  scope.getByRole('link', { name }).first().click()

/** A field by its label; where several begin alike, the first. */
export const field = (scope: Scope, label: string | RegExp): Locator => scope.getByLabel(label).first()

/** A text in both languages that are written. */
export async function write(scope: Scope, label: string, text: string): Promise<void> {
  await field(scope, `${label}, in English`).fill(text)
  await field(scope, `${label}, in Chinese`).fill(`${text}（中文）`)
}

/** Looks for something among many and takes it. */
export async function pick(scope: Scope, label: string | RegExp, text: string): Promise<void> {
  await scope.getByRole('combobox', { name: label }).first().fill(text)
  const found = scope.getByRole('listbox').getByRole('option', { name: new RegExp(text) })
  await found.first().click()
}

/** A date as it was said: '2026', '2026-03' or '2026-03-05'. */
export async function say(scope: Scope, label: string | RegExp, date: string): Promise<void> {
  const [year, month, day] = date.split('-')
  for (const group of await scope.getByRole('group', { name: label }).all()) {
    await group.getByLabel('Year').fill(year)
    if (month) await group.getByLabel('Month', { exact: true }).selectOption(month)
    if (day) await group.getByLabel('Part of the month or day').selectOption(day)
  }
}

/** What has to be written and isn't yet. */
export async function fillRest(scope: Scope, text: string): Promise<void> {
  for (const one of await scope.getByRole('textbox').all())
    if ((await one.isVisible()) && (await one.isEnabled()) && (await one.inputValue()) === '')
      await one.fill(text)
}

/** A file of one kind goes in by the screen: every row right, nothing asked, all at once. */
export async function bringIn(page: Page, kind: string, lines: string[][]): Promise<void> {
  await page.goto(`/imports/new?kind=${kind}`)
  const buffer = Buffer.from(lines.map((cells) => cells.join(',')).join('\n'))
  await page.getByLabel('File').setInputFiles({ name: `${kind}.csv`, mimeType: 'text/csv', buffer })
  await press(page, 'Read the file')
  await page.getByText('Every row is right.').waitFor()
  await press(page, 'Bring everything in')
  await press(page.getByRole('dialog'), 'Bring it in')
  await page.getByText('The rows of the file are not kept; each entry stands in the journal.').waitFor()
}

/** Answers one by one, always with the first choice, and hands in; the answers wait on the device for four others. */
export async function answerAll(page: Page): Promise<void> {
  await press(page, 'Take my ballot and begin')
  for (;;) {
    const step = page.locator('.step-of')
    const before = await step.innerText()
    for (const group of await page
      .getByRole('group')
      .filter({ has: page.getByRole('radio') })
      .all())
      await group.getByRole('radio').first().check({ force: true })
    if ((await page.getByRole('button', { name: 'Hand in', exact: true }).count()) > 0) break
    await press(page, 'Next')
    await page.waitForFunction(
      (text) => document.querySelector('.step-of')?.textContent !== text,
      before.split('\n')[0],
    )
  }
  await press(page, 'Hand in')
  await page.getByText('Kept on this device, not yet sent').first().waitFor()
}
