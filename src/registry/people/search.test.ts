// What it costs to find people by words while the country grows: only one's own are looked through.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { idOf } from '../../../test/convene-class.ts'
import { openTown, type Town } from '../../../test/town.ts'
import type { Context } from '../../access/context.ts'
import type { Db } from '../../platform/database.ts'
import { firstSeen } from './queries.ts'

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

type Step = Record<string, unknown> & { Plans?: Step[] }

/** How often a row of a table was looked at in a plan, kept or not. */
function lookedAt(step: Step, table: string): number {
  const own = step['Relation Name'] === table ? step : {}
  const once = Number(own['Actual Rows'] ?? 0) + Number(own['Rows Removed by Filter'] ?? 0)
  const below = (step.Plans ?? []).reduce((sum, one) => sum + lookedAt(one, table), 0)
  return once * Number(step['Actual Loops'] ?? 0) + below
}

test('an officer who searches by two words looks at the posts of own people alone, however many others hold', async () => {
  const [linying, fugou] = [await idOf(town, 'place', 'linying'), await idOf(town, 'place', 'fugou')]
  const grants = [{ role: 'planner', placeId: linying }]
  const ctxOf = (db: Db) =>
    ({ db, today: '1954-07-10', actor: { personId: null, grants, path: [linying] } }) as unknown as Context
  const undone = new Error('undone')
  const work = town.database.kysely.transaction().execute(async (tx) => {
    await sql`insert into registry.person (id, code, names, place_id)
      select gen_random_uuid(), 'sought-' || n, jsonb_build_object('zh', '寻' || n, 'en', 'Sought ' || n),
        case when n <= 50 then ${linying}::uuid else ${fugou}::uuid end from generate_series(1, 5000) as n`.execute(
      tx,
    )
    await sql`insert into registry.appointment (id, person_id, post_id, organisation_id, from_on)
      select gen_random_uuid(), p.id, post.id, o.id, '1953-01-01' from registry.person as p
      join lateral (select id from registry.organisation where place_id = p.place_id order by code limit 1) as o on true
      cross join (select id from registry.post where not single_seat order by code limit 1) as post
      where p.code like 'sought-%'`.execute(tx)
    for (const table of ['person', 'appointment', 'organisation'])
      await sql`analyze ${sql.table(`registry.${table}`)}`.execute(tx)
    const { rows: posts } = await sql<{ en: string }>`
      select names->>'en' as en from registry.post where not single_seat order by code limit 1`.execute(tx)
    const word = posts[0].en.split(' ')[0]
    for (const [text, many] of [
      [`sought ${word}`, 50],
      ['sought nobody', 0],
      [`nobody ${word}`, 0],
    ] as const) {
      const found = firstSeen(ctxOf(tx), { where: sql`p.code like 'sought-%'`, text }, 100)
      const { rows } = await sql`select id from ${found} as p`.execute(tx)
      assert.equal(rows.length, many, text)
      const { rows: told } = await sql<{ 'QUERY PLAN': { Plan: Step }[] }>`
        explain (analyze, format json) select id from ${found} as p`.execute(tx)
      const n = lookedAt(told[0]['QUERY PLAN'][0].Plan, 'appointment')
      assert.ok(n < 500, `${text}: ${n} appointments looked at for the 50 of one county`)
    }
    throw undone
  })
  await assert.rejects(work, undone)
})
