// What the catalogues of the rooms make of a language, and which words travel with which part of the screens.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { type TestContext, test } from 'node:test'
import { readTongues } from '../../platform/tongues.ts'
import { textsInBrowser } from './words-plugin.ts'

/** A house with nothing in it but these files. */
function house(context: TestContext, files: Record<string, string>): string {
  const src = mkdtempSync(join(tmpdir(), 'words-'))
  context.after(() => rmSync(src, { recursive: true }))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(src, dirname(path)), { recursive: true })
    writeFileSync(join(src, path), text)
  }
  return src
}
const headed = (entries: string, ...headers: string[]): string =>
  `msgid ""\nmsgstr ""\n${['Content-Type: text/plain; charset=UTF-8', ...headers]
    .map((line) => `"${line}\\n"\n`)
    .join('')}\n${entries}`

test('a catalogue file alone adds a language; texts that two rooms translate differently are told', (context) => {
  const src = house(context, {
    'plan/words/zh.po': headed(
      'msgid "Plan"\nmsgstr "计划"\n\nmsgid "{n} line"\nmsgid_plural "{n} lines"\nmsgstr[0] "{n} 项"\n',
      'Plural-Forms: nplurals=1; plural=0;',
      'X-Complete: yes',
    ),
    'study/words/zh.po': headed('msgid "Plan"\nmsgstr "规划"\n\nmsgid "Empty"\nmsgstr ""\n'),
    'study/words/fr.po': headed('msgid "Plan"\nmsgstr "Plan"\n', 'X-Language-Name: Le français'),
    'plan/words/ar.po': headed('#, fuzzy\nmsgid "Plan"\nmsgstr "?"\n'),
  })
  const clashes: string[] = []
  const tongues = readTongues(src, (text) => clashes.push(text))
  assert.deepEqual(
    [...tongues].map(([tag, { name, direction, isComplete }]) => [tag, name, direction, isComplete]),
    [
      ['ar', 'العربية', 'rtl', false],
      ['fr', 'Le français', 'ltr', false],
      ['zh', '中文', 'ltr', true],
    ],
  )
  assert.deepEqual(tongues.get('zh')?.catalogue, { Plan: '规划', '{n} line': ['{n} 项'] })
  assert.deepEqual(tongues.get('ar')?.catalogue, {}, 'what a translator is not sure of is not shown')
  assert.equal(clashes.length, 1)
})

test('with each screen travel the words of all the code that it brings, and with the entry those of its own', (context) => {
  const src = house(context, {
    'app/web/main.tsx':
      "import { a } from '../../access/rules.ts'\nconst s = () => import('../../plan/web/page.tsx')\nt('At once')",
    'access/rules.ts': "export const a = msg('At once too')",
    'plan/rules.ts': "export const a = msg('Of a rule')",
    'plan/other-rules.ts': "export const a = msg('Of another screen')",
    'plan/web/page.tsx':
      "import { a } from '../rules.ts'\nimport type { b } from '../actions.ts'\nt('At once')\nt('On the page')\ntn('{n} line', '{n} lines', n)\nconst s = () => import('./further.tsx')",
    'plan/web/further.tsx': "import { a } from '../rules.ts'\nimport { c } from '../other-rules.ts'",
    'plan/actions.ts': "export const b = msg('Only on the server')",
  })
  const parts = [...textsInBrowser(src)].map(([file, texts]) => [relative(src, file), [...texts].sort()])
  assert.deepEqual(Object.fromEntries(parts), {
    'app/web/main.tsx': ['At once', 'At once too'],
    'plan/web/page.tsx': ['Of a rule', 'On the page', '{n} line'],
    'plan/web/further.tsx': ['Of a rule', 'Of another screen'],
  })
})
