import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parsedFindings, parsePolicy, readText } from './rules.ts'

const shape = (text: string) =>
  parsePolicy(text).clauses.map(({ number, depth, heading }) => [number, depth, heading])
const bytes = (text: string) => new TextEncoder().encode(text)

test('an official document: chapters, articles, items', () => {
  const { title, clauses } = parsePolicy(
    '手工业合作社章程\n\n第一章　总则\n第一条　本社由社员自愿组成。\n第二条　任务：\n（一）供应原料；\n（二）推销成品。\n第二章　社员\n第三条　入社自愿。\n（一）年满十六岁。',
  )
  assert.equal(title, '手工业合作社章程')
  assert.deepEqual(
    clauses.map(({ number, heading }) => [number, heading]),
    [
      ['第一章', true],
      ['第一条', false],
      ['第二条', false],
      ['第二条（一）', false],
      ['第二条（二）', false],
      ['第二章', true],
      ['第三条', false],
      ['第三条（一）', false],
    ],
  )
  assert.equal(clauses[1].text, '本社由社员自愿组成。')
})

test('一、（一）1. and lines that go on', () => {
  assert.deepEqual(
    shape('一、方针。\n（一）积极领导。\n（二）稳步前进，\n不可急躁。\n二、办法。\n（一）说服。'),
    [
      ['一', 1, false],
      ['一（一）', 2, false],
      ['一（二）', 2, false],
      ['二', 1, false],
      ['二（一）', 2, false],
    ],
  )
  assert.equal(parsePolicy('一、甲\n（一）稳步前进，\n不可急躁。').clauses[1].text, '稳步前进，\n不可急躁。')
})

test('decimal numbering and Markdown', () => {
  assert.deepEqual(shape('# A policy\n\n1. First.\n   1.1 Inner.\n   1.2 Inner.\n2. Second.'), [
    ['1', 1, false],
    ['1.1', 2, false],
    ['1.2', 2, false],
    ['2', 1, false],
  ])
  assert.deepEqual(
    shape('# A policy\n\n## 1. Aims\n\nTo serve.\n\n## 2. Means\n\nTo persuade.\n\nTo show.'),
    [
      ['1', 1, true],
      ['1.1', 2, false],
      ['2', 1, true],
      ['2.1', 2, false],
    ],
  )
})

test('years, amounts and words that begin with a figure are not numbers of clauses', () => {
  const { clauses, counted } = parsePolicy('In the year\n1954 was a year.\n3 cities took part.')
  assert.equal(counted, true)
  assert.equal(clauses.length, 1)
})

test('where nothing is numbered, paragraphs are counted', () => {
  const { title, clauses, counted } = parsePolicy(
    '关于手工业的通知\n\n各县：\n现将办法发给你们。\n\n望照此办理。',
  )
  assert.equal(title, '关于手工业的通知')
  assert.equal(counted, true)
  assert.deepEqual(
    clauses.map(({ number }) => number),
    ['1', '2'],
  )
})

test('numbers are never double, and no word is lost', () => {
  const line = fc.oneof(
    fc.constantFrom(
      '1. a',
      '2. b',
      '1.1 c',
      '一、d',
      '（一）e',
      '（二）f',
      '第一条 g',
      '第一章 h',
      '## i',
      '',
      'plain words',
      '（1）j',
    ),
  )
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
      const parsed = parsePolicy(lines.join('\n'))
      const numbers = parsed.clauses.map(({ number }) => number)
      assert.equal(new Set(numbers).size, numbers.length)
      const kept = parsed.title + parsed.clauses.map(({ text }) => text).join(' ')
      for (const word of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'plain words']) {
        const isThere = lines.some(
          (one) =>
            one === word ||
            one.endsWith(` ${word}`) ||
            one.endsWith(`、${word}`) ||
            one.endsWith(`）${word}`),
        )
        assert.ok(!isThere || kept.includes(word), `${word} of ${JSON.stringify(lines)}`)
      }
    }),
  )
})

test('the encoding is found: UTF-8 with its mark, UTF-16, GB18030', () => {
  const gb = Uint8Array.from([0xd2, 0xbb, 0xa1, 0xa2, 0xca, 0xd6, 0xb9, 0xa4, 0xd2, 0xb5, 0xa1, 0xa3])
  const table: [Uint8Array, string][] = [
    [bytes('\uFEFF一、手工业。'), 'UTF-8'],
    [Uint8Array.from([0xff, 0xfe, 0x00, 0x4e, 0x01, 0x30, 0x4b, 0x62]), 'UTF-16'],
    [gb, 'GB18030'],
  ]
  for (const [file, encoding] of table) {
    const read = readText(file)
    assert.ok('text' in read, encoding)
    assert.equal(read.encoding, encoding)
    assert.equal(parsePolicy(read.text).clauses[0].number, '一')
  }
})

test('what is no text is refused with its reason', () => {
  const table: [Uint8Array, string][] = [
    [new Uint8Array(), 'empty'],
    [new Uint8Array(1024 * 1024 + 1).fill(97), 'too-large'],
    [Uint8Array.from([0x50, 0x4b, 3, 4, 9]), 'not-text'],
    [bytes('%PDF-1.7'), 'not-text'],
    [Uint8Array.from([0x89, 0x50, 0, 1, 2]), 'not-text'],
    [Uint8Array.from([0xff, 0xe9, 0x8a, 0x99, 0x41]), 'encoding'],
  ]
  for (const [file, code] of table) {
    const read = readText(file)
    assert.ok('findings' in read, code)
    assert.equal(read.findings[0].code, code)
  }
  assert.equal(parsedFindings(parsePolicy(' \n\n')).length, 1)
})
