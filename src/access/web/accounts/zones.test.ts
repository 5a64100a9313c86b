import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findZones, zoneNamed } from './zones.ts'

const winter = Date.UTC(2026, 0, 15)

test('a time zone is called as people call it, with its hours and its city', () => {
  for (const [language, id, text] of [
    ['en', 'Asia/Shanghai', 'China Standard Time (UTC+8) — Asia/Shanghai'],
    ['zh', 'Asia/Shanghai', '中国标准时间 (UTC+8) — Asia/Shanghai'],
    ['es', 'America/Lima', 'hora estándar de Perú (UTC−5) — America/Lima'],
    ['en', 'Asia/Kathmandu', 'Nepal Time (UTC+5:45) — Asia/Kathmandu'],
    ['en', 'Europe/Madrid', 'Central European Time (UTC+1) — Europe/Madrid'],
    ['en', 'UTC', 'Coordinated Universal Time (UTC) — UTC'],
  ] as const)
    assert.equal(zoneNamed(language, id, winter).text, text)
})

test('a time zone is found by a word of its name, by its city and by its hours', () => {
  for (const [language, text, id] of [
    ['en', 'shanghai', 'Asia/Shanghai'],
    ['en', 'china standard', 'Asia/Shanghai'],
    ['zh', '中国', 'Asia/Shanghai'],
    ['es', 'peru', 'America/Lima'],
    ['en', 'UTC+5:45', 'Asia/Katmandu'],
    ['en', 'buenos aires', 'America/Buenos_Aires'],
    ['en', 'utc-5 lima', 'America/Lima'],
  ] as const) {
    const found = findZones(language, text).map((one) => one.id)
    assert.ok(found.includes(id), `${text}: ${found}`)
  }
  assert.deepEqual(findZones('en', 'no such place'), [])
})
