// Room on the disk. PostgreSQL stops altogether where it cannot write its log, and then nothing can be read either: so
// writing is refused a little earlier, while reading goes on, and is taken again as soon as there is room.
import { statfs } from 'node:fs/promises'
import { Problem } from '../base/problems.ts'
import { msg } from '../base/words.ts'

/** Kept free, in bytes: three segments of the database's log. */
export const reserve = 48 * 1024 * 1024

/** Bytes that may still be written there; Infinity where the system doesn't say. */
export async function freeBytes(folder: string): Promise<number> {
  const found = await statfs(folder).catch(() => null)
  return found ? found.bavail * found.bsize : Number.POSITIVE_INFINITY
}

export const diskFull = (): Problem =>
  new Problem('unavailable', {
    text: msg(
      'The disk of the server is full, so nothing was saved. Please tell its administrator, keep what you wrote and send it again later.',
    ),
  })

/** What the system or PostgreSQL says where there is no room, or no more allowed. */
export const isDiskFull = (code: string | undefined): boolean =>
  code !== undefined && ['ENOSPC', 'EDQUOT', 'EFBIG', '53100'].includes(code)

/** Gives the question whether there is room on all of these disks; looks once a second at most. */
export function roomOn(folders: string[]): () => Promise<boolean> {
  let looked = 0
  let found: Promise<number[]> = Promise.resolve([])
  return async () => {
    const now = Date.now()
    if (now - looked >= 1000) {
      looked = now
      found = Promise.all(folders.map(freeBytes))
    }
    return (await found).every((free) => free >= reserve)
  }
}

/** Gives what is asked before anything is written: it refuses where there is no room. */
export function watchDisks(folders: string[]): () => Promise<void> {
  const hasRoom = roomOn(folders)
  return async () => {
    if (!(await hasRoom())) throw diskFull()
  }
}
