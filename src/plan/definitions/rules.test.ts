// Which definition holds in a period: by a table, and by the SQL that says the same.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { openTown, type Town } from '../../../test/town.ts'
import { newId } from '../../base/ids.ts'
import type { Names } from '../../base/words.ts'
import { beginnings, definedFindings, wordsIn } from './rules.ts'

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

const names = (en: string): Names => ({ zh: en, en })
const words = (en: string, weight = 1) => ({
  names: names(en),
  definition: names(`what ${en} is`),
  terms: [{ indicatorId: 'one', weight }],
})
const left = (untilOn: string, en: string) => ({ ...words(en), untilOn, by: names('me'), on: '2026-01-01' })
const none = { ...words('last'), earlier: [] }
const twice = { ...words('last'), earlier: [left('2026-04-01', 'first'), left('2026-07-01', 'second')] }

test('a period has what was said when its first day came, whatever begins amid it', () => {
  const table: [day: string, of: typeof twice | typeof none, said: string][] = [
    ['2026-01-01', none, 'last'],
    ['2025-01-01', twice, 'first'],
    ['2026-01-01', twice, 'first'],
    ['2026-03-01', twice, 'first'],
    ['2026-04-01', twice, 'second'],
    ['2026-05-01', twice, 'second'],
    ['2026-06-30', twice, 'second'],
    ['2026-07-01', twice, 'last'],
    ['2030-01-01', twice, 'last'],
  ]
  for (const [day, of, said] of table) assert.equal(wordsIn(of, day).names.en, said, day)
})

test('SQL says the same of any days', async () => {
  const db = town.database.kysely
  const { rows } = await sql<{ id: string; names: Names; definition: Names; accountId: string }>`
    select id, names, definition, (select id from access.account limit 1) as "accountId" from plan.indicator
    where kind = 'additive' limit 1`.execute(db)
  const [{ id, accountId, ...own }] = rows
  const day = fc
    .integer({ min: 0, max: 30 })
    .map((n) => `2026-${n < 15 ? '05' : '06'}-${String((n % 15) + 1).padStart(2, '0')}`)
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(day, { maxLength: 4 }), day, async (days, asked) => {
      await sql`delete from plan.indicator_version where indicator_id = ${id}`.execute(db)
      const earlier = days.sort().map((untilOn) => left(untilOn, `until ${untilOn}`))
      for (const { untilOn, ...one } of earlier)
        await sql`insert into plan.indicator_version (id, indicator_id, until_on, names, definition, account_id, on_day)
          values (${newId()}, ${id}, ${untilOn}, ${one.names}, ${one.definition}, ${accountId}, ${one.on})`.execute(
          db,
        )
      const { rows } = await sql<{ said: { names: Names; definition: Names } }>`
        select plan.words_in(${id}, ${asked}) as said`.execute(db)
      const { terms: _, ...said } = wordsIn({ ...own, terms: null, earlier }, asked)
      assert.deepEqual(rows[0].said, said)
    }),
    { numRuns: 40 },
  )
})

const periods = [
  { id: 'year', names: names('2026'), fromOn: '2026-01-01', state: 'open' as 'open' | 'closed' },
  { id: 'q1', names: names('Q1'), fromOn: '2026-01-01', state: 'open' as const },
  { id: 'q2', names: names('Q2'), fromOn: '2026-04-01', state: 'open' as const },
  { id: 'q3', names: names('Q3'), fromOn: '2026-07-01', state: 'open' as const },
]
const closed = (id: string) =>
  periods.map((one) => (one.id === id ? { ...one, state: 'closed' as const } : one))

test('another definition begins with no period that is closed or comes before one, and after those that were', () => {
  const from = (all: typeof periods, of: typeof twice | typeof none) =>
    beginnings(all, of).map(({ id }) => id)
  assert.deepEqual(from(periods, none), ['year', 'q1', 'q2', 'q3'])
  assert.deepEqual(from(closed('q2'), none), ['q3'])
  assert.deepEqual(from(closed('q3'), none), [])
  assert.deepEqual(from(periods, { ...twice, earlier: twice.earlier.slice(0, 1) }), ['q3'])
  assert.deepEqual(from(periods, twice), [])
})

test('what is put otherwise asks from when on, and other weights correct nothing that is closed', () => {
  const codes = (
    of: typeof twice | typeof none,
    periodId: string | null | undefined,
    all = periods,
    weight = 1,
  ) => definedFindings(of, words('new', weight), periodId, all).map(({ code }) => code)
  assert.deepEqual(codes(none, undefined), ['required'])
  assert.deepEqual(codes(none, null), [])
  assert.deepEqual(codes(none, null, closed('q1')), [])
  assert.deepEqual(codes(none, null, closed('q1'), 2), ['closed-period'])
  assert.deepEqual(codes(twice, null, closed('q1'), 2), [])
  assert.deepEqual(codes(none, 'q2', closed('q1')), [])
  assert.deepEqual(codes(none, 'q1', closed('q2')), ['closed-period'])
  assert.deepEqual(codes(none, 'strange'), ['unknown'])
  assert.deepEqual(codes(twice, 'q3'), ['defined'])
})
