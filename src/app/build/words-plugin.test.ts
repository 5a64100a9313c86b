// What the catalogues of the rooms make of a language, and which words travel with which part of the screens.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { readTongues } from '../../platform/catalogues.ts'
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

test('a part’s words are those that its code in the browser uses, wherever they are translated', (context) => {
  const src = house(context, {
    'app/web/main.tsx':
      "import { a } from '../../access/rules.ts'\nconst s = () => import('../../plan/web/page.tsx')\nt('At once')",
    'access/rules.ts': "export const a = msg('At once too')",
    'plan/rules.ts': "export const a = msg('Of a rule')",
    'plan/web/page.tsx':
      "import { a } from '../rules.ts'\nimport type { b } from '../actions.ts'\nt('On the page')\ntn('{n} line', '{n} lines', n)",
    'plan/actions.ts': "export const b = msg('Only on the server')",
  })
  const parts = [...textsInBrowser(src)].map(([part, texts]) => [part, [...texts].sort()])
  assert.deepEqual(Object.fromEntries(parts), {
    first: ['At once', 'At once too'],
    plan: ['On the page', '{n} line'],
    'plan-doors': ['Of a rule'],
  })
})
