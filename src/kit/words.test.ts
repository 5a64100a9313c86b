import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, test } from 'node:test'
import { catalogueOf, languagesIn } from './po-plugin.ts'
import {
  chooseLanguage,
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

describe('the language for a reader', () => {
  const known = ['en', 'zh']
  test('what was chosen before wins, if it still exists', () => {
    assert.equal(chooseLanguage(known, 'zh', ['en-GB']), 'zh')
    assert.equal(chooseLanguage(known, 'fr', ['zh-CN']), 'zh')
  })
  test('else the first language of the browser that there is', () => {
    assert.equal(chooseLanguage(known, null, ['fr-FR', 'zh-Hans-CN', 'en']), 'zh')
    assert.equal(chooseLanguage(known, null, ['en-US', 'zh']), 'en')
  })
  test('else English', () => assert.equal(chooseLanguage(known, null, ['fr', 'de']), 'en'))
})

describe('texts', () => {
  test('translated with their params, or the English itself', () => {
    setWords('zh', { 'To {place}': '到{place}' })
    assert.equal(t('To {place}', { place: '郏县' }), '到郏县')
    assert.equal(t('Not there'), 'Not there')
  })
  test('numbers choose the form and are written for the reader', () => {
    assert.equal(tn('{n} seat', '{n} seats', 1), '1 seat')
    assert.equal(tn('{n} seat', '{n} seats', 1250), '1,250 seats')
    setWords('zh', { '{n} seat': ['{n} 个名额'] })
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
    setWords('zh', {})
    assert.equal(formatDay('1954-02-14'), '1954年2月14日')
    assert.equal(formatMonth('1954-02'), '1954年2月')
    assert.equal(formatMonthShort('1954-02'), '2月')
    assert.equal(monthName(2), '2月')
    assert.equal(dayName(14), '14日')
    assert.equal(saySaid('1954-02-mid'), '1954年2月中旬')
  })
})

test('a catalogue file alone adds a language; texts that two rooms translate differently are told', (context) => {
  const src = mkdtempSync(join(tmpdir(), 'words-'))
  context.after(() => rmSync(src, { recursive: true }))
  const write = (room: string, language: string, entries: string) => {
    mkdirSync(join(src, room, 'words'), { recursive: true })
    const head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    writeFileSync(join(src, room, 'words', `${language}.po`), head + entries)
  }
  write(
    'plan',
    'zh',
    'msgid "Plan"\nmsgstr "计划"\n\nmsgid "{n} line"\nmsgid_plural "{n} lines"\nmsgstr[0] "{n} 项"\n',
  )
  write('study', 'zh', 'msgid "Plan"\nmsgstr "规划"\n\nmsgid "Empty"\nmsgstr ""\n')
  write('study', 'fr', 'msgid "Plan"\nmsgstr "Plan"\n')
  const clashes: string[] = []
  assert.deepEqual(languagesIn(src), ['fr', 'zh'])
  assert.deepEqual(
    catalogueOf(src, 'zh', (text) => clashes.push(text)),
    { Plan: '规划', '{n} line': ['{n} 项'] },
  )
  assert.equal(clashes.length, 1)
})
