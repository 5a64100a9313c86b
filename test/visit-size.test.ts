// What a phone must fetch before a field screen works: everything that the first visit of the page where figures are
// reported asks for, packed, in every language, is at most 150 KB.
import assert from 'node:assert/strict'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { readWords } from '../src/platform/catalogues.ts'
import { openScreens } from './browser.ts'

const most = 150 * 1024
const built = join(import.meta.dirname, '..', 'dist', 'web')

const here = openScreens()

for (const language of readWords().languages)
  test(`the first visit of a group head’s phone fits: ${language}`, { timeout: 120_000 }, async (context) => {
    const window = await here.window({ language, size: 'phone' }, 'linying-reporter')
    const page = await window.newPage()
    const answers: Promise<[string, number]>[] = []
    page.on('response', (response) => {
      const { pathname } = new URL(response.url())
      const packed = join(built, `${pathname === '/carry-out' ? 'index.html' : pathname}.gz`)
      const size = async () =>
        existsSync(packed) ? statSync(packed).size : gzipSync(await response.body()).length
      answers.push(size().then((bytes) => [pathname, bytes]))
    })
    await page.goto('/carry-out', { waitUntil: 'networkidle' })
    await page.locator('main h1').first().waitFor()
    const sizes = (await Promise.all(answers)).sort((a, b) => b[1] - a[1])
    await window.close()
    const all = sizes.reduce((sum, [, bytes]) => sum + bytes, 0)
    const largest = sizes.slice(0, 5).map(([path, bytes]) => `${path} ${Math.round(bytes / 1024)}`)
    context.diagnostic(`${language}: ${(all / 1024).toFixed(2)} KB packed; ${largest.join(', ')}`)
    assert.ok(sizes.length > 5, `only ${sizes.length} answers were seen`)
    assert.ok(
      all <= most,
      `${language}: ${Math.round(all / 1024)} KB packed\n${sizes.map((one) => one.join(' ')).join('\n')}`,
    )
  })
