// A page's key comes back as it was given; whatever else is sent is refused before the database reads it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { newId } from '../base/ids.ts'
import { Problem } from '../base/problems.ts'
import { pageLength } from '../base/schemas.ts'
import { keyAfter, pageOf } from './paging.ts'

const id = newId()
const keyOf = ({ n, at }: { n: number; at: number }) => [n, at]

test('the pages of any rows are the rows', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer(), { maxLength: 400 }),
      fc.integer({ min: 1, max: 60 }),
      (given, length) => {
        const rows = given.map((n, at) => ({ n, at }))
        const seen: typeof rows = []
        for (let from: number | null = 0; from !== null; ) {
          const read = rows.slice(from, from + length + 1)
          const { page, next }: { page: typeof rows; next: string | null } = pageOf(read, keyOf, length)
          seen.push(...page)
          const key = keyAfter(next ?? undefined, ['whole', 'whole'])
          if (key) assert.equal(Number(key[0]), page.at(-1)?.n)
          from = key ? Number(key[1]) + 1 : null
        }
        assert.deepEqual(seen, rows)
      },
    ),
  )
  assert.equal(pageOf(Array(pageLength).fill(0), () => [0]).next, null, 'a full page that is the last')
})

test('what no page gave is refused', () => {
  const refused = (after: string, parts: Parameters<typeof keyAfter>[1]) =>
    assert.throws(
      () => keyAfter(after, parts),
      (thrown) => thrown instanceof Problem && thrown.kind === 'malformed',
    )
  refused(`2026-02-30~${id}`, ['day', 'id'])
  refused(`0000-01-01~${id}`, ['day', 'id'])
  refused(`2026-02-28~${id.toUpperCase()}`, ['day', 'id'])
  refused(`2026-02-28~${id}~1`, ['day', 'id'])
  refused(`2026-02-28`, ['day', 'id'])
  refused(`2026-02-30T10:00:00.000000Z~${id}`, ['instant', 'id'])
  refused(`2026-02-28T24:00:00.000000Z~${id}`, ['instant', 'id'])
  refused(`2026-02-28T10:00:00Z~${id}`, ['instant', 'id'])
  refused(`1e3~${id}`, ['whole', 'id'])
  refused(`9999999999999999~${id}`, ['whole', 'id'])
  assert.deepEqual(keyAfter(`2026-02-28T23:59:59.999999Z~${id}`, ['instant', 'id']), [
    '2026-02-28T23:59:59.999999Z',
    id,
  ])
  assert.equal(keyAfter(undefined, ['id']), null)
})
