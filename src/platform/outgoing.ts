// What goes out while it is still being read: a file of any size holds no more memory than a small one, and its first
// byte leaves at once. It is made as fast as the server can, whoever takes it: what a slow line has not taken yet lies
// in a file that has no name, so that neither a snapshot of the database nor anybody else waits. Whoever hangs up ends
// it.
import { randomUUID } from 'node:crypto'
import { type FileHandle, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { freeBytes, reserve } from './disk.ts'

/** Takes the next part; refuses once nobody takes it any more. */
export type Write = (part: string | Uint8Array) => Promise<void>

/** So many bytes are kept ahead in memory; most files are shorter. */
const mostAhead = 4 * 1024 * 1024
const readAtOnce = 256 * 1024
/** Milliseconds in which somebody must take something of what is there, and in which all of it must be made. */
const longestPause = 5 * 60_000
const longest = 20 * 60_000

/** What was made and not taken, on the disk; gone with the handle. */
class Aside {
  #file: FileHandle
  #path: string
  #written = 0
  #read = 0

  private constructor(file: FileHandle, path: string) {
    this.#file = file
    this.#path = path
  }

  static async open(): Promise<Aside> {
    const path = join(tmpdir(), `hezuo-outgoing-${randomUUID()}`)
    const file = await open(path, 'wx+', 0o600)
    // A system that does not let go of the name of an open file loses it in `close`.
    await rm(path, { force: true }).catch(() => {})
    return new Aside(file, path)
  }

  get unread(): number {
    return this.#written - this.#read
  }

  async write(part: string | Uint8Array): Promise<void> {
    if ((await freeBytes(tmpdir())) < 2 * reserve) throw new Error('no room to put aside what nobody takes')
    const bytes = Buffer.from(part)
    await this.#file.write(bytes, 0, bytes.length, this.#written)
    this.#written += bytes.length
  }

  async read(): Promise<Buffer> {
    const bytes = Buffer.alloc(Math.min(readAtOnce, this.unread))
    const { bytesRead } = await this.#file.read(bytes, 0, bytes.length, this.#read)
    this.#read += bytesRead
    return bytes.subarray(0, bytesRead)
  }

  async close(): Promise<void> {
    await this.#file.close()
    await rm(this.#path, { force: true })
  }
}

/** An answer that is made while it is taken; `made` settles once all of it is, or it was given up. */
export class Outgoing extends Readable {
  readonly made: Promise<void>
  #aside: Aside | null = null
  #isFull = false
  #isWhole = false
  /** What puts something in and what takes something out happen one after the other. */
  #turn: Promise<void> = Promise.resolve()
  #impatience = setInterval(() => {
    if (this.readableLength > 0) this.destroy(new Error('nobody took any of it in time'))
  }, longestPause).unref()

  constructor(make: (write: Write) => Promise<void>) {
    super({ highWaterMark: mostAhead })
    const late = setTimeout(() => this.destroy(new Error('not all of it was made in time')), longest)
    this.made = Promise.resolve()
      .then(() => make((part) => this.#inTurn(() => this.#put(part))))
      .then(() => this.#inTurn(() => this.#end()))
      // Whoever takes it must not think that this was all.
      .catch((error) => void this.destroy(error as Error))
      .finally(() => clearTimeout(late))
  }

  override _read(): void {
    this.#impatience.refresh()
    this.#inTurn(() => this.#take()).catch((error) => void this.destroy(error as Error))
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    clearInterval(this.#impatience)
    this.#turn
      .then(() => this.#aside?.close())
      .then(
        () => done(error),
        (failed) => done(error ?? (failed as Error)),
      )
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(() => {
      if (this.destroyed) throw this.errored ?? new Error('nobody takes it any more')
      return work()
    })
    this.#turn = turn.catch(() => {})
    return turn
  }

  async #put(part: string | Uint8Array): Promise<void> {
    if (!this.#isFull) {
      this.#isFull = !this.push(part)
      return
    }
    this.#aside ??= await Aside.open()
    await this.#aside.write(part)
  }

  async #take(): Promise<void> {
    if (this.#aside && this.#aside.unread > 0) this.push(await this.#aside.read())
    else if (this.#isWhole) this.push(null)
    else this.#isFull = false
  }

  async #end(): Promise<void> {
    this.#isWhole = true
    if (!this.#isFull) this.push(null)
  }
}

/** Begins to make it. What is refused before the first part is refused as with any other answer. */
export function outgoing(make: (write: Write) => Promise<void>): Promise<Outgoing> {
  return new Promise((begun, refused) => {
    const out = new Outgoing(async (write) => {
      await make((part) => {
        begun(out)
        return write(part)
      })
      begun(out)
    })
    out.once('error', refused)
  })
}
