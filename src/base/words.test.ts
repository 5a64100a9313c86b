import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chooseLanguage, english, fill, nameIn, translate, translatePlural } from './words.ts'

test('a text without a translation stays as it is written', () => {
  assert.equal(translate(undefined, 'Seats by place and post'), 'Seats by place and post')
  assert.equal(translate('', 'Seats'), 'Seats')
})

test('parameters are filled in both languages, and unknown ones stay visible', () => {
  const zh = { '{n} of {all} counties': '{all} 县（市）中的 {n} 个' }
  assert.equal(
    translate(zh['{n} of {all} counties'], '{n} of {all} counties', { n: 16, all: 19 }),
    '19 县（市）中的 16 个',
  )
  assert.equal(fill('{place} and {other}', { place: 'Linru' }), 'Linru and {other}')
})

test('a name among the parameters is said in the reader’s language, or in the one that it has', () => {
  const text = 'On the roster of {name}.'
  const both = { name: { zh: '合同与账目', en: 'Contracts and accounts' } }
  const zh = { [text]: '在“{name}”的名单上。' }
  assert.equal(translate(zh[text], text, both, 'zh'), '在“合同与账目”的名单上。')
  assert.equal(translate(undefined, text, both, 'es'), 'On the roster of Contracts and accounts.')
  assert.equal(
    translate(undefined, text, { name: { zh: '合同与账目', en: '' } }, 'es'),
    'On the roster of 合同与账目.',
  )
})

test('English chooses singular and plural, Chinese has one form', () => {
  const zh = { '{n} seat': ['{n} 个名额'] }
  assert.equal(translatePlural(undefined, english.formOf, '{n} seat', '{n} seats', 1), '1 seat')
  assert.equal(translatePlural(undefined, english.formOf, '{n} seat', '{n} seats', 2), '2 seats')
  assert.equal(
    translatePlural(zh['{n} seat'], () => 0, '{n} seat', '{n} seats', 2),
    '2 个名额',
  )
})

test('a form that is not translated falls back to English, the others stay', () => {
  const half = { '{n} seat': ['{n} место', '', '{n} мест'] }
  const formOf = (n: number) => (n === 1 ? 0 : n < 5 ? 1 : 2)
  const said = [1, 3, 7].map((n) => translatePlural(half['{n} seat'], formOf, '{n} seat', '{n} seats', n))
  assert.deepEqual(said, ['1 место', '3 seats', '7 мест'])
})

test('the language for a reader is the nearest that there is', () => {
  const known = ['en', 'es', 'pt-BR', 'zh', 'zh-Hant']
  const table: [string[], string][] = [
    [['fr-FR', 'zh-Hans-CN', 'en'], 'zh'],
    [['zh-Hant-TW'], 'zh-Hant'],
    [['en-US', 'zh'], 'en'],
    [['es-MX'], 'es'],
    [['pt'], 'pt-BR'],
    [['pt-PT'], 'pt-BR'],
    [['FR', 'ES'], 'es'],
    [['fr', 'de'], 'en'],
    [[], 'en'],
  ]
  for (const [wanted, expected] of table) assert.equal(chooseLanguage(wanted, known), expected, wanted.join())
})

test('a name falls back to the other language rather than to nothing', () => {
  assert.equal(nameIn({ zh: '临汝县', en: 'Linru' }, 'zh-CN'), '临汝县')
  assert.equal(nameIn({ zh: '临汝县', en: '' }, 'en'), '临汝县')
  assert.equal(nameIn({ zh: '', en: 'Linru' }, 'zh'), 'Linru')
})

test('a third language reads names in English', () =>
  assert.equal(nameIn({ zh: '临汝县', en: 'Linru' }, 'es'), 'Linru'))
