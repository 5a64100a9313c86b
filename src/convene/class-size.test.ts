import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { classOf, followUp } from '../../test/convene-class.ts'
import { openTown, type Town } from '../../test/town.ts'
import type { Call } from '../base/call.ts'
import { newId } from '../base/ids.ts'
import { classPage, classSummary, seatTable } from './contract.ts'
import { nominationList, roster } from './nomination-contract.ts'
import { attendanceOverview, sessionAttendance, timetable } from './session-contract.ts'

const mostStatements = 8
let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

/** A class that runs, with so many accepted people, sixty sessions and everybody marked in each. */
async function fill(classId: string, placeId: string, postId: string, people: number): Promise<void> {
  const db = town.database.kysely
  const ids = Array.from({ length: people }, newId)
  const unit = await sql<{
    id: string
  }>`select id from registry.organisation where place_id = ${placeId} limit 1`.execute(db)
  await sql`insert into registry.person (id, code, names, place_id)
    select id, 'many-' || id, jsonb_build_object('zh', '人' || n, 'en', 'Person ' || n), ${placeId}
    from unnest(${ids}::uuid[]) with ordinality as made (id, n)`.execute(db)
  await sql`insert into registry.appointment (id, person_id, post_id, organisation_id, from_on)
    select id, id, ${postId}, ${unit.rows[0].id}, '1950-01-01' from unnest(${ids}::uuid[]) as made (id)`.execute(
    db,
  )
  await sql`update convene.class set state = 'running', capacity = 5000 where id = ${classId}`.execute(db)
  await sql`update convene.seat set seats = seats + ${people}
    where class_id = ${classId} and place_id = ${placeId} and post_id = ${postId}`.execute(db)
  await sql`insert into convene.nomination (id, class_id, place_id, post_id, person_id, appointment_id, state, made_by, made_at)
    select id, ${classId}, ${placeId}, ${postId}, id, id, 'accepted', ${newId()}, now() from unnest(${ids}::uuid[]) as made (id)`.execute(
    db,
  )
  await sql`insert into convene.session (id, class_id, stage_id, title, on_day, starts_at, ends_at, room)
    select gen_random_uuid(), class_id, id, '{"zh": "课", "en": "Session"}', date '1954-07-21' + n % 10, n * 10, n * 10 + 10,
      '{"zh": "", "en": ""}' from convene.stage, generate_series(1, 60) as n
    where class_id = ${classId} and position = 0
      and (select count(*) from convene.session where class_id = ${classId}) < 60`.execute(db)
  await sql`insert into convene.attendance (session_id, person_id, state, source, mark_id, made_at, received_at)
    select session.id, made.id, 'present', 'roll_call', gen_random_uuid(), now(), now()
    from convene.session as session, unnest(${ids}::uuid[]) as made (id) where session.class_id = ${classId}`.execute(
    db,
  )
}

test('every page of a class takes the same few statements for fifty people and for five hundred', async () => {
  const { classId, place, post } = await classOf(town, 'xuchang-officer', followUp)
  const officer = await town.as('xuchang-officer')
  const { sessions } = await officer.ask(timetable, { params: { classId } })
  const pages: [Call, { params: Record<string, string> }][] = [
    ...[classPage, seatTable, classSummary, nominationList, roster, timetable, attendanceOverview].map(
      (call): [Call, { params: Record<string, string> }] => [call, { params: { classId } }],
    ),
    [sessionAttendance, { params: { sessionId: sessions[0].id } }],
  ]
  const measure = async () => {
    const counts: Record<string, number> = {}
    for (const [call, input] of pages) {
      const start = town.database.statements()
      const { status } = await officer.send(call, input as never)
      assert.equal(status, 200, call.path)
      counts[call.path] = town.database.statements() - start
    }
    return counts
  }
  await fill(classId, place('linying'), post('group-head'), 50)
  const few = await measure()
  await fill(classId, place('linying'), post('group-head'), 450)
  const many = await measure()
  assert.deepEqual(many, few)
  for (const [path, count] of Object.entries(many))
    assert.ok(count <= mostStatements, `${path}: ${count} statements`)
  // A screen asks for the head and for one tab: together they stay within the budget of a page.
  for (const [path, count] of Object.entries(many)) {
    const isTab = path !== classPage.path && path !== sessionAttendance.path
    if (isTab) assert.ok(count + many[classPage.path] <= mostStatements, `${path} with its head: ${count}`)
  }
  const page = await officer.ask(classPage, { params: { classId } })
  assert.equal(page.figures.people?.accepted, 500)
})
