// A list in which many are called the same asks no more of the database than one in which nobody is.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { idOf } from '../../../test/convene-class.ts'
import { openTown, type Town } from '../../../test/town.ts'
import type { Context } from '../../access/context.ts'
import { judgePeople, type PersonRow } from './import-rows.ts'

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

test('namesakes are asked for once and offered once each, however many rows bear the name', async () => {
  const placeId = await idOf(town, 'place', 'linying')
  const { kysely } = town.database
  await sql`insert into registry.person (id, code, names, place_id) select gen_random_uuid(), 'same-' || n,
    '{"zh": "王伟伟", "en": "Wang Weiwei"}', ${placeId}::uuid from generate_series(1, 3) as n`.execute(kysely)
  const actor = { personId: null, grants: [{ role: 'planner', placeId }], path: [placeId] }
  let asked = 0
  const db = kysely.withPlugin({
    transformQuery: ({ node }) => {
      asked += 1
      return node
    },
    transformResult: async ({ result }) => result,
  })
  const ctx = { db, today: '1954-07-10', actor } as unknown as Context
  const called = (nameOf: (at: number) => string): PersonRow[] =>
    Array.from({ length: 4000 }, (_, at) => ({
      code: null,
      names: { zh: nameOf(at), en: 'Wang Weiwei' },
      isLatinSaid: false,
      phone: null,
      placeId,
      decision: null,
    }))
  const cost = async (rows: PersonRow[]) => {
    const begin = asked
    const judged = await judgePeople(ctx, rows)
    return { judged, statements: asked - begin }
  }
  const digits = '甲乙丙丁戊己庚辛壬癸'
  const other = await cost(called((at) => `人${String(at).replace(/\d/g, (digit) => digits[Number(digit)])}`))
  const same = await cost(called(() => '王伟伟'))
  assert.ok(
    same.statements < other.statements,
    `${same.statements} statements, not fewer than ${other.statements}`,
  )
  for (const { state, candidates } of same.judged) {
    assert.equal(state, 'ask')
    assert.deepEqual(candidates.map(({ code }) => code).sort(), ['same-1', 'same-2', 'same-3'])
  }
})
