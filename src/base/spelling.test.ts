// A list that a screen looks through finds what a server finds.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFoundIn } from './spelling.ts'

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
