import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sayUntil, turnsIn } from './until.ts'

const now = Date.UTC(2026, 1, 14, 10)
const told = (left: number, isOver = false) => ({
  size: 10,
  floor: 5,
  closesAt: new Date(now + left).toISOString(),
  isOver,
  isIn: true,
  by: [],
})

test('a page that people answer on turns over just after the closing time, whatever the clock of the device', () => {
  assert.equal(turnsIn(told(20_000), { now }), 20_500)
  assert.equal(turnsIn(told(200_000), { now, closes: true }), 15_000)
  assert.equal(turnsIn(told(90 * 86_400_000), { now }), 3_600_000, 'no timer of months')
  assert.equal(turnsIn(told(-1), { now }), 15_000, 'not over yet for the server')
  assert.equal(turnsIn(told(-1, true), { now }), 0)
  assert.equal(turnsIn({ ...told(0), closesAt: null }, { now }), 0)
  assert.equal(turnsIn(null, { now }), 0)
})

test('where the programme stands in another century, what is open says how long it still is', () => {
  const until = (left: number, today: string) => sayUntil(new Date(now + left).toISOString(), today, now)
  assert.equal(until(90 * 86_400_000, '1954-07-10'), 'Open for 90 days more.')
  assert.equal(until(5 * 3_600_000, '1954-07-10'), 'Open for 5 hours more.')
  assert.equal(until(12 * 60_000, '1954-07-10'), 'Open for 12 minutes more.')
  assert.equal(until(60_000, '1954-07-10'), 'Open for 1 minute more.')
  assert.match(until(60_000, '2026-02-14'), /2026/)
})
