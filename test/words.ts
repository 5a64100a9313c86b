// Writes the catalogues of one language, a file a room: every text that the code uses stands in one of them, with the
// places that show it; what is translated stays, what nothing uses any more goes.
// npm run words -- es        begins src/<room>/words/es.po, or brings it up to date
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
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
const rooms = order.filter((room) => readdirSync(join(source, room)).includes('words'))
const before = new Map(
  rooms.filter((room) => existsSync(path(room))).map((room) => [room, po.parse(readFileSync(path(room)))]),
)
const standing = new Map<string, { room: string; entry: GetTextTranslation }>()
for (const [room, { translations }] of before)
  for (const entry of Object.values(translations[''] ?? {}))
    if (entry.msgid && !standing.has(entry.msgid)) standing.set(entry.msgid, { room, entry })

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
let [translated, all] = [0, 0]
for (const room of rooms) {
  const own = [...places].filter(([text, files]) => {
    const at =
      standing.get(text)?.room ?? files.map((file) => file.split('/')[0]).find((one) => rooms.includes(one))
    return at === room
  })
  const entries = own.map(([text, files]) => {
    const { msgstr = [''], comments } = standing.get(text)?.entry ?? {}
    all += 1
    if (msgstr.some(Boolean)) translated += 1
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
  writeFileSync(path(room), `${po.compile(file, { foldLength: 0 }).toString().trim()}\n`)
}
console.log(
  `${tag}: ${translated} of ${all} texts are translated, in ${rooms.length} files src/<room>/words/${tag}.po`,
)
