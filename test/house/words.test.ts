// What is said on screens, papers and by the server: every text is marked so that it is found, and stands in every
// catalogue that declares itself complete.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { po } from 'gettext-parser'
import { Visitor } from 'vite'
import { nameOf } from '../../src/app/build/sources.ts'
import { readTongues } from '../../src/platform/tongues.ts'
import { ownWordsOf } from '../../src/registry/levels/own-words.ts'
import { at, type File, hold, perFunction, product, source } from './house.ts'

const name = { zh: '', en: '' }
/** The names by which texts call the places of a programme's levels. */
const ownNames = new Set(
  Object.keys(ownWordsOf([{ names: name, plural: name, short: null, shortPlural: null, tier: 'planning' }])),
)
const clashes: string[] = []
const tongues = readTongues(source, (clash) => void clashes.push(clash))

const used = new Map(product.flatMap((file) => file.texts.map(({ text }) => [text, file.inside] as const)))
/** Plurals, each with both its English forms. */
const plurals = new Map(
  product.flatMap((file) =>
    file.texts.flatMap(({ text, plural }) => (plural ? [[text, `${text}|${plural}`] as const] : [])),
  ),
)

test('what is marked for translation, and what is loaded, is written out', () => {
  hold(product.flatMap((file) => file.unread.map(({ start, what }) => `${at(file, start)}: ${what}`)))
})

test('two catalogues of one language do not translate the same text', () => hold(clashes))

test('every text of the interface stands in every language that ships, and in each that declares itself complete', (context) => {
  assert.ok(used.size > 3000, `only ${used.size} texts were seen`)
  for (const tag of ['zh', 'es'])
    assert.ok(tongues.get(tag)?.isComplete, `${tag} does not declare itself complete`)
  for (const [tag, { catalogue, isComplete }] of tongues) {
    const missing = [...used].filter(([text]) => !catalogue[text])
    context.diagnostic(`${tag}: ${used.size - missing.length} of ${used.size} texts are translated`)
    const lines = missing.map(([text, file]) => `${file}: ${text}`)
    if (isComplete) assert.deepEqual(lines, [], `missing in ${tag}`)
  }
})

test('a translation fills the same parameters as the text, in each of its forms', () => {
  // What a programme calls its places stands in Chinese and English: other languages say it in words of their own.
  const names = (text: string) =>
    [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]))]
      .filter((name) => !ownNames.has(name))
      .sort()
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

test('no text names the levels of one country: they are a list of the programme', () => {
  const named = /\b(count(y|ies)|townships?|prefectures?|provinces?|special districts?|districts?)\b/i
  hold([...used].flatMap(([text, file]) => (named.test(text) ? `${file}: ${text}` : [])))
})

test('no code knows the level of one country: it asks what a place does', () => {
  const codes = /(['"`])(nation|province|prefecture|district|county|township)\1/g
  const said = product
    .filter(({ room, within }) => !(room === 'app' && within.startsWith('bench/')))
    .flatMap(({ inside, text }) =>
      [...text.replaceAll(/^ *(\/\/|\*|\/\*\*).*$/gm, '').matchAll(codes)].map(
        (one) => `${inside}: ${one[2]}`,
      ),
    )
  // Heads of columns and examples in files that people bring.
  hold(said, ['registry/imports/rules.ts: county', 'registry/places/import.ts: township'])
})

test('Chinese says what a programme calls its places wherever the English text does', () => {
  const own = (text: string) => [...ownNames].some((name) => text.includes(`{${name}}`))
  const { catalogue } = tongues.get('zh') ?? assert.fail('no Chinese')
  for (const [text, said] of Object.entries(catalogue))
    if (used.has(text) && own(text)) assert.ok(own([said].flat().join(' ')), text)
})

test('a plural has as many forms as the language counts with', () => {
  assert.ok(plurals.size > 40, `only ${plurals.size} plurals were seen`)
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
  let seen = 0
  const tooEarly = (file: File): string[] => {
    const found: string[] = []
    let depth = 0
    const enter = () => void depth++
    const leave = () => void depth--
    new Visitor({
      ...perFunction(enter, leave),
      CallExpression({ callee, start }) {
        const name = nameOf(callee)
        if (name !== 't' && name !== 'tn') return
        seen += 1
        if (depth === 0) found.push(`${at(file, start)} ${name}()`)
      },
    }).visit(file.program)
    return found
  }
  hold(product.flatMap(tooEarly))
  assert.ok(seen > 2000, `only ${seen} calls were seen`)
})

test('no complete catalogue carries a text that nothing uses', (context) => {
  for (const [tag, { catalogue, isComplete }] of tongues) {
    const dead = Object.keys(catalogue).filter((text) => !used.has(text))
    if (isComplete) assert.deepEqual(dead, [], `unused in ${tag}`)
    else if (dead.length > 0)
      context.diagnostic(`${tag}: nothing uses ${dead.length} texts any more: npm run words -- ${tag}`)
  }
})
