import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readWords } from '../platform/catalogues.ts'
import { addDays, saySaid } from './dates.ts'
import { bothWays, dayOfSerial, readSaid } from './read-dates.ts'

test('dates as people write them', () => {
  const table: [string, string | null][] = [
    ['1954年2月', '1954-02'],
    ['1954 年 2 月 14 日', '1954-02-14'],
    ['1954年2月中旬', '1954-02-mid'],
    ['1954年2月初', '1954-02-early'],
    ['1954年2月底', '1954-02-late'],
    ['1954年', '1954'],
    ['一九五四年二月十四日', '1954-02-14'],
    ['一九五○年十二月三十一日', '1950-12-31'],
    ['mid-February 1954', '1954-02-mid'],
    ['early March 1954', '1954-03-early'],
    ['February 1954', '1954-02'],
    ['Feb. 14, 1954', '1954-02-14'],
    ['14 Feb 1954', '1954-02-14'],
    ['1954-02-14', '1954-02-14'],
    ['1954-02-14 00:00:00', '1954-02-14'],
    ['1954/2/14', '1954-02-14'],
    ['1954.2', '1954-02'],
    ['19540214', '1954-02-14'],
    ['1954', '1954'],
    ['14/02/1954', '1954-02-14'],
    ['03/02/1954', null],
    ['1954-02-30', null],
    ['1954年13月', null],
    ['Marchember 1954', null],
    ['昨天', null],
    ['', null],
    ['0000', null],
  ]
  for (const [text, expected] of table) assert.equal(readSaid(text), expected, text)
})

test('what is ambiguous gives both days, a serial number its day', () => {
  assert.deepEqual(bothWays('03/02/1954'), ['1954-02-03', '1954-03-02'])
  assert.deepEqual(bothWays('1954'), [])
  assert.equal(dayOfSerial('19769'), '1954-02-14')
  assert.equal(dayOfSerial('1954.5'), null)
  assert.equal(dayOfSerial('7'), null)
})

test('what is said in words is read back as it was', () => {
  const day = fc.integer({ min: 0, max: 90_000 }).map((n) => addDays('1880-01-01', n))
  const kept = fc.oneof(
    day,
    day.map((one) => one.slice(0, 7)),
    day.map((one) => one.slice(0, 4)),
    fc.tuple(day, fc.constantFrom('early', 'mid', 'late')).map(([one, part]) => `${one.slice(0, 7)}-${part}`),
  )
  const words = readWords()
  fc.assert(
    fc.property(kept, fc.constantFrom('zh', 'en'), (said, language) => {
      assert.equal(readSaid(saySaid(said, language, words.say(language))), said)
    }),
  )
})
