import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readWords } from '../platform/catalogues.ts'
import { addDays, earliest, endOfMonth, isDay, isSaidDate, latest, monthsOf, saySaid } from './dates.ts'

const day = fc
  .date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('2100-01-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

test('a date keeps the imprecision with which it was said', () => {
  const table = [
    ['1954-02-14', '1954-02-14', '1954-02-14', '14 Feb 1954', '1954年2月14日'],
    ['1954-02-mid', '1954-02-11', '1954-02-20', 'mid-February 1954', '1954年2月中旬'],
    ['1954-03-early', '1954-03-01', '1954-03-10', 'early March 1954', '1954年3月上旬'],
    ['1954-02-late', '1954-02-21', '1954-02-28', 'late February 1954', '1954年2月下旬'],
    ['1954-02', '1954-02-01', '1954-02-28', 'February 1954', '1954年2月'],
    ['1954', '1954-01-01', '1954-12-31', '1954', '1954年'],
  ]
  for (const [said, first, last, en, zh] of table) {
    assert.equal(earliest(said), first)
    assert.equal(latest(said), last)
    assert.equal(saySaid(said, 'en'), en)
    assert.equal(saySaid(said, 'zh', readWords().say('zh')), zh)
  }
})

test('what is no date is refused', () => {
  for (const text of [
    '',
    '1954-13',
    '1954-02-30',
    '1954-2-1',
    'mid-February',
    '1954-02-middle',
    '54-02-01',
  ]) {
    assert.equal(isSaidDate(text), false, text)
    assert.equal(isDay(text), false, text)
  }
})

test('adding days and counting them agree', () => {
  fc.assert(
    fc.property(
      day,
      fc.integer({ min: -5000, max: 5000 }),
      (from, n) => Date.parse(addDays(from, n)) - Date.parse(from) === n * 86_400_000,
    ),
  )
})

test('the bounds of a said date hold every day that it can mean', () => {
  fc.assert(
    fc.property(day, (exact) => {
      const d = Number(exact.slice(8))
      const third = d <= 10 ? 'early' : d <= 20 ? 'mid' : 'late'
      return [exact, `${exact.slice(0, 7)}-${third}`, exact.slice(0, 7), exact.slice(0, 4)].every(
        (said) => earliest(said) <= exact && exact <= latest(said),
      )
    }),
  )
})

test('the months of a half-year are six, its end not included', () => {
  assert.deepEqual(monthsOf('1954-01-01', '1954-07-01'), [
    '1954-01',
    '1954-02',
    '1954-03',
    '1954-04',
    '1954-05',
    '1954-06',
  ])
  assert.deepEqual(monthsOf('1954-11-15', '1955-02-02'), ['1954-11', '1954-12', '1955-01', '1955-02'])
  assert.equal(endOfMonth('1956-02'), '1956-02-29')
})
