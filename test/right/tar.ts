// The file of a backup part by part, as anybody can read and write one who does not use Hezuo.
import { createHash } from 'node:crypto'
import { createWriteStream, readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip, gunzipSync } from 'node:zlib'

/** `size` and `type`: what its head says, where that is not so. */
export type Part = { name: string; content: Buffer; size?: number; type?: string }

/** The parts of a file in their order, the manifest last. */
export function partsOf(file: string): Part[] {
  const bytes = gunzipSync(readFileSync(file))
  const parts: Part[] = []
  for (let at = 0; bytes[at] !== 0; ) {
    const name = bytes.toString('latin1', at, at + 100).replace(/\0.*$/s, '')
    const size = Number.parseInt(bytes.toString('latin1', at + 124, at + 135), 8)
    parts.push({ name, content: bytes.subarray(at + 512, at + 512 + size) })
    at += 512 + Math.ceil(size / 512) * 512
  }
  return parts
}

/** A tar of the parts, byte by byte, so that it can also be what no tar should be. */
export function* tarOf(parts: readonly Part[]): Generator<Buffer> {
  for (const { name, content, size = content.length, type = '0' } of parts) {
    const head = Buffer.alloc(512)
    head.write(name, 0, 100, 'latin1')
    head.write(`0000600\0${'0000000\0'.repeat(2)}${size.toString(8).padStart(11, '0')} `, 100, 'latin1')
    head.write(`00000000000 ${' '.repeat(8)}${type}\0`, 136, 'latin1')
    head.write('ustar\x0000', 257, 'latin1')
    const sum = head.reduce((all, byte) => all + byte, 0)
    head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
    yield head
    yield content
    yield Buffer.alloc(-content.length & 511)
  }
  yield Buffer.alloc(1024)
}

export const packInto = (file: string, chunks: Iterable<Buffer>): Promise<void> =>
  pipeline(Readable.from(chunks), createGzip({ level: 9 }), createWriteStream(file))

export const sha256Of = (content: Buffer): string => createHash('sha256').update(content).digest('hex')
export const partOf = (name: string, text: string): Part => ({ name, content: Buffer.from(text) })
/** What a manifest says of its parts. */
export const vouchedFor = (parts: readonly Part[]) =>
  parts.map(({ name, content }) => ({ name, size: content.length, sha256: sha256Of(content) }))
