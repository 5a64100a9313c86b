// What goes out is named as its address and its file can be: one name that does not fit takes down the list for
// everybody.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Check } from 'typebox/value'
import { exports } from '../../src/app/rooms.ts'
import { exportCsv } from '../../src/exchange/export/contract.ts'
import { hold } from './house.ts'

const misnamed = (names: readonly string[]): string[] =>
  names.filter((name, at) => !Check(exportCsv.params, { table: name }) || names.indexOf(name) !== at)

test('the tables that go out are named as their address asks, each by a name of its own', () => {
  assert.deepEqual(misnamed(['book-visits', 'book_visits', 'Visits', 'visits', 'visits', '']), [
    'book_visits',
    'Visits',
    'visits',
    '',
  ])
  assert.ok(exports.length > 20, `only ${exports.length} tables were seen`)
  hold(misnamed(exports.map(({ name }) => name)))
})

test('a table that follows another, or holds its ids, names one that is there', () => {
  const names = exports.map(({ name }) => name)
  const named = exports.flatMap(({ name, after, columns }) =>
    [after, ...columns.map((column) => column.of)].map((other) => [name, other] as const),
  )
  hold(named.flatMap(([name, other]) => (other && !names.includes(other) ? [`${name} → ${other}`] : [])))
})
