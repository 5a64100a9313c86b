// The walk: it ends on any links, sees nothing through what is hidden, is symmetrical, and never cuts in silence.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Described, type Link, type Ref, refKey, refKinds } from '../base/refs.ts'
import { choose, type Doors, walk } from './rules.ts'

type World = { links: Link[]; hidden: Set<string> }

const described = (ref: Ref): Described => ({
  ...ref,
  title: { zh: ref.id, en: ref.id },
  of: { zh: '', en: '' },
  href: `/${ref.id}`,
})

/** Doors over a world in memory, counting how often they are asked. */
function doorsOf({ links, hidden }: World) {
  const asked = { links: 0, describe: 0 }
  const doors: Doors = {
    links: async (refs) => {
      asked.links += 1
      const keys = new Set(refs.map(refKey))
      return links.filter(({ from, to }) => keys.has(refKey(from)) || keys.has(refKey(to)))
    },
    describe: async (refs) => {
      asked.describe += 1
      return refs.filter((ref) => !hidden.has(refKey(ref))).map(described)
    },
  }
  return { doors, asked }
}

// Any graph at all, circles and loops included: no rule of the rooms is taken for granted.
const ref = fc.record({ kind: fc.constantFrom(...refKinds), id: fc.constantFrom('1', '2', '3') })
const world = fc.record({
  links: fc.array(fc.record({ from: ref, to: ref }), { maxLength: 60 }),
  hidden: fc.array(ref, { maxLength: 5 }).map((refs) => new Set(refs.map(refKey))),
})

test('the walk ends, asks a constant number of times a level, and shows nothing hidden', async () => {
  await fc.assert(
    fc.asyncProperty(world, ref, async (given, start) => {
      const { doors, asked } = doorsOf(given)
      const walked = await walk(start, doors)
      assert.equal(walked === null, given.hidden.has(refKey(start)))
      assert.ok(asked.links <= 3 && asked.describe <= 4)
      for (const node of walked?.nodes ?? []) assert.ok(!given.hidden.has(refKey(node)))
      for (const { from, to } of walked?.links ?? []) {
        assert.ok(!given.hidden.has(refKey(from)) && !given.hidden.has(refKey(to)))
      }
    }),
  )
})

test('whatever lies below one thing has that thing above it, at the same distance', async () => {
  await fc.assert(
    fc.asyncProperty(world, ref, async (given, start) => {
      const { doors } = doorsOf(given)
      for (const node of (await walk(start, doors))?.nodes ?? []) {
        if (node.direction === 'here') continue
        const back = await walk({ kind: node.kind, id: node.id }, doors)
        const found = back?.nodes.find((one) => refKey(one) === refKey(start))
        assert.ok(found, `${refKey(node)} does not lead back to ${refKey(start)}`)
        assert.equal(found.level, node.level)
      }
    }),
  )
})

test('a hidden node does not betray what lies behind it', async () => {
  const clause: Ref = { kind: 'clause', id: '1' }
  const line: Ref = { kind: 'plan_line', id: '2' }
  const report: Ref = { kind: 'report', id: '3' }
  const links = [
    { from: clause, to: line },
    { from: line, to: report },
  ]
  const open = await walk(clause, doorsOf({ links, hidden: new Set() }).doors)
  assert.deepEqual(
    open?.nodes.map((node) => [node.kind, node.direction, node.level]),
    [
      ['clause', 'here', 0],
      ['plan_line', 'down', 1],
      ['report', 'down', 2],
    ],
  )
  const shut = await walk(clause, doorsOf({ links, hidden: new Set([refKey(line)]) }).doors)
  assert.deepEqual(shut?.nodes.length, 1)
  assert.deepEqual(shut?.links, [])
})

test('what is not drawn is counted, and the start and the nearest stay', async () => {
  const clause: Ref = { kind: 'clause', id: 'c' }
  const links: Link[] = []
  for (let n = 0; n < 100; n++) {
    links.push({ from: clause, to: { kind: 'plan_line', id: `${n}` } })
    for (let m = 0; m < 3; m++)
      links.push({ from: { kind: 'plan_line', id: `${n}` }, to: { kind: 'report', id: `${n}/${m}` } })
  }
  links.push({ from: clause, to: { kind: 'case_step', id: 's' } })
  const walked = await walk(clause, doorsOf({ links, hidden: new Set() }).doors)
  assert.ok(walked)
  const { nodes, more, links: drawn } = choose(walked)
  assert.equal(nodes.length, 60)
  assert.equal(nodes[0].direction, 'here')
  assert.ok(nodes.some((node) => node.kind === 'case_step'))
  assert.equal(nodes.length + more.reduce((sum, one) => sum + one.count, 0), walked.nodes.length)
  assert.deepEqual(more, [
    { direction: 'down', kind: 'plan_line', count: 42 },
    { direction: 'down', kind: 'report', count: 300 },
  ])
  const keys = new Set(nodes.map(refKey))
  for (const { from, to } of drawn) assert.ok(keys.has(refKey(from)) && keys.has(refKey(to)))
})
