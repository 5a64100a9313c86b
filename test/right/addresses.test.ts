// What comes in is taken as it is written, or refused in the form and the language of every refusal.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTown, type Person, type Town } from '../town.ts'
import { planOf, send } from './office.ts'

let town: Town
let county: Person
before(async () => {
  town = await openTown()
  county = await town.as('xihua-officer')
})
after(() => town.close())

test('a number in an address is one that is written as a number', async () => {
  const { lines } = await planOf(county, 'xihua')
  const address = `DELETE /api/plan-lines/${lines[0].id}`
  for (const editVersion of ['true', '1.9', '', ' 1', '0x1', '1e0', 'false', 'null', '+1', '１']) {
    const { status, body } = await send(county, address, { query: { editVersion } })
    assert.equal(status, 400, JSON.stringify(editVersion))
    assert.deepEqual(
      body.errors.map((one: { pointer: string }) => one.pointer),
      ['/editVersion'],
    )
  }
  const after = await planOf(county, 'xihua')
  assert.equal(after.lines.length, lines.length, 'a line was taken out')
})

test('a part of an address that is longer than any id leads to nothing, and a broken one is refused as a problem', async () => {
  const long = await send(county, `GET /api/plans/${'a'.repeat(5_000)}`)
  assert.deepEqual([long.status, long.body.type], [404, '/problems/not-found'])
  const broken = await send(county, 'GET /api/plans/%E0%A4%A')
  assert.deepEqual([broken.status, broken.body.type], [400, '/problems/malformed'])
})
