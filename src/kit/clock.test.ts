import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayOn, startOf } from './clock.ts'
import { formatInstant, setTimeZone } from './words.ts'

test('a day begins by the programme’s clock, also where the clock is changed', () => {
  for (const [zone, day, begins] of [
    ['Asia/Shanghai', '2026-11-28', '2026-11-27T16:00:00.000Z'],
    ['UTC', '2026-11-28', '2026-11-28T00:00:00.000Z'],
    ['America/Lima', '2026-01-01', '2026-01-01T05:00:00.000Z'],
    ['Europe/Madrid', '2026-03-29', '2026-03-28T23:00:00.000Z'],
    ['Europe/Madrid', '2026-03-30', '2026-03-29T22:00:00.000Z'],
    ['Europe/Madrid', '2026-10-26', '2026-10-25T23:00:00.000Z'],
    ['Pacific/Kiritimati', '2026-06-01', '2026-05-31T10:00:00.000Z'],
    ['America/Santiago', '2026-04-05', '2026-04-05T04:00:00.000Z'],
    ['Asia/Kathmandu', '2026-06-01', '2026-05-31T18:15:00.000Z'],
  ] as const) {
    setTimeZone(zone)
    const at = startOf(day)
    assert.equal(at.toISOString(), begins, `${zone} ${day}`)
    assert.equal(dayOn(at), day, zone)
    assert.notEqual(dayOn(new Date(at.getTime() - 1)), day, zone)
  }
})

test('an hour is that of the programme, not of the device', () => {
  const at = '2026-11-28T20:30:00.000Z'
  setTimeZone('Asia/Shanghai')
  assert.equal(formatInstant(at), '29 Nov 2026, 04:30')
  setTimeZone('America/Lima')
  assert.equal(formatInstant(at), '28 Nov 2026, 15:30')
})

test('a device that does not know the programme’s time zone shows hours by its own clock', () => {
  const at = new Date('2026-11-28T20:30:00.000Z')
  const own = new Intl.DateTimeFormat().resolvedOptions().timeZone
  setTimeZone(own)
  const said = [formatInstant(at.toISOString()), dayOn(at), startOf('2026-11-28').getTime()]
  for (const unknown of ['Mars/Olympus_Mons', 'Asia/Qostanay2', '', 'UTC+25:00', 'Europe/Kyiv ']) {
    setTimeZone('Pacific/Kiritimati')
    setTimeZone(unknown)
    assert.deepEqual(
      [formatInstant(at.toISOString()), dayOn(at), startOf('2026-11-28').getTime()],
      said,
      unknown,
    )
  }
  setTimeZone('Asia/Shanghai')
  assert.equal(formatInstant(at.toISOString()), '29 Nov 2026, 04:30')
})
