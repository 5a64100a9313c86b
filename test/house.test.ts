// The test of the house: what ARCHITECTURE.md promises about the structure holds in the files as they stand.
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { test } from 'node:test'
import { po } from 'gettext-parser'
import { textsOf } from '../src/kit/po-plugin.ts'
import { readTongues } from '../src/platform/catalogues.ts'
import { type File, files, order, product, root, source, walk } from './house-files.ts'

const knowNoRoom = ['base', 'platform', 'kit']
// Of a room, or of a noun in a room that is divided by nouns: registry/places/queries.ts.
const doors =
  /^([a-z-]+\/)?(contract|rules|actions|queries|jobs)\.ts$|^([a-z-]+\/)?context\.ts$|^web\/parts\//
const forApp =
  /^(room|routes|naming|erasure|([a-z-]+\/)?(import-rows|erasure|person-data))\.ts$|^web\/screens\.ts$/

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

const tongues = readTongues(source, (clash) => assert.fail(clash))

const used = new Map<string, string>()
for (const file of product) for (const text of textsOf(file.text)) used.set(text, file.inside)
/** Plurals, each with both its English forms. */
const plurals = new Map(
  product.flatMap((file) =>
    [...file.text.matchAll(/\btn\(\s*'([^']*)',\s*'([^']*)'/g)].map(
      (m) => [m[1], `${m[1]}|${m[2]}`] as const,
    ),
  ),
)

test('every text of the interface stands in the Chinese catalogue, and in each that declares itself complete', (context) => {
  assert.ok(used.size > 300, `only ${used.size} texts were seen`)
  assert.ok(tongues.get('zh')?.isComplete, 'Chinese does not declare itself complete')
  for (const [tag, { catalogue, isComplete }] of tongues) {
    const missing = [...used].filter(([text]) => !catalogue[text])
    context.diagnostic(`${tag}: ${used.size - missing.length} of ${used.size} texts are translated`)
    const lines = missing.map(([text, file]) => `${file}: ${text}`)
    if (isComplete) assert.deepEqual(lines, [], `missing in ${tag}`)
  }
})

test('a translation fills the same parameters as the text, in each of its forms', () => {
  const names = (text: string) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]))].sort()
  for (const [tag, { catalogue }] of tongues) {
    for (const [text, translation] of Object.entries(catalogue)) {
      if (!used.has(text)) continue
      if (typeof translation === 'string')
        assert.deepEqual(names(translation), names(text), `${tag}: ${text}`)
      // The singular may say “one”.
      else
        for (const form of translation)
          for (const name of names(form))
            assert.ok(plurals.get(text)?.includes(`{${name}}`), `${tag}: ${text}: {${name}}`)
    }
  }
})

test('a plural has as many forms as the language counts with', () => {
  for (const [tag, { catalogue, files }] of tongues) {
    const headers = files.map((file) => po.parse(readFileSync(file)).headers['Plural-Forms'])
    assert.equal(new Set(headers).size, 1, `${tag}: the catalogues have different Plural-Forms`)
    const forms = Number(/nplurals=(\d+)/.exec(headers[0] ?? '')?.[1])
    for (const [text, translation] of Object.entries(catalogue)) {
      if (!used.has(text)) continue
      assert.equal(Array.isArray(translation), plurals.has(text), `${tag}: ${text}`)
      if (Array.isArray(translation))
        assert.ok(
          translation.length === forms && translation.every(Boolean),
          `${tag}: ${text}: ${translation.length} of ${forms} forms`,
        )
    }
  }
})

test('no text is translated while code is read: the words arrive after it', () => {
  const block = /^(?:export )?const \w+[^=\n]*= [[{][\s\S]*?^[\]}]|^(?:export )?const \w+[^=\n]*= tn?\(.*$/gm
  const wrong = product.flatMap((file) =>
    [...file.text.matchAll(block)]
      .map(([text]) => text.split(/(?<![\w.])tn?\(\s*['"`]/))
      .filter(
        ([before, ...rest]) => rest.length > 0 && !before.includes('=>') && !before.includes('function'),
      )
      .map(([before]) => `${file.inside}: ${before.split('\n')[0]}`),
  )
  assert.deepEqual(wrong, [])
})

test('no complete catalogue carries a text that nothing uses', (context) => {
  for (const [tag, { catalogue, isComplete }] of tongues) {
    const dead = Object.keys(catalogue).filter((text) => !used.has(text))
    if (isComplete) assert.deepEqual(dead, [], `unused in ${tag}`)
    else if (dead.length > 0)
      context.diagnostic(`${tag}: nothing uses ${dead.length} texts any more: npm run words -- ${tag}`)
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
