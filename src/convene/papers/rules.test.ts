import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ownWordsOf } from '../../registry/levels/own-words.ts'
import { noticePaper, ownNames, paperFindings, unfilled } from './rules.ts'

const both = (text: string) => ({ zh: text, en: text })

test('a paper names what is filled in, and nothing else', () => {
  const found = (title: string, ...signatures: string[]) =>
    paperFindings(noticePaper, { title: both(title), signatures: signatures.map(both) }).map(
      ({ pointer, code }) => `${pointer} ${code}`,
    )
  assert.deepEqual(found('Call of {place}: {name}', 'For the {planningPlace}', '{Reviewer}'), [])
  assert.deepEqual(found('A call'), [])
  assert.deepEqual(found('Call of {county}'), ['/said/title/zh unknown-name', '/said/title/en unknown-name'])
  assert.deepEqual(found('Call', 'Head', '{period}'), [
    '/said/signatures/1/zh unknown-name',
    '/said/signatures/1/en unknown-name',
  ])
  assert.deepEqual(found(' ', ''), [
    '/said/title/zh required',
    '/said/title/en required',
    '/said/signatures/0/zh required',
    '/said/signatures/0/en required',
  ])
})

test('every name that texts have for places may stand in a paper', () => {
  const level = { names: both('area'), plural: both('areas'), short: null, shortPlural: null }
  const words = ownWordsOf([{ ...level, tier: 'planning' }])
  assert.deepEqual(ownNames.toSorted(), Object.keys(words).toSorted())
})

test('what is filled in stays in its braces where a text of the code is shown to be changed', () => {
  assert.deepEqual(unfilled('{place}: plan, {period}'), { place: '{place}', period: '{period}' })
})
