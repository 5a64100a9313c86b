import assert from 'node:assert/strict'
import { test } from 'node:test'
import { carriesExif, evidenceKindOf, fileFindings } from './kinds.ts'

const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'string' ? [...part].map((ch) => ch.charCodeAt(0)) : part)),
  )
const jpeg = bytes([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xda, 0, 2])
const jpegWithPlace = bytes([0xff, 0xd8, 0xff, 0xe1, 0, 10], 'Exif', [0, 0, 0, 0, 0xff, 0xda, 0, 2])
const png = bytes([0x89], 'PNG', [0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0], 'IHDR', [0, 0, 0, 0])
const pngWithPlace = bytes([0x89], 'PNG', [0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0], 'eXIf', [0, 0, 0, 0])
const webp = bytes('RIFF', [0, 0, 0, 0], 'WEBP', 'VP8 ', [0, 0, 0, 0])
const webpWithPlace = bytes('RIFF', [0, 0, 0, 0], 'WEBP', 'EXIF', [0, 0, 0, 0])
const codes = (name: string, content: Uint8Array) => fileFindings(name, content).map((one) => one.code)

test('a file is what its bytes are', () => {
  assert.deepEqual([jpeg, png, webp, bytes('%PDF-1.4')].map(evidenceKindOf), ['jpeg', 'png', 'webp', 'pdf'])
  assert.deepEqual(codes('page.jpg', jpeg), [])
  assert.deepEqual(codes('PAGE.JPEG', jpeg), [])
  assert.deepEqual(codes('page.pdf', jpeg), ['not-what-it-says'])
  assert.deepEqual(codes('page.png', bytes('%PDF-1.4')), ['not-what-it-says'])
  assert.deepEqual(codes('page', png), ['not-what-it-says'])
  assert.deepEqual(codes('page.png', bytes('<html><script>')), ['kind'])
  assert.deepEqual(codes('page.png', bytes()), ['empty'])
})

test('a picture that still tells where it was taken is not kept', () => {
  assert.deepEqual(codes('page.jpg', jpegWithPlace), ['carries-place'])
  assert.deepEqual(codes('page.png', pngWithPlace), ['carries-place'])
  assert.deepEqual(codes('page.webp', webpWithPlace), ['carries-place'])
  assert.equal(carriesExif(bytes([0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff]), 'jpeg'), false)
})
