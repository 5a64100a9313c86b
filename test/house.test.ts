// The test of the house: what ARCHITECTURE.md promises about the structure holds in the files as they stand.
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { test } from 'node:test'
import { po } from 'gettext-parser'

const root = new URL('..', import.meta.url).pathname
const source = join(root, 'src')

/** In the order of the programme: a room may know those before it, never those after it. */
const order = [
  'base',
  'platform',
  'kit',
  'access',
  'registry',
  'totals',
  'convene',
  'study',
  'cases',
  'examine',
  'plan',
  'carry-out',
  'formation',
  'roll-up',
  'thread',
  'exchange',
  'app',
]
const knowNoRoom = ['base', 'platform', 'kit']
// A door that grew is split by noun: place-queries.ts, nomination-actions.ts.
const doors = /^([a-z-]+-)?(contract|rules|actions|queries|jobs|context)\.ts$|^web\/parts\//
const forApp = /^(routes\.ts|web\/screens\.ts)$/

type File = {
  path: string
  room: string
  inside: string
  text: string
  imports: { target: string; typeOnly: boolean }[]
}

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? walk(path) : [path]
  })
}

/** Every `import … from`, `export … from`, `import '…'` and `import('…')` of a file, read as text. */
function importsOf(text: string): { target: string; typeOnly: boolean }[] {
  const found = [
    ...text.matchAll(
      /\bfrom\s+['"]([^'"\n]+)['"]|^import\s+['"]([^'"\n]+)['"]|\bimport\(\s*['"]([^'"\n]+)['"]/gm,
    ),
  ]
  return found.map((m) => {
    const start = Math.max(text.lastIndexOf('\nimport', m.index), text.lastIndexOf('\nexport', m.index)) + 1
    return {
      target: m[1] ?? m[2] ?? m[3],
      typeOnly: m[1] !== undefined && /^(import|export)\s+type\b/.test(text.slice(start)),
    }
  })
}

function readSource(): File[] {
  const paths = walk(source).filter((path) => /\.tsx?$/.test(path))
  return paths.map((path) => {
    const inside = relative(source, path)
    const text = readFileSync(path, 'utf8')
    return { path, room: inside.split('/')[0], inside, text, imports: importsOf(text) }
  })
}

const files = readSource()
const product = files.filter((file) => !/\.test\.tsx?$/.test(file.path))
const local = (file: File) =>
  file.imports
    .filter(({ target }) => target.startsWith('.'))
    .map(({ target, typeOnly }) => {
      const to = relative(source, normalize(join(dirname(file.path), target)))
      return { to, room: to.split('/')[0], within: to.split('/').slice(1).join('/'), typeOnly }
    })

test('the house was seen: every room of the list is there and has files', () => {
  assert.ok(files.length > 100, `only ${files.length} files were found`)
  const rooms = readdirSync(source).filter((name) => !name.startsWith('.'))
  assert.deepEqual([...rooms].sort(), [...order].sort())
  for (const room of order)
    assert.ok(
      product.some((file) => file.room === room),
      `${room} has no file`,
    )
  const found = product.reduce((sum, file) => sum + file.imports.length, 0)
  assert.ok(found > product.length, `only ${found} imports were read in ${product.length} files`)
})

test('a room knows only those before it', () => {
  const wrong = product.flatMap((file) =>
    local(file)
      .filter(
        ({ to, room }) =>
          !to.startsWith('..') && room !== file.room && order.indexOf(room) > order.indexOf(file.room),
      )
      .map(({ to }) => `${file.inside} → ${to}`),
  )
  assert.deepEqual(wrong, [])
})

test('base, platform and kit know no room, and base runs anywhere', () => {
  const wrong = product
    .filter((file) => knowNoRoom.includes(file.room))
    .flatMap((file) =>
      local(file)
        .filter(({ room }) => !knowNoRoom.includes(room) || (file.room === 'base' && room !== 'base'))
        .map(({ to }) => `${file.inside} → ${to}`),
    )
  const node = product
    .filter(
      (file) =>
        file.room === 'base' || file.room === 'kit' || /^[^/]+\/(rules|contract)\.ts$/.test(file.inside),
    )
    .filter((file) => file.inside !== 'kit/po-plugin.ts')
    .flatMap((file) =>
      file.imports
        .filter(({ target }) => target.startsWith('node:'))
        .map(({ target }) => `${file.inside} → ${target}`),
    )
  assert.deepEqual([...wrong, ...node], [])
})

test('platform stays on the server and kit in the browser', () => {
  const wrong = product.flatMap((file) => {
    const inBrowser = file.room === 'kit' || file.inside.includes('/web/')
    return local(file)
      .filter(({ room, typeOnly }) => (inBrowser ? room === 'platform' && !typeOnly : room === 'kit'))
      .map(({ to }) => `${file.inside} → ${to}`)
  })
  const allowed = wrong.filter((line) => !line.startsWith('kit/po-plugin.ts'))
  assert.deepEqual(allowed, [])
})

test('a room is entered by its doors', () => {
  const wrong = product.flatMap((file) =>
    local(file)
      .filter(({ to, room }) => !to.startsWith('..') && room !== file.room && !knowNoRoom.includes(room))
      .filter(({ within, typeOnly }) => {
        if (doors.test(within)) return false
        // The shape of another room's tables may be known, for joins that only read.
        if (within === 'tables.ts' && typeOnly) return false
        return !(file.room === 'app' && forApp.test(within))
      })
      .map(({ to }) => `${file.inside} → ${to}`),
  )
  assert.deepEqual(wrong, [])
})

test('only the owner writes a schema', () => {
  const writes = /(?:insertInto|updateTable|deleteFrom|mergeInto)\(\s*['"]([a-z_]+)\./g
  const rawWrites = /\b(?:insert\s+into|update|delete\s+from|truncate)\s+([a-z_]+)\.[a-z_]+/gi
  let seen = 0
  const wrong = product.flatMap((file) => {
    const owned = file.room === 'app' ? [] : [file.room.replace(/-/g, '_')]
    const text = file.text.replace(/^\s*(\/\/|\*).*$/gm, '')
    return [...text.matchAll(writes), ...text.matchAll(rawWrites)]
      .map((m) => m[1])
      .filter((schema) => {
        seen += 1
        return !owned.includes(schema)
      })
      .map((schema) => `${file.inside} writes ${schema}`)
  })
  assert.ok(seen > 20, `only ${seen} writes were seen`)
  assert.deepEqual(wrong, [])
})

test('a migration makes only its own room', () => {
  const migrations = walk(source).filter((path) => path.endsWith('.sql'))
  assert.ok(migrations.length >= 8, `only ${migrations.length} migrations were seen`)
  for (const path of migrations) {
    const room = relative(source, path).split('/')[0].replace(/-/g, '_')
    const made = [...readFileSync(path, 'utf8').matchAll(/create table (?:if not exists )?([a-z_]+)\./g)].map(
      (m) => m[1],
    )
    for (const schema of made) assert.equal(schema, room, relative(root, path))
  }
})

// ---- words ----

const literal = `'((?:[^'\\\\\\n]|\\\\.)*)'|"((?:[^"\\\\\\n]|\\\\.)*)"|\`((?:[^\`\\\\$]|\\\\.)*)\``
const calls = new RegExp(`(?<![\\w.$])(t|msg|tn|say|ctx\\.say)\\(\\s*(?:${literal})`, 'g')
const plain = (text: string) => text.replace(/\\(['"`\\])/g, '$1').replace(/\\n/g, '\n')

function textsOf(file: File): string[] {
  return [...file.text.matchAll(calls)].map((m) => plain(m[2] ?? m[3] ?? m[4] ?? ''))
}

function catalogues(): Map<string, Map<string, string>> {
  const found = new Map<string, Map<string, string>>()
  for (const path of walk(source).filter((name) => name.endsWith('.po'))) {
    const language = path.split('/').at(-1)?.slice(0, -3) ?? ''
    const words = found.get(language) ?? new Map<string, string>()
    found.set(language, words)
    for (const entry of Object.values(po.parse(readFileSync(path)).translations[''] ?? {})) {
      if (!entry.msgid) continue
      const text = entry.msgstr.join('|')
      const before = words.get(entry.msgid)
      assert.ok(
        before === undefined || before === text,
        `${relative(root, path)}: “${entry.msgid}” is translated otherwise elsewhere: ${before} / ${text}`,
      )
      words.set(entry.msgid, text)
    }
  }
  return found
}

const used = new Map<string, string>()
for (const file of product) for (const text of textsOf(file)) if (text) used.set(text, file.inside)

test('every text of the interface stands in every catalogue', () => {
  assert.ok(used.size > 300, `only ${used.size} texts were seen`)
  const languages = catalogues()
  assert.ok(languages.has('zh'), 'there is no Chinese catalogue')
  for (const [language, words] of languages) {
    const missing = [...used].filter(([text]) => !words.get(text)).map(([text, file]) => `${file}: ${text}`)
    assert.deepEqual(missing, [], `missing in ${language}`)
  }
})

test('a translation fills the same parameters as the text', () => {
  const names = (text: string) =>
    [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]))].sort().join()
  for (const [language, words] of catalogues()) {
    for (const [text, translation] of words) {
      if (!used.has(text) || translation.includes('|')) continue
      assert.equal(names(translation), names(text), `${language}: ${text}`)
    }
  }
})

test('no catalogue carries a text that nothing uses', () => {
  for (const [language, words] of catalogues()) {
    const plural = new Set(
      product.flatMap((file) => [...file.text.matchAll(/tn\(\s*'([^']*)'/g)].map((m) => m[1])),
    )
    const dead = [...words.keys()].filter((text) => !used.has(text) && !plural.has(text))
    assert.deepEqual(dead, [], `unused in ${language}`)
  }
})

// ---- documents ----

test('the paths that ARCHITECTURE.md and CONTRIBUTING.md name exist', () => {
  for (const name of ['ARCHITECTURE.md', 'CONTRIBUTING.md', 'README.md']) {
    const text = readFileSync(join(root, name), 'utf8')
    const paths = [...text.matchAll(/`((?:src|test|packs|docs|bin)\/[\w./-]*)`/g)].map((m) => m[1])
    if (name === 'ARCHITECTURE.md') assert.ok(paths.length >= 15, `only ${paths.length} paths were seen`)
    for (const path of paths) assert.ok(existsSync(join(root, path)), `${name} names ${path}`)
  }
})

test('nothing is left to do', () => {
  const left = files
    .filter((file) => file.inside !== 'test/house.test.ts')
    .filter(
      (file) =>
        /\b(TODO|FIXME|XXX|HACK)\b/.test(file.text) ||
        /\b(?:test|it|describe)\.(?:skip|only|todo)\b/.test(file.text),
    )
    .map((file) => file.inside)
  assert.deepEqual(left, [])
})
