import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readWords } from '../../platform/catalogues.ts'
import { readCell } from './cells.ts'

test('who wrote no date reads how, in the own language, and of no rough one where a day is needed', () => {
  const rough = { en: 'mid-February 1954', es: 'mediados de febrero de 1954', zh: '1954年2月中旬' }
  const words = readWords()
  for (const [language, own] of Object.entries(rough)) {
    const say = words.say(language)
    const told = (reading: 'day' | 'said') =>
      say(readCell('1954-02-31', reading, (text) => [say(text)]).mark?.text ?? '')
    for (const one of Object.values(rough)) {
      assert.equal(told('said').includes(one), one === own, `${language}: ${one}`)
      assert.ok(!told('day').includes(one), `${language}: ${one}`)
    }
    assert.ok(told('day').includes('1954-02-14') && told('said').includes('1954-02-14'))
    assert.equal(readCell(own, 'said', (text) => [say(text)]).value, '1954-02-mid')
  }
  for (const day of ['14 Feb 1954', '14/02/1954', '1954年2月14日'])
    assert.equal(readCell(day, 'day', (text) => [text]).value, '1954-02-14')
})
