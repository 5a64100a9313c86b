// What is read in a source: every way to load a file, every way to mark a text, and what is refused.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findIn, parse } from './sources.ts'

const findings = (text: string) => findIn(parse('a.tsx', text).program)

test('all that a file loads is seen, at once or later, types apart', () => {
  const { loads, unread } = findings(`
    import type { A } from './type.ts'
    import B, { type C, c } from './both.ts'
    import { type D, type E } from './only-types.ts'
    import './style.css'
    export * from './all.ts'
    export type { F } from './told-type.ts'
    type G = import('./inner-type.ts').G
    const page = () => import('./later.tsx')
    const lists = import.meta.glob(['../*/web/screens.ts', './more.ts'], { eager: true })
    const worker = new Worker(new URL('./worker.ts', import.meta.url))
    const child = fork(new URL('child.ts', import.meta.url).pathname)
    const text = "import x from './no.ts'" // import y from './nor-this.ts'
    const elsewhere = new URL('/api', location.href)`)
  assert.deepEqual(
    loads.map(({ target, isType, isLater }) => [target, isType ? 'type' : isLater ? 'later' : 'at once']),
    [
      ['./type.ts', 'type'],
      ['./both.ts', 'at once'],
      ['./only-types.ts', 'type'],
      ['./style.css', 'at once'],
      ['./all.ts', 'at once'],
      ['./told-type.ts', 'type'],
      ['./inner-type.ts', 'type'],
      ['./later.tsx', 'later'],
      ['../*/web/screens.ts', 'at once'],
      ['./more.ts', 'at once'],
      ['./worker.ts', 'later'],
      ['./child.ts', 'later'],
    ],
  )
  assert.deepEqual(unread, [])
})

test('texts are read as they are written, in whatever quotes, in each way that a condition goes', () => {
  const { texts, unread } = findings(`
    t("it\\"s"); msg('line\\nbreak'); said(\`as it
is\`); ctx.say(isOpen ? 'open' : isLate ? 'late' : null)
    const a = <p title={t('in a tag')}>{tn('{n} line', '{n} lines', lines.length)}</p>
    t(step.name); t(text ?? 'or else'); start('no'); words.t('no'); // t('no')
    context.say('to whom'); t('as it is' as string); t((names[way])!); said(text(way))
    const b = "t('no')"`)
  assert.deepEqual(
    texts.map(({ text, plural }) => (plural ? [text, plural] : text)),
    [
      'it"s',
      'line\nbreak',
      'as it\nis',
      'open',
      'late',
      'in a tag',
      ['{n} line', '{n} lines'],
      'or else',
      'to whom',
      'as it is',
    ],
  )
  assert.deepEqual(unread, [])
})

test('what can’t be read is told', () => {
  for (const text of [
    `t(\`\${n} lines\`)`,
    "t('a' + b)",
    `t(isOpen ? \`\${n}\` : text)`,
    'msg(text)',
    "tn(one, 'many', 1)",
    "tn('one', many, 1)",
    'import(path)',
    'new URL(path, import.meta.url)',
    'import.meta.glob(patterns)',
    "t(['a', 'b'].join(' '))",
    `t(\`\${n} lines\` as string)`,
    "t(a.concat(' b'))",
    "import { createRequire } from 'node:module'",
    'const load = makeRequire(import.meta.url)',
    'const here = import.meta.url; new URL("../rooms.ts", here)',
    'const { url } = import.meta',
    "import 'file:///rooms.ts'",
    "import('/rooms.ts')",
    "import '#rooms'",
  ])
    assert.equal(findings(text).unread.length, 1, text)
  assert.throws(() => parse('a.ts', 'const = 3'), /a\.ts can't be read/)
})
