import assert from 'node:assert/strict'
import { test } from 'node:test'
import { kindOf } from './file-kinds.ts'

const bytes = (...list: number[]) => Uint8Array.from(list)
const text = (words: string) => new TextEncoder().encode(words)

test('the kind is read off the content', () => {
  const table: [Uint8Array, ReturnType<typeof kindOf>][] = [
    [text('%PDF-1.7 …'), 'pdf'],
    [bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0), 'png'],
    [bytes(0xff, 0xd8, 0xff, 0xe0), 'jpeg'],
    [text('RIFF....WEBPVP8 '), 'webp'],
    [text('RIFF....WAVE'), 'text'],
    [text('数字,1\n'), 'text'],
    [bytes(0x4d, 0x5a, 0, 1), null],
    [bytes(0xc8, 0xfd, 0x80), null],
    [bytes(), null],
  ]
  for (const [content, kind] of table) assert.equal(kindOf(content), kind)
})
