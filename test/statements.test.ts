// What a write costs the database, counted as Database.statements() counts: every statement that a request sends, who asks,
// begin and commit included. What is kept once under the key of its request looks for it and keeps it besides.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { endOfMonth } from '../src/base/dates.ts'
import { newId } from '../src/base/ids.ts'
import * as progress from '../src/carry-out/reports/contract.ts'
import * as attendanceCalls from '../src/convene/attendance/contract.ts'
import * as nominations from '../src/convene/nominations/contract.ts'
import * as sessions from '../src/convene/sessions/contract.ts'
import { classOf, luohe } from './convene-class.ts'
import { nothing } from './plans.ts'
import { openTown, type Town } from './town.ts'

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

/** How many statements the work sends. */
async function counted(work: () => Promise<unknown>): Promise<number> {
  const begin = town.database.statements()
  await work()
  return town.database.statements() - begin
}

const atMost = (most: number, statements: number, what: string) =>
  assert.ok(statements <= most, `${what}: ${statements} statements, at most ${most}`)

test('a progress report with all totals costs at most six statements', async () => {
  const person = await town.as('ye-officer')
  const month = '1954-06'
  const { lines } = await person.ask(progress.monthPage, { query: { month } })
  for (const { line } of lines.filter((todo) => !todo.figures.some((one) => one.month === month))) {
    const body = {
      id: newId(),
      month,
      asOf: endOfMonth(month),
      value: line.phasing[month],
      unit: line.indicator.unit,
      leftReasons:
        line.indicator.counts === 'left' ? [{ reason: 'other' as const, count: line.phasing[month] }] : [],
      dormant: line.indicator.counts === 'organisations' ? 0 : null,
      source: 'ledger' as const,
      sourceNote: nothing,
      cause: { zh: '', en: 'counted' },
      help: nothing,
      supersedesId: null,
      reason: null,
    }
    const cost = await counted(() =>
      person.ask(progress.makeReport, { params: { planLineId: line.id }, body }),
    )
    atMost(6, cost, line.indicator.code)
  }
})

test('a mark of attendance costs at most four statements, and ten marks the same', async () => {
  const trainer = await town.as('trainer')
  const { classId } = await classOf(town, 'xuchang-officer', luohe)
  const { people } = await trainer.ask(nominations.roster, { params: { classId } })
  const { sessions: all } = await trainer.ask(sessions.timetable, { params: { classId } })
  const params = { sessionId: all[all.length - 1].id }
  const marks = (n: number) =>
    people.slice(0, n).map(({ personId }) => ({
      id: newId(),
      personId,
      state: 'present' as const,
      madeAt: '1954-03-05T06:05:00Z',
    }))
  for (const n of [1, 10]) {
    const body = { source: 'roll_call' as const, marks: marks(n) }
    const cost = await counted(() => trainer.ask(attendanceCalls.recordAttendance, { params, body }))
    atMost(4, cost, `${n} marks`)
  }
})
