// Small figures that totals keep to themselves: what is withheld can't be worked out from what is shown.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Sum, withheld } from './withholding.ts'

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
    const sums = [{ whole: null, of: [...figures.keys()] }]
    assert.deepEqual([...withheld(figures, 5, sums)].sort().join(' '), kept, values.join())
    assert.equal(withheld(figures, 0, sums).size, 0)
  }
})

/** A table whose columns add up to a row of their own: parts across, cells down, the cell of them all first. */
function tableOf(rows: readonly (readonly number[])[]) {
  const sum = rows[0].map((_, x) => rows.reduce((all, row) => all + row[x], 0))
  const figures = new Map([sum, ...rows].flatMap((row, y) => row.map((n, x) => [`${y} ${x}`, n] as const)))
  const sums: Sum[] = [
    ...[sum, ...rows].map((row, y) => ({ whole: null, of: row.map((_, x) => `${y} ${x}`) })),
    ...sum.map((_, x) => ({ whole: `0 ${x}`, of: rows.map((_, y) => `${y + 1} ${x}`) })),
  ]
  return { figures, sums }
}

/**
 * Whether every one that is withheld has another number in another solution, by trying: all the ways in which those
 * that are withheld may be told anew, so that sums are what they are.
 */
function fixedByTrying(
  figures: ReadonlyMap<string, number>,
  sums: readonly Sum[],
  kept: ReadonlySet<string>,
): string[] {
  const unknown = [...kept].filter((key) => figures.has(key))
  const open = new Set(unknown)
  const of = (n: ReadonlyMap<string, number>, key: string) => n.get(key) ?? 0
  const isTrue = ({ whole, of: keys }: Sum, now: ReadonlyMap<string, number>) => {
    const change = (key: string) => of(now, key) - of(figures, key)
    return keys.reduce((all, key) => all + change(key), 0) === (whole === null ? 0 : change(whole))
  }
  const closedBy = (key: string, left: ReadonlySet<string>) =>
    sums.filter(({ whole, of: keys }) => {
      const own = whole === null ? keys : [whole, ...keys]
      return own.includes(key) && !own.some((one) => left.has(one))
    })
  const most = Math.max(...figures.values()) + 2
  return unknown.filter((asked) => {
    // The one asked for first, then its neighbours: a sum closes as early as it can.
    const order = [asked]
    for (const key of order)
      for (const { whole, of: keys } of sums) {
        const own = whole === null ? keys : [whole, ...keys]
        if (own.includes(key))
          for (const one of own) if (open.has(one) && !order.includes(one)) order.push(one)
      }
    const checks = order.map((key, at) => closedBy(key, new Set(order.slice(at + 1))))
    const go = (at: number, now: Map<string, number>): boolean => {
      if (at === order.length) return true
      const own = of(figures, order[at])
      const near = Array.from({ length: most }, (_, n) => n).toSorted(
        (a, b) => Math.abs(a - own) - Math.abs(b - own),
      )
      for (const n of near) {
        if (at === 0 && n === own) continue
        now.set(order[at], n)
        if (checks[at].every((sum) => isTrue(sum, now)) && go(at + 1, now)) return true
      }
      now.set(order[at], own)
      return false
    }
    return !go(0, new Map(figures))
  })
}

test('no combination of sums gives a figure that is withheld', () => {
  const { figures, sums } = tableOf([
    [1, 6, 50, 60],
    [2, 7, 51, 61],
    [50, 60, 1, 6],
    [51, 61, 2, 7],
    [3, 70, 8, 80],
  ])
  const kept = withheld(figures, 5, sums)
  assert.ok(kept.has('5 0'))
  assert.deepEqual(fixedByCycles(figures, 6, 4, kept), [])
})

/**
 * Of a table of two dimensions, independently of any solving: a cell that is withheld can be another number where a
 * way leads back to it along rows and columns by turns, by cells that are withheld and that may all be one more or one
 * less by turns. Rows and columns are the points, cells the ways between them; the sum's row stands for what its
 * columns add up to, so that it takes part like any other.
 */
function fixedByCycles(
  figures: ReadonlyMap<string, number>,
  height: number,
  width: number,
  kept: ReadonlySet<string>,
): string[] {
  // To make one more: from its row to its column; to make one less: from its column back to a row. The first row holds
  // the sums, and counts against the others.
  const ways = new Map<string, string[]>()
  const add = (from: string, to: string) => ways.set(from, [...(ways.get(from) ?? []), to])
  const each = Array.from({ length: height * width }, (_, at) => [Math.floor(at / width), at % width])
  const endsOf = ([y, x]: number[]): [string, string] => (y === 0 ? [`x${x}`, `y${y}`] : [`y${y}`, `x${x}`])
  const isOpen = ([y, x]: number[]) => kept.has(`${y} ${x}`)
  for (const at of each.filter(isOpen)) {
    const [from, to] = endsOf(at)
    add(from, to)
    if ((figures.get(at.join(' ')) ?? 0) > 0) add(to, from)
  }
  const leads = (from: string, to: string, except: [string, string]): boolean => {
    const met = new Set([from])
    for (const point of met)
      for (const next of ways.get(point) ?? [])
        if (!(point === except[0] && next === except[1])) met.add(next)
    return met.has(to)
  }
  return each.filter(isOpen).flatMap((at) => {
    const [from, to] = endsOf(at)
    const isMore = leads(to, from, [to, from])
    const isLess = (figures.get(at.join(' ')) ?? 0) > 0 && leads(from, to, [from, to])
    return isMore || isLess ? [] : [at.join(' ')]
  })
}

const rowsOf = (most: number, width: number, height: number) =>
  fc.array(fc.array(fc.oneof(fc.nat(6), fc.nat(most)), { minLength: width, maxLength: width }), {
    minLength: 2,
    maxLength: height,
  })

test('of parts times cells every withheld figure can be another, as cycles of the table tell', () => {
  const some = fc.integer({ min: 2, max: 6 }).chain((width) => rowsOf(60, width, 9))
  fc.assert(
    fc.property(some, fc.integer({ min: 3, max: 15 }), (rows, least) => {
      const { figures, sums } = tableOf(rows)
      const kept = withheld(figures, least, sums)
      for (const [key, n] of figures) if (n > 0 && n < least) assert.ok(kept.has(key), key)
      const fixed = fixedByCycles(figures, rows.length + 1, rows[0].length, kept)
      assert.deepEqual(
        fixed.filter((key) => new Map<string, number>(figures).get(key)),
        [],
      )
    }),
    { numRuns: 400 },
  )
})

test('of parts times trades times forms another solution exists, found by trying', () => {
  const small = fc.array(fc.nat(5), { minLength: 8, maxLength: 8 })
  fc.assert(
    fc.property(small, fc.integer({ min: 2, max: 4 }), (values, least) => {
      // Two parts, trades and forms; the cells of a trade, of a form and of all are sums of them.
      const figures = new Map<string, number>()
      const sums: Sum[] = []
      const two = [0, 1]
      const at = (trade: number | null, form: number | null, part: number) =>
        `${trade ?? ''},${form ?? ''} ${part}`
      for (const part of two)
        for (const [n, t, f] of two.flatMap((t) => two.map((f) => [values[part * 4 + t * 2 + f], t, f])))
          for (const key of [at(t, f, part), at(t, null, part), at(null, f, part), at(null, null, part)])
            figures.set(key, (figures.get(key) ?? 0) + n)
      for (const part of two) {
        sums.push({ whole: at(null, null, part), of: two.map((t) => at(t, null, part)) })
        sums.push({ whole: at(null, null, part), of: two.map((f) => at(null, f, part)) })
        for (const one of two) {
          sums.push({ whole: at(one, null, part), of: two.map((f) => at(one, f, part)) })
          sums.push({ whole: at(null, one, part), of: two.map((t) => at(t, one, part)) })
        }
      }
      for (const t of [null, 0, 1])
        for (const f of [null, 0, 1]) sums.push({ whole: null, of: two.map((part) => at(t, f, part)) })
      const kept = withheld(figures, least, sums)
      // Of a cell that is nothing as a whole everybody knows that its parts are.
      const fixed = fixedByTrying(figures, sums, kept).filter((key) => figures.get(key))
      assert.deepEqual(fixed, [])
    }),
    { numRuns: 100 },
  )
})

test('what is withheld already stays so, and what is shown in any case is no second', () => {
  const figures = keyed([10, 20, 30])
  const sums = [{ whole: null, of: ['0', '1', '2'] }]
  const kept = withheld(figures, 5, sums, { hidden: new Set(['2']), shown: new Set(['0']) })
  assert.deepEqual([...kept].sort(), ['1', '2'])
})
