// What came out wrong when strangers tried version 0.1.0 was written down in 48 rows. Each has tests that are named
// after what is right, its number first: '31: …', or '27, 47: …' for two of them (`npm run right`, CONTRIBUTING.md).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Visitor } from 'vite'
import { nameOf } from '../../src/app/build/sources.ts'
import { everything, type File, hold, tried } from './house.ts'

/** The rows that the names of a file's tests begin with; of a name with something put into it, its beginning counts. */
function rowsOf({ program }: File): number[] {
  const found: number[] = []
  new Visitor({
    CallExpression({ callee, arguments: [name] }) {
      if (nameOf(callee) !== 'test') return
      const said =
        name?.type === 'TemplateLiteral'
          ? (name.quasis[0].value.cooked ?? '')
          : name?.type === 'Literal'
            ? String(name.value)
            : ''
      const [, rows = ''] = /^(\d+(?:, \d+)*): /.exec(said) ?? []
      found.push(...rows.split(', ').filter(Boolean).map(Number))
    },
  }).visit(program)
  return found
}

test('every row of what came out wrong has a test that bears its number', () => {
  const rows = new Set(everything.flatMap(rowsOf))
  const all = Array.from({ length: 48 }, (_, at) => at + 1)
  assert.deepEqual([...rows].filter((row) => !all.includes(row)).sort(), [], 'there are no such rows')
  // A page for each role that says what waits, and one search over everything, are work to come.
  hold(
    all.filter((row) => !rows.has(row)).map((row) => `row ${row} has no test`),
    ['row 41 has no test', 'row 42 has no test'],
  )
})

test('it is seen which rows a test is about', () => {
  const rows = (text: string) => rowsOf(tried('plan/rules.test.ts', text))
  assert.deepEqual(rows("test('27, 47: a month', () => {})"), [27, 47])
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of a test
  assert.deepEqual(rows('test(`21: a seat (${seed})`, () => {})'), [21])
  assert.deepEqual(rows("test('32 writers at once', () => {}); sure('3: no test')"), [])
})
