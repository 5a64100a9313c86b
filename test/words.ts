// Writes the catalogues of one language, a file a room: every text that the code uses stands with the first room that
// uses it, with the places that show it; what is translated stays, what nothing uses any more goes.
// npm run words -- es        begins src/<room>/words/es.po, or brings it up to date
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type GetTextTranslation, po } from 'gettext-parser'
import { order, product, source } from './house/house.ts'

const tag = process.argv[2] ?? ''
try {
  Intl.getCanonicalLocales(tag)
} catch {
  console.error('Name the language by its tag: npm run words -- es')
  process.exit(1)
}
if (!tag || tag === 'en') {
  console.error('Name a language other than English, which is written in the code: npm run words -- es')
  process.exit(1)
}

const path = (room: string) => join(source, room, 'words', `${tag}.po`)
const before = new Map(
  order.filter((room) => existsSync(path(room))).map((room) => [room, po.parse(readFileSync(path(room)))]),
)
const standing = new Map<string, GetTextTranslation>()
for (const { translations } of before.values())
  for (const entry of Object.values(translations[''] ?? {}))
    if (entry.msgid && !standing.has(entry.msgid)) standing.set(entry.msgid, entry)

const pluralOf = new Map(
  product.flatMap((file) =>
    file.texts.flatMap(({ text, plural }) => (plural ? [[text, plural] as const] : [])),
  ),
)
/** In the order of the programme, so that a text which several rooms use stands with the first of them. */
const places = new Map<string, string[]>()
for (const room of order)
  for (const file of product.filter((one) => one.room === room))
    for (const { text } of file.texts)
      places.set(text, [...new Set([...(places.get(text) ?? []), file.inside])])

const headers = {
  Language: tag,
  'Content-Type': 'text/plain; charset=UTF-8',
  'Content-Transfer-Encoding': '8bit',
  'Plural-Forms': [...before.values()][0]?.headers['Plural-Forms'] ?? 'nplurals=2; plural=(n != 1);',
}
const byRoom = Map.groupBy(places, ([, [first]]) => first.split('/')[0])
for (const [room, own] of byRoom) {
  const entries = own.map(([text, files]) => {
    const { msgstr = [''], comments } = standing.get(text) ?? {}
    return {
      msgid: text,
      msgid_plural: pluralOf.get(text),
      msgstr,
      comments: { ...comments, reference: files.slice(0, 3).join('\n') } as GetTextTranslation['comments'],
    }
  })
  const file = {
    charset: 'utf-8',
    headers: { ...headers, ...before.get(room)?.headers },
    translations: { '': Object.fromEntries(entries.map((entry) => [entry.msgid, entry])) },
  }
  mkdirSync(dirname(path(room)), { recursive: true })
  writeFileSync(path(room), `${po.compile(file, { foldLength: 0 }).toString().trim()}\n`)
}
for (const room of before.keys()) if (!byRoom.has(room)) rmSync(path(room))
const translated = [...places.keys()].filter((text) => standing.get(text)?.msgstr.some(Boolean))
console.log(
  `${tag}: ${translated.length} of ${places.size} texts are translated, in ${byRoom.size} files src/<room>/words/${tag}.po`,
)
