// What goes out while it is still being read: a file of any size holds no more memory than a small one, and its first
// byte leaves at once. It is made as fast as the server can, whoever takes it: what a slow line has not taken yet lies
// aside, so that neither a snapshot of the database nor anybody else waits. Where no more may lie there, its
// maker waits for its taker. Whoever hangs up ends it.
import { Readable } from 'node:stream'
import { Aside, openShelf, type Shelf } from './aside.ts'

/** Takes the next part; refuses once nobody takes it any more. */
export type Write = (part: string | Uint8Array) => Promise<void>

/** So many bytes are kept ahead in memory; most files are shorter. */
const mostAhead = 4 * 1024 * 1024
/** Milliseconds in which something of what is there must be taken; in which all of it must be made, and be taken. */
const longestPause = 5 * 60_000
const longestMaking = 20 * 60_000
const longestTaking = 60 * 60_000

const usualShelf = openShelf()

/** An answer that is made while it is taken; `made` settles once all of it is, or it was given up. */
export class Outgoing extends Readable {
  readonly made: Promise<void>
  #account: string
  #shelf: Shelf
  #aside: Aside | null = null
  #isFull = false
  #isWhole = false
  /** What puts something in and what takes something out happen one after the other. */
  #turn: Promise<unknown> = Promise.resolve()
  /** What a maker for whose part there is no room waits for: that something is taken. */
  #taken = Promise.withResolvers<void>()
  #impatience = setInterval(() => {
    if (this.readableLength > 0) this.destroy(new Error('nobody took any of it in time'))
  }, longestPause).unref()
  #overdue = setTimeout(
    () => this.destroy(new Error('not all of it was taken in time')),
    longestTaking,
  ).unref()

  constructor(account: string, make: (write: Write) => Promise<void>, shelf: Shelf) {
    super({ highWaterMark: mostAhead })
    this.#account = account
    this.#shelf = shelf
    const late = setTimeout(() => this.destroy(new Error('not all of it was made in time')), longestMaking)
    this.made = Promise.resolve()
      .then(() => make((part) => this.#write(part)))
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
    clearTimeout(this.#overdue)
    this.#taken.resolve()
    this.#turn
      .then(() => this.#aside?.close())
      .then(
        () => done(error),
        (failed) => done(error ?? (failed as Error)),
      )
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(() => {
      if (this.destroyed) throw this.errored ?? new Error('nobody takes it any more')
      return work()
    })
    this.#turn = turn.catch(() => {})
    return turn
  }

  async #write(part: string | Uint8Array): Promise<void> {
    while (!(await this.#inTurn(() => this.#put(part)))) await this.#taken.promise
  }

  /** Says whether there was room for it. */
  async #put(part: string | Uint8Array): Promise<boolean> {
    if (!this.#isFull) {
      this.#isFull = !this.push(part)
      return true
    }
    this.#aside ??= await Aside.open(this.#shelf, this.#account)
    this.#taken = Promise.withResolvers()
    return this.#aside.write(part)
  }

  async #take(): Promise<void> {
    if (this.#aside && this.#aside.unread > 0) this.push(await this.#aside.read())
    else if (this.#isWhole) this.push(null)
    else this.#isFull = false
    this.#taken.resolve()
  }

  async #end(): Promise<void> {
    this.#isWhole = true
    if (!this.#isFull) this.push(null)
  }
}

/**
 * Begins to make it for an account. What is refused before the first part is refused as with any other answer: as
 * 'unavailable' where much that was made for the account before has not been taken.
 */
export function outgoing(
  account: string,
  make: (write: Write) => Promise<void>,
  shelf: Shelf = usualShelf,
): Promise<Outgoing> {
  return new Promise((begun, refused) => {
    shelf.mustBeTaken(account)
    const making = async (write: Write) => {
      await make((part) => {
        begun(out)
        return write(part)
      })
      begun(out)
    }
    const out = new Outgoing(account, making, shelf)
    out.once('error', refused)
  })
}
