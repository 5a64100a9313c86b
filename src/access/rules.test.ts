// Roles by place subtree, and what a password has to be.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Actor, may, mayGrant, passwordFindings, roles, scopes, type Verb, verbs } from './rules.ts'

const actor = (grants: Actor['grants']): Actor => ({
  accountId: 'a',
  sessionId: 's',
  personId: null,
  grants,
  path: [],
})
const names = ['nation', 'province', 'district', 'county', 'elsewhere']

test('a verb is held over a place exactly if a role that has it is held there or above', () => {
  const grant = fc.record({ role: fc.constantFrom(...roles), placeId: fc.constantFrom(...names) })
  const verb = fc.constantFrom(...(Object.keys(verbs) as Verb[]))
  fc.assert(
    fc.property(fc.array(grant, { maxLength: 4 }), verb, fc.subarray(names), (grants, wanted, ancestors) => {
      const allowed: readonly string[] = verbs[wanted]
      const expected = grants.some((one) => allowed.includes(one.role) && ancestors.includes(one.placeId))
      assert.equal(may(actor(grants), wanted, ancestors), expected)
      for (const placeId of scopes(actor(grants), wanted)) assert.ok(may(actor(grants), wanted, [placeId]))
    }),
  )
})

test('only an administrator makes an administrator, and nobody gives a role outside their own places', () => {
  const officer = actor([{ role: 'reviewer', placeId: 'district' }])
  const administrator = actor([{ role: 'administrator', placeId: 'nation' }])
  const path = ['nation', 'province', 'district', 'county']
  assert.ok(mayGrant(officer, 'planner', path))
  assert.ok(!mayGrant(officer, 'administrator', path))
  assert.ok(!mayGrant(officer, 'reader', ['nation', 'province', 'elsewhere']))
  assert.ok(mayGrant(administrator, 'administrator', path))
  assert.ok(!mayGrant(actor([{ role: 'planner', placeId: 'county' }]), 'reporter', path))
})

test('a password is long and not easy to guess', () => {
  const codes = (password: string) => passwordFindings(password, 'wang.min').map((one) => one.code)
  assert.deepEqual(codes('short'), ['short'])
  assert.deepEqual(codes('九个字的密码太短了'), ['short'])
  assert.deepEqual(codes('aaaaaaaaaaaa'), ['weak'])
  assert.deepEqual(codes('password1954'), ['weak'])
  assert.deepEqual(codes('my wang.min key'), ['weak'])
  // Nothing but what everybody here has in mind.
  for (const near of ['Hezuo2026!!', 'cooperative-1954', '许昌合作社干部2026', 'xuchang_luohe_1'])
    assert.deepEqual(codes(near), ['weak'], near)
  assert.deepEqual(codes('cooperative tin kiln'), [])
  assert.deepEqual(codes('tin bamboo kiln loom'), [])
  assert.deepEqual(codes('白铁针织铁木竹器皮麻'), [])
})
