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
  // As whoever marks does, the seat is held that the mark counts under.
  const seatOf = (person: string) =>
    sql`select 1 from convene.nomination where class_id = ${classId} and person_id = ${person} for share`
  const deeds = [
    (person: string) =>
      sql`insert into convene.attendance (session_id, person_id, state, source, mark_id, made_at, received_at)
        values (${pick(sessions).id}, ${person}, ${pick(['present', 'excused', 'absent'])}, 'roll_call', ${newId()},
          now(), now())
        on conflict (session_id, person_id) do update set state = excluded.state`,
    (person: string) =>
      sql`delete from convene.attendance where session_id = ${pick(sessions).id} and person_id = ${person}`,
    (person: string) =>
      sql`update convene.nomination set left_on = ${pick([null, '1954-07-22', '1954-07-26'])}::date
        where class_id = ${classId} and person_id = ${person}`,
    () =>
      sql`update convene.session set on_day = date '1954-07-21' + ${Math.floor(Math.random() * 9)}::int
        where id = ${pick(sessions).id}`,
  ]
  let goesOn = true
  const working = Array.from({ length: 4 }, async (_, n) => {
    for (let turn = 0; turn < 60; turn++)
      await db.transaction().execute(async (tx) => {
        const person = pick(people)
        if (n < 2) await seatOf(person).execute(tx)
        await deeds[n](person).execute(tx)
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
  assert.deepEqual(await compareSums(db), { kept: rows[0].n, wrong: 0, doubled: 0 })
})

test('whoever comes to have a seat, and is marked in nothing, drops nothing that is kept; who leaves drops what is theirs', async () => {
  const { classId } = await classOf(town, 'xuchang-officer', followUp)
  const db = town.database.kysely
  const kept = async () => (await compareSums(db)).kept
  await keepSums(db)
  const all = await kept()
  assert.ok(all > 0)
  const { rows } = await sql<{ person: string; sessions: number }>`
    select person_id as person, count(*)::int as sessions from convene.attendance join convene.session on id = session_id
    where class_id = ${classId} group by person_id having count(*) > 1 order by 2, 1 limit 1`.execute(db)
  const [{ person, sessions }] = rows
  await sql`insert into convene.nomination (id, class_id, place_id, post_id, person_id, appointment_id, state, made_by, made_at)
    select gen_random_uuid(), class_id, place_id, post_id, gen_random_uuid(), appointment_id, 'nominated', made_by, made_at
    from convene.nomination where class_id = ${classId} and person_id = ${person}`.execute(db)
  await sql`update convene.nomination set state = 'accepted', seated_on = '1954-07-01'
    where class_id = ${classId} and state = 'nominated'`.execute(db)
  assert.equal(await kept(), all)
  await sql`update convene.nomination set left_on = seated_on, state = 'withdrawn'
    where class_id = ${classId} and person_id = ${person}`.execute(db)
  assert.equal(await kept(), all - sessions)
  assert.equal((await compareSums(db)).wrong, 0)
})
