// What goes out and nobody has taken yet lies aside, in files that have no name. All of it shares one bound, so that
// nobody fills the disk; and whoever leaves much lying is given nothing more before taking it.
import { randomUUID } from 'node:crypto'
import { type FileHandle, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Problem } from '../base/problems.ts'
import { msg } from '../base/words.ts'
import { freeBytes, reserve } from './disk.ts'
import { openTally } from './tally.ts'

const mebibyte = 1024 * 1024
const usualBounds = { altogether: 512 * mebibyte, ofOne: 64 * mebibyte }
const secondsToWait = 60
const readAtOnce = 256 * 1024

export type Shelf = ReturnType<typeof openShelf>

/** Counts what lies aside. */
export function openShelf({ altogether, ofOne } = usualBounds) {
  const lying = openTally()
  return {
    add: lying.add,
    /** Counts so much more in, where there is room for it on the disk and on the shelf; says whether there is. */
    addIfRoom: async (account: string, bytes: number): Promise<boolean> => {
      const isFree = (await freeBytes(tmpdir())) >= 2 * reserve
      if (!isFree || lying.all() + bytes > altogether) return false
      lying.add(account, bytes)
      return true
    },
    /** Refuses whoever has left so much lying that nothing more is made for them ('unavailable'). */
    mustBeTaken: (account: string): void => {
      if (lying.of(account) >= ofOne)
        throw new Problem('unavailable', {
          seconds: secondsToWait,
          text: msg(
            'Much of what was made for you before is still on its way. Please let it arrive, or break it off, and try again.',
          ),
        })
    },
  }
}

/** What of one answer lies aside; gone with the handle. */
export class Aside {
  #file: FileHandle
  #path: string
  #shelf: Shelf
  #account: string
  #written = 0
  #read = 0

  private constructor(file: FileHandle, path: string, shelf: Shelf, account: string) {
    this.#file = file
    this.#path = path
    this.#shelf = shelf
    this.#account = account
  }

  static async open(shelf: Shelf, account: string): Promise<Aside> {
    const path = join(tmpdir(), `hezuo-outgoing-${randomUUID()}`)
    const file = await open(path, 'wx+', 0o600)
    // A system that does not let go of the name of an open file loses it in `close`.
    await rm(path, { force: true }).catch(() => {})
    return new Aside(file, path, shelf, account)
  }

  get unread(): number {
    return this.#written - this.#read
  }

  /** Lays the part aside where there is room; says whether it did. */
  async write(part: string | Uint8Array): Promise<boolean> {
    const bytes = Buffer.from(part)
    if (!(await this.#shelf.addIfRoom(this.#account, bytes.length))) return false
    const at = this.#written
    this.#written += bytes.length
    await this.#file.write(bytes, 0, bytes.length, at)
    return true
  }

  async read(): Promise<Buffer> {
    const bytes = Buffer.alloc(Math.min(readAtOnce, this.unread))
    const { bytesRead } = await this.#file.read(bytes, 0, bytes.length, this.#read)
    this.#read += bytesRead
    if (this.unread === 0) {
      await this.#file.truncate()
      this.#empty()
    }
    return bytes.subarray(0, bytesRead)
  }

  async close(): Promise<void> {
    this.#empty()
    await this.#file.close()
    await rm(this.#path, { force: true })
  }

  /** What was read lies on the disk until all is. */
  #empty(): void {
    this.#shelf.add(this.#account, -this.#written)
    this.#written = 0
    this.#read = 0
  }
}
