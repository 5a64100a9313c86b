import assert from 'node:assert/strict'
import { afterEach, describe, test } from 'node:test'
import { formOf, readTongues } from '../platform/tongues.ts'
import {
  dayName,
  formatChange,
  formatDay,
  formatMonth,
  formatMonthShort,
  formatNumber,
  formatShare,
  monthName,
  nameOf,
  saySaid,
  setWords,
  t,
  tn,
} from './words.ts'

afterEach(() => setWords('en', {}))

describe('texts', () => {
  test('translated with their params, or the English itself', () => {
    setWords('zh', { 'To {place}': '到{place}' })
    assert.equal(t('To {place}', { place: '郏县' }), '到郏县')
    assert.equal(t('Not there'), 'Not there')
  })
  test('numbers choose the form and are written for the reader', () => {
    assert.equal(tn('{n} seat', '{n} seats', 1), '1 seat')
    assert.equal(tn('{n} seat', '{n} seats', 1250), '1,250 seats')
    setWords('zh', { '{n} seat': ['{n} 个名额'] }, () => 0)
    assert.equal(tn('{n} seat', '{n} seats', 1250), '1,250 个名额')
  })
  test('names in data follow the reader and fall back', () => {
    assert.equal(nameOf({ zh: '郏县', en: 'Jia' }), 'Jia')
    setWords('zh', {})
    assert.equal(nameOf({ zh: '郏县', en: 'Jia' }), '郏县')
    assert.equal(nameOf({ zh: '', en: 'Jia' }), 'Jia')
  })
})

describe('figures and dates', () => {
  test('numbers', () => {
    assert.equal(formatNumber(-1234.5), '−1,234.5')
    assert.equal(formatNumber(176, 1), '176.0')
    assert.equal(formatChange(38), '+38')
    assert.equal(formatChange(0), '0')
    assert.equal(formatShare(117, 122), '96%')
    assert.equal(formatShare(1, 0), '–')
  })
  test('English dates', () => {
    assert.equal(formatDay('1954-02-14'), '14 Feb 1954')
    assert.equal(formatMonth('1954-02-14'), 'February 1954')
    assert.equal(formatMonthShort('1954-02'), 'Feb')
    assert.equal(monthName(2), 'February')
    assert.equal(dayName(14), '14')
    assert.equal(saySaid('1954-02-mid'), 'mid-February 1954')
  })
  test('Chinese dates', () => {
    setWords('zh', readTongues().get('zh')?.catalogue ?? {})
    assert.equal(formatDay('1954-02-14'), '1954年2月14日')
    assert.equal(formatMonth('1954-02'), '1954年2月')
    assert.equal(formatMonthShort('1954-02'), '2月')
    assert.equal(monthName(2), '2月')
    assert.equal(dayName(14), '14日')
    assert.equal(saySaid('1954-02-mid'), '1954年2月中旬')
  })
})

test('the same in a third language', () => {
  setWords('es', { 'mid-{month}': 'mediados de {month}' })
  assert.equal(formatNumber(-1234.5), '−1.234,5')
  assert.equal(formatShare(117, 122), '96\u00a0%')
  assert.equal(formatDay('1954-02-14'), '14 feb 1954')
  assert.equal(formatMonth('1954-02-14'), 'febrero de 1954')
  assert.equal(monthName(2), 'febrero')
  assert.equal(saySaid('1954-02-mid'), 'mediados de febrero de 1954')
  assert.equal(saySaid('1954-02-early'), 'early febrero de 1954')
})

describe('the plural rules of the catalogues', () => {
  const table: [string, string, Record<number, string>, string[]][] = [
    ['zh', '0', { 0: 'a', 1: 'a', 5: 'a' }, ['a']],
    ['es', 'n != 1', { 0: 'b', 1: 'a', 2: 'b', 1000000: 'b' }, ['a', 'b']],
    [
      'pl',
      'n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2',
      { 0: 'c', 1: 'a', 2: 'b', 5: 'c', 12: 'c', 22: 'b', 112: 'c' },
      ['a', 'b', 'c'],
    ],
    [
      'ru',
      'n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2',
      { 1: 'a', 3: 'b', 11: 'c', 14: 'c', 21: 'a', 104: 'b' },
      ['a', 'b', 'c'],
    ],
    [
      'ar',
      'n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5',
      { 0: 'a', 1: 'b', 2: 'c', 7: 'd', 11: 'e', 100: 'f', 102: 'f', 103: 'd' },
      ['a', 'b', 'c', 'd', 'e', 'f'],
    ],
  ]
  for (const [code, rule, expected, forms] of table)
    test(code, () => {
      setWords(code, { '{n} seat': forms }, formOf(rule))
      for (const [n, form] of Object.entries(expected))
        assert.equal(tn('{n} seat', '{n} seats', Number(n)), form, `${n}`)
    })
  test('what is no rule is not run', () => assert.throws(() => formOf('process.exit(1)'), /no plural rule/))
})
