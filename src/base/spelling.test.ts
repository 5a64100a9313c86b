// What people write, as it is kept, compared and looked for.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unseenSigns } from '../../test/unseen.ts'
import { isFoundIn, isVisibleLine, visible, withoutUnseen } from './spelling.ts'

const told = (text: string) => [...text].map((sign) => sign.codePointAt(0)?.toString(16)).join(' ')

test('what nobody sees is not kept, wherever it stands beside Chinese and Latin letters', () => {
  for (const sign of unseenSigns)
    for (const [before, after] of [
      ['甲', '乙'],
      ['a', 'b'],
      ['é', ''],
      ['', '？'],
      ['1', ' 2'],
    ])
      assert.equal(visible(`${before}${sign}${sign}${after}`), `${before}${after}`, told(before + sign))
  // Not even behind one another: what would shape a letter shapes none that goes.
  assert.equal(visible('a\u180b\u200d\u034f\u200cb'), 'ab')
})

test('what a script needs stays where it needs it', () => {
  for (const text of [
    'ابوالحسن\u200cزاده',
    'क्\u200dष',
    'නි\u200dර්‍මල',
    'ราช\u200bการ',
    // Mongolian: a letter in another of its forms, and a vowel that stands apart.
    'ᠭ\u180bᠠ',
    'ᠨ\u180eᠠ',
    'אבג (abc)\u200f.',
    '\u2067ابجد\u2069 abc',
    '❤\ufe0f ☎\ufe0e 1\ufe0f\u20e3',
    '👩🏽\u200d🚀 🏳\ufe0f\u200d🌈',
    '🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}',
  ])
    assert.equal(visible(text), text, told(text))
})

test('a name of nothing but what nobody sees is none', () => {
  for (const sign of unseenSigns) assert.equal(isVisibleLine(sign), false, told(sign))
  for (const name of ['甲', '❤\ufe0f', 'क्\u200dष', '']) assert.equal(isVisibleLine(name), true, told(name))
})

test('for comparing, what shapes a letter goes too, and blanks that count as letters', () => {
  assert.equal(withoutUnseen('क्\u200dष❤\ufe0f\u2800'), 'क्ष❤')
})

test('words are found without accents, each in one of the parts', () => {
  const parts = ['德奥', 'Théogène Nkurunziza', '买买提·艾力', 'Ørsted Łódź']
  for (const typed of [
    '',
    'theogene',
    'Nkurunziza THÉOGÈNE',
    '德奥 theo',
    '买买提艾力',
    '买买提・艾力',
    'orsted lodz',
  ])
    assert.ok(isFoundIn(typed, parts), typed)
  for (const typed of ['astronaut', 'theogene astronaut']) assert.ok(!isFoundIn(typed, parts), typed)
})
