// Reads a packed tar as writeArchive makes one, and nothing else: plain files under short names, one after the other.
// The file may have been written by anybody: what a part may weigh is decided before it is held in memory, and how far
// the whole may swell by what it weighs on the disk.
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { said } from '../embedded/refusal.ts'

const block = 512
/**
 * Parts of tables are cut at four megabytes, files are taken up to ten; the list of contents grows with their number.
 */
const mostOfPart = 64 * 1024 * 1024
const mostOfManifest = 512 * 1024 * 1024
/** Rows of a real office pack to a fifth or a tenth; zeros pack to a thousandth. */
const mostSwelling = 200

export const manifestName = 'manifest.json'

/** The parts of a file in their order, the manifest among them. Throws what is wrong with it, in words. */
export async function* unpackedParts(file: string): AsyncGenerator<{ name: string; content: Buffer }> {
  const { size: packed } = await stat(file)
  const gunzip = createGunzip()
  pipeline(createReadStream(file), gunzip, () => {})
  const take = taking(gunzip[Symbol.asyncIterator](), mostOfPart + packed * mostSwelling)
  try {
    for (;;) {
      const head = await take(block)
      if (isEmpty(head)) break
      const { name, size } = readHead(head)
      const content = await take(size)
      if (!isEmpty(await take(-size & (block - 1)))) throw new Error(said('a part is longer than it says'))
      yield { name, content }
    }
    if (!isEmpty(await take(block)) || (await take.isMore())) throw new Error(said('more than its parts'))
  } finally {
    gunzip.destroy()
  }
}

const isEmpty = (bytes: Buffer): boolean => bytes.every((byte) => byte === 0)

/** Gives so many bytes at a time of what arrives in pieces. */
function taking(pieces: AsyncIterator<Buffer>, most: number) {
  let held: Buffer[] = []
  let size = 0
  let all = 0
  const fetchPiece = async (): Promise<boolean> => {
    const { value, done } = await pieces.next()
    if (done) return false
    held.push(value)
    size += value.length
    all += value.length
    if (all > most) throw new Error(said('unpacked it is larger than any backup'))
    return true
  }
  const take = async (wanted: number): Promise<Buffer> => {
    while (size < wanted) if (!(await fetchPiece())) throw new Error(said('cut short'))
    const bytes = Buffer.concat(held)
    held = [bytes.subarray(wanted)]
    size -= wanted
    return bytes.subarray(0, wanted)
  }
  return Object.assign(take, { isMore: async () => size > 0 || (await fetchPiece()) })
}

/** Name and size of a plain file. Anything else that a tar may hold (links, folders, longer names) is in no backup. */
function readHead(head: Buffer): { name: string; size: number } {
  const name = head.toString('latin1', 0, 100).replace(/\0.*$/s, '')
  const digits = /^([0-7]{1,11})[ \0]/.exec(head.toString('latin1', 124, 136))
  const isPlain = head[156] === '0'.charCodeAt(0) && isEmpty(head.subarray(345, 500))
  if (!isPlain || !digits || !/^(manifest\.json|(tables|files)\/[a-z0-9_."/]+)$/.test(name))
    throw new Error(said('a part that no backup has'))
  const size = Number.parseInt(digits[1], 8)
  if (size > (name === manifestName ? mostOfManifest : mostOfPart))
    throw new Error(said('a part is larger than any of a backup'))
  return { name, size }
}
