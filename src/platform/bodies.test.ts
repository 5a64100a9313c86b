// How much may be under way at once, of one and of all.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Problem } from '../base/problems.ts'
import { openBodies } from './bodies.ts'

const isFull = (error: unknown) => error instanceof Problem && error.kind === 'unavailable'

test('one account has a part of the room, all together have all of it, and what is answered gives it back', () => {
  const countIn = openBodies({ altogether: 10, ofOne: 4 })
  const own = [countIn('a', 2), countIn('a', 2)]
  assert.throws(() => countIn('a', 1), isFull)
  const others = [countIn('b', 4), countIn('c', 2)]
  assert.throws(() => countIn('d', 1), isFull)
  for (const countOut of own) countOut()
  // Counted out twice gives nothing back twice.
  own[0]()
  others.push(countIn('d', 4))
  assert.throws(() => countIn('a', 1), isFull)
  for (const countOut of others) countOut()
  countIn('a', 4)
})
