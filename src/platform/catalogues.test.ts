// What the server says: in the words that were there when it started, whatever npm puts in their place meanwhile.
import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { readAhead, readWords } from './catalogues.ts'

test('what was read ahead is said, though its catalogue is gone', () => {
  const house = mkdtempSync(join(tmpdir(), 'words-'))
  cpSync(join(import.meta.dirname, '..', 'base', 'words'), join(house, 'base', 'words'), { recursive: true })
  const words = readWords(house)
  readAhead(words)
  rmSync(house, { recursive: true })
  assert.deepEqual(words.languages, ['en', 'es', 'zh'])
  const text = 'Please check what is marked.'
  for (const language of words.languages)
    assert.equal(words.say(language)(text), readWords().say(language)(text), language)
  assert.notEqual(words.say('zh')(text), text)
})
