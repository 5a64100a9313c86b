// The small figures of the rail, through the front door: what the rooms count, for whoever asks.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { openTown, type Town } from '../../../test/town.ts'
import { stagesNow } from '../contract.ts'

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

test('each stage that counts something says how far it has come, as far as the reader may see it', async () => {
  const { rows } = await sql<{ cases: number; open: boolean; accepted: number; seats: number }>`
    select (select count(*)::int from cases.practice_case where state = 'published') as cases,
      exists (select 1 from examine.round where stage like '%\\_open') as open,
      (select count(*)::int from convene.nomination where state = 'accepted' and class_id = class.id) as accepted,
      (select sum(seats)::int from convene.seat where class_id = class.id) as seats
    from convene.class as class where class.state in ('running', 'closed')
    order by class.state = 'running' desc, class.first_day desc limit 1`.execute(town.database.kysely)
  const [{ cases, open, accepted, seats }] = rows
  const { plan, ...district } = await (await town.as('xuchang-officer')).ask(stagesNow, {})
  assert.deepEqual(district, { convene: { n: accepted, of: seats }, cases, examine: open })
  assert.ok(typeof plan === 'object' && plan && plan.n > 0 && plan.n < plan.of, JSON.stringify(plan))
  const county = await (await town.as('linying-officer')).ask(stagesNow, {})
  assert.deepEqual([county.plan, county.cases], [null, cases], 'one county is no share of counties')
})
