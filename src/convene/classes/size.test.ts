import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { classOf, followUp } from '../../../test/convene-class.ts'
import { openTown, type Town } from '../../../test/town.ts'
import { crowd } from '../../app/bench/crowded-class.ts'
import type { Call } from '../../base/call.ts'
import { attendanceOverview, sessionAttendance } from '../attendance/contract.ts'
import { nominationList, roster } from '../nominations/contract.ts'
import { seatTable } from '../seats/contract.ts'
import { timetable } from '../sessions/contract.ts'
import { classPage, classSummary } from './contract.ts'

const mostStatements = 5
let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

test('every page of a class takes the same few statements for fifty people and for five hundred', async () => {
  const { classId } = await classOf(town, 'xuchang-officer', followUp)
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
  await crowd(town.database, classId, 50)
  const few = await measure()
  await crowd(town.database, classId, 450)
  const many = await measure()
  assert.deepEqual(many, few)
  for (const [path, count] of Object.entries(many))
    assert.ok(count <= mostStatements, `${path}: ${count} statements`)
  // A screen asks for the head and for one tab: together they stay within the budget of a page.
  for (const [path, count] of Object.entries(many)) {
    const isTab = path !== classPage.path && path !== sessionAttendance.path
    // Who asks is asked for each.
    if (isTab)
      assert.ok(count + many[classPage.path] - 1 <= mostStatements, `${path} with its head: ${count}`)
  }
  const page = await officer.ask(classPage, { params: { classId } })
  assert.equal(page.figures.people?.accepted, 500)
})
