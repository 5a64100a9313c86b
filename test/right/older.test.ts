// What older versions kept, and what a migration makes of it.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { newId } from '../../src/base/ids.ts'
import { openTown, type Town } from '../town.ts'
import { ask, planOf, type Reply } from './office.ts'

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

const textOf = (name: string) =>
  readFileSync(new URL(`../../src/convene/migrations/${name}.sql`, import.meta.url), 'utf8')

test('21: corrections and days that were kept before are set right: whose they were, by the day of the programme', async () => {
  const db = town.database.kysely
  const set = (name: string, value: string | null) =>
    sql`insert into platform.setting (name, value)
    values (${name}, ${JSON.stringify(value)}::jsonb) on conflict (name) do update set value = excluded.value`.execute(
      db,
    )
  const { rows } = await sql<{
    id: string
    person: string
    classId: string
    session: string
    account: string
  }>`
    select n.id, n.person_id as person, n.class_id as "classId", session.id as session, n.made_by as account
    from convene.nomination as n join convene.session as session on session.class_id = n.class_id
    where n.state = 'accepted' limit 1`.execute(db)
  const { id, person, classId, session, account } = rows[0]
  // Decided in China on the second, before eight in the morning: at Greenwich it was the first.
  const at = '2026-03-01T23:30:00Z'
  await sql`delete from convene.nomination_step where nomination_id = ${id}`.execute(db)
  await sql`insert into convene.nomination_step (id, nomination_id, person_id, state, on_day, at)
    values (gen_random_uuid(), ${id}, ${person}, 'accepted', '2026-03-01', ${at})`.execute(db)
  await sql`insert into convene.correction (id, class_id, what, nomination_id, session_id, marks, reason, account_id, on_day, at)
    values (gen_random_uuid(), ${classId}, 'accepted', ${id}, null, 0, 'Left out', ${account}, '2026-03-02', ${at}),
      (gen_random_uuid(), ${classId}, 'marked', null, ${session}, 1, 'The sheet', ${account}, '2026-03-02', ${at}),
      (gen_random_uuid(), ${classId}, 'marked', null, ${session}, 1, 'Long ago', ${account}, '2026-02-02', '2026-02-02T08:00Z')`.execute(
    db,
  )
  await sql`insert into convene.attendance_mark (id, session_id, person_id, state, source, made_at, received_at, account_id)
    values (gen_random_uuid(), ${session}, ${person}, 'absent', 'later_report', ${at}, ${at}, ${account})`.execute(
    db,
  )
  const before = await sql`select value from platform.setting where name = 'pinnedDay'`.execute(db)
  await set('pinnedDay', null)
  await set('timeZone', 'Asia/Shanghai')
  await sql`drop table convene.correction_person`.execute(db)
  await sql.raw(textOf('2026-11-29-corrected')).execute(db)
  const dayOfStep = async () => {
    await sql.raw(`${textOf('2026-11-29-days')}-- ${newId()}`).execute(db)
    const { rows } = await sql<{ day: string }>`
      select on_day::text as day from convene.nomination_step where nomination_id = ${id}`.execute(db)
    return rows[0].day
  }
  assert.equal(await dayOfStep(), '2026-03-01', 'a historical programme says its days itself')
  await sql`update convene.programme set historical = false`.execute(db)
  assert.equal(await dayOfStep(), '2026-03-02')
  await sql`update convene.programme set historical = true`.execute(db)

  const known = await sql<{ reason: string; person: string | null }>`
    select made.reason, whose.person_id as person from convene.correction as made
    left join convene.correction_person as whose on whose.correction_id = made.id order by made.reason`.execute(
    db,
  )
  assert.deepEqual(known.rows, [
    { reason: 'Left out', person },
    { reason: 'Long ago', person: null },
    { reason: 'The sheet', person },
  ])
  await sql`delete from platform.setting where name = 'timeZone'`.execute(db)
  await sql`update platform.setting set value = ${JSON.stringify((before.rows[0] as Reply['body']).value)}::jsonb
    where name = 'pinnedDay'`.execute(db)
})

test('23: a revision begins from what stands, not from the proposal that the district had cut', async () => {
  const district = await town.as('xuchang-officer')
  const plan = await planOf(district, 'linying')
  const lineIn = ({ lines }: Reply['body']) =>
    lines.find((line: Reply['body']) => line.decidedTarget !== null && line.decidedTarget !== line.target)
  const cut = lineIn(plan)
  assert.ok(cut, 'the district has cut a line')
  await ask(district, `POST /api/plans/${plan.id}/return`, {
    body: { editVersion: plan.editVersion, reason: { zh: '修订', en: 'Revise' } },
  })
  const after = await planOf(district, 'linying')
  const line = after.lines.find((one: Reply['body']) => one.id === cut.id)
  assert.deepEqual([line.target, line.decidedTarget], [cut.decidedTarget, null])
  assert.deepEqual(line.standing.target, cut.decidedTarget)
})
