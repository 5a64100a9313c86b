// A county officer brings in a roster on the screen: chosen, put right by one click and by typing, decided, brought in.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readWords } from '../src/platform/catalogues.ts'
import { type Look, openScreens } from './browser.ts'

const here = openScreens()

const looks: Look[] = [
  { language: 'zh', size: 'wide' },
  { language: 'en', size: 'phone' },
]
for (const look of looks) {
  test(`a roster is put right and brought in (${look.language}, ${look.size})`, async () => {
    const say = readWords().say(look.language)
    const window = await here.window(look, 'linying-officer')
    const page = await window.newPage()
    const button = (text: string) => page.getByRole('button', { name: say(text), exact: true })
    const states = (state: string) => page.locator('.facts dd').nth(state === 'new' ? 0 : 3)
    await page.goto(`${here.address}/people`)
    await page.getByRole('link', { name: say('Import from a file') }).click()
    const mine = look.language === 'zh' ? '甲' : '乙'
    const lines = ['姓名,地区', `贺楼${mine},临颖县`, `闻人${mine},临颖县`, '尚忠堂,临颍县', ',临颍县']
    const text = lines.join('\n')
    if (look.size === 'wide') {
      const dropped = await page.evaluateHandle((content) => {
        const transfer = new DataTransfer()
        transfer.items.add(new File([content], 'roster.csv', { type: 'text/csv' }))
        return transfer
      }, text)
      await page.dispatchEvent('.drop', 'drop', { dataTransfer: dropped })
    } else {
      const file = { name: 'roster.csv', mimeType: 'text/csv', buffer: Buffer.from(text) }
      await page.setInputFiles('input[type=file]', file)
    }
    await button('Read the file').click()
    await page
      .getByText(say('{n} rows wait for you.', { n: 4 }))
      .or(page.getByText(/4 行/))
      .first()
      .waitFor()
    assert.equal(await button('Bring everything in').isDisabled(), true)
    // One click puts the name of the place right in both rows.
    await page
      .locator('.import-near .btn', { hasText: /临颍县|Linying County/ })
      .first()
      .click()
    await page.waitForFunction(() => document.querySelectorAll('.import-cell.wrong').length === 2)
    await page
      .getByRole('button', { name: /尚忠堂 · |Shang Zhongtang · / })
      .first()
      .click()
    await page.waitForFunction(() => document.querySelectorAll('.import-cell.wrong').length === 1)
    await page.locator('.import-cell.wrong').click()
    await page.locator('.import-edit input').fill(`司徒${mine}`)
    await page.keyboard.press('Enter')
    await page.getByText(say('Every row is right.')).waitFor()
    assert.equal(await states('new').innerText(), '3')
    await button('Bring everything in').click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: say('Bring it in'), exact: true })
      .click()
    await page
      .getByText(say('The rows of the file are not kept; each entry stands in the journal.'))
      .waitFor()
    await page.goto(`${here.address}/people?text=${encodeURIComponent(`司徒${mine}`)}`)
    await page.locator('tbody tr').first().waitFor()
    assert.match(await page.locator('tbody tr').first().innerText(), /Situ|司徒/)
    await window.close()
  })
}

test('what is decided of all rows is offered where a row allows it, says how many rows it decides and how many wait after it', async () => {
  const window = await here.window({ language: 'en', size: 'wide' }, 'linying-officer')
  const page = await window.newPage()
  const lines = ['姓名,地区', '尚忠堂,临颍县', '双出现,临颍县', '双出现,临颍县', ',临颍县']
  await page.goto(`${here.address}/imports/new?kind=people`)
  const file = { name: 'roster.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) }
  await page.setInputFiles('input[type=file]', file)
  await page.getByRole('button', { name: 'Read the file', exact: true }).click()
  const group = page.locator('.import-states', { hasText: 'All at once:' })
  await group.waitFor()
  const offered = () => group.getByRole('button').allInnerTexts()
  assert.deepEqual(await offered(), ['The same as what is there 1', 'New ones 2', 'Leave out 3'])
  await group.getByRole('button', { name: /^The same/ }).click()
  await page.getByText('1 row decided. 2 rows wait for you.').waitFor()
  assert.deepEqual(await offered(), ['New ones 1', 'Leave out 2', 'Decide anew 1'])
  await group.getByRole('button', { name: /^New ones/ }).click()
  await page.getByText('1 row decided. 1 row waits for you.').waitFor()
  await group.getByRole('button', { name: /^Leave out/ }).click()
  await page.getByText('1 row decided. No row waits for you any more.').waitFor()
  assert.deepEqual(await offered(), ['Decide anew 3'])
  await group.getByRole('button', { name: /^Decide anew/ }).click()
  await page.getByText('3 rows are undecided again.').waitFor()
  assert.deepEqual(await offered(), ['The same as what is there 1', 'New ones 2', 'Leave out 3'])
  await window.close()
})
