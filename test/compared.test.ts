// docs/compared-with.md: every row has one of five words, what is claimed leads to a paragraph that is there, and the
// figures at its top are those of its rows. That its links lead somewhere is held by test/guides.test.ts.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

const page = readFileSync(new URL('../docs/compared-with.md', import.meta.url), 'utf8')
const words = ['better', 'have', 'partly', 'missing', 'left out']
const cellsOf = (line: string) =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())

const tables = page
  .split(/^## /m)
  .slice(1)
  .map((part) => {
    const lines = part.split('\n').filter((line) => /^\| \d+ \|/.test(line))
    const rows = lines.map((line) => {
      const [n, what, who, state, where, ...more] = cellsOf(line)
      assert.equal(more.length, 0, line)
      return { line, n: Number(n), what, who, state, where }
    })
    return { name: part.split(' ')[0], rows }
  })

test('the three tables have all their rows, in order, each with one of the five words', () => {
  assert.deepEqual(
    tables.map(({ rows }) => rows.length),
    [78, 84, 56],
  )
  for (const { rows } of tables)
    for (const [at, { line, n, what, who, state, where }] of rows.entries()) {
      assert.equal(n, at + 1, line)
      assert.ok(what && who && where && words.includes(state), line)
    }
})

test('what is claimed leads to where it is told; what is partly there or left out says why', () => {
  for (const { line, state, where } of tables.flatMap(({ rows }) => rows)) {
    if (state === 'better' || state === 'have') assert.match(where, /\]\(|^Apache-2\.0$/, line)
    if (state === 'partly' || state === 'left out') assert.ok(where.length > 12, line)
  }
})

test('the figures at the top are those of the rows', () => {
  const summary = page.split('\n').filter((line) => /^\| (\[|All)/.test(line))
  const counted = tables.map(({ rows }) =>
    words.map((word) => rows.filter((row) => row.state === word).length),
  )
  const all = words.map((_, at) => counted.reduce((sum, row) => sum + row[at], 0))
  const withSum = [...counted, all].map((row) => [...row, row.reduce((sum, n) => sum + n, 0)])
  assert.deepEqual(
    summary.map((line) => cellsOf(line).slice(1).map(Number)),
    withSum,
  )
  assert.match(page, /as it is on \*\*\d{1,2} \w+ \d{4}\*\*/)
})
