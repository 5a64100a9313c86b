// In which months an indicator is due: by a table, by what must hold for every period, and by the SQL that says the
// same.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { emptyDatabase } from '../../../test/database.ts'
import type { Database } from '../../platform/database.ts'
import { spread, toldIn } from '../phasing/rules.ts'
import { dueMonths, frequencies, isDue, nextDue } from './rules.ts'

let database: Database
before(async () => {
  database = await emptyDatabase()
})
after(() => database.close())

const dayOf = (monthsOn: number) =>
  `${2020 + Math.floor(monthsOn / 12)}-${String((monthsOn % 12) + 1).padStart(2, '0')}-01`
const period = fc
  .record({
    from: fc.nat(48),
    length: fc.integer({ min: 1, max: 30 }),
    yearFrom: fc.integer({ min: 1, max: 12 }),
  })
  .map(({ from, length, yearFrom }) => ({ fromOn: dayOf(from), toOn: dayOf(from + length), yearFrom }))

test('the last month of each part of the year, counted from its first, and always that of the period', () => {
  const half = { fromOn: '2026-07-01', toOn: '2027-01-01', yearFrom: 7 }
  const odd = { fromOn: '2026-11-01', toOn: '2027-09-01', yearFrom: 7 }
  const due = (of: typeof half) => frequencies.map((often) => dueMonths(often, of).join(' '))
  assert.deepEqual(due(half), [
    '2026-07 2026-08 2026-09 2026-10 2026-11 2026-12',
    '2026-09 2026-12',
    '2026-12',
    '2026-12',
    '2026-12',
  ])
  assert.deepEqual(due(odd).slice(1), [
    '2026-12 2027-03 2027-06 2027-08',
    '2026-12 2027-06 2027-08',
    '2027-06 2027-08',
    '2027-08',
  ])
  assert.equal(nextDue('quarter', '2027-01', odd), '2027-03')
  assert.deepEqual(dueMonths('quarter', { ...half, yearFrom: 8 }), ['2026-07', '2026-10', '2026-12'])
})

test('a target that is told in fewer months is the same target', () => {
  fc.assert(
    fc.property(
      period,
      fc.constantFrom(...frequencies),
      fc.boolean(),
      fc.nat(500),
      fc.nat(500),
      (span, often, cumulative, baseline, target) => {
        const months = dueMonths('month', span)
        const due = dueMonths(often, span)
        const course = spread({ cumulative, baseline, target, months })
        const told = toldIn(course, due, cumulative)
        assert.deepEqual(Object.keys(told), due)
        const sum = Object.values(told).reduce((all, n) => all + n, 0)
        assert.equal(cumulative ? told[due[due.length - 1]] : sum, target)
        if (often === 'month') assert.deepEqual(told, course)
      },
    ),
  )
})

test('SQL says the same of any period and month', async () => {
  const asked = fc.sample(
    period.chain((span) =>
      fc.record({
        span: fc.constant(span),
        often: fc.constantFrom(...frequencies),
        month: fc.constantFrom(...dueMonths('month', span)),
      }),
    ),
    2000,
  )
  const rows = asked.map(({ span, often, month }) => ({
    often,
    month,
    to_on: span.toOn,
    year: span.yearFrom,
  }))
  const { rows: said } = await sql<{ due: boolean }>`
    select plan.is_due(often, month, to_on, year) as due
    from rows from (jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as (often text, month text, to_on date, year int))
      with ordinality as asked (often, month, to_on, year, at) order by at`.execute(database.kysely)
  assert.deepEqual(
    said.map(({ due }) => due),
    asked.map(({ span, often, month }) => isDue(often, month, span)),
  )
  assert.ok(said.some(({ due }) => due) && said.some(({ due }) => !due))
})
