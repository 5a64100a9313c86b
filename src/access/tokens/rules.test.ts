// What a token leaves of its account's roles.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Grant, roles } from '../rules.ts'
import { narrow } from './rules.ts'

const tree: Record<string, string[]> = {
  nation: ['nation'],
  henan: ['nation', 'henan'],
  xuchang: ['nation', 'henan', 'xuchang'],
  linying: ['nation', 'henan', 'xuchang', 'linying'],
  luoyang: ['nation', 'henan', 'luoyang'],
  // Went from one district to the other: only what stands over both was always above it.
  linru: ['nation', 'henan', 'linru'],
}
const above = (placeId: string) => tree[placeId] ?? []
const grant = (role: Grant['role'], placeId: string): Grant => ({ role, placeId })

test('a role is cut down to the place, kept beneath it, and falls away elsewhere', () => {
  const table: [Grant[], string, Grant[]][] = [
    [[grant('reader', 'henan')], 'linying', [grant('reader', 'linying')]],
    [[grant('reader', 'linying')], 'linying', [grant('reader', 'linying')]],
    [[grant('reader', 'linying')], 'xuchang', [grant('reader', 'linying')]],
    [[grant('reader', 'luoyang')], 'linying', []],
    [[grant('reader', 'henan'), grant('reader', 'xuchang')], 'linying', [grant('reader', 'linying')]],
    [[grant('trainer', 'xuchang'), grant('reader', 'luoyang')], 'xuchang', [grant('trainer', 'xuchang')]],
    [[], 'linying', []],
    [[grant('reader', 'henan')], 'nowhere', []],
  ]
  for (const [grants, placeId, expected] of table) assert.deepEqual(narrow(grants, placeId, above), expected)
})

test('a place that moved is not reached through a place that it did not always lie under', () => {
  assert.deepEqual(narrow([grant('reader', 'xuchang')], 'linru', above), [])
  assert.deepEqual(narrow([grant('reader', 'linru')], 'xuchang', above), [])
  assert.deepEqual(narrow([grant('reader', 'henan')], 'linru', above), [grant('reader', 'linru')])
})

test('whatever the roles, a token reaches what both its place and a role of that name reach, and no more', () => {
  const places = Object.keys(tree)
  const grants = fc.array(fc.record({ role: fc.constantFrom(...roles), placeId: fc.constantFrom(...places) }))
  fc.assert(
    fc.property(grants, fc.constantFrom(...places), fc.constantFrom(...places), (held, placeId, target) => {
      const reaches = (some: readonly Grant[], role: Grant['role']) =>
        some.some((one) => one.role === role && above(target).includes(one.placeId))
      const narrowed = narrow(held, placeId, above)
      for (const role of roles)
        assert.equal(reaches(narrowed, role), reaches(held, role) && above(target).includes(placeId))
    }),
  )
})
