// What the curious one can work out who has fewer than a fifth of the answers, knows who is in which group, and is told
// of each group exactly how many had a thing right, which is more than the rounded shares say.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { countedBeside, type Group, mayStandTogether, partsBeside } from './rosters.ts'
import { apart, fewest } from './shares.ts'

const seeds = fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true }))
const drawing = (seed: fc.Stream<number>) => (n: number) => Math.floor(seed.next().value * n)
const ids = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => `t${from + n}`)

/** `n` of these, drawn. */
function some<T>(of: readonly T[], n: number, draw: (n: number) => number): T[] {
  const left = [...of]
  return Array.from({ length: Math.min(n, of.length) }, () => left.splice(draw(left.length), 1)[0])
}
const mostOwn = (of: number) => Math.max(1, Math.ceil(of / 5) - 1)

test('of two groups nobody’s answer is known, unless five others and more are known to have answered alike', () => {
  const groups = fc.record({
    one: fc.integer({ min: 0, max: 12 }),
    both: fc.integer({ min: 0, max: 26 }),
    other: fc.integer({ min: 0, max: 12 }),
    seed: seeds,
    right: fc.constantFrom(0, 0.1, 0.5, 0.9, 1),
  })
  let told = 0
  fc.assert(
    fc.property(groups, ({ one, both, other, seed, right }) => {
      const draw = drawing(seed)
      const cells = [ids(0, one), ids(one, one + both), ids(one + both, one + both + other)]
      const all = cells.flat()
      const sizes = [one + both, both + other]
      const group = (people: string[]): Group => ({ people, answered: people.length })
      if (Math.min(...sizes) < fewest) return
      if (!mayStandTogether(group(all.slice(0, sizes[0])), group(all.slice(one)))) return
      const own = new Set(some(all, draw(mostOwn(Math.max(...sizes)) + 1), draw))
      const others = cells.map((cell) => cell.filter((person) => !own.has(person)))
      // The promise: five of the answers counted are not the curious one's own.
      if (others[0].length + others[1].length < fewest || others[1].length + others[2].length < fewest) return
      told++
      const answers = others.map((cell) => cell.filter(() => draw(1000) < right * 1000).length)
      const [first, second] = [answers[0] + answers[1], answers[1] + answers[2]]
      // Everything that fits both counts.
      const fits = Array.from({ length: others[1].length + 1 }, (_, n) => [first - n, n, second - n]).filter(
        (fit) => fit.every((count, at) => count >= 0 && count <= others[at].length),
      )
      const known = (isRight: boolean) =>
        others
          .filter((cell, at) => fits.every((fit) => fit[at] === (isRight ? cell.length : 0)))
          .reduce((sum, cell) => sum + cell.length, 0)
      for (const n of [known(true), known(false)])
        assert.ok(n === 0 || n >= fewest, `${n} of ${sizes} with ${own.size} own`)
    }),
    { numRuns: 4000 },
  )
  assert.ok(told > 200, `only ${told} pairs of groups were told of`)
})

test('whoever is missing “after” and “later” stands among five others at least, some of whom nobody knows', () => {
  const scenario = fc.record({
    size: fc.integer({ min: fewest, max: 60 }),
    missing: fc.integer({ min: 0, max: 12 }),
    missingLater: fc.integer({ min: 0, max: 3 }),
    isOwnAway: fc.boolean(),
    seed: seeds,
  })
  fc.assert(
    fc.property(scenario, ({ size, missing, missingLater, isOwnAway, seed }) => {
      const draw = drawing(seed)
      const before = ids(0, size)
      // Own ones stay away with the victim, or are anybody.
      const most = mostOwn(size)
      const own = new Set(isOwnAway ? before.slice(0, most) : some(before, draw(most + 1), draw))
      const answers = (again: string[], first: string[]) =>
        countedBeside(again, { first: new Set(first), of: size, draw })
      const after = answers(before.slice(missing), before)
      const standing = after.length >= fewest ? after : before
      const later = answers(standing.slice(missingLater), standing)
      const told = [before, after, later].filter((one) => one.length >= fewest)
      for (const [at, group] of told.entries())
        for (const wider of told.slice(0, at)) {
          const left = wider.filter((token) => !group.includes(token))
          assert.ok(left.length === 0 || left.length >= apart(size), `${left.length} of ${size}`)
          const others = left.filter((token) => !own.has(token))
          assert.ok(left.length === 0 || others.length >= fewest, `${others.length} of ${size}`)
        }
      if (missing > 0) {
        const byLot = before.slice(missing).filter((token) => !after.includes(token))
        assert.ok(byLot.length >= Math.ceil(size / 5) || after.length === 0)
      }
      assert.ok(later.every((token) => standing.slice(missingLater).includes(token)))
    }),
    { numRuns: 3000 },
  )
})

test('where all came back nobody is left out; where one did not, others go with them, drawn by lot', () => {
  const tokens = ids(0, 25)
  const first = new Set(tokens)
  const counted = (again: string[], draw: (n: number) => number = () => 0) =>
    countedBeside(again, { first, of: 25, draw })
  assert.deepEqual(counted(tokens), tokens)
  // Nine at least stand between the groups, five at least of them by lot.
  assert.deepEqual(
    [1, 3, 4, 5, 8, 12].map((missing) => counted(tokens.slice(missing)).length),
    [16, 16, 16, 15, 12, 8],
  )
  assert.deepEqual(counted(tokens.slice(20)), [], 'fewer than the lot asks for')
  // "Later", of those who were compared, it is as many as of all.
  const left = new Set(tokens.slice(0, 20))
  assert.equal(countedBeside(tokens.slice(1, 20), { first: left, of: 25, draw: () => 0 }).length, 11)
  const drawn = new Set<string>()
  for (let n = 0; n < 300; n++) {
    const these = counted(tokens.slice(1), (of) => Math.floor(Math.random() * of))
    for (const token of tokens) if (!these.includes(token)) drawn.add(token)
  }
  assert.equal(drawn.size, 25, 'anybody may be left out')
})

type Part = { id: string; people: string[] }
/** Who cannot be told apart by any adding and subtracting of parts. */
const piecesOf = (whole: string[], told: readonly Part[]) => [
  ...Map.groupBy(whole, (id) => told.flatMap((part) => (part.people.includes(id) ? [part.id] : [])).join()),
]

test('what parts of a named check, added up and subtracted from each other, are about has five others at least', () => {
  const one = fc.record({ place: fc.integer({ min: 0, max: 3 }), post: fc.integer({ min: 0, max: 2 }) })
  fc.assert(
    fc.property(fc.array(one, { minLength: fewest, maxLength: 60 }), seeds, (all, seed) => {
      const draw = drawing(seed)
      const whole = all.map((_, n) => String(n))
      const set = (of: (of: (typeof all)[number]) => number, name: string): Part[] =>
        [...Map.groupBy(whole, (id) => of(all[Number(id)]))].map(([id, people]) => ({
          id: `${name} ${id}`,
          people,
        }))
      const told = partsBeside(whole, [set(({ place }) => place, 'place'), set(({ post }) => post, 'post')])
      for (const [, piece] of piecesOf(whole, told)) {
        // Own ones stand where they help most: with the victim.
        const own = new Set(some(piece, mostOwn(whole.length), draw))
        assert.ok(piece.length === whole.length || piece.length - own.size >= fewest)
      }
    }),
    { numRuns: 2000 },
  )
})

test('parts are told by what is left over of all of them, not of two at a time', () => {
  const part = (id: string, ...people: string[][]): Part => ({ id, people: people.flat() })
  const told = (size: number, ...sets: Part[][]) => partsBeside(ids(0, size), sets).map(({ id }) => id)
  const byPlace = (...sizes: number[]) =>
    sizes.map((size, n) => {
      const from = sizes.slice(0, n).reduce((sum, one) => sum + one, 0)
      return part(`place ${n}`, ids(from, from + size))
    })
  // Of 26, ten at least: of the ten and the five left over nothing is told.
  assert.deepEqual(told(26, byPlace(11, 10, 5)), ['place 0'])
  assert.deepEqual(told(26, byPlace(13, 13)), ['place 0', 'place 1'])
  // Four own ones and the victim in one place of five.
  assert.deepEqual(told(25, byPlace(20, 5)), [])
  assert.deepEqual(told(25, byPlace(25)), ['place 0'])
  // A post that holds two places and one person besides: far from each of them, not from both.
  const places = byPlace(15, 15, 15)
  assert.deepEqual(told(45, places, [part('post 0', ids(0, 31)), part('post 1', ids(31, 45))]), [
    'place 0',
    'place 1',
    'place 2',
  ])
  assert.deepEqual(told(45, places, [part('post 0', ids(0, 30)), part('post 1', ids(30, 45))]).length, 5)
})
