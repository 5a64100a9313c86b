// What lies in the archive of a workbook. It is weighed before anything is unpacked, and unpacked part by part. Runs in
// a worker.
import { type UnzipFileInfo, unzipSync } from 'fflate'
import type { Problem } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import { refuseFile } from './refusing.ts'

const mostUnpacked = 200 * 1024 * 1024

export const damaged = (): Problem =>
  refuseFile('damaged', msg('The workbook is damaged or not complete. Save it again and choose it anew.'))

/** The parts of an archive by their names, which some programs write with other signs between the folders. */
export type Archive = { has(name: string): boolean; text(name: string): string }

const plain = (name: string): string => name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase()

export function openArchive(bytes: Uint8Array): Archive {
  const contents = new Map<string, UnzipFileInfo>()
  let isAnyTwice = false
  try {
    unzipSync(bytes, {
      filter: (file) => {
        isAnyTwice ||= contents.has(plain(file.name))
        contents.set(plain(file.name), file)
        return false
      },
    })
  } catch {
    throw damaged()
  }
  // Of parts of one name nobody knows which is meant; weighed once, all of them would be unpacked.
  if (isAnyTwice) throw damaged()
  if ([...contents.values()].reduce((sum, file) => sum + file.originalSize, 0) > mostUnpacked)
    throw refuseFile(
      'unpacked',
      msg('Unpacked, this workbook is far too large. Copy the sheet that is wanted into a new workbook.'),
    )
  return {
    has: (name) => contents.has(plain(name)),
    text: (name) => {
      const found = contents.get(plain(name))
      if (!found) throw damaged()
      const part = unzipSync(bytes, { filter: (file) => file.name === found.name })[found.name]
      return new TextDecoder(encodingOf(part)).decode(part)
    },
  }
}

/** XML is UTF-8, or UTF-16 with its mark. */
const encodingOf = ([first, second]: Uint8Array): string =>
  first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
