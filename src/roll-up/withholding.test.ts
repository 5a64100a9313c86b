// Small figures that totals keep to themselves: what is withheld can't be taken from what is shown.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { withheld } from './withholding.ts'

const keyed = (values: readonly number[]) => new Map(values.map((n, at) => [`${at}`, n]))

test('a small figure is withheld with the smallest other, and a nothing only where there is nothing else', () => {
  const table: [values: number[], kept: string][] = [
    [[50, 60], ''],
    [[4, 60, 20], '0 2'],
    [[5, 60], ''],
    [[4, 0], '0 1'],
    [[4, 0, 90], '0 2'],
    [[1, 2, 90], '0 1'],
    [[0, 0], ''],
    [[0.4, 9], '0 1'],
    [[3], '0'],
  ]
  for (const [values, kept] of table) {
    const figures = keyed(values)
    assert.deepEqual([...withheld(figures, 5, [[...figures.keys()]])].sort().join(' '), kept, values.join())
    assert.equal(withheld(figures, 0, [[...figures.keys()]]).size, 0)
  }
})

test('of places times parts no withheld figure is what is left of its cell or of its siblings', () => {
  const grid = fc.array(fc.array(fc.nat(30), { minLength: 3, maxLength: 3 }), { minLength: 2, maxLength: 6 })
  fc.assert(
    fc.property(grid, fc.integer({ min: 3, max: 15 }), (rows, least) => {
      const figures = new Map(rows.flatMap((row, y) => row.map((n, x) => [`${y} ${x}`, n] as const)))
      const lines = [
        ...rows.map((row, y) => row.map((_, x) => `${y} ${x}`)),
        ...rows[0].map((_, x) => rows.map((_, y) => `${y} ${x}`)),
      ]
      const kept = withheld(figures, least, lines)
      for (const [key, n] of figures) if (n > 0 && n < least) assert.ok(kept.has(key))
      for (const line of lines) assert.notEqual(line.filter((key) => kept.has(key)).length, 1)
    }),
  )
})
