import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fill, nameIn, translate, translatePlural } from './words.ts'

test('a text without a translation stays as it is written', () => {
  assert.equal(translate({}, 'Seats by place and post'), 'Seats by place and post')
  assert.equal(translate({ Seats: '' }, 'Seats'), 'Seats')
})

test('parameters are filled in both languages, and unknown ones stay visible', () => {
  const zh = { '{n} of {all} counties': '{all} 县（市）中的 {n} 个' }
  assert.equal(translate(zh, '{n} of {all} counties', { n: 16, all: 19 }), '19 县（市）中的 16 个')
  assert.equal(fill('{place} and {other}', { place: 'Linru' }), 'Linru and {other}')
})

test('English chooses singular and plural, Chinese has one form', () => {
  const zh = { '{n} seat': ['{n} 个名额'] }
  assert.equal(translatePlural({}, 'en', '{n} seat', '{n} seats', 1), '1 seat')
  assert.equal(translatePlural({}, 'en', '{n} seat', '{n} seats', 2), '2 seats')
  assert.equal(translatePlural(zh, 'zh', '{n} seat', '{n} seats', 2), '2 个名额')
})

test('a name falls back to the other language rather than to nothing', () => {
  assert.equal(nameIn({ zh: '临汝县', en: 'Linru' }, 'zh-CN'), '临汝县')
  assert.equal(nameIn({ zh: '临汝县', en: '' }, 'en'), '临汝县')
})
