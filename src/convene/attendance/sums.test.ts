// What is kept of sessions is what their marks come to, whoever marks, gives seats or moves a session while it is kept.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { classOf, followUp } from '../../../test/convene-class.ts'
import { openTown, type Town } from '../../../test/town.ts'
import { crowd } from '../../app/bench/crowded-class.ts'
import { compareSums } from '../../app/doctor/sums.ts'
import { newId } from '../../base/ids.ts'
import { keepSums } from './jobs.ts'

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

test('sums kept while everybody marks, comes, leaves and moves sessions are true whenever they are read', async () => {
  const { classId } = await classOf(town, 'xuchang-officer', followUp)
  const people = await crowd(town.database, classId, 30)
  const db = town.database.kysely
  const { rows: sessions } = await sql<{ id: string }>`
    select id from convene.session where class_id = ${classId} order by id`.execute(db)
  const pick = <T>(all: readonly T[]): T => all[Math.floor(Math.random() * all.length)]
  const deeds = [
    () =>
      sql`insert into convene.attendance (session_id, person_id, state, source, mark_id, made_at, received_at)
        values (${pick(sessions).id}, ${pick(people)}, ${pick(['present', 'excused', 'absent'])}, 'roll_call', ${newId()},
          now(), now())
        on conflict (session_id, person_id) do update set state = excluded.state`,
    () =>
      sql`delete from convene.attendance where session_id = ${pick(sessions).id} and person_id = ${pick(people)}`,
    () =>
      sql`update convene.nomination set left_on = ${pick([null, '1954-07-22', '1954-07-26'])}::date
        where class_id = ${classId} and person_id = ${pick(people)}`,
    () =>
      sql`update convene.session set on_day = date '1954-07-21' + ${Math.floor(Math.random() * 9)}::int
        where id = ${pick(sessions).id}`,
  ]
  let goesOn = true
  const working = Array.from({ length: 4 }, async (_, n) => {
    for (let turn = 0; turn < 60; turn++)
      await db.transaction().execute(async (tx) => {
        await deeds[n]().execute(tx)
        // Until it is committed others see nothing of it.
        await sql`select pg_sleep(${Math.random() / 100})`.execute(tx)
      })
  })
  const keeping = (async () => {
    while (goesOn) await keepSums(db)
  })()
  const reading = (async () => {
    while (goesOn) assert.equal((await compareSums(db)).wrong, 0)
  })()
  await Promise.all(working)
  goesOn = false
  await Promise.all([keeping, reading])
  await keepSums(db)
  const { rows } = await sql<{ n: number }>`
    select count(distinct session_id)::int as n from convene.attendance`.execute(db)
  assert.deepEqual(await compareSums(db), { kept: rows[0].n, wrong: 0 })
})
