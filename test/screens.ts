// Pictures of every main screen, in every language, wide and phone-sized, into screens/<language>-<size>/.
// npm run screens            all of them
// npm run screens -- plan    those whose name begins so
// npm run screens -- es plan the same in one language
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { buildWeb } from '../src/app/server/web-build.ts'
import { readWords } from '../src/platform/catalogues.ts'
import { type Look, listen, openBrowser, openWindow, signIn } from './browser.ts'
import { fill, screens } from './screen-list.ts'
import { openTown } from './town.ts'

const folder = join(import.meta.dirname, '..', 'screens')

const words = readWords()
const given = process.argv.slice(2)
const wanted = given.filter((one) => !words.languages.includes(one))
const languages = words.languages.filter((one) => wanted.length === given.length || given.includes(one))
const chosen = screens.filter(
  ([name]) => wanted.length === 0 || wanted.some((start) => name.startsWith(start)),
)
await buildWeb((line) => console.log(line))
const town = await openTown()
const address = await listen(town)
const browser = await openBrowser()
const looks: Look[] = languages.flatMap((language) => [
  { language, size: 'wide' as const },
  { language, size: 'phone' as const },
])
let failed = 0
for (const look of looks) {
  const into = join(folder, `${look.language}-${look.size}`)
  if (wanted.length === 0) rmSync(into, { recursive: true, force: true })
  mkdirSync(into, { recursive: true })
  for (const [name, login, path] of chosen) {
    const window = await openWindow(browser, address, look)
    try {
      if (login) await signIn(window, town, address, login)
      const page = await window.newPage()
      const errors: string[] = []
      page.on('pageerror', (error) => errors.push(error.message))
      await page.goto(await fill(town, path), { waitUntil: 'networkidle' })
      if (await page.getByText(words.say(look.language)('There is no such page')).count())
        errors.push('no such page')
      if (name.startsWith('paper-')) await page.emulateMedia({ media: 'print' })
      await page.screenshot({ path: join(into, `${name}.png`), fullPage: true })
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      if (wide > 1 && !name.startsWith('paper-')) errors.push(`scrolls sideways by ${wide} px`)
      if (errors.length > 0) throw new Error(errors.join('; '))
    } catch (error) {
      failed += 1
      console.log(`${look.language} ${look.size} ${name}: ${(error as Error).message.split('\n')[0]}`)
    } finally {
      await window.close()
    }
  }
}
await browser.close()
await town.close()
console.log(
  `${chosen.length * looks.length - failed} pictures in ${folder}${failed ? `, ${failed} with something wrong` : ''}`,
)
process.exit(failed > 0 ? 1 : 0)
